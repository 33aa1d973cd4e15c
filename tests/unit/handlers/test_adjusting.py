"""weight, drain, ttl, add-value, remove-value: one thing changes, all else stays, and what is lost is asked about."""

from dataclasses import replace

import pytest

from commands.adapters.embedded import HEALTH_CHECK
from commands.changes.lifecycle import State
from commands.errors import NotUnderstood
from commands.model.plan import Action, Kind
from commands.model.records import Alias, RecordSet, Type
from commands.results import Choice, NothingThere, Unchanged, Untouchable
from tests.unit.handlers.office import Office
from tests.unit.handlers.routes import BLUE, GREEN, LB, LB_ZONE, WWW, fields, pointing, stand, variant
from tests.unit.handlers.test_routing import fault, plan

EU, US = variant("eu", Region="eu-west-1"), variant("us", "192.0.2.2", Region="us-east-1", ttl=300)
SIX = variant("blue", "2001:db8::1", type_=Type.AAAA, Weight=10)
MADE = RecordSet(WWW, Type.A, None, routing=fields("blue", TrafficPolicyInstanceId="t-1"))


def weighed(record: RecordSet, weight: int) -> RecordSet:
    return replace(record, routing=record.routing.replace('"Weight": 10', f'"Weight": {weight}'))


@pytest.mark.parametrize(
    ("text", "kind", "weight"),
    [
        ("weight www blue 20", Kind.SET, 20),
        ("weight www A blue 0", Kind.SET, 0),
        ("drain www blue", Kind.SET, 0),
        ("drain www A blue", Kind.SET, 0),
    ],
)
def test_a_weight_is_changed_without_a_question_and_nothing_else(
    office: Office, text: str, kind: Kind, weight: int
) -> None:
    stand(office, BLUE, GREEN)
    made = plan(office, text, asks=False)
    assert (made.kind, made.before, made.after, made.notes) == (kind, (BLUE,), (weighed(BLUE, weight),), ())
    assert made.batch == ((Action.DELETE, BLUE), (Action.CREATE, weighed(BLUE, weight)))


def test_without_a_type_every_weighted_one_of_that_id_is_meant(office: Office) -> None:
    stand(office, BLUE, GREEN, SIX)
    assert plan(office, "drain www blue", asks=False).before == (BLUE, SIX)
    assert plan(office, "drain www AAAA blue", asks=False).before == (SIX,)


def test_a_weighted_alias_can_be_weighed(office: Office) -> None:
    blue = pointing(identifier="blue", Weight=10)
    stand(office, blue)
    assert plan(office, "weight www blue 3", asks=False).after == (weighed(blue, 3),)


def test_draining_the_only_one_with_a_weight_is_warned_of(office: Office) -> None:
    stand(office, BLUE, variant("green", Weight=0))
    assert "No variant has a weight above 0" in plan(office, "drain www blue", asks=False).notes[0]


def test_the_same_weight_changes_nothing(office: Office) -> None:
    stand(office, BLUE)
    assert office.ask("weight www blue 10") == Unchanged(BLUE)


@pytest.mark.parametrize("text", ["weight www red 1", "drain www red", "weight www AAAA blue 1", "drain no blue"])
def test_an_id_that_is_not_there_is_told_with_those_that_are(office: Office, text: str) -> None:
    stand(office, BLUE)
    found = office.ask(text)
    assert isinstance(found, NothingThere)
    assert found.identifier in ("red", "blue")
    assert office.stored.recent() == ()


def test_what_is_not_weighted_has_no_weight(office: Office) -> None:
    stand(office, EU)
    words, message = fault(office, "weight www eu 10")
    assert words == "eu"
    assert "has no weight: it is region eu-west-1, id eu" in message


def test_a_ttl_is_changed_without_a_question(office: Office) -> None:
    old = office.put(WWW, Type.A, "192.0.2.1", "192.0.2.2", ttl=300)
    made = plan(office, "ttl www 60", asks=False)
    assert (made.kind, made.before, made.after) == (Kind.SET, (old,), (replace(old, ttl=60),))
    assert office.ask("ttl www 300") == Unchanged(old)


@pytest.mark.parametrize("text", ["ttl www 300", "ttl www A 300", "ttl www A 300 id=blue"])
def test_a_weighted_group_has_one_ttl(office: Office, text: str) -> None:
    alias = pointing(identifier="lb", Weight=1)
    stand(office, BLUE, GREEN, alias)
    made = plan(office, text, asks=False)
    assert set(made.before) == {BLUE, GREEN}
    assert set(made.after) == {replace(BLUE, ttl=300), replace(GREEN, ttl=300)}


def test_the_ttl_of_other_policies_is_changed_for_all_or_for_one(office: Office) -> None:
    stand(office, EU, US)
    assert set(plan(office, "ttl www 5", asks=False).after) == {replace(EU, ttl=5), replace(US, ttl=5)}
    assert plan(office, "ttl www 5 id=us", asks=False).after == (replace(US, ttl=5),)
    assert plan(office, "ttl www 60", asks=False).before == (US,)


