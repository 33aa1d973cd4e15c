"""Readers of the verbs about zones."""

from typing import Final

from commands.language import options, verbs
from commands.language import reading as reads
from commands.language.grammar import Role
from commands.language.guesses import nearest
from commands.language.readers import sentence
from commands.language.reading import Reading
from commands.language.verbs import Verb
from commands.model import names

_LONGEST_COMMENT: Final = 256  # Route 53 API reference, HostedZoneConfig
_SECOND_WORDS: Final = {
    "create": "create",
    "add": "create",
    "new": "create",
    "make": "create",
    "delete": "delete",
    "del": "delete",
    "remove": "delete",
    "rm": "delete",
    "restore": "restore",
    "undelete": "restore",
}


def zone(reading: Reading) -> Verb | None:
    """Zone NAME|ID."""
    piece = reading.first(Role.TARGET)
    meant = nearest(reads.word(piece), _SECOND_WORDS) if piece and reading.behind(Role.TARGET) else ""
    if piece and meant:
        verb = _SECOND_WORDS[meant]
        message = f"{names.brief(reads.word(piece))} does not follow zone; did you mean zone {verb}?"
        reading.wrong(message, piece, verb)
        return None
    return verbs.ShowZone(sentence.only_target(reading))


def create_zone(reading: Reading) -> Verb:
    """Zone create NAME [comment …]."""
    piece = reading.first(Role.NAME)
    name = reads.name(reading, piece)
    if piece and name[:1] in ("*", "@"):
        reading.wrong(f"{name} cannot be a zone: write a zone's name in full, as in example.com", piece)
    sentence.closed(reading, piece)
    given = options.options(reading, Role.COMMENT)
    comment = options.comment(reading, given)
    if len(comment) > _LONGEST_COMMENT:
        reading.wrong(f"The comment is longer than the {_LONGEST_COMMENT} characters it may have", given[Role.COMMENT])
    return verbs.CreateZone(name, comment)


def delete_zone(reading: Reading) -> Verb:
    """Zone delete NAME|ID."""
    return verbs.DeleteZone(sentence.only_target(reading))
