"""However it is said, a protected record is changed by admins alone, and nobody else even proposes it."""

from dataclasses import replace

import pytest

from commands.changes.lifecycle import Event
from commands.errors import NotAllowed
from commands.model.records import Type
from commands.policy import Actor, Protection, Role, Rule, Rules
from commands.policy.rules import Answer
from commands.results import Started
from tests.unit.handlers.office import Office
from tests.unit.handlers.routes import stand, variant

BEN = Actor("U0BEN", Role.OPERATOR)
PROTECTED = Protection(("p-*.example.com",), frozenset({"A"}), line=3)
BY_RULES = Rules("rules.toml", (Rule(Answer.ALLOW),), (PROTECTED,))
BY_SETTINGS = Rules(protections=(replace(PROTECTED, line=0),))

SAID = [
    "add p-new A 192.0.2.1",
    "add P-New.Example.COM. a 192.0.2.1",
    "set p-db1 A 192.0.2.9",
    "set p-new A 192.0.2.9",
    "set p-db1 A ttl=60",
    "delete p-db1 A",
    "delete p-db1",
    "add-value p-db1 A 192.0.2.9",
    "remove-value p-db1 A 192.0.2.1",
    "ttl p-db1 A 60",
    "rename p-db1 db2",
    "rename open p-db2",
    "copy open p-db2",
    "copy open.example.com p-db2.example.com A",
    "weight p-w blue 20",
    "drain p-w blue",
    "delete p-w A id=blue",
    "add p-w A 192.0.2.7 id=red weight=1",
    "add p-al ALIAS open.example.com",
    "add_record {zone} p-new.example.com A 192.0.2.1 300",
    "change_record {zone} p-db1.example.com A 192.0.2.9 300",
    "del_record {zone} p-db1.example.com A 192.0.2.1,192.0.2.2 300",
    "add_alias {zone} p-al.example.com A {zone} open.example.com",
]


@pytest.fixture
def filled(office: Office) -> Office:
    """What is protected, and what is not."""
    office.put("p-db1.example.com.", Type.A, "192.0.2.1", "192.0.2.2")
    office.put("open.example.com.", Type.A, "192.0.2.3")
    stand(office, variant("blue", "192.0.2.4", name="p-w.example.com.", Weight=10))
    return office


@pytest.mark.parametrize("rules", [BY_RULES, BY_SETTINGS], ids=["by a file", "by the settings"])
@pytest.mark.parametrize("said", SAID)
def test_nobody_but_an_admin_proposes_it(filled: Office, said: str, rules: Rules) -> None:
    guarded = filled.with_rules(rules)
    text = said.format(zone=filled.zone.id)
    with pytest.raises(NotAllowed, match="is protected"):
        guarded.ask(text, BEN)
    assert filled.stored.recent() == ()
    assert isinstance(guarded.ask(text), Started)


def test_what_was_done_before_is_not_undone_or_restored_by_others_either(filled: Office) -> None:
    asked = filled.ask("set p-db1 A 192.0.2.9")
    assert isinstance(asked, Started)
    done = asked.change
    filled.stored.decide(done.id, Event.CONFIRMED, "U0ANN")
    filled.post()
    filled.carry(10.0)
    filled.carry(10.0)
    guarded = filled.with_rules(BY_RULES)
    for text in (f"undo {done.id}", "undo", f"restore p-db1 at before {done.id}"):
        with pytest.raises(NotAllowed, match="is protected"):
            guarded.ask(text, BEN)
    assert isinstance(guarded.ask("undo"), Started)


def test_other_types_of_a_protected_name_are_open(filled: Office) -> None:
    assert isinstance(filled.with_rules(BY_RULES).ask('add p-db1 TXT "x"', BEN), Started)
