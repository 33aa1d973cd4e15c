"""Rows that somebody has written to by hand: each fails by itself, holds up nobody, and is told of to its end."""

from typing import Final

import pytest
from sqlalchemy import text

from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.database import Database
from commands.adapters.store.history import StoredHistory
from commands.adapters.store.leases import Leases
from commands.adapters.store.rows import BROKEN
from commands.adapters.store.tables import changes
from commands.changes.lifecycle import State
from tests.samples import adding, draft

SHAPES: Final = {
    "a list for a plan": "plan = '[7]'",
    "half a plan": """plan = '{"kind": "add"}'""",
    "an unknown state": "state = 'WEIRD'",
    "no record": "standing = '[5]'",
    "no list of people": "approvers = 'null'",
    "no list of servers": "name_servers = '7'",
}
TEXTS: Final = {"no JSON": "plan = '{bad'", "no end": "standing = '" + "[" * 100_000 + "'"}


@pytest.fixture
def stored(database: Database) -> StoredChanges:
    return StoredChanges(database)


def spoilt(database: Database, change_id: str, how: str) -> None:
    with database.write() as connection:
        connection.execute(text(f"UPDATE changes SET {how} WHERE id = :id"), {"id": change_id})


@pytest.mark.parametrize("name", [*SHAPES, *TEXTS])
def test_a_broken_row_is_given_up_and_told_of_and_holds_up_no_other(
    stored: StoredChanges, database: Database, name: str
) -> None:
    if name in TEXTS and not database.sqlite:
        pytest.skip("PostgreSQL keeps no JSON that is none")
    broken, sound = stored.propose(draft()), stored.propose(draft(adding(zone_id="Z2")))
    spoilt(database, broken.id, {**SHAPES, **TEXTS}[name])
    rows = {row["id"]: row for row in Leases(database, "mine").claim(changes, 9)}
    assert stored.claimed(rows[sound.id]).id == sound.id
    with pytest.raises(BROKEN):
        stored.claimed(rows[broken.id])
    assert [change.id for change in stored.recent()] == [sound.id, broken.id]
    stored.give_up(rows[broken.id], "Something is wrong with this change here.")
    now = stored.get(broken.id)
    assert now
    assert (now.state, now.plan.zone_name, now.reason[:9]) == (State.FAILED, "example.com.", "Something")
    assert StoredHistory(database).last_here("C0OPS") is None
