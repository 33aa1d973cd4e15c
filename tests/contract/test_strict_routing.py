"""What Route 53 refuses about routing, aliases, health checks and protections, by memory and over the wire."""

import pytest

from commands.adapters.embedded import HEALTH_CHECK
from commands.errors import Refused
from commands.model.places import REGIONS
from tests.contract.conftest import Twin
from tests.contract.sets import Batch, alias, create, delete, routed, simple

STRICT = pytest.mark.twins("embedded", "wire")

COLLECTION = "c9c00001-2222-3333-4444-555555555555"
LB = "app-1.us-east-1.elb.amazonaws.com."
LB_ZONE = "Z35SXDOTRQ7X7K"
OFFICE = {"CollectionId": COLLECTION, "LocationName": "office"}
EUROPE = {"ContinentCode": "EU"}

# One group of each policy; each stands under a name of its own.
STANDING = (
    routed("w.example.com.", "A", "192.0.2.1", SetIdentifier="one", Weight=10),
    routed("l.example.com.", "A", "192.0.2.1", SetIdentifier="one", Region="eu-west-1"),
    routed("f.example.com.", "A", "192.0.2.1", SetIdentifier="one", Failover="PRIMARY", HealthCheckId=HEALTH_CHECK),
    routed("s.example.com.", "A", "192.0.2.1", SetIdentifier="one", Failover="SECONDARY"),
    routed("g.example.com.", "A", "192.0.2.1", SetIdentifier="one", GeoLocation=EUROPE),
    routed("c.example.com.", "A", "192.0.2.1", SetIdentifier="one", CidrRoutingConfig=OFFICE),
    routed("m.example.com.", "A", "192.0.2.1", SetIdentifier="one", MultiValueAnswer=True),
    simple("db1.example.com.", "A", "192.0.2.1"),
)


def two(name: str, type_: str = "A", *values: str, ttl: int = 300, **fields: object) -> Batch:
    """A second one beside what stands at a name."""
    found = values or ("192.0.2.2",)
    return create(routed(f"{name}.example.com.", type_, *found, ttl=ttl, SetIdentifier="two", **fields))


