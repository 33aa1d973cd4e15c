"""The bot at work in one thread: its queues are emptied when the test says so, and Slack is a list."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.announcer import Announcer
from bot.conversation import Conversation
from bot.drawn import Drawn
from bot.identity import Identity
from bot.listeners import kept
from bot.listeners.doors import Doors
from bot.notices import Notices
from bot.people import Everybody
from bot.playground.rules.blocks import Surface, block_faults, view_faults
from bot.whispers import Whispers
from commands.adapters.store import tables
from commands.adapters.store.inbox import Delivery, Inbox
from commands.adapters.store.messages import Messages
from commands.changes.lifecycle import Change
from commands.handlers.carrying import advance
from tests.unit.handlers.office import Office

ADMIN, OPERATOR, READER = "U0ANN", "U0BEN", "U0EVE"


@dataclass
class Said:
    """One thing said. how: post, edit, whisper, open_view or update_view; where: channel, person or view."""

    how: str
    where: str
    payload: dict[str, Any]
    ts: str = ""

    @property
    def text(self) -> str:
        return str(self.payload.get("text", ""))


@dataclass
class Slack:
    """A messenger that remembers, and refuses what Slack would refuse; its next calls fail as told."""

    said: list[Said] = field(default_factory=list)
    coming: dict[str, list[Exception | None]] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: itertools.count(1))
    views: bool = True

    def fail(self, how: str, *errors: Exception | None) -> None:
        """Let the next calls raise these; None: a call that works."""
        self.coming.setdefault(how, []).extend(errors)

    def by(self, how: str) -> list[Said]:
        return [said for said in self.said if said.how == how]

    def _say(self, how: str, where: str, payload: dict[str, Any], ts: str = "") -> None:
        error = (self.coming.get(how) or [None]).pop(0)
        if error:
            raise error
        seen = payload.get("blocks", [])
        assert not (view_faults(payload) if "view" in how else block_faults(seen, Surface.MESSAGE))
        self.said.append(Said(how, where, payload, ts))

    def post(self, place: str, payload: dict[str, Any]) -> tuple[str, str]:
        self._say("post", place, payload)
        self.said[-1].ts = f"{next(self.numbers)}.0"
        return f"D{place[1:]}" if place.startswith("U") else place, self.said[-1].ts

    def edit(self, place: str, ts: str, payload: dict[str, Any]) -> None:
        assert not place.startswith("U"), "a person is no place for an edit; their direct messages are"
        self._say("edit", place, payload, ts)

    def whisper(self, reply_to: str, place: str, user: str, payload: dict[str, Any]) -> None:
        self._say("whisper", user, payload)

    def open_view(self, trigger: str, view: dict[str, Any]) -> str | None:
        if not self.views:
            return None
        self._say("open_view", trigger, view)
        return f"V{trigger}"

    def update_view(self, view_id: str, view: dict[str, Any]) -> bool:
        self._say("update_view", view_id, view)
        return self.views


@dataclass
class Room:
    """Everything between a delivery and what is said about it."""

    office: Office
    slack: Slack
    inbox: Inbox
    identity: Identity
    conversation: Conversation
    announcer: Announcer
    whispers: Whispers
    notices: Notices
    doors: Doors
    woken: list[None]

    def take(self, text: str, user: str = ADMIN, **more: Any) -> str:
        """Let a command arrive; its key."""
        key = f"slash/{next(self.office.lines)}"
        self.inbox.take(Delivery(key, user, more.pop("place", "C0OPS"), more.pop("private", False), "", text, **more))
        return key

    def say(self, text: str, user: str = ADMIN, **more: Any) -> list[str]:
        """Let a command arrive and everything follow that needs no time; the private answers."""
        before = len(self.slack.by("whisper"))
        self.take(text, user, **more)
        self.drain()
        return [said.text for said in self.slack.by("whisper")[before:]]

    def drain(self, rounds: int = 30) -> None:
        """Do whatever is due, until nothing is."""
        for _ in range(rounds):
            if not sum(self.work(table) for table in tables.QUEUES.values()):
                return

    def work(self, table: Any) -> int:
        """Do what is due in one queue; how many rows."""
        rows = self.office.leases.claim(table, 100)
        for row in rows:
            self._runs[table.name](row)
        return len(rows)

    @property
    def _runs(self) -> dict[str, Callable[[Any], None]]:
        return {
            "deliveries": self.conversation.run,
            "changes": lambda row: advance(self.office.stored.claimed(row), self.office.world),
            "cards": self.announcer.run,
            "replies": self.whispers.run,
            "notices": self.notices.run,
        }

    def later(self, seconds: float) -> None:
        """Let time pass and do what is due then."""
        self.office.hands.pass_(seconds)
        self.drain()

    @property
    def newest(self) -> Change:
        return self.office.stored.recent()[0]

    @property
    def card(self) -> Said:
        """What the newest message in the channel says now."""
        return [said for said in self.slack.said if said.how in ("post", "edit")][-1]


def opened(office: Office, slack: Slack | None = None) -> Room:
    """A room over an office: U0ANN is an admin, U0BEN an operator."""
    slack, inbox, drawn = slack or Slack(), Inbox(office.database), Drawn()
    identity = Identity(None, frozenset({OPERATOR}), frozenset({ADMIN}), office.world.rulebook)
    woken: list[None] = []
    doors = Doors(
        command="/dns",
        inbox=inbox,
        changes=office.stored,
        messages=Messages(office.database),
        identity=identity,
        people=Everybody(),
        world=office.world,
        messenger=slack,
        wake=lambda: woken.append(None),
        drawn=drawn,
    )
    return Room(
        office,
        slack,
        inbox,
        identity,
        Conversation(
            office.world,
            office.stored,
            inbox,
            office.leases,
            identity,
            Everybody(),
            slack,
            lambda body: kept.judge(doors, body),
        ),
        Announcer(slack, office.stored, Messages(office.database), inbox, office.leases, drawn),
        Whispers(slack, office.leases),
        Notices(slack, office.stored, Messages(office.database), office.leases, ""),
        doors,
        woken,
    )
