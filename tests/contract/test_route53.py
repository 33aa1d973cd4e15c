"""Record sets: what was sent stands, what stands is read as it is, and a batch happens whole or not at all."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from commands.adapters.embedded import HEALTH_CHECK
from commands.errors import Busy, NoSuchZone, Refused, Unreachable
from commands.model.records import Type
from tests.contract.conftest import Twin
from tests.contract.sets import alias, create, delete, routed, simple

EVERYWHERE = pytest.mark.twins("embedded", "wire", "moto", "acceptance")
STRICT = pytest.mark.twins("embedded", "wire", "acceptance")

# The one that the acceptance tools' Route 53 knows; real ones refuse any other, too.

DB1 = simple("db1.example.com.", "A", "192.0.2.1", "192.0.2.2")

# What people keep in zones, each with something in it that a careless path through the wire would lose.
KEPT = [
    DB1,
    simple("*.example.com.", "CNAME", "app.example.net."),
    simple("_sip._tcp.example.com.", "SRV", "10 5 5060 Sip.Example.com"),
    simple("example.com.", "MX", "10 mail.example.com.", "20 mail2.example.com."),
    simple("example.com.", "CAA", '0 issue "letsencrypt.org"', '0 iodef "mailto:a@example.com"'),
    simple("txt.example.com.", "TXT", '"v=spf1 -all"', '"a" "b"', '"; \\"quoted\\" \\\\ back"'),
    simple("umlaut.example.com.", "TXT", '"\\195\\188ber"'),
    simple("xn--mnchen-3ya.example.com.", "AAAA", "2001:db8::1"),
    simple("0/25.2.0.192.example.com.", "PTR", "host.example.com."),
    routed("weighted.example.com.", "A", "192.0.2.1", SetIdentifier="one", Weight=10),
    routed("geo.example.com.", "A", "192.0.2.1", SetIdentifier="nowhere", GeoLocation={"CountryCode": "*"}),
    routed(
        "fail.example.com.", "A", "192.0.2.1", SetIdentifier="first", Failover="PRIMARY", HealthCheckId=HEALTH_CHECK
    ),
    routed("multi.example.com.", "A", "192.0.2.1", SetIdentifier="m", MultiValueAnswer=True),
    routed("near.example.com.", "A", "192.0.2.1", SetIdentifier="l", Region="eu-west-1"),
    alias("app.example.com.", "A", "Z35SXDOTRQ7X7K", "dualstack.app-1.us-east-1.elb.amazonaws.com."),
]

# moto drops these fields.
ROUTED_ANEW = [
    routed(
        "cidr.example.com.",
        "A",
        "192.0.2.1",
        SetIdentifier="c",
        CidrRoutingConfig={"CollectionId": "c9c00001-2222-3333-4444-555555555555", "LocationName": "*"},
    ),
    routed(
        "place.example.com.",
        "A",
        "192.0.2.1",
        SetIdentifier="p",
        GeoProximityLocation={"Coordinates": {"Latitude": "52.5", "Longitude": "13.4"}, "Bias": -5},
    ),
]


@EVERYWHERE
def test_a_new_zone_holds_its_own_ns_and_soa(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    assert [(r.name, r.type, r.ttl) for r in twin.route53.records(zone_id)] == [
        ("example.com.", Type.NS, 172800),
        ("example.com.", Type.SOA, 900),
    ]


@EVERYWHERE
@pytest.mark.parametrize("record", KEPT, ids=str)
def test_what_is_sent_is_read_back_the_same_and_can_be_deleted(twin: Twin, record) -> None:
    zone_id = twin.zone("example.com")
    twin.route53.submit(zone_id, create(record), "kept")
    assert record in twin.route53.standing(zone_id, record.name)
    assert record in list(twin.route53.records(zone_id))
    twin.route53.submit(zone_id, delete(record), "gone")
    assert record not in twin.route53.standing(zone_id, record.name)


@STRICT
@pytest.mark.parametrize("record", ROUTED_ANEW, ids=str)
def test_newer_routing_policies_are_kept_too(twin: Twin, record) -> None:
    zone_id = twin.zone("example.com")
    twin.route53.submit(zone_id, create(record), "kept")
    assert twin.route53.standing(zone_id, record.name) == (record,)
    twin.route53.submit(zone_id, delete(record), "gone")
    assert twin.route53.standing(zone_id, record.name) == ()


@EVERYWHERE
def test_a_name_that_is_not_there_has_nothing_standing_though_a_later_name_is(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    twin.put(zone_id, DB1)
    assert twin.route53.standing(zone_id, "db0.example.com.") == ()
    assert twin.route53.standing(zone_id, "zz.example.com.") == ()


@EVERYWHERE
def test_standing_takes_every_type_of_the_name_and_nothing_else(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    beside = simple("db1.example.com.", "TXT", '"x"')
    for record in (
        DB1,
        beside,
        simple("db10.example.com.", "A", "192.0.2.9"),
        simple("a.db1.example.com.", "A", "192.0.2.9"),
    ):
        twin.put(zone_id, record)
    assert twin.route53.standing(zone_id, "db1.example.com.") == (DB1, beside)


@EVERYWHERE
def test_a_name_is_found_in_whatever_case_it_is_asked_for(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    twin.put(zone_id, DB1)
    assert twin.route53.standing(zone_id, "DB1.Example.com") == (DB1,)


@EVERYWHERE
def test_a_big_zone_is_read_whole_over_its_pages(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    for batch in range(2):
        records = [simple(f"h{batch}-{n}.example.com.", "A", "192.0.2.1") for n in range(350)]
        twin.route53.submit(zone_id, create(*records), "many")
    assert len({record.name for record in twin.route53.records(zone_id)}) == 701


@STRICT
def test_a_routed_group_larger_than_a_page_is_read_whole(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    group = [routed("w.example.com.", "A", "192.0.2.1", SetIdentifier=f"s{n:02}", Weight=1) for n in range(45)]
    twin.route53.submit(zone_id, create(*group), "group")
    assert twin.route53.standing(zone_id, "w.example.com.") == tuple(group)


@pytest.mark.twins("moto")
def test_a_listing_that_does_not_go_on_is_given_up(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    group = [routed("w.example.com.", "A", "192.0.2.1", SetIdentifier=f"s{n:02}", Weight=1) for n in range(45)]
    twin.route53.submit(zone_id, create(*group), "group")
    with pytest.raises(Unreachable, match="goes on"):
        twin.route53.standing(zone_id, "w.example.com.")


@STRICT
def test_a_name_of_many_variants_and_types_is_read_whole_over_its_pages(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    group = [
        routed("w.example.com.", type_, value, SetIdentifier=f"s{n:02}", Weight=1)
        for type_, value in (("A", "192.0.2.1"), ("AAAA", "2001:db8::1"))
        for n in range(33)
    ]
    twin.route53.submit(zone_id, create(*group, simple("w.example.com.", "TXT", '"x"'), DB1), "group")
    standing = twin.route53.standing(zone_id, "w.example.com.")
    assert standing == (*group, simple("w.example.com.", "TXT", '"x"'))


@STRICT
def test_records_come_in_route_53s_order(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    for name in ("b", "a", "a-b", "z.a", "*"):
        twin.put(zone_id, simple(f"{name}.example.com.", "A", "192.0.2.1"))
    found = list(dict.fromkeys(record.name.split(".example")[0] for record in twin.route53.records(zone_id)))
    assert found == ["example.com.", "*", "a-b", "a", "z.a", "b"]


@EVERYWHERE
def test_an_a_becomes_a_cname_in_one_batch(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    twin.put(zone_id, DB1)
    cname = simple("db1.example.com.", "CNAME", "db2.example.com.")
    twin.route53.submit(zone_id, delete(DB1) + create(cname), "change of type")
    assert twin.route53.standing(zone_id, "db1.example.com.") == (cname,)


@EVERYWHERE
def test_creating_what_stands_is_refused(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    twin.route53.submit(zone_id, create(DB1), "once")
    with pytest.raises(Refused) as refused:
        twin.route53.submit(zone_id, create(DB1), "again")
    assert refused.value.code == "InvalidChangeBatch"
    assert str(refused.value) == "Tried to create db1.example.com. A, but it already exists."


@STRICT
def test_values_may_be_deleted_in_any_order(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    twin.put(zone_id, DB1)
    twin.route53.submit(zone_id, delete(simple("db1.example.com.", "A", "192.0.2.2", "192.0.2.1")), "turned round")
    assert twin.route53.standing(zone_id, "db1.example.com.") == ()


@STRICT
def test_a_batch_with_one_fault_changes_nothing(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    twin.put(zone_id, DB1)
    other = simple("db2.example.com.", "A", "192.0.2.7")
    with pytest.raises(Refused):
        twin.route53.submit(zone_id, delete(DB1) + create(other, simple("db3.example.com.", "A", "nonsense")), "half")
    assert twin.route53.standing(zone_id, "db1.example.com.") == (DB1,)
    assert twin.route53.standing(zone_id, "db2.example.com.") == ()


@STRICT
def test_of_many_that_create_the_same_at_once_one_succeeds(twin: Twin) -> None:
    zone_id = twin.zone("example.com")

    def attempt(n: int) -> bool:
        try:
            return bool(twin.route53.submit(zone_id, create(simple("n.example.com.", "A", f"192.0.2.{n}")), ""))
        except (Refused, Busy):
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(24))) == 1


@STRICT
def test_a_change_is_pending_until_the_name_servers_have_it(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    change_id = twin.route53.submit(zone_id, create(DB1), "new")
    assert not twin.route53.in_sync(change_id)
    twin.clock.sleep(5)
    assert twin.route53.in_sync(change_id)


@STRICT
def test_a_change_that_nobody_knows_is_refused(twin: Twin) -> None:
    with pytest.raises(Refused) as refused:
        twin.route53.in_sync("C0UNKNOWN")
    assert refused.value.code == "NoSuchChange"


@EVERYWHERE
def test_a_zone_that_nobody_knows_is_no_zone_to_readers_and_a_refusal_to_a_batch(twin: Twin) -> None:
    for read in (
        lambda: twin.route53.zone("Z0UNKNOWN"),
        lambda: twin.route53.standing("Z0UNKNOWN", "a.example.com."),
        lambda: list(twin.route53.records("Z0UNKNOWN")),
        lambda: twin.route53.delete_zone("Z0UNKNOWN"),
    ):
        with pytest.raises(NoSuchZone, match="Z0UNKNOWN"):
            read()
    with pytest.raises(Refused) as refused:
        twin.route53.submit("Z0UNKNOWN", create(DB1), "")
    assert refused.value.code == "NoSuchHostedZone"


@pytest.mark.twins("embedded", "wire")  # the acceptance tools' answers know neither wildcards nor CNAMEs
def test_the_zones_own_name_servers_answer_from_records_wildcards_and_cnames(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    for record in (
        DB1,
        simple("*.example.com.", "TXT", '"\\195\\188"'),
        simple("www.example.com.", "CNAME", "db1.example.com."),
    ):
        twin.put(zone_id, record)
    assert twin.route53.answers(zone_id, "db1.example.com.", "A") == ("192.0.2.1", "192.0.2.2")
    assert twin.route53.answers(zone_id, "any.example.com.", "TXT") == ('"\\195\\188"',)
    assert twin.route53.answers(zone_id, "www.example.com.", "A") == ("db1.example.com.",)
    assert twin.route53.answers(zone_id, "db1.example.com.", "TXT") == ()


@STRICT
def test_a_private_zone_has_no_answers_from_outside(twin: Twin) -> None:
    assert twin.route53.answers(twin.private_zone("corp.example.com"), "a.corp.example.com.", "A") is None
