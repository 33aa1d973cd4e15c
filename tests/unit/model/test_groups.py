"""What may stand beside what, and what a change leaves of a group."""

import json
from typing import Any

import pytest

from commands.model import groups
from commands.model.plan import Kind, Plan, dangers
from commands.model.records import Alias, RecordSet, Type
from commands.model.routing import Multivalue, Weighted

NAME = "www.example.com."


def variant(identifier: str, *, ttl: int | None = 60, type_: Type = Type.A, **fields: Any) -> RecordSet:
    known = {"SetIdentifier": identifier} if identifier else {}
    routing = json.dumps({**known, **fields}, sort_keys=True) if known or fields else ""
    return RecordSet(NAME, type_, ttl, ("192.0.2.1",), routing=routing)


def pointing(identifier: str, *, evaluate: bool = False, **fields: Any) -> RecordSet:
    routing = json.dumps({"SetIdentifier": identifier, **fields}, sort_keys=True)
    return RecordSet(NAME, Type.A, None, alias=Alias("Z1", "x.example.com.", evaluate), routing=routing)


SIMPLE = variant("")
BLUE, GREEN = variant("blue", Weight=10), variant("green", Weight=20)
CIDR = {"CollectionId": "c9c00001-2222-3333-4444-555555555555", "LocationName": "office"}


@pytest.mark.parametrize(
    ("wanted", "others", "words"),
    [
        (BLUE, (), ""),
        (BLUE, (GREEN,), ""),
        (SIMPLE, (BLUE, GREEN), "is routed (id blue, green)"),
        (BLUE, (SIMPLE,), "is one simple record set"),
        (variant("eu", Region="eu-west-1"), (BLUE,), "weighted routing, and a name and type follow one policy"),
        (variant("x", Weight=1, ttl=300), (BLUE,), "have the TTL 60, and all of them share one"),
        (pointing("x", Weight=1), (BLUE,), ""),
        (variant("x", Region="eu-west-1", ttl=300), (variant("y", Region="us-east-1"),), ""),
        (variant("x", Region="eu-west-1"), (variant("y", Region="eu-west-1"),), "region eu-west-1 already (id y)"),
        (variant("x", Failover="PRIMARY"), (variant("y", Failover="PRIMARY"),), "primary already"),
        (variant("x", Failover="PRIMARY"), (variant("y", Failover="SECONDARY"),), ""),
        (
            variant("x", GeoLocation={"ContinentCode": "EU"}),
            (variant("y", GeoLocation={"ContinentCode": "EU"}),),
            "Europe (EU) already",
        ),
        (
            variant("x", GeoLocation={"CountryCode": "DE"}),
            (variant("y", GeoLocation={"ContinentCode": "EU"}),),
            "",
        ),
        (variant("x", CidrRoutingConfig=CIDR), (variant("y", CidrRoutingConfig=CIDR),), "office already"),
        (variant("x", MultiValueAnswer=True), (variant("y", MultiValueAnswer=True),), ""),
        (variant("x", Weight=10), (BLUE,), ""),
        (BLUE, tuple(variant(f"v{n}", Weight=1) for n in range(99)), ""),
        (BLUE, tuple(variant(f"v{n}", Weight=1) for n in range(100)), "has 100 routed"),
        (
            variant("x", GeoProximityLocation={"AWSRegion": "eu-west-1"}),
            tuple(variant(f"v{n}", GeoProximityLocation={"AWSRegion": "eu-west-1"}) for n in range(30)),
            "has 30 routed",
        ),
    ],
)
def test_what_may_stand_together(wanted: RecordSet, others: tuple[RecordSet, ...], words: str) -> None:
    found = groups.unfit(wanted, others)
    assert words in found
    assert bool(found) is bool(words)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (SIMPLE, ""),
        (BLUE, ""),
        (variant("x", Failover="PRIMARY"), "needs a health check"),
        (variant("x", Failover="PRIMARY", HealthCheckId="h-1"), ""),
        (variant("x", Failover="SECONDARY"), ""),
        (pointing("x", Failover="PRIMARY"), "needs evaluate=yes"),
        (pointing("x", Failover="PRIMARY", evaluate=True), ""),
        (variant("x"), "a routing policy is needed"),
        (variant("x", Tomorrow=1), ""),
        (variant("x", GeoProximityLocation={"Bias": 3}), "goes with near="),
    ],
)
def test_what_is_refused_whatever_stands(record: RecordSet, words: str) -> None:
    assert words in groups.flawed(record)
    assert bool(groups.flawed(record)) is bool(words)


