r"""Domain names: as people type them, as we keep them, as Route 53 writes them. dnspython reads them all.

Typed:     relative or absolute, any case, IDN, a URL's host; normal form: lower case, A-labels, dots as typed.
Canonical: lower case, absolute with a trailing dot, A-labels, `*` plain, odd bytes \DDD as dnspython has them.
Wire:      Route 53's own: everything outside a-z 0-9 - _ . is \ooo, in octal.
"""

import re
from typing import Final

import dns.exception
import dns.name
import dns.reversename

from commands.model import visible

_LONGEST: Final = 253
# A byte may be written in four characters (\DDD); no longer text can hold a name, so it is not read at all.
_LONGEST_TYPED: Final = 4 * _LONGEST + len("https://")

_ENCODER: Final = dns.name.IDNA2008Codec(uts_46=True, allow_pure_ascii=True)
_DECODER: Final = dns.name.IDNA2008Codec(uts_46=True, strict_decode=True)

_ESCAPE: Final = re.compile(r"\\(?:(\d{3})|(.))", re.DOTALL | re.ASCII)
_OCTAL: Final = re.compile(r"[0-3][0-7]{2}")
_URL: Final = re.compile(r"https?://([^/?#:\s]*)(\S*)", re.IGNORECASE)
# A path or port right behind what could be a top-level domain; `0/25.2.0.192.in-addr.arpa` (RFC 2317) is a name.
_BARE_URL: Final = re.compile(r"((?:[^./:\s]+\.)+[a-z]{2,})([/:]\S*)", re.IGNORECASE)
# What dnspython escapes in a name: bare, it is a slip of the hand and not a part of the name.
_STRAY: Final = re.compile(r'[\s"();$@\x00-\x1f\x7f]')
_EMOJI: Final = re.compile(r":[\w+'-]+:")
_PLAIN_BYTES: Final = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789-_")
# IDNA reads these as dots (UTS 46, section 4, step 3).
_DOTS: Final = str.maketrans(dict.fromkeys("\u3002\uff0e\uff61", "."))


class BadName(ValueError):
    """Not a domain name; str() is a sentence for the person.

    correction: the name that was probably meant, where it can be known, otherwise empty.
    """

    def __init__(self, message: str, correction: str = "") -> None:
        super().__init__(message)
        self.correction = correction


def typed(text: str) -> str:
    """Read a name as a person typed it, already without Slack's markup, and give its normal form.

    `@` alone stays; a final dot stays where it was typed; http(s)://host/ is its host.
    Raises: BadName.
    """
    text = _host(text.translate(_DOTS))
    if text == "@":
        return text
    _check_characters(text)
    labels = _labels(_ESCAPE.sub(_aws_to_decimal, text))
    name = _text(labels)
    _check_meaning(name, labels)
    return name


def absolute(typed_name: str, origin: str) -> str:
    """Complete a typed name in normal form with the canonical name it is relative to.

    Raises: BadName, when the whole is too long.
    """
    if typed_name == "@":
        return origin
    if _dotted(typed_name):
        return canonical(typed_name)
    return canonical(f"{typed_name}.{origin.removeprefix('.')}")


def canonical(text: str) -> str:
    """Write an absolute name, with or without its final dot, the one way we keep it.

    Raises: BadName.
    """
    name = _text(_labels(text.translate(_DOTS)))
    return name if _dotted(name) else name + "."


def within(name: str, zone: str) -> bool:
    """Whether a canonical name is a canonical zone's own name or lies below it."""
    if name == zone or zone == ".":
        return True
    if not name.endswith("." + zone):
        return False
    return _dotted(name.removesuffix(zone))


def shown(name: str) -> str:
    """Write a canonical name for people: no final dot, an IDN in both its forms."""
    bare = plain(name)
    if "xn--" not in bare:
        return bare
    readable = ".".join(_readable(label) for label in bare.split("."))
    return bare if readable == bare else f"{readable} ({bare})"


def plain(name: str) -> str:
    """Write a name without its final dot, in A-labels."""
    return name[:-1] if _dotted(name) and name != "." else name


def from_wire(text: str) -> str:
    r"""Read a name as Route 53 returns it, with octal escapes: `\052.x.` is `*.x.`.

    What is no name at all is given back as it came: a listing shows it rather than fails.
    """
    try:
        return canonical(_ESCAPE.sub(_octal_to_decimal, text))
    except BadName:
        return text


def to_wire(text: str) -> str:
    r"""Write a name as Route 53 does: all but a-z 0-9 - _ and the dots as octal escapes, `*` too.

    Raises: BadName.
    Source: Route 53 Developer Guide, DNS domain name format.
    """
    return ".".join(map(_wire_label, _labels(canonical(text)))) or "."


def sent(text: str) -> str:
    """The same, where what from_wire could not read goes back as it came."""
    try:
        return to_wire(text)
    except BadName:
        return text


def reverse(ip_text: str) -> str:
    """Give the canonical name that holds an address's PTR record.

    Raises: BadName.
    """
    try:
        return dns.reversename.from_address(ip_text).to_text()
    except (dns.exception.DNSException, ValueError) as error:
        raise BadName(f"{brief(ip_text)} is not an IP address") from error


def brief(word: str, most: int = 64) -> str:
    """Cut a person's word to what fits in a sentence, with all of it to be seen."""
    seen = visible.line(word[: most + 1])
    return seen[:most] + "…" if len(seen) > most else seen


