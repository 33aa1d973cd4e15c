"""One kill -9 with a change in every open state; the next process finishes each, once."""

from commands.changes.lifecycle import State
from tests.story.office import NEVER, House, Office, houses
from tests.worlds.slack_messages import Message

pytestmark = houses(House("postgresql"))


def test_a_change_in_every_state_survives_kill_9(office: Office) -> None:
    """Each in a zone of its own, so that none waits for another."""
    leave_pending(office)
    question = leave_asked(office)
    leave_unheard(office)
    leave_unanswered(office)
    office.type("add behind.example.info A 192.0.2.1")
    office.kept_card("behind.example.info")
    leave_acked(office)
    names = ("pending.example.net", "asked.example.org", "unheard.example.edu", "heard.example.info")
    assert [str(office.change(name).state) for name in names] == ["PENDING", "PROPOSED", "SUBMITTING", "SUBMITTING"]
    assert office.change("behind.example.info").state is State.APPROVED
    assert not office.changes.recent("acked.example.com.")

    office.kill()
    office.aws.in_sync_after = 0.0
    office.restart()

    office.press(question, "Delete")
    answer = office.private("192.0.2.7")
    for name in (*names, "behind.example.info", "acked"):
        change = office.done_once(name)
        assert change.reconciled == (name == "heard.example.info")
    assert not office.stands("asked.example.org")
    assert office.sent("unheard.example.edu") == 2
    assert office.slack.messages("ephemeral", since=office.since) == [answer]


def leave_pending(office: Office) -> None:
    office.aws.in_sync_after = NEVER
    office.type("add pending.example.net A 192.0.2.1")
    office.shows(office.kept_card("pending.example.net"), "PENDING")


def leave_asked(office: Office) -> Message:
    office.put("asked.example.org", "192.0.2.1")
    office.type("delete asked.example.org A")
    return office.kept_card("asked.example.org")


def leave_unheard(office: Office) -> None:
    """Sent, cut before Route 53 did it; the process is just looking what became of it."""
    office.aws.inject("ChangeResourceRecordSets", "drop_before")
    office.aws.inject("ListResourceRecordSets", ("hang", NEVER))
    with office.reaching("ListResourceRecordSets"):
        office.type("add unheard.example.edu A 192.0.2.1")
    office.kept_card("unheard.example.edu")


def leave_unanswered(office: Office) -> None:
    """Sent and done, and the answer hangs."""
    office.aws.inject("ChangeResourceRecordSets", ("hang", NEVER))
    office.type("add heard.example.info A 192.0.2.1")
    office.wait_applied("heard.example.info")
    office.kept_card("heard.example.info")


def leave_acked(office: Office) -> None:
    """Written down, and the worker waits in its first line."""
    office.put("read-first", "192.0.2.7")
    office.aws.inject("ListResourceRecordSets", ("hang", NEVER))
    with office.reaching("ListResourceRecordSets"):
        office.type("get read-first\nadd acked A 192.0.2.1")
