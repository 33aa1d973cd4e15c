"""The nearest known word, for one that was mistyped."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from typing import Final

# No known word is near to a longer one, and difflib's cost grows with the word.
_LONGEST: Final = 24
_SHORT: Final = 5


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, whatever its case; empty where none is near."""
    if len(word) > _LONGEST:
        return ""
    spelled = {each.lower(): each for each in known}
    return next((spelled[each] for each in get_close_matches(word.lower(), spelled, n=1)), "")


def slip(word: str, known: Iterable[str]) -> str:
    """The known word that is one slip of the hand away, in a long word two; empty where none is."""
    most = 1 if len(word) <= _SHORT else 2
    if len(word) > _LONGEST:
        return ""
    far = {each: slips(word, each) for each in dict.fromkeys(known) if abs(len(each) - len(word)) <= most}
    near = [each for each in far if 0 < len(word) > far[each] <= most]
    return min(near, key=lambda each: (far[each], -SequenceMatcher(None, word, each).ratio()), default="")


def slips(a: str, b: str) -> int:
    """How many letters were left out, put in, mistaken or swapped between two words."""
    before, last = [0] * (len(b) + 1), list(range(len(b) + 1))
    for i, one in enumerate(a, 1):
        now = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, now[-1] + 1, last[j - 1] + (one != other))
            if i > 1 and j > 1 and (one, a[i - 2]) == (b[j - 2], other):
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
