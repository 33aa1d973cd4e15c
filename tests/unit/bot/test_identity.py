import threading
from collections.abc import Iterable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.identity import KEEP, Identity
from commands.policy import Answer, Deed, Role, Rule, Rules
from tests.unit.handlers.office import Book

DEADLINE = 10.0


class Groups:
    """Slack's user groups; asking may fail."""

    def __init__(self, **members: list[str]) -> None:
        self.members = members
        self.error: Exception | None = None
        self.asked: list[str] = []

    def usergroups_users_list(self, usergroup: str) -> dict[str, Any]:
        self.asked.append(usergroup)
        if self.error:
            raise self.error
        return {"ok": True, "users": self.members.get(usergroup, [])}


class Clock:
    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


def identity(
    operators: Iterable[str] = (),
    admins: Iterable[str] = (),
    groups: Groups | None = None,
    clock: Clock | None = None,
    rules: Rules | None = None,
) -> Identity:
    return Identity(
        groups or Groups(), frozenset(operators), frozenset(admins), Book(rules or Rules()), clock or Clock()
    )


@pytest.mark.parametrize(
    ("operators", "admins", "role"),
    [
        ([], [], Role.READER),
        (["U0BEN"], [], Role.READER),
        (["U0ANN"], [], Role.OPERATOR),
        (["*"], [], Role.OPERATOR),
        ([], ["U0ANN"], Role.ADMIN),
        ([], ["*"], Role.ADMIN),
        (["U0ANN"], ["U0ANN"], Role.ADMIN),
        (["S0OPS"], [], Role.OPERATOR),
        (["S0EMPTY"], [], Role.READER),
        (["S0EMPTY", "S0OPS"], [], Role.OPERATOR),
        (["S0EMPTY"], ["S0OPS"], Role.ADMIN),
    ],
)
def test_a_role_is_by_the_two_lists(operators: list[str], admins: list[str], role: Role) -> None:
    found = identity(operators, admins, Groups(S0OPS=["U0ANN"])).actor("U0ANN")
    assert (found.id, found.role) == ("U0ANN", role)


@pytest.mark.parametrize(("operators", "admins", "known"), [([], [], False), (["U1"], [], True), (["*"], [], True)])
def test_whether_anybody_may_change_records_is_told(operators: list[str], admins: list[str], known: bool) -> None:
    assert identity(operators, admins).actor("U0ANN").operators_set is known


def test_who_is_named_is_known_without_asking_slack() -> None:
    groups = Groups()
    assert identity(["U0ANN", "S0OPS"], ["U0ROOT"], groups).actor("U0ANN").role is Role.OPERATOR
    assert groups.asked == []


@pytest.mark.parametrize(("seconds", "times"), [(0.0, 1), (KEEP, 1), (KEEP + 0.1, 2)])
def test_a_group_is_believed_for_a_minute(seconds: float, times: int) -> None:
    groups, clock = Groups(S0OPS=["U0ANN"]), Clock()
    known = identity(["S0OPS"], groups=groups, clock=clock)
    known.actor("U0ANN")
    clock.time += seconds
    known.actor("U0BEN")
    assert groups.asked == ["S0OPS"] * times


def test_who_left_a_group_is_out_after_a_minute() -> None:
    groups, clock = Groups(S0OPS=["U0ANN"]), Clock()
    known = identity(["S0OPS"], groups=groups, clock=clock)
    assert known.actor("U0ANN").role is Role.OPERATOR
    groups.members["S0OPS"] = []
    clock.time += KEEP + 0.1
    assert known.actor("U0ANN").role is Role.READER


@pytest.mark.parametrize(
    "error",
    [
        SlackApiError("no", {"ok": False, "error": "missing_scope"}),
        SlackRequestError("no"),
        ConnectionResetError(),
        TimeoutError(),
        KeyError("users"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_while_slack_does_not_tell_nobody_is_a_member(error: Exception) -> None:
    groups, clock = Groups(S0OPS=["U0ANN"]), Clock()
    known = identity(["S0OPS"], ["S0OPS"], groups, clock)
    known.actor("U0ANN")
    clock.time += KEEP + 0.1
    groups.error = error
    assert known.actor("U0ANN").role is Role.READER
    groups.error = None
    asked = len(groups.asked)
    assert known.actor("U0ANN").role is Role.READER
    assert len(groups.asked) == asked, "a Slack that does not answer is not asked by everybody"
    clock.time += 3.1
    assert known.actor("U0ANN").role is Role.ADMIN


def test_who_only_reads_does_not_wait_for_slack() -> None:
    groups = Groups(S0OPS=["U0ANN"])
    assert identity(["S0OPS"], ["S0OPS"], groups).reader("U0ANN").role is Role.READER
    assert groups.asked == []


def test_people_at_once_share_one_question() -> None:
    groups = Groups(S0OPS=["U0ANN"])
    known = identity(["S0OPS"], groups=groups)
    together, roles = threading.Barrier(8), []

    def ask() -> None:
        together.wait(DEADLINE)
        roles.append(known.actor("U0ANN").role)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE)
    assert roles == [Role.OPERATOR] * 8
    assert len(groups.asked) == 1


def test_the_rules_name_admins_too_and_the_groups_that_matter() -> None:
    rule = Rule(Answer.ALLOW, who=frozenset({"S0WEB", "S0DB"}))
    rules = Rules("p.toml", (rule,), admins=frozenset({"S0BOSS"}), groups=frozenset({"S0WEB", "S0DB"}))
    groups = Groups(S0WEB=["U0ANN"], S0DB=["U0BEN"], S0BOSS=["U0BEN"])
    known = identity(groups=groups, rules=rules)
    assert (known.actor("U0ANN").role, known.actor("U0ANN").groups) == (Role.READER, {"S0WEB"})
    assert (known.actor("U0BEN").role, known.actor("U0BEN").groups) == (Role.ADMIN, {"S0DB"})


def test_whether_slack_must_be_asked_for_a_group_is_known() -> None:
    clock = Clock()
    asked = identity(["S0OPS"], ["U0BEN"], Groups(S0OPS=["U0ANN"]), clock)
    assert not asked.knows_groups()
    asked.actor("U0ANN")
    assert asked.knows_groups()
    clock.time += KEEP + 0.1
    assert not asked.knows_groups()
    assert identity(["*"], ["U0BEN"]).knows_groups()


def test_while_slack_does_not_tell_who_is_in_a_group_the_stricter_rule_counts() -> None:
    everybody, interns = Rule(Answer.ALLOW), Rule(Answer.DENY, who=frozenset({"S0INTERN"}))
    rules = Rules("p.toml", (everybody, interns), groups=frozenset({"S0INTERN"}))
    groups, clock = Groups(S0INTERN=["U0BEN"]), Clock()
    known = identity(groups=groups, clock=clock, rules=rules)
    deed = Deed("add", "example.com.", "www.example.com.", "A")

    def answer(user: str) -> Answer:
        return rules.verdict(known.actor(user), deed, Role.OPERATOR).answer

    assert (answer("U0ANN"), answer("U0BEN")) == (Answer.ALLOW, Answer.DENY)
    groups.error, clock.time = SlackRequestError("away"), clock.time + KEEP + 0.1
    assert (answer("U0ANN"), answer("U0BEN")) == (Answer.DENY, Answer.DENY)
    groups.error, clock.time = None, clock.time + KEEP
    assert (answer("U0ANN"), answer("U0BEN")) == (Answer.ALLOW, Answer.DENY)
