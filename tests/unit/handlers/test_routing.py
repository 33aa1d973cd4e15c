"""Add, set and delete of one record set among several of its name."""

from dataclasses import replace

import pytest

from commands.adapters.embedded import HEALTH_CHECK
from commands.changes.lifecycle import State
from commands.errors import NotUnderstood
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type
from commands.results import Choice, Differs, NothingThere, Started, Unchanged
from tests.unit.handlers.office import Office
from tests.unit.handlers.routes import BLUE, GREEN, WWW, fields, stand, variant


def plan(office: Office, text: str, *, asks: bool = True) -> Plan:
    found = office.ask(text)
    assert isinstance(found, Started), found
    assert found.change.state is (State.PROPOSED if asks else State.APPROVED)
    return found.change.plan


def fault(office: Office, text: str) -> tuple[str, str]:
    """The words that are at fault, and what is said about them."""
    with pytest.raises(NotUnderstood) as caught:
        office.ask(text)
    (found,) = caught.value.faults
    assert office.stored.recent() == ()
    return caught.value.text[found.start : found.end], found.message


def test_adding_a_weighted_record_set(office: Office) -> None:
    made = plan(office, f"add www A 192.0.2.1 60 id=blue weight=10 health={HEALTH_CHECK}", asks=False)
    assert made.kind is Kind.ADD
    assert made.after == (variant("blue", Weight=10, HealthCheckId=HEALTH_CHECK),)


def test_any_other_routed_record_set_is_added_without_a_look(office: Office) -> None:
    plan(office, "add www A 192.0.2.1 id=eu geo=EU", asks=False)
    assert {method for method, _ in office.route53.calls} == {"zones"}


def test_a_new_weighted_one_has_the_ttl_of_its_group(office: Office) -> None:
    stand(office, BLUE)
    assert plan(office, "add www A 192.0.2.9 id=red weight=1", asks=False).after[0].ttl == 60
    assert plan(office, "add www A 192.0.2.9 60 id=red weight=1", asks=False).after[0].ttl == 60
    assert plan(office, "add www AAAA 2001:db8::1 id=red weight=1", asks=False).after[0].ttl == 600


def test_a_weighted_one_with_another_ttl_than_its_group_is_told_how_to_change_all(office: Office) -> None:
    stand(office, BLUE)
    words, message = fault(office, "add www A 192.0.2.9 300 id=red weight=1")
    assert words == "300"
    assert "have the TTL 60" in message
    assert "`/dns ttl www.example.com A 300`" in message


def test_setting_one_keeps_all_that_is_not_said_of_it(office: Office) -> None:
    stand(office, BLUE, GREEN)
    made = plan(office, "set www A 192.0.2.9 id=blue")
    assert (made.before, made.after) == ((BLUE,), (replace(BLUE, values=("192.0.2.9",)),))
    made = plan(office, "set www A id=blue weight=20")
    assert made.after == (variant("blue", Weight=20, HealthCheckId=HEALTH_CHECK, Tomorrow={"Deep": ["kept"]}),)


def test_setting_another_policy_of_the_only_one(office: Office) -> None:
    stand(office, BLUE)
    (new,) = plan(office, "set www A id=blue region=eu-west-1").after
    assert new.routing == fields("blue", Region="eu-west-1", HealthCheckId=HEALTH_CHECK, Tomorrow={"Deep": ["kept"]})


def test_a_health_check_is_taken_off_with_a_warning(office: Office) -> None:
    stand(office, BLUE, GREEN)
    made = plan(office, "set www A id=blue health=none")
    assert "HealthCheckId" not in made.after[0].routing
    assert made.notes == ("Without its health check, blue is answered whether it is well or not.",)


def test_the_ttl_of_one_weighted_is_that_of_all(office: Office) -> None:
    stand(office, BLUE, GREEN)
    made = plan(office, "set www A id=blue ttl=300")
    assert set(made.before) == {BLUE, GREEN}
    assert set(made.after) == {replace(BLUE, ttl=300), replace(GREEN, ttl=300)}


