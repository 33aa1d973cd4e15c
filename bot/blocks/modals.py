"""Modals: a zone is deleted only by typing its name."""

from typing import Any, Final

from bot.blocks.kit import Message, code, cut, lines, section
from commands.changes.lifecycle import Change
from commands.model import names, visible

# The modal's callback, and the ids under which its one field comes back.
CALLBACK: Final = "zone_delete"
FIELD: Final = "zone_name"

# A name's 253 characters; one with escapes may be longer.
_LONGEST: Final = 253


def waiting() -> dict[str, Any]:
    """Opened at once, since a trigger lives three seconds; filled when Route 53 has answered."""
    return _modal([section("Looking at the zone…")])


def told(message: Message) -> dict[str, Any]:
    """The modal says something and has nothing to submit; what can be pressed stands in the private answer."""
    return _modal([block for block in message.blocks if block["type"] != "actions"])


def type_the_name(change: Change) -> dict[str, Any]:
    """For who asked: the zone's name; or a word that another person must type it."""
    if not change.second:
        return name_it(change)
    zone = code(names.shown(change.plan.zone_name))
    said = (
        f"Another person must confirm that the zone {zone} is deleted, with the button of the message in the channel."
    )
    return _modal([section(f"{said} Its name is asked for then.")])


def name_it(change: Change) -> dict[str, Any]:
    """Asks for the zone's name; the submission carries the change's token."""
    name = visible.line(names.plain(change.plan.zone_name)) or " "
    zone = f"{code(names.shown(change.plan.zone_name))} ({code(change.plan.zone_id)})"
    warning = f"This deletes the zone {zone}. Made anew, it gets other name servers."
    field = {
        "type": "input",
        "block_id": FIELD,
        "label": {"type": "plain_text", "text": "Type the zone's name to delete it"},
        "element": {
            "type": "plain_text_input",
            "action_id": FIELD,
            "placeholder": {"type": "plain_text", "text": cut(name, 150)},
        },
    }
    return _modal([section(warning), lines([name]), field], submit="Delete", private_metadata=change.token)


def wrong_name(change: Change) -> dict[str, str]:
    """The field error where another name was typed."""
    return {FIELD: f"That is not {names.brief(names.plain(change.plan.zone_name), _LONGEST)}. Nothing was deleted."}


def typed(view: dict[str, Any]) -> str:
    """What was typed into a submitted modal."""
    return str(view["state"]["values"].get(FIELD, {}).get(FIELD, {}).get("value") or "")


def _modal(blocks: list[dict[str, Any]], submit: str = "", **more: str) -> dict[str, Any]:
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": {"type": "plain_text", "text": "Delete a zone"},
        "close": {"type": "plain_text", "text": "Cancel" if submit else "Close"},
        "blocks": blocks,
        **more,
    }
    if submit:
        view["submit"] = {"type": "plain_text", "text": submit}
        view["notify_on_close"] = True
    return view
