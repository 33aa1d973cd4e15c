"""Which rule decides: the most specific one, and between equals the stricter."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.errors import NotAllowed
from commands.policy import Actor, Answer, Deed, Protection, Reach, Role, Rule, Rules, enforce

ANN = Actor("U0ANN", groups=frozenset({"S0WEB"}))
WWW = Deed("set", "example.com.", "www.example.com.", "A", "C0OPS")
EVERYTHING = Rule(Answer.ALLOW)


def answer(*rules: Rule, actor: Actor = ANN, deed: Deed = WWW, need: Role = Role.OPERATOR) -> Answer:
    return Rules("rules.toml", rules).verdict(actor, deed, need).answer


def test_what_no_rule_speaks_of_is_denied_and_reading_is_open() -> None:
    assert answer() is Answer.DENY
    assert answer(need=Role.READER) is Answer.ALLOW
    assert answer(replace(EVERYTHING, answer=Answer.DENY), need=Role.READER) is Answer.ALLOW


def test_an_admin_may_what_no_rule_speaks_of_and_obeys_the_rules_that_do() -> None:
    admin = Actor("U0ROOT", Role.ADMIN)
    assert answer(actor=admin, need=Role.ADMIN) is Answer.ALLOW
    assert answer(Rule(Answer.SECOND), actor=admin) is Answer.SECOND


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Answer.ALLOW, who=frozenset({"U0BEN"})),
        Rule(Answer.ALLOW, who=frozenset({"S0DB"})),
        Rule(Answer.ALLOW, channels=frozenset({"C0PROD"})),
        Rule(Answer.ALLOW, zones=("example.net",)),
        Rule(Answer.ALLOW, names=("*.db.example.com",)),
        Rule(Answer.ALLOW, types=frozenset({"MX"})),
        Rule(Answer.ALLOW, verbs=frozenset({"add"})),
    ],
)
def test_a_rule_speaks_only_of_what_all_its_fields_match(rule: Rule) -> None:
    assert answer(rule) is Answer.DENY


@pytest.mark.parametrize(
    ("general", "specific"),
    [
        (Rule(Answer.DENY, zones=("example.com",)), Rule(Answer.ALLOW, names=("www.*",))),
        (Rule(Answer.DENY, names=("*.example.com",)), Rule(Answer.ALLOW, names=("www.example.com",))),
        (Rule(Answer.DENY, zones=("*",)), Rule(Answer.ALLOW, zones=("example.com",))),
        (Rule(Answer.DENY), Rule(Answer.ALLOW, types=frozenset({"A"}))),
        (Rule(Answer.DENY), Rule(Answer.ALLOW, verbs=frozenset({"set"}))),
        (Rule(Answer.DENY, who=frozenset({"S0WEB"})), Rule(Answer.ALLOW, who=frozenset({"U0ANN"}))),
        (Rule(Answer.DENY), Rule(Answer.ALLOW, who=frozenset({"S0WEB"}))),
        (Rule(Answer.DENY), Rule(Answer.ALLOW, channels=frozenset({"C0OPS"}))),
    ],
)
def test_the_more_specific_rule_decides_wherever_it_stands(general: Rule, specific: Rule) -> None:
    assert answer(general, specific) is answer(specific, general) is Answer.ALLOW


def test_between_equals_the_stricter_wins_and_is_told() -> None:
    rules = Rules("rules.toml", (Rule(Answer.ALLOW, line=1), Rule(Answer.CONFIRM, line=5), Rule(Answer.ALLOW, line=9)))
    verdict = rules.verdict(ANN, WWW, Role.OPERATOR)
    assert verdict.answer is Answer.CONFIRM
    assert "line 5 of rules.toml" in verdict.because


def test_protected_records_need_an_admin_whatever_the_rules_say() -> None:
    protected = Protection(("*.example.com",), frozenset({"A"}))
    rules = Rules("rules.toml", (EVERYTHING,), (protected,))
    assert rules.verdict(ANN, WWW, Role.OPERATOR).answer is Answer.DENY
    assert rules.verdict(ANN, replace(WWW, type="MX"), Role.OPERATOR).answer is Answer.ALLOW
    assert rules.verdict(ANN, WWW, Role.READER).answer is Answer.ALLOW
    assert rules.verdict(replace(ANN, role=Role.ADMIN), WWW, Role.OPERATOR).answer is Answer.ALLOW
    assert Rules(protections=(protected,)).verdict(replace(ANN, role=Role.OPERATOR), WWW, Role.OPERATOR).answer is (
        Answer.DENY
    )


GLOBS = st.sampled_from([(), ("*",), ("*.example.com",), ("www.example.com",), ("example.com",)])
RULES = st.builds(
    Rule,
    st.sampled_from(Answer),
    st.sampled_from([frozenset("*"), frozenset({"U0ANN"}), frozenset({"S0WEB"}), frozenset({"U0BEN"})]),
    st.sampled_from([frozenset(), frozenset({"C0OPS"}), frozenset({"C0PROD"})]),
    GLOBS,
    GLOBS,
    st.sampled_from([frozenset(), frozenset({"A"}), frozenset({"MX"})]),
    st.sampled_from([frozenset(), frozenset({"set"}), frozenset({"add", "delete"})]),
)


@given(st.lists(RULES, max_size=6), RULES)
def test_one_more_denial_never_allows_more(rules: list[Rule], more: Rule) -> None:
    denial = replace(more, answer=Answer.DENY)
    before, after = answer(*rules), answer(*rules, denial)
    assert after is before or after is Answer.DENY


@given(st.lists(RULES, max_size=6).flatmap(lambda rules: st.tuples(st.just(rules), st.permutations(rules))))
def test_the_order_of_the_file_decides_nothing(both: tuple[list[Rule], list[Rule]]) -> None:
    assert answer(*both[0]) is answer(*both[1])


def test_of_a_group_that_is_not_known_a_rule_that_opens_and_one_that_closes_both_stay_closed() -> None:
    unsure = replace(ANN, groups=frozenset(), unsure=frozenset({"S0WEB", "S0DB"}))
    for opening in (Answer.ALLOW, Answer.CONFIRM, Answer.SECOND):
        assert answer(Rule(opening, who=frozenset({"S0WEB"})), actor=unsure) is Answer.DENY
    closing = Rule(Answer.SECOND, who=frozenset({"S0DB"}))
    assert answer(Rule(Answer.ALLOW), closing, actor=unsure) is Answer.SECOND


# What is said of it.


def said(*rules: Rule, actor: Actor = ANN, deed: Deed = WWW, **more: Any) -> str:
    """The refusal, as the log would have it."""
    with pytest.raises(NotAllowed) as refused:
        enforce(Rules("rules.toml", rules, **more).verdict(actor, deed, Role.OPERATOR))
    return str(refused.value)


def test_a_refusal_says_what_and_why_and_which_rule_and_who_may() -> None:
    web, ben = Rule(Answer.ALLOW, who=frozenset({"S0DB"})), Rule(Answer.SECOND, who=frozenset({"U0BEN"}))
    denial = Rule(Answer.DENY, who=frozenset({"U0ANN", "S0DB"}), types=frozenset({"A"}), line=17)
    assert said(web, ben, denial) == (
        "You may not use `set` on `www.example.com A`: the rule at line 17 of rules.toml denies it. "
        "Who may: U0BEN, an admin."
    )


def test_where_everybody_else_may_nobody_is_named() -> None:
    assert said(EVERYTHING, Rule(Answer.DENY, who=frozenset({"U0ANN"}))).endswith("Who may: everybody else, an admin.")


def test_who_may_elsewhere_is_told_where() -> None:
    there = Rule(Answer.ALLOW, channels=frozenset({"C0WEB"}), who=frozenset({"S0WEB"}))
    assert said(there).endswith("no rule of rules.toml allows it. You may in C0WEB. Who may: an admin.")


def test_where_even_an_admin_may_not_that_is_said() -> None:
    assert said(Rule(Answer.DENY, line=3)).endswith("line 3 of rules.toml denies it. Nobody may, as the rules stand.")


def test_protected_records_are_told_with_where_that_stands() -> None:
    of_settings, of_file = Protection(("www.*",)), Protection(("www.*",), line=9)
    assert "it is protected (DNS_PROTECT), and that takes an admin. Who may: an admin" in said(
        protections=(of_settings,)
    )
    assert "it is protected at line 9 of rules.toml" in said(protections=(of_file,))


def test_a_group_that_slack_does_not_tell_of_is_the_reason() -> None:
    unsure = replace(ANN, groups=frozenset(), unsure=frozenset({"S0WEB"}))
    assert "Slack does not tell just now whether you are in S0WEB" in said(
        Rule(Answer.ALLOW, who=frozenset({"S0WEB"})), actor=unsure
    )


def test_many_who_may_are_not_all_named() -> None:
    rules = (Rule(Answer.ALLOW, who=frozenset(f"U0{number:02d}" for number in range(40))),)
    assert said(*rules).endswith("Who may: U000, U001, U002, U003, U004, U005, others, an admin.")


def test_without_a_file_an_operator_and_an_admin_may() -> None:
    with pytest.raises(NotAllowed, match=r"not an operator \(DNS_OPERATORS\)\. Who may: an operator, an admin\."):
        enforce(Rules().verdict(Actor("U0EVE"), WWW, Role.OPERATOR))


@pytest.mark.parametrize(
    ("rules", "role", "reach"),
    [
        ((), Role.READER, Reach.NOTHING),
        ((Rule(Answer.DENY),), Role.READER, Reach.NOTHING),
        ((Rule(Answer.ALLOW, who=frozenset({"U0BEN"})),), Role.READER, Reach.NOTHING),
        ((EVERYTHING,), Role.READER, Reach.EVERYTHING),
        ((EVERYTHING, Rule(Answer.ALLOW, types=frozenset({"A"}))), Role.READER, Reach.EVERYTHING),
        ((Rule(Answer.ALLOW, types=frozenset({"A"})),), Role.READER, Reach.SOME),
        ((EVERYTHING, Rule(Answer.DENY, types=frozenset({"A"}))), Role.READER, Reach.SOME),
        ((Rule(Answer.CONFIRM),), Role.READER, Reach.SOME),
        ((EVERYTHING,), Role.ADMIN, Reach.ROLE),
    ],
)
def test_how_far_the_rules_go(rules: tuple[Rule, ...], role: Role, reach: Reach) -> None:
    assert Rules("rules.toml", rules).reach(replace(ANN, role=role)) is reach
    assert Rules().reach(replace(ANN, role=role)) is Reach.ROLE
