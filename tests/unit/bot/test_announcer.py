import pytest

from bot.messenger import Declined, NotNow, Vanished
from commands.adapters.store.messages import EDIT_EVERY
from commands.adapters.store.tables import cards, changes, deliveries
from commands.changes.lifecycle import Event, State
from commands.errors import Refused
from commands.model.records import Type
from tests.unit.bot.room import ADMIN, Room
from tests.worlds.slack_messages import buttons

ADD = "add db1 A 192.0.2.1"


@pytest.fixture
def asked(room: Room) -> Room:
    """With a question in the channel."""
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    room.say("delete db1 A")
    return room


def decide(room: Room, event: Event) -> None:
    assert room.office.stored.decide(room.newest.id, event, ADMIN)


def test_one_message_is_posted_and_edited_from_pending_to_insync(room: Room) -> None:
    room.say(ADD)
    for _ in range(4):
        room.later(3.0)
    (post,) = room.slack.by("post")
    assert {edit.ts for edit in room.slack.by("edit")} == {post.ts}
    assert post.where == "C0OPS"
    assert "INSYNC" in room.card.text
    assert room.newest.state is State.INSYNC


def test_route_53_is_asked_after_the_message_stands(room: Room) -> None:
    room.take(ADD)
    room.work(deliveries)
    room.work(changes)
    assert (room.office.route53.count("submit"), room.slack.by("post")) == (0, [])
    room.work(cards)
    room.work(changes)
    assert (room.office.route53.count("submit"), len(room.slack.by("post"))) == (1, 1)


def test_news_of_one_message_keep_their_distance(asked: Room) -> None:
    decide(asked, Event.CONFIRMED)
    asked.drain()
    asked.office.hands.pass_(1.0)
    asked.drain()
    edits = len(asked.slack.by("edit"))
    asked.later(EDIT_EVERY - 1.5)
    assert len(asked.slack.by("edit")) <= edits + 1
    for _ in range(4):
        asked.later(3.0)
    assert "INSYNC" in asked.card.text


def test_buttons_go_with_the_question(asked: Room) -> None:
    assert [button["text"]["text"] for button in buttons(asked.card.payload["blocks"])] == ["Delete", "Cancel"]
    decide(asked, Event.CANCELLED)
    asked.drain()
    assert "CANCELLED" in asked.card.text
    assert not list(buttons(asked.card.payload["blocks"]))


def test_an_expired_question_says_so_by_itself(asked: Room) -> None:
    asked.later(900.5)
    assert "EXPIRED" in asked.card.text
    assert not list(buttons(asked.card.payload["blocks"]))


@pytest.mark.parametrize("event", [Event.CANCELLED, None])
def test_a_question_that_ended_before_it_was_posted_is_not_posted(room: Room, event: Event | None) -> None:
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    room.slack.fail("post", NotNow(5.0))
    room.say("delete db1 A")
    if event:
        decide(room, event)
    room.later(901.0)
    room.later(60.0)
    assert room.slack.by("post") == []


@pytest.mark.parametrize(
    ("word", "hint"), [("not_in_channel", "/invite"), ("channel_not_found", "/invite"), ("is_archived", "archived")]
)
def test_a_post_that_is_refused_fails_the_change_before_route_53_is_asked(room: Room, word: str, hint: str) -> None:
    room.slack.fail("post", Declined(word))
    (said,) = room.say(ADD)
    assert hint in said
    assert "add db1 A 192.0.2.1" in said
    assert word in said
    room.later(5.0)
    assert room.newest.state is State.FAILED
    assert room.office.route53.count("submit") == 0
    assert room.slack.by("post") == []


def test_a_question_that_cannot_be_posted_is_no_question(room: Room) -> None:
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    room.slack.fail("post", Declined("not_in_channel"))
    (said,) = room.say("delete db1 A")
    assert "/invite" in said
    assert room.newest.state is State.FAILED


def test_where_nobody_can_invite_the_message_goes_to_the_requester(room: Room) -> None:
    room.slack.fail("post", Declined("channel_not_found"))
    (told,) = room.say(ADD, place="D0OTHERS", private=True)
    assert "direct messages" in told
    for _ in range(4):
        room.later(3.0)
    (post,) = room.slack.by("post")
    assert post.where == ADMIN
    assert {edit.where for edit in room.slack.by("edit")} == {f"D{ADMIN[1:]}"}
    assert "INSYNC" in room.card.text


def test_without_an_answer_the_change_goes_on_and_its_message_follows(room: Room) -> None:
    room.slack.fail("post", *[NotNow()] * 3)
    room.say(ADD)
    room.later(2.1)
    assert room.newest.state is State.PENDING
    for _ in range(3):
        room.later(10.0)
    assert "192.0.2.1" in room.slack.by("post")[0].text


def test_a_refusal_that_comes_late_moves_the_message_to_the_requester(room: Room) -> None:
    room.slack.fail("post", NotNow(4.0), Declined("not_in_channel"))
    room.say(ADD)
    room.later(2.1)
    assert room.newest.state is State.PENDING
    room.later(5.0)
    (post,) = room.slack.by("post")
    assert post.where == ADMIN
    assert room.newest.state is not State.FAILED


