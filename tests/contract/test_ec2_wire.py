"""EC2 on the wire: pages, refusals, and EC2 being busy or away."""

from collections.abc import Iterator
from typing import Any

import pytest

from commands.adapters.ec2 import Ec2, client
from commands.errors import AwsProblem, Busy, Misconfigured, Refused, Unreachable
from commands.model.belongings import Held
from tests.contract.conftest import HandClock
from tests.worlds.ec2 import Ec2World, error, instance, page, reservations

ONE, TWO, THREE = "i-00000000000000001", "i-00000000000000002", "i-00000000000000003"
REGION = "us-west-2"
THROTTLED = error(503, "RequestLimitExceeded", "Request limit exceeded.")
BROKEN = error(500, "InternalError", "An internal error has occurred")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ec2World]:
    with Ec2World() as world:
        monkeypatch.setenv("AWS_ENDPOINT_URL_EC2", world.url)
        yield world


@pytest.fixture
def ec2(world: Ec2World, clock: HandClock) -> Iterator[Ec2]:
    made = client(REGION)
    yield Ec2((REGION,), clock, lambda _: made)
    made.close()


def problem(ec2: Ec2) -> AwsProblem:
    with pytest.raises(AwsProblem) as caught:
        ec2.called([ONE], [])
    return caught.value


def test_every_page_is_read(ec2: Ec2, world: Ec2World) -> None:
    world.tell("DescribeInstances", reservations(instance(ONE), token="more"), reservations(instance(TWO)))
    assert [one.id for one in ec2.called([ONE, TWO], [])] == [ONE, TWO]
    first, second = world.asked
    assert first.parameters["MaxResults"] == "1000"
    assert "NextToken" not in first.parameters
    assert second.parameters["NextToken"] == "more"
    assert second.parameters["Filter.1.Value.2"] == TWO


def test_one_question_is_asked_for_all_ids_and_one_for_all_tags(ec2: Ec2, world: Ec2World) -> None:
    ec2.called([TWO, ONE], ["db*1", "a\\b"])
    asked = [one.parameters for one in world.asked]
    assert [one["Filter.1.Name"] for one in asked] == ["instance-id", "tag:Name"]
    assert [asked[0]["Filter.1.Value.1"], asked[0]["Filter.1.Value.2"]] == [ONE, TWO]
    assert [asked[1]["Filter.1.Value.1"], asked[1]["Filter.1.Value.2"]] == ["a\\\\b", "db*1"]


def test_more_ids_than_a_filter_takes_are_asked_for_in_turns(ec2: Ec2, world: Ec2World) -> None:
    ec2.called([f"i-{number:017x}" for number in range(201)], [])
    assert ["Filter.1.Value.200" in one.parameters for one in world.asked] == [True, False]


def test_a_filter_that_finds_more_than_was_asked_for_is_checked(ec2: Ec2, world: Ec2World) -> None:
    tag = "<tagSet><item><key>Name</key><value>{}</value></item></tagSet>"
    found = [instance(ONE).replace("<instanceState>", tag.format("db*") + "<instanceState>")]
    found += [instance(TWO).replace("<instanceState>", tag.format("db-1") + "<instanceState>"), instance(THREE)]
    world.tell("DescribeInstances", reservations(*found))
    assert [one.id for one in ec2.called([], ["db*"])] == [ONE]


INTERFACES = """<networkInterfaceSet>
<item><networkInterfaceId>eni-1</networkInterfaceId>
  <association><publicIp>192.0.2.1</publicIp><publicDnsName>ec2-192-0-2-1.compute-1.amazonaws.com</publicDnsName>
  </association>
  <publicIpDnsNameOptions><publicDualStackDnsName>Dual.example.aws</publicDualStackDnsName></publicIpDnsNameOptions>
  <ipv6AddressesSet><item><ipv6Address>2001:DB8:0::1</ipv6Address></item></ipv6AddressesSet>
  <privateIpAddressesSet><item><privateIpAddress>10.0.0.1</privateIpAddress></item>
  <item><privateIpAddress>10.0.0.2</privateIpAddress></item></privateIpAddressesSet></item>
<item><networkInterfaceId>eni-2</networkInterfaceId><privateIpAddress>10.0.0.9</privateIpAddress>
  <attachment><instanceId>i-00000000000000002</instanceId></attachment></item></networkInterfaceSet>"""


