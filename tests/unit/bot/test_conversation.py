import pytest
from sqlalchemy import text

from bot.blocks import modals
from commands.adapters.store.tables import changes, deliveries, replies
from commands.changes.lifecycle import Event, State
from commands.errors import Misconfigured, NotAllowed, Unreachable
from commands.model.records import Type
from tests.unit.bot.room import ADMIN, OPERATOR, READER, Room
from tests.worlds.slack_messages import button


def test_a_read_is_answered_privately(room: Room) -> None:
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    (said,) = room.say("get db1")
    assert "192.0.2.1" in said
    assert room.slack.by("post") == []


def test_a_change_is_answered_by_its_message_alone(room: Room) -> None:
    assert room.say("add db1 A 192.0.2.1") == []
    assert len(room.slack.by("post")) == 1


@pytest.mark.parametrize(
    ("text", "user", "words"),
    [
        ("get www.elsewhere.test", ADMIN, ["No zone of ours", "^", "Try"]),
        ("add db1 A 192.0.2.1", READER, ["not an operator"]),
        ("zone create example.net", OPERATOR, ["DNS_ADMINS"]),
        ("status nothing", ADMIN, ["no change `nothing`"]),
        ("list example.org", ADMIN, ["/dns zones"]),
    ],
)
def test_what_cannot_be_done_is_told_in_plain_words(room: Room, text: str, user: str, words: list[str]) -> None:
    (said,) = room.say(text, user)
    assert [word for word in words if word not in said] == []
    assert room.office.stored.recent() == ()


@pytest.mark.parametrize(
    "error", [Unreachable("Route 53 cannot be reached."), Misconfigured("AWS_PROFILE", "is unknown")]
)
def test_route_53_being_away_is_told(room: Room, error: Exception) -> None:
    room.office.route53.fail("zones", error)
    (said,) = room.say("zones")
    assert str(error) in said
    assert "Nothing was changed" not in said


def test_a_change_that_could_not_be_prepared_says_that_nothing_was_changed(room: Room) -> None:
    room.office.route53.fail("zones", Unreachable("gone"))
    (said,) = room.say('freeze example.com 1h "incident"')
    assert "Nothing was changed" in said


@pytest.mark.parametrize("error", [Unreachable("gone"), Misconfigured("AWS_PROFILE", "is unknown")])
def test_wrong_words_are_told_where_route_53_cannot_be_reached(room: Room, error: Exception) -> None:
    room.office.route53.fail("zones", error)
    (said,) = room.say("add www.elsewhere.test A 10.0.0.256")
    assert "not an IPv4 address" in said
    assert "No zone" not in said


def test_wrong_words_in_many_lines_cost_one_look_at_the_zones(room: Room) -> None:
    (said,) = room.say("add www.elsewhere.test A 10.0.0.256\n" * 5)
    assert said.count("No zone of ours holds") == 5
    assert [name for name, _ in room.office.route53.calls] == ["zones"]


def test_who_may_not_read_is_told_of_the_words_alone(room: Room) -> None:
    class Strangers:
        def admit(self, user: str) -> None:
            raise NotAllowed(f"{user} may not")

    room.conversation._people = Strangers()  # type: ignore[assignment]
    (said,) = room.say("add www.elsewhere.test A 10.0.0.256")
    assert "not an IPv4 address" in said
    assert "No zone" not in said
    assert room.office.route53.calls == []


def test_all_private_answers_come_together_in_the_order_typed(room: Room) -> None:
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    (said,) = room.say("get db1\nget nothing\nhelp\nget a..b\nzones")
    places = [said.index(word) for word in ("192.0.2.1", "no record", "help", "dot too many", "1 zone")]
    assert places == sorted(places)


def test_each_command_is_judged_on_its_own(room: Room) -> None:
    room.say("add db1 A 192.0.2.1\nadd db2 A nonsense\nadd db3 A 192.0.2.3")
    assert [change.plan.names[0] for change in room.office.stored.recent()] == ["db3.example.com.", "db1.example.com."]


