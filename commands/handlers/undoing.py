"""undo: the exact inverse of a change, proposed where what the change left behind still stands."""

from collections.abc import Iterator
from dataclasses import replace

from commands.changes.lifecycle import Change
from commands.changes.undo import against, inverse, undoable
from commands.errors import NoSuchChange
from commands.handlers.asking import Asked
from commands.handlers.proposing import judged, proposed
from commands.handlers.zoning import OWN, refuse_second
from commands.language import verbs
from commands.model.plan import MADE, RECORDS, Kind, Plan, alike, touched
from commands.model.records import RecordSet
from commands.policy import enforce
from commands.ports import World
from commands.results import (
    Answer,
    AskedAlready,
    MovedOn,
    NotEmpty,
    NothingToUndo,
    NotUndoable,
    Started,
    TypeTheName,
)


def undo(verb: verbs.Undo, asked: Asked, world: World) -> Answer:
    """Propose the inverse of a change, or say why there is none."""
    change = found(verb.change, world) if verb.change else world.history.last_here(asked.place)
    if change is None:
        return NothingToUndo()
    return undo_of(change, asked.meaning(verbs.Undo(change.id)), world)


def undo_of(change: Change, asked: Asked, world: World) -> Answer:
    """The question whether a change shall be undone, or why not. Raises NotAllowed, NoSuchZone."""
    if not undoable(change):
        return NotUndoable(change)
    enforce(judged(asked.actor, asked.command.verb, inverse(change.plan), asked.place, world))
    question = world.history.undo_in_hand(change.id)
    if question:
        return _again(change, question, asked)
    if change.plan.kind in RECORDS:
        return _records(change, asked, world)
    if change.plan.vpc and change.plan.kind not in MADE:
        return _attached(change, asked, world)
    return (_zone_away if change.plan.kind in MADE else _zone_again)(change, asked, world)


def found(change_id: str, world: World) -> Change:
    """The change with that id, ours or Route 53's. Raises NoSuchChange."""
    change = world.changes.get(change_id)
    if change is None:
        raise NoSuchChange(f"There is no change `{change_id}`. `{world.defaults.command} history` lists the last ones.")
    return change


def _asked_about(change: Change, plan: Plan, asked: Asked, world: World, *, quiet: bool = False) -> Answer:
    """Write the question whether a plan shall undo a change, unless somebody was quicker."""
    question = proposed(plan, asked, world, ask=True, quiet=quiet, undo_of=change.id)
    return _again(change, question, asked)


def _again(change: Change, question: Change, asked: Asked) -> Answer:
    """The question, where this very command has asked it; else a word that it stands."""
    if question.origin != asked.origin:
        return AskedAlready(change, question)
    return TypeTheName(question) if question.plan.kind is Kind.DELETE_ZONE else Started(question)


def _records(change: Change, asked: Asked, world: World) -> Answer:
    plan = inverse(change.plan)
    standing = tuple(record for name in plan.names for record in world.route53.standing(plan.zone_id, name))
    exact = against(plan, standing)
    if exact is None:
        return _moved_on(change, plan, standing, world)
    return _asked_about(change, exact, asked, world)


def _moved_on(change: Change, plan: Plan, standing: tuple[RecordSet, ...], world: World) -> MovedOn:
    """What stands in the place of what was left; all of the name, where it is something else that is in the way."""
    now = touched(plan, standing)
    return MovedOn(change, plan.before, standing if alike(plan.before, now) else now, _since(change, world))


def _since(change: Change, world: World) -> Change | None:
    """The newest change of ours that touched the same names afterwards."""
    later = (
        other
        for name in change.plan.names
        for other in world.history.of_name(change.plan.zone_id, name)
        if (other.accepted_at or 0.0) > (change.accepted_at or 0.0) and other.id != change.id
    )
    return max(later, key=lambda other: other.accepted_at or 0.0, default=None)


def _attached(change: Change, asked: Asked, world: World) -> Answer:
    """Propose to associate what was dissociated, or the other way round."""
    plan = inverse(change.plan)
    there = plan.vpc in world.route53.zone(plan.zone_id).vpcs
    if there == (plan.kind is Kind.ASSOCIATE):
        raise asked.fault("change", f"{plan.vpc} is {'associated' if there else 'not associated'} already.")
    return _asked_about(change, plan, asked, world)


def _zone_away(change: Change, asked: Asked, world: World) -> Answer:
    """Propose to delete the zone that a change made; as ever, only an empty one, and once its name was typed."""
    plan = inverse(change.plan)
    zone = world.route53.zone(plan.zone_id).zone
    if zone.records > OWN:
        return NotEmpty(zone, zone.records - OWN)
    return _asked_about(change, plan, asked, world, quiet=True)


def _zone_again(change: Change, asked: Asked, world: World) -> Answer:
    """Propose to make a deleted zone anew, with all that was kept of it."""
    plan = inverse(change.plan)
    if plan.former and not plan.former.zone.private:
        refuse_second(plan.zone_name, asked, world)
    return _asked_about(change, replace(plan, notes=tuple(_notes(change.plan))), asked, world)


def _notes(plan: Plan) -> Iterator[str]:
    """What making a zone anew cannot bring back. plan: of its deletion."""
    if plan.former and not plan.former.zone.private:
        yield "Route 53 gives the zone other name servers than it had; its registrar must be told them then."
    policies = sum("TrafficPolicyInstanceId" in record.routing for record in plan.before)
    if policies:
        yield f"{policies} of its record sets came from traffic policies and do not come back by themselves."
    yield "Tags, DNSSEC signing, query logging and protections of the old zone were not kept."
