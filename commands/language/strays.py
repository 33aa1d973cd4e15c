"""Words among the values that are none: remarks, unknown options, text outside its quotes."""

import re
from typing import Final

from commands.language import habits, spelling
from commands.language.grammar import Piece, Role
from commands.language.guesses import nearest
from commands.language.reading import Edit, Reading, looks_like_ttl
from commands.language.valued import Said, accepted
from commands.model import names, routing
from commands.model.records import Type

_OPTION: Final = re.compile(r"(--?)([A-Za-z][\w-]*)(?:=(.*))?|()([A-Za-z]\w*)=(.*)", re.DOTALL | re.ASCII)
_DOUBLED: Final = re.compile(r'""((?:[^"\\]|\\.)++)""', re.DOTALL)
_KNOWN: Final = ("ttl", "zone", "comment", *routing.KEYS, "zone-id", "evaluate")
_SPOKEN: Final = frozenset({Role.NAME, Role.TARGET, Role.TYPE, Role.GLOB, Role.SYSTEM, Role.WORD})
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
    return [piece for piece in words if not _unknown_option(reading, type_, piece)]


def unknown_option(reading: Reading, piece: Piece) -> bool:
    """Note a word that looks like an option and is none; false for any other word."""
    found = _OPTION.fullmatch(piece.text) if piece.role in _SPOKEN else None
    if found is None:
        return False
    if habits.forced(found[2] or ""):
        _note_forced(reading, piece)
        return True
    dashes, key, given = (found[1], found[2], found[3]) if found[2] else ("", found[5], found[6])
    meant = nearest(key, _KNOWN)
    spelled = dashes + meant + (f"={given}" if given is not None else "")
    routes = ", ".join(f"{key}=" for key in routing.KEYS)
    hint = f"; did you mean {meant}?" if meant else f"; the options are ttl=, zone=, comment and, for routing, {routes}"
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
