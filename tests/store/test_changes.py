import pytest

from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.database import Database
from commands.adapters.store.leases import LEASE, Leases
from commands.adapters.store.rows import from_plan, to_plan
from commands.adapters.store.tables import changes
from commands.changes.lifecycle import Change, Event, IllegalStep, State
from commands.model.plan import Kind, Plan
from commands.model.records import Alias, RecordSet, Type
from tests.conftest import Hands
from tests.samples import adding, deleting, draft, record


@pytest.fixture
def stored(database: Database) -> StoredChanges:
    return StoredChanges(database)


@pytest.fixture
def mine(database: Database) -> Leases:
    return Leases(database, "mine")


@pytest.fixture
def theirs(database: Database) -> Leases:
    return Leases(database, "theirs")


def claim(leases: Leases, stored: StoredChanges, limit: int = 1) -> list[Change]:
    return [stored.claimed(row) for row in leases.claim(changes, limit)]


def submitting(leases: Leases, stored: StoredChanges, plan: Plan | None = None) -> Change:
    stored.propose(draft(plan))
    (held,) = claim(leases, stored)
    moved = stored.step(held, Event.CLAIMED)
    assert moved
    return moved


def test_a_change_comes_back_exactly_as_it_was_written(stored: StoredChanges) -> None:
    plan = deleting(gone=record("*.example.com.", '"a;b"', '"\\195\\188"'))
    made = stored.propose(draft(plan, expires_in=900.0))
    assert made.plan == plan
    assert made.state is State.PROPOSED
    assert stored.get(made.id) == made
    assert stored.by_token(made.token) == made


def test_a_plan_of_an_older_release_is_still_read() -> None:
    plan = deleting(gone=record("*.example.com.", "192.0.2.1"))
    older = {name: value for name, value in from_plan(plan).items() if name not in ("pointers", "source")}
    assert to_plan(older) == plan


def test_a_routed_plan_comes_back_exactly_too(stored: StoredChanges) -> None:
    blue = RecordSet("a.example.com.", Type.A, 60, ("192.0.2.1",), routing='{"SetIdentifier": "\\u00fc", "Weight": 1}')
    alias = RecordSet("a.example.com.", Type.AAAA, None, alias=Alias("Z2", "x.example.net.", True))
    plan = Plan(Kind.COPY, "Z1", "example.com.", (blue,), (alias,), source="a.example.com.", notes=("One.", "Two."))
    assert stored.propose(draft(plan)).plan == plan


def test_the_same_origin_never_makes_two_changes(stored: StoredChanges) -> None:
    asked = draft()
    assert stored.propose(asked) == stored.propose(asked)
    assert len(stored.recent()) == 1


def test_only_one_worker_claims_a_row(stored: StoredChanges, mine: Leases, theirs: Leases) -> None:
    stored.propose(draft())
    assert len(claim(mine, stored)) == 1
    assert claim(theirs, stored) == []


def test_a_lease_that_ran_out_is_taken_over_and_the_first_holder_is_fenced_off(
    stored: StoredChanges, mine: Leases, theirs: Leases, hands: Hands
) -> None:
    stored.propose(draft())
    (first,) = claim(mine, stored)
    hands.pass_(LEASE + 0.1)
    (second,) = claim(theirs, stored)
    assert stored.step(first, Event.CLAIMED) is None
    assert stored.step(second, Event.CLAIMED) is not None


def test_only_what_another_process_held_too_long_counts_as_taken_over(
    stored: StoredChanges, theirs: Leases, database: Database, hands: Hands
) -> None:
    taken: list[int] = []
    mine = Leases(database, "mine", taken.append)
    stored.propose(draft())
    claim(mine, stored)
    hands.pass_(LEASE + 0.1)
    claim(mine, stored)
    theirs.hand_back()
    assert taken == []
    hands.pass_(LEASE + 0.1)
    claim(theirs, stored)
    hands.pass_(LEASE + 0.1)
    claim(mine, stored)
    assert taken == [1]


def test_a_beat_keeps_a_lease(stored: StoredChanges, mine: Leases, theirs: Leases, hands: Hands) -> None:
    stored.propose(draft())
    (held,) = claim(mine, stored)
    hands.pass_(LEASE - 1)
    mine.beat(changes, [held.id])
    hands.pass_(LEASE - 1)
    assert claim(theirs, stored) == []


def test_a_beat_after_a_takeover_does_no_harm(
    stored: StoredChanges, mine: Leases, theirs: Leases, hands: Hands
) -> None:
    stored.propose(draft())
    (held,) = claim(mine, stored)
    hands.pass_(LEASE + 0.1)
    claim(theirs, stored)
    hands.pass_(LEASE + 0.1)
    mine.beat(changes, [held.id])
    assert len(claim(theirs, stored)) == 1


def test_changes_of_one_zone_go_one_at_a_time_in_the_order_they_were_asked_for(
    stored: StoredChanges, mine: Leases
) -> None:
    first, second = stored.propose(draft()), stored.propose(draft())
    (held,) = claim(mine, stored, 8)
    assert held.id == first.id
    sending = stored.step(held, Event.CLAIMED)
    assert sending
    assert claim(mine, stored, 8) == []
    assert stored.step(sending, Event.ACCEPTED, after=2.0, aws_id="C1")
    assert [change.id for change in claim(mine, stored, 8)] == [second.id]


def test_changes_of_different_zones_do_not_wait_for_each_other(stored: StoredChanges, mine: Leases) -> None:
    stored.propose(draft(adding("Z1")))
    stored.propose(draft(adding("Z2")))
    assert len(claim(mine, stored, 8)) == 2


