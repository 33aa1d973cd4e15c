"""Messages that we do not know of, or that stand twice, because Slack's answer to their posting was lost."""

import pytest
from sqlalchemy import RowMapping

from bot.blocks.beside import copy_of
from bot.blocks.cards import CANCEL, CONFIRM, card
from bot.messenger import NotNow
from commands.adapters.store.leases import LEASE
from commands.adapters.store.tables import cards, changes, deliveries
from commands.changes.lifecycle import Change, Event, State
from commands.model.records import Type
from tests.unit.bot.examples import change, faults, loose, shown
from tests.unit.bot.room import ADMIN, READER, Room, Said
from tests.unit.bot.test_presses import pressed, whispers


@pytest.fixture
def unknown(room: Room) -> Change:
    """A question that stands in the channel, of which the database knows nothing."""
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    room.slack.fail("post", NotNow(30.0))
    room.say("delete db1 A")
    assert room.slack.by("post") == []
    return room.newest


@pytest.fixture
def doubled(room: Room) -> Change:
    """A question that stands at 1.0, and at 0.9 without our knowing."""
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    room.say("delete db1 A")
    return room.newest


def edits(room: Room, ts: str) -> list[Said]:
    return [said for said in room.slack.by("edit") if said.ts == ts]


@pytest.mark.parametrize(("action", "words"), [(CONFIRM, "INSYNC"), (CANCEL, "CANCELLED")])
def test_a_message_that_was_unknown_is_the_changes_own_from_its_first_click_on(
    room: Room, unknown: Change, action: str, words: str
) -> None:
    pressed(room, action, unknown.token, on="0.9")
    room.drain()
    for _ in range(6):
        room.later(6.0)
    assert words in edits(room, "0.9")[-1].text
    assert room.slack.by("post") == []


def test_a_click_that_comes_too_late_makes_an_unknown_message_known_too(room: Room, unknown: Change) -> None:
    room.office.stored.decide(unknown.id, Event.CANCELLED, ADMIN)
    room.drain()
    pressed(room, CANCEL, unknown.token, on="0.9")
    assert whispers(room) == []
    assert "CANCELLED" in edits(room, "0.9")[-1].text


def test_a_click_that_does_not_count_makes_it_known_and_decides_nothing(room: Room, unknown: Change) -> None:
    pressed(room, CONFIRM, unknown.token, READER, on="0.9")
    assert "may press this" in whispers(room)[0]
    assert "Shall it be done" in edits(room, "0.9")[-1].text
    assert room.newest.state is State.PROPOSED


def test_while_the_message_is_being_posted_no_other_takes_its_place(room: Room, unknown: Change) -> None:
    room.office.hands.pass_(31.0)
    (posting,) = room.office.leases.claim(cards, 1)
    pressed(room, CONFIRM, unknown.token, on="0.9")
    assert "tells the rest" in edits(room, "0.9")[-1].text
    room.announcer.run(posting)
    assert len(room.slack.by("post")) == 1


@pytest.mark.parametrize(("action", "verdict"), [(CONFIRM, "confirmed"), (CANCEL, "cancelled")])
def test_the_copy_that_was_clicked_says_so_and_asks_no_more(
    room: Room, doubled: Change, action: str, verdict: str
) -> None:
    pressed(room, action, doubled.token, on="0.9")
    (copy,) = edits(room, "0.9")
    assert f"{verdict} change `{doubled.id}`" in copy.text
    assert "Shall it be done" not in str(copy.payload)
    room.later(2.1)
    assert edits(room, "1.0")


def test_a_copy_that_is_clicked_after_the_verdict_asks_no_more(room: Room, doubled: Change) -> None:
    pressed(room, CANCEL, doubled.token, on="1.0")
    pressed(room, CANCEL, doubled.token, on="0.9")
    (copy,) = edits(room, "0.9")
    assert "cancelled change" in copy.text


def test_a_copy_that_is_clicked_by_somebody_else_still_asks(room: Room, doubled: Change) -> None:
    pressed(room, CONFIRM, doubled.token, READER, on="0.9")
    assert edits(room, "0.9") == []


def test_the_messages_own_click_edits_nothing_else(room: Room, doubled: Change) -> None:
    pressed(room, CONFIRM, doubled.token, on="1.0")
    room.later(2.1)
    assert {said.ts for said in room.slack.by("edit")} == {"1.0"}


def test_where_slack_is_away_the_verdict_counts_all_the_same(room: Room, doubled: Change) -> None:
    room.slack.fail("edit", NotNow())
    assert pressed(room, CONFIRM, doubled.token, on="0.9").answers == [{}]
    assert room.office.now(doubled).state is State.APPROVED
    assert room.work(deliveries) == 0


def stiff(room: Room, card: RowMapping) -> None:
    """The process that claimed a card stood still past its lease, while another did what was to be done."""
    room.office.hands.pass_(LEASE + 0.1)
    room.drain()
    room.announcer.run(card)


def test_a_process_that_posts_after_another_has_posted_makes_its_own_a_copy(room: Room) -> None:
    room.take("add db1 A 192.0.2.1")
    room.work(deliveries)
    (late,) = room.office.leases.claim(cards, 1)
    stiff(room, late)
    assert [said.ts for said in room.slack.by("post")] == ["1.0", "2.0"]
    assert "tells the rest" in edits(room, "2.0")[-1].text
    for _ in range(6):
        room.later(6.0)
    assert "INSYNC" in edits(room, "1.0")[-1].text


def test_a_process_that_posts_after_another_could_not_has_posted_the_message(room: Room) -> None:
    room.slack.fail("post", NotNow(30.0))
    room.take("add db1 A 192.0.2.1")
    room.work(deliveries)
    (late,) = room.office.leases.claim(cards, 1)
    stiff(room, late)
    for _ in range(6):
        room.later(6.0)
    (posted,) = room.slack.by("post")
    assert "INSYNC" in edits(room, posted.ts)[-1].text


def test_what_a_process_may_have_drawn_over_newer_news_is_drawn_anew(room: Room) -> None:
    """Nobody knows whose edit came last."""
    room.say("add db1 A 192.0.2.1")
    room.office.hands.pass_(6.0)
    room.work(changes)
    (late,) = room.office.leases.claim(cards, 1)
    stiff(room, late)
    by_both = edits(room, "1.0")
    room.later(2.1)
    assert len(edits(room, "1.0")) == len(by_both) + 1
    assert "INSYNC" in edits(room, "1.0")[-1].text
    room.later(60.0)
    assert len(edits(room, "1.0")) == len(by_both) + 1


@pytest.mark.parametrize("state", [State.CANCELLED, State.APPROVED, State.EXPIRED, State.FAILED])
def test_a_copy_is_something_that_slack_takes_in_the_messages_place(state: State) -> None:
    """Slack takes no rich text away from a message that had some."""
    one = change(state, decided_by="" if state is State.EXPIRED else ADMIN)
    copy = copy_of(one)
    assert faults(copy) == loose(copy) == []
    assert "rich_text" in {block["type"] for block in copy.blocks} & {block["type"] for block in card(one).blocks}
    assert "tells the rest" in shown(copy)
