"""Answers and changes for another program."""

import json

import pytest

from bot.objects import fields
from bot.playground.samples.answers import ANSWERS
from commands.changes.lifecycle import State
from commands.policy import Actor, Answer, Deed, Role, Rule, Verdict
from commands.results import CanDo, WhoIs
from tests.unit.bot.examples import change

ADMIN = Actor("U0ADA", Role.ADMIN, groups=frozenset({"S0B", "S0A"}))


def test_a_role_is_told_by_its_name() -> None:
    actor = fields(WhoIs(ADMIN, "", ()))["actor"]
    assert (actor["role"], actor["groups"]) == ("admin", ["S0A", "S0B"])


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (Answer.ALLOW, "allow"),
        (Answer.CONFIRM, "confirm"),
        (Answer.SECOND, "second person"),
        (Answer.DENY, "deny"),
    ],
)
def test_what_a_rule_answers_is_told_as_the_policy_file_spells_it(answer: Answer, word: str) -> None:
    assert (
        fields(CanDo(Deed("add", "example.com.", "db1.example.com."), Verdict(answer, "a rule")))["verdict"]["answer"]
        == word
    )
    assert fields(WhoIs(ADMIN, "rules.toml", (Rule(answer, line=3),)))["rules"][0]["answer"] == word


def test_a_state_and_a_kind_are_told_by_their_words() -> None:
    told = fields(change(State.PENDING))
    assert (told["state"], told["plan"]["kind"], told["plan"]["after"][0]["type"]) == ("PENDING", "add", "A")


@pytest.mark.parametrize("kind", ANSWERS, ids=lambda kind: kind.__name__)
def test_every_answer_is_json(kind: type) -> None:
    for answer in ANSWERS[kind].values():
        assert json.loads(json.dumps(fields(answer))) == fields(answer)
