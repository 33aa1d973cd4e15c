"""An office: a Slack workspace, a strict Route 53, and between them the bot in processes of its own.

    def test_…(office: Office) -> None:
        office.type("delete db1 A")
        card = office.card("db1")
        office.kill()
        office.restart()
        office.slack.click(card, "Delete")
        office.done_once("db1")

A module says in its `pytestmark` which houses it wants; its tests share one office per house, and each
starts with the bot up and nothing broken.
"""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self, TypeVar

import pytest
from sqlalchemy import select, text

from commands.adapters.embedded import Embedded
from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.database import Database
from commands.adapters.store.tables import QUEUES
from commands.changes.lifecycle import Change, State
from commands.model import names
from commands.model.plan import Action
from commands.model.records import RecordSet
from tests.worlds.aws import AwsWorld
from tests.worlds.aws_faults import Faults
from tests.worlds.process import LOOK_EVERY, Bot
from tests.worlds.slack import Slack
from tests.worlds.slack_delivery import Ack
from tests.worlds.slack_messages import Message
from tests.worlds.slack_workspace import ANN, APP_TOKEN, BEN, BOT_TOKEN, ROOT, SIGNING_SECRET

NEVER: Final = 600.0  # seconds that no test lasts
ACCEPTED: Final = re.compile(r"\*(PENDING|INSYNC)\*")
PATIENCE: Final = 30.0  # for anything that should come; other work may run on the same machine
ZONES: Final = ("example.com", "example.net", "example.org", "example.edu", "example.info")

Seen = TypeVar("Seen")


@dataclass(frozen=True)
class House:
    """What an office is built on."""

    database: Literal["sqlite", "postgresql"] = "sqlite"
    transport: Literal["http", "socket"] = "http"
    settings: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.database}-{self.transport}"


def houses(*wanted: House) -> pytest.MarkDecorator:
    """Run every test of a module (its pytestmark), or one test, in each of these."""
    return pytest.mark.parametrize("house", wanted, indirect=True, ids=str, scope="module")


@dataclass(frozen=True)
class Applied:
    """One batch that Route 53 accepted."""

    change_id: str
    zone_id: str
    batch: tuple[tuple[Action, RecordSet], ...]
    comment: str

    @property
    def names(self) -> set[str]:
        return {names.plain(record.name) for _, record in self.batch}


class Book(Embedded):
    """A Route 53 that remembers every batch it has accepted. While it is not open, a batch waits to be looked at."""

    def __init__(self, clock: Callable[[], float], in_sync_after: float) -> None:
        super().__init__(clock, in_sync_after)
        self.applied: list[Applied] = []
        self.open = threading.Event()
        self.open.set()

    def submit(self, zone_id: str, batch: Sequence[tuple[Action, RecordSet]], comment: str) -> str:
        self.open.wait()
        change_id = super().submit(zone_id, batch, comment)
        self.applied.append(Applied(change_id, zone_id, tuple(batch), comment))
        return change_id