def test_of_several_types_one_is_chosen_for_its_ttl(office: Office) -> None:
    stand(office, BLUE)
    text = office.put(WWW, Type.TXT, '"x"')
    found = office.ask("ttl www 5")
    assert isinstance(found, Choice)
    assert found.verb == "ttl"
    assert plan(office, found.options[1][1], asks=False).before == (text,)


def test_an_alias_has_no_ttl(office: Office) -> None:
    stand(office, pointing())
    words, message = fault(office, "ttl www 60")
    assert words == "www"
    assert "is an alias, and has no TTL" in message


def test_the_ttl_of_the_apex_ns_and_soa_is_left_alone(office: Office) -> None:
    assert isinstance(office.ask("ttl @ 60"), NothingThere)
    mx = office.put("example.com.", Type.MX, "10 mx.example.net")
    assert plan(office, "ttl @ 60", asks=False).before == (mx,)
    with pytest.raises(Exception, match="the zone alive"):
        office.ask("ttl example.com NS 60")


def test_values_are_added_to_those_that_stand_without_a_question(office: Office) -> None:
    old = office.put(WWW, Type.A, "192.0.2.2", "192.0.2.1", ttl=60)
    made = plan(office, "add-value www A 192.0.2.3, 192.0.2.1", asks=False)
    assert (made.kind, made.before) == (Kind.SET, (old,))
    assert made.after == (replace(old, values=("192.0.2.2", "192.0.2.1", "192.0.2.3")),)
    assert office.ask("add-value www A 192.0.2.1") == Unchanged(old)


def test_values_that_are_spelled_otherwise_are_the_same(office: Office) -> None:
    old = office.put(WWW, Type.MX, "10 MX.example.net.")
    assert office.ask("add-value www MX 10 mx.example.net") == Unchanged(old)


def test_values_are_taken_away_after_a_question(office: Office) -> None:
    old = office.put(WWW, Type.A, "192.0.2.2", "192.0.2.1", "192.0.2.3", ttl=60)
    made = plan(office, "remove-value www A 192.0.2.1, 192.0.2.3")
    assert (made.kind, made.before, made.after) == (Kind.SET, (old,), (replace(old, values=("192.0.2.2",)),))


def test_without_its_last_value_the_record_set_goes(office: Office) -> None:
    old = office.put(WWW, Type.MX, "10 mx.example.net")
    made = plan(office, "remove-value www MX 10 mx.example.net.")
    assert (made.kind, made.before, made.after) == (Kind.DELETE, (old,), ())


def test_a_value_that_does_not_stand_is_not_taken_away(office: Office) -> None:
    office.put(WWW, Type.A, "192.0.2.1")
    with pytest.raises(NotUnderstood, match=r"192\.0\.2\.9 is not among the values: 192\.0\.2\.1"):
        office.ask("remove-value www A 192.0.2.1, 192.0.2.9")
    assert office.stored.recent() == ()


@pytest.mark.parametrize("verb", ["add-value", "remove-value"])
def test_values_are_of_what_stands_and_is_no_alias(office: Office, verb: str) -> None:
    found = office.ask(f"{verb} www A 192.0.2.1")
    assert isinstance(found, NothingThere)
    stand(office, RecordSet(WWW, Type.A, None, alias=Alias(LB_ZONE, LB, False)))
    words, message = fault(office, f"{verb} www A 192.0.2.1")
    assert words == "www"
    assert "has no values of its own" in message


def test_the_values_of_one_of_several_are_changed_by_its_id(office: Office) -> None:
    stand(office, BLUE, GREEN)
    made = plan(office, "add-value www A 192.0.2.9 id=green", asks=False)
    assert made.after == (replace(GREEN, values=("192.0.2.2", "192.0.2.9")),)
    assert plan(office, "remove-value www A 192.0.2.2 id=green").kind is Kind.DELETE


@pytest.mark.parametrize(
    "text",
    ["weight www blue 1", "drain www blue", "ttl www 60", "add-value www A 192.0.2.1", "remove-value www A 192.0.2.1"],
)
def test_what_a_traffic_policy_made_is_left_to_it(office: Office, text: str) -> None:
    stand(office, MADE)
    found = office.ask(text)
    assert isinstance(found, Untouchable)
    assert "traffic policy instance t-1" in found.why


@pytest.mark.parametrize(
    ("text", "standing", "then"),
    [
        ("weight www blue 99", (variant("blue", Weight=10, HealthCheckId=HEALTH_CHECK), GREEN), 99),
        ("drain www blue", (variant("blue", Weight=10, HealthCheckId=HEALTH_CHECK), GREEN), 0),
    ],
)
def test_it_is_carried_through_as_it_was_shown(
    office: Office, text: str, standing: tuple[RecordSet, ...], then: int
) -> None:
    stand(office, *standing)
    assert office.carried(text).state is State.PENDING
    assert office.standing(WWW) == (weighed(standing[0], then), GREEN)


def test_what_moved_in_the_meantime_is_not_overwritten(office: Office) -> None:
    stand(office, BLUE, GREEN)
    change = office.started("weight www blue 99")
    office.embedded.put(office.zone.id, weighed(BLUE, 7))
    office.carry()
    assert office.now(change).state is State.FAILED
    assert "in the meantime" in office.now(change).reason
    assert office.standing(WWW)[0] == weighed(BLUE, 7)
