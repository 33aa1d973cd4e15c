"""kill -9 once the change is on its way to Route 53; a new process finds out what became of it."""

import math

from commands.changes.lifecycle import State
from tests.story.office import NEVER, PATIENCE, House, Office, houses, until
from tests.worlds.slack_workspace import ROOT

pytestmark = houses(House("sqlite", "socket"))


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


def test_submitting_and_the_answers_were_still_to_come(office: Office) -> None:
    """A record, the making of a zone and the deletion of another, each done and not answered."""
    leave_zones(office)
    leave_heard(office)
    office.type("add behind A 192.0.2.2")
    office.kept_card("behind")
    leave_late(office)
    states = [str(office.change(name).state) for name in ("heard", "behind", "late.example.net")]
    assert states == ["SUBMITTING", "APPROVED", "SUBMITTING"], "one change at a time in a zone"
    office.bot.kill9()
    office.gone()
    office.restart()
    until(lambda: office.sent("late.example.net") == 2, "sent again, while the first one still lies there")
    office.let_go()
    for name in ("behind", "late.example.net", "heard"):
        assert office.done_once(name).reconciled == (name != "behind")
    assert "answer was lost" in office.card("heard").text
    assert office.sent("heard") == 1
    find_zones(office)


def leave_heard(office: Office) -> None:
    """Sent and done, and the answer hangs."""
    office.aws.inject("ChangeResourceRecordSets", ("hang", NEVER))
    office.type("add heard A 192.0.2.1")
    office.wait_applied("heard")
    office.kept_card("heard")


def leave_late(office: Office) -> None:
    """Sent, and Route 53 comes to it only after the next process has sent it again."""
    office.book.open.clear()
    with office.reaching("ChangeResourceRecordSets"):
        office.type("add late.example.net A 192.0.2.1")
    office.kept_card("late.example.net")


def leave_zones(office: Office) -> None:
    office.aws.zone("old.test")
    assert office.slack.slash("zone delete old.test", ROOT).ok
    modal = office.slack.modal(ROOT, "old.test", "Type the zone's name", seconds=PATIENCE)
    for operation in ("CreateHostedZone", "DeleteHostedZone"):
        office.aws.inject(operation, ("hang", NEVER))
    office.type("zone create new.test", ROOT)
    assert office.slack.submit(modal, {"name": "old.test"}).ok
    until(lambda: zones(office) == ["new.test."], "one made and one gone")
    for name in ("new.test.", "old.test."):
        until(lambda name=name: office.changes.recent(name)[0].posted, "the message")
        assert office.changes.recent(name)[0].state is State.SUBMITTING


def find_zones(office: Office) -> None:
    for name in ("new.test", "old.test"):
        card = office.slack.message(name, kind="channel", since=office.since)
        assert "answer was lost" in office.shows(card, "INSYNC")
        assert [m for m in office.slack.messages("channel", since=office.since) if name in m.said] == [card]
    assert zones(office) == ["new.test."]
    assert len(office.aws.of("CreateHostedZone")) == len(office.aws.of("DeleteHostedZone")) == 1


def zones(office: Office) -> list[str]:
    """The names of the zones that are no part of the office."""
    return [zone.name for zone in office.book.zones() if zone.name.endswith(".test.")]


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
