"""How one value of each type is read: one reader a type, dnspython behind them."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import dns.exception
import dns.ipv6
import dns.rdata
import dns.rdataclass

from commands.model import fields, names
from commands.model.fields import EXAMPLES, FIELDS, BadValue, expected, host, number

_CAA: Final = re.compile(r'([0-9]+)\s+([^\s"]+)\s*(.*)', re.DOTALL)
_TAG: Final = re.compile(r"[A-Za-z0-9]{1,255}")
_HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{2})+")


def _a(text: str) -> str:
    word = _address(text, "A")
    if fields.family(word) == "A":
        return word
    wrong = f"{names.brief(word)} is not an IPv4 address: four numbers from 0 to 255, as in {EXAMPLES['A']}"
    raise BadValue(wrong + _elsewhere(word))


def _aaaa(text: str) -> str:
    word = _address(text, "AAAA")
    if fields.family(word) == "AAAA":
        return dns.ipv6.inet_ntoa(dns.ipv6.inet_aton(word))
    wrong = f"{names.brief(word)} is not an IPv6 address, as in {EXAMPLES['AAAA']}"
    raise BadValue(wrong + _elsewhere(word))


def _address(text: str, type_: str) -> str:
    """Take the one address out of a value, in brackets or out of a URL; name the mask that cannot stay."""
    if len(text.split()) > 1:
        raise BadValue(f"{names.brief(text)} is more than one value: {expected(type_)}")
    word = _host_of(text) if "://" in text else text
    bare = word.partition("/")[0].strip("[]")
    if bare != word and fields.family(bare) == type_:
        raise BadValue(f"{names.brief(word)} is not one address: write {bare}", bare)
    return word


def _host_of(url: str) -> str:
    try:
        return names.typed(url)
    except names.BadName as error:
        raise BadValue(str(error), error.correction) from error


def _elsewhere(word: str) -> str:
    """Name the type that takes what neither A nor AAAA does."""
    kind = fields.family(word)
    if kind:
        return f"; use type {kind} for this address"
    try:
        host(word)
    except BadValue:
        return ""
    return "; use type CNAME for a host name"


def _one_host(type_: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        return host(_cut(type_, text, 1)[0])

    return read


def _mx(text: str) -> str:
    priority, target = _host_last("MX", text, 2)
    return f"{number(priority, 'priority')} {host(target, root=True)}"


def _srv(text: str) -> str:
    priority, weight, port, target = _host_last("SRV", text, 4)
    numbers = f"{number(priority, 'priority')} {number(weight, 'weight')} {number(port, 'port')}"
    return f"{numbers} {host(target, root=True)}"


def _host_last(type_: str, text: str, count: int) -> tuple[str, ...]:
    """Cut a value of numbers and one host; when the host is not at the end, give the right order."""
    words = fields.words(text)
    hosts = [word for word in words if not fields.is_number(word)]
    if len(words) == count and len(hosts) == 1 and words[-1] != hosts[0]:
        meant = " ".join([word for word in words if word != hosts[0]] + hosts)
        first = FIELDS[type_].partition(" ")[0].lower()
        raise BadValue(f"The {first} goes first and the host last: {names.brief(meant)}", meant)
    return _cut(type_, text, count)


def _caa(text: str) -> str:
    parts = _CAA.fullmatch(text)
    if parts is None:
        raise _flagless(text)
    flags, tag, rest = parts.groups()
    return _checked("CAA", f"{number(flags, 'flags field', 255)} {_tag(tag)} {_caa_value(rest)}")


def _flagless(text: str) -> BadValue:
    """Say that a CAA value begins with a number, and give the whole value where the rest of it is one."""
    words = text.split(None, 2)
    if len(words) < 2 or fields.is_number(words[0]):
        return BadValue(f"A field is missing: {expected('CAA')}")
    swapped = fields.is_number(words[1])
    try:
        meant = _caa(" ".join((words[1], words[0], *words[2:])) if swapped else f"0 {text}")
    except BadValue as error:
        return error
    return BadValue(f"The flags go first: {names.brief(meant)}", meant)


def _tag(word: str) -> str:
    if not _TAG.fullmatch(word):
        raise BadValue(f"{names.brief(word)} is not a CAA tag: letters and digits, as in issue")
    return word


def _caa_value(rest: str) -> str:
    """Quote the value for the person: unquoted it is one word, and parameters behind a semicolon (RFC 8659, 4.2)."""
    if not rest:
        raise BadValue(f"The quoted value is missing: {expected('CAA')}")
    first, *more = rest.split()
    if more and not rest.startswith('"') and not first.endswith(";"):
        raise BadValue(f"{names.brief(more[0])} is one word too many: {expected('CAA')}")
    return _string("CAA", rest)


def _string(type_: str, word: str) -> str:
    """Quote a string for the person; the escapes in it stay as typed."""
    spelled = word if word.startswith('"') else f'"{word}"'
    strings = fields.strings(spelled)
    if len(strings) > 1:
        raise BadValue(f"{names.brief(word)} is not one string: {expected(type_)}")
    return spelled if spelled.isascii() and spelled.isprintable() else fields.quoted(strings[0])


def _naptr(text: str) -> str:
    words = fields.words(text)
    _count("NAPTR", words, 6)
    order, preference = number(words[0], "order"), number(words[1], "preference")
    flags, service, regexp = (_string("NAPTR", word) for word in words[2:5])
    replacement = host(words[5], root=True)
    if regexp != '""' and replacement != ".":  # RFC 3403, section 4.1
        raise BadValue('NAPTR takes a regexp or a replacement, not both: write "" for the one or . for the other')
    return _checked("NAPTR", f"{order} {preference} {flags} {service} {regexp} {replacement}")


def _soa(text: str) -> str:
    server, mailbox, *timers = _cut("SOA", text, 7)
    person, at, domain = mailbox.partition("@")
    if at and not person.endswith("\\"):
        spelled = person.replace(".", "\\.") + "." + domain  # RFC 1035, section 8
        meant = " ".join((server, spelled, *timers))
        raise BadValue(f"A mailbox is written with a dot for its @: {names.brief(spelled)}", meant)
    what = ("serial", "refresh time", "retry time", "expiry time", "minimum TTL")
    numbers = (number(word, name, 2**32 - 1) for word, name in zip(timers, what, strict=True))
    return " ".join((host(server), host(mailbox, root=True), *numbers))


def _service(type_: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        priority, target, *params = _cut(type_, text, 2, more=True)
        return _checked(type_, " ".join((number(priority, "priority"), host(target, root=True), *params)))

    return read


def _digest(type_: str, *what: tuple[str, int]) -> Callable[[str], str]:
    """Numbers, then hexadecimal digits that may be typed in pieces. what: each number's name and limit."""

    def read(text: str) -> str:
        words = _cut(type_, text, len(what) + 1, more=True)
        numbers = [number(word, name, most) for word, (name, most) in zip(words, what, strict=False)]
        digits = "".join(words[len(what) :])
        if not _HEX.fullmatch(digits):
            raise BadValue(f"{names.brief(digits)} is not hexadecimal, two of 0-9 a-f for each byte: {expected(type_)}")
        return _checked(type_, " ".join((*numbers, digits)))

    return read


