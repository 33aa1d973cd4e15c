"""Changes that are pending are watched until every name server answers with them, however long that takes."""

from itertools import pairwise

import pytest

from commands.adapters.store.tables import changes
from commands.changes.lifecycle import Change, State
from commands.errors import Busy, Refused, Unreachable
from commands.handlers.carrying import SURELY_IN_SYNC
from commands.model.records import Alias, RecordSet, Type
from tests.unit.handlers.office import Office
from tests.unit.handlers.test_carrying import ACTS, DB1, sending, stocked
from tests.unit.handlers.test_settling import LOST, carried_on, next_step

__all__ = ["stocked"]

UNKNOWN_ID = Refused("NoSuchChange", "Could not find resource with ID")


def aged(office: Office, change: Change, **columns: int) -> Change:
    """The change after that many looks or pauses."""
    office.hands.pass_(2.1)
    (row,) = office.leases.claim(changes, 1)
    office.leases.release(changes, row, 0.0, **columns)
    return change


def polled(office: Office, times: int) -> list[float]:
    """The pauses before each of the next looks."""
    pauses = []
    for _ in range(times):
        pauses.append(office.due_in())
        office.carry(pauses[-1] + 0.001)
    return pauses


def test_a_pending_change_is_looked_at_after_two_seconds_and_then_less_and_less_often(office: Office) -> None:
    office.embedded.in_sync_after = 1000.0
    change = office.carried("add db1 A 192.0.2.1")
    pauses = polled(office, 9)
    assert pauses[0] == pytest.approx(2.0, abs=0.3)
    assert all(sooner <= later + 0.3 for sooner, later in pairwise(pauses))
    assert pauses[-1] == pytest.approx(10.0, abs=0.3)
    assert (office.now(change).state, office.now(change).polls) == (State.PENDING, 9)
    assert office.route53.count("in_sync") == 9


@pytest.mark.parametrize("act", ACTS)
def test_a_change_that_is_seen_in_sync_ends(stocked: Office, act: str) -> None:
    change = carried_on(stocked, stocked.carried(act), State.INSYNC)
    assert change.ended_at is not None
    assert "changes" not in stocked.leases.due_in()


def test_looking_goes_on_while_route_53_does_not_answer(office: Office) -> None:
    office.route53.fail("in_sync", Busy("not now"), Unreachable("away"), Busy("not now"))
    change = office.carried("add db1 A 192.0.2.1")
    polled(office, 3)
    assert office.now(change).state is State.PENDING
    assert carried_on(office, change, State.INSYNC).polls >= 4


@pytest.mark.parametrize(
    "act", ["add db1 A 192.0.2.9", "set old A 192.0.2.9", "delete old A", "zone create example.net"]
)
def test_with_its_id_lost_a_change_is_in_sync_when_the_name_servers_answer_so(stocked: Office, act: str) -> None:
    stocked.route53.fail(sending(act), LOST, applied=True)
    change = carried_on(stocked, stocked.carried(act), State.PENDING)
    next_step(stocked)
    assert stocked.now(change).state is State.INSYNC
    assert (stocked.route53.count("in_sync"), stocked.route53.count("answers")) == (0, 1)


def test_with_its_id_lost_an_alias_is_in_sync_when_anything_answers(office: Office) -> None:
    target = office.put("lb.example.com.", Type.A, "192.0.2.5")
    office.embedded.put(office.zone.id, RecordSet(DB1, Type.A, None, (), Alias(office.zone.id, target.name, False)))
    office.route53.fail("submit", LOST, applied=True)
    change = carried_on(office, office.carried("delete db1 A"), State.PENDING)
    next_step(office)
    assert office.now(change).state is State.INSYNC


def test_an_id_that_route_53_does_not_know_any_more_is_as_good_as_lost(office: Office) -> None:
    office.route53.fail("in_sync", UNKNOWN_ID)
    change = office.carried("add db1 A 192.0.2.1")
    next_step(office)
    assert office.now(change).state is State.INSYNC


@pytest.fixture
def silent(office: Office) -> Change:
    """A change without an id in a private zone, of which no name server tells."""
    office.embedded.add_zone("corp.internal.", private=True)
    office.route53.fail("submit", LOST, applied=True)
    return carried_on(office, office.carried("add db1.corp.internal A 192.0.2.1"), State.PENDING)


def test_where_nobody_answers_it_takes_what_surely_suffices(office: Office, silent: Change) -> None:
    began = office.hands.passed
    while office.now(silent).state is State.PENDING:
        next_step(office)
        assert office.hands.passed - began < 2 * SURELY_IN_SYNC
    assert SURELY_IN_SYNC <= office.hands.passed - began <= SURELY_IN_SYNC + 11.0


def test_a_wildcard_that_answers_for_a_deleted_name_does_not_hold_it_in_pending(office: Office) -> None:
    office.put("*.example.com.", Type.A, "192.0.2.250")
    office.put(DB1, Type.A, "192.0.2.1")
    office.route53.fail("submit", LOST, applied=True)
    change = carried_on(office, office.carried("delete db1 A"), State.PENDING)
    office.carry(SURELY_IN_SYNC)
    assert office.now(change).state is State.INSYNC


@pytest.mark.parametrize("error", [Busy("not now"), Unreachable("away"), Refused("AccessDenied", "no")])
def test_answers_that_cannot_be_had_are_asked_for_again(office: Office, error: Exception) -> None:
    office.route53.fail("submit", LOST, applied=True)
    office.route53.fail("answers", error)
    change = carried_on(office, office.carried("add db1 A 192.0.2.1"), State.PENDING)
    next_step(office)
    assert office.now(change).state is State.PENDING
    next_step(office)
    assert office.now(change).state is State.INSYNC


@pytest.mark.parametrize("looks", [100, 2_000, 100_000])
def test_a_change_may_be_pending_for_days(office: Office, looks: int) -> None:
    office.embedded.in_sync_after = 1e9
    change = aged(office, office.carried("add db1 A 192.0.2.1"), polls=looks)
    office.carry(2.1)
    assert (office.now(change).state, office.now(change).polls) == (State.PENDING, looks + 1)


@pytest.mark.parametrize("waits", [100, 2_000, 100_000])
def test_route_53_may_be_away_for_days(office: Office, waits: int) -> None:
    office.route53.fail("submit", Unreachable("away"))
    change = aged(office, office.started("add db1 A 192.0.2.1"), waits=waits)
    office.carry()
    assert (office.now(change).state, office.now(change).waits) == (State.APPROVED, waits + 1)
