"""Hosted zones: made, listed, described and deleted."""

import pytest

from commands.errors import Refused
from commands.model.records import Type
from commands.model.zones import Vpc
from tests.contract.conftest import Twin
from tests.contract.sets import create, simple

EVERYWHERE = pytest.mark.twins("embedded", "wire", "moto")
STRICT = pytest.mark.twins("embedded", "wire")


@EVERYWHERE
def test_a_zone_is_made_with_four_name_servers_and_described_the_same(twin: Twin) -> None:
    made, _ = twin.route53.create_zone("new.example.com.", "a-change-id", "for the shop")
    assert (made.zone.name, made.zone.private, made.zone.comment) == ("new.example.com.", False, "for the shop")
    assert made.zone.reference == "a-change-id"
    assert len(made.name_servers) == 4
    assert "/" not in made.zone.id
    assert twin.route53.zone(made.zone.id) == made
    assert twin.route53.zones() == (made.zone,)


@STRICT
def test_the_apex_ns_are_the_name_servers_and_making_a_zone_takes_time(twin: Twin) -> None:
    made, change_id = twin.route53.create_zone("new.example.com.", "a-change-id", "")
    (apex,) = [record for record in twin.route53.records(made.zone.id) if record.type is Type.NS]
    assert apex.values == tuple(f"{server}." for server in made.name_servers)
    assert not twin.route53.in_sync(change_id)


@STRICT
def test_no_two_zones_share_their_name_servers(twin: Twin) -> None:
    first, _ = twin.route53.create_zone("one.example.com.", "1", "")
    second, _ = twin.route53.create_zone("two.example.com.", "2", "")
    assert not set(first.name_servers) & set(second.name_servers)


@EVERYWHERE
def test_more_zones_than_a_page_are_all_listed(twin: Twin) -> None:
    for n in range(101):
        twin.zone(f"z{n}.example.com")
    assert {zone.name for zone in twin.route53.zones()} == {f"z{n}.example.com." for n in range(101)}


@EVERYWHERE
def test_a_private_zone_is_listed_as_one_with_its_vpcs(twin: Twin) -> None:
    zone_id = twin.private_zone("corp.example.com")
    found = twin.route53.zone(zone_id)
    assert found.zone.private
    assert found.vpcs == (Vpc("vpc-1", "eu-west-1"),)
    assert [zone.private for zone in twin.route53.zones()] == [True]


@STRICT
def test_a_private_zone_has_no_name_servers_to_tell_a_registrar(twin: Twin) -> None:
    assert twin.route53.zone(twin.private_zone("corp.example.com")).name_servers == ()


@EVERYWHERE
def test_a_zone_counts_its_record_sets(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    twin.put(zone_id, simple("db1.example.com.", "A", "192.0.2.1"))
    assert [zone.records for zone in twin.route53.zones()] == [3]
    assert twin.route53.zone(zone_id).zone.records == 3


@EVERYWHERE
def test_a_zone_that_holds_records_is_not_deleted(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    twin.put(zone_id, simple("db1.example.com.", "A", "192.0.2.1"))
    with pytest.raises(Refused) as refused:
        twin.route53.delete_zone(zone_id)
    assert refused.value.code == "HostedZoneNotEmpty"
    assert [zone.id for zone in twin.route53.zones()] == [zone_id]


@STRICT
def test_a_delegation_keeps_a_zone_too(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    twin.route53.submit(zone_id, create(simple("sub.example.com.", "NS", "ns1.example.net.")), "")
    with pytest.raises(Refused) as refused:
        twin.route53.delete_zone(zone_id)
    assert refused.value.code == "HostedZoneNotEmpty"


@EVERYWHERE
def test_an_empty_zone_is_deleted(twin: Twin) -> None:
    assert twin.route53.delete_zone(twin.zone("example.com"))
    assert twin.route53.zones() == ()


@STRICT
def test_a_reference_makes_one_zone_only_and_the_zone_can_be_found_by_it(twin: Twin) -> None:
    made, _ = twin.route53.create_zone("new.example.com.", "a-change-id", "")
    with pytest.raises(Refused) as refused:
        twin.route53.create_zone("new.example.com.", "a-change-id", "")
    assert refused.value.code == "HostedZoneAlreadyExists"
    assert [zone.id for zone in twin.route53.zones() if zone.reference == "a-change-id"] == [made.zone.id]


@EVERYWHERE
def test_two_zones_of_one_name_are_two_zones(twin: Twin) -> None:
    public, private = twin.zone("example.com"), twin.private_zone("example.com")
    assert {zone.id: zone.private for zone in twin.route53.zones()} == {public: False, private: True}


@STRICT
@pytest.mark.parametrize("name", ["com.", "*.example.com."])
def test_what_cannot_be_a_zone_is_refused(twin: Twin, name: str) -> None:
    with pytest.raises(Refused) as refused:
        twin.route53.create_zone(name, "reference", "")
    assert refused.value.code == "InvalidDomainName"


@STRICT
def test_a_comment_too_long_for_a_zone_is_refused(twin: Twin) -> None:
    with pytest.raises(Refused, match="256") as refused:
        twin.route53.create_zone("new.example.com.", "reference", "x" * 257)
    assert refused.value.code == "InvalidInput"


@STRICT
def test_a_private_zone_is_made_in_a_vpc_and_let_into_another(twin: Twin) -> None:
    one, other = Vpc("vpc-1", "eu-west-1"), Vpc("vpc-2", "us-east-1")
    made, _ = twin.route53.create_zone("corp.example.com.", "a-change-id", "inside", one)
    assert (made.zone.private, made.zone.comment, made.vpcs, made.name_servers) == (True, "inside", (one,), ())
    assert twin.route53.associate(made.zone.id, other)
    assert twin.route53.zone(made.zone.id).vpcs == (one, other)


@STRICT
def test_a_vpc_has_one_private_zone_of_a_name(twin: Twin) -> None:
    vpc = Vpc("vpc-1", "eu-west-1")
    twin.route53.create_zone("corp.example.com.", "one", "", vpc)
    second, _ = twin.route53.create_zone("corp.example.com.", "two", "", Vpc("vpc-2", "eu-west-1"))
    for tried in (
        lambda: twin.route53.create_zone("corp.example.com.", "three", "", vpc),
        lambda: twin.route53.associate(second.zone.id, vpc),
    ):
        with pytest.raises(Refused) as refused:
            tried()
        assert refused.value.code == "ConflictingDomainExists"


@EVERYWHERE
def test_a_public_zone_takes_no_vpc(twin: Twin) -> None:
    with pytest.raises(Refused) as refused:
        twin.route53.associate(twin.zone("example.com"), Vpc("vpc-1", "eu-west-1"))
    assert refused.value.code == "PublicZoneVPCAssociation"
