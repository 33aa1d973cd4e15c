"""How a person says an EC2 instance as a value: its id, or ec2: and its Name tag; then maybe `private`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from commands.language import spelling
from commands.language.grammar import Piece, Role
from commands.language.text import unmarked
from commands.model import names, values
from commands.model.records import Type

TAKEN_BY: Final = frozenset({Type.A, Type.AAAA, Type.CNAME})
"""The types whose value may be an instance."""

TAGGED: Final = "ec2:"
"""What stands before a Name tag."""

_PRIVATE: Final = "private"
_EXAMPLE: Final = "i-0123456789abcdef0"
_LONGEST_TAG: Final = 256  # Amazon EC2 User Guide, tag restrictions

_ID: Final = re.compile(r"i-(?:[0-9a-f]{8}|[0-9a-f]{17})")
# Nothing else that begins so is an address; a host name has a dot in it.
_LIKE_AN_ID: Final = re.compile(r"i-[^.\s]*", re.IGNORECASE)
# A tag that needs no quotes: nothing that is cut at, escaped, linked or emphasised, and no colon, since ec2::1 is
# an IPv6 address.
_PLAIN_TAG: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]*")


@dataclass(frozen=True, slots=True)
class Reference:
    """An instance as a person names it, by id or by Name tag.

    private: whether its private address or name is meant.
    """

    id: str = ""
    tag: str = ""
    private: bool = False

    def __str__(self) -> str:
        said = self.id or TAGGED + (self.tag if _PLAIN_TAG.fullmatch(self.tag) else spelling.string(self.tag))
        return f"{said} {_PRIVATE}" if self.private else said


def reference(value: str) -> Reference | None:
    """The instance that a value stands for; None for any other value."""
    said, private = _without_private(value)
    if _ID.fullmatch(said):
        return Reference(id=said, private=private)
    if not said.lower().startswith(TAGGED):
        return None
    rest = said[len(TAGGED) :]
    spelled = rest if rest.startswith('"') else f'"{rest}"'
    tag = spelling.unquoted(spelled)
    whole = rest[:1] not in ("", "'") and tag not in ("", spelled)
    return Reference(tag=tag, private=private) if whole else None


def read(type_: Type, text: str) -> str:
    """A value as a person typed it, if it stands for an instance, in one spelling; empty for any other value.

    Raises: BadValue, for what was meant as an instance and is none, or stands where none may.
    """
    if type_ not in TAKEN_BY:
        _refuse_within(type_, text)
        return ""
    said, _ = _without_private(text)
    if said.lower() == _PRIVATE and type_ is not Type.CNAME:
        raise values.BadValue(f"{_PRIVATE} goes right behind an instance, as in {_EXAMPLE} {_PRIVATE}")
    if not _like(type_, said):
        return ""
    found = reference(text)
    if found is None or len(found.tag) > _LONGEST_TAG:
        raise _unreadable(said)
    return str(found)


def joined(type_: Type, words: Iterable[Piece]) -> list[Piece]:
    """Words of one value each, `private` put to the instance right before it."""
    found: list[Piece] = []
    for piece in map(_tag_outside, words) if type_ in TAKEN_BY else words:
        before = found[-1] if found else None
        if before and type_ in TAKEN_BY and piece.text.lower() == _PRIVATE and _like(type_, unmarked(before.text)):
            found[-1] = replace(before, text=f"{unmarked(before.text)} {_PRIVATE}", end=piece.end)
        else:
            found.append(piece)
    return found


def _tag_outside(piece: Piece) -> Piece:
    """A value in quotes as a whole, "ec2:my db", as if only its tag were."""
    inner = spelling.inner(piece.text)
    if piece.role is not Role.QUOTED or not inner.lower().startswith(TAGGED):
        return piece
    return replace(piece, role=Role.WORD, text=f'{TAGGED}"{inner[len(TAGGED) :]}"')


def _without_private(value: str) -> tuple[str, bool]:
    said, blank, last = value.rpartition(" ")
    return (said, True) if blank and last.lower() == _PRIVATE else (value, False)


def _like(type_: Type, said: str) -> bool:
    """Whether a word was meant as an instance."""
    if _LIKE_AN_ID.fullmatch(said):
        return True
    return said.lower().startswith(TAGGED) and not (type_ is Type.AAAA and _is_address(said))


def _is_address(said: str) -> bool:
    try:
        return bool(values.read(Type.AAAA, said))
    except values.BadValue:
        return False


def _unreadable(said: str) -> values.BadValue:
    if not said.lower().startswith(TAGGED):
        shape = f"an instance's id is i- and 8 or 17 of 0-9 and a-f in small letters, as in {_EXAMPLE}"
        meant = said.lower() if _ID.fullmatch(said.lower()) else ""
        return values.BadValue(f"{names.brief(said)} is not an instance: {shape}", meant)
    if said[len(TAGGED) :] in ("", '""'):
        return values.BadValue('The Name tag is missing behind ec2:, as in ec2:db-1 or ec2:"my db"')
    if reference(said):
        return values.BadValue(f"A tag has at most {_LONGEST_TAG} characters")
    return values.BadValue(f'{names.brief(said)} is not an instance: put the whole tag in quotes, as in ec2:"my db"')


def _refuse_within(type_: Type, text: str) -> None:
    """An instance among the fields of a value of another type."""
    if type_ in (Type.TXT, Type.SPF):
        return
    for word in text.split():
        if _ID.fullmatch(word) or word.lower().startswith(TAGGED):
            first = "give the instance a name of its own first, and write that name here"
            raise values.BadValue(f"{names.brief(word)}: only A, AAAA and CNAME take an instance; {first}")
