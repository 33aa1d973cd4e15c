"""What people mistype at three in the morning, and the corrected command that they are given."""

import pytest

from commands.errors import NotUnderstood
from commands.language import boto, habits, verbs
from commands.language.guesses import slip, slips
from commands.language.parse import commands, parse
from commands.language.usage import topics


def misread(text: str) -> NotUnderstood:
    (found,) = commands(text)
    assert isinstance(found, NotUnderstood), found
    return found


def corrected(text: str) -> str:
    """The one corrected command; empty where there is none."""
    (suggestion,) = [fault.suggestion for fault in misread(text).faults if fault.suggestion] or [""]
    assert all(map(parse, suggestion.split("\n") if suggestion else ()))
    return suggestion


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        # two words the other way round
        ("delete zone example.net", "zone delete example.net"),
        ("rm zone Z0123456789ABC", "zone delete Z0123456789ABC"),
        ("add zone example.net", "zone create example.net"),
        ("create zone example.net", "zone create example.net"),
        ("new zone example.net", "zone create example.net"),
        ("zones create example.net", "zone create example.net"),
        ("zones delete example.net", "zone delete example.net"),
        ("zone example.net delete", "zone delete example.net"),
        ("show zone example.net", "zone example.net"),
        ("delete record www A", "delete www A"),
        ("add record www A 192.0.2.1 300", "add www A 192.0.2.1 300"),
        ("create record www A 192.0.2.1", "add www A 192.0.2.1"),
        # words of other tools
        ("create www A 192.0.2.1", "add www A 192.0.2.1"),
        ("create www CNAME app.example.net 300", "add www CNAME app.example.net 300"),
        ("create @ MX 10 mail.example.net", "add @ MX 10 mail.example.net"),
        ("create www ALIAS my-lb-1.us-east-1.elb.amazonaws.com", "add www ALIAS my-lb-1.us-east-1.elb.amazonaws.com"),
        ("replace www A 192.0.2.1", "set www A 192.0.2.1"),
        ("edit www A 192.0.2.1", "set www A 192.0.2.1"),
        ("modify www A 192.0.2.1", "set www A 192.0.2.1"),
        ("put www A 192.0.2.1", "set www A 192.0.2.1"),
        ("upsert www A 192.0.2.1", "set www A 192.0.2.1"),
        ("new www A 192.0.2.1", "add www A 192.0.2.1"),
        ("insert www A 192.0.2.1", "add www A 192.0.2.1"),
        ("hist", "history"),
        ("hist db1", "history db1"),
        ("wieght www blue 20", "weight www blue 20"),
        # durations in words
        ('freeze example.com 4 h "incident"', 'freeze example.com 4h "incident"'),
        ('freeze example.com 4 hours "incident"', 'freeze example.com 4h "incident"'),
        ('freeze example.com 30min "incident"', 'freeze example.com 30m "incident"'),
        ("freeze example.com 2 days because of it", 'freeze example.com 2d "because of it"'),
        ('freeze example.com 90 days "incident"', ""),
        # commas and what stands in their place
        ("add db1 A 192.0.2.1,", "add db1 A 192.0.2.1"),
        ("add db1 A 192.0.2.1, 300,", "add db1 A 192.0.2.1 300"),
        ("add db1 A 192.0.2.1,,192.0.2.2", "add db1 A 192.0.2.1,192.0.2.2"),
        ("add db1 A ,192.0.2.1", "add db1 A 192.0.2.1"),
        ('add db1 TXT "a","b",', 'add db1 TXT "a","b"'),
        ("add db1 A 192.0.2.1; 192.0.2.2 300", "add db1 A 192.0.2.1, 192.0.2.2 300"),
        ("add db1 AAAA 2001:db8::1;2001:db8::2", "add db1 AAAA 2001:db8::1,2001:db8::2"),
        ("add db1 A 192.0.2.1;", "add db1 A 192.0.2.1"),
        ("add db1 A 192.0.2.1 and 192.0.2.2", "add db1 A 192.0.2.1, 192.0.2.2"),
        ("add db1 MX 10 a.example.net; 20 b.example.net", "add db1 MX 10 a.example.net, 20 b.example.net"),
        ("add db1 MX 10, mail.example.net", "add db1 MX 10 mail.example.net"),
        ("add db1 MX 10,a.example.net,20,b.example.net 5m", "add db1 MX 10 a.example.net, 20 b.example.net 5m"),
        ("add db1 SRV 10,5,5060,sip.example.net", "add db1 SRV 10 5 5060 sip.example.net"),
        # a word too many
        ("add db1 A A 192.0.2.1", "add db1 A 192.0.2.1"),
        ("add db1 CNAME cname app.example.net", "add db1 CNAME app.example.net"),
        ("add db1 A CNAME app.example.net", "add db1 CNAME app.example.net"),
        ("add db1 A 192.0.2.1 ttl", "add db1 A 192.0.2.1"),
        ("add db1 A 192.0.2.1 ttl=", "add db1 A 192.0.2.1"),
        ("add db1 A 192.0.2.1 -- ttl 300", "add db1 A 192.0.2.1 ttl 300"),
        ("delete db1 --force", "delete db1"),
        ("delete db1 A -f", "delete db1 A"),
        ("set db1 A 192.0.2.1 --yes", "set db1 A 192.0.2.1"),
        ("zone delete example.net --force", "zone delete example.net"),
        # comments
        ("zone create example.net comment the shop", 'zone create example.net comment "the shop"'),
        ("zone create example.net # the shop", 'zone create example.net comment "the shop"'),
        ('zone create example.net "the shop"', 'zone create example.net comment "the shop"'),
        # names and texts
        ("add db1: A 192.0.2.1", "add db1 A 192.0.2.1"),
        ("delete db3/ A", "delete db3 A"),
        ("add db2; A 192.0.2.1", "add db2 A 192.0.2.1"),
        ('add x TXT "“quoted”"', 'add x TXT "quoted"'),
        # two commands on one line
        ("add a A 192.0.2.1 add b A 192.0.2.2", "add a A 192.0.2.1\nadd b A 192.0.2.2"),
        ("add a A 192.0.2.1; delete b A && zones", "add a A 192.0.2.1\ndelete b A\nzones"),
        ("delete a A and then get b", "delete a A\nget b"),
    ],
)
def test_the_corrected_command_is_given(typed: str, command: str) -> None:
    assert corrected(typed) == command


