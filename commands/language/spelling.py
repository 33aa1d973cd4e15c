r"""How verbs are written down so that text.commands gives the same words back.

A comment stands in double quotes; \" and \\ and \DDD, the decimal number of a byte, mean what they mean in
a zone file (RFC 1035, section 5.1).
"""

import re
from typing import Final

# What text.py would take for Slack's markup or for an entity.
_MARKUP: Final = re.compile(r"&(?=(?:amp|lt|gt);)|<(?=[@#!]|https?://|ftp://|mailto:|tel:)", re.IGNORECASE)
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;"}
# Printable, yet changed by text.py: curly quotes, hyphens, a joiner and the variation selectors.
_CHANGED: Final = frozenset("“”„‟‘’‚‛\u2010\u2011\u2012\u2212\u034f\ufe0e\ufe0f")
_ESCAPE: Final = re.compile(r"\\(?:(\d{3})|(.))", re.DOTALL | re.ASCII)


def plain(text: str) -> str:
    """A word or value that survives being read again: what looks like Slack's markup is escaped."""
    return _MARKUP.sub(lambda found: _ENTITIES[found[0]], text)


def quoted(text: str) -> str:
    """A comment in double quotes, with escapes for what typed text cannot carry."""
    return plain('"' + "".join(map(_escaped, text)) + '"')


def unquoted(text: str) -> str:
    """What `quoted` was given; a word without quotes is itself."""
    if not text.startswith('"'):
        return text
    return b"".join(_bytes(text[1:-1])).decode("utf-8", "replace")


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable() and character not in _CHANGED:
        return character
    return "".join(f"\\{byte:03d}" for byte in character.encode("utf-8", "replace"))


def _bytes(inner: str) -> list[bytes]:
    found, at = [], 0
    for escape in _ESCAPE.finditer(inner):
        found += [inner[at : escape.start()].encode("utf-8", "replace"), _meant(escape)]
        at = escape.end()
    return [*found, inner[at:].encode("utf-8", "replace")]


def _meant(escape: re.Match[str]) -> bytes:
    digits = escape[1]
    if digits and int(digits) < 256:
        return bytes((int(digits),))
    return (digits or escape[2]).encode("utf-8", "replace")
