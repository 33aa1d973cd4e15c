"""What people say out of habit where this language has another word: only ever proposed, never acted on."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from commands.language import boto, usage
from commands.language.guesses import slip
from commands.language.verbs import WORDS
from commands.model.records import Type

# Words of other tools. A word that begins a verb of ours, or mistypes one, needs no row.
_HABITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "replace": "set",
        "edit": "set",
        "modify": "set",
        "upsert": "set",
        "put": "set",
        "overwrite": "set",
        "new": "add",
        "insert": "add",
        "make": "add",
        "append": "add-value",
        "erase": "delete",
        "drop": "delete",
        "destroy": "delete",
        "dig": "get",
        "host": "get",
        "nslookup": "get",
        "describe": "get",
        "find": "list",
        "search": "list",
        "log": "history",
        "audit": "history",
        "duplicate": "copy",
        "clone": "copy",
        "rollback": "undo",
        "lock": "freeze",
        "unlock": "thaw",
        "man": "help",
        "usage": "help",
    }
)
# What two words mean that this language says in one, or the other way round.
_PAIRS: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("add", "zone"): "zone create",
        ("create", "zone"): "zone create",
        ("delete", "zone"): "zone delete",
        ("restore", "zone"): "zone restore",
        ("get", "zone"): "zone",
        ("list", "zone"): "list",
        ("zones", "create"): "zone create",
        ("zones", "add"): "zone create",
        ("zones", "delete"): "zone delete",
    }
)
_NOUNS: Final = frozenset({"record", "records", "entry"})
_SHORTEST: Final = 3
_BEGINNING: Final = 400
_FORCED: Final = frozenset(
    {"f", "force", "y", "yes", "assume-yes", "auto-approve", "no-confirm", "noconfirm", "confirm", "q", "quiet", "now"}
)
_WORD: Final = re.compile(r'(?:[^\s"\\]|\\.|"(?:[^"\\]|\\.)*+"|["\\])++')
_MOST: Final = 19
# Each try costs one more reading of the command.
_MOST_TRIES: Final = 4


@dataclass(frozen=True, slots=True)
class Rephrased:
    """Another way to say a command.

    start, end: the words that were said another way; message: why.
    sure:       nothing else can be meant, whatever else is wrong.
    """

    commands: tuple[str, ...]
    start: int
    end: int
    message: str
    sure: bool = False


def meant(word: str) -> str:
    """The verb that was meant by a word that begins none; empty where nobody can know."""
    known = (*usage.topics(), *WORDS, *boto.LINES)
    habit = _HABITS.get(word, "")
    begun = {WORDS.get(verb, verb) for verb in WORDS if verb.startswith(word)} if len(word) >= _SHORTEST else set()
    return habit or (begun.pop() if len(begun) == 1 else slip(word, known))


def forced(key: str) -> bool:
    """Whether an option of that name stands, in other tools, for not being asked."""
    return key.lower() in _FORCED


def others(said: str) -> Iterator[Rephrased]:
    """Other ways to say a whole command, the likeliest first; each is worth something only if it is understood."""
    yield from _swapped(said)
    yield from _split(said)


def _swapped(said: str) -> Iterator[Rephrased]:
    """`delete zone x` for `zone delete x`, `add record x` for `add x`."""
    first, second, third = [*_WORD.finditer(said, 0, _BEGINNING), None, None, None][:3]
    if first is None or second is None:
        return
    verb, noun = _verb(first[0]), second[0].lower()
    new = verb if noun in _NOUNS else _PAIRS.get((verb, WORDS.get(noun, noun)), "")
    if verb and new:
        typed = said[first.start() : second.end()]
        message = f"{typed} is not said here; did you mean {new}?"
        sure = noun not in _NOUNS and third is not None and third[0].upper() not in Type.__members__
        yield Rephrased((new + said[second.end() :],), first.start(), second.end(), message, sure)


def _verb(word: str) -> str:
    low = word.lower()
    return low if low in boto.LINES else WORDS.get(low) or meant(low)


def _split(said: str) -> Iterator[Rephrased]:
    """Several commands on one line, cut where verbs stand: at each of them, or at one."""
    words = [word for word in _WORD.finditer(said) if word.start() and word[0].lower() in WORDS][:_MOST]
    for cuts in (words, *([word] for word in words[:_MOST_TRIES] if len(words) > 1)):
        if cuts:
            ends = [0, *(word.start() for word in cuts), len(said)]
            parts = tuple(_unjoined(said[a:b]) for a, b in itertools.pairwise(ends))
            message = "A second command begins here: write each on a line of its own"
            yield Rephrased(parts, cuts[0].start(), cuts[0].end(), message)


def _unjoined(said: str) -> str:
    """A command without what leads to the next one."""
    while True:
        bare = said.rstrip(" ;&|,").removesuffix(" and").removesuffix(" then")
        if bare == said:
            return said
        said = bare
