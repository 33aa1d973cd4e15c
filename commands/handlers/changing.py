"""The verbs that change records: add, set, delete. Each writes one change, or says why not."""

from functools import partial

from commands.handlers import picking
from commands.handlers.aliasing import Aim, aim, points_at
from commands.handlers.asking import Asked, gathered
from commands.handlers.locating import Place, locate
from commands.handlers.pointing import resolve
from commands.handlers.proposing import proposed
from commands.handlers.replacing import Setting
from commands.handlers.standing import core, refuse_apex_core, refuse_managed, refuse_unwritable
from commands.language import verbs
from commands.model import groups, names, routing, values
from commands.model.aliases import endpoint
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type
from commands.model.routing import Failover, Weighted
from commands.ports import World
from commands.results import Answer, Differs, NothingThere, Started, Unchanged, Untouchable


def add(verb: verbs.Add, asked: Asked, world: World) -> Started:
    """Create a record set, or the two of ALIAS+; Route 53 itself refuses what exists."""
    where, what = partial(_writable, verb, asked, world), partial(resolve, verb, asked, world)
    place, (verb, pointers) = gathered(asked, where, what)
    aimed = _aimed(verb, place, False, asked, world)
    ttl = None if aimed else _new_ttl(verb, place, asked, world)
    alias, text = aimed.alias if aimed else None, routing.write(verb.routing)
    records = tuple(RecordSet(place.name, type_, ttl, verb.values, alias, text) for type_ in picking.types(verb))
    if reason := groups.flawed(records[0]):
        raise asked.fault("policy", f"{reason}.")
    notes = aimed.notes if aimed else ()
    plan = Plan.of(Kind.ADD, place.zone, after=records, comment=verb.comment, pointers=pointers, notes=notes)
    return Started(proposed(plan, asked, world))


def set_record(verb: verbs.SetRecord, asked: Asked, world: World) -> Answer:
    """Replace what stands, after asking; create without asking where nothing does."""
    where, what = partial(_writable, verb, asked, world), partial(resolve, verb, asked, world)
    place, (verb, pointers) = gathered(asked, where, what)
    everything = world.route53.standing(place.zone.id, place.name)
    group = picking.of_types(everything, picking.types(verb))
    if reason := groups.untouchable(group):
        return Untouchable(group, reason)
    if picking.routed(group) and not verb.routing.id:
        return picking.by_variant(group, place, verb, "set")
    old = picking.of_id(group, verb.routing.id)
    if verb.routing.id and not old and not _whole(verb):
        if verb.values or (verb.alias and verb.alias.name):
            raise asked.fault("id", f"There is no `{verb.routing.id}` there; to make one, say its policy: weight=10.")
        return NothingThere(place.zone, place.name, verb.type, everything, verb.routing.id)
    evaluated = next((record.alias.evaluate_health for record in old if record.alias), False)
    aimed = _aimed(verb, place, evaluated, asked, world)
    before, after = Setting(verb, place, aimed.alias if aimed else None, asked, world.defaults.ttl).swapped(group)
    if not after:
        return Unchanged(old[0])
    said = {"comment": verb.comment, "pointers": pointers, "notes": aimed.notes if aimed else ()}
    plan = Plan.of(Kind.SET, place.zone, before=before, after=after, **said)
    return Started(proposed(groups.warned(plan, everything), asked, world, ask=bool(before)))


