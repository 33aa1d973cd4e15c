"""An alias in place of values: ALIAS TARGET, ALIAS+ TARGET, or TYPE alias TARGET; zone-id= and evaluate=."""

import re
from typing import Final

from commands.language import reading as reads
from commands.language.grammar import ALIASING, OPTIONS, Piece, Role
from commands.language.guesses import nearest
from commands.language.options import Options, called
from commands.language.reading import Edit, Reading, looks_like_ttl
from commands.language.routed import said
from commands.language.verbs.parts import ALIAS, ALIAS_BOTH, Target
from commands.model import aliases, fields, names
from commands.model.aliases import Endpoint
from commands.model.records import Type

# A text may begin with the word alias, and what keeps a zone alive is none.
_NEVER: Final = frozenset({Type.TXT, Type.SPF, Type.NS, Type.SOA, Type.DS})
_PSEUDO: Final = (ALIAS, ALIAS_BOTH)
_ZONE_ID: Final = re.compile(r"(?:/hostedzone/)?(Z[A-Z0-9]{1,31})", re.ASCII)
_YES: Final = {"yes": True, "true": True, "no": False, "false": False}


def pseudo(*pieces: Piece | None) -> str:
    """ALIAS or ALIAS+, whichever of the pieces says it or nearly does; empty where none does."""
    words = [reads.word(piece).removesuffix(",").upper() for piece in pieces if piece]
    said = next((word for word in words if word in _PSEUDO), "")
    return said or next((meant for word in words[:1] if (meant := nearest(word, (*Type, *_PSEUDO))) in _PSEUDO), "")


def type_(reading: Reading, name: Piece | None, piece: Piece) -> Type | None:
    """The A that ALIAS stands for in the type's place; what is nearly that is noted."""
    word = reads.word(piece).upper()
    if word in _PSEUDO:
        return Type.A
    if name is not None and reads.word(name).upper() in _PSEUDO:
        swapped = f"{reading.text[piece.start : piece.end]} {reads.word(name).upper()}"
        edit = Edit(name.start, piece.end, swapped)
        reading.fault("The name goes first, then ALIAS", name.start, piece.end, edit)
    else:
        meant = pseudo(piece)
        reading.wrong(f"{names.brief(word)} is not a record type; did you mean {meant}?", piece, meant)
    return None


def meant(reading: Reading, type_: Type | None) -> bool:
    """Whether an alias is said where values could be."""
    if _said(reading):
        return True
    first = next(iter(_words(reading)), None)
    keyword = first is not None and first.role is Role.WORD and first.text.lower() == "alias"
    return keyword and type_ is not None and type_ not in _NEVER


def target(reading: Reading, given: Options, type_: Type, *, needed: bool) -> Target:
    """Where the alias points, with what is wrong about it noted. needed: whether the target must be said."""
    word = _said(reading)
    words = _words(reading)[0 if word else 1 :]
    _refuse_ttl(reading, given)
    piece = _one(reading, words, needed)
    name = _name(reading, piece) if piece else ""
    found = Target(name, word == ALIAS_BOTH, *only_options(reading, given))
    endpoint = aliases.endpoint(name) if "." in name else None
    if piece and endpoint:
        _check(reading, given, found, endpoint, type_)
    return found


def only_options(reading: Reading, given: Options) -> tuple[str, bool | None]:
    """zone-id= and evaluate=, as far as they were given."""
    return _zone_id(reading, given.get(Role.ALIAS_ZONE)), _evaluate(reading, given.get(Role.EVALUATE))


def hosted_zone(text: str) -> str:
    """A hosted zone id without its prefix; empty for what cannot be one."""
    found = _ZONE_ID.fullmatch(text)
    return found[1] if found else ""


def refuse_options(reading: Reading, given: Options) -> None:
    """Note what only an alias has."""
    for role in ALIASING:
        if role in given:
            reading.wrong(f"{called(role)} goes with an alias, as in: www ALIAS TARGET {called(role)}…", given[role])


def _said(reading: Reading) -> str:
    """ALIAS or ALIAS+, where it stands in the type's place."""
    piece = reading.first(Role.TYPE)
    word = reads.word(piece).upper() if piece else ""
    return word if word in _PSEUDO else ""


def _words(reading: Reading) -> list[Piece]:
    return [piece for piece in reading.behind(Role.TYPE) if piece.role not in OPTIONS]


def _refuse_ttl(reading: Reading, given: Options) -> None:
    if Role.TTL in given:
        _note_ttl(reading, given[Role.TTL])


def _note_ttl(reading: Reading, piece: Piece) -> None:
    before = len(reading.text[: piece.start].rstrip(", "))
    edit = Edit(before, piece.end, "")
    reading.fault("An alias has no TTL of its own: its target's counts", piece.start, piece.end, edit)


def _one(reading: Reading, words: list[Piece], needed: bool) -> Piece | None:
    """The one target; more words are noted, and so is none."""
    if not words:
        end = len(reading.text)
        if needed:
            example = "www ALIAS app-1.us-east-1.elb.amazonaws.com"
            reading.fault(f"A target is expected here: an AWS endpoint or a name of ours, as in {example}", end, end)
        return None
    first, *more = words
    if more and looks_like_ttl(more[-1].text):
        _note_ttl(reading, more.pop())
    if more:
        reading.fault("An alias has one target", more[0].start, more[-1].end)
    return first


def _name(reading: Reading, piece: Piece) -> str:
    reading.mark("target", piece.start, piece.end)
    word = reads.word(piece)
    if family := fields.family(word):
        place = reading.first(Role.TYPE)
        words = _words(reading)
        edit = Edit(place.start if place else piece.start, piece.end, f"{family} {word}")
        edits = (edit,) if words[-1] is piece else ()
        reading.fault(f"{word} is an address; an alias points at a name", piece.start, piece.end, *edits)
        return ""
    try:
        return names.typed(word)
    except names.BadName as bad:
        reading.wrong(str(bad), piece, bad.correction)
        return ""


def _zone_id(reading: Reading, piece: Piece | None) -> str:
    if piece is None:
        return ""
    reading.mark("zone_id", piece.start, piece.end)
    found = hosted_zone(said(piece).strip())
    if not found:
        reading.wrong("The target's hosted zone id is expected, as in zone-id=Z35SXDOTRQ7X7K", piece)
    return found


def _evaluate(reading: Reading, piece: Piece | None) -> bool | None:
    if piece is None:
        return None
    reading.mark("evaluate", piece.start, piece.end)
    found = _YES.get(said(piece).lower())
    if found is None:
        reading.wrong("evaluate= takes yes or no: whether the target's health counts", piece)
    return found


def _check(reading: Reading, given: Options, found: Target, endpoint: Endpoint, type_: Type) -> None:
    """What the target's service alone tells. Source: AliasTarget in the Route 53 API reference."""
    service = endpoint.service
    wanted = {type_, Type.AAAA} if found.both else {type_}
    if not wanted <= service.types:
        takes = " or ".join(sorted(service.types))
        where = reading.spans["type"]
        edit = (Edit(*where, ALIAS),) if found.both and Type.A in service.types else ()
        reading.fault(f"An alias to {service.name} is of type {takes}", *where, *edit)
    if found.evaluate and not service.evaluates:
        reading.wrong(f"The health of {service.name} cannot be evaluated", given[Role.EVALUATE], "evaluate=no")
