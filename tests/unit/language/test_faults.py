"""What cannot be followed is told at the right word, all at once, with the corrected command where it is known."""

import pytest

from commands.errors import Fault, NotUnderstood
from commands.language.parse import commands, parse

# what is typed; then for each fault the faulty words, a part of the message; then the suggestion
Case = tuple[str, list[tuple[str, str]], str]

VERBS: list[Case] = [
    ("ad www A 1.2.3.4", [("ad", "did you mean add?")], "add www A 1.2.3.4"),
    ("delte www", [("delte", "did you mean delete?")], "delete www"),
    ("who owns <@U1|bob>", [("who", "did you mean whoami?"), ("owns @U1", "more than whoami takes")], ""),
    ("create", [("", "create needs NAME here")], ""),
    ("zone rm example.org", [("rm", "zone delete?")], "zone delete example.org"),
    ("zone add example.org", [("add", "zone create?")], "zone create example.org"),
    ("help ad", [("ad", "did you mean add?")], "help add"),
    ("help xyzzy", [("xyzzy", "the verbs are")], ""),
    ("get a\n/dns gt b", [("gt", "did you mean get?")], "get b"),
    ("ad x CNAMEX a.b.c", [("ad", "add?"), ("CNAMEX", "CNAME?")], "add x CNAME a.b.c"),
]

TYPES: list[Case] = [
    ("add bad CNAMEX a.example.net", [("CNAMEX", "did you mean CNAME?")], "add bad CNAME a.example.net"),
    ("add x TEXT hello", [("TEXT", "did you mean TXT?")], "add x TXT hello"),
    ("get www BOGUS", [("BOGUS", "the types are A, AAAA")], ""),
    ("add A www 1.2.3.4", [("A www", "name goes first")], "add www A 1.2.3.4"),
    ("add www 1.2.3.4", [("1.2.3.4", "A is the one")], "add www A 1.2.3.4"),
    ("delete www ::1", [("::1", "AAAA is the one")], "delete www AAAA ::1"),
    ("add www 300 IN A 1.2.3.4", [("300", "right behind the name")], "add www A 1.2.3.4 300"),
    ("add www 1.2.3.4 A", [("1.2.3.4", "right behind the name")], "add www A 1.2.3.4"),
    ("add www A a.example.net", [("a.example.net", "not an IPv4 address")], "add www CNAME a.example.net"),
    ("add www A ::1", [("::1", "AAAA")], "add www AAAA ::1"),
    ("add www CNAME 1.2.3.4", [("1.2.3.4", "address")], "add www A 1.2.3.4"),
]

MISSING: list[Case] = [
    ("add", [("", "needs a record's name here")], ""),
    ("add db1", [("", "needs a record type here, as in: add db1 A 192.0.2.10")], ""),
    ("add db1 A #", [("#", "no remark")], ""),
    ("add db1 A ,", [(",", "missing")], ""),
    ("add db1 A ;", [(";", "comma")], ""),
    ("add db1 A", [("", "A value is expected here: A takes")], ""),
    ("add db1 A ttl=5", [("", "A value is expected here")], ""),
    ("get", [("", "needs a record's name")], ""),
    ("zone", [("", "needs a zone's name or id")], ""),
    ("zone delete", [("", "needs a zone's name or id")], ""),
    ("status", [("", "needs a change's id")], ""),
    ("add www A 1.2.3.4,", [(",", "missing")], "add www A 1.2.3.4"),
    ("add www A 1.2.3.4 --ttl", [("--ttl", "TTL is missing")], "add www A 1.2.3.4"),
]

QUOTES: list[Case] = [
    ('add x TXT "v=spf1', [('"', "never closed")], 'add x TXT "v=spf1"'),
    ("add x TXT “v=spf1 -all 300", [('"', "never closed")], 'add x TXT "v=spf1 -all" 300'),
    ('add x TXT "a" "b', [('"', "never closed")], 'add x TXT "a" "b"'),
    ('add x TXT a 5" pipe', [('"', "never closed")], 'add x TXT "a 5\\" pipe"'),
    ('add b@d TXT "a', [("b@d", "@ stands alone"), ('"', "never closed")], ""),
    ('add x TXT "a\nadd y A 1.2.3.4', [('"', "never closed")], 'add x TXT "a add y A 1.2.3.4"'),
    ('add x TXT "a" b', [("b", "outside the quotes")], 'add x TXT "a b"'),
    ('add x TXT "a", 300', [("300", "no comma")], 'add x TXT "a" 300'),
    ('add x TXT ( "a" "b" )', [('( "a" "b" )', "no brackets")], 'add x TXT "a" "b"'),
]

