"""The Undo button of what took effect: anybody may press, and it asks as the typed command does."""

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.blocks.cards import CONFIRM, UNDO
from bot.listeners import buttons
from commands.changes.lifecycle import Change, State
from commands.model.records import Type
from tests.unit.bot.room import ADMIN, OPERATOR, READER, Room
from tests.unit.bot.test_listeners import Ack, away
from tests.unit.bot.test_presses import pressed, whispers
from tests.worlds.slack_messages import buttons as shapes

DB1 = "db1.example.com."


def press(room: Room, change: Change, user: str = OPERATOR, at: str = "1.0", place: str = "C0OPS") -> Ack:
    """The button as Slack delivers its press; the same `at` is the same press."""
    ack = Ack(room)
    body = {
        "type": "block_actions",
        "actions": [{"action_id": UNDO, "value": change.token, "action_ts": at}],
        "user": {"id": user},
        "channel": {"id": place},
        "response_url": "",
        "trigger_id": "t1",
    }
    buttons.undo(room.doors, ack, body)  # type: ignore[arg-type]
    room.drain()
    return ack


def labels(said: Any) -> list[str]:
    return [one["text"]["text"] for one in shapes(said.payload["blocks"])]


def message(room: Room, change: Change) -> Any:
    """What the message of a change says now."""
    ts = next(said.ts for said in room.slack.by("post") if change.id in said.text)
    return [said for said in room.slack.said if said.how in ("post", "edit") and said.ts == ts][-1]


@pytest.fixture
def added(room: Room) -> Change:
    """Made by an admin, and in effect."""
    room.say("add db1 A 192.0.2.1 60", ADMIN)
    room.later(0.1)
    assert room.newest.state is State.PENDING
    return room.newest


def test_what_took_effect_has_the_button_and_the_press_asks(room: Room, added: Change) -> None:
    room.later(2.1)
    assert labels(message(room, added)) == ["Undo"]
    ack = press(room, added)
    assert ack.answers == [{}]
    undo = room.newest
    assert (undo.state, undo.undo_of, undo.actor, undo.place) == (State.PROPOSED, added.id, OPERATOR, "C0OPS")
    assert labels(message(room, undo)) == ["Delete", "Cancel"]
    assert f"undoes change `{added.id}`" in message(room, undo).text
    assert f"- {DB1[:-1]} 60 A 192.0.2.1" in message(room, undo).text
    assert whispers(room) == []


def test_once_undone_both_messages_say_so_and_the_undo_can_be_undone(room: Room, added: Change) -> None:
    press(room, added)
    undo = room.newest
    pressed(room, CONFIRM, undo.token, OPERATOR)
    for _ in range(4):
        room.later(2.1)
    assert room.office.standing(DB1) == ()
    assert labels(message(room, added)) == []
    assert f"undone by change `{undo.id}`" in message(room, added).text
    assert labels(message(room, undo)) == ["Undo"]
    press(room, undo, at="2.0")
    pressed(room, CONFIRM, room.newest.token, OPERATOR)
    for _ in range(4):
        room.later(2.1)
    assert room.office.standing(DB1) == added.plan.after
    assert labels(message(room, added)) == ["Undo"]


def test_two_presses_give_one_question_and_a_word(room: Room, added: Change) -> None:
    for at in ("1.0", "2.0"):
        press(room, added, at=at)
    press(room, added, ADMIN, at="3.0")
    assert len(room.office.stored.recent()) == 2
    first, second = whispers(room)
    assert first == second
    assert f"<@{OPERATOR}> asked for it" in first
    assert room.newest.id in first


def test_a_press_delivered_twice_is_one(room: Room, added: Change) -> None:
    for _ in range(2):
        press(room, added)
    assert len(room.office.stored.recent()) == 2
    assert whispers(room) == []


def test_after_a_cancelled_question_it_can_be_pressed_again(room: Room, added: Change) -> None:
    press(room, added)
    first = room.newest
    pressed(room, "change_cancel", first.token, OPERATOR)
    press(room, added, at="2.0")
    assert (room.newest.state, room.newest.id != first.id) == (State.PROPOSED, True)