def _host(text: str) -> str:
    """Take the host out of what looks like a URL; a path or a port is no part of a name."""
    if len(text) > _LONGEST_TYPED:
        raise BadName(_too_long(text))
    match = _URL.fullmatch(text) or _BARE_URL.fullmatch(text)
    if match is None:
        return text
    host, rest = match.groups()
    if rest not in ("", "/"):
        raise BadName(f"{brief(text)} is a web address; a DNS name is only its host: {brief(host)}", host)
    return host


def _check_characters(text: str) -> None:
    stray = _STRAY.search(_ESCAPE.sub("", text))
    if stray is None:
        return
    if stray[0] == "@":
        raise BadName(f"{brief(text)} is not a name: @ stands alone, for the zone itself")
    if stray[0].isspace():
        raise BadName(f"{brief(text)} is not a name: a name has no blanks")
    meant = text.rstrip(";") if ";" not in text.rstrip(";") else ""
    raise BadName(f"{brief(text)} is not a name: it cannot hold {brief(stray[0])}", meant)


def _check_meaning(name: str, labels: tuple[bytes, ...]) -> None:
    """Refuse what DNS could hold and nobody means; what stands already is never asked here."""
    if "*" in name and (labels[0] != b"*" or name.count("*") > 1):
        raise BadName(f"{brief(name)} is not a name: a wildcard is * alone at the left, as in *.example.com")
    if name.endswith(","):
        raise BadName(f"{brief(name)} is not a name: it ends in a comma", name.rstrip(","))
    if ":" in name:
        _check_colons(name)
    if name[-1] in ":/" and len(name) > 1:
        raise BadName(f"{brief(name)} is not a name: it ends in {name[-1]}", name.rstrip(":/"))


def _check_colons(name: str) -> None:
    emoji = _EMOJI.search(name)
    try:
        pointer = reverse(name)
    except BadName:
        if emoji is None:
            return
        raise BadName(f"{brief(name)} is not a name: {brief(emoji[0])} is an emoji, which DNS cannot hold") from None
    raise BadName(f"{brief(name)} is an IPv6 address; the name for its PTR is {pointer}", pointer)


def _labels(text: str) -> tuple[bytes, ...]:
    """Read a name with dnspython; the last label is empty when it is absolute.

    The bytes are read, not the text: in text dnspython takes an escaped byte for a letter to put into IDNA.
    """
    if len(text) > _LONGEST_TYPED:
        raise BadName(_too_long(text))
    if not text:
        raise BadName("A name is missing")
    try:
        spelled = _ascii(text) if text != "@" else r"\@"  # dnspython takes @ for an empty name
        labels = dns.name.from_text(spelled.encode("ascii"), origin=None).canonicalize().labels
    except dns.name.LabelTooLong as error:
        raise BadName(f"{brief(text)} has a label of more than 63 characters between its dots") from error
    except dns.name.NameTooLong as error:
        raise BadName(_too_long(text)) from error
    except dns.name.EmptyLabel as error:
        raise _empty_label(text) from error
    except dns.name.BadEscape as error:
        raise BadName(rf"{brief(text)} has a backslash without a byte: write \000 to \255") from error
    return _fitting(text, labels)


def _fitting(text: str, labels: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Refuse what only fits as long as its final dot is not there."""
    if sum(len(label) + 1 for label in labels if label) - 1 > _LONGEST:
        raise BadName(_too_long(text))
    return labels


def _ascii(text: str) -> str:
    return text if text.isascii() else ".".join(map(_a_label, text.split(".")))


def _a_label(label: str) -> str:
    if label.isascii():
        return label
    try:
        return _ENCODER.encode(label).decode("ascii")
    except dns.name.IDNAException as error:
        raise BadName(f"{brief(label)} cannot stand in a DNS name, not even in its international form") from error


def _aws_to_decimal(escape: re.Match[str]) -> str:
    r"""Tell AWS's \052 from our \DDD: we never write a printable character as a number, so that is octal."""
    digits = escape[1]
    if digits and _OCTAL.fullmatch(digits) and (32 < int(digits) < 127 or int(digits) > 255):
        return f"\\{int(digits, 8):03d}"
    return escape[0]


def _octal_to_decimal(escape: re.Match[str]) -> str:
    digits = escape[1]
    return f"\\{int(digits, 8):03d}" if digits and _OCTAL.fullmatch(digits) else escape[0]


def _text(labels: tuple[bytes, ...]) -> str:
    return dns.name.Name(labels).to_text()


def _wire_label(label: bytes) -> str:
    return "".join(chr(byte) if byte in _PLAIN_BYTES else f"\\{byte:03o}" for byte in label)


def _readable(label: str) -> str:
    """Give an A-label's Unicode form; one that IDNA would not have made stays as it is, it may deceive."""
    if not label.startswith("xn--"):
        return label
    try:
        return _DECODER.decode(label.encode("ascii"))
    except (dns.exception.DNSException, ValueError):
        return label


def _dotted(text: str) -> bool:
    """Whether the text ends in a dot that is not itself escaped."""
    return text.endswith(".") and (len(text) - len(text[:-1].rstrip("\\"))) % 2 == 1


def _too_long(text: str) -> str:
    return f"{brief(text)} is longer than the {_LONGEST} characters a name may have"


def _empty_label(text: str) -> BadName:
    meant = re.sub(r"\.{2,}", ".", text).lstrip(".")
    return BadName(f"{brief(text)} has a dot too many: {brief(meant)}", meant)
