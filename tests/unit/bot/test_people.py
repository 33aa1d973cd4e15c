"""Guests, strangers, bots and people who left are refused; so is everybody of whom Slack does not tell."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.listeners.strangers import refuse
from bot.people import KEEP, Everybody, People
from commands.errors import NotAllowed
from tests.unit.bot.room import Room
from tests.unit.bot.test_identity import Clock


class Answer:
    """An error as slack_sdk hands it over."""

    def __init__(self, word: str) -> None:
        self.data = {"ok": False, "error": word}
        self.status_code = 200

    def get(self, key: str, default: Any = None) -> Any:
        return self.data.get(key, default)


class Users:
    """Slack's users; asking may fail."""

    def __init__(self) -> None:
        self.about: dict[str, Any] = {}
        self.error: Exception | None = None
        self.asked = 0

    def users_info(self, user: str) -> dict[str, Any]:
        self.asked += 1
        if self.error:
            raise self.error
        return {"ok": True, "user": {"id": user, **self.about}}


@pytest.fixture
def users() -> Users:
    return Users()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(users: Users, clock: Clock) -> People:
    return People(users, clock)


def test_our_own_people_pass_and_are_asked_about_once_a_minute(people: People, users: Users, clock: Clock) -> None:
    for _ in range(3):
        people.admit("U0ANN")
    clock.time += KEEP + 0.1
    people.admit("U0ANN")
    assert users.asked == 2


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("deleted", "deactivated"),
        ("is_bot", "bots"),
        ("is_stranger", "another workspace"),
        ("is_restricted", "guests"),
        ("is_ultra_restricted", "guests"),
    ],
)
def test_who_does_not_belong_is_refused(people: People, users: Users, key: str, words: str) -> None:
    users.about = {key: True}
    with pytest.raises(NotAllowed, match=words):
        people.admit("U0EVE")


def test_who_became_a_guest_is_out_after_a_minute(people: People, users: Users, clock: Clock) -> None:
    people.admit("U0ANN")
    users.about = {"is_restricted": True}
    clock.time += KEEP + 0.1
    with pytest.raises(NotAllowed):
        people.admit("U0ANN")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SlackApiError("no", Answer("missing_scope")), "users:read"),
        (SlackApiError("no", Answer("user_not_found")), "does not know you"),
        (SlackApiError("no", Answer("internal_error")), "try again"),
        (SlackRequestError("no"), "try again"),
        (TimeoutError(), "try again"),
    ],
)
def test_while_slack_does_not_tell_nobody_new_passes(
    people: People, users: Users, clock: Clock, error: Exception, words: str
) -> None:
    people.admit("U0ANN")
    users.error = error
    people.admit("U0ANN")
    with pytest.raises(NotAllowed, match=words):
        people.admit("U0BEN")
    clock.time += KEEP + 0.1
    with pytest.raises(NotAllowed):
        people.admit("U0ANN")


def test_on_a_terminal_everybody_passes() -> None:
    Everybody().admit("U0ANN")


# From another workspace, before anything is read or written.


def turned_away(room: Room, body: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
    """What Slack is told at once, and whether a listener got the request."""
    said: list[dict[str, Any]] = []
    passed: list[bool] = []
    refuse(
        room.doors,
        lambda team, enterprise: team == "T1" or enterprise == "E1",
        lambda **word: said.append(word),  # type: ignore[arg-type, return-value]
        body,
        lambda: passed.append(True),  # type: ignore[arg-type, return-value]
    )
    return said, bool(passed)


@pytest.mark.parametrize(
    "body",
    [
        {"command": "/dns", "team_id": "T1"},
        {"command": "/dns", "team_id": "T2", "enterprise_id": "E1"},
        {"type": "block_actions", "user": {"id": "U1", "team_id": "T1"}, "team": None},
        {"type": "block_actions", "user": {"id": "U1"}, "team": {"id": "T1"}},
        {"type": "view_submission", "user": {"id": "U1", "team_id": "T2"}, "enterprise": {"id": "E1"}},
    ],
)
def test_our_workspace_and_our_grid_pass(room: Room, body: dict[str, Any]) -> None:
    assert turned_away(room, body) == ([], True)


def test_a_strangers_command_is_answered_on_the_ack(room: Room) -> None:
    said, passed = turned_away(room, {"command": "/dns", "team_id": "T2"})
    assert not passed
    assert "another workspace" in said[0]["text"]


def test_a_strangers_press_is_answered_privately_and_changes_nothing(room: Room) -> None:
    body = {
        "type": "block_actions",
        "user": {"id": "U9", "team_id": "T2"},
        "team": {"id": "T1"},
        "channel": {"id": "C0OPS"},
        "response_url": "http://127.0.0.1/answer",
    }
    said, passed = turned_away(room, body)
    assert (said, passed) == ([{}], False)
    room.drain()
    assert "another workspace" in room.slack.said[-1].text


def test_who_was_asked_about_is_known_for_a_minute(people: People, clock: Clock) -> None:
    assert not people.knows("U0ANN")
    people.admit("U0ANN")
    assert people.knows("U0ANN")
    clock.time += KEEP + 0.1
    assert not people.knows("U0ANN")
    assert Everybody().knows("U0ANN")
