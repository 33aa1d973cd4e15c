"""Buttons: a token leads to one row, and the first verdict wins.

A press is the membership check and one conditional UPDATE; the worker does the rest. Nothing comes before the ack but
one write, which outlives this process: the verdict, or, where Slack would have to be asked who the person is, the press
itself, which the worker then judges. Slack shows a button as busy until its ack, so behind a verdict the ack waits a
moment for the message to change: otherwise the old buttons look alive once more and are pressed again.
"""

import contextlib
import json
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

from slack_bolt import Ack
from sqlalchemy.exc import SQLAlchemyError

from bot.blocks import asides, modals
from bot.blocks.beside import copy_of
from bot.blocks.cards import CANCEL, CONFIRM
from bot.blocks.kit import ALONE, Message, together
from bot.listeners.doors import Doors
from bot.messenger import Declined, NotNow, Vanished
from commands.adapters.store.inbox import Delivery
from commands.adapters.store.patience import PATIENCE, within
from commands.changes.lifecycle import Change, Event, State
from commands.errors import NotAllowed
from commands.handlers.proposing import check_cancel, check_press
from commands.language import verbs
from commands.language.parse import commands
from commands.model.plan import Kind

Did = TypeVar("Did")

# Seconds that an ack waits for the message; of the three that Slack gives.
HOLD: Final = 0.2

# How the key begins of a press, or of a submitted modal, that the worker is to judge; its text is what Slack delivered.
PRESSED: Final = "press/"
_KEPT: Final = ("actions", "user", "channel", "container", "response_url", "trigger_id")

EVENTS: Final = {CONFIRM: Event.CONFIRMED, CANCEL: Event.CANCELLED}


def press(doors: Doors, ack: Ack, body: dict[str, Any]) -> None:
    """Confirm or Cancel on a question."""
    if not well_known(doors, body["user"]["id"]):
        written(ack, lambda: doors.inbox.take(_kept(body)))
        doors.wake()
        return
    try:
        with within(PATIENCE):
            given = _verdict(doors, body)
    except SQLAlchemyError:
        ack()
        raise
    if isinstance(given, threading.Event):
        given.wait(HOLD)
    ack()
    _follow(doors, body, given)


def judge(doors: Doors, body: dict[str, Any]) -> None:
    """A press that was written down before anybody asked who it was."""
    _follow(doors, body, _verdict(doors, body))


def _follow(doors: Doors, body: dict[str, Any], given: threading.Event | Change | None) -> None:
    """What has time until Slack is acknowledged."""
    if isinstance(given, Change):
        _ask_its_name(doors, body, given)
    _know(doors, body)


def _ask_its_name(doors: Doors, body: dict[str, Any], change: Change) -> None:
    """A zone is deleted only by typing its name, whichever button was pressed; a trigger lives three seconds."""
    if not may(doors, body, change, Event.CONFIRMED):
        return
    if doors.messenger.open_view(body.get("trigger_id", ""), modals.name_it(change)) is None:
        doors.whisper(body, asides.not_opened())


def well_known(doors: Doors, user: str) -> bool:
    """Whether nothing needs to be asked of Slack to tell what the person may."""
    return doors.people.knows(user) and doors.identity.knows_groups()


def _kept(body: dict[str, Any]) -> Delivery:
    """A press as the worker finds it. The same one delivered twice is one."""
    action, user = body["actions"][0], body["user"]["id"]
    moment = action.get("action_ts") or body.get("trigger_id", "")
    return Delivery(
        key=f"{PRESSED}{action['action_id']}/{str(action.get('value', ''))[:64]}/{user}/{moment}",
        actor=user,
        place=(body.get("channel") or {}).get("id") or "",
        private_place=False,
        reply_to=body.get("response_url", ""),
        text=json.dumps({key: body[key] for key in _KEPT if key in body}),
    )


def written(ack: Ack, write: Callable[[], Did]) -> Did:
    """Write, then acknowledge; a press on which nothing could be written is acknowledged too."""
    try:
        with within(PATIENCE):
            return write()
    finally:
        ack()


def _verdict(doors: Doors, body: dict[str, Any]) -> threading.Event | Change | None:
    """Give the verdict.

    Returns the event of its message being drawn; the change, where more is to be asked first; None for neither.
    """
    action = body["actions"][0]
    change, event = doors.changes.by_token(str(action.get("value", ""))), EVENTS[action["action_id"]]
    if change is None:
        doors.whisper(body, asides.nowhere())
        return None
    if event is Event.CONFIRMED and change.plan.kind is Kind.DELETE_ZONE and change.state is State.PROPOSED:
        return change
    drawn = doors.drawn.expect(change.id)
    if decide(doors, body, change, event):
        return drawn
    doors.drawn.forget(change.id)
    return None


def _know(doors: Doors, body: dict[str, Any]) -> None:
    """A message whose posting Slack answered too late may stand unknown to us, or twice; who clicks it shows it to us.

    Where the change has no message, that one is it from now on; a second one must not ask on.
    """
    with contextlib.suppress(SQLAlchemyError):  # the verdict counts, whatever its message says
        change = doors.changes.by_token(str(body["actions"][0].get("value", "")))
        if change:
            _adopt(doors, body, change)


