"""Private words beside a change: what a press could not do, why a message is not where it was asked for."""

from collections.abc import Sequence
from typing import Final

from bot.blocks.kit import (
    Block,
    Message,
    actions,
    button,
    code,
    cut_bytes,
    escape,
    lines,
    moment,
    person,
    prose,
    section,
)
from commands.changes.lifecycle import Change, State
from commands.errors import AwsProblem

# The button of a command that waits for Route 53; its value is the delivery's key.
WAITING: Final = "waiting_cancel"


def nowhere() -> Message:
    """A button whose change is not known."""
    return _aside("This button leads nowhere any more.")


def chosen(command: str) -> Message:
    """In the place of private buttons, what was chosen among them."""
    return _aside(f"Chosen: {code(command)}")


def spent() -> Message:
    """A private button that was used, or is too old."""
    return _aside("This button was used already, or has expired. Type the command again.")


def closed() -> Message:
    """A question that is not open to this person any more."""
    return _aside("This question is closed. Type the command again.")


def not_opened() -> Message:
    """A dialog that Slack did not open."""
    return _aside("Slack did not open the dialog. Press the button once more.")


def too_late(change: Change) -> Message:
    """Somebody was first, or time was."""
    stands = f"Change {code(change.id)} is {change.state}."
    if change.decided_by:
        verdict = "cancelled" if change.state is State.CANCELLED else "confirmed"
        return _aside(f"{person(change.decided_by)} {verdict} this already. {stands}")
    if change.state in (State.PROPOSED, State.EXPIRED):
        return _aside("This question has expired; nothing was changed. Type the command again.")
    return _aside(f"This question is closed. {stands}")


def not_posted(change: Change, word: str) -> Message:
    """Slack would not let the change's message into the channel, so nothing was done. word: Slack's own."""
    invitable = word in ("not_in_channel", "channel_not_found")
    where = "there and try again" if invitable else "in a channel that is open to me, and ask there"
    hint = f"Type {code('/invite @dns')} {where}."
    said = f"I may not post in this channel ({word}), so nothing was changed."
    return _aside(f"{said} {hint} You asked: {code(change.command)}")


def moved(change: Change) -> Message:
    """The change's message went to the person instead. It may be read there too."""
    asked = f"I may not post where {code(change.command)} was asked for"
    return _aside(f"{asked}, so the message of change {code(change.id)} is in your direct messages with me.")


def waits(problem: AwsProblem, commands: Sequence[str], until: float, key: str) -> Message:
    """Route 53 cannot be asked now: what was to be done waits, and can be called off. commands: as they are typed."""
    what = "Your command waits" if len(commands) == 1 else f"{len(commands)} commands wait"
    again = f"{what} and will be tried again until {moment(until, '{time}')}; so far nothing was changed by"
    head = f"{prose(str(problem))} {again} {'it' if len(commands) == 1 else 'them'}:"
    return _about(head, commands, actions(button("Cancel", WAITING, key)))


def waited_in_vain(problem: AwsProblem, command: str) -> Message:
    """The end of such a wait."""
    head = f"{prose(str(problem))} This waited for half an hour and is not tried any more. Nothing was changed by it:"
    return _about(head, [command])


def called_off(commands: Sequence[str]) -> Message:
    """In the place of that message, once its button was pressed."""
    return _about("*CANCELLED* by you. Nothing was changed by:", commands)


def waits_no_more() -> Message:
    """A command that was to be called off has gone on."""
    return _aside("This does not wait any more: its own message, or an answer to you, tells what became of it.")


def stranger() -> Message:
    """Somebody of another workspace (Slack Connect) typed or pressed something."""
    return _aside("You may not use this here: you are from another workspace.")


def _about(head: str, commands: Sequence[str], *below: Block) -> Message:
    """Words about commands, which follow as they are typed."""
    said = cut_bytes("\n".join([head, *map(escape, commands)]))
    return Message(said, (section(head), lines(commands), *below))


def _aside(text: str) -> Message:
    return Message(cut_bytes(text), (section(text),))
