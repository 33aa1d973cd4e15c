"""One sample at least of everything the bot can say, drawn by `bot.blocks` itself; the gallery shows them all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.blocks.answers import render
from bot.blocks.cards import card
from bot.blocks.kit import Message
from bot.playground.samples.answers import ANSWERS
from bot.playground.samples.drawn import CARDS, DRAWN, Drawn
from bot.playground.samples.world import change
from commands.changes.lifecycle import State
from commands.model.plan import Kind

__all__ = ["Sample", "samples"]


@dataclass(frozen=True, slots=True)
class Sample:
    """One message or view. group: the heading it stands under; of: what draws it; title: which one."""

    group: str
    of: str
    title: str
    drawn: Drawn


# The module of a function says what heading its samples stand under.
_GROUPS: Final[Mapping[str, str]] = {
    "usage": "Help",
    "faults": "Faults",
    "kit": "Private answers",
    "cards": "Notices",
    "asides": "Private words",
    "modals": "Dialogs",
}


def samples(command: str = "/dns") -> Iterator[Sample]:
    """Everything, in the order of the gallery."""
    yield from _cards()
    yield from _answers(command)
    for function, shown in DRAWN.items():
        group = group_of(function)
        for title, draw in shown.items():
            yield Sample(group, _words(function.__name__), title, draw())


def group_of(function: Callable[..., Any]) -> str:
    """The heading that a drawing function's samples stand under."""
    module = function.__module__.rpartition(".")[2]
    return _GROUPS.get(module, _words(module).capitalize())


def _cards() -> Iterator[Sample]:
    for kind in Kind:
        for state in State:
            yield Sample("Cards", kind.value, state.value, card(change(state, kind)))
    for title, message in CARDS.items():
        yield Sample("Cards", "more", title, message)


def _answers(command: str) -> Iterator[Sample]:
    for kind, shown in ANSWERS.items():
        for title, answer in shown.items():
            message = render(answer, command, lambda text: f"offer of {text}")
            if isinstance(message, Message):
                yield Sample("Private answers", kind.__name__, title, message)


def _words(name: str) -> str:
    return name.replace("_", " ")
