import logging
from collections.abc import Callable
from itertools import pairwise

import pytest

from bot.messenger import Declined, NotNow
from bot.notices import Notices
from commands.adapters.store.messages import Messages
from tests.unit.bot.room import ADMIN, Room
from tests.unit.bot.test_limits import Hand

ADD = "add db1 A 192.0.2.9"


def in_thread(room: Room) -> list[str]:
    return [said.text for said in room.slack.by("post") if "thread_ts" in said.payload]


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def audited(room: Room, hand: Hand) -> Room:
    office = room.office
    room.notices = Notices(room.slack, office.stored, Messages(office.database), office.leases, "C0AUDIT", hand)
    return room


def waits(room: Room) -> bool:
    """Whether a notice is still to be given."""
    return "notices" in room.office.leases.due_in()


def refuse(room: Room, times: int = 200) -> None:
    """Let a change end while the bot is out of the audit channel."""
    room.say(ADD)
    room.later(2.1)
    room.slack.fail("post", *[Declined("not_in_channel")] * times)
    for _ in range(3):
        room.later(3.0)


def invite(room: Room) -> None:
    room.slack.coming.clear()


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
    refuse(audited)
    assert audit_lines(audited) == []
    assert "INSYNC" in audited.card.text


def test_a_line_that_the_audit_channel_refuses_comes_once_the_bot_is_invited(audited: Room) -> None:
    refuse(audited)
    for _ in range(20):
        audited.later(600.0)
    assert audit_lines(audited) == []
    invite(audited)
    audited.later(3600.0)
    assert len(audit_lines(audited)) == 1
    assert not waits(audited)


def test_a_line_is_tried_for_a_day_and_at_least_once_an_hour(audited: Room) -> None:
    refuse(audited)
    left = [len(audited.slack.coming["post"])]
    while waits(audited):
        audited.later(3600.0)
        left.append(len(audited.slack.coming["post"]))
    assert all(before > after for before, after in pairwise(left))
    assert 24 <= len(left) <= 48
    assert 200 - left[-1] <= 40


def test_slack_being_away_for_long_does_not_use_a_lines_tries_up(audited: Room) -> None:
    audited.say(ADD)
    audited.later(2.1)
    audited.slack.fail("post", *[NotNow()] * 60, *[Declined("not_in_channel")] * 24)
    for _ in range(60):
        audited.later(30.0)
    for _ in range(24):
        audited.later(3600.0)
    assert waits(audited)
    audited.later(3600.0)
    assert len(audit_lines(audited)) == 1


def test_the_first_line_that_is_taken_brings_those_that_wait(audited: Room) -> None:
    refuse(audited)
    for _ in range(20):
        audited.later(600.0)
    invite(audited)
    audited.say("add db2 A 192.0.2.9")
    for _ in range(4):
        audited.later(3.0)
    assert sorted(word for line in audit_lines(audited) for word in ("db1", "db2") if word in line) == ["db1", "db2"]


def test_the_log_tells_of_lines_that_wait_once_in_ten_minutes(
    audited: Room, hand: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    refuse(audited)
    for _ in range(9):
        audited.later(600.0)
    assert [line.levelno for line in caplog.records if "audit channel" in line.getMessage()] == [logging.WARNING]
    hand.now += 600.0
    audited.later(3600.0)
    assert len([line for line in caplog.records if "audit channel" in line.getMessage()]) == 2


def test_a_mention_that_is_refused_is_dropped(room: Room) -> None:
    room.say(ADD)
    room.later(3.0)
    room.slack.fail("post", None, *[Declined("restricted_action_thread_locked")] * 9)
    room.say(ADD)
    for _ in range(4):
        room.later(3.0)
    assert len(room.slack.coming["post"]) == 8
    assert not waits(room)
