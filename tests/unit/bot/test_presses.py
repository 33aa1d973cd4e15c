"""Buttons, unpacked and acknowledged; the worker's part is done by hand."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.blocks.answers import OFFER
from bot.blocks.cards import CANCEL, CONFIRM
from bot.listeners import buttons
from bot.people import Everybody
from commands.adapters.store.tables import deliveries
from commands.changes.lifecycle import Change, State
from commands.model.records import Type
from tests.unit.bot.room import ADMIN, OPERATOR, READER, Room
from tests.unit.bot.test_listeners import Ack, away
from tests.worlds.slack_messages import button


def pressed(
    room: Room, action: str, token: str, user: str = ADMIN, on: str = "", block: str = "b1", ack: Ack | None = None
) -> Ack:
    """A button as Slack delivers its press; on: the timestamp of the message it is on; block: its block_id."""
    ack = ack or Ack(room)
    body = {
        "type": "block_actions",
        "actions": [{"action_id": action, "value": token, "block_id": block}],
        "user": {"id": user},
        "channel": {"id": "C0OPS"},
        "container": {"type": "message", "message_ts": on, "channel_id": "C0OPS"},
        "response_url": "http://127.0.0.1/answer" if action.startswith(OFFER) else "",
        "trigger_id": "t1",
    }
    listener = {OFFER: buttons.offer, "type_name": buttons.type_name}.get(action.split("_A")[0], buttons.press)
    listener(room.doors, ack, body)  # type: ignore[arg-type]
    return ack


def whispers(room: Room) -> list[str]:
    """The private words so far."""
    room.drain()
    return [said.text for said in room.slack.by("whisper")]


@pytest.fixture
def question(room: Room) -> Change:
    """Asked for by an operator who is no admin, and posted."""
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    room.say("delete db1 A", OPERATOR)
    return room.newest


@pytest.mark.parametrize(("action", "state"), [(CONFIRM, State.APPROVED), (CANCEL, State.CANCELLED)])
@pytest.mark.parametrize("user", [OPERATOR, ADMIN])
def test_the_person_who_asked_and_an_admin_may_press(
    room: Room, question: Change, action: str, state: State, user: str
) -> None:
    ack = pressed(room, action, question.token, user)
    assert ack.answers == [{}]
    found = room.office.now(question)
    assert (found.state, found.decided_by) == (state, user)
    assert room.woken


@pytest.mark.parametrize("action", [CONFIRM, CANCEL])
def test_others_get_a_private_word_and_the_question_stays(room: Room, question: Change, action: str) -> None:
    pressed(room, action, question.token, READER)
    assert room.office.now(question).state is State.PROPOSED
    (said,) = whispers(room)
    assert "may press this" in said
    assert room.slack.by("whisper")[0].where == READER


def test_a_double_click_changes_once_and_needs_no_answer(room: Room, question: Change) -> None:
    for _ in range(2):
        pressed(room, CONFIRM, question.token, OPERATOR)
    room.drain()
    pressed(room, CONFIRM, question.token, OPERATOR)
    assert room.office.route53.count("submit") == 1
    assert whispers(room) == []


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ((CONFIRM, OPERATOR), (CONFIRM, ADMIN), "confirmed"),
        ((CONFIRM, OPERATOR), (CANCEL, ADMIN), "confirmed"),
        ((CANCEL, ADMIN), (CONFIRM, OPERATOR), "cancelled"),
        ((CONFIRM, OPERATOR), (CANCEL, OPERATOR), "confirmed"),
    ],
)
def test_the_first_verdict_wins_and_the_second_is_told_the_truth(
    room: Room, question: Change, first: tuple[str, str], second: tuple[str, str], words: str
) -> None:
    pressed(room, first[0], question.token, first[1])
    verdict = room.office.now(question).decided_by
    pressed(room, second[0], question.token, second[1])
    assert room.office.now(question).decided_by == verdict == first[1]
    (said,) = whispers(room)
    assert f"<@{first[1]}> {words} this already" in said


def test_a_press_after_the_time_is_told_so(room: Room, question: Change) -> None:
    room.office.hands.pass_(901.0)
    pressed(room, CONFIRM, question.token, OPERATOR)
    assert "expired" in whispers(room)[0]
    assert room.office.now(question).state is State.EXPIRED


@pytest.mark.parametrize("token", ["", "guessed", "x" * 2_000])
def test_a_token_that_leads_nowhere_does_nothing(room: Room, question: Change, token: str) -> None:
    pressed(room, CONFIRM, token, OPERATOR)
    assert room.office.now(question).state is State.PROPOSED
    assert "leads nowhere" in whispers(room)[0]


def test_a_press_is_acknowledged_even_while_the_database_is_away(room: Room, question: Change) -> None:
    with away(room) as broken, pytest.raises(OperationalError):
        pressed(broken, CONFIRM, question.token, OPERATOR)
    assert room.office.now(question).state is State.PROPOSED


@pytest.fixture
def offered(room: Room) -> str:
    return room.inbox.offer(OPERATOR, "C0OPS", False, "delete db1 A", 900.0)


def test_an_offer_is_asked_for_like_a_command(room: Room, offered: str) -> None:
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    pressed(room, f"{OFFER}_A", offered, OPERATOR)
    room.drain()
    assert (room.newest.actor, room.newest.state) == (OPERATOR, State.PROPOSED)
    pressed(room, f"{OFFER}_A", offered, OPERATOR)
    assert "used already" in whispers(room)[0]
    assert len(room.office.stored.recent()) == 1


def choice(room: Room, text: str) -> tuple[str, str]:
    """A private choice between two types; the block and the token of the button for A."""
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    room.office.put("db1.example.com.", Type.TXT, '"x"')
    room.say(text, OPERATOR)
    one = button(room.slack.by("whisper")[-1].payload["blocks"], "^A$")
    return one["block_id"], one["value"]


def test_a_private_choice_gives_way_to_what_was_chosen_so_that_it_is_not_pressed_twice(room: Room) -> None:
    block, token = choice(room, "delete db1")
    pressed(room, f"{OFFER}_A", token, OPERATOR, block=block)
    room.drain()
    said = room.slack.by("whisper")[-1]
    assert said.payload["replace_original"] is True
    assert (said.where, said.text) == (
        OPERATOR,
        "Chosen: `/dns delete db1.example.com. A zone=" + f"{room.office.zone.id}`",
    )
    assert not [block for block in said.payload["blocks"] if block["type"] == "actions"]
    assert room.newest.state is State.PROPOSED


def test_a_choice_beside_other_answers_takes_none_of_them_away(room: Room) -> None:
    block, token = choice(room, "get db1\ndelete db1")
    before = len(room.slack.by("whisper"))
    pressed(room, f"{OFFER}_A", token, OPERATOR, block=block)
    room.drain()
    assert len(room.slack.by("whisper")) == before
    assert room.newest.state is State.PROPOSED


@pytest.mark.parametrize(("asking", "first"), [(True, "ack"), (False, "by_token")])
def test_a_press_is_acknowledged_before_slack_is_asked_who_pressed(
    room: Room, question: Change, asking: bool, first: str
) -> None:
    order: list[str] = []

    class Strangers(Everybody):
        def knows(self, _user: str) -> bool:
            return not asking

    class Noting(Ack):
        def __call__(self, **said: Any) -> None:
            order.append("ack")

    class Watched:
        def __getattr__(self, name: str) -> Any:
            order.append(name)
            return getattr(room.office.stored, name)

    doors = replace(room.doors, changes=Watched(), people=Strangers())  # type: ignore[arg-type]
    watched = replace(room, doors=doors)
    pressed(watched, CONFIRM, question.token, OPERATOR, ack=Noting(room))
    assert order[0] == first
    assert order.count("ack") == 1
    room.work(deliveries)
    assert room.office.now(question).state is State.APPROVED


@pytest.mark.parametrize(("action", "state"), [(CONFIRM, State.APPROVED), (CANCEL, State.CANCELLED)])
def test_a_press_of_somebody_to_be_asked_about_is_written_down_before_its_ack_and_judged_once(
    room: Room, question: Change, action: str, state: State
) -> None:
    class Strangers(Everybody):
        def knows(self, _user: str) -> bool:
            return False

    strange = replace(room, doors=replace(room.doors, people=Strangers()))
    rows = room.office.database
    with rows.read() as connection:
        before = len(connection.execute(deliveries.select()).all())
    acks = [pressed(strange, action, question.token, OPERATOR) for _ in range(2)]
    assert [ack.written - before for ack in acks] == [1, 1], "one press, delivered twice"
    assert room.office.now(question).state is State.PROPOSED
    room.work(deliveries)
    assert room.office.now(question).state is state
    assert whispers(room) == []


def test_a_press_that_only_the_worker_judges_is_refused_like_any_other(room: Room, question: Change) -> None:
    class Strangers(Everybody):
        def knows(self, _user: str) -> bool:
            return False

    strange = replace(room, doors=replace(room.doors, people=Strangers()))
    pressed(strange, CONFIRM, question.token, READER)
    pressed(strange, CONFIRM, "guessed", OPERATOR)
    said = whispers(room)
    assert any("may press this" in one for one in said)
    assert any("leads nowhere" in one for one in said)
    assert room.office.now(question).state is State.PROPOSED


def test_an_offer_is_not_for_others(room: Room, offered: str) -> None:
    pressed(room, f"{OFFER}_A", offered, ADMIN)
    assert len(whispers(room)) == 1
    assert room.office.stored.recent() == ()
