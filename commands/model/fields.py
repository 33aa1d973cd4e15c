"""What a value is made of: each type's fields, and how a word, a number, a host or a string of one is read."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

import dns.exception
import dns.ipv4
import dns.ipv6
import dns.tokenizer

from commands.model import names

FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "A": "IPV4-ADDRESS",
        "AAAA": "IPV6-ADDRESS",
        "CAA": 'FLAGS TAG "VALUE"',
        "CNAME": "HOST",
        "DS": "KEY-TAG ALGORITHM DIGEST-TYPE DIGEST",
        "HTTPS": "PRIORITY TARGET [PARAM=VALUE…]",
        "MX": "PRIORITY HOST",
        "NAPTR": 'ORDER PREFERENCE "FLAGS" "SERVICE" "REGEXP" REPLACEMENT',
        "NS": "HOST",
        "PTR": "HOST",
        "SOA": "NAME-SERVER MAILBOX SERIAL REFRESH RETRY EXPIRE MINIMUM",
        "SPF": '"STRING"…',
        "SRV": "PRIORITY WEIGHT PORT TARGET",
        "SSHFP": "ALGORITHM HASH-TYPE FINGERPRINT",
        "SVCB": "PRIORITY TARGET [PARAM=VALUE…]",
        "TLSA": "USAGE SELECTOR MATCHING-TYPE CERTIFICATE",
        "TXT": '"STRING"…',
    }
)
"""Each type's fields in words, in the order they are written."""

EXAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "A": "192.0.2.10",
        "AAAA": "2001:db8::10",
        "CAA": '0 issue "letsencrypt.org"',
        "CNAME": "app.example.net",
        "DS": "12345 13 1 2bb183af5f22588179a53b0a98631fad1a292118",
        "HTTPS": "1 . alpn=h2",
        "MX": "10 mail.example.com",
        "NAPTR": '100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .',
        "NS": "ns1.example.net",
        "PTR": "host.example.com",
        "SOA": "ns1.example.net hostmaster.example.com 1 7200 900 1209600 86400",
        "SPF": '"v=spf1 -all"',
        "SRV": "10 5 5060 sip.example.com",
        "SSHFP": "4 1 2bb183af5f22588179a53b0a98631fad1a292118",
        "SVCB": "1 svc.example.com port=8443",
        "TLSA": "3 1 0 2bb183af5f22588179a53b0a98631fad1a292118",
        "TXT": '"v=spf1 -all"',
    }
)
"""One value of each type, as a person would type it."""


STRING_BYTES: Final = 255  # one character string: RFC 1035, section 3.3

_QUOTED: Final = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_STRING: Final = re.compile(rf"({_QUOTED})\s*", re.DOTALL)
_WORD: Final = re.compile(rf'((?:[^\s"\\]|\\.|{_QUOTED})+)\s*', re.DOTALL)
_QUOTED_OR_ESCAPED: Final = re.compile(rf"{_QUOTED}|\\.", re.DOTALL)
_STRAY: Final = re.compile(r"[;()]")
_DIGITS: Final = re.compile(r"[0-9]{1,10}")
_NUMERIC: Final = re.compile(r"[0-9.]+")
# Beside letters and digits: _service labels, wildcards, RFC 2317's slash, the + of a mailbox.
_FOREIGN: Final = re.compile(r"[^a-z0-9._*/+-]")
# Presentation form of each byte: RFC 1035, section 5.1.
_SPELLED: Final = {
    byte: f"\\{byte:03d}" if byte < 32 or byte > 126 else f"\\{byte:c}" if byte in b'"\\' else chr(byte)
    for byte in range(256)
}


class BadValue(ValueError):
    """Not a value of its type; str() says in plain words what is wrong and what was expected.

    correction: the value that was probably meant, where it can be known, otherwise empty.
    """

    def __init__(self, message: str, correction: str = "") -> None:
        super().__init__(message)
        self.correction = correction


def expected(type_: str) -> str:
    """Say what a value of the type looks like, as the end of a sentence."""
    return f"{type_} takes {FIELDS[type_]}, as in {EXAMPLES[type_]}"


def words(text: str) -> tuple[str, ...]:
    """Cut a value at its blanks; what stands in double quotes is kept whole, quotes included.

    Raises: BadValue, when a quote is never closed.
    """
    return _cut(text.strip(), _WORD)


def strings(text: str) -> tuple[bytes, ...]:
    """Read a run of character strings, each in double quotes, as the bytes they stand for.

    Raises: BadValue.
    """
    return tuple(unquoted(word) for word in _cut(text.strip(), _STRING))


def stray(text: str) -> str:
    """Give the first `;`, `(` or `)` outside quotes, which dnspython would take out without a word."""
    found = _STRAY.search(_QUOTED_OR_ESCAPED.sub("", text))
    return found[0] if found else ""


