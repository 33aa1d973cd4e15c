"""Readers of the verbs that only look."""

import re
from typing import Final

from commands.language import boto, misplaced, options, rules, strays, usage, verbs
from commands.language import reading as reads
from commands.language.grammar import Piece, Role
from commands.language.guesses import nearest
from commands.language.readers import sentence
from commands.language.reading import Edit, Reading
from commands.language.verbs import Verb
from commands.model import names
from commands.model.records import Type

# A Slack user, as `<@U123|bob>` arrives when its dressing is undone, or as the id that a profile shows.
_USER: Final = re.compile(r"@([UW][A-Z0-9]{2,})|([UW][0-9][A-Z0-9]{2,})", re.ASCII)


def help_with(reading: Reading) -> Verb:
    """What help is asked about."""
    asked = " ".join(reading.text.lower().split()[1:])
    known = verbs.WORDS.get(asked, asked)
    if known and known not in (*usage.topics(), *boto.LINES):
        meant = nearest(known, (*usage.topics(), *verbs.WORDS, *boto.LINES))
        hint = f"; did you mean {meant}?" if meant else f"; the verbs are {', '.join(usage.topics())}"
        start = len(reading.text) - len(reading.text.split(maxsplit=1)[1])
        edits = (Edit(start, len(reading.text), meant),) if meant else ()
        reading.fault(f"{names.brief(asked)} is not a verb{hint}", start, len(reading.text), *edits)
    return verbs.Help(known)


def zones(reading: Reading) -> Verb | None:
    """Zones [GLOB]."""
    pattern = reading.first(Role.GLOB, Role.TARGET)
    if pattern and strays.unknown_option(reading, pattern):
        return None
    sentence.closed(reading, pattern)
    options.options(reading)
    return verbs.ListZones(sentence.glob(reading, pattern))


def list_records(reading: Reading) -> Verb:
    """The words behind list, in any order; a second plain word is a pattern too."""
    given = options.options(reading, Role.ZONE)
    reading.pieces = [piece for piece in reading.pieces if not strays.unknown_option(reading, piece)]
    type_, pattern = reading.first(Role.TYPE), reading.first(Role.GLOB)
    words = [piece for piece in reading.pieces if piece.role in (Role.TARGET, Role.TYPE) and piece is not type_]
    zone = None if Role.ZONE in given or not words else words.pop(0)
    if type_ is None and (meant := next((piece for piece in [*words, zone] if piece and _like_a_type(piece)), None)):
        type_, words = meant, [piece for piece in words if piece is not meant]
        zone = None if zone is meant else zone
    if pattern is None and words:
        pattern = words.pop(0)
    sentence.closed(reading, type_, pattern, zone)
    target = reads.target(reading, zone or options.value(given.get(Role.ZONE)))
    return verbs.ListRecords(
        "" if target == "@" else target, reads.type_(reading, type_), sentence.glob(reading, pattern)
    )


def _like_a_type(piece: Piece) -> bool:
    """Whether a plain word is a mistyped type: in capitals, as types are written, and near to one."""
    return piece.text.isalpha() and piece.text.isupper() and bool(nearest(piece.text, Type))


def get(reading: Reading) -> Verb:
    """Get NAME [TYPE]."""
    piece = reading.first(Role.ID, Role.NAME)
    said = reading.first(Role.TYPE)
    type_ = misplaced.type_(reading, piece)
    given = options.options(reading, Role.ZONE)
    if piece is not None and piece.role is Role.ID:
        if Role.ZONE in given:
            reading.wrong("Two zones are given: the one that get begins with, and this", given[Role.ZONE])
        return _in_zone(reading, piece, said, type_)
    sentence.closed(reading, piece, said)
    return verbs.Get(rules.named(reading, piece, type_), type_, options.zone(reading, given))


def _in_zone(reading: Reading, zone: Piece, said: Piece | None, type_: Type | None) -> Verb:
    """Get ZONEID [TYPE] [NAME] [MAXITEMS], as boto's; a name's records are few, and a listing ends where it is full."""
    words = [piece for piece in reading.behind(Role.TYPE) if piece.role is Role.WORD] if said else []
    most = next((word for word in words[1:2] if reads.word(word).isdecimal()), None)
    sentence.closed(reading, zone, said, *words[:1], most)
    if not words:
        return verbs.ListRecords(reads.target(reading, zone), type_)
    return verbs.Get(rules.named(reading, words[0], type_), type_, reads.target(reading, zone, "zone"))


def status(reading: Reading) -> Verb:
    """Status CHANGE."""
    piece = reading.first(Role.TARGET)
    sentence.closed(reading, piece)
    options.options(reading)
    return verbs.Status(reads.change(reading, piece))


def history(reading: Reading) -> Verb:
    """History [NAME|ZONE|@USER]."""
    piece = reading.first(Role.TARGET)
    sentence.closed(reading, piece)
    given = options.options(reading, Role.ZONE)
    user = _USER.fullmatch(reads.word(piece)) if piece else None
    if user:
        return verbs.History(user=user[1] or user[2])
    if piece and reads.word(piece).startswith("@") and len(reads.word(piece)) > 1:
        _note_unknown(reading, piece)
        return verbs.History()
    return verbs.History(reads.target(reading, piece or options.value(given.get(Role.ZONE))))


def _note_unknown(reading: Reading, piece: Piece) -> None:
    """Note a person's name without the id that Slack sends where it knows whom one means."""
    said = names.brief(reads.word(piece))
    how = "write the member id that their Slack profile shows, as in @U0123456789"
    reading.wrong(f"Slack sent no user id with {said}, and names change: {how}", piece)
