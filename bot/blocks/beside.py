"""What is said of a change beside its own message: in the audit channel, in its thread, on a second posting of it."""

from bot.blocks.cards import MOST_COMMENT, MOST_LINES, MOST_REASON, pointers
from bot.blocks.kit import Message, code, cut_bytes, lines, person, reason, section, some
from bot.blocks.records import diff
from commands.changes.lifecycle import Change, State
from commands.model import names


def audit_line(change: Change) -> Message:
    """One line for the audit channel when a change has ended."""
    decided = f", decided by {person(change.decided_by)}" if change.decided_by not in ("", change.actor) else ""
    pointed = f" ({pointers(change)})" if change.plan.pointers else ""
    what = f"{person(change.actor)} {code(change.command, MOST_COMMENT)}{pointed}{decided}"
    line = f"*{change.state}* {what} in {code(names.plain(change.plan.zone_name))}, change {code(change.id)}"
    return Message(cut_bytes(line), (section(line),))


def mention(change: Change) -> Message:
    """For the thread, since an edited message notifies nobody."""
    if change.state is State.FAILED:
        text = f"{person(change.actor)} this change failed: {reason(change.reason, MOST_REASON)}"
    else:
        text = f"{person(change.actor)} five minutes on, this change is not in sync yet. Its message tells the state."
    return Message(text, (section(text),))


def copy_of(change: Change) -> Message:
    """For a second posting of a change's message, where Slack lost the answer to the first."""
    verdict = "cancelled" if change.state is State.CANCELLED else "confirmed"
    said = f"{person(change.decided_by)} {verdict} change {code(change.id)}."
    if not change.decided_by:
        said = f"Change {code(change.id)} is {change.state}."
    text = f"{said} Its own message tells the rest."
    # Slack takes no rich text away from a message that had some.
    return Message(text, (section(text), lines(some(diff(change.plan), MOST_LINES))))
