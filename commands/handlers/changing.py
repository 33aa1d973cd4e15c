"""The verbs that change records: add, set, delete. Each writes one change, or says why not."""

import itertools

from commands.handlers.asking import Asked
from commands.handlers.locating import Place, locate, refuse_doubled
from commands.handlers.pointing import resolve
from commands.language import verbs
from commands.model import names, values
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type
from commands.ports import World
from commands.results import Answer, Choice, Differs, NothingThere, Started, Unchanged, Untouchable


def add(verb: verbs.Add, asked: Asked, world: World) -> Started:
    """Create a record set; Route 53 itself refuses what exists."""
    place = _writable(verb, asked, world)
    verb, pointers = resolve(verb, asked, world)
    record = _record(place, verb, world.defaults.ttl if verb.ttl is None else verb.ttl)
    plan = Plan(Kind.ADD, place.zone.id, place.zone.name, after=(record,), comment=verb.comment, pointers=pointers)
    return Started(world.changes.propose(asked.draft(plan)))


def set_record(verb: verbs.SetRecord, asked: Asked, world: World) -> Answer:
    """Replace what stands, after asking; create without asking where nothing does."""
    place = _writable(verb, asked, world)
    verb, pointers = resolve(verb, asked, world)
    standing = _of_type(world.route53.standing(place.zone.id, place.name), verb.type)
    if any(record.routing for record in standing):
        return Untouchable(standing)
    old = standing[0] if standing else None
    new = _record(place, verb, _kept_ttl(verb, old, world))
    if old and old.agrees(new):
        return Unchanged(old)
    plan = Plan(
        Kind.SET, place.zone.id, place.zone.name, before=standing, after=(new,), comment=verb.comment, pointers=pointers
    )
    return Started(world.changes.propose(asked.draft(plan, ask_for=world.defaults.confirm if old else None)))


def delete(verb: verbs.Delete, asked: Asked, world: World) -> Answer:
    """Propose to delete exactly what stands; values and TTL given are guards."""
    place = locate(verb.name, verb.zone, asked, world)
    if verb.type is not None:
        _refuse_apex_core(place, verb.type, asked)
    everything = world.route53.standing(place.zone.id, place.name)
    candidates = tuple(r for r in _of_type(everything, verb.type) if not (place.apex and r.type in (Type.NS, Type.SOA)))
    if place.apex and everything and not candidates and verb.type is None:
        raise asked.fault(
            "name", f"Only the NS and SOA stand at the apex `{names.plain(place.name)}`, and they keep the zone alive."
        )
    if not candidates:
        return NothingThere(place.zone, place.name, verb.type, everything)
    if len({record.type for record in candidates}) > 1:
        return Choice(place.zone, place.name, tuple((r, _just(r, place)) for r in _first_of_each_type(candidates)))
    if any(record.routing for record in candidates):
        return Untouchable(candidates)
    (record,) = candidates
    verb, _ = resolve(verb, asked, world)
    if not _guards_hold(verb, record):
        return Differs(record)
    plan = Plan(Kind.DELETE, place.zone.id, place.zone.name, before=(record,))
    return Started(world.changes.propose(asked.draft(plan, ask_for=world.defaults.confirm)))


def _writable(verb: verbs.Add | verbs.SetRecord, asked: Asked, world: World) -> Place:
    place = locate(verb.name, verb.zone, asked, world)
    refuse_doubled(place, asked)
    _refuse_apex_core(place, verb.type, asked)
    if place.apex and verb.type is Type.CNAME:
        raise asked.fault(
            "type", f"A CNAME cannot stand at the apex of a zone, `{names.plain(place.name)}`: NS and SOA stand there."
        )
    return place


def _refuse_apex_core(place: Place, type_: Type, asked: Asked) -> None:
    if place.apex and type_ in (Type.NS, Type.SOA):
        raise asked.fault(
            "type",
            f"The {type_} at the apex of `{names.plain(place.name)}` keeps the zone alive; it is not changed here.",
        )


def _record(place: Place, verb: verbs.Add | verbs.SetRecord, ttl: int) -> RecordSet:
    return RecordSet(place.name, verb.type, ttl, verb.values)


def _kept_ttl(verb: verbs.SetRecord, old: RecordSet | None, world: World) -> int:
    if verb.ttl is not None:
        return verb.ttl
    return world.defaults.ttl if old is None or old.ttl is None else old.ttl


def _of_type(records: tuple[RecordSet, ...], type_: Type | None) -> tuple[RecordSet, ...]:
    return tuple(record for record in records if type_ in (None, record.type))


def _first_of_each_type(records: tuple[RecordSet, ...]) -> tuple[RecordSet, ...]:
    return tuple(next(group) for _, group in itertools.groupby(records, key=lambda record: record.type))


def _just(record: RecordSet, place: Place) -> str:
    return str(verbs.Delete(record.name, record.type, zone=place.zone.id))


def _guards_hold(verb: verbs.Delete, record: RecordSet) -> bool:
    if verb.ttl is not None and verb.ttl != record.ttl:
        return False
    return not verb.values or (record.alias is None and values.same(record.type, verb.values, record.values))
