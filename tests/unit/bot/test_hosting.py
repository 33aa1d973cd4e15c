"""What ec2 check and resolver answer: all of it heard and seen, within Slack's limits."""

from dataclasses import replace
from typing import Any

import pytest

from bot.blocks.answers import render
from bot.blocks.kit import Message
from commands import results
from commands.model.names import plain
from commands.model.resolvers import SYSTEMS, written
from commands.model.zones import Zone
from tests.unit.bot.examples import (
    ANSWERS,
    EVIL_NAME,
    LONGEST_NAME,
    ZONE,
    faults,
    loose,
    pinging,
    record,
    seen,
    shown,
    ticked,
)

CHECKED: Any = ANSWERS[results.InstancesChecked]
NAME = "ec2-192-0-2-9.compute-1.amazonaws.com"


def rendered(answer: results.Answer) -> Message:
    message = render(answer, "/dns", str)
    assert message is not None
    assert (faults(message), loose(message), pinging(message), ticked(message)) == ([], [], [], [])
    return message


def both(answer: results.Answer) -> tuple[str, str]:
    message = rendered(answer)
    return message.text, shown(message)


def dangling(number: int, name: str = "db1.example.com.") -> tuple[results.Dangling, ...]:
    one = results.Dangling(ZONE, record(name=name), (NAME,), f"delete {plain(name)} A")
    return (one,) * number


def test_each_dangling_record_stands_above_the_line_that_mends_it() -> None:
    for said in both(replace(CHECKED, dangling=dangling(2))):
        assert "2 records point at EC2 names or addresses that are ours no more" in said
        assert f"db1.example.com A {NAME}\n    /dns delete db1.example.com A" in said


def test_one_is_said_in_the_singular() -> None:
    assert "*1 record points at" in rendered(CHECKED).text


def test_nothing_dangling_is_good_news_and_says_what_it_is_worth() -> None:
    for said in both(replace(CHECKED, dangling=(), strays=(), elsewhere=(), unread=(), judged=3)):
        assert "Nothing dangles" in said
        assert (
            "Looked at 7 records in 1 zone: 3 of their values are EC2's, judged by our instances, Elastic IPs" in said
        )
        assert "in us-east-1. An A or AAAA record is judged only where its address stands in an EC2 name too" in said
        assert "Not " not in said


def test_an_address_of_ec2s_that_may_be_a_partners_stands_apart() -> None:
    for said in both(CHECKED):
        assert "*1 record points at an EC2 address that is none of ours in us-east-1.* That may be right, where" in said
        assert "db1.example.com A 54.214.0.1\n    /dns delete db2.example.com A" in said
    for said in both(replace(CHECKED, dangling=(), strays=CHECKED.strays * 2)):
        assert "No record points at an EC2 name or address that is known to be ours no more." in said
        assert "*2 records point at EC2 addresses none of which is ours in us-east-1.*" in said


def test_what_was_not_judged_and_not_read_is_said() -> None:
    for said in both(CHECKED):
        assert "1 of their values is EC2's" in said
        assert "Not judged: 2 EC2 names in eu-west-1, where it was not looked (DNS_EC2_REGIONS)." in said
        assert "Not read: 1 zone (`corp.example.com`). Route 53 is busy. `/dns ec2 check ZONE` reads one." in said


def test_of_very_many_as_many_are_shown_as_fit() -> None:
    many = replace(
        CHECKED,
        dangling=dangling(300, LONGEST_NAME),
        strays=dangling(300, LONGEST_NAME),
        regions=tuple(f"eu-west-{n}" for n in range(30)),
        unread=(Zone("Z2", LONGEST_NAME),) * 400,
        why_unread="x" * 500,
    )
    message = rendered(many)
    assert "300 records point" in message.text
    assert "more" in shown(message)
    assert "One zone at a time: `/dns ec2 check ZONE`" in shown(message)


def test_names_from_dns_ping_nobody() -> None:
    gone = results.Dangling(ZONE, record(name=EVIL_NAME), (EVIL_NAME,), f"delete {EVIL_NAME} A")
    rendered(replace(CHECKED, dangling=(gone,), unread=(Zone("Z2", EVIL_NAME),), why_unread=EVIL_NAME))
    rendered(results.ResolverShown(plain(EVIL_NAME), (("vpc", SYSTEMS["vpc"]),)))


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_shows_its_files_with_paths_and_its_commands(name: str) -> None:
    system = written(SYSTEMS[name], "example.com")
    for said in both(results.ResolverShown("example.com", ((name, system),))):
        assert f"*{name}*" in said
        for file in system.files:
            assert file.path in said
            assert file.text in said
        for command in (*system.commands, system.note):
            assert command.replace("&", "&amp;") in said or command in said


@pytest.mark.parametrize("zone", ["example.com", plain(LONGEST_NAME)])
def test_all_systems_fit_one_message(zone: str) -> None:
    systems = tuple((name, written(system, zone)) for name, system in SYSTEMS.items())
    message = rendered(results.ResolverShown(zone, systems))
    said = shown(message)
    for _, system in systems:
        assert all(file.text in said for file in system.files)
    assert len(seen(message)) <= 50
    assert f"/dns resolver {zone} cloud-init" in said
