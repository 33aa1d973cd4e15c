"""Routed record sets and aliases: made, told apart, changed in one field, and never taken for one another."""

import json

import pytest

from commands.adapters.embedded import HEALTH_CHECK
from commands.changes.lifecycle import Change, State
from commands.errors import NotUnderstood
from commands.model.plan import Kind
from commands.model.records import Alias, RecordSet, Type
from commands.results import Choice, Differs, NothingThere, Started, Unchanged
from tests.unit.handlers.office import Office

NAME = "www.example.com."
LB = "my-lb-1.us-east-1.elb.amazonaws.com"


def routed(office: Office, identifier: str, **fields: object) -> RecordSet:
    """A variant that stands."""
    record = RecordSet(
        NAME, Type.A, 60, ("192.0.2.1",), routing=json.dumps({"SetIdentifier": identifier, **fields}, sort_keys=True)
    )
    office.embedded.put(office.zone.id, record)
    return record


def done(office: Office, text: str) -> Change:
    change = office.carried(text)
    assert change.state is State.PENDING, change.reason
    return change


@pytest.mark.parametrize(
    ("options", "fields"),
    [
        ("weight=10", {"Weight": 10}),
        ("region=eu-west-1", {"Region": "eu-west-1"}),
        (f"failover=primary health={HEALTH_CHECK}", {"Failover": "PRIMARY", "HealthCheckId": HEALTH_CHECK}),
        ("geo=EU", {"GeoLocation": {"ContinentCode": "EU"}}),
        ("geo=US-CA", {"GeoLocation": {"CountryCode": "US", "SubdivisionCode": "CA"}}),
        ("geo=*", {"GeoLocation": {"CountryCode": "*"}}),
        ("multivalue", {"MultiValueAnswer": True}),
        ("near=us-east-1 bias=10", {"GeoProximityLocation": {"AWSRegion": "us-east-1", "Bias": 10}}),
        ("near=52.52,13.40", {"GeoProximityLocation": {"Coordinates": {"Latitude": "52.52", "Longitude": "13.4"}}}),
        (
            "cidr=11111111-2222-3333-4444-555555555555/office",
            {"CidrRoutingConfig": {"CollectionId": "11111111-2222-3333-4444-555555555555", "LocationName": "office"}},
        ),
    ],
)
def test_every_policy_is_made_changed_in_one_field_and_deleted(
    office: Office, options: str, fields: dict[str, object]
) -> None:
    done(office, f"add www A 192.0.2.1 60 id=one {options}")
    (stands,) = office.standing(NAME)
    assert json.loads(stands.routing) == {"SetIdentifier": "one", **fields}
    done(office, "set www A 192.0.2.9 id=one")
    (changed,) = office.standing(NAME)
    assert (changed.values, changed.ttl, changed.routing) == (("192.0.2.9",), 60, stands.routing)
    done(office, "delete www A id=one")
    assert office.standing(NAME) == ()


@pytest.mark.parametrize("text", ["set www A 192.0.2.9", "delete www A", "delete www", "add-value www A 192.0.2.9"])
def test_a_routed_name_is_never_meant_whole_by_accident(office: Office, text: str) -> None:
    routed(office, "blue", Weight=90)
    routed(office, "green", Weight=10)
    found = office.ask(text)
    assert isinstance(found, Choice)
    assert [record.identifier for record, _ in found.options] == ["blue", "green"]
    for record, said in found.options:
        started = office.ask(said)
        assert isinstance(started, Started)
        assert {one.identifier for one in (*started.change.plan.before, *started.change.plan.after)} == {
            record.identifier
        }


def test_one_variant_alone_is_asked_about_by_its_name_too(office: Office) -> None:
    routed(office, "blue", Weight=90)
    assert isinstance(office.ask("delete www A"), Choice)


def test_a_set_keeps_every_field_it_was_not_asked_to_change(office: Office) -> None:
    routed(office, "blue", Weight=90, HealthCheckId=HEALTH_CHECK, Unheard="of")
    done(office, "set www A 192.0.2.9 id=blue weight=5")
    (stands,) = office.standing(NAME)
    assert json.loads(stands.routing) == {
        "SetIdentifier": "blue",
        "Weight": 5,
        "HealthCheckId": HEALTH_CHECK,
        "Unheard": "of",
    }
    assert stands.ttl == 60


