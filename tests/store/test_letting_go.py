"""Who has let go of a row has no say any more: a step that took effect, and whose answer was lost, is not undone."""

from collections.abc import Callable

import pytest

from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.database import Database
from commands.adapters.store.inbox import Delivery, Inbox
from commands.adapters.store.leases import Leases
from commands.adapters.store.messages import Messages
from commands.adapters.store.tables import QUEUES, cards, changes, deliveries
from commands.changes.lifecycle import Event, State
from tests.conftest import Hands
from tests.samples import draft


@pytest.fixture
def leases(database: Database) -> Leases:
    return Leases(database, "mine")


@pytest.fixture
def stored(database: Database) -> StoredChanges:
    return StoredChanges(database)


def test_a_change_that_has_ended_is_never_due_again(
    stored: StoredChanges, leases: Leases, hands: Hands, database: Database
) -> None:
    stored.propose(draft(expires_in=900.0))
    hands.pass_(901.0)
    (row,) = leases.claim(changes, 1)
    assert stored.step(stored.claimed(row), Event.TIMED_OUT)
    assert not leases.release(changes, row, 1.0, tries=1)
    assert "changes" not in leases.due_in()


def test_a_change_that_went_on_keeps_its_own_time(stored: StoredChanges, leases: Leases) -> None:
    stored.propose(draft())
    (row,) = leases.claim(changes, 1)
    sending = stored.step(stored.claimed(row), Event.CLAIMED)
    assert sending
    assert stored.step(sending, Event.ACCEPTED, after=60.0)
    assert not leases.release(changes, row, 1.0, tries=1)
    assert leases.due_in()["changes"] > 50.0


def test_while_its_request_is_under_way_the_row_is_still_held(stored: StoredChanges, leases: Leases) -> None:
    stored.propose(draft())
    (row,) = leases.claim(changes, 1)
    assert stored.step(stored.claimed(row), Event.CLAIMED)
    assert leases.release(changes, row, 1.0, tries=1)
    assert stored.recent()[0].state is State.SUBMITTING


def test_a_delivery_that_is_done_is_not_answered_again(database: Database, leases: Leases) -> None:
    inbox = Inbox(database)
    inbox.take(Delivery("slash/1", "U0ALICE", "C0OPS", False, "", "get db1"))
    (row,) = leases.claim(deliveries, 1)
    inbox.finish(row, {"text": "here"})
    assert not leases.release(deliveries, row, 1.0, tries=1)
    inbox.finish(row, {"text": "here again"})
    assert set(leases.due_in()) == {"replies"}


def test_a_message_that_was_drawn_is_not_due_again(stored: StoredChanges, leases: Leases, database: Database) -> None:
    stored.propose(draft(expires_in=900.0))
    (row,) = leases.claim(cards, 1)
    assert Messages(database).posted(row, "C0OPS", "1.1")
    assert not leases.release(cards, row, 1.0, tries=1)
    assert "cards" not in leases.due_in()


@pytest.mark.parametrize("queue", QUEUES)
def test_in_every_queue_a_release_is_the_last_word(queue: str, leases: Leases, filled: Callable[[], None]) -> None:
    filled()
    (row,) = leases.claim(QUEUES[queue], 1)
    assert leases.release(QUEUES[queue], row, None)
    assert not leases.release(QUEUES[queue], row, 0.0)
    assert row["id"] not in {other["id"] for other in leases.claim(QUEUES[queue], 9)}


@pytest.fixture
def filled(stored: StoredChanges, database: Database) -> Callable[[], None]:
    """Puts one row that is due into every queue."""

    def fill() -> None:
        inbox = Inbox(database)
        inbox.take(Delivery("slash/1", "U0ALICE", "C0OPS", False, "", "get db1"))
        inbox.reply("U0ALICE", "C0OPS", "", {"text": "here"})
        made = stored.propose(draft(expires_in=900.0))
        assert stored.decide(made.id, Event.CANCELLED, "U0ALICE")
        stored.propose(draft())

    return fill
