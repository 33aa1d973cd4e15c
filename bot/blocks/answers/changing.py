"""What the verbs that change something answer, where the change's own message does not."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.blocks.answers import shapes
from bot.blocks.answers.shapes import Offer, count, zone_of
from bot.blocks.kit import (
    Block,
    Message,
    actions,
    button,
    code,
    cut,
    prose,
    section,
)
from bot.blocks.records import full_lines, table
from commands import results
from commands.model import names
from commands.model.records import RecordSet

# The action of a private button that stands for a command; its value is the offer's token.
OFFER: Final = "offer"

# The action of the button that opens a zone deletion's modal; its value is the change's token.
TYPE_NAME: Final = "type_name"

# Slack takes 25 buttons in a row.
_MOST: Final = 25
_LABEL: Final = 40

_ASKED: Final = "Which one is meant? It is asked about once more."
_QUESTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "delete": _ASKED,
        "set": _ASKED,
        "remove-value": _ASKED,
        "ttl": "Which one shall have the new TTL?",
        "add-value": "Which one shall have the new values?",
    }
)


def started(_answer: results.Started, _command: str, _offer: Offer) -> None:
    """The change's own message is the answer."""
    return


def unchanged(answer: results.Unchanged, _command: str, _offer: Offer) -> Message:
    """It stands just so already."""
    return shapes.about(answer.record, "stands just so already; nothing was changed.")


def differs(answer: results.Differs, _command: str, _offer: Offer) -> Message:
    """The guards of a delete do not hold."""
    return shapes.about(answer.standing, "does not stand as you gave it, so nothing was proposed. This stands:")


def untouchable(answer: results.Untouchable, _command: str, _offer: Offer) -> Message:
    """What stands is not for a person to change."""
    first = answer.records[0]
    what = f"{code(names.shown(first.name))} {first.type}"
    head = f"{what} is shown here and not changed. {prose(answer.why)} Nothing was proposed."
    return shapes.listed(head, full_lines(answer.records))


def choice(answer: results.Choice, _command: str, offer: Offer) -> Message:
    """A button per type, or per variant of a routed name."""
    routed = any(record.identifier for record, _ in answer.options)
    what = "Several record sets stand" if routed else "Several types stand"
    head = f"{what} at {code(names.shown(answer.name))}. {_QUESTIONS[answer.verb]}"
    options = answer.options[:_MOST]
    buttons = [_button(number, record, offer(text)) for number, (record, text) in enumerate(options)]
    shown = shapes.listed(head, table([record for record, _ in answer.options]))
    message = Message(shown.text, (*shown.blocks, actions(*buttons)))
    left = len(answer.options) - len(buttons)
    return shapes.with_context(message, f"{left} more have no button here: say which by id=NAME.") if left else message


def _button(number: int, record: RecordSet, token: str) -> Block:
    label = f"{record.type} {record.identifier}".rstrip()
    return button(cut(label, _LABEL), f"{OFFER}_{number}", token, spoken=f"{label} of {names.plain(record.name)}")


def type_the_name(answer: results.TypeTheName, _command: str, _offer: Offer) -> Message:
    """Shown only where no modal could be opened: the button opens one."""
    plan = answer.change.plan
    head = f"Deleting the zone {code(names.plain(plan.zone_name))} {code(plan.zone_id)} asks for its name to be typed."
    if answer.change.second:
        return shapes.plain(f"{head} Another person must do that, with the button of the message in the channel.")
    return Message(head, (section(head), actions(button("Type the name…", TYPE_NAME, answer.change.token, "danger"))))


def not_empty(answer: results.NotEmpty, command: str, _offer: Offer) -> Message:
    """The zone still holds records."""
    look = code(f"{command} list {answer.zone.id}")
    return shapes.plain(
        f"{zone_of(answer.zone)} still holds {count(answer.count, 'record')} beside its own NS and SOA, so it is not"
        f" deleted. {look} shows them."
    )