@pytest.mark.parametrize(
    ("text", "words", "part"),
    [
        ("delete zone example.net", "delete zone", "did you mean zone delete?"),
        ("create www A 192.0.2.1", "create", "did you mean add?"),
        ("add a A 192.0.2.1 add b A 192.0.2.2", "add", "line of its own"),
        ("delete db1 --force", "--force", "always asks"),
        ("add db1 A 192.0.2.1; 192.0.2.2", ";", "comma"),
        ("add db1 MX 10, mail.example.net", ",", "Blanks go between the fields"),
        ("add db1 A 192.0.2.1 ttl never", "ttl never", "never is not a TTL"),
        ("zone example.net delete", "delete", "before the zone's name"),
        ("create zone", "create zone", "did you mean zone create?"),
    ],
)
def test_what_was_wrong_is_pointed_at(text: str, words: str, part: str) -> None:
    error = misread(text)
    (fault,) = error.faults
    assert error.text[fault.start : fault.end] == words
    assert part in fault.message


@pytest.mark.parametrize(
    "word", ["hello", "hello there", "hi", "thanks", "what can you do", "please add db1 A 192.0.2.1"]
)
def test_no_verb_is_guessed_where_none_is_near(word: str) -> None:
    (fault,) = misread(word).faults
    assert "the verbs are" in fault.message
    assert fault.suggestion == ""


@pytest.mark.parametrize(
    "text",
    [
        "create example.net",
        'create example.net shop-2026 "the shop"',
        "create example.net A the shop",
        "delete zone",
        "delete zone A",
        "delete record A",
        "zone example.com",
        "zone create",
        "add add A 192.0.2.1",
        "add x TXT get a b; delete it",
        'add x TXT "a" comment "set it"',
        "add x TXT A new beginning",
        "add x TXT a; b, and c,",
        'add x CAA 0 issue ";"',
        'add x A ec2:"a;b"',
        "ttl db1 A 300",
        "copy db1 add",
    ],
)
def test_what_is_understood_is_never_taken_for_a_slip(text: str) -> None:
    if text != "zone create":
        parse(text)
    else:
        assert "zone create needs" in misread(text).faults[0].message


def test_what_is_wrong_behind_swapped_words_is_told_too_at_its_own_place() -> None:
    error = misread("delete zone exa..mple.net now")
    assert [error.text[fault.start : fault.end] for fault in error.faults] == ["delete zone", "exa..mple.net", "now"]
    assert misread("delete record A 192.0.2.x").understood.said["name"] == "record"


def test_swapped_words_are_judged_by_the_zones_like_the_right_ones() -> None:
    understood = misread("delete zone example.net").understood
    assert (understood.verb, understood.said) == ("zone delete", {"target": "example.net"})
    assert understood.spans == {"target": (12, 23)}


def test_no_habit_is_a_word_of_ours() -> None:
    words = {*verbs.WORDS, *boto.LINES, *topics()}
    assert [word for word in ("create", *words) if word in habits._HABITS] == []
    assert {habits.meant(word) for word in habits._HABITS} <= set(topics())


@pytest.mark.parametrize(
    ("a", "b", "many"), [("", "", 0), ("ad", "add", 1), ("wieght", "weight", 1), ("hello", "help", 2), ("abc", "", 3)]
)
def test_slips_are_counted_by_the_letter(a: str, b: str, many: int) -> None:
    assert slips(a, b) == slips(b, a) == many


@pytest.mark.parametrize(
    ("word", "meant"), [("delte", "delete"), ("lits", "list"), ("edit", ""), ("x" * 25, ""), ("", ""), ("e", "")]
)
def test_only_a_slip_is_guessed(word: str, meant: str) -> None:
    assert slip(word, ("delete", "list", "weight", "ls", "get")) == meant


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (r"v=DKIM1\; k=rsa\; p=MIG", '"v=DKIM1; k=rsa; p=MIG"'),
        (r"k=\"a\" b", r'"k=\"a\" b"'),
        (r"a\\; b\c \065", r'"a\\\\; b\\c \\065"'),
    ],
)
def test_an_unquoted_text_is_taken_out_of_a_zone_files_escapes(typed: str, value: str) -> None:
    assert f"{parse(f'add x TXT {typed}')}" == f"add x TXT {value}"
