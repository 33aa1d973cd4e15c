"""Everything but Slack's way in: the store, the world, and the worker over a messenger."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.announcer import Announcer
from bot.chores import Chores
from bot.conversation import Conversation
from bot.drawn import Drawn
from bot.identity import Identity
from bot.listeners import kept
from bot.listeners.doors import Doors
from bot.messenger import Messenger
from bot.metrics import Metrics
from bot.notices import Notices
from bot.outage import Outage
from bot.people import Everybody, People
from bot.rulebook import Rulebook
from bot.settings import Settings
from bot.transport.traffic import Traffic
from bot.whispers import Whispers
from bot.worker import Work, Worker
from commands.adapters import ec2
from commands.adapters.accounts import Accounts
from commands.adapters.clock import SystemClock
from commands.adapters.index import Index
from commands.adapters.quota import Budget
from commands.adapters.resolver import DnsResolver
from commands.adapters.roles import Roles
from commands.adapters.route53 import Boto, client
from commands.adapters.store import tables
from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.choices import StoredChoices
from commands.adapters.store.database import Database
from commands.adapters.store.freezes import StoredFreezes
from commands.adapters.store.history import StoredHistory
from commands.adapters.store.inbox import Inbox
from commands.adapters.store.leases import Leases
from commands.adapters.store.messages import Messages
from commands.adapters.store.patience import PATIENCE, within
from commands.adapters.store.pruning import Pruning
from commands.adapters.store.tally import Tally
from commands.adapters.store.trail import Trail
from commands.handlers.carrying import advance
from commands.ports import Clock, Defaults, Instances, Resolver, Route53, World

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who people are: their roles and groups, whether they belong here, and the rules for them."""

    identity: Identity
    people: People | Everybody
    rulebook: Rulebook


class Core:
    """Everything but Slack's way in: the store, the world, and the worker over a messenger."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        messenger: Messenger,
        staff: Staff,
        route53: Route53 | None = None,
        resolver: Resolver | None = None,
        metrics: Metrics | None = None,
        instances: Instances | None = None,
    ) -> None:
        clock = SystemClock()
        self.database = database
        self.metrics = metrics or Metrics()
        self.leases = Leases(database, uuid.uuid4().hex, self.metrics.taken_over)
        self.changes = StoredChanges(database)
        self.inbox = Inbox(database)
        self.messages = Messages(database)
        self.drawn = Drawn()
        self.messenger = messenger
        self.staff = staff
        # boto3's client, built at first use.
        self.aws = client()
        aws = route53 or self._real_route53(settings, clock)
        defaults = Defaults(
            settings.default_zone,
            settings.default_ttl,
            float(settings.confirm_seconds),
            settings.command,
            tuple(settings.accounts),
        )
        self.world = World(
            aws,
            Index(aws, clock),
            self.changes,
            StoredChoices(database),
            StoredFreezes(database),
            StoredHistory(database),
            staff.rulebook,
            resolver or DnsResolver(settings.resolvers),
            clock,
            defaults,
            instances or ec2.of_accounts(settings.accounts, settings.ec2_regions, clock),
        )
        self.traffic = Traffic()
        self._trail = Trail(database)
        self._tally = Tally(database)
        outage = Outage()
        self.chores = Chores(self._trail, Pruning(database, self._trail, settings.keep_days), outage)
        self.worker = Worker(self.leases, self._works(settings.audit_channel), self.traffic.give_way, outage)

    def _real_route53(self, settings: Settings, clock: Clock) -> Route53:
        """One account over the standard chain, or each account's role."""
        waited, observed = self.metrics.waited, self.metrics.called

        def of(alias: str, client: Callable[[str], Any]) -> Callable[[str], Route53]:
            budget = Budget(self.database, clock, rate=settings.rps, burst=settings.burst, account=alias, waited=waited)
            return lambda actor: Boto(client(actor), budget.take, clock, throttled=budget.throttled, observed=observed)

        if not settings.accounts:
            return of("default", lambda _: self.aws)("")
        return Accounts({alias: of(alias, Roles(arn).client) for alias, arn in settings.accounts.items()})

    @property
    def carrying(self) -> Work:
        """Taking each change a step on."""
        return Work(tables.changes, self._advance, self._give_up, 8)

    def _works(self, audit: str) -> tuple[Work, ...]:
        staff = self.staff
        conversation = Conversation(
            self.world,
            self.changes,
            self.inbox,
            self.leases,
            staff.identity,
            staff.people,
            self.messenger,
            lambda body: kept.judge(self.doors(self.world.defaults.command), body),
            self._dealt_with,
        )
        announcer = Announcer(self.messenger, self.changes, self.messages, self.inbox, self.leases, self.drawn)
        whispers = Whispers(self.messenger, self.leases)
        notices = Notices(self.messenger, self.changes, self.messages, self.leases, audit)
        return (
            Work(tables.deliveries, conversation.run, conversation.give_up, 8),
            self.carrying,
            Work(tables.cards, announcer.run, announcer.give_up, 6),
            Work(tables.replies, whispers.run, whispers.give_up, 4),
            Work(tables.notices, notices.run, notices.give_up, 2),
        )

    def _dealt_with(self, verb: str, outcome: str) -> None:
        self.metrics.command(verb, outcome)
        log.info("a command was dealt with", extra={"verb": verb, "outcome": outcome})

    def _advance(self, row: Any) -> None:
        advance(self.changes.claimed(row), self.world)

    def _give_up(self, row: Any, reference: str) -> None:
        """A change that raises every time ends, and says whether it may have happened."""
        unsure = " It may have been sent to Route 53: look before you try again." if row["sent_at"] else ""
        self.changes.give_up(row, f"Something is wrong with this change here.{unsure} Reference {reference}.")

    def doors(self, command: str) -> Doors:
        """What the listeners need."""
        return Doors(
            command=command,
            inbox=self.inbox,
            changes=self.changes,
            messages=self.messages,
            identity=self.staff.identity,
            people=self.staff.people,
            world=self.world,
            messenger=self.messenger,
            wake=self.worker.wake,
            drawn=self.drawn,
            counted=self._dealt_with,
        )

    def gauges(self) -> dict[str, dict[str, float]]:
        """What is looked up when somebody asks for the metrics; nothing of the database while it is away."""
        found = {"slash_dns_worker_age_seconds": {"": self.worker.age}}
        try:
            with within(PATIENCE):
                states, unsealed = self._tally.states(), self._trail.tail()
        except SQLAlchemyError:
            return found
        return {**found, "slash_dns_changes": states, "slash_dns_unsealed_events": {"": float(unsealed)}}