@pytest.mark.parametrize(
    ("standing", "before", "after", "words"),
    [
        ((BLUE, GREEN), (BLUE,), (), []),
        ((BLUE,), (BLUE,), (), ["the last variant: www.example.com has no A then"]),
        ((SIMPLE,), (SIMPLE,), (), []),
        ((BLUE,), (BLUE,), (SIMPLE,), []),
        ((BLUE, variant("green", Weight=0)), (BLUE,), (), ["No variant has a weight above 0"]),
        ((BLUE, variant("g", Weight=0)), (BLUE,), (variant("blue", Weight=0),), ["No variant has a weight above 0"]),
        ((BLUE, GREEN), (BLUE,), (variant("blue", Weight=0),), []),
        ((variant("b", Weight=0),), (variant("b", Weight=0),), (variant("b", Weight=0, ttl=5),), []),
        (
            (variant("blue", Weight=1, HealthCheckId="h-1"),),
            (variant("blue", Weight=1, HealthCheckId="h-1"),),
            (variant("blue", Weight=1),),
            ["Without its health check, blue is answered"],
        ),
        (
            (variant("d", GeoLocation={"CountryCode": "*"}), variant("e", GeoLocation={"ContinentCode": "EU"})),
            (variant("d", GeoLocation={"CountryCode": "*"}),),
            (),
            ["Places that no other variant names get no answer"],
        ),
        ((BLUE, variant("blue", Weight=3, type_=Type.AAAA)), (BLUE,), (), ["has no A then"]),
    ],
)
def test_what_a_change_leaves_is_warned_of(
    standing: tuple[RecordSet, ...], before: tuple[RecordSet, ...], after: tuple[RecordSet, ...], words: list[str]
) -> None:
    plan = Plan(Kind.SET, "Z1", "example.com.", before, after, notes=("First.",))
    warned = groups.warned(plan, standing)
    first, *found = warned.notes
    assert first == "First."
    assert len(found) == len(words)
    assert all(word in line for word, line in zip(words, found, strict=True))


def test_a_ttl_is_given_to_all_but_aliases() -> None:
    alias = pointing("x", Weight=1)
    assert groups.with_ttl((BLUE, alias), 5) == (variant("blue", Weight=10, ttl=5), alias)
    assert groups.shared_ttl((alias, BLUE)) == 60
    assert groups.shared_ttl((alias, SIMPLE, variant("x", Region="eu-west-1"))) is None


def test_only_what_a_traffic_policy_made_is_untouchable() -> None:
    made = RecordSet(NAME, Type.A, None, routing='{"TrafficPolicyInstanceId": "t-1"}')
    assert groups.untouchable((BLUE, SIMPLE)) == ""
    assert "t-1" in groups.untouchable((BLUE, made))


@pytest.mark.parametrize("type_", Type)
def test_the_types_that_follow_a_policy(type_: Type) -> None:
    assert groups.takes(type_, Weighted(1)) is (type_ not in (Type.NS, Type.SOA, Type.DS))
    assert groups.takes(type_, Multivalue()) is (type_ not in (Type.NS, Type.SOA, Type.DS, Type.CNAME))


def test_losing_one_variant_of_a_mail_host_is_not_losing_the_mail() -> None:
    gone = variant("blue", type_=Type.MX, Weight=1)
    assert dangers(Plan(Kind.DELETE, "Z1", "example.com.", before=(gone,))) == ()