class Office:
    """People, Route 53 and one bot or several on one database. Everything ends with the `with` block."""

    def __init__(self, house: House, url: str, folder: Path) -> None:
        self.house, self.folder = house, folder
        self._open = ExitStack()
        self.slack = Slack()
        self._open.push(self.slack)
        self.slack.transport = house.transport
        self.aws = self._open.enter_context(AwsWorld())
        self.aws.route53 = self.book = Book(time.monotonic, 0.0)
        self.zones = {name: self.aws.zone(name) for name in ZONES}
        self._database = Database(url)
        self._open.callback(self._database.close)
        self.changes = StoredChanges(self._database)
        self.settings = self._settings(url)
        self.bots: list[Bot] = []
        self._checked: set[Bot] = set()
        self.since = 0.0

    def _settings(self, url: str) -> dict[str, str]:
        way_in = {"SLACK_SIGNING_SECRET": SIGNING_SECRET}
        if self.house.transport == "socket":
            way_in = {"SLACK_APP_TOKEN": APP_TOKEN}
        return {
            **way_in,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_API_URL": self.slack.api_url,
            "AWS_ENDPOINT_URL": self.aws.url,
            "AWS_ACCESS_KEY_ID": "of-the-tests",
            "AWS_SECRET_ACCESS_KEY": "of-the-tests",
            "DATABASE_URL": url,
            "DNS_DEFAULT_ZONE": ZONES[0],
            "DNS_OPERATORS": f"{ANN},{BEN}",
            "DNS_ADMINS": ROOT,
            "DNS_ROUTE53_RPS": "50",
            "DNS_ROUTE53_BURST": "50",
            **self.house.settings,
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for bot in self.bots:
            bot.kill9()
        self.let_go()
        self._open.__exit__(kind, error, trace)

    # The bot's processes.

    def start(self) -> Bot:
        """A further process of the bot, not waited for."""
        bot = Bot(self.settings, self.folder)
        self.bots.append(bot)
        return bot

    @property
    def bot(self) -> Bot:
        """The newest process."""
        return self.bots[-1]

    def staff(self, count: int) -> list[Bot]:
        """So many processes that are up, the oldest first; those that are missing are started."""
        alive = [bot for bot in self.bots if bot.process.poll() is None]
        alive += [self.start() for _ in range(count - len(alive))]
        for bot in alive:
            bot.ready(PATIENCE)
        self.slack.bot_url = alive[0].url
        return alive

    def kill(self) -> None:
        """kill -9 of the newest process; what hung for it at Route 53 goes its way."""
        self.bot.kill9()
        self.gone()
        self.let_go()

    def refuses(self, bot: Bot) -> bool:
        """Whether nobody listens at a process's port any more."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", bot.port)) != 0

    def gone(self) -> None:
        """Wait until Slack knows that nobody is there."""
        self.slack.wait_for(lambda: len(self.slack.sockets) == 0, PATIENCE, "the end of the connections")

    def restart(self) -> None:
        """The same process anew, and Slack's deliveries to it."""
        self.bots.append(self.bot.again())
        self.slack.bot_url = self.bot.ready(PATIENCE).url

    def make_calm(self) -> None:
        """The bot up, nothing broken, and what happened until now forgotten."""
        self.slack.heal()
        self.slack.up()
        self.aws.faults, self.aws.latency, self.aws.in_sync_after = Faults(), 0.0, 0.0
        self.let_go()
        self.staff(1)
        self.since = time.monotonic()

    def check(self) -> None:
        """Nothing malformed was said to Slack, and no process met a bug."""
        assert not self.slack.refusals
        unchecked = [bot for bot in self.bots if bot not in self._checked]
        self._checked |= {bot for bot in self.bots if "Traceback" in bot.logs() or bot.process.poll() is not None}
        for bot in unchecked:
            assert "Traceback" not in bot.logs(), bot.logs()

    # What people do and see.

    def type(self, text: str, user: str = ANN, **where: Any) -> Ack:
        """A slash command, acknowledged in time."""
        ack = self.slack.slash(text, user, **where)
        assert ack.ok, ack
        return ack

    def press(self, card: Message, label: str | Mapping[str, Any], user: str = ANN) -> Ack:
        """A button, acknowledged in time."""
        ack = self.slack.click(card, label, user)
        assert ack.ok, ack
        return ack

    def card(self, name: str, *patterns: str, channel: str = "") -> Message:
        """The newest message about a name that everybody sees, waited for; its timestamp may not be back yet."""
        about = rf"(?<![\w.-]){re.escape(full(name))}"
        return self.slack.message(about, *patterns, kind="channel", channel=channel, since=self.since, seconds=PATIENCE)

    def kept_card(self, name: str) -> Message:
        """The same, once the database knows of it: from then on there is never a second one."""
        card = self.card(name)
        until(lambda: self.change(name).posted, f"{name}'s message in the database")
        return card

    def cards(self, name: str) -> list[Message]:
        """All messages about a name that everybody sees."""
        return [m for m in self.slack.messages("channel", since=self.since) if full(name) in m.said]

    def private(self, *patterns: str, to: str = ANN) -> Message:
        """The newest private word to a person, waited for."""
        return self.slack.message(*patterns, kind="ephemeral", to=to, since=self.since, seconds=PATIENCE)

    def shows(self, card: Message, *words: str) -> str:
        """Wait until a card's text says all this; the text."""
        self.slack.wait_for(lambda: all(word in card.text for word in words), PATIENCE, f"{words} on {card}")
        return card.text

    # What happened at Route 53 and in the database.

    def let_go(self) -> None:
        """Let requests that hang at Route 53 go on."""
        self.book.open.set()
        self.aws.closing.set()
        self.aws.closing = threading.Event()

    @contextmanager
    def reaching(self, operation: str) -> Iterator[None]:
        """On leaving, wait until one more request of an operation has reached Route 53."""
        before = len(self.aws.of(operation))
        yield
        self.aws.wait_for(operation, before + 1, PATIENCE)

    def applied(self, name: str) -> list[Applied]:
        """Every accepted batch that touches a name."""
        return [one for one in self.book.applied if full(name) in one.names]

    def sent(self, name: str) -> int:
        """How many ChangeResourceRecordSets requests named it, accepted or not."""
        return sum(f">{full(name)}.<".encode() in c.body for c in self.aws.of("ChangeResourceRecordSets"))

    def wait_applied(self, name: str) -> Applied:
        """Wait until Route 53 has accepted a batch that touches a name."""
        return until(lambda: next(iter(self.applied(name)), None), f"{name} applied")

    def stands(self, name: str, type_: str = "A") -> RecordSet | None:
        """What stands at Route 53."""
        return self.aws.get(self._zone_of(name), full(name), type_)

    def put(self, name: str, *held: str, type_: str = "A", ttl: int = 300) -> RecordSet:
        """Another hand puts a record set there, in the place of what stood."""
        return self.aws.put(self._zone_of(name), full(name), type_, held, ttl)

    def _zone_of(self, name: str) -> str:
        return next(id_ for zone, id_ in self.zones.items() if full(name).endswith(zone))

    def change(self, name: str) -> Change:
        """The newest change of a name as the database has it."""
        return self.changes.recent(f"{full(name)}.", limit=1)[0]

    def wait_state(self, name: str, state: State) -> Change:
        """Wait until the newest change of a name has a state."""

        def seen() -> Change | None:
            found = self.changes.recent(f"{full(name)}.", limit=1)
            return found[0] if found and found[0].state is state else None

        return until(seen, f"{name} in {state}")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nothing can be written down meanwhile (PostgreSQL)."""
        with self._database.write() as connection:
            connection.execute(text("LOCK TABLE deliveries"))
            yield

    def blocked(self) -> bool:
        """Whether somebody waits for a lock."""
        waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        with self._database.read() as connection:
            return connection.execute(waiting).scalar_one() > 0

    def leases(self) -> list[str]:
        """The ids of all rows that somebody holds."""
        with self._database.read() as connection:
            held = (select(queue.c.id).where(queue.c.lease_owner.is_not(None)) for queue in QUEUES.values())
            return [id_ for query in held for id_ in connection.execute(query).scalars()]

    def accepted_once(self, name: str) -> Change:
        """Wait until a name's one card says PENDING or more; the change was made once and everything says so."""
        card = self.card(name)
        self.slack.wait_for(lambda: ACCEPTED.search(card.text), PATIENCE, f"acceptance on {card}")
        assert len(self.cards(name)) == 1, self.slack.space.told()
        (applied,), (change,) = self.applied(name), self.changes.recent(f"{full(name)}.")
        assert change.aws_id in ("", applied.change_id), "the answer may be lost, but never wrong"
        assert change.reconciled == (not change.aws_id)
        assert change.id in applied.comment
        assert change.id in card.text
        return change

    def done_once(self, name: str) -> Change:
        """The same, and wait for INSYNC."""
        self.shows(self.card(name), "INSYNC")
        change = self.accepted_once(name)
        assert change.state is State.INSYNC
        return change


def full(name: str) -> str:
    """A host's whole name, in the default zone unless another is written."""
    return name if name.endswith(ZONES) else f"{name}.{ZONES[0]}"


def until(seen: Callable[[], Seen | None], what: str, seconds: float = PATIENCE) -> Seen:
    """Look until something is there; for what lies in a database or in another process."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while not (found := seen()):
        assert time.monotonic() < end, f"not {what} within {seconds} s"
        pause.wait(LOOK_EVERY)
    return found


@pytest.fixture(scope="module")
def database_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Makes an empty database of a kind; its URL."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('office') / 'slash-dns.db'}"
        return str(request.getfixturevalue("postgres")())

    return make


@pytest.fixture(scope="module")
def house(
    request: pytest.FixtureRequest, database_of: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """The office that the tests of a module share. It leaves no thread and no process behind."""
    built: House = request.param
    before = set(threading.enumerate())
    with Office(built, database_of(built.database), tmp_path_factory.mktemp("logs")) as office:
        yield office
    left = set(threading.enumerate()) - before
    assert not left, left


@pytest.fixture
def office(house: Office) -> Iterator[Office]:
    """An office with the bot up and nothing broken."""
    house.make_calm()
    yield house
    house.check()
