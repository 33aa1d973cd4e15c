"""The slash command: parsed, written down, acknowledged; the worker does the rest.

Nothing comes before the ack but parsing and one write. What the words alone can answer (help, a typing
error) is answered on the ack itself; a typing error that the list of zones could add to goes to the worker.
"""

import logging
from collections.abc import Sequence
from typing import Any

from slack_bolt import Ack
from sqlalchemy.exc import SQLAlchemyError

from bot.blocks import modals
from bot.blocks.answers import render
from bot.blocks.faults import told
from bot.blocks.kit import Message, together
from bot.listeners.doors import TRY_AGAIN, UNSURE, Doors
from commands.adapters.store.database import Unsure, said
from commands.adapters.store.inbox import Delivery
from commands.adapters.store.patience import PATIENCE, within
from commands.errors import NotAllowed, NotUnderstood
from commands.handlers.mistaken import zones_matter
from commands.language import verbs
from commands.language.parse import Command, commands
from commands.results import Helped

log = logging.getLogger(__name__)


def slash(doors: Doors, ack: Ack, body: dict[str, Any]) -> None:
    """One `/dns …` as Slack delivers it."""
    refusal = _refused(doors, body["user_id"])
    if refusal:
        ack(response_type="ephemeral", text=refusal.text, blocks=list(refusal.blocks))
        return
    text = _clean(body.get("text") or "")
    lines = commands(text, doors.command)
    words = _by_words(lines, doors.command)
    if words and not any(isinstance(line, NotUnderstood) and zones_matter(line, doors.world) for line in lines):
        _answer(doors, ack, lines, words)
        return
    delivery = _delivery(body, text, opening=any(_deletes_zone(line) for line in lines))
    try:
        with within(PATIENCE):
            new = doors.inbox.take(delivery)
    except SQLAlchemyError as error:
        log.error("a command could not be written down: %s", said(error))
        again = UNSURE if isinstance(error, Unsure) else TRY_AGAIN
        _answer(doors, ack, lines, words) if words else ack(response_type="ephemeral", text=again)
        return
    ack()
    doors.wake()
    if new and delivery.opening:
        doors.inbox.opened(delivery.key, doors.messenger.open_view(body["trigger_id"], modals.waiting()))
        doors.wake()


def _refused(doors: Doors, user: str) -> Message | None:
    """Who is known not to belong here is not even told how one says things; who is not known yet, the worker asks."""
    try:
        if doors.people.knows(user):
            doors.people.admit(user)
    except NotAllowed as error:
        return told(error, doors.command)
    return None


def _by_words(lines: Sequence[Command | NotUnderstood], command: str) -> Message | None:
    """What the words alone tell of all lines together; None where one needs more."""
    messages = [_at_once(line, command) for line in lines]
    known = [message for message in messages if message]
    return together(known) if len(known) == len(messages) else None


def _answer(doors: Doors, ack: Ack, lines: Sequence[Command | NotUnderstood], message: Message) -> None:
    for line in lines:
        understood = isinstance(line, Command)
        doors.counted("help" if understood else "none", "answered" if understood else "notunderstood")
    ack(response_type="ephemeral", text=message.text, blocks=list(message.blocks))


def _at_once(line: Command | NotUnderstood, command: str) -> Message | None:
    """The answer where the words alone give it."""
    if isinstance(line, NotUnderstood):
        return told(line, command)
    if isinstance(line.verb, verbs.Help):
        return render(Helped(line.verb.topic), command, str)
    return None


def _deletes_zone(line: Command | NotUnderstood) -> bool:
    return isinstance(line, Command) and isinstance(line.verb, verbs.DeleteZone)


def _delivery(body: dict[str, Any], text: str, *, opening: bool) -> Delivery:
    place = body["channel_id"]
    # Between people nobody can invite the bot: there the message moves to the requester instead.
    named = body.get("channel_name", "")
    private = place.startswith("D") or named == "directmessage" or named.startswith("mpdm-")
    return Delivery(
        key=f"slash/{body['trigger_id']}",
        actor=body["user_id"],
        place=place,
        private_place=private,
        reply_to=body.get("response_url", ""),
        text=text,
        opening=opening,
    )


def _clean(text: str) -> str:
    """What no database takes: NUL, and halves of surrogate pairs."""
    return text.replace("\0", "").encode(errors="replace").decode()
