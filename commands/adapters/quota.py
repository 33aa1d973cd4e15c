"""The account's Route 53 request budget, one row in the database that every process reserves from.

GCRA: the row holds the theoretical arrival time of the next request; a reservation moves it on by one
interval and says how long to wait for its turn, in the order of asking.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Float, bindparam, case, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningUpdate

from commands.adapters.store.database import Database
from commands.adapters.store.tables import budget
from commands.errors import Busy
from commands.ports import Clock

# A throttled account gets a pause: everybody's next turn moves on by this much.
_PAUSE: Final = 1.0


class Budget:
    """Turns to send one request to one account's Route 53.

    rate:  requests a second, sustained.
    burst: requests that may go at once after a rest.
    waited: told how long each request waited for its turn.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        rate: float,
        burst: int,
        account: str = "default",
        waited: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._interval = 1.0 / rate
        self._burst = burst
        self._account = account
        self._waited = waited
        self._reservation = self._reserving()
        self._open()

    def _open(self) -> None:
        dialect = sqlite if self._database.sqlite else postgresql
        with self._database.write() as connection:
            connection.execute(dialect.insert(budget).values(account=self._account, tat=0.0).on_conflict_do_nothing())

    def take(self, patience: float) -> None:
        """Wait for a turn. Raises Busy, reserving nothing, where it would be further off than `patience` seconds."""
        wait = self._reserve(patience)
        if wait is None:
            raise Busy("Route 53 is busy with other requests; this one waits its turn.")
        self._waited(max(wait, 0.0))
        if wait > 0:
            self._clock.sleep(wait)

    def _reserve(self, patience: float) -> float | None:
        with self._database.write() as connection:
            wait = connection.execute(self._reservation, {"patience": patience}).scalar()
        return None if wait is None else float(wait)

    def _reserving(self) -> ReturningUpdate[Any]:
        """The reservation; built once, since every request to Route 53 runs it."""
        now, saved = self._database.now, self._burst * self._interval
        turn = case((budget.c.tat > now, budget.c.tat), else_=now) + self._interval
        return (
            update(budget)
            .where(budget.c.account == self._account, turn - now <= bindparam("patience", type_=Float) + saved)
            .values(tat=turn)
            .returning(budget.c.tat - saved - now)
        )

    def throttled(self) -> None:
        """Route 53 said Throttling: somebody else spends the same account's quota, so hold back a while."""
        now = self._database.now
        full = now + self._burst * self._interval + _PAUSE
        with self._database.write() as connection:
            connection.execute(
                update(budget).where(budget.c.account == self._account, budget.c.tat < full).values(tat=full)
            )
