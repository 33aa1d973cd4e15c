"""Which of the record sets of one name is meant. Never a guess: where several could be, they are offered."""

import itertools
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from commands.handlers.locating import Place
from commands.language import verbs
from commands.model.records import RecordSet, Type
from commands.results import Choice


def types(verb: verbs.Add | verbs.SetRecord | verbs.Delete) -> tuple[Type, ...]:
    """The types that a verb is about; none where it leaves that open."""
    if verb.alias and verb.alias.both:
        return Type.A, Type.AAAA
    return (verb.type,) if verb.type else ()


def of_types(records: Iterable[RecordSet], wanted: tuple[Type, ...]) -> tuple[RecordSet, ...]:
    """Those of some types, or all."""
    return tuple(record for record in records if not wanted or record.type in wanted)


def of_id(records: Iterable[RecordSet], identifier: str) -> tuple[RecordSet, ...]:
    """Those with a set identifier, or all."""
    return tuple(record for record in records if identifier in ("", record.identifier))


def several_types(records: Iterable[RecordSet]) -> bool:
    """Whether there is more than one type among them."""
    return len({record.type for record in records}) > 1


def routed(records: Iterable[RecordSet]) -> bool:
    """Whether there are variants among them."""
    return any(record.identifier for record in records)


def by_type(records: tuple[RecordSet, ...], place: Place, verb: Any, does: str) -> Choice:
    """One of each type, with the command that means it."""
    firsts = (next(group) for _, group in itertools.groupby(records, key=lambda record: record.type))
    options = tuple((record, _narrowed(verb, place, type=record.type)) for record in firsts)
    return Choice(place.zone, place.name, options, does)


def by_variant(records: tuple[RecordSet, ...], place: Place, verb: Any, does: str) -> Choice:
    """The variants, each with the command that means it; two types of one id that go together are one."""
    firsts = {record.identifier: record for record in reversed(records)}
    together = isinstance(verb, verbs.SetRecord | verbs.Delete) and len(types(verb)) > 1
    offered = [record for record in records if not together or firsts[record.identifier] is record]
    options = tuple((record, _narrowed(verb, place, record.identifier, type=record.type)) for record in offered)
    return Choice(place.zone, place.name, options, does)


def _narrowed(verb: Any, place: Place, identifier: str = "", **fields: Any) -> str:
    """What was said, said of just one."""
    if identifier and isinstance(verb, verbs.SetRecord | verbs.Delete):
        fields["routing"] = replace(verb.routing, id=identifier)
    elif identifier:
        fields["id"] = identifier
    return str(replace(verb, name=place.name, zone=place.zone.id, **fields))
