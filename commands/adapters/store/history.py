"""The History port over the `changes` table: what was done, looked back at."""

from typing import Any, Final

from sqlalchemy import Select, or_

from commands.adapters.store.database import Database
from commands.adapters.store.rows import read, whole
from commands.adapters.store.tables import changes
from commands.adapters.store.undoing import touches, undo_in_hand
from commands.changes.lifecycle import Change
from commands.changes.undo import IN_EFFECT
from commands.model.plan import Kind

_IN_EFFECT: Final = tuple(state.value for state in sorted(IN_EFFECT))


class StoredHistory:
    """Past changes in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_here(self, place: str) -> Change | None:
        """The newest change of a channel that is in effect and was not undone."""
        here = (changes.c.place == place, changes.c.state.in_(_IN_EFFECT), changes.c.undone_by == "")
        return self._first(whole().where(*here).order_by(changes.c.seq.desc()))

    def undo_in_hand(self, change_id: str) -> Change | None:
        """The change that would undo another one, while it is a question or on its way to Route 53."""
        return self._first(whole().where(changes.c.id == undo_in_hand(change_id)))

    def of_name(self, zone_id: str, name: str, *, limit: int = 1000) -> tuple[Change, ...]:
        """The newest changes of one name in one zone that Route 53 took, the oldest of them first."""
        taken = (changes.c.lane == zone_id, touches(name), changes.c.accepted_at.is_not(None))
        newest = whole().where(*taken).order_by(changes.c.accepted_at.desc(), changes.c.seq.desc())
        return self._all(newest.limit(limit))[::-1]

    def deleted_zones(self, target: str) -> tuple[Change, ...]:
        """The deletions of zones with that id or name that Route 53 took, newest first."""
        wanted = (
            changes.c.plan["kind"].as_string() == Kind.DELETE_ZONE.value,
            changes.c.state.in_(_IN_EFFECT),
            or_(changes.c.lane == target, changes.c.zone_name == target),
        )
        return self._all(whole().where(*wanted).order_by(changes.c.seq.desc()))

    def _first(self, statement: Select[Any]) -> Change | None:
        return next(iter(self._all(statement.limit(1))), None)

    def _all(self, statement: Select[Any]) -> tuple[Change, ...]:
        with self._database.read() as connection:
            return tuple(read(row) for row in connection.execute(statement).mappings())
