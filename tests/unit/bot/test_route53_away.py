"""Route 53 cannot be reached for minutes: what waits says so in its message, can be called off, and is not dropped."""

from typing import Any

import pytest

from bot.blocks.asides import WAITING
from bot.listeners import buttons
from commands.adapters.store.tables import cards, deliveries
from commands.changes.lifecycle import State
from commands.errors import Busy, Unreachable
from commands.model.records import Type
from tests.unit.bot.room import ADMIN, OPERATOR, Room, Said
from tests.unit.bot.test_listeners import Ack
from tests.worlds.slack_messages import button

AWAY = Unreachable("Route 53 cannot be reached: could not connect.")


def message(room: Room, name: str) -> Said:
    """What the message of a name's change says now."""
    said = [one for one in room.slack.said if one.how in ("post", "edit") and "thread_ts" not in one.payload]
    return [one for one in said if f"`{name}.example.com`" in one.text][-1]


def asked(room: Room) -> None:
    """Three additions to one zone whose messages stand."""
    for number in (1, 2, 3):
        room.take(f"add db{number} A 192.0.2.{number}")
    room.work(deliveries)
    while room.work(cards):
        pass


def mentions(room: Room) -> list[str]:
    return [said.text for said in room.slack.by("post") if "thread_ts" in said.payload]


def test_those_behind_a_change_that_waits_say_so_and_are_told_of_after_five_minutes(room: Room) -> None:
    room.office.route53.fail("submit", *[AWAY] * 99)
    asked(room)
    for _ in range(20):
        room.later(20.0)
    first, second = message(room, "db1"), message(room, "db2")
    assert str(AWAY) in first.text
    assert f"It waits behind change `{room.office.stored.recent('db1.example.com.')[0].id}`" in second.text
    assert button(second.payload, "Cancel")
    assert len([said for said in room.slack.by("edit") if said.ts == second.ts]) == 1
    assert [text.count(f"<@{ADMIN}>") for text in mentions(room)] == [1, 1, 1]


def test_those_behind_go_on_when_route_53_is_back(room: Room) -> None:
    room.office.route53.fail("submit", *[AWAY] * 9)
    asked(room)
    for _ in range(60):
        room.later(11.0)
    assert [change.state for change in room.office.stored.recent()] == [State.INSYNC] * 3
    assert all("INSYNC" in message(room, f"db{number}").text for number in (1, 2, 3))
    assert not room.office.leases.claim(cards, 9)


def away(room: Room, times: int = 999, error: Exception = AWAY) -> None:
    """Route 53 answers nothing for that many requests."""
    room.office.route53.fail("zones", *[error] * times)


def back(room: Room) -> None:
    """Route 53 answers again."""
    room.office.route53.recover()


def whispered(room: Room) -> list[Said]:
    return room.slack.by("whisper")


def call_off(room: Room, said: Said, user: str = ADMIN) -> None:
    """Press Cancel on a command that waits, as Slack delivers it."""
    action = button(said.payload, "Cancel")
    assert action["action_id"] == WAITING
    body: dict[str, Any] = {
        "actions": [{"action_id": WAITING, "value": action["value"]}],
        "user": {"id": user},
        "channel": {"id": "C0OPS"},
        "response_url": "http://127.0.0.1/press",
    }
    buttons.call_off(room.doors, Ack(room), body)  # type: ignore[arg-type]


@pytest.mark.parametrize("error", [AWAY, Busy("Route 53 is busy with other requests; this one waits its turn.")])
def test_a_change_typed_in_an_outage_waits_says_so_once_and_is_made(room: Room, error: Exception) -> None:
    away(room, error=error)
    (said,) = room.say("add db1 A 192.0.2.1", OPERATOR)
    assert said.startswith(str(error))
    assert "so far nothing was changed" in said
    for _ in range(30):
        room.later(20.0)
    back(room)
    for _ in range(4):
        room.later(20.0)
    assert room.newest.state is State.INSYNC
    assert len(whispered(room)) == 1


def test_what_asks_first_asks_when_route_53_is_back(room: Room) -> None:
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    away(room)
    room.say("set db1 A 192.0.2.2")
    back(room)
    room.later(20.0)
    assert room.newest.state is State.PROPOSED
    assert "Shall it be done?" in message(room, "db1").text


def test_a_command_that_waits_can_be_called_off_by_who_typed_it(room: Room) -> None:
    away(room)
    room.say("get db1\nadd db1 A 192.0.2.1\nadd db2 A 192.0.2.2")
    (waits,) = whispered(room)
    assert "2 commands wait" in waits.text
    assert waits.text.index("cannot be reached") < waits.text.index("2 commands wait")
    call_off(room, waits, OPERATOR)
    room.drain()
    assert "does not wait any more" in whispered(room)[-1].text
    call_off(room, waits)
    back(room)
    room.later(20.0)
    last = whispered(room)[-1]
    assert "Nothing was changed" in last.text
    assert "add db2" in last.text
    assert last.payload["replace_original"] is True
    assert room.office.stored.recent() == ()
    call_off(room, waits)
    room.later(20.0)
    assert "does not wait any more" in whispered(room)[-1].text


def test_a_command_called_off_while_it_is_being_tried_makes_no_change(room: Room) -> None:
    away(room, 1)
    room.say("add db1 A 192.0.2.1")
    room.office.hands.pass_(20.0)
    (row,) = room.office.leases.claim(deliveries, 1)
    call_off(room, whispered(room)[0])
    room.conversation.run(row)
    room.drain()
    assert room.office.stored.recent() == ()
    assert "CANCELLED" in whispered(room)[-1].text


def test_answers_to_the_lines_before_are_told_with_what_waits_and_never_twice(room: Room) -> None:
    room.office.put("db1.example.com.", Type.A, "192.0.2.1", ttl=600)
    room.office.route53.fail("standing", *[AWAY] * 3)
    room.say("add db1 A 192.0.2.1\nset db1 A 192.0.2.1\nset db1 A 192.0.2.1 600\nadd a..b A 192.0.2.1")
    room.later(20.0)
    first = whispered(room)[0]
    assert "cannot be reached" in first.text
    for _ in range(4):
        room.later(20.0)
    told = " ".join(said.text for said in whispered(room))
    assert told.count("a..b has a dot too many") == 1
    assert told.count("cannot be reached") == 1


def test_after_half_an_hour_a_command_waits_no_longer(room: Room) -> None:
    away(room)
    room.say("add db1 A 192.0.2.1")
    for _ in range(95):
        room.later(20.0)
    assert len(whispered(room)) == 2
    assert "Nothing was changed" in whispered(room)[-1].text
    assert "/dns add db1 A 192.0.2.1" in whispered(room)[-1].text
    back(room)
    room.later(60.0)
    assert room.office.stored.recent() == ()


def test_reading_does_not_wait(room: Room) -> None:
    away(room)
    (said,) = room.say("get db1")
    assert said == str(AWAY)


def test_a_line_that_does_not_wait_is_not_said_to_have_waited(room: Room) -> None:
    away(room)
    room.say("add db1 A 192.0.2.1\nget db1")
    room.office.route53.recover()
    room.office.route53.fail("standing", AWAY)
    room.later(20.0)
    assert str(AWAY) in whispered(room)[-1].text
    assert "half an hour" not in whispered(room)[-1].text
