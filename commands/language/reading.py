"""One command while it is read: its pieces, what stands where, and every fault found on the way."""

import re
from dataclasses import dataclass, field
from typing import Final

import dns.exception
import dns.ttl

from commands.errors import Fault
from commands.language import spelling, text
from commands.language.grammar import Piece, Role
from commands.language.guesses import nearest
from commands.model import names
from commands.model.records import Type

_LONGEST_TTL: Final = 2**31 - 1  # Route 53 API reference, ResourceRecordSet
_MOST_DIGITS: Final = 10
MOST_NOTES: Final = 20
_SECONDS: Final = re.compile(r"[0-9]+|(?:[0-9]+[smhdw])+", re.IGNORECASE | re.ASCII)
_BARE_ID: Final = re.compile(r"(?:/hostedzone/)?(Z[A-Z0-9]{8,31})", re.ASCII)
_ADDRESS: Final = re.compile(r"[0-9]+(?:\.[0-9]+){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*")
_CHANGE: Final = re.compile(r"[A-Za-z0-9/][\w./-]*", re.ASCII)
_PATH_ID: Final = re.compile(r"/hostedzone/\w+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the command, and what should stand there instead."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Note:
    """A fault, and the edits that would mend it; none where that cannot be known."""

    fault: Fault
    edits: tuple[Edit, ...] = ()


@dataclass(slots=True)
class Reading:
    """One command while it is read.

    text:  the command, cleaned.
    verb:  the verb it is read as; zone create and zone delete are verbs of their own.
    spans: what stands where, by the verb's fields.
    said:  names, zones and the type in their normal form, by the same fields; only what is not faulty.
    """

    text: str
    verb: str
    pieces: list[Piece]
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    def fault(self, message: str, start: int, end: int, *edits: Edit) -> None:
        """Note what is wrong between two places, and what would mend it; more than fit an answer are not kept."""
        if not self.full:
            self.notes.append(Note(Fault(message, start, end), edits))

    @property
    def full(self) -> bool:
        """Whether so much is wrong that nothing more needs to be looked at."""
        return len(self.notes) >= MOST_NOTES

    def wrong(self, message: str, piece: Piece, new: str = "") -> None:
        """Note what is wrong with one piece. new: what was probably meant, where that can be known."""
        edits = (Edit(piece.start, piece.end, new),) if new else ()
        self.fault(message, piece.start, piece.end, *edits)

    def first(self, *roles: Role) -> Piece | None:
        """The first piece in one of these roles."""
        return next((piece for piece in self.pieces if piece.role in roles), None)

    def behind(self, *roles: Role) -> list[Piece]:
        """The pieces behind the last one in one of these roles."""
        last = max((at for at, piece in enumerate(self.pieces) if piece.role in roles), default=0)
        return self.pieces[last + 1 :]

    def mark(self, name: str, start: int, end: int) -> None:
        """Remember where a field of the verb stands."""
        self.spans[name] = (start, end)


def word(piece: Piece) -> str:
    """A piece's word without quotes or emphasis around it."""
    return text.unmarked(spelling.inner(piece.text))


def name(reading: Reading, piece: Piece | None, span: str = "name") -> str:
    """A record's name in its normal form; empty where there is none, or a faulty one."""
    if piece is None:
        return ""
    reading.mark(span, piece.start, piece.end)
    said = re.sub(r"(?<!\\),$", "", word(piece))
    if "," in said.replace("\\,", ""):
        reading.wrong(f"{names.brief(said)} is not one name: write a line for each", piece)
        return ""
    return typed(reading, said, piece, span)


def address(said: str) -> str:
    """The reverse name of an IP address; empty for any other word."""
    if not _ADDRESS.fullmatch(said):
        return ""
    try:
        return names.reverse(said)
    except names.BadName:
        return ""


def target(reading: Reading, piece: Piece | None, span: str = "target") -> str:
    """A zone's id as it is, or a name in its normal form; empty where there is none, or a faulty one."""
    if piece is None:
        return ""
    reading.mark(span, piece.start, piece.end)
    said = word(piece)
    bare = _BARE_ID.fullmatch(said)
    if bare or _PATH_ID.fullmatch(said):
        reading.said[span] = bare[1] if bare else said
        return reading.said[span]
    return typed(reading, said, piece, span)


def change(reading: Reading, piece: Piece | None) -> str:
    """A change's id, ours or Route 53's; empty where there is none, or a faulty one."""
    if piece is None:
        return ""
    reading.mark("change", piece.start, piece.end)
    said = word(piece)
    if not _CHANGE.fullmatch(said):
        reading.wrong(f"{names.brief(said)} is not a change's id", piece)
        return ""
    return said


def type_(reading: Reading, piece: Piece | None) -> Type | None:
    """A record type; for an unknown one, which is noted, the nearest; None where there is none."""
    if piece is None:
        return None
    reading.mark("type", piece.start, piece.end)
    said = word(piece).removesuffix(",")
    known = Type.__members__.get(said.upper())
    if known is None:
        meant = nearest(said, Type)
        hint = f"did you mean {meant}?" if meant else f"the types are {', '.join(Type)}"
        reading.wrong(f"{names.brief(said)} is not a record type; {hint}", piece, meant)
        return Type(meant) if meant else None
    reading.said["type"] = known
    return known


def looks_like_ttl(said: str) -> bool:
    """Whether a word is a number of seconds, or a time such as 5m, 1h30m, 1d."""
    return _SECONDS.fullmatch(said.removeprefix("-")) is not None


def seconds(reading: Reading, said: str, start: int, end: int) -> int | None:
    """A TTL in seconds; None for what is none, which is noted."""
    reading.mark("ttl", start, end)
    try:
        found = dns.ttl.from_text(said) if len(said) <= 2 * _MOST_DIGITS and said.isascii() else -1
    except (dns.exception.DNSException, ValueError):
        found = -1
    if 0 <= found <= _LONGEST_TTL and looks_like_ttl(said):
        return found
    if looks_like_ttl(said):
        reading.fault(f"{names.brief(said)} is out of range: a TTL is from 0 to {_LONGEST_TTL} seconds", start, end)
    else:
        given = f"{names.brief(said)} is not a TTL" if said else "The TTL is missing"
        reading.fault(f"{given}: give seconds, or a time such as 5m, 1h or 1d", start, end)
    return None


def typed(reading: Reading, said: str, piece: Piece, field: str) -> str:
    """A name in its normal form, as one of the verb's fields; empty for a faulty one, which is noted."""
    try:
        reading.said[field] = names.typed(said)
    except names.BadName as bad:
        reading.wrong(str(bad), piece, bad.correction)
        return ""
    return reading.said[field]
