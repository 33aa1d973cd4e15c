"""What holds for every verb and for every text."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commands.errors import NotUnderstood
from commands.language import parse
from commands.language.parse import Command
from commands.language.verbs import Verb
from tests.unit.language.strategies import VERBS

FRAGMENTS = st.sampled_from(
    [
        *"\"'`*_~<>|&;,=#@?\\/-—–“”‘’\n\t ",
        *("\u00a0", "\u200b", "\u200c", "\ud800", "\u2028", "\x00", "\r\n", "ſ", "٣", "😀"),
        *("add ", "set ", "delete ", "get ", "list ", "zone ", "zone create ", "help ", "status ", "/dns ", "ls "),
        *("ttl", "ttl=", "--ttl ", "zone=", "comment ", 'comment="', "300", "1h", " A ", " TXT ", " MX ", " HTTPS "),
        *("<http://x|x>", "<@U1|bob>", "&amp;", "&amp;lt;", "```", '"a b"', "'a b'", "1.2.3.4", "www", "@", "*.x"),
        *("ec2:", "i-01234567", "i-0", " private", " CNAME ", 'ec2:"'),
        *(
            "id=",
            " id=x ",
            "weight=1",
            "--weight ",
            "geo=*",
            "near=1,2",
            "bias=",
            "multivalue",
            "health=none",
            "zone-id=",
        ),
        *(
            " ALIAS ",
            " ALIAS+ ",
            " alias ",
            "evaluate=yes",
            "weight ",
            "drain ",
            "add-value ",
            "rename ",
            "copy ",
            "into=",
        ),
        *("a" * 64, "9" * 30, "A" * 60, "x.example.com", "ZABCDEFGH1", "/hostedzone/", "\\052", "\\300", "xn--"),
    ]
)
TEXTS = st.text(max_size=80) | st.lists(FRAGMENTS, max_size=25).map("".join)


@given(VERBS)
@settings(max_examples=300, deadline=None)
def test_a_verb_said_back_is_the_same_verb(verb: Verb) -> None:
    assert parse.parse(str(verb)) == verb


@given(TEXTS)
@settings(max_examples=300, deadline=None)
@example("")
@example("delete www AAAA alias zone-id=Z00000000")
def test_no_text_raises_anything_and_what_is_understood_can_be_said_back(text: str) -> None:
    for found in parse.commands(text):
        if isinstance(found, Command):
            assert parse.parse(str(found.verb)) == found.verb
            assert all(0 <= start <= end <= len(found.text) for start, end in found.spans.values())
        else:
            _check_faults(found)


@given(VERBS, st.data())
@settings(max_examples=200, deadline=None)
def test_a_command_with_slips_is_understood_or_told(verb: Verb, data: st.DataObject) -> None:
    text = str(verb)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(FRAGMENTS | st.just("")) + text[at + data.draw(st.integers(0, 3)) :]
    for found in parse.commands(text):
        if isinstance(found, Command):
            assert parse.parse(str(found.verb)) == found.verb
        else:
            _check_faults(found)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_parse_raises_only_not_understood(text: str) -> None:
    with suppress(NotUnderstood):
        parse.parse(text)


def _check_faults(problem: NotUnderstood) -> None:
    assert problem.faults
    assert [fault.start for fault in problem.faults] == sorted(fault.start for fault in problem.faults)
    for fault in problem.faults:
        assert fault.message.strip()
        assert 0 <= fault.start <= fault.end <= len(problem.text)
        if fault.suggestion:
            assert all(isinstance(one, Command) for one in parse.commands(fault.suggestion))


SHAPES = [
    "'a ",
    '"',
    "\\",
    "<http://a",
    "<@",
    "\n ",
    " ",
    "ttl ",
    "comment '",
    "a,",
    '"a" ',
    "*_~",
    "\n*x",
    "\n/dns x",
    "1h",
    "a:",
    "ec2:",
    'ec2:"',
    "i-01234567 private ",
    "id=a ",
    "id = ",
    "near=1,",
    "near=1.1",
    "--weight ",
    "multivalue ",
    "zone-id",
]


@pytest.mark.parametrize("shape", SHAPES)
def test_no_pattern_runs_away(shape: str) -> None:
    """Shapes that make a careless pattern try every way to match; pytest-timeout would end it."""
    for start in ("", "get ", "add x TXT ", "add x A 1.2.3.4 ", "add x TXT " + "A" * 60 + "\n"):
        assert parse.commands(start + shape * 1000)
        assert parse.commands(start + shape * 1000 + " !")
        assert parse.commands(start + "9" * 1000 + shape)


def test_newlines_of_every_kind_end_a_line() -> None:
    for end in ("\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"):
        found = parse.commands(f"get a{end}get b")
        assert [re.sub("get ", "", one.text) for one in found] == ["a", "b"]


def test_many_may_parse_at_once() -> None:
    texts = [f"add w{at} A 192.0.2.{at}, 198.51.100.{at} {at}" for at in range(40)]
    with ThreadPoolExecutor(40) as pool:
        assert [str(verb) for verb in pool.map(parse.parse, texts)] == texts
