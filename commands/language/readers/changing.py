"""Readers of the verbs that change records."""

from commands.language import misplaced, options, routes, rules, verbs
from commands.language import reading as reads
from commands.language.content import Content, content
from commands.language.grammar import ROUTING, Piece, Role
from commands.language.readers import aliasing, sentence
from commands.language.reading import Reading
from commands.language.verbs import Verb
from commands.model import values
from commands.model.records import Type


def add(reading: Reading) -> Verb | None:
    """Add NAME TYPE VALUE… [TTL]."""
    return _change(reading, verbs.Add)


def set_record(reading: Reading) -> Verb | None:
    """Set NAME TYPE VALUE… [TTL]."""
    return _change(reading, verbs.SetRecord)


def _change(reading: Reading, make: type[verbs.Add] | type[verbs.SetRecord]) -> Verb | None:
    piece = reading.first(Role.NAME)
    if aliasing.asked(reading):
        return aliasing.change(reading, make)
    type_ = misplaced.type_(reading, piece)
    name = rules.named(reading, piece, type_ or Type.PTR)
    found = content(reading, type_) if type_ else _last_ttl(reading)
    given = options.options(reading, Role.TTL, Role.ZONE, Role.COMMENT, *ROUTING, text=found.text)
    ttl, zone = options.ttl(reading, given, found.ttl), options.zone(reading, given)
    chosen = routes.read(reading, given, type_)
    if type_ is None:
        return None
    rules.check_new(reading, name, type_)
    _need_value(reading, type_, found)
    return make(name, type_, found.values, ttl, options.comment(reading, given), zone, chosen)


def delete(reading: Reading) -> Verb | None:
    """Delete NAME [TYPE] [VALUE…] [TTL]."""
    piece = reading.first(Role.NAME)
    said = reading.first(Role.TYPE)
    if aliasing.asked(reading):
        return aliasing.delete(reading)
    type_ = misplaced.type_(reading, piece)
    found = content(reading, type_, guard=True) if type_ else _lone_ttl(reading, said)
    given = options.options(reading, Role.TTL, Role.ZONE, Role.COMMENT, Role.IDENTIFIER, text=found.text)
    ttl, zone = options.ttl(reading, given, found.ttl), options.zone(reading, given)
    chosen = routes.read(reading, given, type_)
    name = rules.named(reading, piece, type_)
    if type_:
        rules.check_apex(reading, name, type_)
    return verbs.Delete(name, type_, found.values, ttl, zone, chosen, comment=options.comment(reading, given))


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


def _need_value(reading: Reading, type_: Type, found: Content) -> None:
    """Note that no value was given; not where one was and is faulty."""
    behind = reading.spans["type"][1]
    if found.values or any(note.fault.start >= behind for note in reading.notes):
        return
    message = f"A value is expected here: {type_} takes {values.FIELDS[type_]}, as in {values.EXAMPLES[type_]}"
    reading.fault(message, len(reading.text), len(reading.text))
