"""Sends what was made up, does everything that follows from it, and judges whatever is said."""

import http.client
import logging
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from slack_bolt import BoltRequest
from slack_sdk import WebClient
from sqlalchemy import select

from bot.listeners import slash
from bot.slack_app import build
from bot.tokens import Tokens
from bot.transport.door import Door
from bot.transport.http import HttpServer
from bot.transport.traffic import Traffic
from commands.adapters.store.tables import changes, offers
from commands.changes.lifecycle import Event, State
from commands.model import names
from commands.model.records import Alias, RecordSet, Type
from tests.conftest import Hands
from tests.fuzz import payloads, texts
from tests.fuzz.count import Count, Finding, Raised, told
from tests.fuzz.judge import Critic, ack_faults
from tests.unit.bot import room as rooms
from tests.unit.bot.examples import EVIL_TEXT, HUGE
from tests.unit.bot.room import Room
from tests.unit.handlers.office import Office, Shared, opened
from tests.worlds.process import free_port
from tests.worlds.slack_delivery import EVENTS_PATH, Signature, signed
from tests.worlds.slack_workspace import SIGNING_SECRET

# So many, and the database and Route 53 begin anew, or they would hold more than anything else does.
_AFRESH: Final = 2_000
_PATIENCE: Final = 20.0
_BURST: Final = 50


