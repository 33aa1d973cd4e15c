"""What a Slack workspace holds: people, channels, messages, views, triggers and response URLs.

One condition guards all of it and is notified by every event, so that a test waits for what happens
and never for a length of time.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from bot.playground.rules.limits import RESPONSE_URL_SECONDS, TRIGGER_SECONDS
from tests.worlds.slack_messages import Message, View

TEAM: Final = "T0HOME"
APP: Final = "A0DNS"
BOT: Final = "U0DNSBOT"
BOT_TOKEN: Final = "xoxb-of-the-tests"
APP_TOKEN: Final = "xapp-of-the-tests"
SIGNING_SECRET: Final = "secret-of-the-tests"

ANN: Final = "U0ANN"
BEN: Final = "U0BEN"
ROOT: Final = "U0ROOT"
OPS: Final = "C0OPS"
LOUNGE: Final = "C0LOUNGE"
VAULT: Final = "G0VAULT"
ATTIC: Final = "C0ATTIC"
TETE_A_TETE: Final = "D0ANNBEN"

Seen = TypeVar("Seen")


@dataclass(slots=True)
class Person:
    """Somebody with a Slack account; team tells Slack Connect's strangers from our own."""

    id: str
    name: str = ""
    team: str = TEAM
    guest: bool = False
    deleted: bool = False
    bot: bool = False
    admin: bool = False


@dataclass(slots=True)
class Channel:
    """A conversation. member: whether the bot is in it; absent: people who are not.

    dm: the one person the bot talks to there. A direct message between people has no dm and no member.
    """

    id: str
    name: str = ""
    member: bool = True
    private: bool = False
    archived: bool = False
    shared: bool = False
    dm: str = ""
    absent: set[str] = field(default_factory=set)


@dataclass(slots=True)
class ResponseUrl:
    """What a response_url leads to. message: the clicked one, which may be replaced; a command has none."""

    user: str
    channel: str
    message: Message | None
    expires: float
    uses: int = 0


@dataclass(slots=True)
class Trigger:
    """A trigger_id's owner and end."""

    user: str
    expires: float
    used: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Content that Slack would not take: what was called, Slack's word for it, and every fault."""

    method: str
    error: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot. at: monotonic seconds; error: Slack's word, a status or a fault of ours."""

    method: str
    args: dict[str, Any]
    at: float
    error: str = ""


class Workspace:
    """The state, with the small acts that several ways in share. Hold `happened` while you change it."""

    def __init__(self) -> None:
        self.happened = threading.Condition()
        self.bot_token, self.app_token = BOT_TOKEN, APP_TOKEN
        self.people = {p.id: p for p in (Person(ANN, "ann"), Person(BEN, "ben"), Person(ROOT, "root", admin=True))}
        self.people[BOT] = Person(BOT, "dns", bot=True)
        rooms = (
            Channel(OPS, "ops"),
            Channel(LOUNGE, "lounge", member=False),
            Channel(VAULT, "vault", member=False, private=True),
            Channel(ATTIC, "attic", archived=True),
            Channel(TETE_A_TETE, "directmessage", member=False, private=True),
        )
        self.channels = {c.id: c for c in rooms}
        self.groups: dict[str, list[str]] = {}
        self.messages: list[Message] = []
        self.views: list[View] = []
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.refusals: list[Refusal] = []
        self.calls: list[Call] = []
        self.base_url = ""
        self._ahead = 0.0
        self._numbers = itertools.count(1)

    # Time is Slack's own: a test moves it on instead of waiting for a trigger to die.

    def now(self) -> float:
        """Monotonic seconds, moved on by `later`."""
        return time.monotonic() + self._ahead

    def later(self, seconds: float) -> None:
        """Let that much of Slack's time pass at once."""
        with self.happened:
            self._ahead += seconds
            self.happened.notify_all()

    def number(self) -> int:
        """A number that nothing had before."""
        return next(self._numbers)

    def timestamp(self) -> str:
        """A message's ts: epoch seconds with six digits that nothing had before, in growing order."""
        return f"{int(time.time())}.{self.number():06d}"

    def until(self, seen: Callable[[], Seen], seconds: float, what: str) -> Seen:
        """Wait until seen() is true and give it. Raises AssertionError that names what did not happen."""
        end = time.monotonic() + seconds
        with self.happened:
            while not (value := seen()):
                if (left := end - time.monotonic()) <= 0:
                    raise AssertionError(f"{what} did not happen within {seconds} s\n{self.told()}")
                self.happened.wait(left)
            return value

    def told(self) -> str:
        """The last of everything, for the message of a failed test."""
        messages = "\n".join(f"  {message}" for message in self.messages[-6:])
        calls = "\n".join(f"  {call.method} {call.error or 'ok'}" for call in self.calls[-8:])
        return f"last messages:\n{messages}\nlast calls:\n{calls}\nrefusals: {self.refusals[-4:]}"

    def note(self, happening: Call | Refusal) -> None:
        """Keep a call or a refusal, and tell those who wait."""
        with self.happened:
            (self.calls if isinstance(happening, Call) else self.refusals).append(happening)  # type: ignore[arg-type]
            self.happened.notify_all()

    def post(self, message: Message) -> Message:
        """Show a new message."""
        with self.happened:
            self.messages.append(message)
            self.happened.notify_all()
        return message

    def new_message(self, kind: str, channel: str, body: dict[str, Any], *, to: str = "", via: str) -> Message:
        """Show a new message of the bot. body: text, blocks, thread_ts; to: whom an ephemeral is for."""
        ts, thread = self.timestamp(), str(body.get("thread_ts") or "")
        message = Message(kind, channel, ts, to=to, thread_ts=thread, via=via)
        message.show(body.get("text"), body.get("blocks"))
        return self.post(message)

    def find(self, channel: str, ts: str) -> Message | None:
        """The message that the API can reach by these; ephemeral ones never."""
        found = (m for m in self.messages if m.kind == "channel" and (m.channel, m.ts) == (channel, ts))
        return next((m for m in found if not m.deleted), None)

    def trigger(self, user: str) -> str:
        """A new trigger_id."""
        made = f"{self.number()}.{self.number()}.trigger"
        self.triggers[made] = Trigger(user, self.now() + TRIGGER_SECONDS)
        return made

    def response_url(self, user: str, channel: str, message: Message | None) -> str:
        """A new response_url."""
        key = f"{self.number()}"
        self.response_urls[key] = ResponseUrl(user, channel, message, self.now() + RESPONSE_URL_SECONDS)
        return f"{self.base_url}/response/{key}"

    def direct(self, user: str) -> Channel:
        """The bot's direct messages with a person, opened on first use."""
        channel = f"D{user[1:]}"
        return self.channels.setdefault(channel, Channel(channel, "directmessage", private=True, dm=user))

    def stack(self, user: str) -> list[View]:
        """The modals a person has open, the topmost last."""
        return [v for v in self.views if v.user == user and v.open and v.body.get("type") == "modal"]

    def live_views(self, user: str) -> Iterator[View]:
        """Every open view of a person."""
        return (v for v in self.views if v.user == user and v.open)
