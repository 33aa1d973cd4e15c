import pytest

from commands.changes.lifecycle import State
from commands.errors import NotUnderstood
from commands.language.parse import parse
from commands.model.plan import Kind
from commands.model.records import Alias, RecordSet, Type
from commands.results import Answer, Choice, Differs, NothingThere, Started, Unchanged, Untouchable
from tests.unit.handlers.office import Office

DB1 = "db1.example.com."


def fault(office: Office, text: str) -> NotUnderstood:
    with pytest.raises(NotUnderstood) as caught:
        office.ask(text)
    return caught.value


def nothing_written(office: Office, found: Answer) -> bool:
    return not isinstance(found, Started) and office.stored.recent() == ()


def test_adding_writes_one_change_and_asks_route_53_nothing_but_its_zones(office: Office) -> None:
    found = office.ask('add db1 A 192.0.2.1, 192.0.2.2 60 comment "for the shop"')
    assert isinstance(found, Started)
    change = found.change
    assert change.state is State.APPROVED
    assert change.plan.kind is Kind.ADD
    assert change.plan.before == ()
    assert change.plan.after == (RecordSet(DB1, Type.A, 60, ("192.0.2.1", "192.0.2.2")),)
    assert change.plan.comment == "for the shop"
    assert (change.plan.zone_id, change.plan.zone_name) == (office.zone.id, "example.com.")
    assert {method for method, _ in office.route53.calls} == {"zones"}


@pytest.mark.parametrize(("text", "ttl"), [("add db1 A 192.0.2.1", 600), ("add db1 A 192.0.2.1 0", 0)])
def test_a_new_record_has_the_ttl_that_was_typed_or_the_default_one(office: Office, text: str, ttl: int) -> None:
    found = office.ask(text)
    assert isinstance(found, Started)
    assert found.change.plan.after[0].ttl == ttl


def test_what_is_kept_of_the_command_is_its_canonical_text(office: Office) -> None:
    found = office.ask("CHANGE  db1   a 192.0.2.1  ttl=5m")
    assert isinstance(found, Started)
    assert found.change.command == "set db1 A 192.0.2.1 300"


def test_the_same_line_of_the_same_delivery_makes_one_change(office: Office) -> None:
    first, second = (office.ask("add db1 A 192.0.2.1", origin="slash/1/0") for _ in range(2))
    assert first == second
    assert len(office.stored.recent()) == 1


@pytest.mark.parametrize(("typed", "kept"), [("", 60), (" 300", 300)])
def test_set_keeps_the_ttl_that_stands_unless_one_is_typed(office: Office, typed: str, kept: int) -> None:
    old = office.put(DB1, Type.A, "192.0.2.1", ttl=60)
    found = office.ask(f"set db1 A 192.0.2.9{typed}")
    assert isinstance(found, Started)
    assert found.change.plan.before == (old,)
    assert found.change.plan.after == (RecordSet(DB1, Type.A, kept, ("192.0.2.9",)),)


def test_set_on_what_stands_asks_first_and_for_as_long_as_the_settings_say(office: Office) -> None:
    office.put(DB1, Type.A, "192.0.2.1")
    found = office.with_defaults(confirm=30.0).ask("set db1 A 192.0.2.9")
    assert isinstance(found, Started)
    assert found.change.state is State.PROPOSED
    assert found.change.expires_at == pytest.approx(found.change.created_at + 30.0, abs=0.1)


def test_set_where_nothing_stands_creates_without_asking(office: Office) -> None:
    office.put(DB1, Type.TXT, '"x"')
    found = office.ask("set db1 A 192.0.2.9")
    assert isinstance(found, Started)
    assert (found.change.state, found.change.plan.before) == (State.APPROVED, ())
    assert found.change.plan.after[0].ttl == 600


@pytest.mark.parametrize(
    ("type_", "stands", "typed"),
    [
        (Type.A, ("192.0.2.2", "192.0.2.1"), "A 192.0.2.1, 192.0.2.2"),
        (Type.AAAA, ("2001:db8::1",), "AAAA 2001:DB8:0::1"),
        (Type.MX, ("10 MX.example.net.",), "MX 10 mx.example.net"),
        (Type.TXT, ('"v=spf1 -all"',), "TXT v=spf1 -all"),
    ],
)
def test_set_to_what_stands_changes_nothing_whatever_the_spelling(
    office: Office, type_: Type, stands: tuple[str, ...], typed: str
) -> None:
    old = office.put(DB1, type_, *stands)
    found = office.ask(f"set db1 {typed} 300")
    assert found == Unchanged(old)
    assert nothing_written(office, found)


def test_the_same_values_under_another_ttl_are_a_change(office: Office) -> None:
    office.put(DB1, Type.A, "192.0.2.1", ttl=300)
    assert isinstance(office.ask("set db1 A 192.0.2.1 60"), Started)


def test_set_can_replace_an_alias_exactly(office: Office) -> None:
    target = office.put("lb.example.com.", Type.A, "192.0.2.5")
    alias = RecordSet(DB1, Type.A, None, (), Alias(office.zone.id, target.name, False))
    office.embedded.put(office.zone.id, alias)
    found = office.ask("set db1 A 192.0.2.9")
    assert isinstance(found, Started)
    assert found.change.plan.before == (alias,)
    assert found.change.plan.after[0].ttl == 600


