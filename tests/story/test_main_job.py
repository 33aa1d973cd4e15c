"""The main job from the typed command to INSYNC, over both ways in and on both databases."""

import re

from commands.changes.lifecycle import State
from commands.model.plan import Action
from tests.story.office import NEVER, PATIENCE, House, Office, houses
from tests.worlds.slack_workspace import ANN, BEN, OPS, ROOT

ONE = houses(House("sqlite", "http"))
BOTH = houses(House("sqlite", "http"), House("postgresql", "socket"))

HOST = "ec2-50-17-1-2.compute-1.amazonaws.com"


@BOTH
def test_an_addition_is_one_message_edited_from_pending_to_in_sync(office: Office) -> None:
    office.aws.in_sync_after = NEVER
    ack = office.type(f"add db1 CNAME {HOST} 300")
    assert not ack.body, "nothing is said twice: the message in the channel is the answer"
    card = office.card("db1")
    text = office.shows(card, "PENDING")
    applied = office.wait_applied("db1")
    for said in (f"<@{ANN}>", "added", "db1.example.com", HOST, "300", applied.change_id, office.zones["example.com"]):
        assert said in text
    record = office.stands("db1", "CNAME")
    assert record is not None
    assert (record.ttl, record.values) == (300, (HOST,))
    assert f"slack {ANN} in {OPS}" in applied.comment
    office.aws.in_sync_after = 0.0
    assert re.search(r"INSYNC\W+after \d+ s", office.shows(card, "INSYNC"))
    assert office.done_once("db1").aws_id == applied.change_id
    assert card.labels == ["Undo"]
    assert not card.versions[-1].edited
    assert not office.slack.messages("ephemeral", since=office.since)


@BOTH
def test_a_deletion_asks_and_cancel_keeps_the_record(office: Office) -> None:
    old = office.put("kept", "192.0.2.1")
    office.type("delete kept A")
    card = office.card("kept", "192.0.2.1")
    assert card.labels == ["Delete", "Cancel"]
    assert card.button("Delete")["style"] == "danger"
    office.press(card, "Cancel")
    office.shows(card, "CANCELLED", f"<@{ANN}>")
    assert not card.labels
    assert office.change("kept").state is State.CANCELLED
    assert office.stands("kept") == old
    assert office.sent("kept") == 0


@BOTH
def test_a_confirmed_deletion_deletes_exactly_what_was_shown(office: Office) -> None:
    old = office.put("gone", "192.0.2.1", "192.0.2.2", ttl=77)
    office.type("delete gone A")
    card = office.card("gone", "- gone.example.com 77 A 192.0.2.1", "- gone.example.com 77 A 192.0.2.2")
    office.press(card, "Delete")
    assert office.accepted_once("gone").decided_by == ANN
    assert office.stands("gone") is None
    assert office.applied("gone")[0].batch == ((Action.DELETE, old),)


@BOTH
def test_a_set_shows_old_and_new_and_swaps_them_in_one_batch(office: Office) -> None:
    old = office.put("moved", "192.0.2.1", ttl=60)
    office.type("set moved A 192.0.2.9")
    card = office.card("moved", r"- moved.example.com 60 A 192.0.2.1", r"\+ moved.example.com 60 A 192.0.2.9")
    assert card.labels == ["Confirm", "Cancel"]
    assert office.stands("moved") == old
    office.press(card, "Confirm")
    office.accepted_once("moved")
    new = office.stands("moved")
    assert new is not None
    assert (new.ttl, new.values) == (60, ("192.0.2.9",))
    assert office.applied("moved")[0].batch == ((Action.DELETE, old), (Action.CREATE, new))


