"""What history answers: who, when, what from what to what, and how it ended."""

from typing import Final

from bot.blocks.answers import shapes
from bot.blocks.answers.shapes import Offer, count
from bot.blocks.cards import pointers
from bot.blocks.kit import TEXT_BYTES, Block, Message, code, cut_bytes, escape, lines, moment, person, section, some
from bot.blocks.records import diff
from commands import results
from commands.changes.lifecycle import Change

# Twenty changes share what one message may hold; each has room for its line and for a few of its values.
_COMMAND: Final = 150
_VALUES: Final = 4
_POINTERS: Final = 2
_ROOM: Final = 9_500


def history(answer: results.HistoryShown, command: str, _offer: Offer) -> Message:
    """Each change with its difference, newest first."""
    of = _of(answer)
    if not answer.changes:
        return shapes.plain(f"No changes{of} so far.")
    rows = [_row(change) for change in answer.changes]
    each = (_ROOM - sum(map(len, rows))) // len(rows)
    blocks = [block for change, row in zip(answer.changes, rows, strict=True) for block in _blocks(change, row, each)]
    head = f"*The last {count(len(rows), 'change')}{of}*, newest first" if len(rows) > 1 else f"*The only change{of}*"
    message = Message(_heard(head, answer.changes, rows), (section(head), *blocks))
    narrow = code(f"{command} history NAME")
    return shapes.with_context(message, f"There are older ones. Narrow it: {narrow}") if answer.more else message


def _of(answer: results.HistoryShown) -> str:
    if answer.user:
        return f" by {person(answer.user)}"
    return f" of {code(answer.target)}" if answer.target else ""


def _row(change: Change) -> str:
    undone = f", undone by change {code(change.undone_by)}" if change.undone_by else ""
    ended = f"*{change.state}* {code(change.id)}{undone}"
    pointed = f" ({pointers(change, _POINTERS)})" if change.plan.pointers else ""
    return f"{moment(change.created_at)} {person(change.actor)} {ended} {code(change.command, _COMMAND)}{pointed}"


def _blocks(change: Change, row: str, room: int) -> list[Block]:
    changed = some(diff(change.plan), _VALUES)
    return [section(row), lines(changed, room)] if changed else [section(row)]


def _heard(head: str, changes: tuple[Change, ...], rows: list[str]) -> str:
    """The same as text; each change has its share of the room."""
    each = (TEXT_BYTES - len(head.encode())) // len(rows) - 1
    said = [
        cut_bytes("\n".join([row, *map(escape, some(diff(change.plan), _VALUES))]), each)
        for change, row in zip(changes, rows, strict=True)
    ]
    return "\n".join([head, *said])
