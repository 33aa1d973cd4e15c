"""Readers of the verbs about who may do what, and when."""

import re
from typing import Final

import dns.exception
import dns.ttl

from commands.language import misplaced, options, rules, spelling, usage, verbs
from commands.language import reading as reads
from commands.language.grammar import Piece, Role
from commands.language.guesses import nearest
from commands.language.readers import sentence
from commands.language.reading import Edit, Reading
from commands.language.verbs import Verb
from commands.model import names

_LONGEST: Final = 30 * 86_400
_LONGEST_REASON: Final = 200

# As people write a duration in words; its unit begins with the letter that we read.
_SPOKEN: Final = re.compile(
    r"(\d{1,7}) ?(?:(s)ec(?:ond)?s?|(m)in(?:ute)?s?|(h)(?:(?:ou)?rs?)?|(d)(?:ays?)?|(w)(?:eeks?)?|([sm]))", re.ASCII
)


def whoami(reading: Reading) -> Verb:
    """Whoami."""
    sentence.closed(reading)
    options.options(reading)
    return verbs.WhoAmI()


def can(reading: Reading) -> Verb:
    """Can VERB NAME [TYPE]."""
    said, piece, type_piece = reading.first(Role.TARGET), reading.first(Role.NAME), reading.first(Role.TYPE)
    verb = _verb(reading, said) if said else ""
    type_ = misplaced.type_(reading, piece)
    given = options.options(reading, Role.ZONE)
    sentence.closed(reading, said, piece, type_piece)
    return verbs.Can(verb, rules.named(reading, piece, type_), type_, options.zone(reading, given))


def _verb(reading: Reading, piece: Piece) -> str:
    word = " ".join(reads.word(piece).lower().split())
    known = verbs.WORDS.get(word, word)
    if known in usage.topics():
        return known
    meant = nearest(word, (*usage.topics(), *verbs.WORDS))
    hint = f"did you mean {meant}?" if meant else f"the verbs are {', '.join(usage.topics())}"
    reading.wrong(f"{names.brief(piece.text)} is not a verb; {hint}", piece, meant)
    return ""


def freeze(reading: Reading) -> Verb:
    """Freeze ZONE DURATION "REASON"."""
    piece, length = reading.first(Role.TARGET), reading.first(Role.GLOB)
    options.options(reading)
    unit = _apart(reading, length) if length else None
    seconds = _duration(reading, length, unit) if length else 0
    reason = _reason(reading, unit or length) if length else ""
    return verbs.Freeze(reads.target(reading, piece), seconds, reason)


def _apart(reading: Reading, length: Piece) -> Piece | None:
    """The unit of a duration, where it stands as a word of its own behind the number: `4 hours`."""
    behind = [piece for piece in reading.pieces if piece.start > length.start and piece.role is not Role.GAP]
    if not behind or behind[0].role is Role.QUOTED:
        return None
    return behind[0] if _spoken(f"{length.text} {behind[0].text}") else None


def _spoken(text: str) -> str:
    """A duration in words as we read it; empty where it is none."""
    found = _SPOKEN.fullmatch(text.lower())
    return found[1] + "".join(filter(None, found.groups()[1:])) if found else ""


def _duration(reading: Reading, piece: Piece, unit: Piece | None) -> int:
    said = reads.word(piece).lower()
    if unit:
        meant = _spoken(f"{piece.text} {unit.text}")
        reading.fault("A duration is one word", piece.start, unit.end, Edit(piece.start, unit.end, meant))
        return 0
    try:
        seconds = dns.ttl.from_text(said) if reads.looks_like_ttl(said) and len(said) < 20 else 0
    except (dns.exception.DNSException, ValueError):
        seconds = 0
    if not 0 < seconds <= _LONGEST:
        reading.wrong(
            f"{names.brief(said)} is not a duration: write it as 30m, 4h or 2d, 30d at most", piece, _spoken(said)
        )
    return seconds


def _reason(reading: Reading, length: Piece) -> str:
    """The words behind the duration: in quotes, or with the line that puts them there."""
    behind = [piece for piece in reading.pieces if piece.start > length.start and piece.role is not Role.GAP]
    quoted = [piece for piece in behind if piece.role is Role.QUOTED]
    if len(behind) == 1 and quoted:
        reason = spelling.unquoted(quoted[0].text)
        if len(reason) > _LONGEST_REASON or not reason.strip():
            reading.wrong(f"The reason has 1 to {_LONGEST_REASON} characters", quoted[0])
        return reason
    if not behind:
        message = 'The reason is missing: write it in quotes, as in "incident 4711"'
        reading.fault(message, len(reading.text), len(reading.text))
        return ""
    start, end = behind[0].start, behind[-1].end
    said = reading.text[start:end].replace('"', "")
    reading.fault("The reason stands in quotes", start, end, Edit(start, end, spelling.quoted(said)))
    return said


def thaw(reading: Reading) -> Verb:
    """Thaw ZONE."""
    return verbs.Thaw(sentence.only_target(reading))
