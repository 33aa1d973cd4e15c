"""EC2: the twin in memory and boto3 over moto answer alike.

What moto gets wrong, and no case here asks of it: the names that it gives a network interface (ip-… where EC2 says
ec2-…), pages (it has none), and a terminated instance, which keeps its private address and its interface.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from moto import mock_aws

from commands.adapters.ec2 import Ec2, Together, client
from commands.adapters.embedded_ec2 import EmbeddedEc2
from commands.errors import Misconfigured
from commands.model.belongings import Held
from commands.model.instances import Instance
from commands.ports import Instances
from tests.contract.conftest import HandClock

HERE, THERE = "us-east-1", "eu-west-1"
NOBODY = "i-00000000000000000"


@dataclass
class Cloud:
    """An EC2 behind the port, and hands that reach into it."""

    instances: Instances
    launch: Callable[..., str]
    stop: Callable[[str], object]
    start: Callable[[str], object]
    terminate: Callable[[str], object]
    allocate: Callable[[], str]
    release: Callable[[str], object]

    def one(self, id_: str) -> Instance:
        (found,) = self.instances.called([id_], [])
        return found

    def here(self) -> Held:
        (held,) = (held for held in self.instances.held() if held.region == HERE)
        return held


def embedded() -> Iterator[Cloud]:
    ec2 = EmbeddedEc2((HERE, THERE))

    def launch(tag: str = "", region: str = HERE, *, public: bool = True, v6: str = "") -> str:
        return ec2.launch(tag, region, public=public, v6=[v6] if v6 else []).id

    yield Cloud(ec2, launch, ec2.stop, ec2.start, ec2.terminate, ec2.allocate, ec2.release)


@cache
def _image() -> str:
    """Some image of moto's own; it lists all that it has, which takes long, and they are the same each time."""
    return str(client(HERE).describe_images()["Images"][0]["ImageId"])


def moto() -> Iterator[Cloud]:
    with mock_aws():
        wires = {region: client(region) for region in (HERE, THERE)}
        image = _image()
        allocated: dict[str, str] = {}

        def launch(tag: str = "", region: str = HERE, *, public: bool = True, v6: str = "") -> str:
            wire: Any = wires[region]
            more: dict[str, Any] = {} if public else {"SubnetId": _subnet(wire)}
            if v6:
                interface = wire.create_network_interface(SubnetId=_subnet(wire), Ipv6Addresses=[{"Ipv6Address": v6}])
                number = interface["NetworkInterface"]["NetworkInterfaceId"]
                more = {"NetworkInterfaces": [{"DeviceIndex": 0, "NetworkInterfaceId": number}]}
            if tag:
                tags = [{"Key": "Name", "Value": tag}]
                more["TagSpecifications"] = [{"ResourceType": "instance", "Tags": tags}]
            made = wire.run_instances(ImageId=image, MinCount=1, MaxCount=1, **more)
            return str(made["Instances"][0]["InstanceId"])

        def allocate() -> str:
            made = wires[HERE].allocate_address(Domain="vpc")
            allocated[made["PublicIp"]] = made["AllocationId"]
            return str(made["PublicIp"])

        yield Cloud(
            Ec2((HERE, THERE), HandClock(), lambda region: wires[region]),
            launch,
            lambda id_: wires[HERE].stop_instances(InstanceIds=[id_]),
            lambda id_: wires[HERE].start_instances(InstanceIds=[id_]),
            lambda id_: wires[HERE].terminate_instances(InstanceIds=[id_]),
            allocate,
            lambda address: wires[HERE].release_address(AllocationId=allocated[address]),
        )
        for wire in wires.values():
            wire.close()