CONTENT: list[Case] = [
    ("add bad A 10.0.0.256", [("10.0.0.256", "not an IPv4 address")], ""),
    ("add x A 1.2.3.4, 5.6.7", [("5.6.7", "not an IPv4 address")], ""),
    ("add x AAAA 1::2::3", [("1::2::3", "not an IPv6 address")], ""),
    ("add x A 1.2.3.4, 1.2.3.4", [("1.2.3.4", "twice")], "add x A 1.2.3.4"),
    ("add x AAAA 2001:DB8::1 2001:db8:0::1", [("2001:db8:0::1", "twice")], "add x AAAA 2001:DB8::1"),
    ("add x MX 10 A.example.com, 10 a.example.com.", [("10 a.example.com.", "twice")], "add x MX 10 A.example.com"),
    ("add x CNAME a.b.c, d.e.f", [("d.e.f", "one value")], ""),
    ("add x MX mail.example.com 10", [("mail.example.com 10", "priority")], "add x MX 10 mail.example.com"),
    ("add x MX mail.example.com", [("mail.example.com", "PRIORITY HOST")], ""),
    ("add x MX 10 a.b.c 20 d.e.f", [("10 a.b.c 20 d.e.f", "too many")], "add x MX 10 a.b.c, 20 d.e.f"),
    ("add x SRV 10 5 sip.example.com", [("10 5 sip.example.com", "PRIORITY WEIGHT PORT")], ""),
    ("add x CNAME app 300", [("app", "absolute")], ""),
    ("add x A 1.2.3.4 # web", [("# web", "comment")], 'add x A 1.2.3.4 comment "web"'),
    ("delete x A 1.2.3.4 # web", [("# web", "no remark")], "delete x A 1.2.3.4"),
    ("add x A 1.2.3.4 comment new host", [("comment new host", "quotes")], 'add x A 1.2.3.4 comment "new host"'),
    ("add x A 300 1.2.3.4", [("300", "not an IPv4 address")], "add x A 1.2.3.4 300"),
    ("add x A 1.2.3.4, 300", [("300", "not an IPv4 address")], "add x A 1.2.3.4 300"),
]

NAMES: list[Case] = [
    (f"add {'a' * 64} A 1.2.3.4", [("a" * 64, "63")], ""),
    (f"add {'a.' * 130}b A 1.2.3.4", [("a." * 130 + "b", "253")], ""),
    ("add a..b A 1.2.3.4", [("a..b", "dot")], "add a.b A 1.2.3.4"),
    ("add :tada:.example.com A 1.2.3.4", [(":tada:.example.com", "emoji")], ""),
    ("add http://a.b.c/d A 1.2.3.4", [("http://a.b.c/d", "web address")], "add a.b.c A 1.2.3.4"),
    ("add a.*.b A 1.2.3.4", [("a.*.b", "wildcard")], ""),
    ("add a,b A 1.2.3.4", [("a,b", "one name")], ""),
    ("add 1.2.3.4 A a.b.c", [("1.2.3.4", "address"), ("a.b.c", "IPv4")], "add a.b.c A 1.2.3.4"),
    ("zone create *.a.b", [("*.a.b", "zone")], ""),
    ("get a zone=b..c", [("b..c", "dot")], "get a zone=b.c"),
]

RULES: list[Case] = [
    ("add @ CNAME a.b.c", [("CNAME", "apex")], ""),
    ("set @ CNAME a.b.c", [("CNAME", "apex")], ""),
    ("add @ NS ns.example.net", [("NS", "keep the zone alive")], ""),
    ("delete @ NS", [("NS", "keep the zone alive")], ""),
    ("delete @ SOA", [("SOA", "keep the zone alive")], ""),
    ("add *.a NS ns.example.net", [("NS", "wildcard")], ""),
]

