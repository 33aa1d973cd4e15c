"""What a page may do, by name: what has to be told for it, and what it does.

A request that tells something else is refused in words, whoever sent it: it never gets as far as the people.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.playground.account import Account
from bot.playground.rules.limits import MOST_TEXT
from bot.playground.rules.shapes import Check, Shape, one_of, string
from bot.playground.slack.people import FINE, People, Told
from bot.playground.trouble import Trouble


class Unfit(Exception):
    """What was told is not what the act needs; str() says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a page may do. shape: of what is told; does: with what was told."""

    shape: Check
    does: Callable[[dict[str, Any]], Told]

    def __call__(self, told: Any) -> Told:
        """Do it. Raises Unfit, Gone."""
        if faults := list(self.shape(told, "It")):
            raise Unfit("; ".join(faults))
        return self.does(told)


def acts(people: People, account: Account) -> dict[str, Act]:
    """The acts of the page; their fields are those of its requests."""

    def turn(told: dict[str, Any]) -> Told:
        account.turn(Trouble(told["value"]))
        return FINE

    return {
        "say": Act(
            Shape({**_WHO, "channel": _ID, "text": _words(MOST_TEXT)}, {"thread_ts": _words(255)}),
            lambda told: people.say(told["as"], told["channel"], told["text"], told.get("thread_ts", "")),
        ),
        "press": Act(
            Shape({**_WHO, "place": _ID, "block_id": _ID, "action_id": _ID, "typed": _typed}, {"chosen": _held}),
            lambda told: people.press(
                told["as"], told["place"], told["block_id"], told["action_id"], told.get("chosen"), told["typed"]
            ),
        ),
        "submit": Act(
            Shape({**_WHO, "view": _ID, "typed": _typed}),
            lambda told: people.submit(told["as"], told["view"], told["typed"]),
        ),
        "close": Act(Shape({**_WHO, "view": _ID}), lambda told: people.close(told["as"], told["view"])),
        "home": Act(Shape(_WHO), lambda told: people.open_home(told["as"])),
        "trouble": Act(Shape({**_WHO, "value": one_of(*Trouble)}), turn),
    }


def _words(most: int, least: int = 0) -> Check:
    """A text that can be sent on: no half of a surrogate pair is in it."""
    long = string(most, least)

    def check(value: Any, where: str) -> Iterator[str]:
        yield from long(value, where)
        if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
            yield f"{where}: half a character (a lone surrogate) is in it"

    return check


def _held(value: Any, where: str) -> Iterator[str]:
    """What stands in a field: a text, several, or nothing."""
    for one in value if isinstance(value, list) else [] if value is None else [value]:
        yield from _TEXT(one, where)


def _typed(value: Any, where: str) -> Iterator[str]:
    """What stands in all fields, by "block_id action_id"."""
    if not isinstance(value, dict):
        yield f"{where}: an object is expected"
        return
    for held in value.values():
        yield from _held(held, where)


_TEXT: Final = _words(MOST_TEXT)
_ID: Final = _words(511, 1)
_WHO: Final[Mapping[str, Check]] = {"as": _ID}