def test_more_than_twenty_commands_are_refused_whole(room: Room) -> None:
    (said,) = room.say("add db1 A 192.0.2.1\n" * 21)
    assert "at most 20" in said
    assert room.office.stored.recent() == ()


def test_a_line_that_reads_sees_what_the_lines_before_it_did(room: Room) -> None:
    room.say("add db1 A 192.0.2.1\nget db1")
    room.later(0.2)
    (said,) = room.slack.by("whisper")
    assert "192.0.2.1" in said.text


def test_a_set_after_an_add_shows_what_the_add_made(room: Room) -> None:
    room.say("add db1 A 192.0.2.1\nset db1 A 192.0.2.9")
    room.later(0.2)
    first, second = reversed(room.office.stored.recent())
    assert (first.state, second.state) == (State.PENDING, State.PROPOSED)
    assert second.plan.before == first.plan.after


@pytest.mark.parametrize(
    "second",
    ["add www ALIAS db1", "add-value db1 A 192.0.2.9", "ttl db1 60", "copy db1 db2", "rename db1 db2"],
)
def test_what_looks_first_waits_for_the_line_before_it(room: Room, second: str) -> None:
    room.say(f"add db1 A 192.0.2.1\n{second}")
    room.later(0.2)
    assert [change.command.split()[0] for change in room.office.stored.recent()] == [second.split()[0], "add"]
    assert room.slack.by("whisper") == []


def test_a_second_weighted_one_takes_the_ttl_of_the_first(room: Room) -> None:
    room.say("add w A 192.0.2.1 60 id=blue weight=1\nadd w A 192.0.2.2 id=green weight=1")
    room.later(0.2)
    assert [change.plan.after[0].ttl for change in room.office.stored.recent()] == [60, 60]


def test_an_add_does_not_wait_for_the_line_before_it(room: Room) -> None:
    room.take("add db1 A 192.0.2.1\nadd db2 A 192.0.2.2")
    room.work(deliveries)
    assert len(room.office.stored.recent()) == 2


def test_an_add_waits_for_the_zone_it_goes_into(room: Room) -> None:
    room.say("zone create example.net\nadd www.example.net A 192.0.2.1")
    for _ in range(3):
        room.later(0.5)
    assert [change.plan.zone_name for change in room.office.stored.recent()] == ["example.net."] * 2
    assert room.slack.by("whisper") == []


def test_a_process_that_died_between_two_lines_does_each_once(room: Room) -> None:
    room.take("add db1 A 192.0.2.1\nadd db2 A 192.0.2.2\nget nothing")
    (row,) = room.office.leases.claim(deliveries, 1)
    room.conversation.run(row)
    for _ in range(3):
        room.later(6.0)
    room.conversation.run(row)
    room.later(0.2)
    assert len(room.office.stored.recent()) == 2
    assert len(room.slack.by("whisper")) == 1


def test_a_delivery_that_was_taken_over_in_the_middle_is_left_alone(room: Room) -> None:
    room.take("get a\nget b")
    (row,) = room.office.leases.claim(deliveries, 1)
    room.office.hands.pass_(6.0)
    room.drain()
    room.conversation.run(row)
    room.drain()
    assert len(room.slack.by("whisper")) == 1


def test_a_delivery_that_raises_every_time_ends_with_a_reference_and_what_was_answered_before(room: Room) -> None:
    room.take("get nothing\nget nothing")
    (row,) = room.office.leases.claim(deliveries, 1)
    assert room.inbox.advance(row, 1, [{"text": "There is no record", "blocks": []}])
    room.office.hands.pass_(6.0)
    (row,) = room.office.leases.claim(deliveries, 1)
    room.conversation.give_up(row, "abc12345")
    room.drain()
    (said,) = room.slack.by("whisper")
    assert "abc12345" in said.text
    assert "There is no record" in said.text


def test_a_button_of_a_choice_asks_for_that_type(room: Room) -> None:
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    room.office.put("db1.example.com.", Type.TXT, '"x"')
    room.say("delete db1")
    token = button(room.slack.by("whisper")[0].payload["blocks"], "^TXT$")["value"]
    assert room.inbox.accept(token, ADMIN, "")
    room.drain()
    assert room.newest.plan.before[0].type is Type.TXT
    assert room.newest.state is State.PROPOSED


