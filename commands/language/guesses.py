"""The nearest known word, for one that was mistyped."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

# No known word is near to a longer one, and difflib's cost grows with the word.
_LONGEST: Final = 24


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, whatever its case; empty where none is near."""
    if len(word) > _LONGEST:
        return ""
    spelled = {each.lower(): each for each in known}
    return next((spelled[each] for each in get_close_matches(word.lower(), spelled, n=1)), "")
