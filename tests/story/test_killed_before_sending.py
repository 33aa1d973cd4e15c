"""kill -9 before Route 53 was asked for anything; a new process does what the dead one was about to do."""

import math

from commands.changes.lifecycle import State
from tests.story.office import NEVER, House, Office, houses

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
    office.accepted_once("asked")
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
