"""Requests whose answer was lost are settled by reading."""

from dataclasses import replace
from typing import Any

import pytest

from commands.adapters.accounts import Accounts
from commands.adapters.index import Index
from commands.adapters.store.leases import LEASE
from commands.adapters.store.tables import changes
from commands.changes.lifecycle import Change, Event, State
from commands.errors import Unanswered, Unreachable
from commands.model.plan import Kind
from commands.model.records import Type
from tests.unit.handlers.office import Office
from tests.unit.handlers.test_carrying import ACTS, DB1, requests, sending, stocked

__all__ = ["stocked"]

LOST = Unanswered("Route 53 did not answer.")


def next_step(office: Office) -> None:
    """Take the next step as soon as it is due."""
    office.carry(max(office.due_in(), 0.0) + 0.01)


def carried_on(office: Office, change: Change, state: State) -> Change:
    """The change once it is in that state, in a few steps."""
    for _ in range(6):
        if office.now(change).state is state:
            break
        next_step(office)
    found = office.now(change)
    assert found.state is state
    return found


def happened(office: Office) -> tuple[object, ...]:
    """All there is in Route 53, but for the ids that it chooses."""
    zones = office.embedded.zones()
    return tuple((zone.name, *office.embedded.records(zone.id)) for zone in zones)


@pytest.mark.parametrize("act", ACTS)
def test_a_request_without_an_answer_waits_in_submitting_and_says_so(stocked: Office, act: str) -> None:
    stocked.route53.fail(sending(act), LOST)
    change = stocked.carried(act)
    assert (change.state, change.attempts) == (State.SUBMITTING, 1)
    assert "finding out" in change.note
    assert 0.0 < stocked.due_in() < 5.0


@pytest.mark.parametrize("act", ACTS)
def test_what_happened_without_an_answer_is_found_by_reading_and_not_sent_again(stocked: Office, act: str) -> None:
    stocked.route53.fail(sending(act), LOST, applied=True)
    change = stocked.carried(act)
    next_step(stocked)
    found = stocked.now(change)
    assert (found.state, found.reconciled, found.aws_id) == (State.PENDING, True, "")
    assert requests(stocked) == 1


@pytest.mark.parametrize("act", ACTS)
def test_what_did_not_happen_is_sent_again(stocked: Office, act: str) -> None:
    stocked.route53.fail(sending(act), LOST)
    found = carried_on(stocked, stocked.carried(act), State.PENDING)
    assert (found.reconciled, requests(stocked)) == (False, 2)
    assert found.aws_id


@pytest.mark.parametrize("act", ACTS)
def test_a_request_that_arrives_late_makes_its_repetitions_refusal_an_echo(stocked: Office, act: str) -> None:
    """The reading comes too early; then the first request arrives, and the second one meets it."""
    stocked.route53.fail(sending(act), LOST)
    change = stocked.carried(act)
    next_step(stocked)
    assert stocked.now(change).state is State.APPROVED
    arrive(stocked, change)
    after = happened(stocked)
    found = carried_on(stocked, change, State.PENDING)
    assert (found.reconciled, found.aws_id) == (True, "")
    assert happened(stocked) == after


@pytest.mark.parametrize("act", ["zone create example.net"])
def test_a_zone_that_is_found_by_reading_brings_its_id_and_name_servers(stocked: Office, act: str) -> None:
    stocked.route53.fail("create_zone", LOST, applied=True)
    found = carried_on(stocked, stocked.carried(act), State.PENDING)
    (made,) = [zone for zone in stocked.embedded.zones() if zone.name == "example.net."]
    assert found.plan.zone_id == made.id
    assert found.name_servers == stocked.embedded.zone(made.id).name_servers


def test_somebody_elses_zone_of_that_name_is_not_taken_for_ours(office: Office) -> None:
    office.route53.fail("create_zone", LOST)
    change = office.carried("zone create example.net")
    theirs = office.embedded.add_zone("example.net.")
    found = carried_on(office, change, State.PENDING)
    assert found.plan.zone_id not in ("", theirs.id)


@pytest.mark.parametrize("act", ["add db1 A 192.0.2.9", "set old A 192.0.2.9", "delete old A"])
def test_where_something_else_stands_the_change_fails_and_shows_it(stocked: Office, act: str) -> None:
    stocked.route53.fail("submit", LOST)
    change = stocked.carried(act)
    name = f"{act.split()[1]}.example.com."
    other = stocked.put(name, Type.A, "192.0.2.77")
    found = carried_on(stocked, change, State.FAILED)
    assert (found.standing, found.found) == ((other,), True)
    assert "answer was lost" in found.reason
    assert requests(stocked) == 1


