"""Lanes: of the approved changes of one zone, one at a time goes to Route 53, in the order they were asked for."""

from typing import Final

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from commands.adapters.store.tables import changes
from commands.changes.lifecycle import Change, State

_earlier: Final = changes.alias("earlier")


def in_turn() -> ColumnElement[bool]:
    """Whether nothing of the same zone goes before."""
    return or_(changes.c.state != State.APPROVED.value, ~_ahead().exists())


def held_up() -> ColumnElement[str]:
    """The id of the change that goes before and waits for Route 53; empty where none does."""
    waiting = _ahead().where(changes.c.state == State.APPROVED.value, _earlier.c.waits > 0)
    return func.coalesce(waiting.order_by(_earlier.c.seq).limit(1).scalar_subquery(), "")


def behind(change: Change) -> Select[str]:
    """The ids of the changes that wait until this one is through."""
    lane = change.plan.zone_id or change.id
    return select(changes.c.id).where(
        changes.c.lane == lane, changes.c.state == State.APPROVED.value, changes.c.id != change.id
    )


def _ahead() -> Select[str]:
    first = and_(_earlier.c.state == State.APPROVED.value, _earlier.c.seq < changes.c.seq)
    return (
        select(_earlier.c.id)
        .where(_earlier.c.lane == changes.c.lane, or_(_earlier.c.state == State.SUBMITTING.value, first))
        .correlate(changes)
    )
