"""How each verb is read from its pieces: a table of the verbs and their readers."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from commands.language import misplaced, options, rules, spelling, strays, usage, verbs
from commands.language import reading as reads
from commands.language.content import Content, content
from commands.language.grammar import OPTIONS, Piece, Role
from commands.language.guesses import nearest
from commands.language.reading import Edit, Reading
from commands.language.verbs import Verb
from commands.model import names, values
from commands.model.records import Type

_LONGEST_COMMENT: Final = 256  # Route 53 API reference, HostedZoneConfig
_SECOND_WORDS: Final = {
    "create": "create",
    "add": "create",
    "new": "create",
    "make": "create",
    "delete": "delete",
    "del": "delete",
    "remove": "delete",
    "rm": "delete",
}
_PATTERN: Final = re.compile(r"[^\s\"'\\,`]+")
_CHANGE: Final = re.compile(r"[A-Za-z0-9/][\w./-]*", re.ASCII)


def _help(reading: Reading) -> Verb:
    asked = " ".join(reading.text.lower().split()[1:])
    known = verbs.WORDS.get(asked, asked)
    if known and known not in usage.topics():
        meant = nearest(known, (*usage.topics(), *verbs.WORDS))
        hint = f"; did you mean {meant}?" if meant else f"; the verbs are {', '.join(usage.topics())}"
        start = len(reading.text) - len(reading.text.split(maxsplit=1)[1])
        edits = (Edit(start, len(reading.text), meant),) if meant else ()
        reading.fault(f"{names.brief(asked)} is not a verb{hint}", start, len(reading.text), *edits)
    return verbs.Help(known)


def _zones(reading: Reading) -> Verb | None:
    pattern = reading.first(Role.GLOB, Role.TARGET)
    if pattern and strays.unknown_option(reading, pattern):
        return None
    _closed(reading, pattern)
    options.options(reading)
    return verbs.ListZones(_glob(reading, pattern))


def _zone(reading: Reading) -> Verb | None:
    piece = reading.first(Role.TARGET)
    meant = nearest(reads.word(piece), _SECOND_WORDS) if piece and reading.behind(Role.TARGET) else ""
    if piece and meant:
        verb = _SECOND_WORDS[meant]
        message = f"{names.brief(reads.word(piece))} does not follow zone; did you mean zone {verb}?"
        reading.wrong(message, piece, verb)
        return None
    return verbs.ShowZone(_only_target(reading))


def _delete_zone(reading: Reading) -> Verb:
    return verbs.DeleteZone(_only_target(reading))


def _create_zone(reading: Reading) -> Verb:
    piece = reading.first(Role.NAME)
    name = reads.name(reading, piece)
    if piece and name[:1] in ("*", "@"):
        reading.wrong(f"{name} cannot be a zone: write a zone's name in full, as in example.com", piece)
    _closed(reading, piece)
    given = options.options(reading, Role.COMMENT)
    comment = options.comment(reading, given)
    if len(comment) > _LONGEST_COMMENT:
        reading.wrong(f"The comment is longer than the {_LONGEST_COMMENT} characters it may have", given[Role.COMMENT])
    return verbs.CreateZone(name, comment)


def _list(reading: Reading) -> Verb:
    """The words behind list, in any order; a second plain word is a pattern too."""
    given = options.options(reading, Role.ZONE)
    reading.pieces = [piece for piece in reading.pieces if not strays.unknown_option(reading, piece)]
    type_, pattern = reading.first(Role.TYPE), reading.first(Role.GLOB)
    words = [piece for piece in reading.pieces if piece.role in (Role.TARGET, Role.TYPE) and piece is not type_]
    zone = None if Role.ZONE in given or not words else words.pop(0)
    if type_ is None and (meant := next((piece for piece in [*words, zone] if piece and _like_a_type(piece)), None)):
        type_, words = meant, [piece for piece in words if piece is not meant]
        zone = None if zone is meant else zone
    if pattern is None and words:
        pattern = words.pop(0)
    _closed(reading, type_, pattern, zone)
    target = reads.target(reading, zone or options.value(given.get(Role.ZONE)))
    return verbs.ListRecords("" if target == "@" else target, reads.type_(reading, type_), _glob(reading, pattern))


def _like_a_type(piece: Piece) -> bool:
    """Whether a plain word is a mistyped type: in capitals, as types are written, and near to one."""
    return piece.text.isalpha() and piece.text.isupper() and bool(nearest(piece.text, Type))


def _get(reading: Reading) -> Verb:
    piece = reading.first(Role.ID, Role.NAME)
    said = reading.first(Role.TYPE)
    type_ = misplaced.type_(reading, piece)
    given = options.options(reading, Role.ZONE)
    _closed(reading, piece, said)
    if piece is not None and piece.role is Role.ID:
        if Role.ZONE in given:
            reading.wrong("Two zones are given: the one that get begins with, and this", given[Role.ZONE])
        return verbs.ListRecords(reads.target(reading, piece), type_)
    return verbs.Get(rules.named(reading, piece, type_), type_, options.zone(reading, given))


def _add(reading: Reading) -> Verb | None:
    return _change(reading, verbs.Add)


def _set(reading: Reading) -> Verb | None:
    return _change(reading, verbs.SetRecord)


def _change(reading: Reading, make: type[verbs.Add] | type[verbs.SetRecord]) -> Verb | None:
    piece = reading.first(Role.NAME)
    type_ = misplaced.type_(reading, piece)
    name = rules.named(reading, piece, type_ or Type.PTR)
    found = content(reading, type_) if type_ else _last_ttl(reading)
    given = options.options(reading, Role.TTL, Role.ZONE, Role.COMMENT, text=found.text)
    ttl, zone = options.ttl(reading, given, found.ttl), options.zone(reading, given)
    if type_ is None:
        return None
    rules.check_new(reading, name, type_)
    _need_value(reading, type_, found)
    return make(name, type_, found.values, ttl, options.comment(reading, given), zone)


def _delete(reading: Reading) -> Verb:
    piece = reading.first(Role.NAME)
    said = reading.first(Role.TYPE)
    type_ = misplaced.type_(reading, piece)
    found = content(reading, type_, guard=True) if type_ else _lone_ttl(reading, said)
    given = options.options(reading, Role.TTL, Role.ZONE, text=found.text)
    ttl, zone = options.ttl(reading, given, found.ttl), options.zone(reading, given)
    name = rules.named(reading, piece, type_)
    if type_:
        rules.check_apex(reading, name, type_)
    return verbs.Delete(name, type_, found.values, ttl, zone)


def _status(reading: Reading) -> Verb:
    piece = reading.first(Role.TARGET)
    _closed(reading, piece)
    options.options(reading)
    change = reads.word(piece) if piece else ""
    if piece and not _CHANGE.fullmatch(change):
        reading.wrong(f"{names.brief(change)} is not a change's id", piece)
    return verbs.Status(change)


def _history(reading: Reading) -> Verb:
    piece = reading.first(Role.TARGET)
    _closed(reading, piece)
    given = options.options(reading, Role.ZONE)
    return verbs.History(reads.target(reading, piece or options.value(given.get(Role.ZONE))))


READERS: Final[Mapping[str, Callable[[Reading], Verb | None]]] = MappingProxyType(
    {
        "help": _help,
        "zones": _zones,
        "zone": _zone,
        "zone create": _create_zone,
        "zone delete": _delete_zone,
        "list": _list,
        "get": _get,
        "add": _add,
        "set": _set,
        "delete": _delete,
        "status": _status,
        "history": _history,
    }
)
"""Each verb's reader: the verb, and in `reading.notes` all that is wrong; with notes the verb means nothing."""


