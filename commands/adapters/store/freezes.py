"""Frozen zones. Every replica reads the same row, and the database's clock ends it."""

from sqlalchemy import Connection, RowMapping, Select, delete, insert, select

from commands.adapters.store.database import Database
from commands.adapters.store.tables import freezes
from commands.adapters.store.trail import Step, append
from commands.model.zones import Freeze, Zone


class StoredFreezes:
    """ports.Freezes over the `freezes` table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def standing(self, zone_id: str) -> Freeze | None:
        """The freeze of a zone that has not ended."""
        with self._database.read() as connection:
            row = connection.execute(self._now().where(freezes.c.zone_id == zone_id)).mappings().first()
        return _freeze(row) if row else None

    def all(self) -> tuple[Freeze, ...]:
        """Every freeze that has not ended, by zone name."""
        with self._database.read() as connection:
            rows = connection.execute(self._now().order_by(freezes.c.zone_name)).mappings().all()
        return tuple(map(_freeze, rows))

    def freeze(self, zone: Zone, seconds: float, by: str, reason: str) -> Freeze:
        """Freeze a zone, in place of a freeze it may have had."""
        row = {"zone_id": zone.id, "zone_name": zone.name, "by": by, "reason": reason}
        with self._database.write() as connection:
            connection.execute(delete(freezes).where(freezes.c.zone_id == zone.id))
            connection.execute(insert(freezes).values(**row, until=self._database.now + seconds))
            self._note(connection, by, "frozen", {"zone_id": zone.id, "seconds": seconds, "reason": reason})
            return _freeze(connection.execute(select(freezes).where(freezes.c.zone_id == zone.id)).mappings().one())

    def thaw(self, zone_id: str, by: str) -> bool:
        """End a zone's freeze; False where there was none."""
        standing = (freezes.c.zone_id == zone_id, freezes.c.until > self._database.now)
        with self._database.write() as connection:
            ended = connection.execute(delete(freezes).where(*standing)).rowcount == 1
            if ended:
                self._note(connection, by, "thawed", {"zone_id": zone_id})
        return ended

    def _now(self) -> Select[tuple[str, str, float, str, str]]:
        return select(freezes).where(freezes.c.until > self._database.now)

    def _note(self, connection: Connection, by: str, event: str, detail: dict[str, object]) -> None:
        append(connection, self._database, "", Step(by, event, "", detail))


def _freeze(row: RowMapping) -> Freeze:
    return Freeze(**row)
