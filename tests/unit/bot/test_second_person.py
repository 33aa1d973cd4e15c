"""A zone's deletion that takes two people: the other one presses where all see it, and types its name."""

import pytest

from bot.blocks.cards import CANCEL, CONFIRM
from bot.listeners import views
from bot.people import Everybody
from commands.adapters.store import tables
from commands.changes.lifecycle import Change, State
from commands.policy import Answer, Rule, Rules
from tests.unit.bot.room import ADMIN, OPERATOR, READER, Room, opened
from tests.unit.bot.test_listeners import Ack
from tests.unit.bot.test_presses import pressed, whispers
from tests.unit.handlers.office import Office

RULE = Rule(Answer.SECOND, verbs=frozenset({"zone delete"}), approvers=frozenset({OPERATOR}))


@pytest.fixture
def room(office: Office) -> Room:
    made = opened(office.with_rules(Rules("rules.toml", (RULE,))))
    made.office.embedded.add_zone("empty.org.")
    return made


@pytest.fixture
def question(room: Room) -> Change:
    """Asked for by the admin, in a modal as ever."""
    key = room.take("zone delete empty.org", ADMIN, opening=True)
    room.inbox.opened(key, "V1")
    room.drain()
    return room.newest


def submitted(room: Room, change: Change, user: str, name: str = "empty.org") -> Ack:
    ack = Ack(room)
    view = {
        "private_metadata": change.token,
        "state": {"values": {"zone_name": {"zone_name": {"type": "plain_text_input", "value": name}}}},
    }
    views.submitted(room.doors, ack, {"user": {"id": user}, "view": view})  # type: ignore[arg-type]
    room.drain()
    return ack


def test_who_asks_is_told_that_another_must_and_all_see_the_question(room: Room, question: Change) -> None:
    assert question.second
    (modal,) = room.slack.by("update_view")
    assert "Another person must confirm" in str(modal.payload)
    assert "submit" not in modal.payload
    assert room.card.where == "C0OPS"
    assert room.slack.by("whisper") == []


def test_without_a_modal_who_asks_is_told_the_same(room: Room) -> None:
    room.inbox.opened(room.take("zone delete empty.org", ADMIN, opening=True), None)
    room.drain()
    assert "Another person must do that" in room.slack.by("whisper")[0].text
    assert room.card.where == "C0OPS"


def test_a_press_deletes_nothing_and_asks_the_other_for_the_name(room: Room, question: Change) -> None:
    assert pressed(room, CONFIRM, question.token, OPERATOR).answers == [{}]
    assert room.office.now(question).state is State.PROPOSED
    (view,) = room.slack.by("open_view")
    assert view.payload["private_metadata"] == question.token
    submitted(room, question, OPERATOR, "wrong.org")
    assert room.office.now(question).state is State.PROPOSED
    submitted(room, question, OPERATOR)
    found = room.office.now(question)
    assert (found.decided_by, found.state in (State.PENDING, State.APPROVED)) == (OPERATOR, True)


@pytest.mark.parametrize(("user", "words"), [(ADMIN, "another person"), (READER, "Who may: ")])
def test_nobody_else_is_asked_for_the_name_or_gets_through_by_it(
    room: Room, question: Change, user: str, words: str
) -> None:
    pressed(room, CONFIRM, question.token, user)
    assert room.slack.by("open_view") == []
    submitted(room, question, user)
    assert room.office.now(question).state is State.PROPOSED
    assert [words in said for said in whispers(room)] == [True, True]
    assert {said.where for said in room.slack.by("whisper")} == {user}


def test_the_other_may_cancel_by_a_press(room: Room, question: Change) -> None:
    pressed(room, CANCEL, question.token, OPERATOR)
    assert room.office.now(question).state is State.CANCELLED


def test_a_dialog_that_does_not_open_is_told(room: Room, question: Change) -> None:
    room.slack.views = False
    pressed(room, CONFIRM, question.token, OPERATOR)
    assert "did not open the dialog" in whispers(room)[0]


def test_a_forged_press_on_a_zones_deletion_deletes_nothing(office: Office) -> None:
    room = opened(office)
    room.office.embedded.add_zone("empty.org.")
    room.inbox.opened(room.take("zone delete empty.org", ADMIN, opening=True), "V1")
    room.drain()
    pressed(room, CONFIRM, room.newest.token, ADMIN)
    room.drain()
    assert room.newest.state is State.PROPOSED


def test_who_is_not_known_yet_is_asked_for_the_name_by_the_worker(room: Room, question: Change) -> None:
    class Strangers(Everybody):
        def knows(self, _user: str) -> bool:
            return False

    object.__setattr__(room.doors, "people", Strangers())
    pressed(room, CONFIRM, question.token, OPERATOR)
    assert room.slack.by("open_view") == []
    room.drain()
    assert room.slack.by("open_view")[0].where == "t1"
    assert room.office.now(question).state is State.PROPOSED


@pytest.mark.parametrize(("user", "state"), [(OPERATOR, State.APPROVED), (ADMIN, State.PROPOSED)])
def test_a_name_typed_by_somebody_to_be_asked_about_is_judged_by_the_worker_and_by_both_people(
    room: Room, question: Change, user: str, state: State
) -> None:
    class Strangers(Everybody):
        def knows(self, _user: str) -> bool:
            return False

    object.__setattr__(room.doors, "people", Strangers())
    ack = Ack(room)
    values = {"zone_name": {"zone_name": {"type": "plain_text_input", "value": "empty.org"}}}
    view = {"id": "V2", "private_metadata": question.token, "state": {"values": values}}
    views.submitted(room.doors, ack, {"user": {"id": user}, "view": view})  # type: ignore[arg-type]
    assert room.office.now(question).state is State.PROPOSED
    room.work(tables.deliveries)
    assert room.office.now(question).state is state
    assert ["another person must confirm" in said for said in whispers(room)] == [True] * (user == ADMIN)
