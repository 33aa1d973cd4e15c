"""Any sequence of changes through the handlers: undone in reverse it gives the first state back, exactly."""

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.changes.lifecycle import Change, Event, State
from commands.errors import NotUnderstood
from commands.model.records import Alias, RecordSet, Type
from commands.results import Started
from tests.conftest import Hands
from tests.unit.handlers.office import ANN, Office, Shared, opened

NAMES = st.sampled_from(["db1", "db1", "db2", "*.w"])
ADDRESSES = st.lists(st.integers(1, 4), min_size=1, max_size=3, unique=True).map(
    lambda found: "A " + ", ".join(f"192.0.2.{last}" for last in found)
)
CONTENTS = ADDRESSES | st.sampled_from(
    [
        *('TXT "one"', 'TXT "two" "three"', 'TXT "a\\"b; c"', "TXT x"),
        *("CNAME a.example.net", "MX 10 mx.example.net, 20 MX2.example.net."),
    ]
)


def _said(verb: str, name: str, content: str, ttl: str) -> str:
    return f"{verb} {name} {content}{ttl}"


COMMANDS = st.one_of(
    *[st.builds(_said, st.sampled_from(["set", "set", "add"]), NAMES, CONTENTS, st.sampled_from(["", " 60"]))] * 2,
    st.builds("delete {} {}".format, NAMES, st.sampled_from(["A", "TXT", "CNAME"])),
    st.just("undo"),
)
TARGET = RecordSet("target.example.com.", Type.A, 60, ("192.0.2.9",))
STANDING = st.lists(
    st.sampled_from(
        [
            RecordSet("db1.example.com.", Type.A, 300, ("192.0.2.2", "192.0.2.1")),
            RecordSet("db1.example.com.", Type.TXT, 5, ('"v=1" "\\195\\188"',)),
            RecordSet("db2.example.com.", Type.A, None, (), Alias("ZONE", TARGET.name, True)),
            RecordSet("*.w.example.com.", Type.CNAME, 60, ("Other.example.net",)),
            RecordSet("*.w.example.com.", Type.A, 60, ("192.0.2.7",), routing='{"SetIdentifier": "b", "Weight": 7}'),
        ]
    ),
    unique_by=lambda one: one.name + ("" if one.name.startswith("db1") and one.type is Type.TXT else "x"),
)


@dataclass
class Life:
    """An office whose zone is changed by one command after the other."""

    office: Office
    changes: list[Change] = field(default_factory=list)
    states: list[tuple[RecordSet, ...]] = field(default_factory=list)

    @property
    def state(self) -> tuple[RecordSet, ...]:
        return tuple(self.office.embedded.records(self.office.zone.id))

    def do(self, text: str) -> Change | None:
        """One command to its end; the change, where it took effect."""
        try:
            found = self.office.ask(text)
        except NotUnderstood:
            return None
        if not isinstance(found, Started):
            return None
        if found.change.state is State.PROPOSED:
            assert self.office.stored.decide(found.change.id, Event.CONFIRMED, ANN.id)
        self.office.post()
        self.office.carry(1.0)
        change = self.office.now(found.change)
        if change.state is not State.PENDING:
            return None
        self.changes.append(change)
        self.states.append(self.state)
        return change


def lived(shared: Shared, standing: list[RecordSet], commands: list[str]) -> tuple[Life, tuple[RecordSet, ...]]:
    """A life, and the state in which it began."""
    hands = Hands()
    office = opened(shared.emptied(hands), hands)
    office.embedded.put(office.zone.id, TARGET)
    for record in standing:
        alias = record.alias and Alias(office.zone.id, record.alias.name, record.alias.evaluate_health)
        office.embedded.put(
            office.zone.id, RecordSet(record.name, record.type, record.ttl, record.values, alias, record.routing)
        )
    life = Life(office)
    first = life.state
    for command in commands:
        life.do(command)
    return life, first


ANY = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(STANDING, st.lists(COMMANDS, min_size=4, max_size=12))
@ANY
def test_undone_in_reverse_any_changes_give_the_first_state_back_exactly(
    shared: Shared, standing: list[RecordSet], commands: list[str]
) -> None:
    life, first = lived(shared, standing, commands)
    for change in list(reversed(life.changes)):
        assert life.do(f"undo {change.id}"), change
    assert life.state == first


@given(STANDING, st.lists(COMMANDS, min_size=4, max_size=12), st.data())
@ANY
def test_a_name_restored_to_any_change_of_it_stands_as_it_stood_then(
    shared: Shared, standing: list[RecordSet], commands: list[str], data: st.DataObject
) -> None:
    life, first = lived(shared, standing, commands)
    if not life.changes:
        return
    at = data.draw(st.integers(0, len(life.changes) - 1))
    before = data.draw(st.booleans())
    change = life.changes[at]
    (name,) = change.plan.names
    wanted = (life.states[at - 1] if at else first) if before else life.states[at]
    life.do(f"restore {name} at {'before ' if before else ''}{change.id}")
    assert [record for record in life.state if record.name == name] == [one for one in wanted if one.name == name]
