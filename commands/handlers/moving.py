"""The verbs that put what stands at a name under another one: rename and copy."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from commands.errors import NotUnderstood
from commands.handlers import picking
from commands.handlers.asking import Asked, gathered
from commands.handlers.locating import Place, locate, refuse_doubled
from commands.handlers.proposing import proposed
from commands.handlers.standing import core, refuse_apex_core, refuse_managed
from commands.language import verbs
from commands.model import groups, names
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type
from commands.model.zones import holding
from commands.ports import World
from commands.results import Answer, NothingThere, Started, Untouchable

# Ten pages of ListResourceRecordSets; a look through a larger zone would spend too much of the budget.
_LOOK_THROUGH: Final = 3000


def rename(verb: verbs.Rename, asked: Asked, world: World) -> Answer:
    """Propose to move all that stands at a name to another one, in one batch."""
    place = _origin(verb, verb.zone, asked, world)
    target = _destination(verb, "", place, asked, world)
    if target.zone.id != place.zone.id:
        raise asked.fault(
            "new",
            f"`{names.plain(target.name)}` lies in another zone than `{names.plain(place.name)}`, and one change is of"
            " one zone: copy it, then delete what is no longer needed.",
        )
    moving = _moving(verb, place, target, asked, world)
    if not isinstance(moving, tuple):
        return moving
    notes = tuple(_pointing_here(place, moving, world))
    after = tuple(replace(record, name=target.name) for record in moving)
    plan = Plan.of(Kind.RENAME, place.zone, before=moving, after=after, notes=notes)
    return Started(proposed(plan, asked, world, ask=True))


def copy(verb: verbs.Copy, asked: Asked, world: World) -> Answer:
    """Make all that stands at a name at another one too; Route 53 itself refuses what is in the way."""
    place = _origin(verb, verb.into or verb.zone, asked, world)
    target = _destination(verb, verb.into, place, asked, world)
    moving = _moving(verb, place, target, asked, world)
    if not isinstance(moving, tuple):
        return moving
    after = tuple(replace(record, name=target.name) for record in moving)
    plan = Plan.of(Kind.COPY, target.zone, after=after, source=place.name)
    return Started(proposed(plan, asked, world))


def _origin(verb: verbs.Rename | verbs.Copy, into: str, asked: Asked, world: World) -> Place:
    """Where the old name lies; where that cannot be told, what is wrong with the new one is told too."""
    here = partial(locate, verb.name, verb.zone, asked, world)
    try:
        return here()
    except NotUnderstood:
        return gathered(asked, here, partial(locate, verb.new, into, asked.naming("new"), world))[0]


def _destination(verb: verbs.Rename | verbs.Copy, into: str, place: Place, asked: Asked, world: World) -> Place:
    """Where the new name lies: in the zone of the old one where its name says that, or nothing else."""
    hinted = asked.naming("new")
    full = names.canonical(verb.new) if "." in verb.new else ""
    zones = holding(full, world.zones.all()) if full else ()
    if not into and any(zone.id == place.zone.id for zone in zones):
        target = Place(place.zone, full)
    elif not into and len(zones) > 1:
        listed = ", ".join(f"`{zone.id}`" for zone in zones)
        raise asked.fault("new", f"Several zones are called `{names.plain(zones[0].name)}`: {listed}. Add into=ID.")
    else:
        target = locate(verb.new, into or ("" if zones else verb.zone), hinted, world)
    if target == place:
        raise asked.fault("new", f"`{names.plain(target.name)}` is its name already.")
    refuse_doubled(target, hinted)
    refuse_managed(target.zone, hinted)
    return target


def _moving(
    verb: verbs.Rename | verbs.Copy, place: Place, target: Place, asked: Asked, world: World
) -> tuple[RecordSet, ...] | Answer:
    """What is meant: all of the name, or one type of it; never the NS and SOA of an apex."""
    if isinstance(verb, verbs.Rename):
        refuse_managed(place.zone, asked)
    refuse_apex_core(place, verb.type, asked)
    if place.apex and verb.type is None:
        raise asked.fault(
            "name", "The NS and SOA of an apex stay where they are: give the type that is meant, as in @ www A."
        )
    everything = world.route53.standing(place.zone.id, place.name)
    found = picking.of_types(everything, (verb.type,) if verb.type else ())
    if not found:
        return NothingThere(place.zone, place.name, verb.type, everything)
    if reason := groups.untouchable(found):
        return Untouchable(found, reason)
    _check_fit(found, target, asked)
    return found


def _check_fit(moving: tuple[RecordSet, ...], target: Place, asked: Asked) -> None:
    """What cannot stand under the new name, whatever stands there."""
    here = names.plain(target.name)
    for record in moving:
        if core(target, record.type) or (target.apex and record.type is Type.CNAME):
            raise asked.fault("new", f"A {record.type} cannot be put at the apex of a zone, `{here}`.")
        if record.type is Type.NS and target.name.startswith("*."):
            raise asked.fault("new", "Route 53 takes no NS for a wildcard.")


def _pointing_here(place: Place, moving: tuple[RecordSet, ...], world: World) -> Iterator[str]:
    """The aliases of the zone whose target a rename takes away."""
    if place.zone.records > _LOOK_THROUGH:
        yield f"The zone has {place.zone.records:,} record sets; whether an alias points here was not looked for."
        return
    types = {record.type for record in moving}
    for record in world.route53.records(place.zone.id):
        if record.type in types and record.name != place.name and _points(record, place):
            yield f"{names.plain(record.name)} {record.type} is an alias of {names.plain(place.name)} and loses it."


def _points(record: RecordSet, place: Place) -> bool:
    alias = record.alias
    return alias is not None and alias.zone_id == place.zone.id and names.canonical(alias.name) == place.name
