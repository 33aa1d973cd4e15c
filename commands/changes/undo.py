"""A change to its inverse: what it took comes back, what it brought goes, every field as it was. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from commands.changes.lifecycle import Change, State
from commands.model.batches import batches, targets_first
from commands.model.plan import RECORDS, Kind, Plan, alike, in_the_way, touched
from commands.model.records import RecordSet, Type

IN_EFFECT: Final = frozenset({State.PENDING, State.INSYNC})
"""The states of a change that Route 53 has taken: what can be undone."""

_INVERSE: Final[Mapping[Kind, Kind]] = {
    Kind.CREATE_ZONE: Kind.DELETE_ZONE,
    Kind.RESTORE_ZONE: Kind.DELETE_ZONE,
    Kind.DELETE_ZONE: Kind.RESTORE_ZONE,
    Kind.ASSOCIATE: Kind.DISSOCIATE,
    Kind.DISSOCIATE: Kind.ASSOCIATE,
}


def undoable(change: Change) -> bool:
    """Whether a change can be undone at all: it took effect, still does, and what it took is known."""
    if change.state not in IN_EFFECT or change.undone_by:
        return False
    return change.plan.kind in RECORDS or (
        change.plan.kind in _INVERSE and (change.plan.kind is not Kind.DELETE_ZONE or change.plan.former is not None)
    )


def inverse(plan: Plan) -> Plan:
    """The plan that undoes a plan of record sets or of a whole zone, exact in every field.

    Raises KeyError for what has no inverse.
    """
    if plan.kind in RECORDS:
        turned = replace(plan, kind=_kind(plan.after, plan.before), before=plan.after, after=plan.before)
        return replace(turned, comment="", notes=(), pointers=(), source="")
    if plan.kind in (Kind.ASSOCIATE, Kind.DISSOCIATE):
        return replace(plan, kind=_INVERSE[plan.kind], comment="", notes=())
    if plan.kind is Kind.DELETE_ZONE:
        return _zone_again(plan)
    return replace(plan, kind=_INVERSE[plan.kind], before=(), after=(), comment="", notes=(), vpc=None, former=None)


def _kind(before: Sequence[RecordSet], after: Sequence[RecordSet]) -> Kind:
    if not before:
        return Kind.ADD
    return Kind.SET if after else Kind.DELETE


def _zone_again(plan: Plan) -> Plan:
    """A deleted zone with its settings and its record sets; Route 53 gives it another id and its own NS and SOA."""
    vpcs = plan.former.vpcs if plan.former else ()
    return replace(
        plan,
        kind=Kind.RESTORE_ZONE,
        zone_id="",
        before=(),
        after=tuple(record for record in plan.before if _comes_back(record, plan.zone_name)),
        comment=plan.former.zone.comment if plan.former else "",
        vpc=vpcs[0] if vpcs else None,
        notes=(),
    )


def _comes_back(record: RecordSet, zone_name: str) -> bool:
    """Not what Route 53 makes with every zone, nor what only a traffic policy makes."""
    own = record.name == zone_name and record.type in (Type.NS, Type.SOA)
    return not own and "TrafficPolicyInstanceId" not in record.routing


def following(plan: Plan) -> tuple[Plan, ...]:
    """What puts into a zone that was made anew all that the former one held, one request each, in order.

    plan: of a zone made anew, with the new zone's id; nothing follows any other plan.
    """
    if plan.kind is not Kind.RESTORE_ZONE or plan.former is None:
        return ()
    bare = replace(plan, before=(), after=(), comment="", vpc=None, former=None, notes=())
    further = (replace(bare, kind=Kind.ASSOCIATE, vpc=vpc) for vpc in plan.former.vpcs[1:])
    return (*further, *_contents(bare, plan))


def _contents(bare: Plan, plan: Plan) -> Iterator[Plan]:
    former = plan.former.zone.id if plan.former else ""
    parts = tuple(batches(targets_first(plan.after, former)))
    for number, part in enumerate(parts, 1):
        of = f", part {number} of {len(parts)}" if len(parts) > 1 else ""
        moved = tuple(_moved(record, former, plan.zone_id) for record in part)
        yield replace(bare, kind=Kind.RESTORE, after=moved, comment=f"what the zone {former} held{of}")


def _moved(record: RecordSet, former: str, zone_id: str) -> RecordSet:
    """A record set as it stands in the new zone: an alias within the zone points into the new one."""
    if record.alias is None or record.alias.zone_id != former:
        return record
    return replace(record, alias=replace(record.alias, zone_id=zone_id))


def against(plan: Plan, standing: Sequence[RecordSet]) -> Plan | None:
    """A plan whose `before` is what stands, spelled as it stands, so that it can be deleted exactly.

    standing: everything that stands now at the plan's names.
    Returns:  None where something else stands than the plan takes away, or where something keeps its `after` out.
    """
    now = touched(plan, standing)
    beside = [record for record in standing if record not in now]
    if not alike(plan.before, now) or in_the_way(plan.after, beside):
        return None
    return replace(plan, before=now)
