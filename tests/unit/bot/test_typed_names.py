"""The modal in which a zone's name is typed to delete it."""

from typing import Any

import pytest

from bot.blocks import modals
from bot.listeners import views
from commands.changes.lifecycle import Change, State
from tests.unit.bot.room import ADMIN, OPERATOR, READER, Room
from tests.unit.bot.test_listeners import Ack, away, typed
from tests.unit.bot.test_presses import pressed, whispers


@pytest.fixture
def deletion(room: Room) -> Change:
    """A zone's deletion that waits for the name."""
    room.office.embedded.add_zone("empty.org.")
    typed(room, "zone delete empty.org")
    room.drain()
    return room.newest


def submitted(room: Room, change: Change, name: str, user: str = ADMIN) -> dict[str, Any]:
    values = {modals.FIELD: {modals.FIELD: {"type": "plain_text_input", "value": name}}}
    view = {"private_metadata": change.token, "state": {"values": values}}
    ack = Ack(room)
    views.submitted(room.doors, ack, {"view": view, "user": {"id": user}})  # type: ignore[arg-type]
    (answer,) = ack.answers
    return answer


@pytest.mark.parametrize("name", ["empty.org", "empty.org.", " Empty.ORG "])
def test_the_right_name_deletes_the_zone(room: Room, deletion: Change, name: str) -> None:
    assert submitted(room, deletion, name) == {}
    for _ in range(3):
        room.later(2.1)
    assert [zone.name for zone in room.office.embedded.zones()] == ["example.com."]


@pytest.mark.parametrize("name", ["", "empty", "empty.com", "*.empty.org", "a..b", "x" * 3_000])
def test_another_name_is_told_in_the_modal_and_changes_nothing(room: Room, deletion: Change, name: str) -> None:
    answer = submitted(room, deletion, name)
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == [modals.FIELD]
    assert room.office.now(deletion).state is State.PROPOSED


def test_a_name_typed_while_the_database_is_away_is_told_in_the_modal(room: Room, deletion: Change) -> None:
    with away(room) as broken:
        answer = submitted(broken, deletion, "empty.org")
    assert "Nothing was done" in answer["errors"][modals.FIELD]


@pytest.mark.parametrize("user", [OPERATOR, READER])
def test_only_who_may_delete_zones_can_hand_the_name_in(room: Room, deletion: Change, user: str) -> None:
    submitted(room, deletion, "empty.org", user)
    assert room.office.now(deletion).state is State.PROPOSED


@pytest.mark.parametrize(("user", "state"), [(ADMIN, State.CANCELLED), (OPERATOR, State.PROPOSED)])
def test_closing_the_modal_cancels(room: Room, deletion: Change, user: str, state: State) -> None:
    ack = Ack(room)
    views.closed(room.doors, ack, {"view": {"private_metadata": deletion.token}, "user": {"id": user}})  # type: ignore[arg-type]
    assert ack.answers == [{}]
    assert room.office.now(deletion).state is state


def test_the_waiting_modal_can_be_closed_too(room: Room) -> None:
    ack = Ack(room)
    views.closed(room.doors, ack, {"view": {"private_metadata": ""}, "user": {"id": ADMIN}})  # type: ignore[arg-type]
    assert ack.answers == [{}]


def test_the_button_of_a_deletion_opens_the_modal_for_the_one_who_asked(room: Room, deletion: Change) -> None:
    pressed(room, "type_name", deletion.token, OPERATOR)
    assert "closed" in whispers(room)[0]
    pressed(room, "type_name", deletion.token)
    assert room.slack.by("open_view")[-1].payload["private_metadata"] == deletion.token
