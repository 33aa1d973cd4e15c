from collections.abc import Callable

import pytest

from bot.messenger import Declined, NotNow
from bot.notices import Notices
from commands.adapters.store.messages import Messages
from tests.unit.bot.room import ADMIN, Room

ADD = "add db1 A 192.0.2.9"


def in_thread(room: Room) -> list[str]:
    return [said.text for said in room.slack.by("post") if "thread_ts" in said.payload]


@pytest.fixture
def audited(room: Room) -> Room:
    office = room.office
    room.notices = Notices(room.slack, office.stored, Messages(office.database), office.leases, "C0AUDIT")
    return room


def audit_lines(room: Room) -> list[str]:
    return [said.text for said in room.slack.by("post") if said.where == "C0AUDIT"]


def test_a_failure_mentions_the_requester_once_in_its_thread(room: Room) -> None:
    room.say(ADD)
    room.later(3.0)
    room.say(ADD)
    for _ in range(3):
        room.later(3.0)
    (told,) = in_thread(room)
    assert f"<@{ADMIN}>" in told
    assert "exists already" in told


def test_a_change_that_ends_well_mentions_nobody(room: Room) -> None:
    room.say(ADD)
    for _ in range(4):
        room.later(3.0)
    assert "INSYNC" in room.card.text
    assert in_thread(room) == []


def test_a_change_that_is_not_in_sync_after_five_minutes_mentions_the_requester_once(room: Room) -> None:
    room.office.embedded.in_sync_after = 10_000.0
    room.say(ADD)
    for _ in range(60):
        room.later(11.0)
    (told,) = in_thread(room)
    assert "not in sync yet" in told


def test_the_audit_channel_gets_one_line_per_finished_change(audited: Room) -> None:
    audited.say(ADD)
    for _ in range(4):
        audited.later(3.0)
    (line,) = audit_lines(audited)
    assert all(word in line for word in ("INSYNC", f"<@{ADMIN}>", ADD, "example.com"))


def test_without_an_audit_channel_nothing_is_posted_there(room: Room) -> None:
    room.say(ADD)
    for _ in range(4):
        room.later(3.0)
    assert len(room.slack.by("post")) == 1


@pytest.mark.parametrize("trouble", [lambda: NotNow(), lambda: NotNow(3.0)])
def test_slack_being_away_puts_a_notice_off(audited: Room, trouble: Callable[[], Exception]) -> None:
    audited.say(ADD)
    audited.slack.fail("post", trouble(), trouble())
    for _ in range(6):
        audited.later(3.0)
    assert len(audit_lines(audited)) == 1


def test_an_audit_channel_that_refuses_does_not_hold_up_anything(audited: Room) -> None:
    audited.say(ADD)
    audited.slack.fail("post", Declined("not_in_channel"))
    for _ in range(4):
        audited.later(3.0)
    assert audit_lines(audited) == []
    assert "INSYNC" in audited.card.text
