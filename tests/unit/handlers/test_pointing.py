"""EC2 instances as values: resolved before anything is proposed, or told at their words."""

from dataclasses import replace
from typing import Any

import pytest

from commands.errors import NotUnderstood, Refused
from commands.language.parse import parse
from commands.model.instances import Pointer
from commands.model.records import Type
from commands.results import Differs, Started, Unchanged
from tests.unit.handlers.office import Office

DB1 = "db1.example.com."
NOBODY = "i-00000000000000000"


def refused(office: Office, text: str) -> tuple[str, str]:
    """The words pointed at and what was said of them, where just one thing was wrong and nothing was written."""
    with pytest.raises(NotUnderstood) as caught:
        office.ask(text)
    assert office.stored.recent() == ()
    (fault,) = caught.value.faults
    return caught.value.text[fault.start : fault.end], fault.message


def written(office: Office, text: str) -> tuple[str, ...]:
    """The values of the change that was written."""
    found = office.ask(text)
    assert isinstance(found, Started), found
    assert parse(found.change.command) == parse(text), "the person's own words are kept"
    return found.change.plan.after[0].values


def test_a_cname_points_at_the_public_name_as_ec2_reports_it(office: Office) -> None:
    db = office.ec2.launch("db-1")
    found = office.ask(f"add db1 CNAME {db.id} 60")
    assert isinstance(found, Started)
    change = office.now(found.change)
    assert change.command == f"add db1 CNAME {db.id} 60"
    assert change.plan.after[0].values == (db.public_name,)
    assert change.plan.pointers == (Pointer(db.public_name, db.id, "db-1", "us-east-1"),)
    assert str(change.plan.pointers[0]) == f"{db.public_name} is {db.id} (db-1) in us-east-1"


def test_private_is_the_name_or_address_inside(office: Office) -> None:
    db = office.ec2.launch("db-1", v6=["2001:db8::5"])
    assert written(office, f"add a A {db.id}") == (db.public_v4,)
    assert written(office, f"add b A {db.id} private") == (db.private_v4,)
    assert written(office, f"add c CNAME {db.id} private") == (db.private_name,)
    assert written(office, f"add d AAAA {db.id}") == written(office, f"add e AAAA {db.id} private") == db.v6


def test_a_name_tag_is_an_instance_in_whichever_region(office: Office) -> None:
    office.ec2.terminate(office.ec2.launch("my db").id)
    db = office.ec2.launch("my db", "eu-west-1")
    assert written(office, 'add db1 CNAME ec2:"my db"') == (db.public_name,)


def test_several_instances_and_addresses_make_one_record(office: Office) -> None:
    one, other = office.ec2.launch("web-1"), office.ec2.launch("web-2")
    found = written(office, f"add www A {one.id} private, ec2:web-2, 192.0.2.1 300")
    assert found == (one.private_v4, other.public_v4, "192.0.2.1")


def test_set_asks_with_the_resolved_value_and_knows_what_stands(office: Office) -> None:
    db = office.ec2.launch("db-1")
    office.put(DB1, Type.CNAME, "db.example.net")
    found = office.ask(f"set db1 CNAME {db.id}")
    assert isinstance(found, Started)
    assert found.change.expires_at
    assert found.change.plan.before[0].values == ("db.example.net",)
    assert found.change.plan.after[0].values == (db.public_name,)
    office.put(DB1, Type.CNAME, f"{db.public_name}.")
    assert isinstance(office.ask("set db1 CNAME ec2:db-1"), Unchanged)


def test_an_instance_guards_a_delete(office: Office) -> None:
    db, other = office.ec2.launch("db-1"), office.ec2.launch("db-2")
    office.put(DB1, Type.CNAME, db.public_name)
    assert isinstance(office.ask(f"delete db1 CNAME {other.id}"), Differs)
    assert isinstance(office.ask("delete db1 CNAME ec2:db-1"), Started)