def test_what_is_ours_is_gathered_from_instances_interfaces_and_elastic_ips(ec2: Ec2, world: Ec2World) -> None:
    named = instance(ONE, dnsName="ec2-192-0-2-1.compute-1.amazonaws.com", privateDnsName="ip-10-0-0-1.ec2.internal")
    world.tell("DescribeInstances", reservations(named, instance(TWO, "terminated")))
    world.tell("DescribeNetworkInterfaces", page("DescribeNetworkInterfaces", INTERFACES))
    elastic = "<addressesSet><item><publicIp>192.0.2.7</publicIp></item></addressesSet>"
    world.tell("DescribeAddresses", page("DescribeAddresses", elastic))
    (held,) = ec2.held()
    assert isinstance(held, Held)
    assert (held.region, [one.id for one in held.instances]) == (REGION, [ONE])
    own = {"ec2-192-0-2-1.compute-1.amazonaws.com", "ip-10-0-0-1.ec2.internal", "dual.example.aws"}
    assert held.names == own
    assert held.addresses == {"192.0.2.1", "192.0.2.7", "10.0.0.1", "10.0.0.2", "2001:db8::1"}


@pytest.mark.parametrize("broken", [THROTTLED, BROKEN, None], ids=["throttled", "500", "cut"])
def test_a_question_that_fails_is_asked_again_after_a_pause(
    ec2: Ec2, world: Ec2World, clock: HandClock, broken: Any
) -> None:
    world.tell("DescribeInstances", broken, broken, reservations(instance(ONE)))
    assert [one.id for one in ec2.called([ONE], [])] == [ONE]
    assert clock.slept == [0.5, 1.5]


@pytest.mark.parametrize(
    ("broken", "kind", "words"),
    [
        (THROTTLED, Busy, "EC2 in us-west-2 asks for fewer requests: Request limit exceeded."),
        (BROKEN, Unreachable, "EC2 in us-west-2 failed to answer (500 InternalError)"),
        (None, Unreachable, "EC2 in us-west-2 did not answer"),
    ],
)
def test_after_three_times_the_person_is_told(
    ec2: Ec2, world: Ec2World, broken: Any, kind: type[AwsProblem], words: str
) -> None:
    world.tell("DescribeInstances", *[broken] * 4)
    found = problem(ec2)
    assert type(found) is kind
    assert words in str(found)
    assert len(world.asked) == 3


MISSING = (
    "You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/bot is not authorized to "
    "perform: ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action"
)


@pytest.mark.parametrize("raw", [MISSING, "You are not authorized to perform this operation."])
def test_a_missing_permission_is_named_and_not_asked_for_again(ec2: Ec2, world: Ec2World, raw: str) -> None:
    world.tell("DescribeInstances", error(403, "UnauthorizedOperation", raw))
    found = problem(ec2)
    assert isinstance(found, Refused)
    assert (found.code, found.raw, len(world.asked)) == ("UnauthorizedOperation", raw, 1)
    assert "AWS does not allow the bot ec2:DescribeInstances" in str(found)
    assert "us-west-2" in str(found)
    assert "arn:" not in str(found)


def test_the_permission_that_a_check_lacks_is_named(ec2: Ec2, world: Ec2World) -> None:
    world.tell("DescribeNetworkInterfaces", error(403, "UnauthorizedOperation", "You are not authorized."))
    with pytest.raises(Refused, match="does not allow the bot ec2:DescribeNetworkInterfaces in us-west-2"):
        ec2.held()


def test_a_region_that_the_account_has_not_opened_is_named(ec2: Ec2, world: Ec2World) -> None:
    raw = "AWS was not able to validate the provided access credentials"
    world.tell("DescribeInstances", error(401, "AuthFailure", raw))
    assert f"EC2 in us-west-2: AWS does not accept the bot's credentials (AuthFailure): {raw}" in str(problem(ec2))


def test_nothing_listening_is_told(monkeypatch: pytest.MonkeyPatch, clock: HandClock) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_EC2", "http://127.0.0.1:1")
    made = client(REGION)
    assert "EC2 in us-west-2 cannot be reached" in str(problem(Ec2((REGION,), clock, lambda _: made)))
    made.close()


def test_no_client_is_made_before_the_first_question_and_one_for_each_region(clock: HandClock, world: Ec2World) -> None:
    made: list[Any] = []

    def connect(region: str) -> Any:
        made.append(client(region))
        return made[-1]

    ec2 = Ec2(("us-west-2", "eu-west-1"), clock, connect)
    assert made == []
    for _ in range(2):
        ec2.called([ONE], [])
    assert [one.meta.region_name for one in made] == ["us-west-2", "eu-west-1"]
    assert world.actions() == ["DescribeInstances"] * 4
    for one in made:
        one.close()


@pytest.mark.parametrize(("variable", "value"), [("AWS_PROFILE", "nobody"), ("AWS_ENDPOINT_URL_EC2", "nowhere")])
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(Misconfigured) as caught:
        client(REGION)
    assert caught.value.variable in variable
