"""Route 53 cannot be reached for minutes: what waits says so in its message, can be called off, and is not dropped."""

from commands.adapters.store.tables import cards, deliveries
from commands.changes.lifecycle import State
from commands.errors import Unreachable
from tests.unit.bot.room import ADMIN, Room, Said
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
    assert f"It waits for change `{room.office.stored.recent('db1.example.com.')[0].id}`" in second.text
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
