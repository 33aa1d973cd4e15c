"""The verbs that change one thing of what stands: weight, drain, ttl, add-value, remove-value.

They read first, then ask for exactly what was read to be replaced, so all that they do not name stays.
"""

from collections.abc import Callable
from dataclasses import replace

from commands.handlers import picking
from commands.handlers.asking import Asked
from commands.handlers.locating import Place, locate
from commands.handlers.pointing import resolve
from commands.handlers.proposing import proposed
from commands.handlers.standing import core, refuse_apex_core, refuse_managed
from commands.language import verbs
from commands.model import groups, names, routing, values
from commands.model.instances import Pointer
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type
from commands.model.routing import Routing, Weighted
from commands.ports import World
from commands.results import Answer, NothingThere, Started, Unchanged, Untouchable

Adjusting = verbs.Weigh | verbs.Drain | verbs.ChangeTtl | verbs.AddValue | verbs.RemoveValue


def weigh(verb: verbs.Weigh, asked: Asked, world: World) -> Answer:
    """Give every weighted record set of that id another weight."""
    return _weighed(verb, verb.weight, asked, world)


def drain(verb: verbs.Drain, asked: Asked, world: World) -> Answer:
    """Give every weighted record set of that id the weight 0."""
    return _weighed(verb, 0, asked, world)


def _weighed(verb: verbs.Weigh | verbs.Drain, weight: int, asked: Asked, world: World) -> Answer:
    place = _place(verb, asked, world)
    everything = world.route53.standing(place.zone.id, place.name)
    found = picking.of_id(picking.of_types(everything, (verb.type,) if verb.type else ()), verb.id)
    if refused := _refused(found, verb, place, everything):
        return refused
    weighted = tuple(filter(groups.weighted, found))
    if not weighted:
        what = f"`{verb.id}` of `{names.plain(place.name)}` {found[0].type}"
        raise asked.fault("id", f"{what} has no weight: it is {routing.words(found[0].routing)}.")

    def weighed(record: RecordSet) -> RecordSet:
        return replace(record, routing=routing.changed(record.routing, Routing(policy=Weighted(weight))))

    return _adjusted(place, weighted, weighed, everything, asked, world)


def ttl(verb: verbs.ChangeTtl, asked: Asked, world: World) -> Answer:
    """Give a name's record sets of one type another TTL; a weighted group has one for all of it."""
    place = _place(verb, asked, world)
    refuse_apex_core(place, verb.type, asked)
    everything = world.route53.standing(place.zone.id, place.name)
    there = tuple(record for record in everything if not core(place, record.type))
    found = picking.of_id(picking.of_types(there, (verb.type,) if verb.type else ()), verb.id)
    if refused := _refused(found, verb, place, there):
        return refused
    timed = tuple(record for record in found if record.ttl is not None)
    if not timed:
        raise asked.fault("name", f"`{names.plain(place.name)}` is an alias, and has no TTL: its target's counts.")
    if picking.several_types(timed):
        return picking.by_type(timed, place, verb, "ttl")
    group = picking.of_types(there, (timed[0].type,)) if any(map(groups.weighted, timed)) else timed
    return _adjusted(place, group, lambda record: groups.with_ttl((record,), verb.ttl)[0], everything, asked, world)


def add_value(verb: verbs.AddValue, asked: Asked, world: World) -> Answer:
    """Put values to those that stand."""
    place, everything, found = _valued(verb, asked, world)
    if not isinstance(found, RecordSet):
        return found
    verb, pointers = resolve(verb, asked, world)
    new = tuple(value for value in verb.values if not _among(verb.type, value, found.values))

    def grown(record: RecordSet) -> RecordSet:
        return replace(record, values=(*record.values, *new))

    return _adjusted(place, (found,), grown, everything, asked, world, pointers)


def remove_value(verb: verbs.RemoveValue, asked: Asked, world: World) -> Answer:
    """Propose to take values away; without the last one the record set itself goes."""
    place, everything, found = _valued(verb, asked, world)
    if not isinstance(found, RecordSet):
        return found
    verb, _ = resolve(verb, asked, world)
    if missing := [value for value in verb.values if not _among(verb.type, value, found.values)]:
        raise asked.fault("values", f"{missing[0]} is not among the values: {', '.join(found.values)}.")
    left = tuple(value for value in found.values if not _among(verb.type, value, verb.values))
    after = (replace(found, values=left),) if left else ()
    plan = Plan.of(Kind.SET if left else Kind.DELETE, place.zone, before=(found,), after=after)
    return Started(proposed(groups.warned(plan, everything), asked, world, ask=True))


def _place(verb: Adjusting, asked: Asked, world: World) -> Place:
    place = locate(verb.name, verb.zone, asked, world)
    refuse_managed(place.zone, asked)
    return place


def _refused(
    found: tuple[RecordSet, ...], verb: Adjusting, place: Place, everything: tuple[RecordSet, ...]
) -> NothingThere | Untouchable | None:
    """Nothing of the kind stands, or what stands is not for a person to change."""
    if not found:
        return NothingThere(place.zone, place.name, verb.type, everything, verb.id)
    reason = groups.untouchable(found)
    return Untouchable(found, reason) if reason else None


def _valued(
    verb: verbs.AddValue | verbs.RemoveValue, asked: Asked, world: World
) -> tuple[Place, tuple[RecordSet, ...], RecordSet | Answer]:
    """The place that is meant, everything that stands there, and the one record set whose values are meant."""
    place = _place(verb, asked, world)
    refuse_apex_core(place, verb.type, asked)
    everything = world.route53.standing(place.zone.id, place.name)
    return place, everything, _one(verb, place, everything, asked)


def _one(
    verb: verbs.AddValue | verbs.RemoveValue, place: Place, everything: tuple[RecordSet, ...], asked: Asked
) -> RecordSet | Answer:
    """The one record set whose values are meant."""
    found = picking.of_id(picking.of_types(everything, (verb.type,)), verb.id)
    if refused := _refused(found, verb, place, everything):
        return refused
    if picking.routed(found) and not verb.id:
        return picking.by_variant(
            found, place, verb, "add-value" if isinstance(verb, verbs.AddValue) else "remove-value"
        )
    if found[0].alias:
        raise asked.fault("name", f"`{names.plain(place.name)}` {verb.type} is an alias, and has no values of its own.")
    return found[0]


def _among(type_: Type, value: str, others: tuple[str, ...]) -> bool:
    return any(values.same(type_, [value], [other]) for other in others)


def _adjusted(
    place: Place,
    found: tuple[RecordSet, ...],
    adjust: Callable[[RecordSet], RecordSet],
    everything: tuple[RecordSet, ...],
    asked: Asked,
    world: World,
    pointers: tuple[Pointer, ...] = (),
) -> Answer:
    """Write the change of those that differ from what is wanted. Nothing is lost by it, so nobody is asked."""
    changed = [(old, new) for old in found if (new := adjust(old)) != old]
    if not changed:
        return Unchanged(found[0])
    before, after = zip(*changed, strict=True)
    plan = Plan.of(Kind.SET, place.zone, before=before, after=after, pointers=pointers)
    return Started(proposed(groups.warned(plan, everything), asked, world))