def test_pressed_on_a_message_that_was_not_redrawn_yet_it_says_undone(room: Room, added: Change) -> None:
    press(room, added)
    pressed(room, CONFIRM, room.newest.token, OPERATOR)
    room.later(0.1)
    press(room, added, at="2.0")
    assert "undone already" in whispers(room)[-1]


def test_who_may_not_change_records_gets_a_private_word(room: Room, added: Change) -> None:
    press(room, added, READER)
    assert room.newest.id == added.id
    assert "not an operator" in whispers(room)[0]
    assert room.slack.by("whisper")[0].where == READER


def test_the_question_is_its_askers(room: Room, added: Change) -> None:
    """An operator's undo of an admin's change is confirmed by that operator, or an admin."""
    press(room, added)
    pressed(room, CONFIRM, room.newest.token, READER)
    assert room.newest.state is State.PROPOSED
    pressed(room, CONFIRM, room.newest.token, OPERATOR)
    assert room.newest.decided_by == OPERATOR


@pytest.mark.parametrize("token", ["", "guessed"])
def test_a_token_that_leads_nowhere_says_so(room: Room, added: Change, token: str) -> None:
    ack = Ack(room)
    body = {"actions": [{"value": token}], "user": {"id": OPERATOR}, "channel": {"id": "C0OPS"}, "response_url": ""}
    buttons.undo(room.doors, ack, body)  # type: ignore[arg-type]
    assert "leads nowhere" in whispers(room)[0]


def test_it_is_acknowledged_even_while_the_database_is_away(room: Room, added: Change) -> None:
    with away(room) as broken, pytest.raises(OperationalError):
        press(broken, added)
    assert room.newest.id == added.id


def test_a_message_in_a_conversation_is_undone_there(room: Room, added: Change) -> None:
    press(room, added, ADMIN, place="D0ANN")
    assert (room.newest.place, room.newest.private_place) == ("D0ANN", True)


def test_a_zone_that_was_made_asks_for_its_name_and_only_admins_get_that_far(room: Room) -> None:
    room.say("zone create example.net", ADMIN)
    room.later(0.1)
    made = room.newest
    press(room, made, OPERATOR)
    assert "DNS_ADMINS" in whispers(room)[-1]
    press(room, made, ADMIN, at="2.0")
    undo = room.newest
    assert undo.undo_of == made.id
    assert "asks for its name" in whispers(room)[-1]
    assert labels(room.slack.by("whisper")[-1]) == ["Type the name…"]
    pressed(room, "type_name", undo.token, ADMIN)
    assert room.slack.by("open_view")[-1].payload["private_metadata"] == undo.token


def test_a_deleted_zone_is_made_anew_by_its_button_and_tells_what_changed(room: Room) -> None:
    room.office.embedded.add_zone("empty.org.", comment="the shop")
    (old,) = [zone for zone in room.office.embedded.zones() if zone.name == "empty.org."]
    servers = room.office.embedded.zone(old.id).name_servers
    room.say("zone delete empty.org", ADMIN)
    gone = room.newest
    room.office.stored.decide(gone.id, "confirmed", ADMIN)  # type: ignore[arg-type]
    for _ in range(4):
        room.later(2.1)
    assert labels(message(room, gone)) == ["Undo"]
    room.office.embedded.add_zone("another.org.")
    press(room, gone, ADMIN)
    pressed(room, CONFIRM, room.newest.token, ADMIN)
    for _ in range(4):
        room.later(2.1)
    (new,) = [zone for zone in room.office.embedded.zones() if zone.name == "empty.org."]
    said = message(room, room.newest).text
    given, replaced = said[said.index("registrar") :].split("In the place of")
    assert all(server in given for server in room.office.embedded.zone(new.id).name_servers)
    assert all(server in replaced for server in servers)


def test_an_undo_typed_behind_an_addition_waits_for_it(room: Room) -> None:
    room.office.put("old.example.com.", Type.A, "192.0.2.7")
    room.take("add db1 A 192.0.2.1\nundo", ADMIN)
    for _ in range(12):
        room.later(0.3)
    undo = room.newest
    assert (undo.state, undo.command) == (State.PROPOSED, f"undo {undo.undo_of}")
    assert undo.plan.names == (DB1,)
