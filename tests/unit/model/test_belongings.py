"""Which names are EC2's, and what can be told of the values that stand in records."""

import itertools

import pytest

from commands.model import pools
from commands.model.belongings import Held, OwnName, Verdict, judge, own_name, targets
from commands.model.instances import Instance
from commands.model.records import Alias, RecordSet, Type

HELD = (
    Held(
        "us-east-1",
        (Instance(id="i-0123456789abcdef0", region="us-east-1", state="stopped"),),
        frozenset({"ec2-192-0-2-1.compute-1.amazonaws.com", "dual.example.aws"}),
        frozenset({"192.0.2.1", "192.0.2.7", "54.214.3.5", "10.0.0.1", "2001:db8::1"}),
    ),
    Held("eu-west-1", (), frozenset(), frozenset({"198.51.100.1"})),
)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("ec2-192-0-2-1.compute-1.amazonaws.com", OwnName("us-east-1", "192.0.2.1")),
        ("EC2-192-0-2-1.Compute-1.AmazonAWS.com.", OwnName("us-east-1", "192.0.2.1")),
        ("ec2-192-0-2-1.eu-west-1.compute.amazonaws.com", OwnName("eu-west-1", "192.0.2.1")),
        ("ec2-192-0-2-1.cn-north-1.compute.amazonaws.com.cn", OwnName("cn-north-1", "192.0.2.1")),
        ("ip-10-0-0-1.ec2.internal", OwnName("us-east-1", "10.0.0.1")),
        ("ip-10-0-0-1.us-gov-west-1.compute.internal", OwnName("us-gov-west-1", "10.0.0.1")),
        ("i-0123456789abcdef0.ec2.internal", OwnName("us-east-1", id="i-0123456789abcdef0")),
        ("i-01234567.ap-southeast-2.compute.internal", OwnName("ap-southeast-2", id="i-01234567")),
        ("www.example.com", None),
        ("ip-10-0-0-1.example.com", None),
        ("ec2.us-east-1.amazonaws.com", None),
        ("ec2-192-0-2.compute-1.amazonaws.com", None),
        ("db.compute-1.amazonaws.com", None),
        ("ec2-192-0-2-1.compute-1.amazonaws.com.example.com", None),
    ],
)
def test_ec2s_own_names_are_known_by_their_shape(host: str, own: OwnName | None) -> None:
    assert own_name(host) == own


@pytest.mark.parametrize(
    ("type_", "value", "verdict"),
    [
        (Type.CNAME, "ec2-192-0-2-1.compute-1.amazonaws.com", Verdict.OURS),
        (Type.CNAME, "EC2-192-0-2-1.compute-1.amazonaws.com.", Verdict.OURS),
        (Type.CNAME, "ec2-192-0-2-7.compute-1.amazonaws.com", Verdict.OURS),  # an Elastic IP that nothing uses
        (Type.CNAME, "ec2-192-0-2-9.compute-1.amazonaws.com", Verdict.LOST),
        (Type.CNAME, "ec2-192-0-2-1.eu-west-1.compute.amazonaws.com", Verdict.LOST),
        (Type.CNAME, "ec2-192-0-2-1.us-west-2.compute.amazonaws.com", Verdict.ELSEWHERE),
        (Type.CNAME, "ip-10-0-0-1.ec2.internal", Verdict.OURS),
        (Type.CNAME, "ip-10-0-0-9.ec2.internal", Verdict.LOST),
        (Type.CNAME, "i-0123456789abcdef0.ec2.internal", Verdict.OURS),
        (Type.CNAME, "i-0123456789abcdef1.ec2.internal", Verdict.LOST),
        (Type.MX, "10 ec2-192-0-2-9.compute-1.amazonaws.com.", Verdict.LOST),
        (Type.SRV, "1 2 3 ec2-192-0-2-9.compute-1.amazonaws.com.", Verdict.LOST),
        (Type.A, "192.0.2.1", Verdict.OURS),
        (Type.A, "198.51.100.1", Verdict.OURS),
        (Type.A, "203.0.113.9", Verdict.FOREIGN),
        (Type.A, "203.0.113.1", Verdict.LOST),
        (Type.A, "54.214.3.4", Verdict.STRAY),
        (Type.A, "54.214.3.5", Verdict.OURS),
        (Type.A, "54.214.3.6", Verdict.LOST),
        (Type.AAAA, "2001:DB8:0::1", Verdict.OURS),
        (Type.AAAA, "2001:db8::2", Verdict.FOREIGN),
        (Type.A, "not an address", Verdict.FOREIGN),
    ],
)
def test_a_value_is_ours_or_lost_or_nobody_can_tell(type_: Type, value: str, verdict: Verdict) -> None:
    (target,) = targets(RecordSet("x.example.com.", type_, 300, (value,)))
    assert target.value == value
    assert judge(target, HELD, {"203.0.113.1", "54.214.3.6"}) is verdict


@pytest.mark.parametrize(
    "record",
    [
        RecordSet("x.example.com.", Type.TXT, 300, ('"ec2-192-0-2-9.compute-1.amazonaws.com"',)),
        RecordSet("x.example.com.", Type.CNAME, 300, ("www.example.net",)),
        RecordSet("x.example.com.", Type.A, None, (), Alias("Z1", "ec2-192-0-2-9.compute-1.amazonaws.com.", False)),
    ],
)
def test_what_cannot_be_ec2s_is_no_target(record: RecordSet) -> None:
    assert list(targets(record)) == []


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("3.0.0.0", True),
        ("52.95.255.255", False),
        ("54.214.255.255", True),
        ("54.222.0.1", False),  # Beijing's, of another service
        ("99.83.190.102", False),  # Global Accelerator's
        ("216.182.231.255", True),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("192.0.2.1", False),
        ("2600:1f18::1", False),
        ("nothing", False),
    ],
)
def test_ec2s_public_pools(address: str, inside: bool) -> None:
    assert pools.holds(address) is inside


def test_the_pools_are_in_order_and_apart() -> None:
    found = pools._POOLS
    assert all(one.broadcast_address < other.network_address for one, other in itertools.pairwise(found))
