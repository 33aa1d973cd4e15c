"""The verbs that change one thing of a record set, or move it: read, swap exactly what stands, keep the rest."""

import json
from collections.abc import Sequence
from dataclasses import replace

from commands.handlers.asking import Asked, gathered
from commands.handlers.locating import Place, locate
from commands.handlers.pointing import resolve
from commands.handlers.proposing import proposed
from commands.handlers.standing import apex_core, choice, of_type, refuse_apex_core, untouchable
from commands.language import verbs
from commands.model import names, routing, values
from commands.model.instances import Pointer
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type
from commands.ports import World
from commands.results import Answer, NothingThere, Started, Unchanged


def weigh(verb: verbs.Weigh, asked: Asked, world: World) -> Answer:
    """Another weight for one variant; nothing is lost, so nothing is asked."""
    return _weighed(verb, verb.weight, asked, world)


def drain(verb: verbs.Drain, asked: Asked, world: World) -> Answer:
    """No more weight for one variant."""
    return _weighed(verb, 0, asked, world)


def _weighed(verb: verbs.Weigh | verbs.Drain, weight: int, asked: Asked, world: World) -> Answer:
    place = locate(verb.name, verb.zone, asked, world)
    everything = world.route53.standing(place.zone.id, place.name)
    found = [record for record in of_type(everything, verb.type) if record.identifier == verb.id]
    if not found:
        raise asked.fault("id", f"There is no record set `{verb.id}` at `{names.plain(place.name)}`.{_ids(everything)}")
    if len(found) > 1:
        return choice(found, place, lambda record: replace(verb, type=record.type))
    (old,) = found
    if "Weight" not in json.loads(old.routing):
        raise asked.fault("id", f"`{verb.id}` is not weighted: {routing.words(old.routing)}.")
    new = replace(old, routing=routing.changed(old.routing, {"weight": str(weight)}))
    return _swapped(place, (old,), (new,), asked, world)


def _ids(records: Sequence[RecordSet]) -> str:
    known = ", ".join(f"`{record.identifier}`" for record in records if record.identifier)
    return f" There are: {known}." if known else ""


def change_ttl(verb: verbs.ChangeTtl, asked: Asked, world: World) -> Answer:
    """Another TTL; variants of a weighted name have one TTL together. Source: API reference, ResourceRecordSet."""
    place = locate(verb.name, verb.zone, asked, world)
    everything = [r for r in world.route53.standing(place.zone.id, place.name) if not apex_core(r, place)]
    found = tuple(record for record in of_type(everything, verb.type) if record.ttl is not None)
    if not found:
        aliased = of_type(everything, verb.type)
        if aliased:
            raise asked.fault("name", "An alias has no TTL: it answers with its target's.")
        return NothingThere(place.zone, place.name, verb.type, tuple(everything))
    if len({record.type for record in found}) > 1:
        firsts = {record.type: record for record in reversed(found)}
        return choice(list(firsts.values()), place, lambda record: replace(verb, type=record.type))
    if kept := untouchable(found[0]):
        return kept
    return _swapped(place, found, tuple(replace(record, ttl=verb.ttl) for record in found), asked, world)


def add_value(verb: verbs.AddValue, asked: Asked, world: World) -> Answer:
    """More values; those that stand stay."""
    return _valued(verb, asked, world)


def remove_value(verb: verbs.RemoveValue, asked: Asked, world: World) -> Answer:
    """Fewer values, after asking; without any left the record set goes."""
    return _valued(verb, asked, world)


def _valued(verb: verbs.AddValue | verbs.RemoveValue, asked: Asked, world: World) -> Answer:
    place = locate(verb.name, verb.zone, asked, world)
    refuse_apex_core(place, verb.type, asked)
    everything = world.route53.standing(place.zone.id, place.name)
    found = of_type(everything, verb.type)
    id_ = dict(verb.routes).get("id", "")
    if not id_ and any(record.identifier for record in found):
        return choice(found, place, lambda record: replace(verb, routes=(("id", record.identifier),)))
    old = next((record for record in found if record.identifier == id_), None)
    if old is None:
        return NothingThere(place.zone, place.name, verb.type, everything)
    if kept := untouchable(old):
        return kept
    if old.alias:
        raise asked.fault("type", "An alias has no values of its own; it points at another record.")
    verb, pointers = resolve(verb, asked, world)
    if isinstance(verb, verbs.AddValue):
        more = tuple(value for value in verb.values if not _among(old, value))
        return _swapped(place, (old,), (replace(old, values=(*old.values, *more)),), asked, world, pointers=pointers)
    return _fewer(verb, old, place, asked, world)


