"""Route 53 refuses for now, fails, or falls silent while a change is sent: ridden out, and applied once."""

import pytest

from commands.changes.lifecycle import State
from tests.story.office import NEVER, House, Office, houses
from tests.worlds.aws_faults import Fault

pytestmark = houses(House("sqlite", "http"))

NOT_DONE: dict[str, Fault] = {
    "throttled": ("error", 400, "Throttling", "Rate exceeded"),
    "busy": ("error", 400, "PriorRequestNotComplete", "Still processing a prior request."),
    "unavailable": ("error", 503, "ServiceUnavailable", "The service is unavailable."),
    "cut-before": "drop_before",
}
LOST: dict[str, Fault] = {"cut-after": "drop_after", "silent": ("hang", NEVER)}


@pytest.mark.parametrize("name", NOT_DONE)
def test_a_request_that_was_not_done_is_sent_again(office: Office, name: str) -> None:
    office.aws.inject("ChangeResourceRecordSets", NOT_DONE[name])
    office.type(f"add {name} A 192.0.2.1")
    assert not office.accepted_once(name).reconciled
    assert office.sent(name) == 2
    assert office.stands(name)


@pytest.mark.parametrize("name", LOST)
def test_a_request_that_was_done_and_not_answered_is_found_out(office: Office, name: str) -> None:
    office.aws.inject("ChangeResourceRecordSets", LOST[name])
    office.type(f"add {name} A 192.0.2.1")
    assert office.accepted_once(name).reconciled
    office.let_go()
    assert "answer was lost" in office.card(name).text
    assert office.sent(name) == 1


def test_a_confirmed_change_rides_it_all_out(office: Office) -> None:
    """Not heard, then busy; the reading that tells fails at first, and so does the first look whether it is live."""
    office.put("stormy", "192.0.2.1")
    for operation, fault in (
        ("ChangeResourceRecordSets", "drop_before"),
        ("ChangeResourceRecordSets", NOT_DONE["busy"]),
        ("GetChange", NOT_DONE["unavailable"]),
    ):
        office.aws.inject(operation, fault)
    office.type("set stormy A 192.0.2.2")
    question = office.card("stormy")
    office.aws.inject("ListResourceRecordSets", NOT_DONE["unavailable"])
    office.press(question, "Confirm")
    assert not office.done_once("stormy").reconciled
    assert office.sent("stormy") == 3
    record = office.stands("stormy")
    assert record is not None
    assert record.values == ("192.0.2.2",)


@pytest.mark.parametrize("name", ["unavailable", "cut-before"])
def test_a_reading_is_tried_until_it_is_answered(office: Office, name: str) -> None:
    office.put(f"read-{name}", "192.0.2.1")
    office.aws.inject("ListResourceRecordSets", NOT_DONE[name], 2)
    office.type(f"get read-{name}")
    office.private(f"read-{name}", "192.0.2.1")


def test_twenty_additions_to_one_zone_are_applied_in_the_order_typed(office: Office) -> None:
    names = [f"h{number:02}" for number in range(20)]
    before = len(office.book.applied)
    office.type("\n".join(f"add {name} A 192.0.2.{number}" for number, name in enumerate(names, 1)))
    for name in names:
        office.accepted_once(name)
    applied = [one.names.pop() for one in office.book.applied[before:]]
    assert applied == [f"{name}.example.com" for name in names]
    assert all(office.sent(name) == 1 for name in names)
    for name in names:
        office.done_once(name)


def test_twenty_one_commands_are_refused_before_any_is_run(office: Office) -> None:
    ack = office.type("\n".join(f"add too-many-{number} A 192.0.2.1" for number in range(21)))
    assert "20" in ack.text
    office.type("get too-many-0")
    office.private("no record", "too-many-0")
    assert not office.changes.recent("too-many-0.example.com.")
    assert not office.slack.messages("channel", since=office.since)


def test_two_zones_do_not_wait_for_each_other(office: Office) -> None:
    office.book.open.clear()
    with office.reaching("ChangeResourceRecordSets"):
        office.type("add held A 192.0.2.1")
    with office.reaching("ChangeResourceRecordSets"):
        office.type("add free.example.net A 192.0.2.1")
    office.type("add next A 192.0.2.1")
    office.kept_card("next")
    assert office.change("next").state is State.APPROVED
    office.let_go()
    for name in ("held", "free.example.net", "next"):
        office.accepted_once(name)
        assert office.sent(name) == 1