@BOTH
def test_commands_of_one_message_run_in_order_and_answer_once(office: Office) -> None:
    lines = (
        "add first A 192.0.2.1",
        "get first",
        "get not-there",
        "add second A 192.0.2.2 extra",
        "list",
        "add last A ::1",
    )
    office.type("\n".join((*lines, "add third A 192.0.2.3", "get third")))
    answer = office.private("third", "not-there")
    found = [answer.said.index(word) for word in ("first", "not-there", "extra", "ns-", "::1", "third")]
    assert found == sorted(found), answer.said
    assert "192.0.2.1" in answer.said, "a reading sees what the lines before it did"
    for name in ("first", "third"):
        office.accepted_once(name)
    assert office.applied("second") == []
    posted = office.slack.messages("channel", OPS, since=office.since)
    assert ["first" in m.said for m in posted] == [True, False], "two messages, in order"
    assert office.slack.messages("ephemeral", since=office.since) == [answer]


@BOTH
def test_readings_answer_privately(office: Office) -> None:
    office.put("read-me", "192.0.2.1")
    for line, pattern in (("get read-me", "192.0.2.1"), ("list example.com A", "read-me"), ("zones", "example.org")):
        office.type(line, BEN)
        assert office.private(pattern, to=BEN).via == "response_url"
    assert not office.slack.messages("channel", since=office.since)


@BOTH
def test_a_command_delivered_twice_runs_once(office: Office) -> None:
    ack = office.type("add told-twice A 192.0.2.1")
    assert office.slack.again(ack).ok
    office.shows(office.card("told-twice"), "PENDING")
    assert office.slack.again(ack, attempt=2).ok
    office.type("get told-twice")
    office.private("told-twice")
    office.accepted_once("told-twice")


@BOTH
def test_a_press_delivered_twice_counts_once_and_says_nothing(office: Office) -> None:
    office.put("pressed-twice", "192.0.2.1")
    office.type("delete pressed-twice A")
    card = office.card("pressed-twice")
    cancel = card.button("Cancel")
    ack = office.press(card, "Delete")
    assert office.slack.again(ack).ok
    office.accepted_once("pressed-twice")
    assert office.slack.again(ack, attempt=2).ok
    office.press(card, cancel, ROOT)
    told = office.private(f"<@{ANN}> confirmed this already", to=ROOT)
    assert office.slack.messages("ephemeral", since=office.since) == [told]


@ONE
def test_only_who_asked_or_an_admin_may_press(office: Office) -> None:
    office.put("not-yours", "192.0.2.1")
    office.type("delete not-yours A")
    card = office.card("not-yours")
    office.press(card, "Delete", BEN)
    office.private("Only the person who asked, or an admin", to=BEN)
    assert office.change("not-yours").state is State.PROPOSED
    assert card.labels, "the question stays"
    office.press(card, "Delete", ROOT)
    assert office.accepted_once("not-yours").decided_by == ROOT


@BOTH
def test_a_private_choice_is_pressed_once_and_then_says_what_was_chosen(office: Office) -> None:
    office.put("either", "192.0.2.1")
    office.put("either", '"v=spf1 -all"', type_="TXT")
    office.type("delete either")
    choice = office.private("Several types stand")
    office.press(choice, "TXT")
    office.slack.wait_for(lambda: "Chosen: `/dns delete either" in choice.text, PATIENCE, "the choice giving way")
    assert not choice.labels
    question = office.card("either", "v=spf1")
    office.press(question, "Cancel")
    office.shows(question, "CANCELLED")
    assert office.stands("either", "TXT")


@ONE
def test_one_answer_tells_what_the_words_and_what_the_zones_have_against_a_command(office: Office) -> None:
    office.type("add www.elsewhere.test A 10.0.0.256")
    said = office.private("No zone of ours holds", "not an IPv4 address").text
    assert said.index("No zone of ours holds") < said.index("not an IPv4 address")
    assert said.count("^") == len("www.elsewhere.test") + len("10.0.0.256")


@ONE
def test_the_line_that_helps_where_something_exists_can_be_copied(office: Office) -> None:
    office.put("taken", "192.0.2.1")
    office.type("add taken A 192.0.2.9")
    card = office.card("taken", "FAILED")
    assert "To change it: `/dns set taken A 192.0.2.9`" in card.text
