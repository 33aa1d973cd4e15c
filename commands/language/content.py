"""The values and the TTL behind a record type, cut as that type has them.

TXT and SPF: strings in quotes, cut at commas; or, unquoted, everything up to a TTL.
Types of one field: values by comma or blank. Types of several: fields by blank, values by comma.
The last word is a TTL only if a whole value is left without it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from commands.language import instances, joints, spelling, strays
from commands.language.grammar import ALIASING, OPTIONS, POLICIES, ROUTING, Piece, Role
from commands.language.joints import TEXTS
from commands.language.reading import Edit, Reading, looks_like_ttl
from commands.language.text import unmarked
from commands.language.valued import Said, accepted, read
from commands.model import values
from commands.model.records import Type

_SINGLES: Final = frozenset({Type.A, Type.AAAA, Type.CNAME, Type.NS, Type.PTR})
# Their values may hold words such as alpn=h2,h3, which are neither options nor two values.
_KEYED: Final = frozenset({Type.SVCB, Type.HTTPS, Type.CAA})
# An unquoted text may well hold id=2026 or weight=3, as that of MTA-STS does.
_WORDLIKE: Final = frozenset({*ROUTING, *ALIASING, Role.INTO})
_FEWEST: Final = {
    type_: len([word for word in words.split() if word[0] != "["]) for type_, words in values.FIELDS.items()
}
# As a zone file has them, where they stand in no quotes: `v=DKIM1\\; k=rsa`.
_UNNEEDED: Final = re.compile(r"""(?<!\\)\\([;"])""")

Group = list[Piece]


@dataclass(frozen=True, slots=True)
class Content:
    """What stands behind a record type. ttl: the last word, where it is one; text: pieces that are no options here."""

    values: tuple[str, ...] = ()
    ttl: Piece | None = None
    text: tuple[Piece, ...] = ()


def content(reading: Reading, type_: Type, *, guard: bool = False) -> Content:
    """Read all that stands behind the type; what is wrong is noted.

    guard: whether a number may stand alone as a TTL, as on a delete.
    """
    pieces = reading.behind(Role.TYPE)
    words = [piece for piece in pieces if piece.role not in OPTIONS]
    if type_ in TEXTS and not (words and _in_quotes(words)):
        roles = _options_beside(reading, pieces, words)
        return _bare_text(reading, type_, pieces, roles) if any(p.role not in roles for p in pieces) else Content()
    if not words:
        return Content()
    words = joints.mended(reading, type_, strays.without_remark(reading, words))
    groups = _groups(type_, words)
    ttl = _ttl(reading, type_, groups, guard)
    if ttl is not None:
        groups[-1].pop()
        _refuse_second(reading, type_, groups[-1])
    return Content(read(reading, type_, _values(reading, type_, groups)), ttl)


def _in_quotes(words: list[Piece]) -> bool:
    """Whether a text is said as quoted strings; a zone file has them in brackets."""
    first = words[1] if words[0].text == "(" and len(words) > 1 else words[0]
    return first.role is Role.QUOTED


def _options_beside(reading: Reading, pieces: list[Piece], words: list[Piece]) -> Collection[Role]:
    """What counts as an option beside an unquoted text: those of routing only where an id and a policy end it.

    Behind set and delete an id alone is enough where no text is left.
    """
    end = {piece.role for piece in pieces[len(_without_last(pieces, OPTIONS)) :]}
    routed = Role.SET_ID in end and not end.isdisjoint(POLICIES)
    alone = not words and any(piece.role is Role.SET_ID for piece in pieces) and reading.verb in ("set", "delete")
    return OPTIONS if routed or alone else OPTIONS - _WORDLIKE


def _bare_text(reading: Reading, type_: Type, pieces: list[Piece], roles: Collection[Role]) -> Content:
    r"""Unquoted text: one value, commas and blanks kept, up to a TTL and options at its end.

    In front of it only an option with dashes is one. roles: those of the options. A zone file's
    \; and \" are undone; other backslashes stay.
    """
    body = _without_last(pieces, roles)
    while len(body) > 1 and body[0].role in OPTIONS and reading.text[body[0].start] == "-":
        body = body[1:]
    ttl = None
    given = any(piece.role is Role.TTL and piece not in body for piece in reading.pieces)
    if not given and len(body) > 1 and _ends_in_ttl(body):
        ttl = body[-1]
        body = _without_last(body[:-1], frozenset(roles) - {Role.TTL})
    start, end = body[0].start, body[-1].end
    bare = reading.text[start:end]
    if bare[0] == "'":
        # A string would have been read as one: this begins like it and has no end.
        reading.fault("This quote is never closed", start, start + 1, Edit(start, end, spelling.quoted(bare[1:])))
        return Content((), ttl, tuple(body))
    quoted = values.quote(_UNNEEDED.sub(r"\1", unmarked(bare) if bare[0] == "*" else bare))
    return Content(read(reading, type_, [Said(quoted, start, end)]), ttl, tuple(body))


def _without_last(pieces: list[Piece], roles: Collection[Role]) -> list[Piece]:
    """The pieces without those in such roles at their end; at least one is left."""
    end = len(pieces)
    while end > 1 and pieces[end - 1].role in roles:
        end -= 1
    return pieces[:end]


def _ends_in_ttl(body: list[Piece]) -> bool:
    return body[-1].role is Role.WORD and not body[-1].text.startswith("-") and _is_ttl(body[-1])


def _groups(type_: Type, words: list[Piece]) -> list[Group]:
    """Cut at the commas."""
    groups: list[Group] = [[]]
    for before, piece, after in zip([None, *words], words, [*words[1:], None], strict=False):
        if piece.role is not Role.COMMA:
            _join(groups[-1], piece)
        elif type_ in _KEYED and before and after and _inside(groups[-1], piece, after):
            groups[-1][-1] = replace(groups[-1][-1], text=groups[-1][-1].text + ",", end=piece.end)
        else:
            groups.append([])
    return groups


def _inside(group: Group, comma: Piece, after: Piece) -> bool:
    """Whether a comma stands inside a word such as alpn=h2,h3."""
    return bool(group) and "=" in group[-1].text and group[-1].end == comma.start and comma.end == after.start


def _join(group: Group, piece: Piece) -> None:
    """Put a piece to its group; behind a comma that stands inside a word, to that word."""
    if group and group[-1].text.endswith(",") and group[-1].end == piece.start:
        group[-1] = replace(group[-1], text=group[-1].text + piece.text, end=piece.end)
    else:
        group.append(piece)


def _ttl(reading: Reading, type_: Type, groups: list[Group], guard: bool) -> Piece | None:
    """The last word, if it is the TTL; a second one is noted and taken off the groups."""
    last = groups[-1][-1] if groups[-1] else None
    if last is None or last.role is not Role.WORD or not _is_ttl(last) or not _left(type_, groups, guard):
        return None
    if not any(piece.role is Role.TTL for piece in reading.pieces):
        return last
    _refuse_second(reading, type_, groups[-1])
    return None


def _refuse_second(reading: Reading, type_: Type, group: Group) -> None:
    """Note a last word that is neither part of a value nor the TTL, which is known."""
    if len(group) > 1 and _is_ttl(group[-1]) and (type_ in _SINGLES or not accepted(type_, _text(group))):
        last = group.pop()
        reading.fault(f"The TTL is given twice: {last.text} is one too many", last.start, last.end)


def _left(type_: Type, groups: list[Group], guard: bool) -> bool:
    """Whether the last group is a whole value without its last word, or was meant to be one."""
    rest = groups[-1][:-1]
    if not rest:  # behind a comma a number begins another value
        return guard and len(groups) == 1 and not accepted(type_, _text(groups[-1]))
    if type_ in _SINGLES or type_ in TEXTS or accepted(type_, _text(rest)):
        return True
    return not accepted(type_, _text(groups[-1])) and len(rest) >= _FEWEST[type_]


def _values(reading: Reading, type_: Type, groups: list[Group]) -> list[Said]:
    if type_ in TEXTS:
        return strays.strings(reading, groups)
    if type_ in _SINGLES:
        words = [strays.without_options(reading, type_, group) for group in groups]
        joined = [piece for group in words for piece in instances.joined(type_, group)]
        return [Said(_word(piece), piece.start, piece.end) for piece in joined]
    plain = [group if type_ in _KEYED else strays.without_options(reading, type_, group) for group in groups]
    return [Said(_text(group), group[0].start, group[-1].end) for group in plain if group]


def _text(group: Group) -> str:
    """A group as one value, emphasis around its words or around the whole undone."""
    if len(group) == 1:
        return _word(group[0])
    return unmarked(" ".join(piece.text if piece.role is Role.QUOTED else unmarked(piece.text) for piece in group))


def _word(piece: Piece) -> str:
    """A word; what is quoted whole for no reason comes without its quotes."""
    return unmarked(piece.text[1:-1] if piece.role is Role.QUOTED else piece.text)


def _is_ttl(piece: Piece) -> bool:
    return looks_like_ttl(unmarked(piece.text))
