"""ec2 check: which records point at what is ours no more, and the command that mends each."""

from dataclasses import replace

import pytest

from commands.errors import Busy, NoSuchZone, NotUnderstood, Refused
from commands.handlers.surveying import survey
from commands.language.parse import parse
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Zone
from commands.policy import Actor
from commands.results import InstancesChecked, Started
from tests.unit.handlers.office import Office
from tests.unit.handlers.test_pointing import Failing

NOT_OURS = "ec2-192-0-2-9.compute-1.amazonaws.com"


def checked(office: Office, target: str = "") -> InstancesChecked:
    found = office.ask(f"ec2 check {target}", Actor("U0EVE"))
    assert isinstance(found, InstancesChecked)
    for one in found.dangling:
        assert str(parse(one.fix)) == one.fix
    return found


def found(office: Office, target: str = "") -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.record.name, one.gone, one.fix) for one in checked(office, target).dangling]


def test_names_and_addresses_of_ours_are_fine(office: Office) -> None:
    db, stopped = office.ec2.launch("db-1", v6=["2001:db8::5"]), office.ec2.launch()
    office.ec2.stop(stopped.id)
    office.put("a.example.com.", Type.CNAME, f"{db.public_name.upper()}.")
    office.put("b.example.com.", Type.CNAME, db.private_name)
    office.put("c.example.com.", Type.CNAME, stopped.private_name)
    office.put("d.example.com.", Type.CNAME, f"{stopped.id}.ec2.internal")
    office.put("e.example.com.", Type.A, db.public_v4, office.ec2.allocate())
    office.put("f.example.com.", Type.AAAA, "2001:DB8::5")
    answer = checked(office)
    assert answer.dangling == ()
    assert answer.judged == 7
    assert answer.regions == ("us-east-1", "eu-west-1")
    assert (answer.zones, answer.records) == ((replace(office.zone, records=8),), 8)


@pytest.mark.parametrize(
    "name", [NOT_OURS, "ip-10-9-9-9.ec2.internal", "i-00000000000000009.eu-west-1.compute.internal"]
)
def test_a_name_that_is_ours_no_more_is_found_with_the_line_that_deletes_it(office: Office, name: str) -> None:
    office.put("db1.example.com.", Type.CNAME, name)
    assert found(office) == [("db1.example.com.", (name,), "delete db1.example.com CNAME")]


def test_what_was_said_of_a_stopped_instance_is_mended_by_its_new_name(office: Office) -> None:
    db = office.ec2.launch("db-1")
    office.carried("add db1 CNAME ec2:db-1")
    assert found(office) == []
    office.ec2.stop(db.id)
    gone = ("db1.example.com.", (db.public_name,))
    assert found(office) == [(*gone, "delete db1.example.com CNAME")]
    office.ec2.start(db.id)
    assert found(office) == [(*gone, f"set db1.example.com CNAME {db.id}")]
    mended = office.ask(f"set db1.example.com CNAME {db.id}")
    assert isinstance(mended, Started)
    office.ec2.terminate(db.id)
    assert found(office) == [(*gone, "delete db1.example.com CNAME")]


def test_an_address_that_the_bot_took_from_an_instance_is_known(office: Office) -> None:
    one, other = office.ec2.launch("web-1"), office.ec2.launch("web-2")
    office.carried(f"add www A {one.id}, {other.id} private, 192.0.2.1 60")
    office.ec2.terminate(one.id)
    office.ec2.terminate(other.id)
    gone = (one.public_v4, other.private_v4)
    assert found(office) == [("www.example.com.", gone, "set www.example.com A 192.0.2.1")]
    # The same address under another name, written by somebody else.
    office.put("old.example.com.", Type.A, one.public_v4)
    assert ("old.example.com.", (one.public_v4,), "delete old.example.com A") in found(office)


def test_an_instance_with_another_address_takes_the_place_of_the_old_one(office: Office) -> None:
    web = office.ec2.launch("web-1")
    office.carried("add www A ec2:web-1, 192.0.2.1")
    office.ec2.stop(web.id)
    office.ec2.start(web.id)
    ((_, _, fix),) = found(office)
    assert fix == f"set www.example.com A {web.id}, 192.0.2.1"


def test_an_address_that_an_ec2_name_spells_is_known_wherever_it_stands(office: Office) -> None:
    office.put("a.example.com.", Type.A, "192.0.2.9", "192.0.2.10")
    assert found(office) == []
    office.put("b.example.com.", Type.CNAME, NOT_OURS)
    assert found(office)[0] == ("a.example.com.", ("192.0.2.9",), "set a.example.com A 192.0.2.10")


def test_an_address_that_was_never_ec2s_is_not_reported(office: Office) -> None:
    office.put("a.example.com.", Type.A, "192.0.2.9")
    office.put("b.example.com.", Type.AAAA, "2001:db8::9")
    office.put("c.example.com.", Type.TXT, f'"{NOT_OURS}"')
    office.put("d.example.com.", Type.CNAME, "www.example.net")
    answer = checked(office)
    assert (answer.dangling, answer.judged, answer.records) == ((), 0, 6)


