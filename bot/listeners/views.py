"""The modal of a zone's deletion: submitted with the right name it confirms, closed it cancels."""

from typing import Any

from slack_bolt import Ack
from sqlalchemy.exc import SQLAlchemyError

from bot.blocks import modals
from bot.listeners.buttons import decide
from bot.listeners.doors import TRY_AGAIN, Doors
from commands.adapters.store.patience import PATIENCE, within
from commands.changes.lifecycle import Change, Event
from commands.model import names


def submitted(doors: Doors, ack: Ack, body: dict[str, Any]) -> None:
    """The zone's name was typed; another name is told in the modal and changes nothing."""
    view = body["view"]
    try:
        with within(PATIENCE):
            change = doors.changes.by_token(view.get("private_metadata") or "")
    except SQLAlchemyError:
        ack(response_action="errors", errors={modals.FIELD: TRY_AGAIN})
        return
    if change is not None and not is_its_name(modals.typed(view), change):
        ack(response_action="errors", errors=modals.wrong_name(change))
        return
    ack()
    if change is not None:
        decide(doors, _at(body, change), change, Event.CONFIRMED)


def closed(doors: Doors, ack: Ack, body: dict[str, Any]) -> None:
    """The modal was closed: the person thought better of it."""
    ack()
    change = doors.changes.by_token(body["view"].get("private_metadata") or "")
    if change is not None and change.actor == body["user"]["id"]:
        doors.changes.decide(change.id, Event.CANCELLED, change.actor)


def is_its_name(typed: str, change: Change) -> bool:
    """Whether what was typed is the name of the zone that a change deletes."""
    try:
        return names.canonical(names.typed(typed.strip())) == change.plan.zone_name
    except names.BadName:
        return False


def _at(body: dict[str, Any], change: Change) -> dict[str, Any]:
    """A submission carries no channel and no response URL; the change knows where it was asked for.

    The URL speaks to who asked: nobody else's answer goes there.
    """
    reply_to = change.reply_to if body["user"]["id"] == change.actor else ""
    return {**body, "channel": {"id": change.place}, "response_url": reply_to}
