"""The trail: every step of every change, appended in the step's own transaction and sealed into a chain.

A sealed event carries its number and a hash over itself and the hash before it, so that nothing can be altered,
left out or slipped in afterwards without the chain saying so. Events are sealed by one process at a time, in the
order of their rows; what is not sealed yet is the tail. Old events may be pruned: an event of its own, sealed like
all others, says up to which number and with which hash, and the chain goes on from there.
"""

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, text, update

from commands.adapters.store.database import Database
from commands.adapters.store.patience import LONG
from commands.adapters.store.tables import events

log = logging.getLogger(__name__)

GENESIS: Final = "0" * 64
PRUNED: Final = "pruned"

# Who takes the steps that no person takes.
BOT: Final = "bot"

# Any constant will do, as long as every release uses the same; migrations have another.
_LOCK: Final = 5_300_531

_PAGE: Final = 500

# Below every number, also below those that nobody but a forger gives.
_FIRST: Final = -(2**63)

_SEALED: Final = ("number", "seq", "change_id", "at", "actor", "event", "state", "detail")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reading of the chain found.

    sealed:   events whose chain holds; unsealed: those after them that wait for their seal.
    broken:   the number of the first event that does not fit, None where all fit.
    head:     the hash of the last sealed event. Whoever keeps one elsewhere sees when the newest events are left out,
              which no chain tells by itself.
    """

    sealed: int
    unsealed: int
    broken: int | None = None
    head: str = field(default="", compare=False)


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
        rows = connection.execute(waiting).mappings().all()
        number, before = self._last(connection)
        for row in rows:
            number += 1
            before = _hash(before, {**row, "number": number})
            connection.execute(update(events).where(events.c.seq == row["seq"]).values(number=number, hash=before))
        return len(rows)

    def _alone(self, connection: Connection) -> None:
        """One sealer at a time; SQLite's write transaction is that already."""
        if not self._database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})

    def _last(self, connection: Connection) -> tuple[int, str]:
        newest = select(events.c.number, events.c.hash).where(events.c.number.is_not(None))
        row = connection.execute(newest.order_by(events.c.number.desc()).limit(1)).first()
        return (row.number, row.hash) if row else (0, GENESIS)

    def export(self) -> Iterator[dict[str, Any]]:
        """Every event in order, sealed ones first; number and hash are None on the tail."""
        last = _FIRST
        while page := self._page(events.c.number > last, events.c.number):
            yield from map(dict, page)
            last = page[-1]["number"]
        last = _FIRST
        while page := self._page(events.c.number.is_(None) & (events.c.seq > last), events.c.seq):
            yield from map(dict, page)
            last = page[-1]["seq"]

    def _page(self, where: Any, order: Any) -> list[RowMapping]:
        with self._database.read(LONG) as connection:
            return list(connection.execute(select(events).where(where).order_by(order).limit(_PAGE)).mappings())

    def verify(self) -> Verdict:
        """Compute the chain anew, from its beginning or from where a sealed event says it was pruned."""
        expected, before, sealed, unsealed = 0, GENESIS, 0, 0
        for event in self.export():
            if event["number"] is None:
                unsealed += 1
                continue
            if not sealed:
                expected, before = self._start(event["number"])
            expected += 1
            if event["number"] != expected or event["hash"] != _hash(before, event):
                return Verdict(sealed, self.tail(), event["number"])
            before = event["hash"]
            sealed += 1
        return Verdict(sealed, unsealed, head=before)

    def _start(self, first: int) -> tuple[int, str]:
        """The number and hash before the first event that is still there."""
        anchors = select(events.c.detail).where(events.c.event == PRUNED, events.c.number.is_not(None))
        with self._database.read(LONG) as connection:
            for detail in connection.execute(anchors).scalars():
                if detail["through"] == first - 1:
                    return detail["through"], detail["hash"]
        return 0, GENESIS

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


def _hash(before: str, event: Mapping[str, Any]) -> str:
    sealed = json.dumps([before, *(event[name] for name in _SEALED)], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(sealed.encode()).hexdigest()
