"""Readers of what the `route53` command of boto was told: its words in its order mean the verbs of today."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from commands.language import aliased, boto, routed, rules, spelling, valued, verbs
from commands.language import reading as reads
from commands.language.grammar import Piece, Role
from commands.language.reading import Edit, Reading
from commands.language.valued import Said
from commands.language.verbs import Target, Verb
from commands.model import names
from commands.model.records import Type
from commands.model.routing import Routing, Weighted

# Its own default, whatever DNS_DEFAULT_TTL says.
_TTL: Final = 600

_WORD: Final = re.compile(r"""(?:"(?:[^"\\]|\\.)*+"|'[^']*+'|[^\s"'])++""", re.DOTALL)
_PART: Final = re.compile(r'(?:"(?:[^"\\]|\\.)*+"|\\.|[^",\\])++', re.DOTALL)
# What is created today by other words.
_TODAY: Final = {"zone": "zone create", "record": "add"}
# Types whose values may hold a comma.
_WITH_COMMAS: Final = frozenset({Type.TXT, Type.SPF, Type.CAA, Type.NAPTR, Type.SVCB, Type.HTTPS})
_NONE: Final = Piece(Role.WORD, "", 0, 0)
_LONGEST_COMMENT: Final = 256  # Route 53 API reference, HostedZoneConfig


def create(reading: Reading) -> Verb:
    """Create NAME [CALLER_REFERENCE] [COMMENT]; the reference is the change's own, which cannot be used twice."""
    words = _words(reading)
    (name,) = _needed(reading, words, 1)
    if name and _meant_today(reading, words):
        return verbs.CreateZone("")
    zone = reads.name(reading, name)
    if name and zone[:1] in ("*", "@"):
        reading.wrong(f"{zone} cannot be a zone: write a zone's name in full, as in example.com", name)
    comment = _comment(reading, words[2:])
    if len(comment) > _LONGEST_COMMENT:
        reading.wrong(f"The comment is longer than the {_LONGEST_COMMENT} characters it may have", words[2])
    return verbs.CreateZone(zone, comment)


def _meant_today(reading: Reading, words: Sequence[Piece]) -> bool:
    """Note `create zone …`, and `create NAME TYPE VALUE…`: no reference is a record type before a value of it."""
    verb, first = reading.pieces[0], words[0]
    new = _TODAY.get(reads.word(first).lower(), "")
    if new:
        said = reading.text[verb.start : first.end]
        edit = Edit(verb.start, first.end, new)
        reading.fault(f"{said} is not said here; did you mean {new}?", verb.start, first.end, edit)
    elif _is_record(words[1:]):
        reading.wrong("create makes a zone, and a record type follows; did you mean add?", verb, "add")
    return bool(reading.notes)


def _is_record(words: Sequence[Piece]) -> bool:
    said = [reads.word(word).removesuffix(",") for word in words]
    type_ = Type.__members__.get(said[0].upper()) if said[1:] else None
    if type_ is None:
        return said[:1] == ["ALIAS"] and len(said) > 1
    size = valued.FIXED.get(type_, 1)
    return type_ in (Type.TXT, Type.SPF) or valued.accepted(type_, " ".join(said[1 : 1 + size]))


def delete_zone(reading: Reading) -> Verb:
    """Delete_zone ZONE."""
    words = _words(reading)
    (zone,) = _needed(reading, words, 1)
    if words[1:]:
        reading.fault("One zone is expected; this is more", words[1].start, words[-1].end)
    return verbs.DeleteZone(reads.target(reading, zone))


def add_record(reading: Reading) -> Verb | None:
    """Add_record ZONEID NAME TYPE V1,V2 [TTL=600] [IDENTIFIER] [WEIGHT] [COMMENT]."""
    return _record(reading, verbs.Add, _TTL)


def change_record(reading: Reading) -> Verb | None:
    """Change_record: what is not given stays as it is, the TTL too."""
    return _record(reading, verbs.SetRecord, None)


def _record(reading: Reading, make: type[verbs.Add] | type[verbs.SetRecord], ttl: int | None) -> Verb | None:
    words = _words(reading)
    zone, name, type_ = _where(reading, words, 4)
    if type_ is None:
        return None
    rules.check_new(reading, name, type_)
    said, rest = _values(type_, words[3:])
    values = valued.read(reading, type_, said)
    ttl = _ttl(reading, rest[0]) if rest and _given(rest[0]) else ttl
    routing, comment = _routing(reading, rest[1:3], add=make is verbs.Add), _comment(reading, rest[3:])
    return make(name, type_, values, ttl, comment, zone, routing)


def del_record(reading: Reading) -> Verb | None:
    """Del_record: values and a TTL that are given must be what stands."""
    words = _words(reading)
    zone, name, type_ = _where(reading, words, 3)
    if type_ is None:
        return None
    rules.check_apex(reading, name, type_)
    said, rest = _values(type_, words[3:])
    values = valued.read(reading, type_, said)
    ttl = _ttl(reading, rest[0]) if rest and _given(rest[0]) else None
    chosen = Routing(_routing(reading, rest[1:3]).id)
    return verbs.Delete(name, type_, values, ttl, zone, chosen, comment=_comment(reading, rest[3:]))


def add_alias(reading: Reading) -> Verb | None:
    """Add_alias ZONEID NAME TYPE ALIAS_ZONEID ALIAS_NAME [IDENTIFIER] [WEIGHT] [COMMENT]."""
    return _alias(reading, lambda *said: verbs.Add(said[1], said[2], (), None, said[5], said[0], said[4], said[3]))