def delete(verb: verbs.Delete, asked: Asked, world: World) -> Answer:
    """Propose to delete exactly what stands; all that is given beside an id is a guard."""
    place = locate(verb.name, verb.zone, asked, world)
    refuse_managed(place.zone, asked)
    refuse_apex_core(place, verb.type, asked)
    everything = world.route53.standing(place.zone.id, place.name)
    candidates = _deletable(verb, place, everything, asked)
    if not candidates:
        return NothingThere(place.zone, place.name, verb.type, everything, verb.routing.id)
    several = picking.several_types(candidates) and len(picking.types(verb)) < 2
    if several or (picking.routed(candidates) and not verb.routing.id):
        return picking.by_variant(candidates, place, verb, "delete")
    if reason := groups.untouchable(candidates):
        return Untouchable(candidates, reason)
    verb, _ = resolve(verb, asked, world)
    if other := next((record for record in candidates if not _guards_hold(verb, record, place)), None):
        return Differs(other)
    plan = Plan.of(Kind.DELETE, place.zone, before=candidates, comment=verb.comment)
    return Started(proposed(groups.warned(plan, everything), asked, world, ask=True))


def _writable(verb: verbs.Add | verbs.SetRecord, asked: Asked, world: World) -> Place:
    place = locate(verb.name, verb.zone, asked, world)
    refuse_unwritable(place, verb.type, asked, _as_alias(verb))
    return place


def _as_alias(verb: verbs.Add | verbs.SetRecord) -> str:
    """The command with an ALIAS in place of a CNAME, where its target is an AWS endpoint."""
    if not verb.values or not endpoint(verb.values[0]):
        return ""
    alias = verbs.Target(verb.values[0])
    return str(type(verb)(verb.name, Type.A, (), None, verb.comment, verb.zone, verb.routing, alias))


def _aimed(verb: verbs.Add | verbs.SetRecord, place: Place, evaluated: bool, asked: Asked, world: World) -> Aim | None:
    """Where the alias that is said points; None where none is said, or only what else it shall do."""
    if verb.alias is None or not verb.alias.name:
        return None
    evaluate = evaluated or isinstance(verb.routing.policy, Failover)
    return aim(verb.alias, picking.types(verb), place, evaluate, asked, world)


def _new_ttl(verb: verbs.Add, place: Place, asked: Asked, world: World) -> int:
    """The TTL of a new record set; weighted ones share theirs, so what stands decides."""
    default = world.defaults.ttl if verb.ttl is None else verb.ttl
    if not isinstance(verb.routing.policy, Weighted):
        return default
    shared = groups.shared_ttl(picking.of_types(world.route53.standing(place.zone.id, place.name), (verb.type,)))
    if verb.ttl is None or shared in (None, verb.ttl):
        return default if shared is None else shared
    here = f"{names.plain(place.name)} {verb.type}"
    raise asked.fault(
        "ttl",
        f"The weighted record sets of {here} have the TTL {shared}, and all of them share one."
        f" `{world.defaults.command} ttl {names.plain(place.name)} {verb.type} {verb.ttl}` changes it for all.",
    )


def _whole(verb: verbs.SetRecord) -> bool:
    """Whether a variant that does not stand yet is said in full."""
    policy = verb.routing.policy
    placed = not isinstance(policy, routing.Proximity) or policy.placed
    return policy is not None and placed and bool(verb.values or (verb.alias and verb.alias.name))


def _deletable(
    verb: verbs.Delete, place: Place, everything: tuple[RecordSet, ...], asked: Asked
) -> tuple[RecordSet, ...]:
    """What the verb can mean; the apex NS and SOA it never does."""
    found = tuple(record for record in everything if not core(place, record.type))
    if place.apex and everything and not found and verb.type is None:
        raise asked.fault(
            "name", f"Only the NS and SOA stand at the apex `{names.plain(place.name)}`, and they keep the zone alive."
        )
    return picking.of_id(picking.of_types(found, picking.types(verb)), verb.routing.id)


def _guards_hold(verb: verbs.Delete, record: RecordSet, place: Place) -> bool:
    if verb.ttl is not None and verb.ttl != record.ttl:
        return False
    if verb.alias and not points_at(record, verb.alias, place):
        return False
    if not routing.agrees(record.routing, verb.routing):
        return False
    return not verb.values or (record.alias is None and values.same(record.type, verb.values, record.values))
