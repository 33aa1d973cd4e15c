"""How many changes there are in each state, counted cheaply however many there are."""

import threading
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, select

from commands.adapters.store.database import Database
from commands.adapters.store.tables import changes
from commands.changes.lifecycle import ENDS, State

# What has ended is counted row by row, and again only after so many times as long as that took: at most a fiftieth of
# the time goes there.
_REST: Final = 50.0


class Tally:
    """Those that are on their way are few, have an index, and are counted at every look."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._ended: dict[str, float] = {}
        self._again_at = float("-inf")

    def states(self) -> dict[str, float]:
        """Every state with its number."""
        with self._lock, self._database.read() as connection:
            under_way = _counted(connection, changes.c.next_at.is_not(None))
            if self._clock() >= self._again_at:
                begun = self._clock()
                self._ended = _counted(connection, changes.c.next_at.is_(None))
                done = self._clock()
                self._again_at = done + _REST * (done - begun)
            numbers = {state: (self._ended if state in ENDS else under_way) for state in State}
        return {state.value: known.get(state.value, 0.0) for state, known in numbers.items()}


def _counted(connection: Connection, which: ColumnElement[bool]) -> dict[str, float]:
    counting = select(changes.c.state, func.count()).where(which).group_by(changes.c.state)
    return {state: float(number) for state, number in connection.execute(counting)}
