"""Words among the values that are none: remarks, unknown options, text outside its quotes."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from commands.language import habits, spelling
from commands.language.grammar import KEYS, Piece, Role
from commands.language.guesses import nearest
from commands.language.reading import Edit, Reading, looks_like_ttl
from commands.language.valued import Said, accepted
from commands.model import names
from commands.model.records import Type

_OPTION: Final = re.compile(r"(--?)([A-Za-z][\w-]*)(?:=(.*))?|()([A-Za-z][\w-]*)=(.*)", re.DOTALL | re.ASCII)
_DOUBLED: Final = re.compile(r'""((?:[^"\\]|\\.)++)""', re.DOTALL)
_KNOWN: Final = ("ttl", "zone", "comment", *KEYS)
# What AWS's console and other tools call them.
_ALSO: Final = {
    **dict.fromkeys(("identifier", "set-identifier", "setidentifier"), "id"),
    **dict.fromkeys(("country", "continent", "location", "geolocation"), "geo"),
    **dict.fromkeys(("health-check", "healthcheck", "health-check-id"), "health"),
    **dict.fromkeys(("evaluate-target-health", "target-health"), "evaluate"),
    **dict.fromkeys(("latency", "aws-region"), "region"),
    **dict.fromkeys(("hosted-zone-id", "alias-zone-id"), "zone-id"),
    "proximity": "near",
}
_FEW: Final = "the options are ttl=, zone= and comment"
_KEYED: Final = ", ".join(f"{key}=" for key in KEYS if key not in (Role.INTO, Role.MULTIVALUE))
_ALL: Final = f"the options are ttl=, zone=, comment, multivalue, {_KEYED}"
_SPOKEN: Final = frozenset({Role.NAME, Role.TARGET, Role.TYPE, Role.GLOB, Role.SYSTEM, Role.WORD})
_ROUTABLE: Final = frozenset({"add", "set", "delete"})
_REMARKABLE: Final = frozenset({"add", "set", "zone create"})


def without_remark(reading: Reading, words: list[Piece], first: int = 1) -> list[Piece]:
    """The words before a `# remark`, or before the word comment with no quotes behind it; both are noted.

    first: the first word that can be the word comment.
    """
    for at, piece in enumerate(words):
        if piece.role is Role.WORD and (piece.text[0] == "#" or (at >= first and piece.text.lower() == "comment")):
            _note_remark(reading, piece, words[-1].end)
            return words[:at]
    return words


def _note_remark(reading: Reading, piece: Piece, end: int) -> None:
    hashed = piece.text[0] == "#"
    remark = reading.text[piece.start if hashed else piece.end : end].lstrip("# ").replace('"', "'")
    said = f"comment {spelling.quoted(remark)}" if remark and reading.verb in _REMARKABLE else ""
    wrong = "# begins no remark here" if hashed else "The comment stands in no quotes"
    hint = ': write it as comment "…"' if reading.verb in _REMARKABLE else ""
    edits = (Edit(piece.start, end, said),) if said or reading.verb not in _REMARKABLE else ()
    reading.fault(wrong + hint, piece.start, end, *edits)


def without_options(reading: Reading, type_: Type, words: list[Piece]) -> list[Piece]:
    """The words without those that can only be mistyped options, which are noted."""
    spaced = {piece.start for pair in _spaced(reading, type_, words) for piece in pair}
    return [piece for piece in words if piece.start not in spaced and not _unknown_option(reading, type_, piece)]


def _spaced(reading: Reading, type_: Type, words: list[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Options said with a blank, `weight 5`, each with what was given to it; they are noted."""
    for piece, given in zip_longest(words, words[1:]):
        if piece.role is not Role.WORD or piece.text.lower() not in KEYS or accepted(type_, piece.text):
            continue
        behind = reading.text[piece.end :].lstrip()
        if not behind:
            continue
        message = f"{piece.text} takes what is given to it behind =, as in {piece.text.lower()}=…"
        reading.fault(message, piece.start, piece.end, Edit(piece.end, len(reading.text) - len(behind), "="))
        yield (piece,) if given is None or accepted(type_, given.text) else (piece, given)


def unknown_option(reading: Reading, piece: Piece) -> bool:
    """Note a word that looks like an option and is none; false for any other word."""
    found = _OPTION.fullmatch(piece.text) if piece.role in _SPOKEN else None
    if found is None:
        return False
    if habits.forced(found[2] or ""):
        _note_forced(reading, piece)
        return True
    dashes, key, given = (found[1], found[2], found[3]) if found[2] else ("", found[5], found[6])
    meant = nearest(key, (*_KNOWN, *_ALSO))
    meant = _ALSO.get(meant, meant)
    spelled = dashes + meant + (f"={given}" if given is not None else "")
    known = _ALL if reading.verb in _ROUTABLE else _FEW
    hint = f"; did you mean {meant}?" if meant else f"; {known}"
    reading.wrong(f"{names.brief(piece.text)} is not an option{hint}", piece, spelled if meant else "")
    return True


def _note_forced(reading: Reading, piece: Piece) -> None:
    """Note what stands, in other tools, for not being asked."""
    before = len(reading.text[: piece.start].rstrip())
    message = f"{names.brief(piece.text)} is not an option: the bot always asks before it takes something away"
    reading.fault(message, piece.start, piece.end, Edit(before, piece.end, ""))


def _unknown_option(reading: Reading, type_: Type, piece: Piece) -> bool:
    return (
        not reading.full
        and bool(_OPTION.fullmatch(piece.text))
        and not accepted(type_, piece.text)
        and unknown_option(reading, piece)
    )


def strings(reading: Reading, groups: list[list[Piece]]) -> list[Said]:
    """Quoted strings, each group one value; a word among them is noted."""
    found = []
    for group in groups:
        words = [piece for piece in group if piece.role is not Role.QUOTED]
        if group and not words:
            found.append(Said(" ".join(piece.text for piece in group), group[0].start, group[-1].end))
        elif words and not unknown_option(reading, words[0]):
            _note_bare(reading, group, words)
    return found


def _note_bare(reading: Reading, group: list[Piece], words: list[Piece]) -> None:
    """Note a word beside quoted strings: text without quotes, a TTL behind a comma, or a zone file's brackets."""
    start, end = group[0].start, group[-1].end
    if all(piece.text in ("(", ")") for piece in words):
        strings = " ".join(piece.text for piece in group if piece not in words)
        reading.fault("A value needs no brackets here", start, end, *([Edit(start, end, strings)] if strings else []))
        return
    if len(group) == 1 and looks_like_ttl(words[0].text):
        before = reading.text[:start].rstrip(", ")
        reading.fault(
            f"{words[0].text} is in no quotes; a TTL needs no comma", start, end, Edit(len(before), start, " ")
        )
        return
    if doubled := _DOUBLED.fullmatch(reading.text[start:end]):
        edit = Edit(start, end, f'"{doubled[1]}"')
        reading.fault("There are two quotes where one begins or ends the text", start, end, edit)
        return
    inner = " ".join(piece.text[1:-1] if piece.role is Role.QUOTED else piece.text for piece in group)
    message = f"{names.brief(words[0].text)} stands outside the quotes: put all of the text in quotes, or none"
    reading.fault(message, words[0].start, words[-1].end, Edit(start, end, f'"{inner}"'))
