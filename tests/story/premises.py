"""The premises: a Slack workspace, a strict Route 53, and between them the bot in processes of its own."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

import pytest

from commands.adapters.embedded import Embedded
from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.database import Database
from commands.model import names
from commands.model.plan import Action
from commands.model.records import RecordSet
from tests.worlds.aws import AwsWorld
from tests.worlds.aws_faults import Faults
from tests.worlds.process import Bot
from tests.worlds.slack import Slack
from tests.worlds.slack_delivery import EVENTS_PATH, request
from tests.worlds.slack_workspace import ANN, APP_TOKEN, BEN, BOT_TOKEN, ROOT, SIGNING_SECRET

NEVER: Final = 600.0  # seconds that no test lasts
PATIENCE: Final = 30.0  # for anything that should come; other work may run on the same machine
ZONES: Final = ("example.com", "example.net", "example.org", "example.edu", "example.info")


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
    """One batch that Route 53 accepted. at: monotonic seconds."""

    change_id: str
    zone_id: str
    batch: tuple[tuple[Action, RecordSet], ...]
    comment: str
    at: float = field(default_factory=time.monotonic)

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


class Premises:
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
        self.database = Database(url)
        self._open.callback(self.database.close)
        self.changes = StoredChanges(self.database)
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

    def closed(self, bot: Bot) -> bool:
        """Whether a process takes nothing new any more: nobody listens, or says so."""
        return request(bot.url, "GET", EVENTS_PATH, {}, b"", PATIENCE).status in (0, 503)

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