def fuzz(count: int, seed: int, folder: Path, payloads_in_ten: int = 1) -> Count:
    """Send so many, texts and whole payloads in that ratio."""
    found = Count(seed)
    began = time.monotonic()
    with ExitStack() as stack:
        shared = Shared(folder / "fuzz.db")
        stack.callback(shared.database.close)
        fuzzer = Fuzzer(found, shared, random.Random(seed))
        stack.enter_context(fuzzer.listening())
        fuzzer.texts(count - count * payloads_in_ten // 10)
        fuzzer.payloads(count * payloads_in_ten // 10)
    found.judged = fuzzer.slack.judged + found.answers["on the ack"]
    found.seconds = time.monotonic() - began
    return found


class Fuzzer:
    """One bot without a worker: everything that is due is done after each text, and after each burst of payloads."""

    def __init__(self, count: Count, shared: Shared, dice: random.Random) -> None:
        self.count, self.shared, self.dice = count, shared, dice
        self.raised = Raised()
        self.slack = Critic()
        self.now = ""
        hands = Hands()
        self.office = opened(shared.emptied(hands), hands)
        self.room = rooms.opened(self.office, self.slack)
        stock(self.office)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear of every exception that a listener logs; what the HTTP server logs, its status tells too."""
        logging.getLogger("waitress").setLevel(logging.CRITICAL)
        logger = logging.getLogger("bot.slack_app")
        logger.addHandler(self.raised)
        yield
        logger.removeHandler(self.raised)

    def _afresh(self, number: int) -> None:
        if number % _AFRESH == 0:
            self.shared.emptied(self.office.hands)
            stock(self.office)

    def _guarded(self, work: Callable[[], None]) -> None:
        """Whatever is raised here is a finding."""
        try:
            work()
        except Exception as error:  # noqa: BLE001 (this is what is looked for)
            self._judged([told(error)])

    def _judged(self, faults: list[str]) -> None:
        self.count.findings += [Finding(self.now, fault) for fault in faults]

    # Texts, one after the other.

    def texts(self, count: int) -> None:
        for number in range(count):
            self._afresh(number)
            self.now = texts.text(self.dice)
            self.count.sent["texts"] += 1
            self._guarded(lambda number=number: self._typed(number))  # type: ignore[misc]
            self._guarded(self._carried)

    def _typed(self, number: int) -> None:
        body = payloads.slash(self.dice, ())
        body |= {"text": self.now, "trigger_id": f"t{number}", "user_id": self.dice.choice(payloads.USERS[:2])}
        answers: list[dict[str, Any]] = []
        slash.slash(self.room.doors, lambda **given: answers.append(given), body)  # type: ignore[arg-type]
        assert len(answers) == 1, f"acknowledged {len(answers)} times"
        self.count.answers["on the ack" if answers[0] else "by the worker"] += 1
        self._judged(ack_faults(answers[0]))

    def _carried(self) -> None:
        """Everything that follows: the handler, the change, its message and the private answer, in every state."""
        self.room.drain()
        if self.dice.random() < 0.3:
            self._decided()
        if self.dice.random() < 0.1:
            self.office.hands.pass_(self.dice.choice((2.1, 6.0, 20.0, 1000.0)))
            self.room.drain()
        self._judged(self.slack.faults)
        self.slack.faults = []

    def _decided(self) -> None:
        for change in self.office.stored.recent(limit=1):
            if change.state is State.PROPOSED:
                event = self.dice.choice((Event.CONFIRMED, Event.CONFIRMED, Event.CANCELLED))
                self.office.stored.decide(change.id, event, change.actor)
                self.room.drain()

    # Payloads, several at once, over HTTP and through Bolt.

    def payloads(self, count: int) -> None:
        with served(self.room) as port, ThreadPoolExecutor(8) as crowd:
            for start in range(0, count, _BURST):
                self._afresh(start)
                self._burst(port, crowd, min(_BURST, count - start))

    def _burst(self, port: int, crowd: ThreadPoolExecutor, count: int) -> None:
        self.room.say("zone delete empty.org\ndelete evil TXT\ndelete big\nset www A 192.0.2.77")
        tokens = self._tokens()
        batch = [payloads.request(self.dice, tokens) for _ in range(count)]
        for one, status in zip(batch, crowd.map(lambda one: posted(port, one), batch), strict=True):
            self.now = f"{one.kind} {one.body!r}"
            self.count.sent["payloads"] += 1
            self.count.answers[f"HTTP {status}"] += 1
            self._judged([] if fitting(one, status) or unreadable(one) else [f"answered {status}"])
        self.now = "a burst of payloads"
        self._guarded(self._carried)
        for error in self.raised.taken():
            self.now = error.sent
            self._judged([error.what])

    def _tokens(self) -> list[str]:
        """Buttons that lead somewhere."""
        with self.office.database.read() as connection:
            questions = connection.execute(select(changes.c.token).order_by(changes.c.seq.desc()).limit(6)).scalars()
            return [*questions, *connection.execute(select(offers.c.token).limit(3)).scalars()]


def stock(office: Office) -> None:
    """Zones with everything in them that is hard to show, in the place of whatever is there."""
    route53 = office.embedded
    for zone in route53.zones():
        for record in list(route53.records(zone.id)):
            if (record.name, record.type) not in ((zone.name, Type.NS), (zone.name, Type.SOA)):
                route53.remove(zone.id, record)
        route53.delete_zone(zone.id)
    zone = route53.add_zone("example.com.", comment="<!channel> `x`")
    for name in ("empty.org.", "münchen.example.", "big.example.com."):
        route53.add_zone(names.canonical(names.typed(name)))
    route53.add_zone("corp.internal.", True, (("eu-west-1", "vpc-1"),))
    for record in records():
        route53.put(zone.id, record)
    office.world.zones.forget()


def records() -> Iterator[RecordSet]:
    for name in ("www", "old", "db1"):
        yield RecordSet(f"{name}.example.com.", Type.A, 300, ("192.0.2.1", "192.0.2.2"))
    yield replace(EVIL_TEXT, name="evil.example.com.")
    yield EVIL_TEXT
    yield replace(HUGE, name="big.example.com.")
    yield RecordSet("alias.example.com.", Type.A, None, (), Alias("Z2", "lb.example.net.", True))
    yield RecordSet(
        "routed.example.com.", Type.A, 60, ("192.0.2.7",), routing='{"SetIdentifier": "<!here>", "Weight": 7}'
    )
    yield RecordSet("db1.example.com.", Type.TXT, 60, ('"\\000\\007\\342\\200\\256"', '"<@U0BEN>"'))


@contextmanager
def served(room: Room) -> Iterator[int]:
    """The bot's own HTTP server with its own Bolt app and listeners; the port."""
    client = WebClient(token="xoxb-1", base_url="http://127.0.0.1:9/", retry_handlers=[])
    app = build(client, Tokens(client, lambda _error: None), room.doors)
    door = Door(app, (SIGNING_SECRET,), Traffic(), lambda _seconds: None)
    port = free_port()
    server = HttpServer("127.0.0.1", port, {}, door)
    server.start()
    yield port
    server.close()


def unreadable(one: payloads.Request) -> bool:
    """Whether Bolt raises anything but a ValueError already where it reads a body, which is before any listener."""
    try:
        BoltRequest(body=one.body.decode(errors="replace"), headers={"content-type": one.kind})
    except ValueError:
        return False
    except Exception:  # noqa: BLE001 (whatever it is)
        return True
    return False


def posted(port: int, one: payloads.Request) -> int:
    """The status that a request is answered with."""
    seal = signed(one.body, Signature.GOOD if one.signed else Signature.FORGED)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("POST", EVENTS_PATH, one.body, {**seal, "Content-Type": one.kind})
        return connection.getresponse().status
    finally:
        connection.close()


def fitting(one: payloads.Request, status: int) -> bool:
    """Whether a request may be answered so: never with our fault, and without a good signature with theirs."""
    return (200 if one.signed else 400) <= status < 500
