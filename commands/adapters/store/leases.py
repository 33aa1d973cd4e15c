"""Work that is shared out by lease: any table with the lease columns is a queue.

A lease says who works on a row, the fence says whose steps still count: every claim and every release raises it,
and every step is `UPDATE … WHERE id AND fence`. Rows that wait hold no lease.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import (
    CompoundSelect,
    Connection,
    RowMapping,
    Select,
    Table,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.sql.elements import ColumnElement

from commands.adapters.store import lanes
from commands.adapters.store.database import Database
from commands.adapters.store.tables import QUEUES, cards, changes

LEASE: Final = 5.0
BEAT: Final = 1.0

# What is due sooner than that is not worth hastening.
LONG_WAIT: Final = 10.0


class Leases:
    """Claims, beats and releases of one process on every queue.

    owner: unique to this process; another process's steps are fenced off.
    taken_over: told how many claimed rows another process held, whose lease ran out.
    """

    def __init__(self, database: Database, owner: str, taken_over: Callable[[int], None] = lambda _: None) -> None:
        self._database = database
        self.owner = owner
        self._taken_over = taken_over
        # These run at every look for work; built once, SQLAlchemy does not have to think about them again.
        self._due = _due(database)
        self._left = {table.name: _left_behind(table, database) for table in QUEUES.values()}
        self._claims = {table.name: _claim(table, database) for table in QUEUES.values()}

    def due_in(self) -> dict[str, float]:
        """For each queue with waiting rows, the seconds until its next row may be claimed (zero or less: now)."""
        with self._database.read() as connection:
            return {row.queue: row.wait for row in connection.execute(self._due) if row.wait is not None}

    def claim(self, table: Table, limit: int) -> Sequence[RowMapping]:
        """Take up to that many due rows; nobody else has them until the lease runs out."""
        with self._database.write() as connection:
            left = connection.execute(self._left[table.name], {"me": self.owner}).scalars().all()
            claimed = connection.execute(self._claims[table.name], {"owner": self.owner, "most": limit})
            rows = claimed.mappings().all()
        if left and (taken := sum(row["id"] in left for row in rows)):
            self._taken_over(taken)
        return rows

    def beat(self, table: Table, ids: Sequence[str]) -> None:
        """Prolong the leases that are still ours."""
        statement = update(table).where(table.c.id.in_(ids), table.c.lease_owner == self.owner)
        with self._database.write() as connection:
            connection.execute(statement.values(lease_until=self._database.now + LEASE))

    def hasten(self, table: Table, which: ColumnElement[bool]) -> None:
        """Let those of these rows be due now that wait for long, and are in nobody's hands."""
        now = self._database.now
        waiting = (which, table.c.next_at > now + LONG_WAIT, free(table, now))
        with self._database.write() as connection:
            connection.execute(update(table).where(*waiting).values(next_at=now))

    def hand_back(self) -> None:
        """Let others have at once whatever this process still holds."""
        with self._database.write() as connection:
            for table in QUEUES.values():
                connection.execute(
                    update(table).where(table.c.lease_owner == self.owner).values(lease_owner=None, lease_until=None)
                )

    def void_all(self) -> None:
        """Free every row; only for a process that knows it is alone on its database."""
        with self._database.write() as connection:
            for table in QUEUES.values():
                connection.execute(
                    update(table).where(table.c.lease_owner.is_not(None)).values(lease_owner=None, lease_until=None)
                )

    def release(self, table: Table, row: RowMapping, after: float | None, **columns: Any) -> bool:
        """End our hold on a row; False where it was no longer ours.

        after: seconds until it is due again, None for never.
        """
        with self._database.write() as connection:
            return release(connection, self._database, table, row["id"], row["fence"], after, **columns)


def release(
    connection: Connection,
    database: Database,
    table: Table,
    row_id: str,
    fence: int,
    after: float | None,
    **columns: Any,
) -> bool:
    """The same inside the caller's transaction. Who has let go has no say any more, whatever goes wrong afterwards."""
    next_at = null() if after is None else database.now + after
    statement = (
        update(table)
        .where(table.c.id == row_id, table.c.fence == fence)
        .values(lease_owner=None, lease_until=None, fence=table.c.fence + 1, **{"next_at": next_at, **columns})
    )
    return connection.execute(statement).rowcount == 1


def _due(database: Database) -> CompoundSelect[Any]:
    looks = [
        select(literal(name).label("queue"), (func.min(_claimable_at(table)) - database.now).label("wait")).where(
            table.c.next_at.is_not(None)
        )
        for name, table in QUEUES.items()
    ]
    return union_all(*looks)


def _claim(table: Table, database: Database) -> ReturningUpdate[Any]:
    due = (
        select(table.c.id)
        .where(table.c.next_at <= database.now, free(table, database.now), _in_turn(table))
        .order_by(table.c.next_at)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    return (
        update(table)
        .where(table.c.id.in_(select(due.c.id)))
        .values(lease_owner=bindparam("owner"), lease_until=database.now + LEASE, fence=table.c.fence + 1)
        .returning(*table.c)
    )


def _left_behind(table: Table, database: Database) -> Select[Any]:
    """Rows that another process holds by a lease that has run out: it is gone, or stands still."""
    run_out = (table.c.lease_until < database.now, table.c.next_at.is_not(None))
    return select(table.c.id).where(*run_out, table.c.lease_owner != bindparam("me"))


def _claimable_at(table: Table) -> ColumnElement[float]:
    return case((table.c.lease_until > table.c.next_at, table.c.lease_until), else_=table.c.next_at)


def free(table: Table, now: ColumnElement[float]) -> ColumnElement[bool]:
    """Whether nobody works on a row."""
    return or_(table.c.lease_until.is_(None), table.c.lease_until < now)


def _in_turn(table: Table) -> ColumnElement[bool]:
    """Approved changes of one zone go to Route 53 one at a time, and first messages to one channel, as asked for."""
    if table is cards:
        return _posts_in_turn()
    return lanes.in_turn() if table is changes else true()


def _posts_in_turn() -> ColumnElement[bool]:
    earlier, before = cards.alias("earlier_cards"), changes.alias("before")
    mine = select(changes.c.seq).where(changes.c.id == cards.c.id).correlate(cards).scalar_subquery()
    ahead = (
        select(earlier.c.id)
        .join(before, before.c.id == earlier.c.id)
        .where(earlier.c.place == cards.c.place, earlier.c.ts == "", earlier.c.tries == 0)
        .where(earlier.c.next_at.is_not(None), before.c.seq < mine)
    )
    return or_(cards.c.ts != "", ~ahead.exists())
