"""What was wrong with a command: the words, a caret under the faulty one, and the corrected line."""

from typing import Final

from bot.blocks.kit import (
    Block,
    Message,
    attempt,
    code,
    cut_bytes,
    escape,
    lines,
    moment,
    named,
    person,
    prose,
    section,
)
from commands.errors import AwsProblem, Fault, Frozen, NotAllowed, NotUnderstood, Problem
from commands.model import visible

# As much of a command as one line on a phone or a laptop can carry around the caret.
_AROUND: Final = 60


def misunderstood(error: NotUnderstood, command: str) -> Message:
    """Every fault of one command, each under its own words."""
    blocks: list[Block] = []
    for fault in error.faults:
        blocks += [lines(pointed(error.text, fault)), section(_sentence(fault, command))]
    said = [escape(line) for fault in error.faults for line in (*pointed(error.text, fault), fault.message)]
    tries = [attempt(command, fault.suggestion) for fault in error.faults if fault.suggestion]
    return Message(cut_bytes("\n".join([*said, *tries])), tuple(blocks))


def pointed(text: str, fault: Fault) -> list[str]:
    """The command's text around the faulty word, and the caret line under it."""
    flat = text.replace("\n", " ")
    start = max(fault.start - _AROUND, 0)
    stop = min(max(fault.end, fault.start), fault.start + _AROUND)
    end = min(stop + _AROUND, len(flat))
    before = ("…" if start else "") + visible.line(flat[start : fault.start])
    faulty, after = visible.line(flat[fault.start : stop]), visible.line(flat[max(stop, fault.start) : end])
    return [before + faulty + after + ("…" if end < len(flat) else ""), " " * len(before) + "^" * max(len(faulty), 1)]


def _sentence(fault: Fault, command: str) -> str:
    more = f"\n{attempt(command, fault.suggestion)}" if fault.suggestion else ""
    return escape(fault.message) + more


def told(problem: Problem, command: str, *, reads: bool = False) -> Message:
    """Any problem as a message for the person. reads: whether nothing was to be changed anyway."""
    if isinstance(problem, NotUnderstood):
        return misunderstood(problem, command)
    if isinstance(problem, Frozen):
        return frozen(problem)
    if isinstance(problem, NotAllowed):
        text = f"{escape(problem.text)}{problem.more(named)}"
        return Message(cut_bytes(text), (section(text),))
    nothing = " Nothing was changed." if isinstance(problem, AwsProblem) and not reads else ""
    text = f"{escape(str(problem))}{nothing}"
    return Message(cut_bytes(text), (section(text),))


def frozen(freeze: Frozen) -> Message:
    """A zone's changes are refused for a while: by whom, until when, why."""
    zone, until = code(freeze.zone), moment(freeze.until)
    text = f"{zone} is frozen by {person(freeze.by)} until {until}: {prose(freeze.reason)}. Nothing was changed."
    return Message(cut_bytes(text), (section(text),))


def our_bug(reference: str) -> Message:
    """Something went wrong that is ours: a number that the log knows."""
    text = f"Something went wrong here, and nothing more was done. Tell an admin this reference: {code(reference)}."
    return Message(text, (section(text),))
