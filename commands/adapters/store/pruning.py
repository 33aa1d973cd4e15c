"""Forgets what is older than it has to be kept."""

from typing import Final

from sqlalchemy import delete, select

from commands.adapters.store.database import Database
from commands.adapters.store.patience import LONG
from commands.adapters.store.tables import cards, changes, deliveries, notices, offers, replies, touched
from commands.adapters.store.trail import Trail

DAY: Final = 86400.0


class Pruning:
    """Finished changes and steps after `keep_days`; what Slack delivered, and our answers, after a day."""

    def __init__(self, database: Database, trail: Trail, keep_days: int) -> None:
        self._database = database
        self._trail = trail
        self._keep = keep_days * DAY

    def prune(self) -> int:
        """How many changes and steps were forgotten."""
        self._forget_deliveries()
        return self._forget_changes() + self._trail.prune(self._keep)

    def _forget_deliveries(self) -> None:
        """Slack repeats a delivery for minutes; what still waits for its turn is kept however old."""
        now = self._database.now
        with self._database.write(LONG) as connection:
            for table in (deliveries, replies):
                connection.execute(delete(table).where(table.c.next_at.is_(None), table.c.created_at < now - DAY))
            connection.execute(delete(offers).where(offers.c.expires_at < now - DAY))

    def _forget_changes(self) -> int:
        old = select(changes.c.id).where(changes.c.ended_at < self._database.now - self._keep)
        with self._database.write(LONG) as connection:
            connection.execute(delete(notices).where(notices.c.change_id.in_(old)))
            connection.execute(delete(cards).where(cards.c.id.in_(old)))
            connection.execute(delete(touched).where(touched.c.change_id.in_(old)))
            return connection.execute(
                delete(changes).where(changes.c.ended_at < self._database.now - self._keep)
            ).rowcount