def _subnet(wire: Any) -> str:
    """In a VPC of one's own, whose instances have no public address."""
    vpc = wire.create_vpc(CidrBlock="10.9.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]["VpcId"]
    return str(wire.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24")["Subnet"]["SubnetId"])


@pytest.fixture(params=[embedded, moto], ids=["embedded", "moto"])
def cloud(request: pytest.FixtureRequest) -> Iterator[Cloud]:
    yield from request.param()


def test_a_running_instance_has_names_and_addresses(cloud: Cloud) -> None:
    found = cloud.one(cloud.launch("db-1"))
    assert (found.state, found.tag, found.region, found.v6) == ("running", "db-1", HERE, ())
    assert found.public_name == f"ec2-{found.public_v4.replace('.', '-')}.compute-1.amazonaws.com"
    assert found.private_name == f"ip-{found.private_v4.replace('.', '-')}.ec2.internal"
    assert found.label == f"{found.id} (db-1)"


def test_each_region_has_names_of_its_own(cloud: Cloud) -> None:
    found = cloud.one(cloud.launch(region=THERE))
    assert (found.region, found.tag, found.label) == (THERE, "", found.id)
    assert found.public_name.endswith(f".{THERE}.compute.amazonaws.com")
    assert found.private_name.endswith(f".{THERE}.compute.internal")
    assert cloud.instances.regions() == (HERE, THERE)


def test_an_id_that_nobody_has_is_no_error(cloud: Cloud) -> None:
    known = cloud.launch()
    assert [one.id for one in cloud.instances.called([NOBODY, known], [])] == [known]


def test_a_tag_is_found_in_every_region_letter_by_letter(cloud: Cloud) -> None:
    ids = {cloud.launch("db*1"), cloud.launch("db*1", THERE)}
    cloud.launch("db-1")
    cloud.launch("DB*1")
    cloud.launch()
    assert {one.id for one in cloud.instances.called([], ["db*1"])} == ids
    assert cloud.instances.called([], ["db?1"]) == ()


def test_an_instance_that_is_asked_for_twice_comes_once(cloud: Cloud) -> None:
    known = cloud.launch("db-1")
    assert [one.id for one in cloud.instances.called([known], ["db-1"])] == [known]


def test_stopping_takes_the_public_name_and_address_and_starting_gives_others(cloud: Cloud) -> None:
    before = cloud.one(cloud.launch())
    cloud.stop(before.id)
    stopped = cloud.one(before.id)
    assert (stopped.state, stopped.public_name, stopped.public_v4) == ("stopped", "", "")
    assert stopped.private_v4 == before.private_v4
    cloud.start(before.id)
    after = cloud.one(before.id)
    assert after.public_name not in ("", before.public_name)


def test_a_terminated_instance_is_still_listed_and_holds_nothing(cloud: Cloud) -> None:
    before = cloud.one(cloud.launch())
    cloud.terminate(before.id)
    assert cloud.one(before.id).state == "terminated"
    held = cloud.here()
    assert before.id not in [one.id for one in held.instances]
    assert not held.names & {before.public_name, before.private_name}
    assert not held.addresses & {before.public_v4, before.private_v4}


def test_an_instance_without_a_public_address_has_no_public_name(cloud: Cloud) -> None:
    found = cloud.one(cloud.launch(public=False))
    assert (found.public_name, found.public_v4) == ("", "")
    assert found.private_v4


def test_ipv6_addresses_are_given_in_one_spelling(cloud: Cloud) -> None:
    assert cloud.one(cloud.launch(public=False, v6="2001:db8::5")).v6 == ("2001:db8::5",)


def test_what_is_ours_is_told_region_by_region(cloud: Cloud) -> None:
    running = cloud.one(cloud.launch("db-1"))
    stopped = cloud.one(cloud.launch())
    cloud.stop(stopped.id)
    elsewhere = cloud.one(cloud.launch(region=THERE))
    here, there = cloud.instances.held()
    assert {one.id for one in here.instances} == {running.id, stopped.id}
    assert {running.public_name, running.private_name, stopped.private_name} <= here.names
    assert {running.public_v4, running.private_v4, stopped.private_v4} <= here.addresses
    assert not {stopped.public_v4} & here.addresses
    assert ([one.id for one in there.instances], elsewhere.public_v4 in there.addresses) == ([elsewhere.id], True)
    assert elsewhere.public_name not in here.names


def test_an_elastic_ip_is_ours_until_it_is_released(cloud: Cloud) -> None:
    address = cloud.allocate()
    assert address in cloud.here().addresses
    cloud.release(address)
    assert address not in cloud.here().addresses


def test_the_region_of_the_aws_chain_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", THERE)
    assert Ec2((), HandClock()).regions() == (THERE,)


def test_without_any_region_the_setting_is_named() -> None:
    with pytest.raises(Misconfigured) as caught:
        Ec2((), HandClock()).called([NOBODY], [])
    assert caught.value.variable == "DNS_EC2_REGIONS"


def test_several_accounts_are_one() -> None:
    one, other = EmbeddedEc2((HERE, THERE)), EmbeddedEc2((HERE,))
    db, web = one.launch("db-1"), other.launch("web-1", v6=["2001:db8::9"])
    twins = [one.launch("twin"), other.launch("twin")]
    both = Together([one, other])
    assert both.regions() == (HERE, THERE)
    assert both.called([web.id, db.id], []) == (db, web)
    assert both.called([], ["twin"]) == tuple(twins)
    here, there = both.held()
    assert (here.region, there.region) == (HERE, THERE)
    assert {instance.id for instance in here.instances} == {db.id, web.id, *(twin.id for twin in twins)}
    assert {db.private_v4, "2001:db8::9"} <= here.addresses
    assert {db.public_name, web.public_name} <= here.names
