"""Readers of the verbs that change records."""

from typing import Final

from commands.language import aliased, misplaced, options, routed, rules, verbs
from commands.language import reading as reads
from commands.language.content import Content, content
from commands.language.grammar import ALIASING, ROUTING, Piece, Role
from commands.language.options import Options
from commands.language.readers import sentence
from commands.language.reading import Reading
from commands.language.verbs import Verb
from commands.language.verbs.parts import Target
from commands.model.records import Type

# What a set may say alone: all else stays as it stands.
_ENOUGH: Final = frozenset({Role.SET_ID, Role.TTL, Role.EVALUATE})


def add(reading: Reading) -> Verb | None:
    """Add NAME TYPE VALUE… [TTL]."""
    return _change(reading, verbs.Add)


def set_record(reading: Reading) -> Verb | None:
    """Set NAME TYPE VALUE… [TTL]."""
    return _change(reading, verbs.SetRecord)


def _change(reading: Reading, make: type[verbs.Add] | type[verbs.SetRecord]) -> Verb | None:
    piece = reading.first(Role.NAME)
    type_ = _type(reading, piece)
    name = rules.named(reading, piece, type_ or Type.PTR)
    alias = aliased.meant(reading, type_)
    chosen = make is verbs.SetRecord and reading.first(Role.SET_ID) is not None
    found = Content() if alias else content(reading, type_, guard=chosen) if type_ else _last_ttl(reading)
    given = options.options(reading, Role.TTL, Role.ZONE, Role.COMMENT, *ROUTING, *ALIASING, text=found.text)
    ttl = None if alias else options.ttl(reading, given, found.ttl)
    zone = options.zone(reading, given)
    new = make is verbs.Add
    routing = routed.routing(reading, given, type_, new=new, alias=alias)
    if type_ is None:
        return None
    target = _target(reading, given, type_, alias, new, bool(found.values))
    rules.check_new(reading, name, type_)
    if not alias and (new or given.keys().isdisjoint(_ENOUGH)):
        rules.need_value(reading, type_, bool(found.values))
    return make(name, type_, found.values, ttl, options.comment(reading, given), zone, routing, target)


def _type(reading: Reading, name: Piece | None) -> Type | None:
    """The record type; an A in place of ALIAS."""
    piece = reading.first(Role.TYPE)
    if piece is None or misplaced.known(piece) or not aliased.pseudo(piece, name):
        return misplaced.type_(reading, name)
    reading.mark("type", piece.start, piece.end)
    return aliased.type_(reading, name, piece)


def _target(reading: Reading, given: Options, type_: Type, alias: bool, new: bool, valued: bool) -> Target | None:
    """The alias that is said; on a set, one that stands may be told alone whether its target's health counts."""
    if alias:
        needed = new or not (Role.EVALUATE in given or Role.SET_ID in given)
        return aliased.target(reading, given, type_, needed=needed)
    if new or valued or Role.ALIAS_ZONE in given:
        aliased.refuse_options(reading, given)
        return None
    _, evaluate = aliased.only_options(reading, given)
    return None if evaluate is None else Target(evaluate=evaluate)


def delete(reading: Reading) -> Verb | None:
    """Delete NAME [TYPE] [VALUE…] [TTL]."""
    piece = reading.first(Role.NAME)
    said = reading.first(Role.TYPE)
    type_ = _type(reading, piece)
    alias = aliased.meant(reading, type_)
    found = Content() if alias else content(reading, type_, guard=True) if type_ else _lone_ttl(reading, said)
    given = options.options(reading, Role.TTL, Role.ZONE, Role.COMMENT, *ROUTING, *ALIASING, text=found.text)
    ttl = None if alias else options.ttl(reading, given, found.ttl)
    zone, comment = options.zone(reading, given), options.comment(reading, given)
    routing = routed.routing(reading, given, type_)
    name = rules.named(reading, piece, type_)
    target = None
    if type_ and alias:
        target = aliased.target(reading, given, type_, needed=False)
    else:
        aliased.refuse_options(reading, given)
    if type_:
        rules.check_apex(reading, name, type_)
    return verbs.Delete(name, type_, found.values, ttl, zone, routing, target, comment)


def _lone_ttl(reading: Reading, said: Piece | None) -> Content:
    """What stands behind a name without a type: nothing, or a TTL."""
    words = [piece for piece in reading.pieces if piece.role is Role.WORD]
    if said is not None or not words:
        return Content()
    sentence.closed(reading, reading.first(Role.NAME), words[0])
    return Content(ttl=words[0])


def _last_ttl(reading: Reading) -> Content:
    """What can be told of values whose type is not known: the TTL behind them."""
    words = [piece for piece in reading.behind(Role.TYPE) if piece.role is Role.WORD]
    return Content(ttl=words[-1] if len(words) > 1 and reads.looks_like_ttl(words[-1].text) else None)
