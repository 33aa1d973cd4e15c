"""The verbs about EC2 and about hosts: ec2 check, resolver."""

import pytest

from commands.errors import NotUnderstood
from commands.language.parse import commands, parse
from commands.language.verbs import CheckInstances, Help, ShowResolver, Verb

ID = "Z0123456789ABC"


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("ec2 check", CheckInstances()),
        ("EC2  Check Example.com", CheckInstances("example.com")),
        (f"ec2 check {ID}", CheckInstances(ID)),
        ("ec2", CheckInstances()),
        ("ec2 example.com", CheckInstances("example.com")),
        ("/dns ec2 check", CheckInstances()),
        ("help ec2", Help("ec2 check")),
        ("ec2 check help", Help("ec2 check")),
        ("resolver example.com", ShowResolver("example.com")),
        ("resolver example.com NetPlan", ShowResolver("example.com", "netplan")),
        (f"resolver {ID} resolved", ShowResolver(ID, "systemd-resolved")),
        ("resolver example.com /etc/resolv.conf", ShowResolver("example.com", "resolv.conf")),
        ("resolver example.com NetworkManager", ShowResolver("example.com", "networkmanager")),
        ("resolver vpc netplan", ShowResolver("vpc", "netplan")),
    ],
)
def test_what_is_said_is_its_verb(text: str, verb: Verb) -> None:
    assert parse(text) == verb
    assert parse(str(verb)) == verb


def test_each_begins_a_command_on_a_new_line() -> None:
    assert [str(one.verb) for one in commands("get a\nec2 check\nresolver example.com")] == [  # type: ignore[union-attr]
        "get a",
        "ec2 check",
        "resolver example.com",
    ]


@pytest.mark.parametrize(
    ("text", "word", "message", "suggestion"),
    [
        ("ec2 chek example.com", "chek", "did you mean ec2 check?", "ec2 check example.com"),
        ("ec2 check a.com b.com", "b.com", "more than ec2 check takes: ec2 check [ZONE]", ""),
        ("ec2 check a..b", "a..b", "has a dot too many: a.b", "ec2 check a.b"),
        ("ec2 check ttl=5", "ttl=5", "ec2 check takes no TTL", "ec2 check"),
        ("resolver", "", "resolver needs a zone's name or id here", ""),
        ("resolver netplan", "", "a zone's name or id here, as in: resolver example.com netplan", ""),
        ("resolver netplan a.com", "netplan a.com", "The zone goes first, then", "resolver a.com netplan"),
        ("resolver a.com netpln", "netpln", "not a system; did you mean netplan?", "resolver a.com netplan"),
        ("resolver a.com windows", "windows", "the systems are vpc, dhclient, resolv.conf, systemd-resolved", ""),
        ("resolver a.com netplan x", "x", "more than resolver takes: resolver ZONE [SYSTEM]", ""),
        ("reslover a.com", "reslover", "did you mean resolver?", "resolver a.com"),
    ],
)
def test_a_slip_is_told_at_its_word(text: str, word: str, message: str, suggestion: str) -> None:
    (found,) = commands(text)
    assert isinstance(found, NotUnderstood)
    (fault,) = found.faults
    assert found.text[fault.start : fault.end] == word
    assert message in fault.message
    assert fault.suggestion == suggestion
