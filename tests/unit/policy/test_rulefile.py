"""A policy file's text as rules; what is wrong is told with its line."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.errors import Misconfigured
from commands.policy import Answer, Protection, Rule
from commands.policy.rulefile import read

WHOLE = """\
admins = ["U0ROOT", "S0BOSS"]

[[rule]]
who = ["S0WEB", "U0ANN"]
channels = ["C0OPS"]
zones = ["Example.com."]
names = ["*.web.example.com"]
types = ["a", "CNAME"]
verbs = ["add", "add-value"]
answer = "second person"
approvers = ["S0LEADS"]

[[protect]]
names = ["*.prod.example.com"]
types = ["MX"]
"""


def test_a_whole_file_is_read() -> None:
    rules = read(WHOLE, "rules.toml")
    assert rules.admins == {"U0ROOT", "S0BOSS"}
    assert rules.groups == {"S0BOSS", "S0WEB", "S0LEADS"}
    assert rules.rules == (
        Rule(
            Answer.SECOND,
            who=frozenset({"S0WEB", "U0ANN"}),
            channels=frozenset({"C0OPS"}),
            zones=("example.com",),
            names=("*.web.example.com",),
            types=frozenset({"A", "CNAME"}),
            verbs=frozenset({"add", "add-value"}),
            approvers=frozenset({"S0LEADS"}),
            line=3,
        ),
    )
    assert rules.protections == (Protection(("*.prod.example.com",), frozenset({"MX"}), 13),)


def test_case_blanks_and_a_last_dot_make_no_difference() -> None:
    text = "[[rule]]\nanswer = 'deny'\nzones = ['CORP.']\nnames = ['*.Corp.']\ntypes = ['mx']\nverbs = ['ADD']"
    (rule,) = read(text, "rules.toml").rules
    assert (rule.zones, rule.names, rule.types, rule.verbs) == (("corp",), ("*.corp",), {"MX"}, {"add"})


def test_an_empty_file_has_no_rules_and_those_of_the_settings_go_before_its_own() -> None:
    mine = Protection(("www.example.com",))
    assert read("", "rules.toml", (mine,)).protections == (mine,)


RULE = '[[rule]]\nanswer = "allow"\n'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('admins = ["U0ROOT"\n[[rule]]', 2, "Unclosed array"),
        ("[[rule]", 1, "Expected"),
        ("color = 1", 1, "'color' is not known"),
        ('[rule]\nanswer = "allow"', 1, "double brackets"),
        ("admins = 1", 1, "list"),
        ('admins = ["ann"]', 1, "user id"),
        ("[[rule]]\nwho = ['*']", 1, "no answer"),
        ('[[rule]]\n\nanswer = "maybe"', 3, "'maybe'"),
        (f'{RULE}\n[[rule]]\nanswer = "deny"\nwho = ["bob"]', 6, "'bob'"),
        (f"{RULE}whom = ['*']", 3, "'whom' is not known"),
        (f"{RULE}channels = ['ops']", 3, "channel"),
        (f"{RULE}zones = 'example.com'", 3, "list"),
        (f"{RULE}zones = []", 3, "empty"),
        (f"{RULE}names = ['a b']", 3, "pattern"),
        (f"{RULE}names = ['bücher.example.com']", 3, "as 'xn--bcher-kva.example.com'"),
        (f"{RULE}names = ['www']", 3, r"'www' fits no whole name: .* www\.example\.com"),
        (f"{RULE}zones = ['Z0123456789ABCDEFGHIJ']", 3, "fits no whole name"),
        ("[[protect]]\ntypes = ['A']\nnames = [\n  'types.example.com',\n  'www',\n]", 3, "fits no whole name"),
        (f"{RULE}zones = ['example.com']\nnames = ['www.prod']", 4, "in none of the zones of this rule"),
        (f"{RULE}zones = ['example.com']\nverbs = ['zone create']\nnames = ['a.example.com']", 5, "in none of"),
        (f"{RULE}types = ['CNAMEX']", 3, "'CNAMEX' is not a record type"),
        (f"{RULE}types = ['*']", 3, "is not a record type"),
        (f"{RULE}types = ['A']\nverbs = ['delete', 'zone delete']", 3, "'zone delete' speaks of no record"),
        (f"{RULE}verbs = ['ad']", 3, "'ad' is not a verb"),
        (f"{RULE}verbs = ['*']", 3, "is not a verb"),
        (f"{RULE}verbs = ['undo']", 3, "what it comes to: name add, set and delete"),
        (f"{RULE}verbs = ['zone restore']", 3, "name that"),
        (f"{RULE}verbs = ['help']", 3, "open to everybody"),
        ("[[rule]]\nanswer = 'confirm'\nverbs = ['get']", 2, "makes no change that could be confirmed"),
        ("[[rule]]\nverbs = ['freeze']\nanswer = 'second person'", 3, "makes no change that could be confirmed"),
        (f"{RULE}verbs = ['get']\nzones = ['example.com']", 3, "only reads"),
        (f"{RULE}approvers = ['U0ANN']", 3, "second person"),
        ("[[protect]]\ntypes = ['A']", 1, "names are missing"),
        ("[[rule]]\nanswer = ['deny']", 2, "answer is one of"),
        ("[[rule]]\nanswer = 'deny'\n\nanswer = 'allow'", 4, "overwrite"),
        ("# ours\nrule = [{answer = 'deny'}]", 2, "on a line of its own"),
        (f"{RULE}[[rule.more]]", 3, "'more' is not known"),
        ("x = 1\ny = [", 2, "Invalid"),
        (f"x = {'9' * 5000}", 1, "cannot be read as TOML"),
        (f"x = {'[' * 5000}", 1, "cannot be read as TOML"),
        ("admins = []", 1, "empty"),
        ("admins = ['u0root']", 1, "user id"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(Misconfigured, match=words) as wrong:
        read(text, "rules.toml")
    assert wrong.value.variable == "DNS_POLICY"
    assert f"rules.toml, line {line}:" in str(wrong.value)


KEYS = ["who", "channels", "zones", "names", "types", "verbs", "answer", "approvers", "admins", "rule", "protect", "x"]
VALUES = ["'deny'", "'second person'", "['U0ANN']", "['*']", "['www.*']", "['A']", "['add']", "[]", "[1]", "[[]]", "1"]
VALUES += [
    "{}",
    "{a = 1}",
    "[{}]",
    "1979-05-27",
    "inf",
    "true",
    "''",
    "['']",
    "['\\u0000']",
    '"\\u0000"',
    '"""\n[[rule]]\n"""',
]
LINES = st.builds("{} = {}".format, st.sampled_from(KEYS), st.sampled_from(VALUES))
HEADS = st.sampled_from(["[[rule]]", "[[protect]]", "[rule]", "[[rule.names]]", "[[ 'rule' ]]", "", "# [[rule]]"])


@given(st.lists(LINES | HEADS, max_size=12).map("\n".join) | st.text(max_size=40))
def test_any_file_is_rules_or_is_told_with_a_line_that_it_has(text: str) -> None:
    try:
        rules = read(text, "rules.toml")
    except Misconfigured as error:
        told = re.match(r"DNS_POLICY: rules\.toml, line (\d+): .", str(error), re.DOTALL)
        assert told
        assert 1 <= int(told[1]) <= text.count("\n") + 1
    else:
        assert all(text.split("\n")[rule.line - 1].strip().startswith("[[") for rule in rules.rules)
