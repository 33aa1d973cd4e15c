"""The options of a command: ttl, zone and comment; those about routing and aliases are read in rooms of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from commands.language import reading as reads
from commands.language import spelling
from commands.language.grammar import KEYS, OPTIONS, Piece, Role
from commands.language.reading import Edit, Reading
from commands.language.text import unmarked
from commands.model import names

_CALLED: Final[Mapping[Role, str]] = {
    **{role: f"{key}=" for key, role in KEYS.items()},
    Role.TTL: "TTL",
    Role.ZONE: "zone=",
    Role.COMMENT: "comment",
    Role.MULTIVALUE: "multivalue",
}
"""What a person calls each option."""

Options = Mapping[Role, Piece]


def options(reading: Reading, *taken: Role, text: Iterable[Piece] = ()) -> Options:
    """The options that were given, each once; one the verb does not take, or a second one, is noted.

    text: pieces that look like options and are words of an unquoted text.
    """
    plain = {piece.start for piece in text}
    found: dict[Role, Piece] = {}
    for piece in reading.pieces:
        if piece.role not in OPTIONS or piece.start in plain:
            continue
        if piece.role not in taken:
            _drop(reading, piece, f"{reading.verb} takes no {_called(piece.role)}")
        elif piece.role in found:
            _drop(reading, piece, f"{_called(piece.role)} is given twice")
        else:
            found[piece.role] = piece
    return found


def ttl(reading: Reading, given: Options, word: Piece | None) -> int | None:
    """The TTL in seconds, of the option or of the last word; None where none was given, or a faulty one."""
    piece = given.get(Role.TTL, word)
    if piece is None:
        return None
    if not piece.text:
        _drop(reading, piece, "The TTL is missing: give seconds, or a time such as 5m, 1h or 1d")
        return None
    return reads.seconds(reading, unmarked(spelling.inner(piece.text)), piece.start, piece.end)


def zone(reading: Reading, given: Options) -> str:
    """The zone to look in: an id, or a name in its normal form; empty where none was given."""
    return reads.target(reading, value(given.get(Role.ZONE)), "zone")


def comment(reading: Reading, given: Options) -> str:
    """The comment as it was meant; empty where none was given."""
    piece = given.get(Role.COMMENT)
    if piece is None:
        return ""
    reading.mark("comment", piece.start, piece.end)
    if not piece.text:
        reading.wrong('The comment is missing: write it as comment "…"', piece)
    return spelling.unquoted(piece.text)


def called(role: Role) -> str:
    """What a person calls an option."""
    return _CALLED[role]


def value(option: Piece | None) -> Piece | None:
    """What was given to an option, at its own place, without the key."""
    if option is None:
        return None
    return replace(option, start=option.end - len(option.text))


def _called(role: Role) -> str:
    return _CALLED.get(role, f"{role}=")


def _drop(reading: Reading, piece: Piece, message: str) -> None:
    before = len(reading.text[: piece.start].rstrip())
    said = "" if piece.text == "" else f": {names.brief(reading.text[piece.start : piece.end])}"
    reading.fault(f"{message}{said}", piece.start, piece.end, Edit(before, piece.end, ""))