@pytest.mark.parametrize("act", ["add db1 A 192.0.2.9", "set old A 192.0.2.9", "delete old A"])
def test_what_happened_late_and_was_changed_again_is_not_said_to_have_done_nothing(stocked: Office, act: str) -> None:
    """The reading came too early, the request arrived, somebody else changed it, and then it is sent again."""
    stocked.route53.fail("submit", LOST)
    change = stocked.carried(act)
    next_step(stocked)
    arrive(stocked, change)
    name = f"{act.split()[1]}.example.com."
    for record in stocked.standing(name):
        stocked.embedded.remove(stocked.zone.id, record)
    other = stocked.put(name, Type.A, "192.0.2.77")
    found = carried_on(stocked, change, State.FAILED)
    assert "answer was lost" in found.reason
    assert found.standing == (other,)


def test_where_the_zone_is_gone_the_change_fails(stocked: Office) -> None:
    stocked.route53.fail("submit", LOST)
    change = stocked.carried("add db1.empty.org A 192.0.2.9")
    stocked.embedded.delete_zone(change.plan.zone_id)
    assert carried_on(stocked, change, State.FAILED).reason


@pytest.mark.parametrize("act", ACTS)
def test_while_reading_does_not_work_nothing_is_decided(stocked: Office, act: str) -> None:
    stocked.route53.fail(sending(act), LOST, applied=True)
    change = stocked.carried(act)
    stocked.route53.fail("zones" if act.startswith("zone") else "standing", *[Unreachable("away")] * 3)
    for _ in range(3):
        next_step(stocked)
        assert stocked.now(change).state is State.SUBMITTING
        assert stocked.due_in() > 0.3
    next_step(stocked)
    assert stocked.now(change).reconciled


def test_an_echo_that_cannot_be_judged_yet_is_judged_later(office: Office) -> None:
    office.route53.fail("submit", LOST)
    change = office.carried("add db1 A 192.0.2.9 300")
    next_step(office)
    office.put(DB1, Type.A, "192.0.2.9")
    office.route53.fail("standing", Unreachable("away"))
    next_step(office)
    assert office.now(change).state is State.SUBMITTING
    assert carried_on(office, change, State.PENDING).reconciled


def arrive(office: Office, change: Change) -> None:
    """Let a change's request take effect, with nobody there to hear the answer."""
    plan = change.plan
    match plan.kind:
        case Kind.CREATE_ZONE:
            office.embedded.create_zone(plan.zone_name, change.id, "")
        case Kind.DELETE_ZONE:
            office.embedded.delete_zone(plan.zone_id)
        case _:
            office.embedded.submit(plan.zone_id, plan.batch, "")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("arrived", [True, False])
def test_a_process_that_died_while_sending_leaves_a_row_that_is_settled(
    stocked: Office, act: str, arrived: bool
) -> None:
    change = stocked.started(act)
    (row,) = stocked.leases.claim(changes, 1)
    assert stocked.stored.step(stocked.stored.claimed(row), Event.CLAIMED, after=LEASE)
    if arrived:
        arrive(stocked, change)
    stocked.carry(LEASE + 0.1)
    found = carried_on(stocked, change, State.PENDING)
    assert found.reconciled is arrived
    assert requests(stocked) == int(not arrived)


@pytest.mark.parametrize("act", [act for act in ACTS if act.startswith("zone")])
def test_an_account_of_several_that_cannot_be_read_is_not_judged_by_what_it_held_before(
    stocked: Office, act: str
) -> None:
    weather: Any = stocked.route53
    route53, defaults = Accounts({"own": lambda _: weather}), replace(stocked.world.defaults, accounts=("own",))
    zones = Index(route53, stocked.world.clock)
    stocked.world = replace(stocked.world, route53=route53, zones=zones, defaults=defaults)
    stocked.route53.fail(sending(act), LOST, applied=True)
    change = stocked.carried(act)
    assert change.state is State.SUBMITTING
    stocked.route53.fail("zones", *[Unreachable("away")] * 3)
    for _ in range(3):
        next_step(stocked)
        assert stocked.now(change).state is State.SUBMITTING
    assert carried_on(stocked, change, State.PENDING).reconciled
