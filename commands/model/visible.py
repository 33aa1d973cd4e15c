r"""Texts that came from outside, so that a person sees all of what they hold.

What cannot be seen, looks like a blank and is none, turns the direction of writing round or breaks the line is shown as
the bytes of its UTF-8, \DDD each: as zone files write them (RFC 1035, section 5.1), and as values and comments can be
typed here. Only what is shown is spelled so; what is kept and sent stays as it came.
"""

import re
from functools import lru_cache
from typing import Final

# Printable to Python and yet not to be seen: a joiner, fillers, variation selectors, the blank of Braille.
UNSEEN: Final = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
_UNSEEN: Final = re.compile(f"[{UNSEEN}]")


def line(text: str) -> str:
    """A text on one line; a line break in it is shown as any other character that cannot be seen."""
    if text.isprintable() and (text.isascii() or not _UNSEEN.search(text)):
        return text
    return "".join(map(_seen, text))


def lines(text: str) -> str:
    """The same where line breaks belong to the text."""
    return "\n".join(map(line, text.split("\n")))


def escaped(character: str) -> str:
    r"""The bytes of a character, \DDD each; half a surrogate pair that stands for a byte is that byte."""
    handling = "surrogateescape" if "\udc80" <= character <= "\udcff" else "surrogatepass"
    return "".join(f"\\{byte:03d}" for byte in character.encode("utf-8", handling))


@lru_cache(maxsize=4_096)
def _seen(character: str) -> str:
    return character if character.isprintable() and not _UNSEEN.match(character) else escaped(character)