def test_an_address_out_of_ec2s_pools_that_nobody_here_has_stands_apart(office: Office) -> None:
    office.put("a.example.com.", Type.A, "54.214.3.4", "192.0.2.1")
    answer = checked(office)
    assert (answer.dangling, answer.judged) == ((), 1)
    (stray,) = answer.strays
    assert (stray.gone, stray.fix) == (("54.214.3.4",), "set a.example.com A 192.0.2.1")


def test_other_types_keep_what_is_still_fine(office: Office) -> None:
    office.put("example.com.", Type.MX, f"10 {NOT_OURS}.", "20 mail.example.net.")
    assert found(office) == [("example.com.", (NOT_OURS,), "set example.com MX 20 mail.example.net.")]


def test_a_region_that_was_not_looked_at_is_said_and_nothing_there_is_judged(office: Office) -> None:
    office.put("a.example.com.", Type.CNAME, "ec2-192-0-2-9.us-west-2.compute.amazonaws.com")
    office.put("b.example.com.", Type.CNAME, "ip-10-0-0-9.us-west-2.compute.internal")
    answer = checked(office)
    assert (answer.dangling, answer.judged, answer.elsewhere) == ((), 0, (("us-west-2", 2),))


def test_aliases_point_at_nothing_of_ec2s(office: Office) -> None:
    office.embedded.put(
        office.zone.id, RecordSet("a.example.com.", Type.A, None, (), Alias("Z1", f"{NOT_OURS}.", False))
    )
    assert found(office) == []


def test_all_zones_are_read_public_and_private_or_those_of_one_name(office: Office) -> None:
    private = office.embedded.add_zone("example.com.", True, [("us-east-1", "vpc-1")])
    other = office.embedded.add_zone("example.org.")
    for zone in (office.zone, private, other):
        office.put(f"db1.{zone.name}", Type.CNAME, NOT_OURS, zone=zone)
    assert [one.zone.id for one in checked(office).dangling][-1] == other.id
    assert {one.zone.id for one in checked(office).dangling} == {office.zone.id, private.id, other.id}
    assert {one.zone.id for one in checked(office, "example.com").dangling} == {office.zone.id, private.id}
    (only,) = checked(office, private.id).dangling
    assert only.fix == f"delete db1.example.com CNAME zone={private.id}"
    (plain,) = checked(office, "example.org").dangling
    assert plain.fix == "delete db1.example.org CNAME"


def test_an_empty_zone_costs_no_request(office: Office) -> None:
    assert checked(office).zones == (replace(office.zone, records=2),)
    assert office.route53.count("records") == 0


def test_a_check_of_everything_stops_in_time_and_says_what_it_left_out(office: Office) -> None:
    other = office.embedded.add_zone("example.org.")
    for zone in (office.zone, other):
        office.put(f"db1.{zone.name}", Type.CNAME, NOT_OURS, zone=zone)
    read = survey(office.world.zones.all(fresh=True), office.world, most=1)
    assert [one.zone.id for one in read.sightings] == [office.zone.id]
    assert [zone.id for zone in read.unread] == [other.id]
    assert read.why_unread == "One check asks Route 53 at most 1 times."
    assert survey(office.world.zones.all(), office.world).unread == ()


def test_the_first_zone_is_read_to_its_end_whatever_its_size(office: Office) -> None:
    big = replace(office.zone, records=10_000)
    assert survey([big], office.world, most=1).unread == ()


def test_what_was_read_before_route_53_got_busy_is_told(office: Office) -> None:
    other = office.embedded.add_zone("example.org.")
    for zone in (office.zone, other):
        office.put(f"db1.{zone.name}", Type.CNAME, NOT_OURS, zone=zone)
    busy = Busy("Route 53 is busy.")
    office.world = replace(office.world, route53=Second(office, busy))
    answer = checked(office)
    assert [one.zone.id for one in answer.dangling] == [office.zone.id]
    assert ([zone.id for zone in answer.unread], answer.why_unread) == ([other.id], "Route 53 is busy.")
    office.world = replace(office.world, route53=Second(office, NoSuchZone("gone")))
    assert [one.zone.id for one in checked(office).dangling] == [office.zone.id]
    office.route53.fail("records", busy)
    office.world = replace(office.world, route53=office.route53)
    with pytest.raises(Busy):
        checked(office)


def test_ec2_is_asked_before_route_53_and_what_it_refuses_is_told(office: Office) -> None:
    office.put("db1.example.com.", Type.CNAME, NOT_OURS)
    office.world = replace(office.world, instances=Forbidden())
    with pytest.raises(Refused, match="does not allow"):
        checked(office)
    assert office.route53.count("records") == 0


def test_a_zone_that_is_not_ours_is_told_at_its_word(office: Office) -> None:
    with pytest.raises(NotUnderstood, match="No zone of ours is called"):
        checked(office, "example.net")


class Second:
    """A Route 53 that fails at the second zone it is to read."""

    def __init__(self, office: Office, error: Exception) -> None:
        self._office = office
        self._error = error

    def records(self, zone_id: str) -> object:
        if zone_id != self._office.zone.id:
            raise self._error
        return self._office.route53.records(zone_id)

    def zones(self) -> tuple[Zone, ...]:
        return self._office.embedded.zones()


class Forbidden(Failing):
    """An EC2 that may not be looked at."""

    def held(self) -> tuple[object, ...]:
        return self.called()
