"""What no verb does, whatever stands: told at the words that ask for it."""

from commands.handlers.asking import Asked
from commands.handlers.locating import Place, refuse_doubled
from commands.model import names
from commands.model.records import Type
from commands.model.zones import Zone


def refuse_managed(zone: Zone, asked: Asked, field: str = "name") -> None:
    """Leave alone what another AWS service keeps. Source: Route 53 API reference, LinkedService."""
    if zone.managed:
        said = f"The zone `{names.plain(zone.name)}` belongs to {zone.managed}; only that service changes it."
        raise asked.fault(field, said)


def refuse_apex_core(place: Place, type_: Type | None, asked: Asked) -> None:
    """The apex NS and SOA keep a zone alive."""
    if place.apex and type_ in (Type.NS, Type.SOA):
        raise asked.fault(
            "type",
            f"The {type_} at the apex of `{names.plain(place.name)}` keeps the zone alive; it is not changed here.",
        )


def refuse_unwritable(place: Place, type_: Type | None, asked: Asked, instead: str = "") -> None:
    """Raise NotUnderstood where such a record cannot be made, whatever stands. instead: the command that can."""
    refuse_doubled(place, asked)
    refuse_managed(place.zone, asked)
    refuse_apex_core(place, type_, asked)
    if place.apex and type_ is Type.CNAME:
        raise asked.fault(
            "type",
            f"A CNAME cannot stand at the apex of a zone, `{names.plain(place.name)}`: NS and SOA stand there."
            " An ALIAS can, to an AWS endpoint or a name of ours.",
            instead,
        )


def core(place: Place, type_: Type) -> bool:
    """Whether a type at a place is one of the two that keep the zone alive."""
    return place.apex and type_ in (Type.NS, Type.SOA)