def opening(room: Room, text: str, view: str | None = "V1") -> None:
    """A zone's deletion whose modal is open, or could not be opened."""
    key = room.take(text, opening=True)
    room.inbox.opened(key, view)
    room.drain()


@pytest.fixture
def empty(room: Room) -> Room:
    room.office.embedded.add_zone("empty.org.")
    return room


def test_a_zones_deletion_fills_the_modal_and_says_nothing_else(empty: Room) -> None:
    opening(empty, "zone delete empty.org")
    (view,) = empty.slack.by("update_view")
    assert (view.where, view.payload["callback_id"]) == ("V1", modals.CALLBACK)
    assert view.payload["private_metadata"] == empty.newest.token
    assert empty.slack.by("whisper") + empty.slack.by("post") == []


@pytest.mark.parametrize(
    ("text", "words"), [("zone delete example.com", "still holds"), ("zone delete nothing.org", "No zone of ours")]
)
def test_a_zone_that_is_not_deleted_is_told_in_the_modal_and_privately(empty: Room, text: str, words: str) -> None:
    empty.office.put("db1.example.com.", Type.A, "192.0.2.1")
    opening(empty, text)
    assert words in str(empty.slack.by("update_view")[0].payload)
    assert words in empty.slack.by("whisper")[0].text


@pytest.mark.parametrize("how", ["not opened", "gone"])
def test_without_a_modal_a_button_opens_one(empty: Room, how: str) -> None:
    empty.slack.views = how != "gone"
    opening(empty, "zone delete empty.org", None if how == "not opened" else "V1")
    found = button(empty.slack.by("whisper")[0].payload["blocks"], "Type the name")
    assert found["value"] == empty.newest.token


def test_a_modal_that_is_being_opened_is_waited_for(empty: Room) -> None:
    key = empty.take("zone delete empty.org", opening=True)
    empty.work(deliveries)
    assert empty.office.stored.recent() == ()
    empty.inbox.opened(key, "V1")
    empty.drain()
    assert len(empty.slack.by("update_view")) == 1


def test_a_modal_that_never_opens_is_not_waited_for_forever(empty: Room) -> None:
    empty.take("zone delete empty.org", opening=True)
    empty.work(deliveries)
    empty.later(4.5)
    assert button(empty.slack.by("whisper")[0].payload["blocks"], "Type the name")


def test_what_waits_for_a_person_holds_no_lease_and_is_not_due(room: Room) -> None:
    room.office.put("db1.example.com.", Type.A, "192.0.2.1")
    room.say("delete db1 A")
    assert room.office.leases.due_in().keys() == {"changes"}
    assert room.office.due_in() == pytest.approx(900.0, abs=5.0)
    assert room.office.leases.claim(changes, 9) == []


def test_nothing_is_left_behind_when_all_is_done(room: Room) -> None:
    room.office.put("db2.example.com.", Type.A, "192.0.2.1")
    room.say("add db1 A 192.0.2.1\nget db1\ndelete db2 A")
    room.later(0.2)
    room.office.stored.decide(room.newest.id, Event.CONFIRMED, ADMIN)
    for _ in range(12):
        room.later(5.0)
    assert {change.state for change in room.office.stored.recent()} == {State.INSYNC}
    assert room.office.leases.due_in() == {}
    assert room.work(replies) == 0


@pytest.mark.parametrize("answers", ["5", "[5]", "{bad"])
def test_a_delivery_whose_answers_cannot_be_read_is_given_up_too(room: Room, answers: str) -> None:
    room.take("get db1")
    with room.office.database.write() as connection:
        connection.execute(text("UPDATE deliveries SET answers = :answers"), {"answers": answers})
    (row,) = room.office.leases.claim(deliveries, 1)
    room.conversation.give_up(row, "4f1d2c3b")
    room.drain()
    assert "4f1d2c3b" in room.slack.by("whisper")[-1].text
    assert not room.office.leases.claim(deliveries, 1)
