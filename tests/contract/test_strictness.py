"""What Route 53 refuses, said the same way by the twin in memory and over the wire."""

import pytest

from commands.errors import Refused
from tests.contract.conftest import Twin
from tests.contract.sets import Batch, alias, create, delete, routed, simple

STRICT = pytest.mark.twins("embedded", "wire", "acceptance")

WWW = simple("www.example.com.", "CNAME", "db1.example.com.")
DB1 = simple("db1.example.com.", "A", "192.0.2.1", "192.0.2.2")
LB = alias("lb.example.com.", "A", "Z35SXDOTRQ7X7K", "app-1.us-east-1.elb.amazonaws.com.")
BLUE = routed("w.example.com.", "A", "192.0.2.1", SetIdentifier="blue", Weight=1)
STANDING = (WWW, DB1, LB, BLUE)


def a(name: str, *values: str, ttl: int = 300) -> Batch:
    return create(simple(f"{name}.example.com.", "A", *values, ttl=ttl))


REFUSED: list[tuple[str, Batch, str, str]] = [
    ("create what stands otherwise", a("db1", "192.0.2.9"), "InvalidChangeBatch", "already exists"),
    (
        "delete what is not there",
        delete(simple("no.example.com.", "A", "192.0.2.1")),
        "InvalidChangeBatch",
        "was not found",
    ),
    (
        "delete with another value",
        delete(simple("db1.example.com.", "A", "192.0.2.1")),
        "InvalidChangeBatch",
        "do not match",
    ),
    (
        "delete with another TTL",
        delete(simple("db1.example.com.", "A", "192.0.2.1", "192.0.2.2", ttl=60)),
        "InvalidChangeBatch",
        "do not match",
    ),
    (
        "delete another alias target",
        delete(alias("lb.example.com.", "A", "Z35SXDOTRQ7X7K", "app-2.us-east-1.elb.amazonaws.com.")),
        "InvalidChangeBatch",
        "do not match",
    ),
    (
        "delete with another weight",
        delete(routed("w.example.com.", "A", "192.0.2.1", SetIdentifier="blue", Weight=2)),
        "InvalidChangeBatch",
        "do not match",
    ),
    (
        "delete with another set identifier",
        delete(routed("w.example.com.", "A", "192.0.2.1", SetIdentifier="red", Weight=1)),
        "InvalidChangeBatch",
        "was not found",
    ),
    ("delete twice in one batch", delete(DB1, DB1), "InvalidChangeBatch", "invalid set of changes"),
    (
        "create twice in one batch",
        a("n", "192.0.2.1") + a("n", "192.0.2.2"),
        "InvalidChangeBatch",
        "invalid set of changes",
    ),
    (
        "CNAME beside an A",
        create(simple("db1.example.com.", "CNAME", "x.example.com.")),
        "InvalidChangeBatch",
        "conflicts with",
    ),
    ("A beside a CNAME", a("www", "192.0.2.1"), "InvalidChangeBatch", "conflicting RRSet of type CNAME"),
    ("CNAME at the apex", create(simple("example.com.", "CNAME", "x.example.net.")), "InvalidChangeBatch", "at apex"),
    (
        "two values of a CNAME",
        create(simple("n.example.com.", "CNAME", "x.example.com.", "y.example.com.")),
        "InvalidChangeBatch",
        "exactly one value",
    ),
    (
        "outside the zone",
        create(simple("a.example.org.", "A", "192.0.2.1")),
        "InvalidChangeBatch",
        "not permitted in zone",
    ),
    (
        "a name that only ends alike",
        create(simple("fooexample.com.", "A", "192.0.2.1")),
        "InvalidChangeBatch",
        "not permitted in zone",
    ),
    (
        "an address that is none",
        a("n", "300.0.0.1"),
        "InvalidChangeBatch",
        "not a valid IPv4 address (ARRDATAIllegalIPv4Address): 300.0.0.1",
    ),
    ("two addresses in one value", a("n", "192.0.2.1 192.0.2.2"), "InvalidChangeBatch", "contains spaces"),
    (
        "an IPv6 address that is none",
        create(simple("n.example.com.", "AAAA", "192.0.2.1")),
        "InvalidChangeBatch",
        "IPv6",
    ),
    (
        "an MX without priority",
        create(simple("n.example.com.", "MX", "mail.example.com.")),
        "InvalidChangeBatch",
        "not valid for type MX",
    ),
    (
        "a web address as a host",
        create(simple("n.example.com.", "CNAME", "https://x.example.com/")),
        "InvalidChangeBatch",
        "CNAME",
    ),
    ("bare TXT", create(simple("n.example.com.", "TXT", "v=spf1")), "InvalidChangeBatch", "quotation marks"),
    (
        "a TXT string over 255",
        create(simple("n.example.com.", "TXT", f'"{"x" * 256}"')),
        "InvalidChangeBatch",
        "too long",
    ),
    ("one value twice", a("n", "192.0.2.1", "192.0.2.1"), "InvalidChangeBatch", "192.0.2.1 is given twice"),
    (
        "one value twice in two spellings",
        create(simple("n.example.com.", "AAAA", "2001:db8::1", "2001:DB8:0::1")),
        "InvalidChangeBatch",
        "given twice",
    ),
    ("401 values", a("n", *(f"10.0.{n // 250}.{n % 250}" for n in range(401))), "InvalidChangeBatch", "400"),
    (
        "1,001 values in a batch",
        [change for n in range(1001) for change in a(f"n{n}", "192.0.2.1")],
        "InvalidChangeBatch",
        "Number of records limit of 1000 exceeded",
    ),
    (
        "32,001 characters in a batch",
        create(*(simple(f"n{n}.example.com.", "TXT", f'"{"x" * 199}"') for n in range(160))),
        "InvalidChangeBatch",
        "32000",
    ),
    ("nothing at all", [], "InvalidInput", "Changes"),
    ("no TTL", create(simple("n.example.com.", "A", "192.0.2.1", ttl=None)), "InvalidInput", "Expected exactly one of"),
    ("a negative TTL", a("n", "192.0.2.1", ttl=-1), "InvalidInput", "value"),
    ("a TTL over 31 bits", a("n", "192.0.2.1", ttl=2**31), "InvalidInput", "2147483647"),
    ("the apex SOA away", [], "InvalidChangeBatch", "exactly one SOA record"),
    (
        "a wildcard NS",
        create(simple("*.example.com.", "NS", "ns1.example.net.")),
        "InvalidChangeBatch",
        "*.example.com.",
    ),
    ("an alias to nothing", [], "InvalidChangeBatch", "that target was not found"),
    ("simple beside routed", a("w", "192.0.2.9"), "InvalidChangeBatch", "cannot be created as other RRSets exist"),
    (
        "another policy beside a weighted one",
        create(routed("w.example.com.", "A", "192.0.2.9", SetIdentifier="m", MultiValueAnswer=True)),
        "InvalidChangeBatch",
        "non multivalue answer rrset exists",
    ),
    (
        "another TTL in a weighted group",
        create(routed("w.example.com.", "A", "192.0.2.9", SetIdentifier="green", Weight=1, ttl=60)),
        "InvalidChangeBatch",
        "same TTL",
    ),
    (
        "routing without a set identifier",
        create(routed("n.example.com.", "A", "192.0.2.9", Weight=1)),
        "InvalidInput",
        "SetIdentifier",
    ),
]


