"""Readers of the verbs that change one thing of a record set, or move it."""

from commands.language import misplaced, options, routes, rules, spelling, verbs
from commands.language import reading as reads
from commands.language.content import content
from commands.language.grammar import Piece, Role
from commands.language.readers import sentence
from commands.language.reading import Reading
from commands.language.verbs import Verb
from commands.model import names, routing, values
from commands.model.records import Type


def weight(reading: Reading) -> Verb:
    """Weight NAME [TYPE] ID N."""
    name, type_, zone = _record(reading, Role.TARGET, Role.GLOB)
    number = reading.first(Role.GLOB)
    try:
        heavy = int(routing.read("weight", reads.word(number))) if number else 0
    except routing.BadRouting:
        heavy = 0
        if number:
            reading.wrong(f"{names.brief(number.text)} is not a weight: a number from 0 to 255", number)
    return verbs.Weigh(name, _identifier(reading), heavy, type_, zone)


def drain(reading: Reading) -> Verb:
    """Drain NAME [TYPE] ID."""
    name, type_, zone = _record(reading, Role.TARGET)
    return verbs.Drain(name, _identifier(reading), type_, zone)


def ttl(reading: Reading) -> Verb:
    """Ttl NAME [TYPE] TTL."""
    name, type_, zone = _record(reading, Role.GLOB)
    piece = reading.first(Role.GLOB)
    seconds = reads.seconds(reading, reads.word(piece), piece.start, piece.end) if piece else None
    return verbs.ChangeTtl(name, seconds or 0, type_, zone)


def add_value(reading: Reading) -> Verb | None:
    """Add-value NAME TYPE VALUE…."""
    return _valued(reading, verbs.AddValue)


def remove_value(reading: Reading) -> Verb | None:
    """Remove-value NAME TYPE VALUE…."""
    return _valued(reading, verbs.RemoveValue)


def _valued(reading: Reading, make: type[verbs.AddValue] | type[verbs.RemoveValue]) -> Verb | None:
    piece = reading.first(Role.NAME)
    type_ = misplaced.type_(reading, piece)
    name = rules.named(reading, piece, type_)
    if type_ is None:
        return None
    found = content(reading, type_)
    given = options.options(reading, Role.ZONE, Role.IDENTIFIER, text=found.text)
    rules.check_apex(reading, name, type_)
    if found.ttl is not None:
        reading.wrong(f"{reading.verb} keeps the TTL; this is more than a value", found.ttl)
    if not found.values and not reading.notes:
        message = f"A value is expected here: {type_} takes {values.FIELDS[type_]}, as in {values.EXAMPLES[type_]}"
        reading.fault(message, len(reading.text), len(reading.text))
    return make(name, type_, found.values, options.zone(reading, given), routes.read(reading, given, type_))


def rename(reading: Reading) -> Verb:
    """Rename NAME NEW."""
    return verbs.Rename(*_two_names(reading))


def copy(reading: Reading) -> Verb:
    """Copy NAME NEW."""
    return verbs.Copy(*_two_names(reading))


def _two_names(reading: Reading) -> tuple[str, str, str]:
    first, second = reading.first(Role.NAME), reading.first(Role.TARGET)
    given = options.options(reading, Role.ZONE)
    sentence.closed(reading, first, second)
    new = ""
    if second:
        reading.mark("new", second.start, second.end)
        new = reads.typed(reading, reads.word(second), second, "new")
    return rules.named(reading, first, Type.PTR), new, options.zone(reading, given)


def _record(reading: Reading, *more: Role) -> tuple[str, Type | None, str]:
    """The name, the type where it is said, and the zone; more: what else the verb has a use for."""
    piece, said = reading.first(Role.NAME), reading.first(Role.TYPE)
    given = options.options(reading, Role.ZONE)
    used: list[Piece | None] = [reading.first(role) for role in more]
    sentence.closed(reading, piece, said, *used)
    type_ = reads.type_(reading, said)
    return rules.named(reading, piece, type_), type_, options.zone(reading, given)


def _identifier(reading: Reading) -> str:
    piece = reading.first(Role.TARGET)
    if piece is None:
        return ""
    reading.mark("id", piece.start, piece.end)
    return spelling.unquoted(piece.text) if piece.text.startswith('"') else reads.word(piece)