def _adopt(doors: Doors, body: dict[str, Any], change: Change) -> None:
    container = body.get("container") or {}
    channel, clicked = str(container.get("channel_id", "")), str(container.get("message_ts", ""))
    if container.get("is_ephemeral") or not clicked or doors.messages.where(change.id)[1] == clicked:
        return
    if doors.messages.adopt(change.id, channel, clicked):
        doors.wake()
    elif change.state is not State.PROPOSED:
        with contextlib.suppress(NotNow, Declined, Vanished):
            doors.messenger.edit(channel, clicked, copy_of(change).payload)


def decide(doors: Doors, body: dict[str, Any], change: Change, event: Event) -> bool:
    """Let the person's verdict count, if it is theirs to give and still open; whether it did."""
    if not may(doors, body, change, event):
        return False
    decided = doors.changes.decide(change.id, event, body["user"]["id"])
    if decided:
        doors.wake()
    else:
        _too_late(doors, body, change.id, event)
    return decided


def may(doors: Doors, body: dict[str, Any], change: Change, event: Event) -> bool:
    """Whether a verdict is the person's to give; who may not is told why."""
    user = body["user"]["id"]
    try:
        doors.people.admit(user)
        presser = doors.identity.actor(user)
        if event is Event.CONFIRMED:
            check_press(presser, doors.identity.actor(change.actor), change, doors.world)
        else:
            check_cancel(presser, change)
    except NotAllowed as error:
        doors.deny(body, error)
        return False
    return True


def _too_late(doors: Doors, body: dict[str, Any], change_id: str, event: Event) -> None:
    """Somebody was first, or time was. A second click of the same person needs no answer."""
    now = doors.changes.get(change_id)
    if now is None or (now.decided_by == body["user"]["id"] and _same_verdict(now, event)):
        return
    doors.wake()
    doors.whisper(body, asides.too_late(now))


def _same_verdict(change: Change, event: Event) -> bool:
    return (change.state is State.CANCELLED) == (event is Event.CANCELLED)


def offer(doors: Doors, ack: Ack, body: dict[str, Any]) -> None:
    """A private button that stands for a command, pressed by the person it was offered to."""
    action, user = body["actions"][0], body["user"]["id"]
    token, reply_to = str(action.get("value", "")), body.get("response_url", "")
    chosen = written(ack, lambda: doors.inbox.accept(token, user, reply_to))
    if not chosen:
        doors.whisper(body, asides.spent())
        return
    if str(action.get("block_id", "")).startswith(ALONE) and body.get("response_url"):
        doors.replace(body, asides.chosen(f"{doors.command} {chosen}"))
    doors.wake()


def call_off(doors: Doors, ack: Ack, body: dict[str, Any]) -> None:
    """Cancel on a command that waits for Route 53; only who typed it sees the button."""
    key, user = str(body["actions"][0].get("value", "")), body["user"]["id"]
    ended = written(ack, lambda: doors.inbox.call_off(key, user))
    if ended is None:
        doors.whisper(body, asides.waits_no_more())
        return
    left = commands(ended["text"], doors.command)[ended["position"] :]
    called_off = asides.called_off([f"{doors.command} {line.text}" for line in left])
    answer = together([*map(Message.of, ended["answers"]), called_off])
    if body.get("response_url"):
        doors.replace(body, answer)
        doors.wake()
    else:
        doors.whisper(body, answer)


def undo(doors: Doors, ack: Ack, body: dict[str, Any]) -> None:
    """The Undo button of a change that took effect: pressed by anybody, it asks as the typed command does.

    Who may not gets a private word, as from the command. A press that Slack delivers twice is one.
    """
    if written(ack, lambda: _undoing(doors, body)):
        doors.wake()
    else:
        doors.whisper(body, asides.nowhere())


def _undoing(doors: Doors, body: dict[str, Any]) -> bool:
    """Write the command down; false where the button leads nowhere."""
    action, user = body["actions"][0], body["user"]["id"]
    change = doors.changes.by_token(str(action.get("value", "")))
    if change is None:
        return False
    place = (body.get("channel") or {}).get("id") or change.place
    press = action.get("action_ts") or body.get("trigger_id", "")
    doors.inbox.take(
        Delivery(
            key=f"undo/{change.id}/{user}/{press}",
            actor=user,
            place=place,
            private_place=change.private_place or place.startswith("D"),
            reply_to=body.get("response_url", ""),
            text=str(verbs.Undo(change.id)),
        )
    )
    return True


def type_name(doors: Doors, ack: Ack, body: dict[str, Any]) -> None:
    """The button of a zone's deletion where no modal could be opened at once."""
    ack()
    change = doors.changes.by_token(str(body["actions"][0].get("value", "")))
    if change is None or change.actor != body["user"]["id"] or change.state is not State.PROPOSED:
        doors.whisper(body, asides.closed())
        return
    if doors.messenger.open_view(body["trigger_id"], modals.type_the_name(change)) is None:
        doors.whisper(body, asides.not_opened())
