"""Routing is read, changed in one field and written again; what is not understood stays letter by letter."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.model import routing
from commands.model.routing import (
    NO_HEALTH,
    SIMPLE,
    Cidr,
    Failover,
    Geo,
    Latency,
    Multivalue,
    Policy,
    Proximity,
    Routing,
    Weighted,
)

BLUE = {"SetIdentifier": "blue"}
COLLECTION = "c9c00001-2222-3333-4444-555555555555"

KNOWN: list[tuple[dict[str, Any], Policy, str]] = [
    ({"Weight": 0}, Weighted(0), "weight 0"),
    ({"Region": "eu-west-1"}, Latency("eu-west-1"), "region eu-west-1"),
    ({"Failover": "PRIMARY"}, Failover("PRIMARY"), "primary"),
    ({"Failover": "SECONDARY"}, Failover("SECONDARY"), "secondary"),
    ({"GeoLocation": {"ContinentCode": "EU"}}, Geo(continent="EU"), "Europe (EU)"),
    ({"GeoLocation": {"CountryCode": "DE"}}, Geo(country="DE"), "Germany (DE)"),
    ({"GeoLocation": {"CountryCode": "*"}}, Geo(country="*"), "everywhere else (*)"),
    (
        {"GeoLocation": {"CountryCode": "US", "SubdivisionCode": "CA"}},
        Geo(country="US", subdivision="CA"),
        "California (US-CA)",
    ),
    (
        {"GeoLocation": {"CountryCode": "UA", "SubdivisionCode": "40"}},
        Geo(country="UA", subdivision="40"),
        "a part of Ukraine (UA-40)",
    ),
    ({"MultiValueAnswer": True}, Multivalue(), "multivalue"),
    (
        {"GeoProximityLocation": {"AWSRegion": "us-east-1", "Bias": -5}},
        Proximity("us-east-1", bias=-5),
        "near us-east-1, bias -5",
    ),
    (
        {"GeoProximityLocation": {"LocalZoneGroup": "us-west-2-lax-1"}},
        Proximity(zone_group="us-west-2-lax-1"),
        "near us-west-2-lax-1",
    ),
    (
        {"GeoProximityLocation": {"Coordinates": {"Latitude": "52.50", "Longitude": "+13"}, "Bias": 0}},
        Proximity(latitude="52.50", longitude="+13", bias=0),
        "near 52.50,+13, bias 0",
    ),
    (
        {"CidrRoutingConfig": {"CollectionId": COLLECTION, "LocationName": "*"}},
        Cidr(COLLECTION, "*"),
        f"addresses of {COLLECTION}/*",
    ),
]

# Fields as Route 53 might give them some day, or never.
STRANGE: list[dict[str, Any]] = [
    {},
    {"TrafficPolicyInstanceId": "t-1"},
    {"HealthCheckId": "h-1"},
    {"HealthCheckId": ""},
    {"SetIdentifier": ""},
    {"Weight": 1, "Region": "eu-west-1"},
    {"Weight": "1"},
    {"Weight": None},
    {"Weight": [1]},
    {"GeoLocation": {"ContinentCode": "EU", "CityCode": "BER"}},
    {"GeoLocation": {"CountryCode": ["DE"]}},
    {"GeoLocation": "EU"},
    {"MultiValueAnswer": False},
    {"GeoProximityLocation": {"AWSRegion": "", "Bias": 1}},
    {"GeoProximityLocation": {"Coordinates": {"Latitude": "1"}, "Height": 3}},
    {"CidrRoutingConfig": {"CollectionId": COLLECTION}},
    {"AFieldOfTomorrow": {"Deep": ["kept", 1.5, None]}, "Weight": 3},
]


def text(fields: dict[str, Any]) -> str:
    return json.dumps(fields, sort_keys=True) if fields else ""


@pytest.mark.parametrize(("fields", "policy", "words"), KNOWN, ids=[words for _, _, words in KNOWN])
def test_each_policy_is_understood_and_said_in_words(fields: dict[str, Any], policy: Policy, words: str) -> None:
    standing = text(BLUE | fields | {"HealthCheckId": "h-1"})
    assert routing.read(standing) == Routing("blue", policy, "h-1")
    assert routing.write(Routing("blue", policy, "h-1")) == standing
    assert routing.words(standing) == f"{words}, id blue, health h-1"


@pytest.mark.parametrize("fields", STRANGE, ids=str)
def test_what_is_not_understood_is_kept_verbatim_and_shown(fields: dict[str, Any]) -> None:
    for standing in (text(fields), text(BLUE | fields)):
        assert routing.write(routing.read(standing)) == standing
        assert all(field in routing.words(standing) or field in _SAID for field in fields)


_SAID = ("SetIdentifier", "HealthCheckId", "Weight", "TrafficPolicyInstanceId")

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-300, 300) | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["ContinentCode", "CountryCode", "AWSRegion", "Coordinates", "Latitude", "Bias", "Other"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)
FIELDS = st.dictionaries(
    st.sampled_from(
        [
            *("Weight", "Region", "Failover", "GeoLocation", "MultiValueAnswer", "GeoProximityLocation"),
            *("CidrRoutingConfig", "SetIdentifier", "HealthCheckId", "TrafficPolicyInstanceId", "Tomorrow"),
        ]
    ),
    JSON,
    max_size=4,
)


@given(FIELDS)
def test_reading_and_writing_are_exact_inverses_whatever_route_53_gives(fields: dict[str, Any]) -> None:
    standing = text(fields)
    assert routing.write(routing.read(standing)) == standing
    assert isinstance(routing.words(standing), str)
    assert routing.changed(standing, SIMPLE) == standing


@pytest.mark.parametrize(
    ("standing", "wanted", "then"),
    [
        ({"Weight": 10}, Routing(policy=Weighted(20)), {"Weight": 20}),
        ({"Weight": 10, "HealthCheckId": "h-1"}, Routing(policy=Weighted(0)), {"Weight": 0, "HealthCheckId": "h-1"}),
        ({"Weight": 10, "Tomorrow": 1}, Routing(policy=Weighted(0)), {"Weight": 0, "Tomorrow": 1}),
        ({"Weight": 10}, Routing(health="h-2"), {"Weight": 10, "HealthCheckId": "h-2"}),
        ({"Weight": 10, "HealthCheckId": "h-1"}, Routing(health=NO_HEALTH), {"Weight": 10}),
        ({"Weight": 10}, Routing(policy=Latency("eu-west-1")), {"Region": "eu-west-1"}),
        (
            {"GeoProximityLocation": {"AWSRegion": "us-east-1", "Bias": 5}},
            Routing(policy=Proximity("eu-west-1")),
            {"GeoProximityLocation": {"AWSRegion": "eu-west-1", "Bias": 5}},
        ),
        (
            {"GeoProximityLocation": {"AWSRegion": "us-east-1", "Bias": 5}},
            Routing(policy=Proximity(bias=-9)),
            {"GeoProximityLocation": {"AWSRegion": "us-east-1", "Bias": -9}},
        ),
    ],
)
def test_only_what_is_asked_for_is_changed(standing: dict[str, Any], wanted: Routing, then: dict[str, Any]) -> None:
    assert routing.changed(text(BLUE | standing), wanted) == text(BLUE | then)


@pytest.mark.parametrize(
    ("wanted", "agrees"),
    [
        (SIMPLE, True),
        (Routing("blue"), True),
        (Routing("green"), False),
        (Routing(policy=Weighted(10)), True),
        (Routing(policy=Weighted(11)), False),
        (Routing(policy=Latency("eu-west-1")), False),
        (Routing(policy=Proximity(bias=1)), False),
        (Routing(health="h-1"), True),
        (Routing(health="h-2"), False),
        (Routing(health=NO_HEALTH), False),
    ],
)
def test_guards_are_compared_as_far_as_they_are_said(wanted: Routing, agrees: bool) -> None:
    assert routing.agrees(text(BLUE | {"Weight": 10, "HealthCheckId": "h-1"}), wanted) is agrees


def test_a_traffic_policy_instance_is_told() -> None:
    assert routing.read(text({"TrafficPolicyInstanceId": "t-1"})).traffic_policy == "t-1"
    assert routing.words(text({"TrafficPolicyInstanceId": "t-1"})) == "traffic policy instance t-1"
    assert routing.read("").traffic_policy == ""
    assert routing.words("") == ""
