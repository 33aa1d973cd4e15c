"""Values as typed become values as sent: each is read, and what is wrong with it noted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from commands.language import instances
from commands.language.grammar import Role
from commands.language.reading import Edit, Reading, looks_like_ttl
from commands.model import names, values
from commands.model.records import Type

_ONE_VALUE: Final = frozenset({Type.CNAME, Type.SOA})
# Who types an address where a host name is due, or the other way round, has mostly mistaken the type.
_MISTAKEN: Final = (Type.A, Type.AAAA, Type.CNAME)
FIXED: Final = {Type.MX: 2, Type.SRV: 4, Type.CAA: 3, Type.SSHFP: 3, Type.TLSA: 4, Type.DS: 4, Type.NAPTR: 6}


@dataclass(frozen=True, slots=True)
class Said:
    """One value as typed, and where."""

    text: str
    start: int
    end: int


def accepted(type_: Type, text: str) -> bool:
    """Whether the text is a whole value of the type."""
    try:
        values.read(type_, text)
    except values.BadValue:
        return False
    return True


def read(reading: Reading, type_: Type, said: list[Said]) -> tuple[str, ...]:
    """The values in the text to send; faulty ones are noted and left out."""
    if said:
        reading.mark("values", said[0].start, said[-1].end)
    found = [(_one(reading, type_, each), each) for each in said]
    good = [(value, each) for value, each in found if value]
    _refuse_doubles(reading, type_, good)
    if type_ in _ONE_VALUE and len(said) > 1:
        reading.fault(f"A {type_} has one value; this is another", said[1].start, said[-1].end)
    return tuple(value for value, _ in good)


def _one(reading: Reading, type_: Type, said: Said) -> str:
    if reading.full:
        return ""
    try:
        if instance := instances.read(type_, said.text):
            reading.mark(instance, said.start, said.end)
        return instance or values.read(type_, said.text)
    except values.BadValue as bad:
        reading.fault(str(bad), said.start, said.end, *_mended(reading, type_, said, bad.correction))
        return ""


def _mended(reading: Reading, type_: Type, said: Said, correction: str) -> Iterable[Edit]:
    """What was probably meant: another spelling, another type, or a comma between two values."""
    if correction:
        return (Edit(said.start, said.end, correction),)
    if looks_like_ttl(said.text) and (comma := reading.text[: said.start].rstrip()).endswith(","):
        return (Edit(len(comma) - 1, len(comma), ""),) if type_ not in FIXED else ()
    if looks_like_ttl(said.text) and reading.text[said.end :].strip():  # a TTL goes behind the values
        return Edit(said.start, said.end + 1, ""), Edit(len(reading.text), len(reading.text), f" {said.text}")
    place = reading.first(Role.TYPE)
    others = [other for other in _MISTAKEN if type_ in _MISTAKEN and accepted(other, said.text)]
    if others and place:
        return (Edit(place.start, place.end, others[0]),)
    return _commas(type_, said)


def _commas(type_: Type, said: Said) -> Iterable[Edit]:
    size, words = FIXED.get(type_, 0), said.text.split()
    if not size or len(words) == size or len(words) % size:
        return ()
    parts = [" ".join(words[at : at + size]) for at in range(0, len(words), size)]
    return (Edit(said.start, said.end, ", ".join(parts)),) if all(accepted(type_, part) for part in parts) else ()


def _refuse_doubles(reading: Reading, type_: Type, good: list[tuple[str, Said]]) -> None:
    """Note each value that was said before, whatever its spelling."""
    seen: dict[str, str] = {}
    for (value, said), before in zip(good, [None, *good], strict=False):
        if reading.full:
            return
        key = value if value.startswith('"') else value.lower().rstrip(".")
        first = seen.setdefault(key, value)
        if before and first is not value and values.same(type_, [first], [value]):
            gone = Edit(before[1].end, said.end, "")
            reading.fault(f"{names.brief(values.readable(type_, value))} is there twice", said.start, said.end, gone)
