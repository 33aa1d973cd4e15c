"""Every routing kind and every alias, said in one line: written, read back, changed in one field, undone."""

import json
from typing import Any

import pytest

from commands.adapters.embedded import HEALTH_CHECK
from commands.changes.lifecycle import Change, State
from commands.model import routing, values
from commands.model.records import RecordSet, Type
from commands.results import Looked
from tests.unit.handlers.office import Office

NAME = "www.example.com."
CIDR = "c9c00001-2222-3333-4444-555555555555"
LB = "app-1.us-east-1.elb.amazonaws.com"

# The options of a variant, one of them said anew, and its fields before and after.
KINDS: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("weight=10", "weight=0", {"Weight": 10}, {"Weight": 0}),
    ("region=eu-west-1", "region=us-east-1", {"Region": "eu-west-1"}, {"Region": "us-east-1"}),
    (
        f"failover=primary health={HEALTH_CHECK}",
        "failover=secondary",
        {"Failover": "PRIMARY", "HealthCheckId": HEALTH_CHECK},
        {"Failover": "SECONDARY", "HealthCheckId": HEALTH_CHECK},
    ),
    (
        f"failover=secondary health={HEALTH_CHECK}",
        "health=none",
        {"Failover": "SECONDARY", "HealthCheckId": HEALTH_CHECK},
        {"Failover": "SECONDARY"},
    ),
    ("geo=EU", "geo=DE", {"GeoLocation": {"ContinentCode": "EU"}}, {"GeoLocation": {"CountryCode": "DE"}}),
    (
        "geo=*",
        "geo=US-CA",
        {"GeoLocation": {"CountryCode": "*"}},
        {"GeoLocation": {"CountryCode": "US", "SubdivisionCode": "CA"}},
    ),
    (
        "multivalue",
        f"health={HEALTH_CHECK}",
        {"MultiValueAnswer": True},
        {"MultiValueAnswer": True, "HealthCheckId": HEALTH_CHECK},
    ),
    (
        "near=us-east-1 bias=10",
        "bias=-99",
        {"GeoProximityLocation": {"AWSRegion": "us-east-1", "Bias": 10}},
        {"GeoProximityLocation": {"AWSRegion": "us-east-1", "Bias": -99}},
    ),
    (
        "near=52.52,13.4 bias=10",
        "near=-33.87,151.2",
        {"GeoProximityLocation": {"Coordinates": {"Latitude": "52.52", "Longitude": "13.4"}, "Bias": 10}},
        {"GeoProximityLocation": {"Coordinates": {"Latitude": "-33.87", "Longitude": "151.2"}, "Bias": 10}},
    ),
    (
        f"cidr={CIDR}/office",
        f"cidr={CIDR}/*",
        {"CidrRoutingConfig": {"CollectionId": CIDR, "LocationName": "office"}},
        {"CidrRoutingConfig": {"CollectionId": CIDR, "LocationName": "*"}},
    ),
]
CONTENTS = ["A 192.0.2.1 60", f"A alias {LB} evaluate=yes", 'TXT "weight=1" 60']


def done(office: Office, text: str) -> Change:
    change = office.carried(text)
    assert change.state is State.PENDING, change.reason
    return change


def only(office: Office) -> RecordSet:
    (found,) = office.standing(NAME)
    return found


def kept(one: RecordSet, other: RecordSet) -> bool:
    """Whether two differ in nothing but their routing."""
    return (one.key, one.ttl, one.values, one.alias) == (other.key, other.ttl, other.values, other.alias)


# An alias has no multivalue answer.
CASES = [
    pytest.param(content, *kind, id=f"{content}-{kind[0]}")
    for content in CONTENTS
    for kind in KINDS
    if not ("alias" in content and "multivalue" in kind[0])
]


@pytest.mark.parametrize(("content", "options", "anew", "before", "after"), CASES)
def test_every_routing_kind_is_written_read_changed_in_one_field_and_undone(
    office: Office, content: str, options: str, anew: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    added = done(office, f"add www {content} id=one {options}")
    old = only(office)
    assert json.loads(old.routing) == {"SetIdentifier": "one", **before}
    shown = office.ask("get www")
    assert isinstance(shown, Looked)
    assert shown.records == (old,)
    assert routing.words(old.routing)
    changed = done(office, f"set www {content.split()[0]} id=one {anew}")
    assert json.loads(only(office).routing) == {"SetIdentifier": "one", **after}
    assert kept(only(office), old)
    back = done(office, f"undo {changed.id}")
    assert only(office) == old
    done(office, f"undo {back.id}")
    assert json.loads(only(office).routing) == {"SetIdentifier": "one", **after}
    done(office, "undo")
    done(office, f"undo {added.id}")
    assert office.standing(NAME) == ()


@pytest.mark.parametrize("type_", [type_ for type_ in Type if type_ is not Type.SOA])
def test_every_type_is_written_read_given_another_ttl_and_undone(office: Office, type_: Type) -> None:
    added = done(office, f"add www {type_} {values.EXAMPLES[type_]} ttl=60")
    old = only(office)
    changed = done(office, f"set www {type_} ttl=5m")
    assert (only(office).ttl, only(office).values) == (300, old.values)
    done(office, f"undo {changed.id}")
    assert only(office) == old
    done(office, f"undo {added.id}")
    assert office.standing(NAME) == ()


@pytest.mark.parametrize("type_", ["A", "AAAA"])
def test_an_aliases_evaluation_alone_is_changed_and_undone(office: Office, type_: str) -> None:
    done(office, f"add www {type_} alias {LB}")
    old = only(office)
    assert old.alias
    assert not old.alias.evaluate_health
    changed = done(office, f"set www {type_} evaluate=yes")
    new = only(office).alias
    assert new
    assert (new.name, new.zone_id, new.evaluate_health) == (old.alias.name, old.alias.zone_id, True)
    done(office, f"undo {changed.id}")
    assert only(office) == old
