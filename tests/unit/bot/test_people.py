"""Guests, strangers, bots and people who left are refused; so is everybody of whom Slack does not tell."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.home import Home
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
        return {"ok": True, "user": {"id": user, "team_id": "T1", **self.about}}


HOME, GRID = Home("T1"), Home("T1", "E1")


@pytest.fixture
def users() -> Users:
    return Users()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(users: Users, clock: Clock) -> People:
    return People(users, lambda: HOME, clock)


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
        ("is_workflow_bot", "bots"),
        ("bot_id", "bots"),
        ("is_stranger", "another workspace"),
        ("is_restricted", "guests"),
        ("is_ultra_restricted", "guests"),
    ],
)
def test_who_does_not_belong_is_refused(people: People, users: Users, key: str, words: str) -> None:
    users.about = {key: True}
    with pytest.raises(NotAllowed, match=words):
        people.admit("U0EVE")


@pytest.mark.parametrize("about", [None, "text", []])
def test_an_answer_that_tells_of_nobody_lets_nobody_in(users: Users, people: People, about: Any) -> None:
    users.users_info = lambda user: {"ok": True, "user": about}  # type: ignore[method-assign]
    with pytest.raises(NotAllowed, match="try again"):
        people.admit("U0ANN")


def test_slacks_own_bot_is_a_bot(people: People) -> None:
    with pytest.raises(NotAllowed, match="bots"):
        people.admit("USLACKBOT")


@pytest.mark.parametrize(
    ("home", "about", "ours"),
    [
        (HOME, {"team_id": "T2"}, False),
        (HOME, {"team_id": None}, False),
        (HOME, {"team_id": "T2", "enterprise_user": {"enterprise_id": "E2"}}, False),
        (GRID, {}, True),
        (GRID, {"team_id": "T3", "enterprise_user": {"enterprise_id": "E1"}}, True),
        (GRID, {"team_id": "E1"}, True),
        (GRID, {"team_id": "T2"}, False),
        (GRID, {"team_id": "T2", "enterprise_user": {"enterprise_id": "E2"}}, False),
        (GRID, {"team_id": "T1", "enterprise_user": {"enterprise_id": "E2"}}, False),
        (Home("E1", "E1"), {"team_id": "T3", "enterprise_user": {"enterprise_id": "E1"}}, True),
        (Home("E1", "E1"), {"team_id": "T3"}, False),
    ],
)
def test_who_shares_a_channel_with_us_is_of_another_workspace_though_slack_calls_nobody_a_stranger(
    users: Users, home: Home, about: dict[str, Any], ours: bool
) -> None:
    users.about = {"is_stranger": False, **about}
    people = People(users, lambda: home)
    if ours:
        people.admit("U0ANN")
    else:
        with pytest.raises(NotAllowed, match="another workspace"):
            people.admit("U0EVE")


def test_while_slack_has_not_told_our_own_workspace_nobody_passes_and_nothing_is_kept(users: Users) -> None:
    told: list[Home] = []
    people = People(users, lambda: told[0] if told else None)
    with pytest.raises(NotAllowed, match="try again"):
        people.admit("U0ANN")
    told.append(HOME)
    people.admit("U0ANN")


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


def turned_away(room: Room, body: dict[str, Any], home: Home | None = HOME) -> tuple[list[dict[str, Any]], bool]:
    """What Slack is told at once, and whether a listener got the request."""
    said: list[dict[str, Any]] = []
    passed: list[bool] = []
    refuse(
        room.doors,
        lambda: home,
        lambda **word: said.append(word),  # type: ignore[arg-type, return-value]
        body,
        lambda: passed.append(True),  # type: ignore[arg-type, return-value]
    )
    return said, bool(passed)


def command(team: str, grid: str = "") -> dict[str, Any]:
    return {"command": "/dns", "team_id": team, **({"enterprise_id": grid} if grid else {})}


def interaction(kind: str, persons: str, apps: str | None = None, grid: str | None = None) -> dict[str, Any]:
    """persons: the workspace of who did it; apps: the one beside it, null for an app of a whole Grid."""
    team = {"id": apps} if apps else None
    user = {"id": "U9", "team_id": persons} if persons else {"id": "U9"}
    return {"type": kind, "user": user, "team": team, "enterprise": {"id": grid} if grid else None}


KINDS = ["block_actions", "view_submission", "view_closed"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("home", "named", "passes"),
    [
        (HOME, ("T1", "T1"), True),
        (HOME, ("", "T1"), True),
        (HOME, ("T2", "T1"), False),
        (HOME, ("T1", "T2"), False),
        (HOME, ("T2", "T2"), False),
        (HOME, ("T2", None, "E2"), False),
        (GRID, ("T1", "T1", "E1"), True),
        (GRID, ("T3", "T1", "E1"), True),
        (GRID, ("T3", None, "E1"), True),
        (GRID, ("T1", "T1"), True),
        (GRID, ("T2", "T1"), False),
        (GRID, ("T1", "T1", "E2"), False),
        (Home("E1", "E1"), ("T3", None, "E1"), True),
        (Home("E1", "E1"), ("T2", None, "E2"), False),
        (None, ("T1", "T1"), True),
        (None, ("T1", "T2"), False),
    ],
)
def test_what_names_another_workspace_is_turned_away_at_every_door(
    room: Room, kind: str, home: Home | None, named: tuple[Any, ...], passes: bool
) -> None:
    assert turned_away(room, interaction(kind, *named), home)[1] is passes


@pytest.mark.parametrize(
    ("home", "named", "passes"),
    [
        (HOME, ("T1",), True),
        (HOME, ("T2",), False),
        (HOME, ("T2", "E2"), False),
        (GRID, ("T3", "E1"), True),
        (GRID, ("T2", "E2"), False),
        (None, ("T2",), True),
    ],
)
def test_a_command_from_another_workspace_is_turned_away(
    room: Room, home: Home | None, named: tuple[str, ...], passes: bool
) -> None:
    assert turned_away(room, command(*named), home)[1] is passes


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
