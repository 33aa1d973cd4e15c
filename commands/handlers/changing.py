"""The verbs that change records: add, set, delete. Each writes one change, or says why not."""

from dataclasses import replace
from functools import partial

from commands.handlers import aliasing
from commands.handlers.asking import Asked, gathered
from commands.handlers.locating import Place, locate
from commands.handlers.pointing import resolve
from commands.handlers.proposing import proposed
from commands.handlers.standing import apex_core, choice, of_type, refuse_apex_core, refuse_unwritable, untouchable
from commands.language import verbs
from commands.model import names, routing, values
from commands.model.plan import Kind, Plan
from commands.model.records import Alias, RecordSet, Type
from commands.ports import World
from commands.results import Answer, Differs, NothingThere, Started, Unchanged


def add(verb: verbs.Add, asked: Asked, world: World) -> Started:
    """Create a record set, or two for an alias of both families; Route 53 itself refuses what exists."""
    where, what = partial(_writable, verb, asked, world), partial(resolve, verb, asked, world)
    place, (verb, pointers) = gathered(asked, where, what)
    ttl = None if verb.alias else world.defaults.ttl if verb.ttl is None else verb.ttl
    record = _record(place, verb, ttl, routing.written(routing.fields(dict(verb.routes))), asked, world)
    both = (replace(record, type=Type.AAAA),) if verb.alias and verb.alias.both else ()
    plan = Plan.of(Kind.ADD, place.zone, after=(record, *both), comment=verb.comment, pointers=pointers)
    return Started(proposed(plan, asked, world))


def set_record(verb: verbs.SetRecord, asked: Asked, world: World) -> Answer:
    """Replace what stands, after asking; create without asking where nothing does."""
    where, what = partial(_writable, verb, asked, world), partial(resolve, verb, asked, world)
    place, (verb, pointers) = gathered(asked, where, what)
    everything = of_type(world.route53.standing(place.zone.id, place.name), verb.type)
    id_ = dict(verb.routes).get("id", "")
    old = next((record for record in everything if record.identifier == id_), None)
    if not id_ and any(record.identifier for record in everything):
        return choice(everything, place, lambda record: replace(verb, routes=(("id", record.identifier),)))
    if old and (kept := untouchable(old)):
        return kept
    if id_ and old is None and not routing.policy(routing.written(routing.fields(dict(verb.routes)))):
        raise asked.fault(
            "name", f"There is no record set `{id_}` there; to make one, say its policy, as in weight=10."
        )
    new = _replacing(verb, old, place, asked, world)
    both = (replace(new, type=Type.AAAA),) if verb.alias and verb.alias.both else ()
    if old and old.agrees(new) and not both:
        return Unchanged(old)
    before = ((old,) if old else ()) + _other_family(both, place, world)
    plan = Plan.of(Kind.SET, place.zone, before=before, after=(new, *both), comment=verb.comment, pointers=pointers)
    return Started(proposed(plan, asked, world, ask=bool(before)))


def _replacing(verb: verbs.SetRecord, old: RecordSet | None, place: Place, asked: Asked, world: World) -> RecordSet:
    """What shall stand: all that was not said stays as it is."""
    kept = old.routing if old else ""
    ttl = None if verb.alias else _kept_ttl(verb, old, world)
    return _record(place, verb, ttl, routing.changed(kept, dict(verb.routes)), asked, world)


def _other_family(both: tuple[RecordSet, ...], place: Place, world: World) -> tuple[RecordSet, ...]:
    """What stands in the way of the second half of ALIAS+."""
    if not both:
        return ()
    return of_type(world.route53.standing(place.zone.id, place.name), Type.AAAA)


def delete(verb: verbs.Delete, asked: Asked, world: World) -> Answer:
    """Propose to delete exactly what stands; values and TTL given are guards."""
    place = locate(verb.name, verb.zone, asked, world)
    if verb.type is not None:
        refuse_apex_core(place, verb.type, asked)
    everything = world.route53.standing(place.zone.id, place.name)
    id_ = dict(verb.routes).get("id", "")
    candidates = tuple(
        record
        for record in of_type(everything, verb.type)
        if not apex_core(record, place) and id_ in ("", record.identifier)
    )
    if place.apex and everything and not candidates and verb.type is None:
        raise asked.fault(
            "name", f"Only the NS and SOA stand at the apex `{names.plain(place.name)}`, and they keep the zone alive."
        )
    if not candidates:
        return NothingThere(place.zone, place.name, verb.type, everything)
    if len(candidates) > 1 or (candidates[0].identifier and not id_):
        return choice(candidates, place, lambda record: _just(record, place))
    (record,) = candidates
    if kept := untouchable(record):
        return kept
    verb, _ = resolve(verb, asked, world)
    if not _guards_hold(verb, record):
        return Differs(record)
    plan = Plan.of(Kind.DELETE, place.zone, before=(record,), comment=verb.comment)
    return Started(proposed(plan, asked, world, ask=True))


def _writable(verb: verbs.Add | verbs.SetRecord, asked: Asked, world: World) -> Place:
    place = locate(verb.name, verb.zone, asked, world)
    refuse_unwritable(place, verb.type, asked)
    return place


def _record(
    place: Place, verb: verbs.Add | verbs.SetRecord, ttl: int | None, routed: str, asked: Asked, world: World
) -> RecordSet:
    alias = aliasing.pointed(verb, place, asked, world) if verb.alias else None
    return RecordSet(place.name, verb.type, ttl, verb.values, alias, routed)


def _kept_ttl(verb: verbs.SetRecord, old: RecordSet | None, world: World) -> int:
    if verb.ttl is not None:
        return verb.ttl
    return world.defaults.ttl if old is None or old.ttl is None else old.ttl


def _just(record: RecordSet, place: Place) -> verbs.Delete:
    routes = (("id", record.identifier),) if record.identifier else ()
    return verbs.Delete(record.name, record.type, zone=place.zone.id, routes=routes)


def _guards_hold(verb: verbs.Delete, record: RecordSet) -> bool:
    if verb.alias and not _points(record.alias, verb.alias):
        return False
    if verb.ttl is not None and verb.ttl != record.ttl:
        return False
    return not verb.values or (record.alias is None and values.same(record.type, verb.values, record.values))


def _points(standing: Alias | None, said: verbs.AliasTo) -> bool:
    """Whether an alias points where it is said to; `dualstack.` before a load balancer's name is the same one."""
    if standing is None or (said.zone_id and said.zone_id != standing.zone_id):
        return False
    wanted, target = (name.lower().rstrip(".").removeprefix("dualstack.") for name in (said.target, standing.name))
    return wanted == target
