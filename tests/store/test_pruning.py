import pytest
from sqlalchemy import func, select

from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.database import Database
from commands.adapters.store.inbox import Delivery, Inbox
from commands.adapters.store.leases import Leases
from commands.adapters.store.pruning import DAY, Pruning
from commands.adapters.store.tables import cards, changes, deliveries, notices, replies
from commands.adapters.store.trail import Trail
from commands.changes.lifecycle import Event
from tests.conftest import Hands
from tests.samples import deleting, draft


@pytest.fixture
def pruning(database: Database) -> Pruning:
    return Pruning(database, Trail(database), keep_days=10)


def count(database: Database, table: object) -> int:
    with database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_what_ended_long_ago_is_forgotten_and_what_is_open_is_not(
    database: Database, pruning: Pruning, hands: Hands
) -> None:
    stored = StoredChanges(database)
    ended = stored.propose(draft(deleting("Z1"), expires_in=900.0))
    stored.decide(ended.id, Event.CANCELLED, "U0ALICE")
    waiting = stored.propose(draft(deleting("Z2")))
    Trail(database).seal()
    hands.pass_(10 * DAY + 60)
    assert pruning.prune() > 0
    assert [change.id for change in stored.recent()] == [waiting.id]
    assert count(database, cards) == 1
    assert count(database, notices) == 0
    assert Trail(database).verify().broken is None


def test_nothing_young_is_forgotten(database: Database, pruning: Pruning, hands: Hands) -> None:
    stored = StoredChanges(database)
    ended = stored.propose(draft(deleting(), expires_in=900.0))
    stored.decide(ended.id, Event.CANCELLED, "U0ALICE")
    hands.pass_(9 * DAY)
    assert pruning.prune() == 0
    assert count(database, changes) == 1


def test_delivery_keys_are_kept_for_a_day(database: Database, pruning: Pruning, hands: Hands) -> None:
    inbox, leases = Inbox(database), Leases(database, "mine")
    inbox.take(Delivery("slash/1", "U0ALICE", "C0OPS", False, "", "get db1"))
    (row,) = leases.claim(deliveries, 1)
    inbox.finish(row, {"text": "hello"})
    (reply,) = leases.claim(replies, 1)
    leases.release(replies, reply, None)
    hands.pass_(DAY - 60)
    pruning.prune()
    assert (count(database, deliveries), count(database, replies)) == (1, 1)
    hands.pass_(120)
    pruning.prune()
    assert (count(database, deliveries), count(database, replies)) == (0, 0)


def test_a_delivery_that_still_waits_is_kept_however_old(database: Database, pruning: Pruning, hands: Hands) -> None:
    Inbox(database).take(Delivery("slash/1", "U0ALICE", "C0OPS", False, "", "get db1"))
    hands.pass_(5 * DAY)
    pruning.prune()
    assert count(database, deliveries) == 1