@pytest.mark.parametrize("text", ["set db1 A 192.0.2.9 id=x", "delete db1 A id=x"])
def test_what_a_traffic_policy_made_is_shown_and_not_touched(office: Office, text: str) -> None:
    routed = RecordSet(
        "db1.example.com.", Type.A, None, routing='{"SetIdentifier": "x", "TrafficPolicyInstanceId": "t-1"}'
    )
    office.embedded.put(office.zone.id, routed)
    found = office.ask(text)
    assert isinstance(found, Untouchable)
    assert found.records == (routed,)
    assert "traffic policy" in found.why
    assert office.stored.recent() == ()


def test_a_delete_asks_with_exactly_what_stands(office: Office) -> None:
    old = office.put(DB1, Type.CNAME, "Db.example.net")
    found = office.ask("delete db1 CNAME")
    assert isinstance(found, Started)
    assert found.change.state is State.PROPOSED
    assert (found.change.plan.before, found.change.plan.after) == ((old,), ())


def test_a_delete_without_a_type_takes_the_only_one(office: Office) -> None:
    old = office.put(DB1, Type.CNAME, "db.example.net")
    found = office.ask("rm db1")
    assert isinstance(found, Started)
    assert found.change.plan.before == (old,)


def test_a_delete_without_a_type_offers_a_command_for_each_that_stands(office: Office) -> None:
    office.put(DB1, Type.A, "192.0.2.1")
    office.put(DB1, Type.TXT, '"x"')
    found = office.ask("delete db1")
    assert isinstance(found, Choice)
    assert [record.type for record, _ in found.options] == [Type.A, Type.TXT]
    assert nothing_written(office, found)
    for record, text in found.options:
        asked = office.ask(text)
        assert isinstance(asked, Started)
        assert asked.change.plan.before == (record,)


@pytest.mark.parametrize("text", ["delete db1", "delete db1 A", "delete db1 A 192.0.2.1"])
def test_a_delete_of_nothing_says_so_and_shows_what_stands_instead(office: Office, text: str) -> None:
    others = () if text == "delete db1" else (office.put(DB1, Type.TXT, '"x"'),)
    found = office.ask(text)
    assert isinstance(found, NothingThere)
    assert (found.name, found.others) == (DB1, others)
    assert nothing_written(office, found)


@pytest.mark.parametrize(
    ("guards", "hold"),
    [
        ("A 192.0.2.1, 192.0.2.2", True),
        ("A 192.0.2.2 192.0.2.1", True),
        ("A 192.0.2.1, 192.0.2.2 300", True),
        ("A ttl=300", True),
        ("A 192.0.2.1", False),
        ("A 192.0.2.1, 192.0.2.2, 192.0.2.3", False),
        ("A 192.0.2.1, 192.0.2.2 60", False),
        ("A ttl=60", False),
    ],
)
def test_values_and_ttl_of_a_delete_must_equal_what_stands(office: Office, guards: str, hold: bool) -> None:
    old = office.put(DB1, Type.A, "192.0.2.1", "192.0.2.2", ttl=300)
    found = office.ask(f"delete db1 {guards}")
    assert isinstance(found, Started) if hold else found == Differs(old)
    assert hold or nothing_written(office, found)


@pytest.mark.parametrize(("guards", "hold"), [("A", True), ("A 192.0.2.1", False), ("A ttl=300", False)])
def test_an_alias_has_neither_values_nor_a_ttl_to_guard(office: Office, guards: str, hold: bool) -> None:
    alias = RecordSet(DB1, Type.A, None, (), Alias("Z2", "x.example.net.", False))
    office.embedded.put(office.zone.id, alias)
    found = office.ask(f"delete db1 {guards}")
    assert isinstance(found, Started) if hold else found == Differs(alias)


@pytest.mark.parametrize("name", ["@", "example.com", "example.com."])
@pytest.mark.parametrize(
    "text", ["add {} NS ns.example.net", "set {} NS ns.example.net", "delete {} NS", "delete {} SOA"]
)
def test_the_apex_ns_and_soa_are_protected(office: Office, text: str, name: str) -> None:
    error = fault(office, text.format(name))
    assert "the zone alive" in str(error)
    found = error.faults[0]
    assert {"NS", "SOA", "@"} & set(error.text[found.start : found.end].split())
    assert office.stored.recent() == ()


def test_a_delete_of_the_apex_offers_all_but_its_ns_and_soa(office: Office) -> None:
    with pytest.raises(NotUnderstood, match="keep the zone alive"):
        office.ask("delete @")
    office.put("example.com.", Type.MX, "10 mx.example.net")
    found = office.ask("delete @")
    assert isinstance(found, Started)
    assert found.change.plan.before[0].type is Type.MX


def test_a_delegation_below_the_apex_may_be_changed(office: Office) -> None:
    assert isinstance(office.ask("add sub NS ns1.example.net, ns2.example.net"), Started)


@pytest.mark.parametrize("name", ["@", "example.com", "example.com."])
@pytest.mark.parametrize("verb", ["add", "set"])
def test_a_cname_cannot_stand_at_the_apex(office: Office, verb: str, name: str) -> None:
    error = fault(office, f"{verb} {name} CNAME x.example.net")
    assert "apex" in str(error)
    assert error.text[error.faults[0].start : error.faults[0].end] == "CNAME"


def test_what_a_change_keeps_as_its_command_can_be_said_again(office: Office) -> None:
    office.put(DB1, Type.TXT, '"a;b, c"')
    for text in ('set db1 TXT "x, y" "z" 60', "delete db1 TXT", 'add db2 MX 10 mx.example.net comment "a \\"b\\""'):
        found = office.ask(text)
        assert isinstance(found, Started)
        assert str(parse(found.change.command)) == found.change.command