def test_other_policies_have_a_ttl_each(office: Office) -> None:
    eu, us = variant("eu", Region="eu-west-1"), variant("us", "192.0.2.2", Region="us-east-1")
    stand(office, eu, us)
    assert plan(office, "set www A id=eu ttl=300").after == (replace(eu, ttl=300),)


def test_setting_what_stands_changes_nothing(office: Office) -> None:
    stand(office, BLUE, GREEN)
    assert office.ask("set www A id=blue weight=10 ttl=60") == Unchanged(BLUE)


def test_a_new_one_beside_others_needs_no_question(office: Office) -> None:
    stand(office, BLUE)
    made = plan(office, "set www A 192.0.2.9 id=red weight=5", asks=False)
    assert (made.before, made.after) == ((), (variant("red", "192.0.2.9", Weight=5),))


def test_a_first_variant_takes_the_place_of_a_simple_one_after_asking(office: Office) -> None:
    simple = office.put(WWW, Type.A, "192.0.2.1", ttl=60)
    made = plan(office, "set www A 192.0.2.9 id=red weight=5")
    assert (made.before, made.after) == ((simple,), (variant("red", "192.0.2.9", Weight=5),))


@pytest.mark.parametrize(
    "text", ["set www A id=red weight=3", "set www A id=red ttl=5", "set www A id=red health=none"]
)
def test_a_variant_that_is_not_there_and_not_said_in_full_is_told_with_those_that_are(
    office: Office, text: str
) -> None:
    stand(office, BLUE, GREEN)
    found = office.ask(text)
    assert isinstance(found, NothingThere)
    assert (found.identifier, found.others) == ("red", (BLUE, GREEN))


def test_a_new_variant_says_its_policy(office: Office) -> None:
    stand(office, BLUE, GREEN)
    at, said = fault(office, "set www A 192.0.2.9 id=red")
    assert at == "id=red"
    assert "There is no `red` there; to make one, say its policy" in said


@pytest.mark.parametrize(
    ("standing", "text", "words", "message"),
    [
        ((BLUE, GREEN), "set www A id=blue region=eu-west-1", "region=eu-west-1", "follow one policy"),
        (
            (variant("eu", Region="eu-west-1"), variant("us", Region="us-east-1")),
            "set www A id=us region=eu-west-1",
            "region=eu-west-1",
            "region eu-west-1 already (id eu)",
        ),
        (
            (variant("p", Failover="PRIMARY", HealthCheckId=HEALTH_CHECK),),
            "set www A id=p health=none",
            "health=none",
            "needs a health check",
        ),
        ((variant("s", Failover="SECONDARY"),), "set www A id=s failover=primary", "failover=primary", "health check"),
        ((BLUE,), "set www A id=blue bias=3", "bias=3", "goes with near="),
        ((BLUE,), "set www A id=blue evaluate=yes", "evaluate=yes", "Only an alias"),
    ],
)
def test_what_could_not_stand_is_told_before_route_53_is_asked(
    office: Office, standing: tuple[RecordSet, ...], text: str, words: str, message: str
) -> None:
    stand(office, *standing)
    at, said = fault(office, text)
    assert at == words
    assert message in said


@pytest.mark.parametrize(
    ("text", "does", "chosen"),
    [
        ('set www A 192.0.2.9 comment "why"', "set", 'set www.example.com. A 192.0.2.9 id=blue zone={} comment "why"'),
        ("delete www A", "delete", "delete www.example.com. A id=blue zone={}"),
        ("delete www", "delete", "delete www.example.com. A id=blue zone={}"),
        ("delete www A 192.0.2.1 60", "delete", "delete www.example.com. A 192.0.2.1 ttl=60 id=blue zone={}"),
        ("add-value www A 192.0.2.9", "add-value", "add-value www.example.com. A 192.0.2.9 id=blue zone={}"),
        ("remove-value www A 192.0.2.1", "remove-value", "remove-value www.example.com. A 192.0.2.1 id=blue zone={}"),
    ],
)
def test_a_routed_name_is_never_changed_whole_by_accident(office: Office, text: str, does: str, chosen: str) -> None:
    stand(office, BLUE, GREEN)
    found = office.ask(text)
    assert isinstance(found, Choice)
    assert found.verb == does
    assert [record for record, _ in found.options] == [BLUE, GREEN]
    assert found.options[0][1] == chosen.format(office.zone.id)
    assert office.stored.recent() == ()
    for record, command in found.options:
        if not set(record.values) >= {"192.0.2.1"} and does == "remove-value":
            continue
        asked = office.ask(command)
        assert isinstance(asked, Started | Differs)
        assert isinstance(asked, Differs) or asked.change.plan.before in ((record,), ())


