"""The trail: every step of every change, appended in the step's own transaction and sealed into a chain.

A sealed event carries its number and a hash over itself and the hash before it, so that nothing can be altered,
left out or slipped in afterwards without the chain saying so. Events are sealed by one process at a time, in the
order of their rows; what is not sealed yet is the tail. Old events may be pruned: an event of its own, sealed like
all others, says up to which number and with which hash, and the chain goes on from there.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import Connection, LargeBinary, Select, and_, cast, delete, func, insert, or_, select, text, update
from sqlalchemy.exc import DBAPIError

from commands.adapters.store.chain import GENESIS, Verdict, follow, hashed, readable
from commands.adapters.store.database import Database
from commands.adapters.store.patience import LONG
from commands.adapters.store.tables import events

log = logging.getLogger(__name__)

PRUNED: Final = "pruned"

# Who takes the steps that no person takes.
BOT: Final = "bot"

# Any constant will do, as long as every release uses the same; migrations have another.
_LOCK: Final = 5_300_531

_PAGE: Final = 500

# Below every number, also below those that nobody but a forger gives.
_FIRST: Final = -(2**63)

# What reading a row raises that somebody wrote who is not us: JSON that is none or has no end, text that is no UTF-8.
_UNREADABLE: Final = (ValueError, RecursionError, DBAPIError)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a change. actor: a Slack user, or BOT; event: what happened; state: what the change is now."""

    actor: str
    event: str
    state: str
    detail: Mapping[str, Any] = field(default_factory=dict)


def append(connection: Connection, database: Database, change_id: str, step: Step) -> None:
    """Write one step down, in the transaction that takes it."""
    row = {"actor": step.actor, "event": step.event, "state": step.state, "detail": dict(step.detail)}
    connection.execute(insert(events).values(change_id=change_id, at=database.now, **row))


def said(change_id: str, step: Step) -> None:
    """One log line for a step that is in the database by now: what happened, never what was typed."""
    told = {"change": change_id, "event": str(step.event), "state": str(step.state), "actor": step.actor}
    log.info("a change takes a step", extra=told)


class Trail:
    """The `events` table."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._told_of: int | None = None

    def seal(self) -> int:
        """Seal what waits, in order; how many were sealed."""
        with self._database.read() as connection:
            if connection.execute(select(events.c.seq).where(events.c.number.is_(None)).limit(1)).first() is None:
                return 0
        with self._database.write(LONG) as connection:
            self._alone(connection)
            return self._seal(connection)

    def _seal(self, connection: Connection) -> int:
        waiting = select(events).where(events.c.number.is_(None)).order_by(events.c.seq).limit(_PAGE)
        rows = _read(connection, waiting)
        number, before = self._last(connection)
        for done, row in enumerate(rows):
            if not readable(row):
                self._stuck(row["seq"])
                return done
            number += 1
            before = hashed(before, {**row, "number": number})
            connection.execute(update(events).where(events.c.seq == row["seq"]).values(number=number, hash=before))
        return len(rows)

    def _stuck(self, seq: int) -> None:
        """Nothing is sealed over an event that cannot be read; told once."""
        if self._told_of != seq:
            log.error("the trail's row %d cannot be read, and nothing from there on is sealed", seq)
            self._told_of = seq

    def _alone(self, connection: Connection) -> None:
        """One sealer at a time; SQLite's write transaction is that already."""
        if not self._database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})

    def _last(self, connection: Connection) -> tuple[int, str]:
        newest = select(events.c.number, events.c.hash).where(events.c.number.is_not(None))
        row = connection.execute(newest.order_by(events.c.number.desc()).limit(1)).first()
        return (row.number, row.hash) if row else (0, GENESIS)

    def export(self) -> Iterator[dict[str, Any]]:
        """Every event in order, sealed ones first; number and hash are None on the tail.

        Of an event that cannot be read only seq and number are told.
        """
        number, seq = events.c.number, events.c.seq
        last = (_FIRST, _FIRST)
        while page := self._page(or_(number > last[0], and_(number == last[0], seq > last[1])), number, seq):
            yield from page
            last = page[-1]["number"], page[-1]["seq"]
        last = (0, _FIRST)
        while page := self._page(number.is_(None) & (seq > last[1]), seq):
            yield from page
            last = 0, page[-1]["seq"]

    def _page(self, where: Any, *order: Any) -> list[dict[str, Any]]:
        with self._database.read(LONG) as connection:
            return _read(connection, select(events).where(where).order_by(*order).limit(_PAGE))

    def verify(self) -> Verdict:
        """Compute the chain anew, from its beginning or from where a sealed event says it was pruned."""
        found = follow(self.export(), self._start)
        return found if found.broken is None and found.row is None else replace(found, unsealed=self.tail())

    def _start(self, first: int) -> tuple[int, str] | None:
        """The number and hash before the first event that is still there; None where no anchor tells."""
        anchors = self._page((events.c.event == PRUNED) & events.c.number.is_not(None), events.c.number)
        for anchor in filter(readable, anchors):
            detail = anchor["detail"]
            if detail.get("through") == first - 1 and isinstance(detail.get("hash"), str):
                return first - 1, detail["hash"]
        return None

    def tail(self) -> int:
        """How many events wait for their seal."""
        with self._database.read() as connection:
            waiting = select(func.count()).select_from(events).where(events.c.number.is_(None))
            return int(connection.execute(waiting).scalar_one())

    def prune(self, seconds: float) -> int:
        """Forget sealed events older than that, leaving an anchor; how many were forgotten."""
        with self._database.write(LONG) as connection:
            self._alone(connection)
            old = select(events.c.number, events.c.hash).where(
                events.c.number.is_not(None), events.c.at < self._database.now - seconds
            )
            newest = connection.execute(old.order_by(events.c.number.desc()).limit(1)).first()
            if newest is None:
                return 0
            anchor = {"through": newest.number, "hash": newest.hash}
            append(connection, self._database, "", Step(BOT, PRUNED, "", anchor))
            while self._seal(connection):
                pass
            return connection.execute(delete(events).where(events.c.number <= newest.number)).rowcount


def _read(connection: Connection, query: Select[Any]) -> list[dict[str, Any]]:
    """Rows as dictionaries. Where one cannot be read, the others are all the same."""
    try:
        return [dict(row) for row in connection.execute(query).mappings()]
    except _UNREADABLE:
        seqs = connection.execute(query.with_only_columns(events.c.seq, maintain_column_froms=True)).scalars().all()
        return [_one(connection, seq) for seq in seqs]


def _one(connection: Connection, seq: int) -> dict[str, Any]:
    try:
        return dict(connection.execute(select(events).where(events.c.seq == seq)).mappings().one())
    except _UNREADABLE:
        return {"seq": seq, "number": _number(connection, seq)}


def _number(connection: Connection, seq: int) -> Any:
    """As it stands, whatever that is: the next page goes on behind it."""
    try:
        return connection.execute(select(events.c.number).where(events.c.seq == seq)).scalar_one()
    except _UNREADABLE:
        return connection.execute(select(cast(events.c.number, LargeBinary)).where(events.c.seq == seq)).scalar_one()