OPTIONS: list[Case] = [
    ("add x A 1.2.3.4 99999999999", [("99999999999", "2147483647")], ""),
    ("add x A 1.2.3.4 2147483648", [("2147483648", "2147483647")], ""),
    ("add x A 1.2.3.4 ttl=-1", [("ttl=-1", "2147483647")], ""),
    ("add x A 1.2.3.4 ttl=" + "9" * 5000, [("ttl=" + "9" * 5000, "2147483647")], ""),
    ("add x A 1.2.3.4 ttl=abc", [("ttl=abc", "5m")], ""),
    ("add x A 1.2.3.4 tll=300", [("tll=300", "did you mean ttl?")], "add x A 1.2.3.4 ttl=300"),
    ("add x A 1.2.3.4 --zne=a.b", [("--zne=a.b", "did you mean zone?")], "add x A 1.2.3.4 --zone=a.b"),
    ("add x A 1.2.3.4 --force", [("--force", "always asks")], "add x A 1.2.3.4"),
    ("add x A 1.2.3.4 --fork", [("--fork", "the options are")], ""),
    ("add --force A 1.2.3.4", [("--force", "always asks")], ""),
    ("add x A 1.2.3.4 300 ttl=60", [("300", "twice")], ""),
    ("add x A 1.2.3.4 300 60", [("300", "twice")], ""),
    ("add x A 1.2.3.4 ttl=60 ttl=5", [("ttl=5", "twice")], "add x A 1.2.3.4 ttl=60"),
    ("get x weight=1", [("weight=1", "takes no weight=")], "get x"),
    ("get x ttl=5", [("ttl=5", "takes no TTL")], "get x"),
    ("get a A b", [("b", "get NAME [TYPE]")], ""),
    ("zones a b", [("b", "zones [GLOB]")], ""),
    (f'zone create a.b comment "{"x" * 257}"', [(f'comment "{"x" * 257}"', "256")], ""),
]

TOGETHER: list[Case] = [
    (
        "add a..b CNAMEX 10.0.0.256 99999999999",
        [("a..b", "dot"), ("CNAMEX", "CNAME?"), ("10.0.0.256", "address"), ("99999999999", "2147483647")],
        "",
    ),
    (
        "add b@d A 10.0.0.256, 1.2.3.4, 1.2.3.4 ttl=x zone=c..d",
        [("b@d", "@"), ("10.0.0.256", "IPv4"), ("1.2.3.4", "twice"), ("ttl=x", "5m"), ("c..d", "dot")],
        "",
    ),
]

ALL = [*VERBS, *TYPES, *MISSING, *QUOTES, *CONTENT, *NAMES, *RULES, *OPTIONS, *TOGETHER]


@pytest.mark.parametrize(("text", "faults", "suggestion"), ALL, ids=[repr(text[:60])[1:-1] for text, _, _ in ALL])
def test_every_fault_is_told_at_its_words(text: str, faults: list[tuple[str, str]], suggestion: str) -> None:
    problem = commands(text)[-1]
    assert isinstance(problem, NotUnderstood)
    assert [problem.text[fault.start : fault.end] for fault in problem.faults] == [words for words, _ in faults]
    for fault, (_, part) in zip(problem.faults, faults, strict=True):
        assert part in fault.message
    assert "".join(fault.suggestion for fault in problem.faults) == suggestion
    if suggestion:
        parse(suggestion)


def test_what_is_missing_is_missing_at_the_end() -> None:
    (problem,) = commands("  add db1  ")
    assert isinstance(problem, NotUnderstood)
    assert (problem.faults[0].start, problem.faults[0].end) == (len("add db1"), len("add db1"))


def test_there_is_an_end_to_what_is_told() -> None:
    (problem,) = commands("add x A " + "x, " * 1000 + "y")
    assert isinstance(problem, NotUnderstood)
    assert len(problem.faults) == 20


def test_parse_wants_one_command() -> None:
    with pytest.raises(NotUnderstood, match="One command"):
        parse("get a\nget b")


def test_a_problem_says_all_of_its_faults() -> None:
    problem = NotUnderstood("add", (Fault("One", 0, 1), Fault("Two", 1, 2)))
    assert str(problem) == "One\nTwo"


@pytest.mark.parametrize("said", ["add x TXT 'v=spf1 -all", "add x TXT ‘v=spf1 -all", "add x TXT 'tis the season"])
def test_a_single_quote_that_is_never_closed_is_pointed_at(said: str) -> None:
    (error,) = commands(said)
    assert isinstance(error, NotUnderstood)
    (fault,) = error.faults
    assert (fault.message, fault.start, fault.end) == ("This quote is never closed", 10, 11)
    assert fault.suggestion.startswith('add x TXT "')


@pytest.mark.parametrize("said", ["list example.com CNAMEX", "list CNAMES"])
def test_a_mistyped_type_of_a_list_names_the_nearest(said: str) -> None:
    (error,) = commands(said)
    assert isinstance(error, NotUnderstood)
    assert "did you mean CNAME?" in error.faults[0].message
