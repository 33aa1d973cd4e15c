"""What Route 53 refuses about aliases and about protected record sets, by memory and over the wire."""

import pytest

from commands.errors import Refused
from tests.contract.conftest import Twin
from tests.contract.sets import Batch, alias, create, delete, routed, simple

STRICT = pytest.mark.twins("embedded", "wire")

LB = "app-1.us-east-1.elb.amazonaws.com."
LB_ZONE = "Z35SXDOTRQ7X7K"
CLOUDFRONT = "d1.cloudfront.net."
BLUE = routed("w.example.com.", "A", "192.0.2.1", SetIdentifier="one", Weight=10)

REFUSED: list[tuple[str, Batch, str, str]] = [
    (
        "an alias to a wrong zone",
        create(alias("n.example.com.", "A", "Z26RNL4JYFTOTI", LB)),
        "InvalidChangeBatch",
        "does not lie within the target zone",
    ),
    (
        "an alias to nobody's zone",
        create(alias("n.example.com.", "A", "Z0NOBODY", "www.example.test.")),
        "InvalidChangeBatch",
        "does not lie within the target zone",
    ),
    (
        "an alias of a type that keeps a zone alive",
        create(alias("n.example.com.", "NS", LB_ZONE, LB)),
        "InvalidChangeBatch",
        "cannot be an alias",
    ),
    (
        "an alias that evaluates CloudFront",
        [],
        "InvalidChangeBatch",
        "EvaluateTargetHealth must be false",
    ),
    (
        "an IPv6 alias to an S3 website",
        create(alias("n.example.com.", "AAAA", "Z3AQBSTGFYJSTF", "s3-website-us-east-1.amazonaws.com.")),
        "InvalidChangeBatch",
        "does not serve this type",
    ),
    (
        "an alias with a TTL",
        [],
        "InvalidInput",
        "found more than one",
    ),
]


def _batch(case: str, batch: Batch) -> Batch:
    """The cases that are easier said by what they change of another."""
    if case == "an alias that evaluates CloudFront":
        (action, record), *_ = create(alias("n.example.com.", "A", "Z2FDTNDATAQYW2", CLOUDFRONT))
        assert record.alias
        evaluating = type(record.alias)(record.alias.zone_id, record.alias.name, True)
        return [(action, type(record)(record.name, record.type, None, (), evaluating))]
    if case == "an alias with a TTL":
        (action, record), *_ = create(alias("n.example.com.", "A", LB_ZONE, LB))
        return [(action, type(record)(record.name, record.type, 60, (), record.alias))]
    return batch


@STRICT
@pytest.mark.parametrize(("case", "batch", "code", "words"), REFUSED, ids=[case[0] for case in REFUSED])
def test_route_53_refuses(twin: Twin, case: str, batch: Batch, code: str, words: str) -> None:
    zone_id = twin.zone("example.com")
    before = list(twin.route53.records(zone_id))
    with pytest.raises(Refused) as refused:
        twin.route53.submit(zone_id, _batch(case, batch), "refused")
    assert refused.value.code == code
    assert words in str(refused.value)
    assert list(twin.route53.records(zone_id)) == before


TAKEN: list[tuple[str, Batch]] = [
    ("a weighted alias beside values", create(alias("w.example.com.", "A", LB_ZONE, LB, SetIdentifier="b", Weight=1))),
    (
        "a primary alias without a health check",
        create(alias("n.example.com.", "A", LB_ZONE, LB, SetIdentifier="two", Failover="PRIMARY")),
    ),
    (
        "an alias to a new region's zone",
        create(alias("n.example.com.", "A", "Z0NEW", "x.xx-east-1.elb.amazonaws.com.")),
    ),
    ("an HTTPS alias to CloudFront", create(alias("n.example.com.", "HTTPS", "Z2FDTNDATAQYW2", CLOUDFRONT))),
]


@STRICT
@pytest.mark.parametrize(("case", "batch"), TAKEN, ids=[case[0] for case in TAKEN])
def test_route_53_takes(twin: Twin, case: str, batch: Batch) -> None:
    zone_id = twin.zone("example.com")
    twin.put(zone_id, BLUE)
    twin.route53.submit(zone_id, batch, "taken")
    ((_, record),) = batch
    assert record in twin.route53.standing(zone_id, record.name)


@STRICT
def test_an_alias_may_point_into_another_zone_of_the_account_and_only_at_its_names(twin: Twin) -> None:
    zone_id, other = twin.zone("example.com"), twin.zone("example.net")
    twin.put(other, simple("db1.example.net.", "A", "192.0.2.1"))
    twin.route53.submit(zone_id, create(alias("a.example.com.", "A", other, "db1.example.net.")), "")
    with pytest.raises(Refused, match="does not lie within the target zone"):
        twin.route53.submit(zone_id, create(alias("b.example.com.", "A", other, "db1.example.org.")), "")


@STRICT
def test_a_private_zone_has_no_alias_to_cloudfront(twin: Twin) -> None:
    zone_id = twin.private_zone("corp.example.com")
    with pytest.raises(Refused, match="private hosted zone"):
        twin.route53.submit(zone_id, create(alias("a.corp.example.com.", "A", "Z2FDTNDATAQYW2", CLOUDFRONT)), "")


@STRICT
def test_a_protected_name_and_type_is_nobodys_to_change_and_says_why(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    stands, reserved = simple("db1.example.com.", "A", "192.0.2.1"), simple("new.example.com.", "A", "192.0.2.1")
    blue = routed("w.example.com.", "A", "192.0.2.1", SetIdentifier="blue", Weight=1)
    for record in (stands, blue):
        twin.put(zone_id, record)
    for record in (stands, reserved, blue):
        twin.protect(zone_id, record, "ask the network team, ticket 4711")
    for batch in (delete(stands), delete(stands) + create(simple("db1.example.com.", "A", "192.0.2.9"))):
        with pytest.raises(Refused, match=r"protect.*ticket 4711") as refused:
            twin.route53.submit(zone_id, batch, "")
        assert refused.value.code == "InvalidChangeBatch"
    for record in (reserved, routed("w.example.com.", "A", "192.0.2.2", SetIdentifier="red", Weight=1)):
        with pytest.raises(Refused, match="ticket 4711"):
            twin.route53.submit(zone_id, create(record), "")
    twin.route53.submit(zone_id, create(simple("db1.example.com.", "TXT", '"free"')), "")


@STRICT
def test_a_zone_says_which_service_keeps_it(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    assert twin.route53.zone(zone_id).zone.managed == ""
    twin.link(zone_id, "servicediscovery.amazonaws.com")
    assert twin.route53.zone(zone_id).zone.managed == "servicediscovery.amazonaws.com"
    assert [zone.managed for zone in twin.route53.zones()] == ["servicediscovery.amazonaws.com"]
