"""A change that waits for Route 53 can be called off as long as none of its requests can arrive any more."""

import pytest

from bot.blocks.cards import card
from commands.changes.lifecycle import Event, State
from commands.errors import Busy, Unanswered, Unreachable
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
