"""What was done, looked back at, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text

from commands.adapters.store import migrate as migrating
from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.database import Database
from commands.adapters.store.history import StoredHistory
from commands.adapters.store.leases import Leases
from commands.adapters.store.pruning import DAY, Pruning
from commands.adapters.store.tables import changes, touched
from commands.adapters.store.trail import Trail
from commands.changes.lifecycle import Change, Event
from commands.changes.undo import inverse
from commands.model.plan import Kind, Plan
from commands.model.zones import Vpc, Zone, ZoneDetails
from tests.conftest import Hands
from tests.samples import adding, draft, record

VPC = Vpc("vpc-1", "eu-west-1")
FORMER = ZoneDetails(Zone("ZOLD", "example.com.", True, "the shop", 2, "ref"), ("ns-0.example.net",), (VPC,))


@pytest.fixture
def stored(database: Database) -> StoredChanges:
    return StoredChanges(database)


@pytest.fixture
def history(database: Database) -> StoredHistory:
    return StoredHistory(database)


@pytest.fixture
def leases(database: Database) -> Leases:
    return Leases(database, "mine")


def taken(stored: StoredChanges, leases: Leases, plan: Plan, **fields: object) -> Change:
    """A change that Route 53 has accepted."""
    made = stored.propose(draft(plan, **fields))
    (row,) = leases.claim(changes, 1)
    sending = stored.step(stored.claimed(row), Event.CLAIMED)
    assert sending
    assert stored.step(sending, Event.ACCEPTED, after=600.0, aws_id=f"C{made.id}")
    found = stored.get(made.id)
    assert found
    return found


def test_a_plan_comes_back_exactly_with_all_that_zones_need(stored: StoredChanges) -> None:
    plan = Plan(
        Kind.RESTORE_ZONE, "", "example.com.", after=(record(),), vpc=VPC, former=FORMER, notes=("One.", "Two.")
    )
    made = stored.propose(draft(plan))
    assert made.plan == plan
    assert stored.get(made.id) == made


def test_a_plan_of_an_earlier_release_is_read(database: Database, stored: StoredChanges) -> None:
    made = stored.propose(draft())
    with database.write() as connection:
        row = dict(connection.execute(select(changes.c.plan)).scalar_one())
        for field in ("vpc", "former", "notes"):
            del row[field]
        connection.execute(changes.update().values(plan=row))
    assert stored.get(made.id) == made


def test_the_last_one_here_is_in_effect_and_not_undone(
    stored: StoredChanges, history: StoredHistory, leases: Leases
) -> None:
    assert history.last_here("C0OPS") is None
    first = taken(stored, leases, adding())
    second = taken(stored, leases, adding(made=record("db2.example.com.")))
    taken(stored, leases, adding(made=record("db3.example.com.")), place="C0RANDOM")
    stored.propose(draft(adding(made=record("db4.example.com.")), expires_in=900.0))
    assert history.last_here("C0OPS") == second
    undo = taken(stored, leases, inverse(second.plan), undo_of=second.id, place="C0RANDOM")
    assert history.last_here("C0OPS") == first
    found = stored.get(second.id)
    assert found
    assert (undo.undo_of, found.undone_by) == (second.id, undo.id)


def test_what_undoes_an_undo_lets_the_first_stand_again(stored: StoredChanges, leases: Leases) -> None:
    line = [taken(stored, leases, adding())]
    for length in range(1, 5):
        line.append(taken(stored, leases, inverse(line[-1].plan), undo_of=line[-1].id))
        for index, change in enumerate(line):
            found = stored.get(change.id)
            assert found
            undone = (length - index) % 2 == 1
            assert found.undone_by == (line[index + 1].id if undone else "")


def test_one_undo_of_a_change_is_in_hand_at_a_time(
    stored: StoredChanges, history: StoredHistory, leases: Leases
) -> None:
    change = taken(stored, leases, adding())
    first = stored.propose(draft(inverse(change.plan), expires_in=900.0, undo_of=change.id))
    again = stored.propose(draft(inverse(change.plan), expires_in=900.0, undo_of=change.id))
    assert again.id == first.id
    assert history.undo_in_hand(change.id) == first
    stored.decide(first.id, Event.CANCELLED, "U0ALICE")
    assert history.undo_in_hand(change.id) is None
    third = stored.propose(draft(inverse(change.plan), expires_in=900.0, undo_of=change.id))
    assert third.id != first.id
    assert history.undo_in_hand("") is None


def test_many_who_ask_for_one_undo_at_once_get_one_question(stored: StoredChanges, leases: Leases) -> None:
    change = taken(stored, leases, adding())
    together = threading.Barrier(8)

    def ask(_: int) -> str:
        together.wait()
        return stored.propose(draft(inverse(change.plan), expires_in=900.0, undo_of=change.id)).id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1


def test_a_name_has_a_past_in_its_zone_oldest_first(
    stored: StoredChanges, history: StoredHistory, leases: Leases
) -> None:
    moved = Plan(Kind.SET, "Z1", "example.com.", (record("old.example.com."),), (record("new.example.com."),))
    first, second = taken(stored, leases, adding(made=record("new.example.com."))), taken(stored, leases, moved)
    taken(stored, leases, adding("Z2", record("new.example.com.")))
    stored.propose(draft(moved, expires_in=900.0))
    assert history.of_name("Z1", "new.example.com.") == (first, second)
    assert history.of_name("Z1", "old.example.com.") == (second,)
    assert history.of_name("Z1", "new.example.com.", limit=1) == (second,)
    assert [change.id for change in stored.recent("old.example.com.")][1:] == [second.id]


def test_a_persons_changes_are_theirs(stored: StoredChanges) -> None:
    mine = stored.propose(draft(actor="U0BEN"))
    stored.propose(draft())
    assert stored.recent(actor="U0BEN") == (mine,)
    assert stored.recent("db1.example.com.", actor="U0BEN") == (mine,)
    assert stored.recent("db2.example.com.", actor="U0BEN") == ()


def test_deleted_zones_are_found_by_id_and_by_name_newest_first(
    stored: StoredChanges, history: StoredHistory, leases: Leases
) -> None:
    plans = [Plan(Kind.DELETE_ZONE, zone_id, "example.com.", (record(),), former=FORMER) for zone_id in ("ZA", "ZB")]
    first, second = (taken(stored, leases, plan) for plan in plans)
    taken(stored, leases, adding("ZA"))
    stored.propose(draft(Plan(Kind.DELETE_ZONE, "ZC", "example.com."), expires_in=900.0))
    assert history.deleted_zones("example.com.") == (second, first)
    assert history.deleted_zones("ZA") == (first,)
    assert history.deleted_zones("ZC") == ()


def test_what_is_forgotten_is_forgotten_with_its_names(
    database: Database, stored: StoredChanges, leases: Leases, hands: Hands
) -> None:
    stored.propose(draft(expires_in=900.0))
    (change,) = stored.recent()
    stored.decide(change.id, Event.CANCELLED, "U0ALICE")
    hands.pass_(2 * DAY)
    Pruning(database, Trail(database), 1).prune()
    with database.read() as connection:
        assert connection.execute(select(touched)).all() == []


def test_the_changes_of_an_earlier_release_have_their_names(database: Database) -> None:
    stored = StoredChanges(database)
    made = [stored.propose(draft(adding(made=record(name)))) for name in ("db1.example.com.", "db2.example.com.")]
    with database.write() as connection:
        connection.execute(text("DROP TABLE touched"))
        connection.execute(text("DROP INDEX changes_place"))
        connection.execute(text("DROP INDEX changes_one_undo"))
        for column in ("undo_of", "undone_by"):
            connection.execute(text(f"ALTER TABLE changes DROP COLUMN {column}"))
        connection.execute(text("ALTER TABLE deliveries DROP COLUMN waiting"))
        connection.execute(text("ALTER TABLE changes DROP COLUMN loose"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    migrating.migrate(database)
    assert [change.id for change in stored.recent("db1.example.com.")] == [made[0].id]
    assert {change.id for change in stored.recent()} == {change.id for change in made}
    with database.read() as connection:
        assert len(connection.execute(select(touched)).all()) == 2
