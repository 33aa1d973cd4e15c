"""What the readers of several verbs share."""

import re
from typing import Final

from commands.language import options, spelling, strays, usage
from commands.language import reading as reads
from commands.language.grammar import OPTIONS, Piece, Role
from commands.language.reading import Reading
from commands.model import names

_PATTERN: Final = re.compile(r"[^\s\"'\\,`]+")


def only_target(reading: Reading) -> str:
    """The one word behind the verb: a zone's id, or a name."""
    piece = reading.first(Role.TARGET)
    closed(reading, piece)
    options.options(reading)
    return reads.target(reading, piece)


def glob(reading: Reading, piece: Piece | None) -> str:
    """A pattern in lower case; empty where there is none."""
    if piece is None:
        return ""
    pattern = spelling.inner(piece.text).lower()
    if not _PATTERN.fullmatch(pattern):
        reading.wrong(f"{names.brief(pattern)} is not a pattern: write it as *db*", piece)
    return pattern


def closed(reading: Reading, *used: Piece | None) -> None:
    """Note the words that the verb has no use for."""
    known = {piece.start for piece in used if piece is not None}
    silent = (Role.VERB, Role.GAP, *OPTIONS)
    extra = [piece for piece in reading.pieces if piece.role not in silent and piece.start not in known]
    extra = [piece for piece in extra if not strays.unknown_option(reading, piece)]
    if extra:
        start, end = extra[0].start, extra[-1].end
        said = names.brief(reading.text[start:end])
        message = f"{said} is more than {reading.verb} takes: {usage.topic(reading.verb).line}"
        reading.fault(message, start, end)
