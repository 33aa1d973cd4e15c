"""Readers of the verbs that bring back what was."""

import re
from typing import Final

from commands.language import moments, options, rules, verbs
from commands.language import reading as reads
from commands.language.grammar import Piece, Role
from commands.language.readers import sentence
from commands.language.reading import Edit, Reading
from commands.language.verbs import Verb
from commands.model import names

_AT: Final = re.compile(r"at|to", re.IGNORECASE)


def undo(reading: Reading) -> Verb:
    """Undo [CHANGE]."""
    piece = reading.first(Role.TARGET)
    sentence.closed(reading, piece)
    options.options(reading)
    return verbs.Undo(reads.change(reading, piece))


def restore(reading: Reading) -> Verb:
    """Restore NAME at TIME|CHANGE."""
    piece = reading.first(Role.NAME)
    words = [word for word in reading.behind(Role.NAME) if word.role in (Role.WORD, Role.QUOTED)]
    commas = [comma for comma in reading.pieces if comma.role is Role.COMMA]
    given = options.options(reading, Role.ZONE)
    sentence.closed(reading, piece, *words, *commas)
    name = rules.named(reading, piece, None)
    return verbs.Restore(name, _moment(reading, piece, words), options.zone(reading, given))


def _moment(reading: Reading, name: Piece | None, words: list[Piece]) -> str:
    """The moment behind `at`; empty where there is none, or a faulty one."""
    said = words[1:] if words and _AT.fullmatch(words[0].text) else words
    if not said:
        if name is not None:
            message = f"{reading.verb} needs {moments.EXPECTED} here, as in: restore www at yesterday 14:00"
            reading.fault(message, len(reading.text), len(reading.text))
        return ""
    start, end = said[0].start, said[-1].end
    reading.mark("at", start, end)
    try:
        moment = moments.normal(" ".join(map(reads.word, said)))
    except moments.BadMoment as bad:
        reading.fault(f"{names.brief(reading.text[start:end])}: {bad}", start, end)
        return ""
    if said is words:
        reading.fault("The time, or the change, goes behind at", start, end, Edit(start, start, "at "))
    return moment


def restore_zone(reading: Reading) -> Verb:
    """Zone restore ID|NAME."""
    return verbs.RestoreZone(sentence.only_target(reading))
