"""Readers of aliases: `ALIAS TARGET`, `ALIAS+ TARGET`, `A alias TARGET`."""

from typing import Final

from commands.language import options, routes, rules, spelling, verbs
from commands.language import reading as reads
from commands.language.grammar import ALIASING, ROUTING, Piece, Role
from commands.language.options import Options
from commands.language.reading import Edit, Reading, looks_like_ttl
from commands.language.verbs import AliasTo, Verb
from commands.model import names
from commands.model.records import Type

_ALONE: Final = ("ALIAS", "ALIAS+")
_TYPES: Final = (Type.A, Type.AAAA)
_ANSWERS: Final = {"yes": True, "true": True, "no": False, "false": False}


def asked(reading: Reading) -> bool:
    """Whether an alias is meant: by the word in the place of the type, or behind a type."""
    type_ = reading.first(Role.TYPE)
    if type_ is None:
        return False
    word = reads.word(type_).upper()
    behind = _words(reading)
    return word in _ALONE or (bool(behind) and reads.word(behind[0]).lower() == "alias" and word in Type.__members__)


def change(reading: Reading, make: type[verbs.Add] | type[verbs.SetRecord]) -> Verb | None:
    """Add or set an alias."""
    piece, said, type_ = reading.first(Role.NAME), reading.first(Role.TYPE), _type(reading)
    if piece is None or said is None or type_ is None:
        return None
    words = _said(reading)
    name = rules.named(reading, piece, type_)
    target = _target(reading, words[0] if words else None)
    _no_more(reading, words[1:])
    given = options.options(reading, Role.ZONE, Role.COMMENT, *ROUTING, *ALIASING)
    chosen = routes.read(reading, given, type_, alias=True)
    zone, comment = options.zone(reading, given), options.comment(reading, given)
    alias = AliasTo(target, _zone_id(reading, given), _evaluate(reading, given), reads.word(said).upper() == "ALIAS+")
    return make(name, type_, (), None, comment, zone, chosen, alias)


def delete(reading: Reading) -> Verb | None:
    """Delete an alias; a target that is given must be what stands."""
    piece, type_ = reading.first(Role.NAME), _type(reading)
    if piece is None or type_ is None:
        return None
    words = _said(reading)
    name = rules.named(reading, piece, type_)
    alias = AliasTo(_target(reading, words[0])) if words else None
    _no_more(reading, words[1:])
    given = options.options(reading, Role.ZONE, Role.COMMENT, Role.IDENTIFIER, Role.ALIAS_ZONE)
    chosen = routes.read(reading, given, type_, alias=True)
    if alias:
        alias = AliasTo(alias.target, _zone_id(reading, given))
    zone, comment = options.zone(reading, given), options.comment(reading, given)
    return verbs.Delete(name, type_, zone=zone, routes=chosen, alias=alias, comment=comment)


def _type(reading: Reading) -> Type | None:
    said = reading.first(Role.TYPE)
    if said is None:
        return None
    word = reads.word(said).upper()
    reading.mark("type", said.start, said.end)
    type_ = Type.A if word in _ALONE else Type[word]
    if type_ not in _TYPES:
        reading.wrong(f"A record of type {type_} is no alias here: A and AAAA are", said)
    return type_


def _said(reading: Reading) -> list[Piece]:
    """What stands behind the word alias."""
    said = reading.first(Role.TYPE)
    return _words(reading)[0 if said and reads.word(said).upper() in _ALONE else 1 :]


def _words(reading: Reading) -> list[Piece]:
    return [piece for piece in reading.behind(Role.TYPE) if piece.role in (Role.WORD, Role.QUOTED, Role.COMMA)]


def _target(reading: Reading, piece: Piece | None) -> str:
    if piece is None:
        message = "The alias's target is expected here, as in my-lb-1.us-east-1.elb.amazonaws.com"
        reading.fault(message, len(reading.text), len(reading.text))
        return ""
    reading.mark("values", piece.start, piece.end)
    try:
        return names.typed(reads.word(piece))
    except names.BadName as bad:
        reading.wrong(str(bad), piece, bad.correction)
        return ""


def _no_more(reading: Reading, extra: list[Piece]) -> None:
    """An alias has one target, and no TTL of its own."""
    if len(extra) == 1 and looks_like_ttl(extra[0].text):
        gone = Edit(len(reading.text[: extra[0].start].rstrip()), extra[0].end, "")
        message = "An alias has no TTL: it answers with its target's"
        reading.fault(message, extra[0].start, extra[0].end, gone)
    elif extra:
        reading.fault("An alias has one target; this is more", extra[0].start, extra[-1].end)


def _zone_id(reading: Reading, given: Options) -> str:
    piece = given.get(Role.ALIAS_ZONE)
    if piece is None:
        return ""
    found = spelling.unquoted(piece.text).removeprefix("/hostedzone/")
    if not found.isalnum():
        reading.wrong("zone-id= takes the hosted zone id of the target, as in Z35SXDOTRQ7X7K", piece)
    return found


def _evaluate(reading: Reading, given: Options) -> bool | None:
    piece = given.get(Role.EVALUATE)
    if piece is None:
        return None
    if piece.text.lower() not in _ANSWERS:
        reading.wrong("evaluate= takes yes or no: whether the target's health counts", piece)
    return _ANSWERS.get(piece.text.lower())
