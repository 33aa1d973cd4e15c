import pytest
from sqlalchemy import delete, insert, update

from commands.adapters.store.chain import Verdict
from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.database import Database
from commands.adapters.store.leases import Leases
from commands.adapters.store.tables import changes, events, notices
from commands.adapters.store.trail import Trail
from commands.changes.lifecycle import Event
from tests.conftest import Hands
from tests.samples import deleting, draft


@pytest.fixture
def stored(database: Database) -> StoredChanges:
    return StoredChanges(database)


@pytest.fixture
def trail(database: Database) -> Trail:
    return Trail(database)


def done(stored: StoredChanges, database: Database) -> str:
    made = stored.propose(draft())
    (row,) = Leases(database, "mine").claim(changes, 1)
    sending = stored.step(stored.claimed(row), Event.CLAIMED)
    assert sending
    pending = stored.step(sending, Event.ACCEPTED, aws_id="C1")
    assert pending
    assert stored.step(pending, Event.SEEN_IN_SYNC)
    return made.id


def test_every_step_is_in_the_trail_with_who_and_what(stored: StoredChanges, database: Database, trail: Trail) -> None:
    done(stored, database)
    assert [(one["actor"], one["event"], one["state"]) for one in trail.export()] == [
        ("U0ALICE", "asked", "APPROVED"),
        ("bot", "claimed", "SUBMITTING"),
        ("bot", "accepted", "PENDING"),
        ("bot", "seen in sync", "INSYNC"),
    ]
    assert next(trail.export())["detail"]["command"] == "add db1 A 192.0.2.1"


def test_a_verdict_is_the_persons_own(stored: StoredChanges, trail: Trail) -> None:
    asked = stored.propose(draft(deleting(), expires_in=900.0))
    stored.decide(asked.id, Event.CANCELLED, "U0ADMIN")
    assert [one["actor"] for one in trail.export()] == ["U0ALICE", "U0ADMIN"]


def test_a_step_that_is_not_taken_leaves_no_trace(stored: StoredChanges, trail: Trail) -> None:
    asked = stored.propose(draft(deleting(), expires_in=900.0))
    stored.decide(asked.id, Event.CANCELLED, "U0ALICE")
    stored.decide(asked.id, Event.CONFIRMED, "U0ADMIN")
    assert len(list(trail.export())) == 2


def test_what_is_not_sealed_yet_is_told(stored: StoredChanges, database: Database, trail: Trail) -> None:
    done(stored, database)
    assert trail.verify() == Verdict(sealed=0, unsealed=4)
    assert trail.seal() == 4
    stored.propose(draft())
    assert trail.verify() == Verdict(sealed=4, unsealed=1)


def test_sealing_twice_seals_nothing_more(stored: StoredChanges, database: Database, trail: Trail) -> None:
    done(stored, database)
    trail.seal()
    assert trail.seal() == 0


@pytest.mark.parametrize("column", ["actor", "event", "state", "change_id"])
def test_an_altered_event_breaks_the_chain(
    stored: StoredChanges, database: Database, trail: Trail, column: str
) -> None:
    done(stored, database)
    trail.seal()
    with database.write() as connection:
        connection.execute(update(events).where(events.c.number == 3).values({column: "somebody else"}))
    assert trail.verify() == Verdict(sealed=2, unsealed=0, broken=3)


def test_an_event_left_out_breaks_the_chain(stored: StoredChanges, database: Database, trail: Trail) -> None:
    done(stored, database)
    trail.seal()
    with database.write() as connection:
        connection.execute(delete(events).where(events.c.number == 2))
    assert trail.verify() == Verdict(sealed=1, unsealed=0, broken=3)


def test_the_first_events_cannot_be_left_out_without_an_anchor(
    stored: StoredChanges, database: Database, trail: Trail
) -> None:
    done(stored, database)
    trail.seal()
    with database.write() as connection:
        connection.execute(delete(events).where(events.c.number <= 2))
    assert trail.verify().broken == 3


def test_after_pruning_the_chain_goes_on_from_a_sealed_anchor(
    stored: StoredChanges, database: Database, trail: Trail, hands: Hands
) -> None:
    done(stored, database)
    trail.seal()
    hands.pass_(1000)
    stored.propose(draft())
    assert trail.prune(500) == 4
    assert trail.verify() == Verdict(sealed=2, unsealed=0)
    hands.pass_(1000)
    trail.prune(500)
    assert trail.verify().broken is None


def test_nothing_young_is_pruned(stored: StoredChanges, database: Database, trail: Trail) -> None:
    done(stored, database)
    trail.seal()
    assert trail.prune(500) == 0


def test_an_end_gives_notice_once(stored: StoredChanges, database: Database) -> None:
    done(stored, database)
    assert [row["kind"] for row in Leases(database, "mine").claim(notices, 9)] == ["ended"]


def test_a_failure_gives_notice_to_who_asked_too(stored: StoredChanges, database: Database) -> None:
    stored.propose(draft())
    leases = Leases(database, "mine")
    (row,) = leases.claim(changes, 1)
    stored.step(stored.claimed(row), Event.REFUSED, reason="no")
    assert sorted(row["kind"] for row in leases.claim(notices, 9)) == ["ended", "failed"]


def test_a_forged_event_before_the_first_is_seen(stored: StoredChanges, database: Database, trail: Trail) -> None:
    done(stored, database)
    trail.seal()
    assert trail.verify().broken is None
    forged = {
        "change_id": "c0forged00",
        "at": 1.0,
        "actor": "U0EVE",
        "event": "asked",
        "state": "APPROVED",
        "detail": {},
    }
    with database.write() as connection:
        connection.execute(insert(events).values(seq=-1, **forged))
    assert trail.verify().unsealed == 1
    with database.write() as connection:
        connection.execute(update(events).where(events.c.seq == -1).values(number=0, hash="0" * 64))
    assert trail.verify().broken == 0


def test_the_head_changes_when_the_newest_event_is_taken_away(
    stored: StoredChanges, database: Database, trail: Trail
) -> None:
    done(stored, database)
    trail.seal()
    head = trail.verify().head
    with database.write() as connection:
        connection.execute(delete(events).where(events.c.number == 4))
    assert trail.verify().head not in ("", head)
