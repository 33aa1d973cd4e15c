"""Builds the adapters, the World, the worker and the Bolt app; the one file that knows all of them."""

import contextlib
import fcntl
import logging
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, Final

from slack_sdk import WebClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.announcer import Announcer
from bot.chores import Chores
from bot.conversation import Conversation
from bot.drawn import Drawn
from bot.identity import Identity
from bot.listeners.doors import Doors
from bot.messenger import Messenger, SlackMessenger
from bot.notices import Notices
from bot.settings import Settings
from bot.slack_app import build
from bot.tokens import Tokens
from bot.transport.health import Health
from bot.transport.http import HttpServer
from bot.transport.sockets import Sockets
from bot.transport.traffic import Traffic
from bot.whispers import Whispers
from bot.worker import Work, Worker
from commands.adapters.clock import SystemClock
from commands.adapters.index import Index
from commands.adapters.quota import Budget
from commands.adapters.route53 import Boto, client
from commands.adapters.store import tables
from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.database import Database, first_line
from commands.adapters.store.history import StoredHistory
from commands.adapters.store.inbox import Inbox
from commands.adapters.store.leases import Leases
from commands.adapters.store.messages import Messages
from commands.adapters.store.migrate import migrate
from commands.adapters.store.pruning import Pruning
from commands.adapters.store.trail import Trail
from commands.errors import Misconfigured
from commands.handlers.carrying import advance
from commands.language.parse import commands
from commands.ports import Clock, Defaults, Route53, World

log = logging.getLogger(__name__)

# SIGTERM: supervisors give ten seconds or more before they kill.
DRAIN: Final = 8.0

# How often the start looks whether everything is there, to say so once.
_LOOK: Final = 0.2