REFUSED: list[tuple[str, Batch, str, str]] = [
    ("a weight over 255", two("n", Weight=256), "InvalidInput", "between 0 and 255"),
    ("a weight below 0", two("n", Weight=-1), "InvalidInput", "value"),
    ("a region that is none", two("n", Region="mars-1"), "InvalidInput", "enum value set"),
    ("a failover that is none", two("n", Failover="THIRD"), "InvalidInput", "PRIMARY, SECONDARY"),
    ("no place at all", two("n", GeoLocation={}), "InvalidInput", "a continent, a country"),
    ("two places in one", two("n", GeoLocation={**EUROPE, "CountryCode": "DE"}), "InvalidInput", "a continent"),
    ("a continent that is none", two("n", GeoLocation={"ContinentCode": "XX"}), "InvalidInput", "supported"),
    ("a country that is none", two("n", GeoLocation={"CountryCode": "XX"}), "InvalidInput", "supported"),
    (
        "a state that is none",
        two("n", GeoLocation={"CountryCode": "US", "SubdivisionCode": "XX"}),
        "InvalidInput",
        "supported",
    ),
    (
        "a state of another country",
        two("n", GeoLocation={"CountryCode": "DE", "SubdivisionCode": "BY"}),
        "InvalidInput",
        "a state of the US",
    ),
    ("near nothing", two("n", GeoProximityLocation={"Bias": 1}), "InvalidInput", "exactly one of AWSRegion"),
    (
        "near two things",
        two("n", GeoProximityLocation={"AWSRegion": "eu-west-1", "LocalZoneGroup": "us-west-2-lax-1"}),
        "InvalidInput",
        "exactly one of AWSRegion",
    ),
    (
        "a bias over 99",
        two("n", GeoProximityLocation={"AWSRegion": "eu-west-1", "Bias": 100}),
        "InvalidInput",
        "between -99 and 99",
    ),
    (
        "three decimals",
        two("n", GeoProximityLocation={"Coordinates": {"Latitude": "1.234", "Longitude": "1"}}),
        "InvalidInput",
        "two decimals",
    ),
    (
        "off the earth",
        two("n", GeoProximityLocation={"Coordinates": {"Latitude": "91", "Longitude": "1"}}),
        "InvalidInput",
        "a latitude",
    ),
    (
        "a location without a collection",
        two("n", CidrRoutingConfig={"LocationName": "office"}),
        "InvalidInput",
        "CollectionId",
    ),
    ("two policies in one", two("n", Weight=1, Region="eu-west-1"), "InvalidInput", "found more than one"),
    ("an id without a policy", two("n"), "InvalidInput", "found none"),
    (
        "a policy without an id",
        create(routed("n.example.com.", "A", "192.0.2.1", Weight=1)),
        "InvalidInput",
        "Missing field 'SetIdentifier'",
    ),
    (
        "an id of 129 characters",
        create(routed("n.example.com.", "A", "192.0.2.1", SetIdentifier="x" * 129, Weight=1)),
        "InvalidInput",
        "128",
    ),
    ("a health check's id of 65 characters", two("n", Weight=1, HealthCheckId="x" * 65), "InvalidInput", "64"),
    ("a health check that is not there", two("n", Weight=1, HealthCheckId="h-9"), "NoSuchHealthCheck", "h-9"),
    (
        "a primary without a health check",
        two("n", Failover="PRIMARY"),
        "InvalidChangeBatch",
        "must have an associated health check",
    ),
    ("another TTL in a weighted group", two("w", ttl=60, Weight=1), "InvalidChangeBatch", "same TTL"),
    ("latency beside weight", two("w", Region="eu-west-1"), "InvalidChangeBatch", "a non latency rrset exists"),
    ("weight beside multivalue", two("m", Weight=1), "InvalidChangeBatch", "a non weighted rrset exists"),
    ("a region twice", two("l", Region="eu-west-1"), "InvalidChangeBatch", "latency RRSet with the same name"),
    (
        "two primaries",
        two("f", Failover="PRIMARY", HealthCheckId=HEALTH_CHECK),
        "InvalidChangeBatch",
        "failover RRSet with the same name",
    ),
    ("two secondaries", two("s", Failover="SECONDARY"), "InvalidChangeBatch", "failover RRSet with the same name"),
    ("a place twice", two("g", GeoLocation=EUROPE), "InvalidChangeBatch", "geolocation RRSet with the same name"),
    ("a location twice", two("c", CidrRoutingConfig=OFFICE), "InvalidChangeBatch", "CIDR RRSet with the same name"),
    (
        "an id twice",
        create(routed("w.example.com.", "A", "192.0.2.9", SetIdentifier="one", Weight=1)),
        "InvalidChangeBatch",
        "(set identifier one), but it already exists",
    ),
    (
        "a multivalue CNAME",
        two("n", "CNAME", "x.example.com.", MultiValueAnswer=True),
        "InvalidChangeBatch",
        "cannot be an alias or a CNAME",
    ),
    (
        "a multivalue alias",
        create(alias("n.example.com.", "A", LB_ZONE, LB, SetIdentifier="two", MultiValueAnswer=True)),
        "InvalidChangeBatch",
        "cannot be an alias or a CNAME",
    ),
    ("a routed NS", two("n", "NS", "ns1.example.net.", Weight=1), "InvalidChangeBatch", "takes no routing policy"),
    ("routed beside simple", two("db1", Weight=1), "InvalidChangeBatch", "other RRSets exist"),
    ("simple beside routed", create(simple("w.example.com.", "A", "192.0.2.9")), "InvalidChangeBatch", "other RRSets"),
]


@STRICT
@pytest.mark.parametrize(("case", "batch", "code", "words"), REFUSED, ids=[case[0] for case in REFUSED])
def test_route_53_refuses(twin: Twin, case: str, batch: Batch, code: str, words: str) -> None:
    zone_id = twin.zone("example.com")
    for record in STANDING:
        twin.put(zone_id, record)
    before = list(twin.route53.records(zone_id))
    with pytest.raises(Refused) as refused:
        twin.route53.submit(zone_id, batch, "refused")
    assert refused.value.code == code
    assert words in str(refused.value)
    assert list(twin.route53.records(zone_id)) == before