# Where nobody has written down AWS's own words, the acceptance tools have others; and they let one thing pass.
THEIR_WORDS = {
    "an MX without priority": "MX record must be",
    "a TTL over 31 bits": "TTL is out of range",
    "another policy beside a weighted one": "rrset of another routing policy exists",
}
THEY_LET_PASS = {"another TTL in a weighted group"}


def _batch(twin: Twin, zone_id: str, case: str, batch: Batch) -> Batch:
    """The cases whose batch depends on the zone's own id or records."""
    if case == "the apex SOA away":
        return delete(*(record for record in twin.route53.standing(zone_id, "example.com.") if record.type == "SOA"))
    if case == "an alias to nothing":
        return create(alias("n.example.com.", "A", zone_id, "nothing.example.com."))
    return batch


@STRICT
@pytest.mark.parametrize(("case", "batch", "code", "words"), REFUSED, ids=[case[0] for case in REFUSED])
def test_route_53_refuses(twin: Twin, case: str, batch: Batch, code: str, words: str) -> None:
    if twin.name == "acceptance":
        if case in THEY_LET_PASS:
            pytest.skip("the acceptance tools' Route 53 does not look at this")
        words = THEIR_WORDS.get(case, words)
    zone_id = twin.zone("example.com")
    for record in STANDING:
        twin.put(zone_id, record)
    before = list(twin.route53.records(zone_id))
    with pytest.raises(Refused) as refused:
        twin.route53.submit(zone_id, _batch(twin, zone_id, case, batch), "refused")
    assert refused.value.code == code
    assert words in str(refused.value)
    assert list(twin.route53.records(zone_id)) == before


@STRICT
def test_every_fault_of_a_batch_is_told_at_once(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    with pytest.raises(Refused) as refused:
        elsewhere, bare = simple("a.example.org.", "TXT", '"x"'), simple("b.example.com.", "TXT", "bare")
        twin.route53.submit(zone_id, a("n", "x") + create(elsewhere, bare), "")
    assert str(refused.value) == (
        "Value is not a valid IPv4 address (ARRDATAIllegalIPv4Address): x."
        " RRSet with DNS name a.example.org. is not permitted in zone example.com."
        " Value should be enclosed in quotation marks (InvalidCharacterString): bare."
    )
    assert refused.value.raw.startswith("[Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address")


@STRICT
def test_a_comment_too_long_for_a_batch_is_refused(twin: Twin) -> None:
    with pytest.raises(Refused, match="256") as refused:
        twin.route53.submit(twin.zone("example.com"), a("n", "192.0.2.1"), "x" * 257)
    assert refused.value.code == "InvalidInput"


@STRICT
def test_an_alias_may_point_at_what_the_same_batch_makes_before_it(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    pointing = alias("www.example.com.", "A", zone_id, "db1.example.com.")
    twin.route53.submit(zone_id, create(DB1, pointing), "")
    assert twin.route53.standing(zone_id, "www.example.com.") == (pointing,)
    with pytest.raises(Refused, match="that target was not found"):
        twin.route53.submit(zone_id, create(alias("a.example.com.", "AAAA", zone_id, "db1.example.com.")), "")


@STRICT
def test_the_apex_ns_may_be_changed_but_not_taken_away(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    (apex,) = [record for record in twin.route53.standing(zone_id, "example.com.") if record.type == "NS"]
    with pytest.raises(Refused, match="at least one NS record"):
        twin.route53.submit(zone_id, delete(apex), "")
    ours = simple("example.com.", "NS", "ns1.example.net.", ttl=60)
    twin.route53.submit(zone_id, delete(apex) + create(ours), "")
    assert ours in twin.route53.standing(zone_id, "example.com.")
