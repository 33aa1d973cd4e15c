"""Handlers at work: the embedded Route 53 with weather, a real SQLite store, time that moves by hand."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from commands.adapters.embedded import Embedded
from commands.adapters.embedded_ec2 import EmbeddedEc2
from commands.adapters.index import Index
from commands.adapters.resolver import Unasked
from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.choices import StoredChoices
from commands.adapters.store.database import Database
from commands.adapters.store.freezes import StoredFreezes
from commands.adapters.store.history import StoredHistory
from commands.adapters.store.leases import Leases
from commands.adapters.store.messages import Messages
from commands.adapters.store.migrate import migrate
from commands.adapters.store.tables import cards, changes, metadata
from commands.changes.lifecycle import Change, Event, State
from commands.errors import NotUnderstood
from commands.handlers import answer
from commands.handlers.asking import Asked
from commands.handlers.carrying import FIRST_POST, advance
from commands.language.parse import commands
from commands.model.plan import Action
from commands.model.records import RecordSet, Type
from commands.model.zones import Zone
from commands.policy import Actor, Role, Rules
from commands.ports import Defaults, World
from commands.results import Answer, Started, TypeTheName
from tests.conftest import Hands

ANN = Actor("U0ANN", Role.ADMIN)
DEFAULTS = Defaults(zone="example.com.", ttl=600, confirm=900.0, command="/dns")


class Shared:
    """One database for all tests of a process, since SQLAlchemy compiles each statement once for each engine."""

    def __init__(self, file: Path) -> None:
        self.hands = Hands()
        self.database = Database(f"sqlite:///{file}", lambda: self.hands())
        migrate(self.database)

    def emptied(self, hands: Hands) -> Database:
        """The database without a row, its clock moved by other hands."""
        self.hands = hands
        with self.database.write() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
        return self.database


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    made = Shared(tmp_path_factory.mktemp("store") / "shared.db")
    yield made
    made.database.close()


@pytest.fixture
def database(shared: Shared, hands: Hands) -> Database:
    """An empty SQLite database, whose clock the test moves."""
    return shared.emptied(hands)


@cache
def leases_on(database: Database) -> Leases:
    """One process's leases; building their statements takes longer than running them."""
    return Leases(database, "office")


@dataclass
class Book:
    """The rules, as a test has them."""

    rules: Rules = field(default_factory=Rules)


class Weather:
    """A Route 53 whose next calls of a method go wrong as the test says.

    calls: the methods called, in order.
    """

    def __init__(self, route53: Embedded) -> None:
        self._route53 = route53
        self._coming: dict[str, list[tuple[Exception, bool]]] = {}
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def fail(self, method: str, *errors: Exception, applied: bool = False) -> None:
        """Let the next calls raise these; applied: after they took effect."""
        self._coming.setdefault(method, []).extend((error, applied) for error in errors)

    def recover(self) -> None:
        """From now on nothing goes wrong."""
        self._coming.clear()

    def count(self, method: str) -> int:
        return [name for name, _ in self.calls].count(method)

    def account(self, _alias: str, _actor: str = "") -> "Weather":
        return self

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self.calls.append((method, arguments))
            coming = self._coming.get(method)
            error, applied = coming.pop(0) if coming else (None, True)
            found = getattr(self._route53, method)(*arguments) if applied else None
            if error:
                raise error
            return found

        return call


class HandClock:
    """The same time as the database's, for what reads a clock of its own."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def now(self) -> float:
        return 1000.0 + self._hands.passed

    def sleep(self, seconds: float) -> None:
        raise AssertionError("a handler never waits")


@dataclass
class Office:
    """Everything a handler touches, and hands that reach past it."""

    database: Database
    hands: Hands
    embedded: Embedded
    route53: Weather
    stored: StoredChanges
    leases: Leases
    world: World
    zone: Zone
    ec2: EmbeddedEc2
    lines: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def with_defaults(self, **changed: Any) -> "Office":
        """The same office under other settings."""
        return replace(self, world=replace(self.world, defaults=replace(DEFAULTS, **changed)))

    def with_rules(self, rules: Rules) -> "Office":
        """The same office under a policy."""
        return replace(self, world=replace(self.world, rulebook=Book(rules)))

    def ask(self, text: str, actor: Actor = ANN, origin: str = "", place: str = "C0OPS") -> Answer:
        """What is answered to one command."""
        (said,) = commands(text)
        if isinstance(said, NotUnderstood):
            raise said
        asked = Asked(said, actor, place, False, "", origin or f"slash/{next(self.lines)}/0")
        return answer(asked, self.world)

    def started(self, text: str, *, posted: bool = True) -> Change:
        """A change that a command has written, confirmed where it asks; its message stands, or is given up on."""
        found = self.ask(text)
        assert isinstance(found, Started | TypeTheName), found
        if found.change.state is State.PROPOSED:
            assert self.stored.decide(found.change.id, Event.CONFIRMED, ANN.id)
        if posted:
            self.post()
        return self.now(found.change)

    def post(self) -> None:
        """Let every message that is due stand in the channel."""
        for card in self.leases.claim(cards, 100):
            Messages(self.database).posted(card, card["place"], "1.1")
        self.hands.pass_(FIRST_POST)

    def carry(self, seconds: float = 0.0) -> None:
        """Let time pass, and take one step of every change that is due then."""
        self.hands.pass_(seconds)
        for row in self.leases.claim(changes, 100):
            advance(self.stored.claimed(row), self.world)

    def carried(self, text: str) -> Change:
        """A change after its request was sent."""
        change = self.started(text)
        self.carry()
        return self.now(change)

    def now(self, change: Change) -> Change:
        found = self.stored.get(change.id)
        assert found
        return found

    def due_in(self) -> float:
        """Seconds until the next change is looked at."""
        return self.leases.due_in()["changes"]

    def put(self, name: str, type_: Type, *values: str, ttl: int = 300, zone: Zone | None = None) -> RecordSet:
        """Let a record stand by somebody else's hand."""
        record = RecordSet(name, type_, ttl, values)
        self.embedded.put((zone or self.zone).id, record)
        return record

    def submit(self, *batch: tuple[Action, RecordSet]) -> None:
        """Change the zone past the bot."""
        self.embedded.submit(self.zone.id, batch, "")

    def standing(self, name: str) -> tuple[RecordSet, ...]:
        return self.embedded.standing(self.zone.id, name)


def opened(database: Database, hands: Hands) -> Office:
    """An office with one zone, example.com, that is the default."""
    clock = HandClock(hands)
    embedded = Embedded(clock.now, in_sync_after=5.0)
    zone = embedded.add_zone("example.com.", comment="the main one")
    route53, stored = Weather(embedded), StoredChanges(database)
    outside: Any = route53
    choices, freezes, past = StoredChoices(database), StoredFreezes(database), StoredHistory(database)
    ec2 = EmbeddedEc2(("us-east-1", "eu-west-1"))
    index = Index(outside, clock)
    world = World(outside, index, stored, choices, freezes, past, Book(), Unasked(), clock, DEFAULTS, ec2)
    return Office(database, hands, embedded, route53, stored, leases_on(database), world, zone, ec2)