def test_even_the_only_variant_is_chosen(office: Office) -> None:
    stand(office, BLUE)
    assert isinstance(office.ask("delete www A"), Choice)


def test_types_and_variants_are_chosen_from_at_once(office: Office) -> None:
    text = office.put(WWW, Type.TXT, '"x"')
    stand(office, BLUE, GREEN)
    found = office.ask("delete www")
    assert isinstance(found, Choice)
    assert [record for record, _ in found.options] == [BLUE, GREEN, text]
    assert [plan(office, command).before for _, command in found.options] == [(BLUE,), (GREEN,), (text,)]


def test_deleting_one_leaves_the_others(office: Office) -> None:
    stand(office, BLUE, GREEN)
    made = plan(office, "delete www A id=blue")
    assert (made.kind, made.before, made.after, made.notes) == (Kind.DELETE, (BLUE,), (), ())
    assert plan(office, "delete www id=green").before == (GREEN,)


def test_deleting_the_last_one_is_warned_of(office: Office) -> None:
    stand(office, BLUE)
    assert "last variant" in plan(office, "delete www A id=blue").notes[0]


def test_one_id_of_two_types_is_chosen_by_type(office: Office) -> None:
    stand(office, BLUE, variant("blue", "2001:db8::1", type_=Type.AAAA, Weight=1))
    found = office.ask("delete www id=blue")
    assert isinstance(found, Choice)
    assert [command for _, command in found.options] == [
        f"delete www.example.com. {type_} id=blue zone={office.zone.id}" for type_ in ("A", "AAAA")
    ]


@pytest.mark.parametrize(
    ("guards", "hold"),
    [
        ("192.0.2.1", True),
        ("192.0.2.1 60 weight=10", True),
        (f"health={HEALTH_CHECK}", True),
        ("weight=11", False),
        ("region=eu-west-1", False),
        ("health=none", False),
        ("192.0.2.2", False),
        ("ttl=61", False),
    ],
)
def test_all_that_is_said_beside_an_id_is_a_guard(office: Office, guards: str, hold: bool) -> None:
    stand(office, BLUE, GREEN)
    found = office.ask(f"delete www A id=blue {guards}")
    assert isinstance(found, Started) if hold else found == Differs(BLUE)


def test_deleting_an_id_that_is_not_there_shows_those_that_are(office: Office) -> None:
    stand(office, BLUE)
    found = office.ask("delete www A id=red")
    assert isinstance(found, NothingThere)
    assert (found.identifier, found.others) == ("red", (BLUE,))


@pytest.mark.parametrize(
    "text",
    [
        *("add www A 192.0.2.1", "set www A 192.0.2.1", "delete www", "weight www blue 1", "drain www blue"),
        *("ttl www 60", "add-value www A 192.0.2.3", "remove-value www A 192.0.2.1", "rename www w", "copy www w"),
    ],
)
def test_a_zone_that_another_service_keeps_is_left_to_it(office: Office, text: str) -> None:
    office.put(WWW, Type.A, "192.0.2.1")
    office.embedded.link(office.zone.id, "servicediscovery.amazonaws.com")
    words, message = fault(office, text)
    assert words in ("www", "w")
    assert "belongs to servicediscovery.amazonaws.com" in message


def test_a_routed_change_goes_all_the_way_and_leaves_the_rest_as_it_was(office: Office) -> None:
    eu, us = variant("eu", Region="eu-west-1"), variant("us", "192.0.2.2", Region="us-east-1", ttl=300)
    stand(office, eu, us)
    change = office.carried("set www A 192.0.2.9 id=eu")
    assert change.state is State.PENDING
    assert office.standing(WWW) == (replace(eu, values=("192.0.2.9",)), us)
