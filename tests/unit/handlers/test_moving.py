"""rename and copy: all that stands at a name, under another one, in one batch."""

from dataclasses import replace

import pytest

from commands.changes.lifecycle import State
from commands.model.plan import Kind
from commands.model.records import Alias, RecordSet, Type
from commands.results import NothingThere, Untouchable
from tests.unit.handlers.office import Office
from tests.unit.handlers.routes import LB, LB_ZONE, WWW, fields, stand, variant
from tests.unit.handlers.test_routing import fault, plan

NEW = "new.example.com."
BLUE, GREEN = variant("blue", Weight=10), variant("green", "192.0.2.2", Weight=20)
ALIAS = RecordSet(WWW, Type.AAAA, None, alias=Alias(LB_ZONE, LB, True))
TEXT = RecordSet(WWW, Type.TXT, 300, ('"x"',))
ALL = (BLUE, GREEN, ALIAS, TEXT)


def renamed(*records: RecordSet, name: str = NEW) -> tuple[RecordSet, ...]:
    return tuple(replace(record, name=name) for record in records)


def test_renaming_moves_every_record_set_after_a_question(office: Office) -> None:
    stand(office, *ALL)
    made = plan(office, "rename www new")
    assert made.kind is Kind.RENAME
    assert (made.before, made.after) == (ALL, renamed(*ALL))
    assert made.names == (WWW, NEW)


def test_one_type_may_be_renamed_alone(office: Office) -> None:
    stand(office, *ALL)
    made = plan(office, "rename www new A")
    assert (made.before, made.after) == ((BLUE, GREEN), renamed(BLUE, GREEN))


def test_a_rename_goes_all_the_way(office: Office) -> None:
    stand(office, *ALL)
    assert office.carried("rename www new").state is State.PENDING
    assert office.standing(WWW) == ()
    assert office.standing(NEW) == renamed(*ALL)


def test_copying_asks_nothing_and_leaves_what_stands(office: Office) -> None:
    stand(office, *ALL)
    made = plan(office, "copy www new", asks=False)
    assert (made.kind, made.source, made.before, made.after) == (Kind.COPY, WWW, (), renamed(*ALL))
    office.post()
    office.carry()
    assert office.standing(WWW) == ALL
    assert office.standing(NEW) == renamed(*ALL)


def test_copying_into_another_zone(office: Office) -> None:
    other = office.embedded.add_zone("example.net.")
    stand(office, TEXT)
    made = plan(office, "copy www www.example.net", asks=False)
    assert (made.zone_id, made.zone_name) == (other.id, "example.net.")
    assert made.after == renamed(TEXT, name="www.example.net.")


def test_copying_between_zones_of_one_name(office: Office) -> None:
    inside = office.embedded.add_zone("example.com.", True)
    stand(office, TEXT)
    made = plan(office, f"copy www www zone={office.zone.id} into={inside.id}", asks=False)
    assert (made.zone_id, made.after) == (inside.id, (TEXT,))


def test_of_several_zones_of_the_new_name_one_is_to_be_said(office: Office) -> None:
    zones = [office.embedded.add_zone("example.net.", private) for private in (False, True)]
    stand(office, TEXT)
    words, message = fault(office, "copy www www.example.net")
    assert words == "www.example.net"
    assert all(zone.id in message for zone in zones)
    assert "into=" in message


def test_renaming_into_another_zone_is_refused(office: Office) -> None:
    office.embedded.add_zone("example.net.")
    stand(office, TEXT)
    words, message = fault(office, "rename www www.example.net")
    assert words == "www.example.net"
    assert "copy it, then delete" in message


def test_the_new_name_lies_in_the_zone_that_is_said(office: Office) -> None:
    other = office.embedded.add_zone("example.net.")
    office.put("www.example.net.", Type.TXT, '"x"', zone=other)
    assert plan(office, "rename www new zone=example.net").names == ("www.example.net.", "new.example.net.")


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        ("rename www www.example.com", "www.example.com", "its name already"),
        ("rename www no.such.example.test", "no.such.example.test", "No zone of ours holds"),
        ("rename www new.example.com.example.com", "new.example.com.example.com", "twice"),
        ("rename example.com new", "example.com", "The NS and SOA of an apex stay"),
        ("copy example.com new", "example.com", "The NS and SOA of an apex stay"),
        ("copy example.com new SOA", "SOA", "the zone alive"),
        ("rename sub example.com", "example.com", "NS cannot be put at the apex"),
        ("rename sub *", "*", "no NS for a wildcard"),
        ("rename host @", "@", "CNAME cannot be put at the apex"),
    ],
)
def test_what_cannot_be_moved_is_told(office: Office, text: str, words: str, message: str) -> None:
    stand(office, *ALL)
    office.put("sub.example.com.", Type.NS, "ns1.example.net")
    office.put("host.example.com.", Type.CNAME, "x.example.net")
    at, said = fault(office, text)
    assert at == words
    assert message in said


def test_one_type_of_the_apex_may_be_copied(office: Office) -> None:
    mx = office.put("example.com.", Type.MX, "10 mx.example.net")
    assert plan(office, "copy @ new MX", asks=False).after == renamed(mx)


@pytest.mark.parametrize("text", ["rename no new", "copy no new", "rename www new MX"])
def test_where_nothing_stands_nothing_is_moved(office: Office, text: str) -> None:
    stand(office, TEXT)
    assert isinstance(office.ask(text), NothingThere)


def test_what_a_traffic_policy_made_is_not_moved(office: Office) -> None:
    stand(office, TEXT, RecordSet(WWW, Type.A, None, routing=fields("t", TrafficPolicyInstanceId="t-1")))
    assert isinstance(office.ask("rename www new"), Untouchable)


def test_aliases_that_point_at_the_old_name_are_warned_of(office: Office) -> None:
    stand(office, BLUE, TEXT)
    for name, type_ in (("a.example.com.", Type.A), ("b.example.com.", Type.AAAA), ("c.example.com.", Type.TXT)):
        office.embedded.put(office.zone.id, RecordSet(name, type_, None, alias=Alias(office.zone.id, WWW, False)))
    assert plan(office, "rename www new").notes == (
        "a.example.com A is an alias of www.example.com and loses it.",
        "c.example.com TXT is an alias of www.example.com and loses it.",
    )
    assert plan(office, "copy www new", asks=False).notes == ()


def test_a_large_zone_is_not_looked_through(office: Office) -> None:
    stand(office, TEXT)
    for number in range(3_001):
        office.embedded.put(office.zone.id, RecordSet(f"h{number}.example.com.", Type.A, 60, ("192.0.2.1",)))
    (warning,) = plan(office, "rename www new").notes
    assert "3,004 record sets" in warning
    assert office.route53.count("records") == 0


@pytest.mark.parametrize(("verb", "done"), [("rename", "renamed"), ("copy", "copied")])
def test_what_stands_at_the_new_name_is_not_overwritten(office: Office, verb: str, done: str) -> None:
    stand(office, TEXT)
    there = office.put(NEW, Type.TXT, '"y"')
    change = office.carried(f"{verb} www new")
    assert change.state is State.FAILED
    assert change.reason == f"new.example.com TXT exists already, so nothing was {done}."
    assert change.standing[-1] == there
    assert office.standing(WWW) == (TEXT,)