def _text(text: str) -> str:
    """Strings in double quotes stay strings of their own; bare text is one value, quoted for the person."""
    strings = fields.strings(text) if text.startswith('"') else (fields.utf8(text),)
    return " ".join(map(fields.split, strings))


def _cut(type_: str, text: str, count: int, *, more: bool = False) -> tuple[str, ...]:
    """Cut a value into its fields. more: words may follow the last one that is needed.

    dnspython would take parentheses and comments out without a word, so they are refused here.
    """
    stray = fields.stray(text)
    if stray:
        raise BadValue(f"{stray} has no place here: {expected(type_)}")
    words = fields.words(text)
    _count(type_, words, count, more=more)
    return words


def _count(type_: str, words: tuple[str, ...], count: int, *, more: bool = False) -> None:
    if len(words) < count:
        raise BadValue(f"A field is missing: {expected(type_)}")
    if len(words) > count and not more:
        raise BadValue(f"{names.brief(words[count])} is one word too many: {expected(type_)}")


def _checked(type_: str, value: str) -> str:
    """Let dnspython have the last word on a value."""
    try:
        dns.rdata.from_text(dns.rdataclass.IN, type_, value, relativize=False)
    except (dns.exception.DNSException, ValueError) as error:
        reason = names.brief(str(error).rstrip("."), 200)
        raise BadValue(f"{names.brief(value)} is no {type_} value ({reason}): {expected(type_)}") from error
    return value


_BYTE: Final = 255

READERS: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        "A": _a,
        "AAAA": _aaaa,
        "CAA": _caa,
        "CNAME": _one_host("CNAME"),
        "DS": _digest("DS", ("key tag", 65535), ("algorithm number", _BYTE), ("digest type", _BYTE)),
        "HTTPS": _service("HTTPS"),
        "MX": _mx,
        "NAPTR": _naptr,
        "NS": _one_host("NS"),
        "PTR": _one_host("PTR"),
        "SOA": _soa,
        "SPF": _text,
        "SRV": _srv,
        "SSHFP": _digest("SSHFP", ("algorithm number", _BYTE), ("hash type", _BYTE)),
        "SVCB": _service("SVCB"),
        "TLSA": _digest("TLSA", ("usage", _BYTE), ("selector", _BYTE), ("matching type", _BYTE)),
        "TXT": _text,
    }
)
"""Each type's reader: one value as typed, without outer blanks, to the text to send. Raises BadValue."""
