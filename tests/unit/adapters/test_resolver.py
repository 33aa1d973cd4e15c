"""The parent zone's delegation, asked of a real DNS server on loopback."""

from collections.abc import Iterator

import pytest

from commands.adapters.resolver import DnsResolver, Unasked
from commands.model.zones import Delegation, delegation
from tests.worlds.dns import DnsWorld

OURS = ("ns-1.awsdns-1.org.", "ns-2.awsdns-2.com.")
NS = ("example.test.", "NS")


@pytest.fixture
def world() -> Iterator[DnsWorld]:
    with DnsWorld() as running:
        running.told[("test.", "SOA")] = ["a.nic.test. hostmaster.nic.test. 1 2 3 4 5"]
        running.told[("test.", "NS")] = ["a.nic.test.", "b.nic.test."]
        running.told[("a.nic.test.", "A")] = ["127.0.0.1"]
        running.told[("b.nic.test.", "A")] = ["127.0.0.1"]
        yield running


@pytest.fixture
def resolver(world: DnsWorld) -> DnsResolver:
    return DnsResolver(["127.0.0.1"], world.port)


def test_what_the_parents_servers_hand_out_is_the_delegation(world: DnsWorld, resolver: DnsResolver) -> None:
    world.delegations["example.test."] = list(OURS)
    assert resolver.delegation("example.test.") == OURS


def test_a_name_that_the_parent_does_not_know_is_not_delegated(resolver: DnsResolver) -> None:
    assert resolver.delegation("example.test.") == ()


def test_a_parent_whose_servers_refuse_could_not_be_asked(world: DnsWorld, resolver: DnsResolver) -> None:
    world.refusing.add(NS)
    assert resolver.delegation("example.test.") is None


def test_a_parent_whose_servers_are_silent_could_not_be_asked_and_nobody_waits_for_long(
    world: DnsWorld, resolver: DnsResolver
) -> None:
    world.silent.add(NS)
    assert resolver.delegation("example.test.") is None


def test_where_nothing_answers_it_could_not_be_asked() -> None:
    with DnsWorld() as gone:
        port = gone.port
    assert DnsResolver(["127.0.0.1"], port).delegation("example.test.") is None


def test_the_demo_asks_nobody() -> None:
    assert Unasked().delegation("example.com.") is None


@pytest.mark.parametrize(
    ("parents", "found"),
    [
        (None, Delegation.UNKNOWN),
        ((), Delegation.NONE),
        (("NS-2.awsdns-2.com", "ns-1.awsdns-1.org."), Delegation.RIGHT),
        (OURS[:1], Delegation.PARTLY),
        ((*OURS, "ns.old.test."), Delegation.PARTLY),
        (("ns.old.test.",), Delegation.ELSEWHERE),
    ],
)
def test_a_delegation_is_right_only_where_both_sets_are_the_same(
    parents: tuple[str, ...] | None, found: Delegation
) -> None:
    assert delegation([server.rstrip(".") for server in OURS], parents) is found