def moved(room: Room) -> list[str]:
    return [said.text for said in room.slack.by("whisper") if "direct messages" in said.text]


@pytest.mark.parametrize("word", ["not_in_channel", "channel_not_found", "is_archived"])
def test_a_channel_that_the_bot_was_removed_from_loses_the_message_to_the_requester(room: Room, word: str) -> None:
    room.say(ADD)
    room.later(2.1)
    room.slack.fail("edit", Declined(word))
    for _ in range(5):
        room.later(3.0)
    first, second = room.slack.by("post")
    assert (first.where, second.where) == ("C0OPS", ADMIN)
    assert "INSYNC" in room.card.text
    assert len(moved(room)) == 1


def test_a_message_that_moved_is_edited_where_it_is_and_told_of_once(room: Room) -> None:
    room.office.embedded.in_sync_after = 20.0
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    room.say("delete db1 A")
    room.later(60.0)
    room.slack.fail("edit", Declined("not_in_channel"), Vanished("message_not_found"))
    room.slack.fail("post", NotNow())
    decide(room, Event.CONFIRMED)
    for _ in range(13):
        room.later(3.0)
    assert [post.where for post in room.slack.by("post")] == ["C0OPS", ADMIN, f"D{ADMIN[1:]}"]
    assert "INSYNC" in room.card.text
    assert len(moved(room)) == 1


def test_who_gets_no_direct_message_is_not_told_of_one(room: Room) -> None:
    room.say(ADD)
    room.later(2.1)
    room.slack.fail("edit", Declined("not_in_channel"))
    room.slack.fail("post", *[Declined("messages_tab_disabled")] * 9)
    for _ in range(5):
        room.later(3.0)
    assert room.newest.state is State.INSYNC
    assert moved(room) == []


def test_a_message_that_nobody_will_have_is_given_up_quietly(room: Room) -> None:
    room.slack.fail("post", NotNow(4.0), *[Declined("not_in_channel")] * 5)
    room.say(ADD)
    for _ in range(6):
        room.later(5.0)
    assert room.slack.by("post") == []
    assert room.newest.state is State.INSYNC
    assert "cards" not in room.office.leases.due_in()


def test_slack_says_when_to_come_again(room: Room) -> None:
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    room.slack.fail("post", NotNow(20.0))
    room.say("delete db1 A")
    room.later(19.0)
    assert room.slack.by("post") == []
    room.later(1.1)
    assert len(room.slack.by("post")) == 1


def test_a_message_that_somebody_deleted_is_posted_anew_once(asked: Room) -> None:
    asked.slack.fail("edit", Vanished("message_not_found"), Vanished("message_not_found"))
    decide(asked, Event.CONFIRMED)
    for _ in range(6):
        asked.later(3.0)
    assert len(asked.slack.by("post")) == 2
    assert asked.newest.state is State.INSYNC


def test_an_edit_that_slack_puts_off_is_made_later(asked: Room) -> None:
    asked.slack.fail("edit", NotNow(), NotNow(7.0))
    decide(asked, Event.CANCELLED)
    asked.drain()
    assert "Nothing has changed yet" in asked.card.text
    asked.later(1.0)
    asked.later(7.1)
    assert "CANCELLED" in asked.card.text


def test_an_edit_that_is_refused_for_good_ends_the_trying(asked: Room) -> None:
    asked.slack.fail("edit", *[Declined("is_archived")] * 9)
    decide(asked, Event.CANCELLED)
    for _ in range(6):
        asked.later(5.0)
    assert "cards" not in asked.office.leases.due_in()


@pytest.mark.parametrize("kind", ["zone create example.net", "zone delete empty.org"])
def test_a_zones_failure_says_nothing_about_what_stands(room: Room, kind: str) -> None:
    room.office.embedded.add_zone("empty.org.")
    method = "create_zone" if "create" in kind else "delete_zone"
    room.office.route53.fail(method, Refused("AccessDenied", "raw", "AWS does not allow the bot to do this."))
    room.say(kind)
    if room.newest.state is State.PROPOSED:
        decide(room, Event.CONFIRMED)
    for _ in range(3):
        room.later(2.5)
    assert "does not allow" in room.card.text
    assert "stands" not in room.card.text


def test_a_made_zone_shows_its_name_servers_for_the_registrar(room: Room) -> None:
    room.say("zone create example.net")
    for _ in range(4):
        room.later(3.0)
    assert "registrar" in room.card.text
    for server in room.newest.name_servers:
        assert server in room.card.text


def test_who_waits_for_the_drawing_is_told(asked: Room) -> None:
    waiting = asked.doors.drawn.expect(asked.newest.id)
    decide(asked, Event.CANCELLED)
    assert not waiting.is_set()
    asked.drain()
    assert waiting.is_set()


def test_a_card_that_cannot_be_drawn_is_given_up_and_its_change_goes_on(room: Room) -> None:
    room.take(ADD)
    room.work(deliveries)
    (row,) = room.office.leases.claim(cards, 1)
    room.announcer.give_up(row, "abc12345")
    room.later(2.1)
    assert room.newest.state is State.PENDING
