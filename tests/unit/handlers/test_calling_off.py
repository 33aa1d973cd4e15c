"""A change that waits for Route 53 can be called off as long as none of its requests can arrive any more."""

import pytest

from bot.blocks.cards import card
from commands.changes.lifecycle import Event, State
from commands.errors import Busy, ServerFault, Unanswered, Unreachable
from tests.unit.bot.examples import labels
from tests.unit.handlers.office import ANN, Office
from tests.unit.handlers.test_carrying import requests
from tests.unit.handlers.test_settling import carried_on, next_step

WAITS = pytest.mark.parametrize("why", [Unreachable("Route 53 cannot be reached."), Busy("Not so fast.")])


@WAITS
def test_a_change_of_which_nothing_was_sent_can_be_called_off(office: Office, why: Exception) -> None:
    office.route53.fail("submit", why)
    change = office.carried("add db1 A 192.0.2.9")
    assert labels(card(office.now(change))) == ["Cancel"]
    assert office.stored.decide(change.id, Event.CANCELLED, ANN.id)
    office.carry(60.0)
    assert (office.now(change).state, requests(office)) == (State.CANCELLED, 1)


def test_a_change_that_route_53_fails_over_can_be_called_off_once_reading_shows_that_it_did_not_happen(
    office: Office,
) -> None:
    office.route53.fail("submit", *[ServerFault("Route 53 failed to answer (503).")] * 9)
    change = office.carried("add db1 A 192.0.2.9")
    assert not office.stored.decide(change.id, Event.CANCELLED, ANN.id)
    for _ in range(8):
        next_step(office)
    carried_on(office, change, State.APPROVED)
    waiting = office.now(change)
    assert (waiting.loose, waiting.attempts > 1, office.due_in() > 1.0) == (0, True, True)
    assert labels(card(waiting)) == ["Cancel"]
    assert office.stored.decide(change.id, Event.CANCELLED, ANN.id)
    sent = requests(office)
    office.carry(60.0)
    assert (office.now(change).state, requests(office)) == (State.CANCELLED, sent)


@WAITS
def test_a_change_whose_request_may_yet_arrive_cannot(office: Office, why: Exception) -> None:
    """It would be submitted though cancelled, once a process that stood still with the request wakes up."""
    office.route53.fail("submit", Unanswered("Route 53 did not answer."), why)
    change = office.carried("add db1 A 192.0.2.9")
    for _ in range(2):
        next_step(office)
        waiting = office.now(change)
        assert (waiting.state, bool(waiting.note)) == (State.APPROVED, True)
        assert labels(card(waiting)) == []
        assert not office.stored.decide(change.id, Event.CANCELLED, ANN.id)
    assert carried_on(office, change, State.PENDING)
