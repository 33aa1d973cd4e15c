r"""How words, values and comments are written so that reading them gives the same again.

Backslashes mean what they mean in a zone file (RFC 1035, section 5.1): \X is X itself, \DDD is the byte of that
decimal number.
"""

import re
from typing import Final

from commands.model.records import Type

# What text.py would take for Slack's markup or for an entity.
_MARKUP: Final = re.compile(r"&(?=(?:amp|lt|gt);)|<(?=[@#!]|https?://|ftp://|mailto:|tel:)", re.IGNORECASE)
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;"}
# Printable, yet changed by text.py: curly quotes, hyphens, a joiner and the variation selectors.
_CHANGED: Final = frozenset("“”„‟‘’‚‛\u2010\u2011\u2012\u2212\u034f\ufe0e\ufe0f")
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_TOKEN: Final = re.compile(rf"{_STRING.pattern}|[^\s\"]+", re.DOTALL)
# A word that would be taken for an option, a remark or a quoted string; or for one that is emphasised.
_OPTIONS: Final = (
    "ttl|zone|comment|id|weight|region|failover|geo|multivalue|near|bias|cidr|health|zone-id|evaluate|into"
)
_MISTAKABLE: Final = re.compile(rf"[-#'].*|(?:{_OPTIONS})[=:].*|multivalue|([_~]).*\1", re.IGNORECASE | re.DOTALL)
_RESERVED: Final = frozenset({"help", "?", "create", "delete", "restore", "ttl", "comment", "alias"})
_ESCAPE: Final = re.compile(r"\\(?:(\d{3})|(.))", re.DOTALL | re.ASCII)


def word(text: str) -> str:
    """A name or a target as one word, told from all that it could be mistaken for."""
    return f'"{text}"' if text.lower() in _RESERVED else _safe(text)


def value(type_: Type, text: str) -> str:
    """One value; a comma outside quotes is escaped, but for those of a parameter such as alpn=h2,h3."""
    keyed = type_ in (Type.SVCB, Type.HTTPS)
    return _TOKEN.sub(
        lambda token: token[0] if token[0][0] == '"' or (keyed and "=" in token[0]) else _safe(token[0]), text
    )


def plain(text: str) -> str:
    """A word or value that survives being read again: what looks like Slack's markup is escaped."""
    return _MARKUP.sub(lambda found: _ENTITIES[found[0]], text)


def quoted(text: str) -> str:
    """A comment in double quotes, with escapes for what typed text cannot carry."""
    return plain(string(text))


def string(text: str) -> str:
    """A text in double quotes, inside a word or a value that is yet to be made plain."""
    return '"' + "".join(map(_escaped, text)) + '"'


def unquoted(text: str) -> str:
    """What `quoted` was given; a word without quotes is itself."""
    return b"".join(_bytes(inner(text))).decode("utf-8", "replace") if _STRING.fullmatch(text) else text


def inner(text: str) -> str:
    """What stands between the quotes, escapes as they are; a word without quotes is itself."""
    return text[1:-1] if _STRING.fullmatch(text) else text


def _safe(text: str) -> str:
    guard = "\\" if _MISTAKABLE.fullmatch(text) else ""
    return guard + text.replace(",", "\\,").replace("`", "\\096")


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