def test_a_set_of_a_variant_that_is_not_there_makes_it_where_the_policy_is_said(office: Office) -> None:
    routed(office, "blue", Weight=90)
    with pytest.raises(NotUnderstood, match="policy"):
        office.ask("set www A 192.0.2.9 id=green")
    change = done(office, "set www A 192.0.2.9 60 id=green weight=10")
    assert change.plan.before == ()
    assert len(office.standing(NAME)) == 2


# Aliases.


def aliased(office: Office, text: str) -> tuple[RecordSet, ...]:
    done(office, text)
    return office.standing(NAME)


@pytest.mark.parametrize("said", [f"ALIAS {LB}", f"A alias {LB}", f"alias {LB}."])
def test_an_alias_finds_the_zone_id_of_its_target(office: Office, said: str) -> None:
    (stands,) = aliased(office, f"add www {said}")
    assert (stands.type, stands.ttl, stands.alias) == (Type.A, None, Alias("Z35SXDOTRQ7X7K", f"{LB}.", False))


def test_alias_plus_makes_both_families_in_one_change(office: Office) -> None:
    found = aliased(office, f"add www ALIAS+ {LB} evaluate=yes")
    assert [(record.type, record.alias and record.alias.evaluate_health) for record in found] == [
        (Type.A, True),
        (Type.AAAA, True),
    ]


def test_an_alias_may_point_within_its_own_zone(office: Office) -> None:
    office.put("web.example.com.", Type.A, "192.0.2.1")
    (stands,) = aliased(office, "add www ALIAS web")
    assert stands.alias == Alias(office.zone.id, "web.example.com.", False)


def test_an_alias_replaces_values_after_asking_and_keeps_nothing_of_them(office: Office) -> None:
    office.put(NAME, Type.A, "192.0.2.1")
    change = done(office, f"set www A alias {LB}")
    assert change.decided_by
    (stands,) = office.standing(NAME)
    assert (stands.values, stands.ttl) == ((), None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("add www ALIAS lb.example.test", "zone-id="),
        ("add www ALIAS www.corp.example", "has no A"),
        ("add www ALIAS bucket.s3-website-us-east-1.amazonaws.com", "bucket's name"),
        ("add www ALIAS d111.cloudfront.net evaluate=yes", "cannot be evaluated"),
    ],
)
def test_a_target_that_cannot_be_or_is_not_certain_is_told(office: Office, text: str, words: str) -> None:
    office.embedded.add_zone("corp.example.")
    with pytest.raises(NotUnderstood, match=words):
        office.ask(text)


def test_a_zone_id_that_is_said_is_taken(office: Office) -> None:
    (stands,) = aliased(office, "add www A alias lb.xx-east-1.elb.amazonaws.com zone-id=Z1234567890")
    assert stands.alias == Alias("Z1234567890", "lb.xx-east-1.elb.amazonaws.com.", False)


# One thing of a record set.


def test_a_weight_is_changed_without_asking_and_nothing_else(office: Office) -> None:
    routed(office, "blue", Weight=90, HealthCheckId=HEALTH_CHECK)
    change = done(office, "weight www blue 20")
    assert change.decided_by == ""
    (stands,) = office.standing(NAME)
    assert json.loads(stands.routing) == {"SetIdentifier": "blue", "Weight": 20, "HealthCheckId": HEALTH_CHECK}
    done(office, "drain www blue")
    assert json.loads(office.standing(NAME)[0].routing)["Weight"] == 0
    assert isinstance(office.ask("drain www blue"), Unchanged)


def test_a_variant_that_is_not_there_or_not_weighted_is_told(office: Office) -> None:
    routed(office, "eu", GeoLocation={"ContinentCode": "EU"})
    found = office.ask("weight www green 1")
    assert isinstance(found, NothingThere)
    assert ([record.identifier for record in found.others], found.identifier) == (["eu"], "green")
    with pytest.raises(NotUnderstood, match="has no weight"):
        office.ask("weight www eu 1")


