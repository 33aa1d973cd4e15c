"""Where a record type should stand and does not: what was probably meant."""

from typing import Final

from commands.language import reading as reads
from commands.language import strays
from commands.language.grammar import Piece, Role
from commands.language.instances import reference
from commands.language.reading import Edit, Reading
from commands.language.valued import accepted
from commands.model import names
from commands.model.records import Type

# Which type a lone value tells of; in this order, for a host name is the least telling.
_TELLING: Final = (Type.A, Type.AAAA, Type.CNAME)


def type_(reading: Reading, name: Piece | None) -> Type | None:
    """The record type; where it is none, the fault says where the type is or which one is missing."""
    piece = reading.first(Role.TYPE)
    if piece is None or known(piece):
        return reads.type_(reading, piece)
    if piece.text.startswith("-") and strays.unknown_option(reading, piece):
        return None
    if name is not None and (swapped := known(name)):
        edit = Edit(name.start, piece.end, f"{reading.text[piece.start : piece.end]} {swapped}")
        reading.fault("The name goes first, then the type", name.start, piece.end, edit)
    elif later := next((other for other in _words(reading) if known(other)), None):
        _note_later(reading, piece, later)
    elif missing := _taker(reads.word(piece).removesuffix(",")):
        said = names.brief(reads.word(piece))
        message = f"A record type is expected before {said}; {missing} is the one that takes it"
        reading.fault(message, piece.start, piece.end, Edit(piece.start, piece.start, f"{missing} "))
    else:
        return reads.type_(reading, piece)
    return None


def known(piece: Piece) -> Type | None:
    """The type that a word is, in any case."""
    return Type.__members__.get(reads.word(piece).removesuffix(",").upper())


def _taker(word: str) -> Type | None:
    """The type that takes a lone value: of an instance its name, which is its address inside and outside."""
    if reference(word):
        return Type.CNAME
    return next((each for each in _TELLING if accepted(each, word)), None)


def _words(reading: Reading) -> list[Piece]:
    return [piece for piece in reading.behind(Role.TYPE) if piece.role is Role.WORD]


def _note_later(reading: Reading, piece: Piece, later: Piece) -> None:
    """The type stands behind what belongs behind it, as in a zone file (www 300 IN A) or by mistake."""
    between = [word for word in reading.text[piece.start : later.start].split() if word.upper() != "IN"]
    behind = reading.text[later.end :].strip()
    moved = " ".join(filter(None, (reads.word(later), behind, *between)))
    said = names.brief(reads.word(piece))
    message = f"{said} is not a record type; the type {reads.word(later)} goes right behind the name"
    reading.fault(message, piece.start, piece.end, Edit(piece.start, len(reading.text), moved))
