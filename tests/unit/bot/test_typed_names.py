"""The modal in which a zone's name is typed to delete it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.blocks import modals
from bot.listeners import views
from bot.people import Everybody
from commands.adapters.store.database import Unsure
from commands.adapters.store.tables import deliveries
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


class Seen(Ack):
    """An ack that notes how far a change was by then."""

    def __init__(self, room: Room, change: Change) -> None:
        super().__init__(room)
        self._change = change
        self.state: State | None = None

    def __call__(self, **said: Any) -> None:
        super().__call__(**said)
        self.state = self._room.office.now(self._change).state


def submitted(
    room: Room, change: Change, name: str, user: str = ADMIN, ack: Ack | None = None, view_id: str = "V1"
) -> dict[str, Any]:
    values = {modals.FIELD: {modals.FIELD: {"type": "plain_text_input", "value": name}}}
    view = {"id": view_id, "private_metadata": change.token, "state": {"values": values}}
    ack = ack or Ack(room)
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


def test_a_name_of_which_it_is_not_known_whether_it_was_taken_says_so(room: Room, deletion: Change) -> None:
    class Lost:
        def __getattr__(self, name: str) -> Any:
            raise Unsure("it went away while it committed")

    answer = submitted(replace(room, doors=replace(room.doors, changes=Lost())), deletion, "empty.org")  # type: ignore[arg-type]
    assert "it is not known whether this was taken" in answer["errors"][modals.FIELD]


def strange(room: Room) -> Room:
    """A room where Slack has to be asked of everybody first."""

    class Strangers(Everybody):
        def knows(self, _user: str) -> bool:
            return False

        def admit(self, user: str) -> None:
            raise AssertionError(f"Slack was asked of {user} before the ack")

    return replace(room, doors=replace(room.doors, people=Strangers()))


@contextmanager
def nothing_kept(room: Room) -> Iterator[None]:
    """No submission is written down for the worker."""
    before = kept(room)
    yield
    assert kept(room) == before


def kept(room: Room) -> list[str]:
    with room.office.database.read() as connection:
        found = connection.execute(select(deliveries.c.id)).scalars()
        return [key for key in found if key.startswith("press/")]


def test_the_verdict_of_somebody_known_stands_before_the_ack(room: Room, deletion: Change) -> None:
    ack = Seen(room, deletion)
    with nothing_kept(room):
        submitted(room, deletion, "empty.org", ack=ack)
    assert ack.state is State.APPROVED


def test_a_submission_of_somebody_to_be_asked_about_is_written_before_the_ack_and_judged_once(
    room: Room, deletion: Change
) -> None:
    acks = [Seen(room, deletion) for _ in range(2)]
    before = len(kept(room))
    for ack in acks:
        assert submitted(strange(room), deletion, "empty.org", ack=ack) == {}
    assert len(kept(room)) == before + 1, "one submission, delivered twice"
    assert acks[0].written == acks[1].written
    assert [ack.state for ack in acks] == [State.PROPOSED, State.PROPOSED]
    assert room.woken
    room.drain()
    found = room.office.now(deletion)
    assert (found.decided_by, found.state in (State.APPROVED, State.PENDING)) == (ADMIN, True)
    assert whispers(room) == []


def test_a_submission_that_only_the_worker_judges_is_refused_like_any_other(room: Room, deletion: Change) -> None:
    submitted(strange(room), deletion, "empty.org", READER)
    room.drain()
    assert room.office.now(deletion).state is State.PROPOSED
    (said,) = room.slack.by("whisper")
    assert said.where == READER


def test_a_wrong_name_of_somebody_to_be_asked_about_is_told_in_the_modal(room: Room, deletion: Change) -> None:
    with nothing_kept(room):
        answer = submitted(strange(room), deletion, "example.com")
    assert "That is not empty.org" in answer["errors"][modals.FIELD]


def test_a_submission_that_cannot_be_written_for_the_worker_is_told_in_the_modal(room: Room, deletion: Change) -> None:
    with away(strange(room)) as broken:
        whole = replace(broken, doors=replace(broken.doors, changes=room.doors.changes))
        answer = submitted(whole, deletion, "empty.org")
    assert "Nothing was done" in answer["errors"][modals.FIELD]


@pytest.mark.parametrize("user", [OPERATOR, READER])
def test_only_who_may_delete_zones_can_hand_the_name_in(room: Room, deletion: Change, user: str) -> None:
    submitted(room, deletion, "empty.org", user)
    assert room.office.now(deletion).state is State.PROPOSED


@pytest.mark.parametrize(("user", "state"), [(ADMIN, State.CANCELLED), (OPERATOR, State.PROPOSED)])
def test_closing_the_modal_cancels_before_the_ack(room: Room, deletion: Change, user: str, state: State) -> None:
    ack = Seen(room, deletion)
    views.closed(room.doors, ack, {"view": {"private_metadata": deletion.token}, "user": {"id": user}})  # type: ignore[arg-type]
    assert ack.answers == [{}]
    assert ack.state is state


def test_the_waiting_modal_can_be_closed_too(room: Room) -> None:
    ack = Ack(room)
    views.closed(room.doors, ack, {"view": {"private_metadata": ""}, "user": {"id": ADMIN}})  # type: ignore[arg-type]
    assert ack.answers == [{}]


def test_the_button_of_a_deletion_opens_the_modal_for_the_one_who_asked(room: Room, deletion: Change) -> None:
    pressed(room, "type_name", deletion.token, OPERATOR)
    assert "closed" in whispers(room)[0]
    pressed(room, "type_name", deletion.token)
    assert room.slack.by("open_view")[-1].payload["private_metadata"] == deletion.token
