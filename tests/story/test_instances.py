"""EC2 instances as values, from the typed command to Route 53, with the bot in a process of its own."""

from collections.abc import Iterator

import pytest

from tests.story.office import PATIENCE, House, Office, houses
from tests.worlds.ec2 import Ec2World, instance, page, reservations

pytestmark = houses(House(settings={"DNS_EC2_REGIONS": "us-west-2"}))

ID = "i-0123456789abcdef0"
NAME = "ec2-203-0-113-5.us-west-2.compute.amazonaws.com"
OTHER = "ec2-203-0-113-9.us-west-2.compute.amazonaws.com"


@pytest.fixture
def ec2(office: Office) -> Iterator[Ec2World]:
    """An EC2 that the bot is started anew beside."""
    with Ec2World() as world:
        office.settings["AWS_ENDPOINT_URL_EC2"] = world.url
        office.kill()
        office.slack.bot_url = office.start().ready(PATIENCE).url
        yield world


def test_an_instance_becomes_its_name_and_a_record_that_lost_its_own_is_found(office: Office, ec2: Ec2World) -> None:
    office.put("plain", "192.0.2.1")
    office.type("get plain")
    office.private("192.0.2.1")
    assert ec2.asked == [], "EC2 costs nothing before it is needed"

    ec2.tell("DescribeInstances", reservations(instance(ID, dnsName=NAME, ipAddress="203.0.113.5")))
    office.type(f"add db1 CNAME {ID} 60")
    card = office.card("db1", NAME, ID, "us-west-2")
    office.accepted_once("db1")
    record = office.stands("db1", "CNAME")
    assert record is not None
    assert (record.ttl, record.values) == (60, (NAME,))
    assert f"{NAME} is {ID} in us-west-2" in office.wait_applied("db1").comment
    office.shows(card, "INSYNC")

    ec2.tell("DescribeInstances", reservations(instance(ID, "stopped")))
    office.type(f"add db2 CNAME {ID}")
    office.private("is stopped", ID)
    assert office.stands("db2", "CNAME") is None

    ec2.tell("DescribeInstances", reservations(instance(ID, dnsName=OTHER, ipAddress="203.0.113.9")))
    ec2.tell("DescribeAddresses", page("DescribeAddresses", "<addressesSet/>"))
    office.type("ec2 check example.com")
    office.private(
        "1 record points at EC2 names", f"db1.example.com CNAME {NAME}", f"/dns set db1.example.com CNAME {ID}"
    )
