"""The modal of a zone's deletion: submitted with the right name it confirms, closed it cancels.

As with a press, what the ack stands for is written before it: the verdict, or, where Slack would have to be asked who
the person is, the submission itself, which the worker then judges.
"""

import json
import logging
from typing import Any

from slack_bolt import Ack
from sqlalchemy.exc import SQLAlchemyError

from bot.blocks import modals
from bot.listeners.buttons import PRESSED, decide, well_known, written
from bot.listeners.doors import TRY_AGAIN, UNSURE, Doors
from commands.adapters.store.database import Unsure, said
from commands.adapters.store.inbox import Delivery
from commands.adapters.store.patience import PATIENCE, within
from commands.changes.lifecycle import Change, Event
from commands.model import names

log = logging.getLogger(__name__)


def submitted(doors: Doors, ack: Ack, body: dict[str, Any]) -> None:
    """The zone's name was typed; what is wrong is told in the modal, which stays open then."""
    try:
        with within(PATIENCE):
            errors = _taken(doors, body)
    except SQLAlchemyError as error:
        log.error("a submitted modal could not be written down: %s", said(error))
        errors = {modals.FIELD: UNSURE if isinstance(error, Unsure) else TRY_AGAIN}
    if errors:
        ack(response_action="errors", errors=errors)
    else:
        ack()


def _taken(doors: Doors, body: dict[str, Any]) -> dict[str, str]:
    """Write down what was submitted; the errors of its field. Another name changes nothing, whoever typed it."""
    change = _meant(doors, body)
    if change is None:
        return {}
    if not is_its_name(modals.typed(body["view"]), change):
        return modals.wrong_name(change)
    if well_known(doors, body["user"]["id"]):
        decide(doors, _at(body, change), change, Event.CONFIRMED)
    else:
        doors.inbox.take(_kept(_at(body, change), change))
        doors.wake()
    return {}


def judge(doors: Doors, body: dict[str, Any]) -> None:
    """A submission with the right name that was written down before anybody asked who it was."""
    change = _meant(doors, body)
    if change is not None:
        decide(doors, _at(body, change), change, Event.CONFIRMED)


def closed(doors: Doors, ack: Ack, body: dict[str, Any]) -> None:
    """The modal was closed: the person thought better of it."""
    written(ack, lambda: _called_off(doors, body))


def _called_off(doors: Doors, body: dict[str, Any]) -> None:
    change = _meant(doors, body)
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


def _meant(doors: Doors, body: dict[str, Any]) -> Change | None:
    return doors.changes.by_token(body["view"].get("private_metadata") or "")


def _kept(body: dict[str, Any], change: Change) -> Delivery:
    """A submission as the worker finds it. A modal is handed in once: the same one delivered twice is one."""
    user, view = body["user"]["id"], body["view"]
    return Delivery(
        key=f"{PRESSED}{modals.CALLBACK}/{change.token}/{user}/{view.get('id') or ''}",
        actor=user,
        place=change.place,
        private_place=change.private_place,
        reply_to=body["response_url"],
        text=json.dumps({"user": {"id": user}, "view": {"private_metadata": change.token}}),
    )
