"""The chain over the sealed events: computed anew, and the first event told that does not fit. Pure.

Events are rows of the `events` table as dictionaries; of one that cannot be read only `seq` and `number` are there.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

GENESIS: Final = "0" * 64

# What a seal covers, in the order in which it is hashed.
_SEALED: Final = ("number", "seq", "change_id", "at", "actor", "event", "state", "detail")

_NOTHING: Final = type(None)
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "seq": (int,),
    "change_id": (str,),
    "at": (float, int),
    "actor": (str,),
    "event": (str,),
    "state": (str,),
    "detail": (dict,),
    "number": (int, _NOTHING),
    "hash": (str, _NOTHING),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reading of the chain found.

    sealed:   events whose chain holds; unsealed: those after them that wait for their seal.
    broken:   the number of the first sealed event that does not fit; None where all fit.
    row:      the same for those that are not sealed, by `seq`.
    why:      what is wrong with it, in words.
    head:     the hash of the last sealed event. Whoever keeps one elsewhere sees when the newest events are left out,
              which no chain tells by itself.
    """

    sealed: int
    unsealed: int
    broken: int | None = None
    row: int | None = None
    why: str = field(default="", compare=False)
    head: str = field(default="", compare=False)


def hashed(before: str, event: Mapping[str, Any]) -> str:
    """The hash of an event that follows the one with the hash before."""
    sealed = json.dumps([before, *(event[name] for name in _SEALED)], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(sealed.encode()).hexdigest()


def readable(event: Mapping[str, Any]) -> bool:
    """Whether everything is there, and of the type that we write."""
    return all(isinstance(event.get(name), types) for name, types in _TYPES.items())


def follow(events: Iterable[Mapping[str, Any]], start: Callable[[int], tuple[int, str] | None]) -> Verdict:
    """Judge all events, the sealed ones first and in their order, up to one that does not fit.

    start: the number and the hash before the first event that is still there; None where nothing tells.
    """
    number, before, sealed, unsealed = 0, GENESIS, 0, 0
    for event in events:
        if event["number"] is None:
            if why := _wrong_on_the_tail(event):
                return Verdict(sealed, unsealed, row=event["seq"], why=why)
            unsealed += 1
            continue
        begun = (number, before) if sealed or event["number"] == 1 or not readable(event) else start(event["number"])
        if why := _wrong(event, begun):
            return Verdict(sealed, unsealed, event["number"], why=why)
        number, before, sealed = event["number"], event["hash"], sealed + 1
    return Verdict(sealed, unsealed, head=before)


def _wrong(event: Mapping[str, Any], begun: tuple[int, str] | None) -> str:
    """What is wrong with a sealed event behind the number and the hash before it."""
    if not readable(event):
        return "it cannot be read"
    if begun is None:
        return "the events before it are gone, and no sealed event says that they were pruned"
    number, before = event["number"], begun[0] + 1
    if number > before:
        return f"event {before} is gone" if number == before + 1 else f"events {before} to {number - 1} are gone"
    if number < before:
        return "its number is there twice"
    return "" if event["hash"] == hashed(begun[1], event) else "it, or the one before it, is not what was sealed"


def _wrong_on_the_tail(event: Mapping[str, Any]) -> str:
    if not readable(event):
        return "it cannot be read"
    return "it was sealed, and its number was taken away" if event["hash"] is not None else ""
