"""What has undone what, and what touches a name: the statements that several parts of the store share."""

from typing import Final

from sqlalchemy import Connection, ScalarSelect, select, update
from sqlalchemy.sql.elements import ColumnElement

from commands.adapters.store.tables import changes, touched
from commands.changes.lifecycle import State

_IN_HAND: Final = (State.PROPOSED.value, State.APPROVED.value, State.SUBMITTING.value)


def touches(name: str) -> ColumnElement[bool]:
    """Whether a change touches a name."""
    return changes.c.id.in_(select(touched.c.change_id).where(touched.c.name == name))


def undo_in_hand(change_id: str) -> ScalarSelect[str]:
    """The id of the change that would undo another one, while it is a question or on its way to Route 53."""
    return (
        select(changes.c.id)
        .where(changes.c.undo_of == change_id, changes.c.undo_of != "", changes.c.state.in_(_IN_HAND))
        .scalar_subquery()
    )


def mark_undone(connection: Connection, change_id: str) -> list[str]:
    """Write down that a change has taken effect, which may undo another; the ids of those that it says more of now.

    What the other one had undone stands again, and so on down the line: an undo that is undone undoes nothing.
    """
    said: list[str] = []
    undone, undoer = _undo_of(connection, change_id), change_id
    while undone:
        connection.execute(update(changes).where(changes.c.id == undone).values(undone_by=undoer))
        said.append(undone)
        undone, undoer = _undo_of(connection, undone), "" if undoer else undone
    return said


def _undo_of(connection: Connection, change_id: str) -> str:
    return connection.execute(select(changes.c.undo_of).where(changes.c.id == change_id)).scalar() or ""
