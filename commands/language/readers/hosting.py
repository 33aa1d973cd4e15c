"""Readers of the verbs about EC2 and about hosts."""

from typing import Final

from commands.language import reading as reads
from commands.language import verbs
from commands.language.grammar import Piece, Role
from commands.language.guesses import nearest
from commands.language.readers import sentence
from commands.language.reading import Edit, Reading
from commands.language.verbs import Verb
from commands.model import names
from commands.model.resolvers import OTHER_WORDS, SYSTEMS

_CHECK: Final = ("check", "audit", "scan", "verify")


def check_instances(reading: Reading) -> Verb | None:
    """Ec2 check [ZONE]."""
    piece, verb = reading.first(Role.TARGET), reading.first(Role.VERB)
    if piece and verb and " " not in verb.text and nearest(reads.word(piece), _CHECK):
        message = f"{names.brief(reads.word(piece))} does not follow ec2; did you mean ec2 check?"
        reading.wrong(message, piece, "check")
        return None
    return verbs.CheckInstances(sentence.only_target(reading))


def resolver(reading: Reading) -> Verb | None:
    """Resolver ZONE [SYSTEM]."""
    piece, said = reading.first(Role.TARGET), reading.first(Role.SYSTEM)
    if piece and _known(piece) and (said is None or not _known(said)):
        _note_order(reading, piece, said)
        return None
    system = _system(reading, said)
    reading.pieces = [one for one in reading.pieces if one is not said]
    return verbs.ShowResolver(sentence.only_target(reading), system)


def _known(piece: Piece) -> str:
    """The system that a word is, in any case; empty for any other word."""
    word = reads.word(piece).lower()
    known = OTHER_WORDS.get(word, word)
    return known if known in SYSTEMS else ""


def _system(reading: Reading, piece: Piece | None) -> str:
    """A system; one that is not known is noted."""
    if piece is None or (known := _known(piece)):
        return known if piece else ""
    word = reads.word(piece)
    meant = nearest(word, (*SYSTEMS, *OTHER_WORDS))
    hint = f"did you mean {meant}?" if meant else f"the systems are {', '.join(SYSTEMS)}"
    reading.wrong(f"{names.brief(word)} is not a system; {hint}", piece, meant)
    return ""


def _note_order(reading: Reading, system: Piece, zone: Piece | None) -> None:
    """The zone goes first: behind the system, or missing."""
    if zone is None:
        example = f"{reading.verb} example.com {_known(system)}"
        reading.fault(f"{reading.verb} needs a zone's name or id here, as in: {example}", system.start, system.start)
        return
    edit = Edit(system.start, zone.end, f"{zone.text} {system.text}")
    reading.fault("The zone goes first, then the system", system.start, zone.end, edit)
