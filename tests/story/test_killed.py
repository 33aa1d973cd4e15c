"""kill -9 at each state of a change, one after the other; a new process finishes what the dead one held."""

import math

from commands.changes.lifecycle import State
from tests.story.conftest import NEVER, House, Office, houses

pytestmark = houses(House("sqlite", "socket"))


def test_after_the_ack_before_anything_else(office: Office) -> None:
    office.put("read-first", "192.0.2.7")
    office.aws.inject("ListResourceRecordSets", ("hang", NEVER))
    with office.reaching("ListResourceRecordSets"):
        office.type("get read-first\nadd acked A 192.0.2.1\nget acked")
    assert not office.changes.recent("acked.example.com.")
    office.kill()
    office.restart()
    answer = office.private("192.0.2.7", "192.0.2.1")
    office.accepted_once("acked")
    assert office.slack.messages("ephemeral", since=office.since) == [answer]


def test_while_a_question_is_open(office: Office) -> None:
    office.put("asked", "192.0.2.1")
    office.type("delete asked A")
    card = office.kept_card("asked")
    office.kill()
    assert not office.slack.click(card, "Delete").ok, "nobody is there"
    office.restart()
    assert office.change("asked").state is State.PROPOSED
    assert office.stands("asked")
    office.press(card, "Delete")
    office.done_once("asked")
    assert not office.stands("asked")


def test_approved_and_not_yet_shown(office: Office) -> None:
    office.slack.lose("chat.postMessage", applied=False, times=math.inf)
    office.type("add approved A 192.0.2.1")
    office.bot.wait_for_log("Slack did not answer chat.postMessage")
    assert office.change("approved").state is State.APPROVED
    assert office.sent("approved") == 0
    office.kill()
    office.slack.heal()
    office.restart()
    office.accepted_once("approved")
    assert office.sent("approved") == 1


def test_submitting_and_route_53_never_heard_of_it(office: Office) -> None:
    office.aws.inject("ChangeResourceRecordSets", "drop_before")
    office.aws.inject("ListResourceRecordSets", ("hang", NEVER))
    with office.reaching("ListResourceRecordSets"):
        office.type("add lost A 192.0.2.1")
    office.kept_card("lost")
    assert office.change("lost").state is State.SUBMITTING
    office.kill()
    assert not office.stands("lost")
    office.restart()
    office.accepted_once("lost")
    assert office.sent("lost") == 2


def test_submitting_and_the_answer_was_still_to_come(office: Office) -> None:
    office.aws.inject("ChangeResourceRecordSets", ("hang", NEVER))
    office.type("add heard A 192.0.2.1")
    office.wait_applied("heard")
    office.kept_card("heard")
    assert office.change("heard").state is State.SUBMITTING
    office.type("add behind A 192.0.2.2")
    office.kept_card("behind")
    assert office.change("behind").state is State.APPROVED, "one change at a time in a zone"
    office.kill()
    office.restart()
    office.accepted_once("behind")
    assert office.done_once("heard").reconciled
    assert "The answer was lost" in office.card("heard").text
    assert office.sent("heard") == 1
    assert office.sent("behind") == 1


def test_submitting_and_the_request_arrives_after_all(office: Office) -> None:
    """The dead process's request lies at Route 53 until the new process has sent it again."""
    office.book.open.clear()
    with office.reaching("ChangeResourceRecordSets"):
        office.type("add late A 192.0.2.1")
    office.kept_card("late")
    assert not office.stands("late")
    office.bot.kill9()
    office.gone()
    with office.reaching("ChangeResourceRecordSets"):
        office.restart()
    office.let_go()
    assert office.accepted_once("late").reconciled
    assert office.sent("late") >= 3, "the first one made it, and the last one was refused"


def test_pending(office: Office) -> None:
    office.aws.in_sync_after = NEVER
    office.type("add pending A 192.0.2.1")
    office.shows(office.kept_card("pending"), "PENDING")
    office.kill()
    office.aws.in_sync_after = 0.0
    office.restart()
    assert not office.done_once("pending").reconciled
    assert office.sent("pending") == 1


def test_in_sync_and_slack_has_not_heard_of_it(office: Office) -> None:
    office.type("add unsaid A 192.0.2.1")
    card = office.kept_card("unsaid")
    office.shows(card, "PENDING")
    office.slack.fail("chat.update", status=503, times=math.inf)
    office.wait_state("unsaid", State.INSYNC)
    office.kill()
    assert "INSYNC" not in card.text
    office.slack.heal()
    office.restart()
    office.done_once("unsaid")


def test_with_a_private_answer_still_to_be_given(office: Office) -> None:
    office.put("whispered", "192.0.2.1")
    office.slack.lose("response_url", applied=False, times=math.inf)
    office.type("get whispered")
    office.slack.wait_for(lambda: office.slack.calls("response_url"), 20, "a try to answer")
    office.kill()
    office.slack.heal()
    office.restart()
    answer = office.private("whispered", "192.0.2.1")
    office.type("get whispered CNAME")
    office.private("no CNAME")
    assert office.slack.messages("ephemeral", since=office.since)[0] is answer
    assert len(office.slack.messages("ephemeral", since=office.since)) == 2