class Core:
    """Everything but Slack's way in: the store, the world, and the worker over a messenger."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        messenger: Messenger,
        identity: Identity,
        route53: Route53 | None = None,
    ) -> None:
        clock = SystemClock()
        self.database = database
        self.leases = Leases(database, uuid.uuid4().hex)
        self.changes = StoredChanges(database)
        self.inbox = Inbox(database)
        self.messages = Messages(database)
        self.drawn = Drawn()
        self.pool = ThreadPoolExecutor(8, "press")
        self.messenger = messenger
        self.identity = identity
        # boto3's client, built at first use.
        self.aws = client()
        aws = route53 or self._real_route53(settings, clock)
        defaults = Defaults(
            settings.default_zone, settings.default_ttl, float(settings.confirm_seconds), settings.command
        )
        self.world = World(aws, Index(aws, clock), self.changes, StoredHistory(database), clock, defaults)
        self.traffic = Traffic()
        trail = Trail(database)
        self.chores = Chores(trail, Pruning(database, trail, settings.keep_days))
        self.worker = Worker(self.leases, self._works(settings.audit_channel), self.traffic.give_way)

    def _real_route53(self, settings: Settings, clock: Clock) -> Boto:
        budget = Budget(self.database, clock, rate=settings.rps, burst=settings.burst)
        return Boto(self.aws, budget.take, clock, throttled=budget.throttled)

    def _works(self, audit: str) -> tuple[Work, ...]:
        conversation = Conversation(self.world, self.changes, self.inbox, self.leases, self.identity, self.messenger)
        announcer = Announcer(self.messenger, self.changes, self.messages, self.inbox, self.leases, self.drawn)
        whispers = Whispers(self.messenger, self.leases)
        notices = Notices(self.messenger, self.changes, self.messages, self.leases, audit)
        return (
            Work(tables.deliveries, conversation.run, conversation.give_up, 8),
            Work(tables.changes, self._advance, self._give_up, 8),
            Work(tables.cards, announcer.run, announcer.give_up, 6),
            Work(tables.replies, whispers.run, whispers.give_up, 4),
            Work(tables.notices, notices.run, notices.give_up, 2),
        )

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
            identity=self.identity,
            messenger=self.messenger,
            wake=self.worker.wake,
            drawn=self.drawn,
            pool=self.pool,
        )

    def database_answers(self) -> bool:
        """One question to the database."""
        try:
            with self.database.read() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True


class Bot:
    """The whole app in one mode: `web` (HTTP) or `worker` (Socket Mode)."""

    def __init__(self, settings: Settings, mode: str, database: Database) -> None:
        self._stop = threading.Event()
        self._fatal: Misconfigured | None = None
        slack = WebClient(settings.bot_token, base_url=settings.slack_api_url, timeout=10, retry_handlers=[])
        identity = Identity(slack, settings.operators, settings.admins)
        self.core = Core(database, settings, SlackMessenger(slack), identity)
        self.tokens = Tokens(slack, self._end)
        secret = settings.signing_secret if mode == "web" else ""
        app = build(slack, self.tokens, self.core.doors(settings.command), secret)
        self.sockets = (
            Sockets(app, settings.app_token, slack, self.core.traffic, self._end) if mode == "worker" else None
        )
        checks = {
            "database": self.core.database_answers,
            "worker": lambda: self.core.worker.alive,
            "slack": lambda: self.tokens.known and (self.sockets is None or self.sockets.connected),
        }
        self.health = Health(checks)
        slack_here = app if mode == "web" else None
        self.http = HttpServer(settings.host, settings.port, self.health, self.core.traffic, slack_here)

    def _warm(self) -> None:
        """What is slow the first time, done before the first command: boto3's client, the tables for foreign names."""
        commands("get münchen")
        try:
            _ = self.core.aws.meta
        except Misconfigured as error:
            self._end(error)

    def _end(self, error: Misconfigured) -> None:
        self._fatal = error
        self._stop.set()

    def stop(self) -> None:
        """Ask the run to end."""
        self._stop.set()

    def run(self) -> None:
        """Serve until stopped. Raises Misconfigured where Slack refuses a token."""
        self.tokens.start()
        self.core.worker.start()
        self.core.chores.start()
        self.http.start()
        if self.sockets:
            self.sockets.start()
        threading.Thread(target=self._warm, name="warm", daemon=True).start()
        while not self._stop.wait(_LOOK):
            if self.health.look()[0]:
                log.info("ready")
                self._stop.wait()
        self._close()
        if self._fatal:
            raise self._fatal

    def _close(self) -> None:
        """Take nothing new, finish what is in hand, hand the leases back."""
        if self.sockets:
            self.sockets.close()
        self.http.close()
        self.tokens.stop()
        self.core.chores.stop()
        self.core.worker.stop(0.0 if self._fatal else DRAIN)
        self.core.database.close()


def mode_of(settings: Settings, named: str) -> str:
    """`web` or `worker`: as named, or by which tokens are set. Raises Misconfigured where one is missing."""
    mode = named or ("worker" if settings.app_token else "web")
    if mode == "worker" and not settings.app_token:
        raise Misconfigured("SLACK_APP_TOKEN", "is missing; Socket Mode needs the token that starts with xapp-")
    if mode == "web" and not settings.signing_secret:
        raise Misconfigured(
            "SLACK_SIGNING_SECRET", "is missing; without it nobody can tell Slack's requests from forged ones"
        )
    return mode


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database, migrated. Raises Misconfigured, naming DATABASE_URL, where it cannot be used."""
    database = Database(settings.database_url)
    with contextlib.ExitStack() as stack:
        try:
            alone = database.sqlite and stack.enter_context(_alone_on(Path(str(database.engine.url.database))))
            migrate(database)
            if alone:
                # Nobody else can hold a lease on this file: whoever did is dead.
                Leases(database, "").void_all()
        except (OperationalError, OSError) as error:
            said = first_line(error) if isinstance(error, OperationalError) else str(error)
            raise Misconfigured("DATABASE_URL", f"the database cannot be used: {said}") from error
        yield database


@contextlib.contextmanager
def _alone_on(file: Path) -> Iterator[bool]:
    """Whether this process is the only one on a SQLite file; holds a lock beside it while it runs."""
    lock: IO[str]
    with file.with_name(f"{file.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