def test_a_ttl_is_changed_for_all_variants_together(office: Office) -> None:
    routed(office, "blue", Weight=90)
    routed(office, "green", Weight=10)
    done(office, "ttl www A 5m")
    assert {record.ttl for record in office.standing(NAME)} == {300}


def test_a_ttl_of_several_types_is_asked_about_by_type(office: Office) -> None:
    office.put(NAME, Type.A, "192.0.2.1")
    office.put(NAME, Type.AAAA, "2001:db8::1")
    found = office.ask("ttl www 60")
    assert isinstance(found, Choice)
    assert [said for _, said in found.options] == [
        f"ttl {NAME} {type_} 60 zone={office.zone.id}" for type_ in ("A", "AAAA")
    ]


def test_values_are_added_without_asking_and_removed_after_it(office: Office) -> None:
    office.put(NAME, Type.A, "192.0.2.1")
    done(office, "add-value www A 192.0.2.2, 192.0.2.1")
    assert office.standing(NAME)[0].values == ("192.0.2.1", "192.0.2.2")
    asked = office.ask("remove-value www A 192.0.2.1")
    assert isinstance(asked, Started)
    assert asked.change.state is State.PROPOSED
    done(office, "remove-value www A 192.0.2.1")
    assert office.standing(NAME)[0].values == ("192.0.2.2",)


def test_the_last_value_takes_the_record_with_it(office: Office) -> None:
    office.put(NAME, Type.A, "192.0.2.1")
    asked = office.ask("remove-value www A 192.0.2.1")
    assert isinstance(asked, Started)
    assert (asked.change.plan.kind, asked.change.plan.after) == (Kind.DELETE, ())


def test_a_value_that_does_not_stand_is_not_removed(office: Office) -> None:
    office.put(NAME, Type.A, "192.0.2.1")
    with pytest.raises(NotUnderstood, match=r"192\.0\.2\.9"):
        office.ask("remove-value www A 192.0.2.9")
    assert isinstance(office.ask("add-value other A 192.0.2.9"), NothingThere)


def test_a_rename_moves_every_record_set_in_one_batch(office: Office) -> None:
    routed(office, "blue", Weight=90)
    routed(office, "green", Weight=10)
    office.put(NAME, Type.TXT, '"hello"')
    change = done(office, "rename www web")
    assert change.decided_by
    assert office.standing(NAME) == ()
    assert [record.identifier for record in office.standing("web.example.com.")] == ["blue", "green", ""]


def test_a_rename_onto_what_stands_changes_nothing(office: Office) -> None:
    office.put(NAME, Type.A, "192.0.2.1")
    office.put("web.example.com.", Type.A, "192.0.2.2")
    change = office.carried("rename www web")
    assert change.state is State.FAILED
    assert office.standing(NAME)


def test_a_copy_makes_them_in_another_zone_too(office: Office) -> None:
    office.embedded.add_zone("example.net.")
    office.put(NAME, Type.A, "192.0.2.1")
    done(office, "copy www www.example.net")
    assert office.standing(NAME)
    with pytest.raises(NotUnderstood, match="another zone"):
        office.ask("rename www www.example.net")


@pytest.mark.parametrize(
    ("target", "done"),
    [
        ("lb.us-east-1.elb.amazonaws.com", True),
        ("LB.us-east-1.elb.amazonaws.com.", True),
        ("lb.us-east-1.elb.amazonaws.com zone-id=Z35SXDOTRQ7X7K", True),
        ("other.us-east-1.elb.amazonaws.com", False),
        ("lb.us-east-1.elb.amazonaws.com zone-id=ZOTHER", False),
    ],
)
def test_an_aliass_target_is_a_guard_of_its_deletion(office: Office, target: str, done: bool) -> None:
    to = Alias("Z35SXDOTRQ7X7K", "lb.us-east-1.elb.amazonaws.com.", False)
    office.embedded.put(office.zone.id, RecordSet(NAME, Type.A, None, (), to))
    answer = office.ask(f"delete www A alias {target}")
    assert isinstance(answer, Started if done else Differs)