def utf8(text: str) -> bytes:
    """Give the bytes that DNS holds for a text.

    Raises: BadValue, for a lone surrogate.
    """
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise BadValue(f"{names.brief(text)} holds half a character") from error


def unquoted(word: str) -> bytes:
    """Read one character string, in double quotes or bare; other than ASCII is UTF-8.

    Raises: BadValue.
    """
    inner = word[1:-1] if word.startswith('"') else word
    if "\\" not in inner:
        return utf8(inner)
    token = dns.tokenizer.Token(dns.tokenizer.QUOTED_STRING, inner, True)
    try:
        return bytes(token.unescape_to_bytes().value)
    except (dns.exception.DNSException, ValueError) as error:
        wrong = rf"{names.brief(word)} has a backslash that is no escape: \" \\ or a byte, \000 to \255"
        raise BadValue(wrong) from error


def quoted(data: bytes) -> str:
    """Write bytes as one character string in double quotes, all but printable ASCII as decimal escapes."""
    return f'"{data.decode("latin-1").translate(_SPELLED)}"'


def split(data: bytes) -> str:
    """Write bytes as a run of quoted strings of at most 255 bytes each."""
    starts = range(0, max(len(data), 1), STRING_BYTES)
    return " ".join(quoted(data[start : start + STRING_BYTES]) for start in starts)


def number(word: str, what: str, most: int = 65535) -> str:
    """Read a number from 0 up; what: its field in words.

    Raises: BadValue.
    """
    if not is_number(word) or int(word) > most:
        raise BadValue(f"The {what} is a number from 0 to {most}, not {names.brief(word)}")
    return str(int(word))


def is_number(word: str) -> bool:
    """Whether the word is a plain number of up to ten digits."""
    return _DIGITS.fullmatch(word) is not None


def family(word: str) -> Literal["A", "AAAA", ""]:
    """Which type of record takes this word as an address; empty for what is no IP address."""
    try:
        dns.ipv4.inet_aton(word)
        return "A"
    except (dns.exception.DNSException, ValueError):
        pass
    try:
        dns.ipv6.inet_aton(word)
        return "AAAA"
    except (dns.exception.DNSException, ValueError):
        return ""


def host(word: str, *, root: bool = False) -> str:
    """Read a host name inside a value: lower case, A-labels, its dots as typed.

    root: whether `.` alone, for "no host", is one.
    Raises: BadValue. Names in values are absolute whether they end in a dot or not, so one bare label is refused.
    Source: Route 53 Developer Guide, DNS domain name format.
    """
    if word == "." and root:
        return word
    if ":" in word and family(word):
        raise _address_for_host(word, "AAAA")
    try:
        name = names.typed(word)
    except names.BadName as error:
        raise BadValue(str(error), error.correction) from error
    _check_host(name)
    return name


def _check_host(name: str) -> None:
    if name in ("@", "."):
        raise BadValue(f"{name} is not a host name: write the host in full, as in www.example.com")
    seen = names.brief(name)
    if "." not in name:
        why = f"names in values are absolute, so it would mean {seen}. at the top level"
        raise BadValue(f"{seen} is not a whole host name: {why}; write it in full, as in {seen}.example.com")
    if _NUMERIC.fullmatch(name) and "." in names.plain(name):  # no top-level domain is all digits: RFC 3696
        raise _address_for_host(name, "A")
    foreign = _FOREIGN.search(_QUOTED_OR_ESCAPED.sub("", name))
    if foreign:
        raise BadValue(f"{seen} is not a host name: it cannot hold {foreign[0]}")


def _address_for_host(word: str, type_: str) -> BadValue:
    if not _is_address(word):
        return BadValue(f"{names.brief(word)} is neither a host name nor an address: no top-level domain is a number")
    where = f"an address goes in a record of type {type_}"
    return BadValue(f"{names.brief(word)} is an address, where a host name is expected: {where}")


def _is_address(word: str) -> bool:
    try:
        names.reverse(names.plain(word))
    except names.BadName:
        return False
    return True


def _cut(text: str, piece: re.Pattern[str]) -> tuple[str, ...]:
    pieces: list[str] = []
    at = 0
    while at < len(text):
        match = piece.match(text, at)
        if match is None:
            raise _uncut(text, text[at:])
        pieces.append(match[1])
        at = match.end()
    return tuple(pieces)


def _uncut(text: str, rest: str) -> BadValue:
    if rest.startswith('"'):
        return BadValue(f"The quote at {names.brief(rest)} is never closed")
    if rest == "\\":
        return BadValue(f"{names.brief(text)} ends in a backslash that escapes nothing")
    return BadValue(f"{names.brief(rest)} stands outside the quotes: each string is in double quotes of its own")