TAKEN: list[tuple[str, Batch]] = [
    ("a second weight", two("w", Weight=0)),
    ("the same weight", two("w", Weight=10)),
    ("another region", two("l", Region="us-east-1")),
    ("a secondary beside a primary", two("f", Failover="SECONDARY")),
    ("a country of a continent that has its own", two("g", GeoLocation={"CountryCode": "DE"})),
    ("everywhere else", two("g", GeoLocation={"CountryCode": "*"})),
    ("another location", two("c", CidrRoutingConfig={"CollectionId": COLLECTION, "LocationName": "*"})),
    ("a second answer", two("m", MultiValueAnswer=True)),
    ("the same id at another type", two("w", "AAAA", "2001:db8::1", Weight=1)),
    ("several values of one weight", two("w", "A", "192.0.2.2", "192.0.2.3", Weight=1)),
]


@STRICT
@pytest.mark.parametrize(("case", "batch"), TAKEN, ids=[case[0] for case in TAKEN])
def test_route_53_takes(twin: Twin, case: str, batch: Batch) -> None:
    zone_id = twin.zone("example.com")
    for record in STANDING:
        twin.put(zone_id, record)
    twin.route53.submit(zone_id, batch, "taken")
    ((_, record),) = batch
    assert record in twin.route53.standing(zone_id, record.name)


@STRICT
def test_a_whole_group_may_change_its_ttl_in_one_batch(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    old = [routed("w.example.com.", "A", "192.0.2.1", SetIdentifier=f"s{n}", Weight=1) for n in range(3)]
    new = [routed("w.example.com.", "A", "192.0.2.1", ttl=60, SetIdentifier=f"s{n}", Weight=1) for n in range(3)]
    twin.route53.submit(zone_id, create(*old), "")
    twin.route53.submit(zone_id, delete(*old) + create(*new), "")
    assert twin.route53.standing(zone_id, "w.example.com.") == tuple(new)


@STRICT
def test_a_primary_and_a_secondary_may_change_places_in_one_batch(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    roles = {"PRIMARY": {"HealthCheckId": HEALTH_CHECK}, "SECONDARY": {}}

    def pair(first: str, second: str) -> list:
        return [
            routed("f.example.com.", "A", "192.0.2.1", SetIdentifier=name, Failover=role, **roles[role])
            for name, role in (("a", first), ("b", second))
        ]

    twin.route53.submit(zone_id, create(*pair("PRIMARY", "SECONDARY")), "")
    turned = delete(*pair("PRIMARY", "SECONDARY")) + create(*pair("SECONDARY", "PRIMARY"))
    twin.route53.submit(zone_id, turned, "")
    assert twin.route53.standing(zone_id, "f.example.com.") == tuple(pair("SECONDARY", "PRIMARY"))


@STRICT
@pytest.mark.parametrize(
    ("fields", "most"),
    [
        ({"Weight": 1}, 100),
        ({"MultiValueAnswer": True}, 100),
        ({"GeoProximityLocation": {"AWSRegion": "eu-west-1"}}, 30),
    ],
    ids=["weighted", "multivalue", "geoproximity"],
)
def test_a_name_and_type_hold_so_many_variants(twin: Twin, fields: dict[str, object], most: int) -> None:
    zone_id = twin.zone("example.com")
    group = [routed("n.example.com.", "A", "192.0.2.1", SetIdentifier=f"s{n:03}", **fields) for n in range(most)]
    twin.route53.submit(zone_id, create(*group), "all of them")
    assert twin.route53.standing(zone_id, "n.example.com.") == tuple(group)
    with pytest.raises(Refused, match=f"limit of {most} exceeded"):
        twin.route53.submit(
            zone_id, create(routed("n.example.com.", "A", "192.0.2.1", SetIdentifier="z", **fields)), ""
        )


@STRICT
def test_every_region_may_have_one(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    group = [routed("n.example.com.", "A", "192.0.2.1", SetIdentifier=region, Region=region) for region in REGIONS]
    twin.route53.submit(zone_id, create(*group), "")
    assert {record.identifier for record in twin.route53.standing(zone_id, "n.example.com.")} == set(REGIONS)


@STRICT
@pytest.mark.parametrize(
    "fields",
    [
        {"GeoProximityLocation": {"AWSRegion": "eu-west-1"}},
        {"CidrRoutingConfig": OFFICE},
    ],
    ids=["geoproximity", "IP-based"],
)
def test_a_private_zone_has_no_such_policy(twin: Twin, fields: dict[str, object]) -> None:
    zone_id = twin.private_zone("corp.example.com")
    batch = create(routed("a.corp.example.com.", "A", "192.0.2.1", SetIdentifier="x", **fields))
    with pytest.raises(Refused, match="not supported in a private hosted zone"):
        twin.route53.submit(zone_id, batch, "")