def _fewer(verb: verbs.RemoveValue, old: RecordSet, place: Place, asked: Asked, world: World) -> Answer:
    missing = [value for value in verb.values if not _among(old, value)]
    if missing:
        raise asked.fault("values", f"{missing[0]} is not among the values: {', '.join(old.values)}.")
    left = tuple(one for one in old.values if not any(values.same(old.type, [one], [gone]) for gone in verb.values))
    if left:
        return _swapped(place, (old,), (replace(old, values=left),), asked, world, ask=True)
    return Started(proposed(Plan.of(Kind.DELETE, place.zone, before=(old,)), asked, world, ask=True))


def _among(record: RecordSet, value: str) -> bool:
    return any(values.same(record.type, [one], [value]) for one in record.values)


def _swapped(
    place: Place,
    before: tuple[RecordSet, ...],
    after: tuple[RecordSet, ...],
    asked: Asked,
    world: World,
    *,
    ask: bool = False,
    pointers: tuple[Pointer, ...] = (),
) -> Answer:
    """One batch that deletes exactly what stands and creates what shall stand."""
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if not old.agrees(new)]
    if not pairs:
        return Unchanged(before[0])
    olds, news = zip(*pairs, strict=True)
    plan = Plan.of(Kind.SET, place.zone, before=olds, after=news, pointers=pointers)
    return Started(proposed(plan, asked, world, ask=ask))


def rename(verb: verbs.Rename, asked: Asked, world: World) -> Answer:
    """Move all record sets of a name to another name of the zone, in one batch, after asking."""
    place, standing, new = _moving(verb, asked, world)
    if new.zone.id != place.zone.id:
        where = f"`{names.plain(new.name)}` lies in another zone"
        raise asked.fault("new", f"{where}: a rename is one batch in one zone. Copy it, then delete the old one.")
    if not standing:
        return NothingThere(place.zone, place.name, None)
    plan = Plan.of(Kind.RENAME, place.zone, before=standing, after=_moved(standing, new))
    return Started(proposed(plan, asked, world, ask=True))


def copy(verb: verbs.Copy, asked: Asked, world: World) -> Answer:
    """Make the record sets of a name under another name too; Route 53 refuses what exists."""
    place, standing, new = _moving(verb, asked, world)
    if not standing:
        return NothingThere(place.zone, place.name, None)
    return Started(proposed(Plan.of(Kind.COPY, new.zone, after=_moved(standing, new)), asked, world))


def _moving(verb: verbs.Rename | verbs.Copy, asked: Asked, world: World) -> tuple[Place, tuple[RecordSet, ...], Place]:
    place, new = gathered(
        asked,
        lambda: locate(verb.name, verb.zone, asked, world),
        lambda: locate(verb.new, "", asked.naming("new"), world),
    )
    if new.name == place.name and new.zone.id == place.zone.id:
        raise asked.fault("new", "That is the name it has.")
    everything = world.route53.standing(place.zone.id, place.name)
    standing = tuple(record for record in everything if not apex_core(record, place))
    kept = next((answer for record in standing if (answer := untouchable(record))), None)
    if kept:
        raise asked.fault("name", f"{kept.records[0].type} is kept: {kept.why}")
    if new.apex and any(record.type is Type.CNAME for record in standing):
        raise asked.fault("new", "A CNAME cannot stand at the apex of a zone.")
    return place, standing, new


def _moved(records: Sequence[RecordSet], new: Place) -> tuple[RecordSet, ...]:
    return tuple(replace(record, name=new.name) for record in records)
