"""A policy file's text as rules; what is wrong is told with its line."""

import pytest

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
verbs = ["add", "zone create"]
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
            verbs=frozenset({"add", "zone create"}),
            approvers=frozenset({"S0LEADS"}),
            line=3,
        ),
    )
    assert rules.protections == (Protection(("*.prod.example.com",), frozenset({"MX"}), 13),)


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
        (f"{RULE}names = ['bücher.example.com']", 3, "xn--"),
        (f"{RULE}types = ['CNAMEX']", 3, "'CNAMEX' is not a record type"),
        (f"{RULE}verbs = ['ad']", 3, "'ad' is not a verb"),
        (f"{RULE}verbs = ['get']\nzones = ['example.com']", 3, "only reads"),
        (f"{RULE}approvers = ['U0ANN']", 3, "second person"),
        ("[[protect]]\ntypes = ['A']", 1, "names are missing"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(Misconfigured, match=words) as wrong:
        read(text, "rules.toml")
    assert wrong.value.variable == "DNS_POLICY"
    assert f"rules.toml, line {line}:" in str(wrong.value)