def change_alias(reading: Reading) -> Verb | None:
    """Change_alias, with the same words."""
    return _alias(
        reading, lambda *said: verbs.SetRecord(said[1], said[2], (), None, said[5], said[0], said[4], said[3])
    )


def del_alias(reading: Reading) -> Verb | None:
    """Del_alias, with the same words; what the alias points at must be what stands."""
    return _alias(
        reading,
        lambda zone, name, type_, alias, routing, comment: verbs.Delete(
            name, type_, zone=zone, routing=Routing(routing.id), alias=alias, comment=comment
        ),
    )


Aliasing = Callable[[str, str, Type, Target, Routing, str], Verb]


def _alias(reading: Reading, made: Aliasing) -> Verb | None:
    words = _words(reading)
    zone, name, type_ = _where(reading, words, 5)
    if type_ is None:
        return None
    if type_ in (Type.NS, Type.SOA):
        reading.wrong(f"A record of type {type_} cannot be an alias", words[2])
    zone_id, target = [*words[3:5], None, None][:2]
    alias = Target(_target(reading, target), zone_id=_zone_id(reading, zone_id))
    routing = _routing(reading, words[5:7], add=reading.verb == "add_alias")
    return made(zone, name, type_, alias, routing, _comment(reading, words[7:]))


# Words -----------------------------------------------------------------------------------------------------------


def _words(reading: Reading) -> list[Piece]:
    """What stands behind the verb, each word with its quotes."""
    behind = reading.pieces[0].end
    return [Piece(Role.WORD, found[0], *found.span()) for found in _WORD.finditer(reading.text, behind)]


def _needed(reading: Reading, words: Sequence[Piece], many: int) -> list[Piece | None]:
    """The first words; a missing one is noted with what it should be."""
    if len(words) < many:
        missing = boto.LINES[reading.verb][0].split()[len(words)]
        message = f"{reading.verb} needs {missing} here, as in: {boto.EXAMPLES[reading.verb]}"
        reading.fault(message, len(reading.text), len(reading.text))
    return [*words[:many], *[None] * (many - len(words))]


def _where(reading: Reading, words: Sequence[Piece], many: int) -> tuple[str, str, Type | None]:
    """Zone, name and type; None without a type."""
    zone, name, type_ = _needed(reading, words, many)[:3]
    known = reads.type_(reading, type_)
    return reads.target(reading, zone, "zone"), rules.named(reading, name, known or Type.PTR), known


def _values(type_: Type, words: Sequence[Piece]) -> tuple[list[Said], list[Piece]]:
    """The values by comma, and the words behind them.

    A shell took the quotes around a value of several words; here they are taken off too, or were never typed.
    """
    said: list[Said] = []
    fields: list[Said] = []
    size = valued.FIXED.get(type_, 1)
    for at, word in enumerate(words):
        parts = [Said(part[0], *part.span()) for part in _PART.finditer(word.text)]
        for number, part in enumerate(parts):
            fields.append(Said(part.text, word.start + part.start, word.start + part.end))
            last = number == len(parts) - 1
            if len(fields) == size or not last or (len(fields) == 1 and part.text[0] == '"'):
                said += _joined(type_, fields)
                fields = []
        if not fields and said and not word.text.endswith(","):
            return said, list(words[at + 1 :])
    return said + (_joined(type_, fields) if fields else []), []


def _joined(type_: Type, fields: Sequence[Said]) -> list[Said]:
    """One value of these fields; several by comma where one pair of quotes holds them all."""
    text = " ".join(field.text for field in fields)
    inner = spelling.unquoted(text)
    if type_ in (Type.TXT, Type.SPF):
        text = inner if inner.startswith('"') else spelling.string(inner)
    elif len(fields) == 1:
        text = inner
    start, end = fields[0].start, fields[-1].end
    several = text.split(",") if type_ not in _WITH_COMMAS else [text]
    return [Said(one.strip(), start, end) for one in several]


def _given(piece: Piece) -> bool:
    """Whether a word is more than the empty quotes that hold a place."""
    return bool(reads.word(piece))


def _ttl(reading: Reading, piece: Piece) -> int | None:
    return reads.seconds(reading, reads.word(piece), piece.start, piece.end)


def _routing(reading: Reading, words: Sequence[Piece], *, add: bool = False) -> Routing:
    """IDENTIFIER and WEIGHT."""
    chosen, heavy = [piece if _given(piece) else None for piece in [*words, *[_NONE] * 2][:2]]
    id_ = routed.set_identifier(reading, chosen) if chosen else ""
    policy = Weighted(routed.number(reading, heavy)) if heavy else None
    if (heavy and not chosen) or (add and chosen and not heavy):
        reading.fault("IDENTIFIER and WEIGHT go together", words[0].start, words[-1].end)
    return Routing(id_, policy)


def _comment(reading: Reading, words: Sequence[Piece]) -> str:
    """One quoted word, or all that is left."""
    if not words:
        return ""
    reading.mark("comment", words[0].start, words[-1].end)
    return spelling.unquoted(reading.text[words[0].start : words[-1].end])


def _target(reading: Reading, piece: Piece | None) -> str:
    if piece is None:
        return ""
    reading.mark("target", piece.start, piece.end)
    try:
        return names.typed(reads.word(piece))
    except names.BadName as bad:
        reading.wrong(str(bad), piece, bad.correction)
        return ""


def _zone_id(reading: Reading, piece: Piece | None) -> str:
    found = aliased.hosted_zone(reads.word(piece)) if piece else ""
    if piece and not found:
        reading.wrong("The hosted zone id of the alias's target is expected here, as in Z35SXDOTRQ7X7K", piece)
    return found
