"""A change to its inverse: what it took comes back, what it brought goes, every field as it was. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from commands.changes.lifecycle import Change, State
from commands.model.plan import RECORDS, Kind, Plan, alike, in_the_way, touched
from commands.model.records import RecordSet, Type

IN_EFFECT: Final = frozenset({State.PENDING, State.INSYNC})
"""The states of a change that Route 53 has taken: what can be undone."""

_INVERSE: Final[Mapping[Kind, Kind]] = {
    Kind.CREATE_ZONE: Kind.DELETE_ZONE,
    Kind.RESTORE_ZONE: Kind.DELETE_ZONE,
    Kind.DELETE_ZONE: Kind.RESTORE_ZONE,
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
        kind = _kind(plan.after, plan.before)
        return replace(plan, kind=kind, before=plan.after, after=plan.before, comment="", notes=())
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
        after=tuple(record for record in plan.before if not _own(record, plan.zone_name)),
        comment=plan.former.zone.comment if plan.former else "",
        vpc=vpcs[0] if vpcs else None,
        notes=(),
    )


def _own(record: RecordSet, zone_name: str) -> bool:
    """Whether a record set is what Route 53 makes with every zone."""
    return record.name == zone_name and record.type in (Type.NS, Type.SOA)


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
