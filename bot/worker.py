"""The one background loop: claims what is due on every queue and hands it to a few threads.

Slack's queues and Route 53's have threads of their own, so that one being slow never holds up the other.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from sqlalchemy import RowMapping, Table
from sqlalchemy.exc import SQLAlchemyError

from bot.outage import Outage
from commands.adapters.store.database import away
from commands.adapters.store.leases import BEAT, Leases
from commands.adapters.store.patience import PATIENCE, within

log = logging.getLogger(__name__)

# The wake-up is local to the process; this look-around finds what other replicas left behind.
_LOOK: Final = 0.5

# A due row may be unclaimable for a while (another change runs in its zone): look again soon, then less often.
_SOON: Final = 0.01

# A row that raises every time is given up after this many tries, and never blocks the others.
_TRIES: Final = 5

_LONGEST_PAUSE: Final = 60.0

# Without a loop in this long, the worker counts as stuck.
_ALIVE: Final = 10.0


@dataclass(frozen=True, slots=True)
class Work:
    """One queue: what to do with a claimed row, and what to do with one that raises every time."""

    table: Table
    run: Callable[[RowMapping], None]
    give_up: Callable[[RowMapping, str], None]
    threads: int


class Worker:
    """Runs the queues until it is stopped.

    give_way: called before each look for work; waits a moment for what is more urgent.
    """

    def __init__(
        self,
        leases: Leases,
        works: tuple[Work, ...],
        give_way: Callable[[], None] = lambda: None,
        outage: Outage | None = None,
    ) -> None:
        self._leases = leases
        self._outage = outage or Outage()
        self._works = works
        self._give_way = give_way
        self._pools = {work.table.name: ThreadPoolExecutor(work.threads, work.table.name) for work in works}
        self._held: dict[str, set[str]] = {work.table.name: set() for work in works}
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._looped_at = 0.0
        self._beat_at = 0.0
        self._vain = 0
        self._thread = threading.Thread(target=self._loop, name="worker", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """There is something new: look at once."""
        self._wake.set()

    @property
    def age(self) -> float:
        """Seconds since the loop last went round with the database answering."""
        return time.monotonic() - self._looped_at

    @property
    def alive(self) -> bool:
        """Whether it did lately."""
        return self.age < _ALIVE

    def stop(self, seconds: float) -> None:
        """Take nothing new, finish what is in hand within that time, and hand the rest back."""
        self._stopping.set()
        self._wake.set()
        deadline = time.monotonic() + seconds
        self._thread.join(seconds)
        while self._busy() and time.monotonic() < deadline:
            self._wake.wait(0.05)
            self._wake.clear()
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
        try:
            with within(PATIENCE):
                self._leases.hand_back()
        except SQLAlchemyError as error:
            log.warning("leases could not be handed back and run out by themselves: %s", type(error).__name__)

    def _busy(self) -> bool:
        with self._lock:
            return any(self._held.values())

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                pause = self._round()
                self._looped_at = time.monotonic()
                self._outage.over()
            except Exception as error:  # noqa: BLE001
                # The database is away, most likely; it comes back, and so do we.
                self._troubled("the worker could not look for work", error, {})
                pause = _LOOK
            self._wake.wait(pause)

    def _troubled(self, what: str, error: Exception, told: dict[str, str]) -> None:
        if away(error):
            self._outage.noticed(error)
        else:
            log.error(what, exc_info=error, extra=told)

    def _round(self) -> float:
        """Claim what is due and beat for what is held; the seconds to wait before the next round."""
        self._beat()
        self._give_way()
        waits = self._leases.due_in()
        claimed = sum(self._claim(work) for work in self._works if waits.get(work.table.name, 1.0) <= 0)
        nearest = min(waits.values(), default=_LOOK)
        self._vain = 0 if claimed or nearest > 0 else self._vain + 1
        return 0.0 if claimed else min(max(nearest, _SOON * 2 ** min(self._vain, 9)), _LOOK)

    def _beat(self) -> None:
        if time.monotonic() - self._beat_at < BEAT:
            return
        for work in self._works:
            with self._lock:
                held = sorted(self._held[work.table.name])
            if held:
                self._leases.beat(work.table, held)
        self._beat_at = time.monotonic()

    def _claim(self, work: Work) -> int:
        with self._lock:
            free = work.threads - len(self._held[work.table.name])
        if free <= 0:
            return 0
        rows = self._leases.claim(work.table, free)
        with self._lock:
            self._held[work.table.name] |= {row["id"] for row in rows}
        for row in rows:
            self._pools[work.table.name].submit(self._do, work, row)
        return len(rows)

    def _do(self, work: Work, row: RowMapping) -> None:
        try:
            work.run(row)
        except Exception as error:  # noqa: BLE001
            self._failed(work, row, error)
        finally:
            with self._lock:
                self._held[work.table.name].discard(row["id"])
            self._wake.set()

    def _failed(self, work: Work, row: RowMapping, error: Exception) -> None:
        reference = uuid.uuid4().hex[:8]
        told = {"reference": reference, **_about(work.table.name, row)}
        self._troubled(f"a row of {work.table.name} failed", error, told)
        try:
            if away(error) or row["tries"] + 1 < _TRIES:
                pause = min(2.0 ** min(row["tries"], 10), _LONGEST_PAUSE)
                self._leases.release(work.table, row, pause, tries=row["tries"] + 1)
            else:
                work.give_up(row, reference)
        except Exception as broken:  # noqa: BLE001
            self._troubled(f"a row of {work.table.name} waits for its lease to run out", broken, told)


def _about(queue: str, row: RowMapping) -> dict[str, str]:
    """The change that a row is about. A delivery's key is what Slack or a button gave it, and no other's business."""
    column = {"changes": "id", "cards": "id", "notices": "change_id"}.get(queue)
    return {"change": row[column]} if column else {}
