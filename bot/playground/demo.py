"""The playground: the bot as it is, between a Slack and a Route 53 that live in this process, and a page to use it.

Nothing real is touched: neither the environment's tokens nor `.env` are read, and nothing leaves this machine.
"""

import contextlib
import fcntl
import secrets
import signal
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bot import logs, settings
from bot.playground import zones
from bot.playground.account import Account
from bot.playground.acts import acts
from bot.playground.fake_slack import FakeSlack
from bot.playground.feed import Feed
from bot.playground.gallery import gallery
from bot.playground.server import HOST, Playground, Server
from bot.playground.shelf import Shelf
from bot.playground.slack.delivery import Delivery
from bot.playground.slack.people import People
from bot.playground.slack.things import BOT, Channel, Person
from bot.playground.slack.workspace import Workspace
from bot.playground.vocabulary import vocabulary
from bot.wiring import Bot, opened
from commands.adapters.embedded import Embedded
from commands.adapters.embedded_ec2 import EmbeddedEc2
from commands.adapters.resolver import Unasked
from commands.errors import Misconfigured

# The usual port; another where it is taken.
PORT: Final = 8053

# Long enough to see PENDING, short enough to wait for.
_IN_SYNC_AFTER: Final = 3.0

OPERATOR: Final = Person("U0OLIVE", "Olive", "operator")
ADMIN: Final = Person("U0ADA", "Ada", "admin")
BYSTANDER: Final = Person("U0BEN", "Ben", "bystander")
_PEOPLE: Final = (OPERATOR, ADMIN, BYSTANDER)
_OPERATORS: Final = "S0OPERATORS"
_ADMINS: Final = "S0ADMINS"


def _channels() -> list[Channel]:
    rooms = [
        Channel("C0OPS", "ops", "Where DNS is changed"),
        Channel("C0RANDOM", "random", "Everything else", member=False),
    ]
    return rooms + [Channel(f"D{person.id[1:]}", "dns", "Direct messages", dm=person.id) for person in _PEOPLE]


def demo(data: str = "") -> int:
    """Run until stopped; the exit code. data: a folder to keep everything in, empty for nothing."""
    logs.configure("WARNING", "text")
    settings.without_proxies()
    with _folder(data) as folder, contextlib.closing(Shelf(folder / "playground.db" if data else None)) as shelf:
        _run(folder, shelf, kept=data)
    return 0


def _run(folder: Path, shelf: Shelf, kept: str) -> None:
    server, feed = Server(PORT), Feed()
    address = f"http://{HOST}:{server.server_port}"
    space = Workspace(_PEOPLE, _channels(), feed, shelf, time.time)
    space.base_url = address
    space.groups = {_OPERATORS: [OPERATOR.id], _ADMINS: [ADMIN.id]}
    token, secret = f"xoxb-{secrets.token_hex(12)}", secrets.token_hex(16)
    read = settings.read(_settings(address, token, secret, folder))
    account, delivery = _account(feed, shelf), Delivery(secret)
    with opened(read) as database:
        bot = Bot(read, "web", database, account, Unasked(), machines())
        delivery.port = bot.http.port
        people = People(space, delivery, read.command)
        server.start(Playground(FakeSlack(space, token), feed, acts(people, account), _looks(read, kept)))
        _stop_on_signals(bot)
        _welcome(address, kept)
        bot.run()
    server.stop()


def _settings(address: str, token: str, secret: str, folder: Path) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": token,
        "SLACK_SIGNING_SECRET": secret,
        "SLACK_API_URL": f"{address}/api/",
        "HOST": HOST,
        "PORT": "0",
        "DATABASE_URL": f"sqlite:///{folder / 'slash-dns.db'}",
        "DNS_DEFAULT_ZONE": zones.DEFAULT,
        "DNS_OPERATORS": _OPERATORS,
        "DNS_ADMINS": _ADMINS,
    }


def machines() -> EmbeddedEc2:
    """Some instances: one that runs, one that is stopped, two of one name."""
    ec2 = EmbeddedEc2()
    ec2.launch("db-1")
    ec2.stop(ec2.launch("db-2").id)
    for _ in range(2):
        ec2.launch("web")
    return ec2


def _account(feed: Feed, shelf: Shelf) -> Account:
    embedded = Embedded(time.time, _IN_SYNC_AFTER)
    if shelf.get("furnished", "zones") is None:
        zones.furnish(embedded)
    account = Account(embedded, feed, shelf, time.time)
    shelf.put("furnished", ("zones", {"at": time.time()}))
    return account


def _looks(read: settings.Settings, kept: str) -> dict[str, Any]:
    about = {
        "people": [{"id": one.id, "name": one.name, "part": one.part} for one in _PEOPLE],
        "bot": {"id": BOT, "name": "dns"},
        "command": read.command,
        "default_zone": zones.DEFAULT,
        "kept": kept,
        **vocabulary(),
    }
    return {"about": lambda: about, "gallery": lambda: gallery(read.command)}


def _welcome(address: str, kept: str) -> None:
    where = f"Kept in {kept}." if kept else "Kept in memory; `make demo DATA=dir` keeps it."
    sys.stdout.write(f"slash-dns playground: {address}\nNothing real is touched. {where} Ctrl-C ends it.\n")
    sys.stdout.flush()
    if settings.has_screen():
        threading.Thread(target=_open, args=(address,), name="browser", daemon=True).start()


def _open(address: str) -> None:
    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)


def _stop_on_signals(bot: Bot) -> None:
    def stop(*_: object) -> None:
        bot.stop()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


@contextlib.contextmanager
def _folder(data: str) -> Iterator[Path]:
    """The folder to keep things in, for this demo alone, or one that goes with it. Raises Misconfigured."""
    if not data:
        with tempfile.TemporaryDirectory(prefix="slash-dns-demo-") as passing:
            yield Path(passing)
        return
    folder = Path(data).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "playground.lock").open("w")
    except OSError as error:
        raise Misconfigured("DATA", f"{data} cannot be used: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Misconfigured("DATA", f"{data} is in use by another demo") from error
        yield folder