def test_the_database_itself_lets_only_one_change_of_a_zone_be_in_flight(
    stored: StoredChanges, mine: Leases, database: Database
) -> None:
    submitting(mine, stored)
    second = stored.propose(draft())
    with database.write() as connection:
        connection.execute(changes.update().where(changes.c.id == second.id).values(fence=7))
    held = stored.get(second.id)
    assert held
    assert stored.step(held, Event.CLAIMED) is None


def test_the_first_verdict_wins(stored: StoredChanges) -> None:
    asked = stored.propose(draft(deleting(), expires_in=900.0))
    assert stored.decide(asked.id, Event.CANCELLED, "U0ALICE")
    assert not stored.decide(asked.id, Event.CONFIRMED, "U0ADMIN")
    now = stored.get(asked.id)
    assert now
    assert (now.state, now.decided_by) == (State.CANCELLED, "U0ALICE")


def test_a_verdict_after_the_question_expired_does_not_count(stored: StoredChanges, hands: Hands) -> None:
    asked = stored.propose(draft(deleting(), expires_in=5.0))
    hands.pass_(5.1)
    assert not stored.decide(asked.id, Event.CONFIRMED, "U0ALICE")


def test_a_question_is_claimed_when_it_expires_and_not_before(
    stored: StoredChanges, mine: Leases, hands: Hands
) -> None:
    stored.propose(draft(deleting(), expires_in=5.0))
    assert claim(mine, stored) == []
    hands.pass_(5.1)
    assert len(claim(mine, stored)) == 1


def test_an_end_is_never_due_again(stored: StoredChanges, mine: Leases, hands: Hands) -> None:
    held = submitting(mine, stored)
    ended = stored.step(held, Event.REFUSED, reason="no")
    assert ended
    assert ended.ended_at is not None
    hands.pass_(1000)
    assert claim(mine, stored) == []


def test_a_step_that_the_table_does_not_know_is_our_bug(stored: StoredChanges, mine: Leases) -> None:
    held = submitting(mine, stored)
    with pytest.raises(IllegalStep):
        stored.step(held, Event.CONFIRMED)


def test_what_stood_in_the_way_is_kept_with_the_failure(stored: StoredChanges, mine: Leases) -> None:
    there = (record("db1.example.com.", "192.0.2.9"),)
    ended = stored.step(submitting(mine, stored), Event.REFUSED, reason="exists", standing=there, found=True)
    assert ended
    assert (ended.standing, ended.found) == (there, True)


def test_history_is_newest_first_and_by_name_zone_or_all(stored: StoredChanges) -> None:
    one = stored.propose(draft(adding("Z1", record("a.example.com."))))
    two = stored.propose(draft(adding("Z1", record("b.example.com."))))
    other = stored.propose(draft(adding("Z2", record("c.example.com."))))
    assert [change.id for change in stored.recent()] == [other.id, two.id, one.id]
    assert [change.id for change in stored.recent("a.example.com.")] == [one.id]
    assert [change.id for change in stored.recent("Z1")] == [two.id, one.id]
    assert [change.id for change in stored.recent("example.com.", limit=1)] == [other.id]


def test_a_change_is_found_by_route_53s_id_too(stored: StoredChanges, mine: Leases) -> None:
    pending = stored.step(submitting(mine, stored), Event.ACCEPTED, aws_id="C0123")
    found = stored.get("/change/C0123")
    assert pending
    assert found
    assert found.id == pending.id


def test_changes_under_way_are_seen_by_their_origin(stored: StoredChanges, mine: Leases) -> None:
    stored.propose(draft(origin="slash/1.2/0"))
    assert stored.underway("slash/1.2/")
    assert not stored.underway("slash/1_2/")
    (held,) = claim(mine, stored)
    sending = stored.step(held, Event.CLAIMED)
    assert sending
    stored.step(sending, Event.ACCEPTED)
    assert not stored.underway("slash/1.2/")


def test_a_change_that_waits_for_route_53_can_be_called_off_and_is_never_sent(
    stored: StoredChanges, mine: Leases
) -> None:
    sending = submitting(mine, stored)
    waiting = stored.step(sending, Event.NOT_APPLIED, after=5.0, note="Route 53 cannot be reached.")
    assert waiting
    assert stored.decide(waiting.id, Event.CANCELLED, "U0ALICE")
    assert stored.step(waiting, Event.CLAIMED) is None
    now = stored.get(waiting.id)
    assert now
    assert (now.state, now.decided_by) == (State.CANCELLED, "U0ALICE")


def test_a_change_on_its_way_cannot_be_called_off(stored: StoredChanges, mine: Leases) -> None:
    approved = stored.propose(draft())
    assert not stored.decide(approved.id, Event.CANCELLED, "U0ALICE")
    sending = submitting(mine, stored)
    assert not stored.decide(sending.id, Event.CANCELLED, "U0ALICE")


def test_what_waits_behind_a_change_that_waits_for_route_53_can_be_called_off_too(
    stored: StoredChanges, mine: Leases
) -> None:
    first, second = stored.propose(draft()), stored.propose(draft())
    elsewhere = stored.propose(draft(adding(zone_id="Z2")))
    assert not stored.decide(second.id, Event.CANCELLED, "U0ALICE")
    for row in mine.claim(changes, 9):
        if row["id"] == first.id:
            stored.put_off(stored.claimed(row), 5.0, waits=1, note="Route 53 cannot be reached.")
    behind, beside = stored.get(second.id), stored.get(elsewhere.id)
    assert behind
    assert beside
    assert (behind.held_up_by, beside.held_up_by) == (first.id, "")
    assert not stored.decide(elsewhere.id, Event.CANCELLED, "U0ALICE")
    assert stored.decide(second.id, Event.CANCELLED, "U0ALICE")
    assert stored.decide(first.id, Event.CANCELLED, "U0ALICE")
