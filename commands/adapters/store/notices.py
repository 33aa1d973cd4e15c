"""What the end of a change gives notice of: a line for the audit channel, a mention for who asked."""

from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from commands.adapters.store.database import Database
from commands.adapters.store.lanes import behind
from commands.adapters.store.tables import changes, notices
from commands.adapters.store.trail import Step, append
from commands.changes.lifecycle import ENDS, Change, State


class Notice(StrEnum):
    """Each kind is given once for a change."""

    ENDED = "ended"
    FAILED = "failed"
    LATE = "late"


# A change that is not in sync by then deserves a word to who asked: seconds after it was approved.
LATE_AFTER: Final = 300.0


def note(connection: Connection, database: Database, change_id: str, step: Step) -> None:
    """Append a step to the trail, in the transaction that takes it; an end gives notice too."""
    append(connection, database, change_id, step)
    if step.state in ENDS:
        give(connection, database, change_id, Notice.ENDED)
    if step.state == State.FAILED:
        give(connection, database, change_id, Notice.FAILED)


def give(connection: Connection, database: Database, change_id: str, kind: Notice) -> None:
    """One notice, once."""
    dialect = sqlite if database.sqlite else postgresql
    row = {"id": f"{change_id}/{kind}", "change_id": change_id, "kind": kind.value, "next_at": database.now}
    connection.execute(dialect.insert(notices).values(row).on_conflict_do_nothing())


def give_if_late(connection: Connection, database: Database, change: Change) -> None:
    """A change that is still on its way long after it was approved, and those that wait behind it."""
    approved = func.coalesce(changes.c.decided_at, changes.c.created_at)
    here = or_(changes.c.id == change.id, changes.c.id.in_(behind(change)))
    late = select(changes.c.id).where(here, approved + LATE_AFTER < database.now).order_by(changes.c.seq)
    for change_id in connection.execute(late).scalars().all():
        give(connection, database, change_id, Notice.LATE)