def _only_target(reading: Reading) -> str:
    piece = reading.first(Role.TARGET)
    _closed(reading, piece)
    options.options(reading)
    return reads.target(reading, piece)


def _glob(reading: Reading, piece: Piece | None) -> str:
    if piece is None:
        return ""
    pattern = spelling.inner(piece.text).lower()
    if not _PATTERN.fullmatch(pattern):
        reading.wrong(f"{names.brief(pattern)} is not a pattern: write it as *db*", piece)
    return pattern


def _lone_ttl(reading: Reading, said: Piece | None) -> Content:
    """What stands behind a name without a type: nothing, or a TTL."""
    words = [piece for piece in reading.pieces if piece.role is Role.WORD]
    if said is not None or not words:
        return Content()
    _closed(reading, reading.first(Role.NAME), words[0])
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


def _closed(reading: Reading, *used: Piece | None) -> None:
    """Note the words that the verb has no use for."""
    known = {piece.start for piece in used if piece is not None}
    silent = (Role.VERB, Role.GAP, *OPTIONS)
    extra = [piece for piece in reading.pieces if piece.role not in silent and piece.start not in known]
    extra = [piece for piece in extra if not strays.unknown_option(reading, piece)]
    if extra:
        start, end = extra[0].start, extra[-1].end
        said = names.brief(reading.text[start:end])
        message = f"{said} is more than {reading.verb} takes: {usage.topic(reading.verb).line}"
        reading.fault(message, start, end)
