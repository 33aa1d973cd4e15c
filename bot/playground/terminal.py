"""A conversation in the terminal over the embedded Route 53: the real language, worker and store, no Slack.

Type commands, press buttons by their number, watch PENDING turn INSYNC.
"""

import itertools
import re
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import Any, Final

from bot import settings as environment
from bot.blocks.answers import OFFER, TYPE_NAME
from bot.blocks.cards import CANCEL, CONFIRM, UNDO
from bot.identity import Identity
from bot.listeners import buttons, slash
from bot.listeners.doors import Doors
from bot.listeners.views import is_its_name
from bot.wiring import Core, opened
from commands.adapters.embedded import Embedded
from commands.changes.lifecycle import Event
from commands.model.records import RecordSet, Type

_YOU: Final = "you"
_HERE: Final = "terminal"

_WELCOME: Final = """\
A Route 53 of your own, in memory: zones example.com and example.org, nothing real is touched.
Try:  add db1 CNAME db.example.net      set www A 192.0.2.9      delete old      undo      history      help
A number presses that button; an empty line or Ctrl-D ends.
"""

_SETTINGS: Final = {"SLACK_BOT_TOKEN": "xoxb-none", "DNS_DEFAULT_ZONE": "example.com", "DNS_OPERATORS": "*"}

# How long the end waits for changes that are still on their way.
_LINGER: Final = 15.0


class Terminal:
    """A messenger that prints, and remembers the buttons by number."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self.buttons: dict[int, dict[str, Any]] = {}

    def post(self, place: str, payload: dict[str, Any]) -> tuple[str, str]:
        """Print a new message."""
        ts = uuid.uuid4().hex[:4]
        self._print(f"# {ts}", payload)
        return place, ts

    def edit(self, _place: str, ts: str, payload: dict[str, Any]) -> None:
        """Print what an earlier message says now."""
        self._print(f"# {ts} now", payload)

    def whisper(self, _reply_to: str, _place: str, _user: str, payload: dict[str, Any]) -> None:
        """Print a private answer."""
        self._print("(only you)", payload)

    def open_view(self, _trigger: str, _view: dict[str, Any]) -> str | None:
        """A terminal has no modals; the private button is the way."""
        return None

    def update_view(self, _view_id: str, _view: dict[str, Any]) -> bool:
        """There is none."""
        return False

    def _print(self, head: str, payload: dict[str, Any]) -> None:
        with self._lock:
            out = [f"{head}  {_readable(payload['text'])}"]
            for block in payload["blocks"]:
                for shape in block.get("elements", []) if block["type"] == "actions" else []:
                    number = next(self._numbers)
                    self.buttons[number] = shape
                    out.append(f"   [{number}] {shape['text']['text']}")
            sys.stdout.write("\n".join(out) + "\n\n")
            sys.stdout.flush()


def _readable(text: str) -> str:
    """Slack's markup as a terminal shows it."""
    text = re.sub(r"<!date\^[^|]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<@(\w+)>", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("*", "").replace("\n", "\n   ")


def converse() -> int:
    """Talk until the person ends it; the exit code."""
    with tempfile.TemporaryDirectory(prefix="slash-dns-") as folder:
        read = environment.read({**_SETTINGS, "DATABASE_URL": f"sqlite:///{Path(folder) / 'demo.db'}"})
        with opened(read) as database:
            terminal = Terminal()
            everybody = Identity(None, frozenset("*"), frozenset("*"))
            core = Core(database, read, terminal, everybody, _sample())
            core.worker.start()
            _talk(core, terminal, read.command)
            core.worker.stop(1.0)
            database.close()
    return 0


def _talk(core: Core, terminal: Terminal, command: str) -> None:
    doors = core.doors(command)
    sys.stdout.write(_WELCOME)
    for line in iter(_ask, ""):
        if line.isdigit():
            _press(doors, terminal, int(line))
        else:
            body = {"text": line, "trigger_id": uuid.uuid4().hex, "channel_id": _HERE, "user_id": _YOU}
            slash.slash(doors, lambda **said: _acknowledged(terminal, said), body)  # type: ignore[arg-type]
    deadline = time.monotonic() + _LINGER
    while core.leases.due_in() and time.monotonic() < deadline:
        time.sleep(0.1)


def _ask() -> str:
    try:
        return input("/dns " if sys.stdin.isatty() else "").strip()
    except (EOFError, KeyboardInterrupt):
        return ""


def _acknowledged(terminal: Terminal, said: dict[str, Any]) -> None:
    if said:
        terminal.whisper("", "", "", said)


def _press(doors: Doors, terminal: Terminal, number: int) -> None:
    shape = terminal.buttons.get(number)
    if shape is None:
        sys.stdout.write(f"There is no button {number}.\n")
        return
    body = {"actions": [shape], "user": {"id": _YOU}, "channel": {"id": _HERE}, "response_url": "", "trigger_id": ""}
    if shape["action_id"] in (CONFIRM, CANCEL):
        buttons.press(doors, _nothing, body)  # type: ignore[arg-type]
    elif shape["action_id"] == UNDO:
        buttons.undo(doors, _nothing, {**body, "trigger_id": uuid.uuid4().hex})  # type: ignore[arg-type]
    elif shape["action_id"] == TYPE_NAME:
        _type_name(doors, body)
    elif shape["action_id"].startswith(OFFER):
        buttons.offer(doors, _nothing, body)  # type: ignore[arg-type]


def _type_name(doors: Doors, body: dict[str, Any]) -> None:
    change = doors.changes.by_token(body["actions"][0]["value"])
    sys.stdout.write("The zone's name: ")
    sys.stdout.flush()
    if change and is_its_name(_ask(), change):
        buttons.decide(doors, body, change, Event.CONFIRMED)
    else:
        sys.stdout.write("That is not its name. Nothing was deleted.\n")


def _nothing(**_said: object) -> None:
    """There is nobody to acknowledge to."""


def _sample() -> Embedded:
    route53 = Embedded(time.time)
    zone = route53.add_zone("example.com.", comment="the demo's own")
    route53.add_zone("example.org.")
    for name, type_, *values in (
        ("www.example.com.", Type.A, "192.0.2.1", "192.0.2.2"),
        ("old.example.com.", Type.A, "192.0.2.7"),
        ("example.com.", Type.MX, "10 mail.example.com"),
        ("example.com.", Type.TXT, '"v=spf1 mx -all"'),
    ):
        route53.put(zone.id, RecordSet(name, type_, 300, tuple(values)))
    return route53
