r"""One value of one type: dnspython parses and compares, Route 53's own rules stand on top.

Values are kept in presentation form (RFC 1035, section 5.1) with decimal escapes, \DDD; only from_wire and
to_wire know that Route 53 writes them in octal. What stands in Route 53 is compared, never spelled anew.
"""

import re
from collections.abc import Hashable, Sequence
from typing import Final

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass

from commands.model import fields, names, visible
from commands.model.fields import EXAMPLES, FIELDS, BadValue, expected
from commands.model.readers import READERS

__all__ = ["EXAMPLES", "FIELDS", "BadValue", "from_wire", "quote", "read", "readable", "same", "to_wire"]

_LONGEST: Final = 4000  # Route 53 API reference, ResourceRecord
_LONGEST_TYPED: Final = 4 * _LONGEST  # a byte may be typed in four characters, \DDD, and be sent in one

_ESCAPE: Final = re.compile(r"\\(?:([0-9]{3})|.)", re.DOTALL)
_OCTAL: Final = re.compile(r"[0-3][0-7]{2}")
_BYTES: Final = re.compile(r"((?:\\(?:12[89]|1[3-9][0-9]|2[0-4][0-9]|25[0-5]))+)|\\.", re.DOTALL)
# Printable to Python and yet not to be seen, or undone where it is typed: curly quotes and typographical hyphens.
_UNSEEN: Final = re.compile(f"[{visible.UNSEEN}\u2010-\u2012\u2018-\u201f\u2212]")
_UNSENDABLE: Final = re.compile(r"[^ -~]")


def read(type_: str, text: str) -> str:
    """Read one value as a person typed it and give the text to send to Route 53.

    Blanks, numbers, addresses and host names come out in one spelling; the rest stays as typed.
    Raises: BadValue.
    """
    reader = READERS.get(type_)
    if reader is None:
        raise BadValue(f"{names.brief(type_)} is not a record type that Route 53 takes")
    text = text.strip()
    if not text:
        raise BadValue(f"A value is missing: {expected(type_)}")
    return _printable(_fitting(reader(_fitting(text, _LONGEST_TYPED)), _LONGEST))


def quote(text: str) -> str:
    """Write the text of a TXT as quoted strings: UTF-8, at most 255 bytes each, escapes where needed.

    Raises: BadValue, when the text holds half a character (a lone surrogate).
    """
    return fields.split(fields.utf8(text))


def same(type_: str, a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two sets of values say the same, whatever their order and spelling.

    What cannot be read as its type is compared letter by letter.
    """
    if set(a) == set(b):
        return True
    return {_meaning(type_, value) for value in a} == {_meaning(type_, value) for value in b}


def from_wire(text: str) -> str:
    r"""Turn Route 53's octal escapes into decimal ones: \303 becomes \195; all else stays letter by letter."""
    return _ESCAPE.sub(_decimal, text) if "\\" in text else text


def to_wire(text: str) -> str:
    r"""Turn decimal escapes into Route 53's octal ones: \195 becomes \303; the inverse of from_wire."""
    return _ESCAPE.sub(_octal, text) if "\\" in text else text


def readable(type_: str, value: str) -> str:
    r"""Show a value to people: in TXT and SPF, \195\188 is ü. What is sent to Route 53 keeps its escapes.

    Only bytes that are UTF-8 of something one can see: what is invisible, turns the direction of writing round, or
    would not come back the same when it is typed, stays an escape.
    """
    return _BYTES.sub(_seen, value) if type_ in ("TXT", "SPF") and "\\" in value else value


def _seen(escapes: re.Match[str]) -> str:
    if not escapes[1]:
        return escapes[0]
    raw = bytes(int(digits) for digits in escapes[0].split("\\")[1:])
    return "".join(map(_one_seen, raw.decode("utf-8", "surrogateescape")))


def _one_seen(character: str) -> str:
    if character.isprintable() and not _UNSEEN.match(character):
        return character
    return visible.escaped(character)


def _decimal(escape: re.Match[str]) -> str:
    digits = escape[1]
    return f"\\{int(digits, 8):03d}" if digits and _OCTAL.fullmatch(digits) else escape[0]


def _octal(escape: re.Match[str]) -> str:
    digits = escape[1]
    return f"\\{int(digits):03o}" if digits and int(digits) < 256 else escape[0]


def _fitting(text: str, most: int) -> str:
    if len(text) > most:
        raise BadValue(f"The value has {len(text):,} characters; Route 53 takes {_LONGEST:,}")
    return text


def _printable(value: str) -> str:
    """Refuse what readers let through as typed but Route 53 takes only as an escape."""
    stray = _UNSENDABLE.search(value)
    if stray:
        raise BadValue(f"{names.brief(value)} holds {names.brief(stray[0])}, which only a text may hold")
    return value


def _meaning(type_: str, value: str) -> Hashable:
    """What a value says: the bytes of a value of the type, the text itself of any other."""
    try:
        if type_ in ("TXT", "SPF"):
            return fields.strings(value)
        if fields.stray(value):
            return value
        rdata = dns.rdata.from_text(dns.rdataclass.IN, type_, value, dns.name.root, relativize=False)
        return rdata.replace(**_lowered(rdata)).to_digestable()
    except (dns.exception.DNSException, ValueError):
        return value


def _lowered(rdata: dns.rdata.Rdata) -> dict[str, dns.name.Name]:
    """The target of an SVCB or HTTPS in lower case: their canonical form, unlike MX's, leaves it as typed."""
    target = getattr(rdata, "target", None)
    return {"target": target.canonicalize()} if isinstance(target, dns.name.Name) else {}
