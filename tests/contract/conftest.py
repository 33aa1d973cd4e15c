"""The twins: one Route 53 in memory, one over the wire, two that others wrote (moto's, the acceptance tools').

Every case names the twins that it runs on: moto only where it was found to be right. The acceptance tools' is
skipped where they are not at hand.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from moto import mock_aws

from commands.adapters import shapes
from commands.adapters.embedded import Embedded
from commands.adapters.route53 import Boto, client
from commands.model import names
from commands.model.records import RecordSet
from commands.model.zones import Vpc
from commands.ports import Route53
from tests.worlds import acceptance
from tests.worlds.acceptance import AcceptanceWorld
from tests.worlds.aws import AwsWorld


@dataclass
class HandClock:
    """Time that only moves when somebody sleeps or says so."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


@dataclass
class Twin:
    """A Route 53 behind the port, and another hand that reaches into it."""

    route53: Route53
    clock: HandClock
    put: Callable[[str, RecordSet], None]
    private_zone: Callable[[str], str]
    name: str = ""
    memory: Embedded | None = None

    def protect(self, zone_id: str, record: RecordSet, comment: str) -> None:
        """Let nobody change a record set's name and type: by hand, for no API that the bot uses does it."""
        assert self.memory
        self.memory.protect(zone_id, record.name, record.type, comment)

    def link(self, zone_id: str, service: str) -> None:
        """Let another AWS service keep a zone."""
        assert self.memory
        self.memory.link(zone_id, service)

    def zone(self, name: str) -> str:
        """A new zone's id."""
        return self.route53.create_zone(names.canonical(name), f"reference of {name}", "")[0].zone.id


@dataclass
class Theirs:
    """The acceptance tools' Route 53 and one client for all tests."""

    world: AcceptanceWorld
    client: Any


class TheirClock(HandClock):
    """Time passes in their process, too."""

    def __init__(self, world: AcceptanceWorld) -> None:
        super().__init__()
        self._world = world

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self._world.later(seconds)


@dataclass
class Served:
    """One world and one client for all tests: building a client takes longer than most of them."""

    aws: AwsWorld
    client: Any


def _embedded(clock: HandClock, _: pytest.FixtureRequest) -> Iterator[Twin]:
    route53 = Embedded(clock.now, in_sync_after=5.0)
    yield Twin(route53, clock, route53.put, lambda name: route53.add_zone(name, True, VPCS).id, memory=route53)


def _wire(clock: HandClock, request: pytest.FixtureRequest) -> Iterator[Twin]:
    served: Served = request.getfixturevalue("served")
    served.aws.afresh(clock=clock.now, in_sync_after=5.0)
    route53 = Boto(served.client, lambda _: None, clock)
    aws = served.aws
    yield Twin(
        route53, clock, aws.route53.put, lambda name: aws.zone(name, private=True, vpcs=VPCS), memory=aws.route53
    )


def _by_wire(wire: Any, clock: HandClock) -> Twin:
    """A twin whose other hand goes over the wire too."""

    def put(zone_id: str, record: RecordSet) -> None:
        change = {"Action": "UPSERT", "ResourceRecordSet": shapes.item(record)}
        wire.change_resource_record_sets(HostedZoneId=zone_id, ChangeBatch={"Changes": [change]})

    def private_zone(name: str) -> str:
        made = wire.create_hosted_zone(
            Name=name,
            CallerReference=f"private {name}",
            HostedZoneConfig={"PrivateZone": True},
            VPC=shapes.vpc(VPCS[0]),
        )
        return shapes.bare(made["HostedZone"]["Id"])

    return Twin(Boto(wire, lambda _: None, clock), clock, put, private_zone)


def _moto(clock: HandClock, _: pytest.FixtureRequest) -> Iterator[Twin]:
    with mock_aws():
        wire = client()
        yield _by_wire(wire, clock)
        wire.close()


def _acceptance(_: HandClock, request: pytest.FixtureRequest) -> Iterator[Twin]:
    if reason := acceptance.missing():
        pytest.skip(reason)
    theirs: Theirs = request.getfixturevalue("theirs")
    theirs.world.afresh()
    yield _by_wire(theirs.client, TheirClock(theirs.world))


VPCS = [Vpc("vpc-1", "eu-west-1")]
TWINS = {"embedded": _embedded, "wire": _wire, "moto": _moto, "acceptance": _acceptance}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "twins(*names): the implementations of ports.Route53 a case runs on")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "twin" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("twins")
        assert marker, f"{metafunc.definition.name} does not say which twins it runs on"
        metafunc.parametrize("twin", marker.args, indirect=True)


def _sealed(environment: pytest.MonkeyPatch, folder: Path) -> None:
    for variable in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION"):
        environment.delenv(variable, raising=False)
    environment.setenv("AWS_CONFIG_FILE", str(folder / "config"))
    environment.setenv("AWS_SHARED_CREDENTIALS_FILE", str(folder / "credentials"))
    environment.setenv("AWS_EC2_METADATA_DISABLED", "true")
    environment.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    environment.setenv("AWS_SECRET_ACCESS_KEY", "none")


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Dummy ones, and nothing of the developer's own."""
    _sealed(monkeypatch, tmp_path)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with AwsWorld() as aws:
        found = _client_of(aws.url, tmp_path_factory.mktemp("aws"))
        yield Served(aws, found)
        found.close()


@pytest.fixture(scope="session")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theirs]:
    with AcceptanceWorld() as world:
        found = _client_of(world.url, tmp_path_factory.mktemp("theirs"))
        yield Theirs(world, found)
        found.close()


def _client_of(url: str, folder: Path) -> Any:
    """A client that is built already, for that endpoint."""
    with pytest.MonkeyPatch.context() as environment:
        _sealed(environment, folder)
        environment.setenv("AWS_ENDPOINT_URL", url)
        found = client()
        assert found.meta
        return found


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def twin(request: pytest.FixtureRequest, clock: HandClock) -> Iterator[Twin]:
    for made in TWINS[request.param](clock, request):
        made.name = request.param
        yield made


@dataclass
class Takes:
    """A budget that always has room and notes how long it was allowed to wait."""

    patience: list[float] = field(default_factory=list)
    throttled: int = 0

    def take(self, seconds: float) -> None:
        self.patience.append(seconds)

    def hold_back(self) -> None:
        self.throttled += 1


@dataclass
class Wire:
    aws: AwsWorld
    route53: Boto
    clock: HandClock
    takes: Takes
    zone_id: str


@pytest.fixture
def wire(clock: HandClock, served: Served) -> Wire:
    served.aws.afresh()
    takes = Takes()
    route53 = Boto(served.client, takes.take, clock, throttled=takes.hold_back)
    return Wire(served.aws, route53, clock, takes, served.aws.zone("example.com"))