@pytest.mark.parametrize(
    ("text", "word", "message"),
    [
        ("add db1 CNAME {stopped} 60", "{stopped}", "{stopped} (db-1) in us-east-1 is stopped, and only a running"),
        ("add db1 A {stopped} private", "{stopped} private", "{stopped} (db-1) in us-east-1 is stopped"),
        ("add db1 A {ended}", "{ended}", "{ended} (old) in us-east-1 is terminated"),
        ("add db1 CNAME ec2:old", "ec2:old", 'No instance has the Name tag "old" in us-east-1, eu-west-1. DNS_EC2_REG'),
        ("add db1 CNAME {unnamed}", "{unnamed}", "no public DNS name: DNS hostnames (enableDnsHostnames) may be off"),
        ("add db1 CNAME {hidden}", "{hidden}", "no public DNS name: it has no public address, or DNS hostnames"),
        ("add db1 A {hidden}", "{hidden}", "has no public IPv4 address; {hidden} private is its private one, 10."),
        ("add db1 AAAA {hidden}", "{hidden}", "has no IPv6 address"),
        (f"add db1 CNAME {NOBODY}", NOBODY, f"There is no instance {NOBODY} in us-east-1, eu-west-1."),
        ("add db1 CNAME ec2:Db-1", "ec2:Db-1", 'No instance has the Name tag "Db-1"'),
        (
            "set db1 CNAME ec2:web",
            "ec2:web",
            '2 instances have the Name tag "web": {web} (running, us-east-1), {web2} (',
        ),
        ("add db1 A {web} {same}", "{same}", "is there twice: {web} and {same}"),
        ("add db1 A {web} {address}", "{web}", "{address} is there twice: {web} and {address}"),
    ],
)
def test_what_cannot_be_pointed_at_is_told_at_its_words_and_nothing_is_proposed(
    office: Office, text: str, word: str, message: str
) -> None:
    ec2 = office.ec2
    web = ec2.launch("web")
    known = {
        "stopped": ec2.stop(ec2.launch("db-1").id).id,
        "ended": ec2.terminate(ec2.launch("old").id).id,
        "unnamed": ec2.launch(hostnames=False).id,
        "hidden": ec2.launch(public=False).id,
        "web": web.id,
        "address": web.public_v4,
    }
    if "ec2:web" in text:
        known["web2"] = ec2.launch("web", "eu-west-1").id
    known["same"] = "ec2:web"
    found, said = refused(office, text.format(**known))
    assert found == word.format(**known)
    assert message.format(**known) in said


def test_an_instance_that_is_still_starting_asks_for_patience(office: Office) -> None:
    starting = replace(office.ec2.launch("db-1"), state="pending", public_name="")
    office.world = replace(office.world, instances=Answering(starting))
    assert "is still starting: ask again in a minute" in refused(office, "add db1 CNAME ec2:db-1")[1]


def test_everything_wrong_is_told_at_once(office: Office) -> None:
    stopped = office.ec2.stop(office.ec2.launch().id)
    with pytest.raises(NotUnderstood) as caught:
        office.ask(f"add www A {NOBODY}, 192.0.2.1, {stopped.id}")
    assert [caught.value.text[fault.start : fault.end] for fault in caught.value.faults] == [NOBODY, stopped.id]


def test_a_command_without_an_instance_never_asks_ec2(office: Office) -> None:
    office.world = replace(office.world, instances=Failing())
    assert isinstance(office.ask("add db1 CNAME db.example.net"), Started)
    assert isinstance(office.ask("add ec2 TXT i-0123456789abcdef0"), Started)
    with pytest.raises(Refused, match="does not allow"):
        office.ask(f"add db2 CNAME {NOBODY}")
    assert len(office.stored.recent()) == 2


class Answering:
    """An EC2 of one instance."""

    def __init__(self, instance: Any) -> None:
        self._instance = instance

    def regions(self) -> tuple[str, ...]:
        return (self._instance.region,)

    def called(self, *_: Any) -> tuple[Any, ...]:
        return (self._instance,)

    def held(self) -> tuple[Any, ...]:
        return ()


class Failing(Answering):
    """An EC2 that the bot may not ask."""

    def __init__(self) -> None:
        super().__init__(None)

    def called(self, *_: Any) -> tuple[Any, ...]:
        raise Refused("UnauthorizedOperation", "", "AWS does not allow the bot ec2:DescribeInstances.")
