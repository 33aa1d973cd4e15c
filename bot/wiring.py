"""Builds the adapters, the World, the worker and the Bolt app; the one file that knows all of them."""

import contextlib
import fcntl
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from sqlalchemy.exc import SQLAlchemyError

from bot.core import Core, Staff
from bot.identity import Identity
from bot.messenger import SlackMessenger
from bot.metrics import Metrics
from bot.people import People
from bot.rulebook import Rulebook
from bot.settings import Settings
from bot.slack_app import build
from bot.slack_client import Client
from bot.tokens import Tokens
from bot.transport.door import Door
from bot.transport.health import Health
from bot.transport.http import HttpServer
from bot.transport.sockets import Sockets
from commands.adapters.store.database import Database
from commands.adapters.store.leases import Leases
from commands.adapters.store.migrate import migrate
from commands.errors import Misconfigured, Problem
from commands.language.parse import commands
from commands.ports import Instances, Resolver, Route53

log = logging.getLogger(__name__)

# SIGTERM: supervisors give ten seconds or more before they kill.
DRAIN: Final = 8.0

# A call to Slack that is not answered by then is not going to be.
_SLACK_SECONDS: Final = 10
_QUICK_SECONDS: Final = 3

# How often the start looks whether everything is there, to say so once.
_LOOK: Final = 0.2


class Bot:
    """The whole app in one mode: `web` (HTTP) or `worker` (Socket Mode).

    route53, resolver: in place of AWS and of DNS, as in the playground.
    """

    def __init__(
        self,
        settings: Settings,
        mode: str,
        database: Database,
        route53: Route53 | None = None,
        resolver: Resolver | None = None,
        instances: Instances | None = None,
    ) -> None:
        self._stop = threading.Event()
        self._fatal: Problem | None = None
        metrics = Metrics()
        slack = self._client(settings, _SLACK_SECONDS, metrics)
        # Who somebody is, is asked before anything is answered.
        quick = self._client(settings, _QUICK_SECONDS, metrics)
        self._rulebook = Rulebook(settings.policy, settings.protections)
        identity = Identity(quick, settings.operators, settings.admins, self._rulebook)
        self.tokens = Tokens(slack, self._end)
        staff = Staff(identity, People(quick, self.tokens.learn), self._rulebook)
        messenger = SlackMessenger(slack, metrics.slack_failed)
        self.core = Core(database, settings, messenger, staff, route53, resolver, metrics, instances)
        self._on_aws = route53 is None
        app = build(slack, self.tokens, self.core.doors(settings.command))
        self.sockets = None
        if mode == "worker":
            self.sockets = Sockets(app, settings.app_token, slack, self.core.traffic, self._end, metrics.acked)
        checks = {
            "database": database.takes_writes,
            "worker": lambda: self.core.worker.alive,
            "slack": lambda: self.tokens.known and (self.sockets is None or self.sockets.connected),
        }
        self.health = Health(checks, self._facts)
        metrics.watch(self._gauges)
        door = Door(app, settings.signing_secrets, self.core.traffic, metrics.acked) if mode == "web" else None
        pages = {"/healthz": self.health.page, "/metrics": metrics.page}
        self.http = HttpServer(settings.host, settings.port, pages, door)

    def _client(self, settings: Settings, seconds: int, metrics: Metrics) -> Client:
        """Whatever its calls are answered tells whether Slack takes our token."""

        def failed(method: str, word: str) -> None:
            metrics.slack_failed(method, word)
            self.tokens.heard(method, word)

        return Client(
            settings.bot_token, settings.slack_api_url, seconds, failed, lambda method: self.tokens.heard(method)
        )

    def _facts(self) -> dict[str, float]:
        return self.sockets.facts if self.sockets else {}

    def _gauges(self) -> dict[str, dict[str, float]]:
        return self.core.gauges() | {f"slash_dns_slack_{name}": {"": value} for name, value in self._facts().items()}

    def _warm(self) -> None:
        """What is slow the first time, done before the first command: boto3's client, the tables for foreign names."""
        commands("get münchen")
        if not self._on_aws:
            return
        try:
            _ = self.core.aws.meta
        except Misconfigured as error:
            self._end(error)

    def _end(self, error: Problem) -> None:
        self._fatal = error
        self._stop.set()

    def reload(self) -> None:
        """Read the rules again."""
        self._rulebook.reload()

    def stop(self) -> None:
        """Ask the run to end."""
        self._stop.set()

    def run(self) -> None:
        """Serve until stopped. Raises Misconfigured where Slack refuses a token, Problem where it has gone deaf."""
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
    if mode == "web" and not settings.signing_secrets:
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
        except (SQLAlchemyError, OSError) as error:
            # Nothing that was typed is in it yet: the driver may speak for itself.
            why = str(getattr(error, "orig", error)).strip().partition("\n")[0]
            raise Misconfigured("DATABASE_URL", f"the database cannot be used: {why}") from error
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
