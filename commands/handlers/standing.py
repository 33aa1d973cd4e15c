"""What stands at a name, seen by a verb that wants to change it: which of it is meant, and what is left alone."""

import json
from collections.abc import Callable, Sequence

from commands.handlers.asking import Asked
from commands.handlers.locating import Place, refuse_doubled
from commands.language.verbs import Verb
from commands.model import names
from commands.model.records import RecordSet, Type
from commands.results import Choice, Untouchable

_CORE = (Type.NS, Type.SOA)


def of_type(records: Sequence[RecordSet], type_: Type | None) -> tuple[RecordSet, ...]:
    """The record sets of a type; all of them where none was said."""
    return tuple(record for record in records if type_ in (None, record.type))


def apex_core(record: RecordSet, place: Place) -> bool:
    """Whether it is one of the two that keep a zone alive."""
    return place.apex and record.type in _CORE


def refuse_apex_core(place: Place, type_: Type | None, asked: Asked) -> None:
    """Raise NotUnderstood for the NS and SOA of the apex."""
    if place.apex and type_ in _CORE:
        raise asked.fault(
            "type",
            f"The {type_} at the apex of `{names.plain(place.name)}` keeps the zone alive; it is not changed here.",
        )


def refuse_unwritable(place: Place, type_: Type | None, asked: Asked) -> None:
    """Raise NotUnderstood where such a record cannot be made, whatever stands."""
    refuse_doubled(place, asked)
    refuse_apex_core(place, type_, asked)
    if place.apex and type_ is Type.CNAME:
        apex = names.plain(place.name)
        raise asked.fault(
            "type",
            f"A CNAME cannot stand at the apex of a zone, `{apex}`: NS and SOA stand there. An alias can, to an AWS"
            f" service: `add {apex} ALIAS TARGET`.",
        )


def choice(records: Sequence[RecordSet], place: Place, say: Callable[[RecordSet], Verb]) -> Choice:
    """The record sets that could be meant, each with the command that means it alone."""
    return Choice(place.zone, place.name, tuple((record, str(say(record))) for record in records))


def untouchable(record: RecordSet) -> Untouchable | None:
    """A record set that its traffic policy or a linked service keeps: shown, and left alone."""
    fields = json.loads(record.routing) if record.routing else {}
    if "TrafficPolicyInstanceId" in fields:
        return Untouchable((record,), "A traffic policy made it, and only that changes it.")
    return None
