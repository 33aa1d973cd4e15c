"""Plans and changes to database rows and back."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import RowMapping, Select, exists, select

from commands.adapters.store.lanes import held_up
from commands.adapters.store.tables import cards, changes
from commands.changes.lifecycle import Change, State
from commands.model.instances import Pointer
from commands.model.plan import Kind, Plan
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Vpc, Zone, ZoneDetails


def from_record(record: RecordSet) -> dict[str, Any]:
    """A record set as JSON."""
    alias = record.alias and {
        "zone_id": record.alias.zone_id,
        "name": record.alias.name,
        "evaluate_health": record.alias.evaluate_health,
    }
    return {
        "name": record.name,
        "type": record.type.value,
        "ttl": record.ttl,
        "values": list(record.values),
        "alias": alias,
        "routing": record.routing,
    }


def to_record(row: Mapping[str, Any]) -> RecordSet:
    """JSON back to a record set, exactly."""
    return RecordSet(
        name=row["name"],
        type=Type(row["type"]),
        ttl=row["ttl"],
        values=tuple(row["values"]),
        alias=Alias(**row["alias"]) if row["alias"] else None,
        routing=row["routing"],
    )


def from_details(details: ZoneDetails) -> dict[str, Any]:
    """A zone with its settings as JSON."""
    return asdict(details)


def to_details(row: Mapping[str, Any]) -> ZoneDetails:
    """JSON back to a zone with its settings, exactly."""
    return ZoneDetails(
        zone=Zone(**row["zone"]),
        name_servers=tuple(row["name_servers"]),
        vpcs=tuple(Vpc(**vpc) for vpc in row["vpcs"]),
    )


def from_plan(plan: Plan) -> dict[str, Any]:
    """A plan as JSON."""
    return {
        "kind": plan.kind.value,
        "zone_id": plan.zone_id,
        "zone_name": plan.zone_name,
        "before": [from_record(record) for record in plan.before],
        "after": [from_record(record) for record in plan.after],
        "comment": plan.comment,
        "vpc": plan.vpc and {"id": plan.vpc.id, "region": plan.vpc.region},
        "account": plan.account,
        "pointers": [asdict(pointer) for pointer in plan.pointers],
        "former": plan.former and from_details(plan.former),
        "notes": list(plan.notes),
        "source": plan.source,
    }


def to_plan(row: Mapping[str, Any]) -> Plan:
    """JSON back to a plan, exactly."""
    return Plan(
        kind=Kind(row["kind"]),
        zone_id=row["zone_id"],
        zone_name=row["zone_name"],
        before=tuple(to_record(record) for record in row["before"]),
        after=tuple(to_record(record) for record in row["after"]),
        comment=row["comment"],
        vpc=Vpc(**row["vpc"]) if row.get("vpc") else None,
        account=row.get("account", ""),
        pointers=tuple(Pointer(**pointer) for pointer in row.get("pointers", ())),
        former=to_details(row["former"]) if row.get("former") else None,
        notes=tuple(row.get("notes", ())),
        source=row.get("source", ""),
    )


# What reading a row raises whose content is not as we wrote it.
BROKEN: Final = (ValueError, LookupError, TypeError, AttributeError)

_AS_THEY_ARE = (
    *("id", "origin", "token", "actor", "place", "private_place", "reply_to", "command", "reason", "note", "aws_id"),
    *("created_at", "expires_at", "decided_by", "decided_at", "sent_at", "accepted_at", "ended_at"),
    *("attempts", "polls", "reconciled", "found", "waits", "fence", "second", "undo_of", "undone_by", "loose"),
)


def to_change(row: RowMapping | Mapping[str, Any], *, posted: bool, held_up_by: str = "") -> Change:
    """A row of `changes` as the domain sees it. Raises one of BROKEN where it is not as we wrote it."""
    return Change(
        **{column: row[column] for column in _AS_THEY_ARE},
        plan=to_plan(row["plan"]),
        state=State(row["state"]),
        standing=tuple(to_record(record) for record in row["standing"]),
        name_servers=tuple(row["name_servers"]),
        approvers=tuple(row["approvers"]),
        posted=posted,
        held_up_by=held_up_by,
    )


def whole() -> Select[Any]:
    """Changes with what other rows tell of each, for `read`: whether its message stands, and what holds it up."""
    stands = exists().where(cards.c.id == changes.c.id, cards.c.ts != "")
    return select(changes, stands.label("posted"), held_up().label("held_up_by"))


def read(row: RowMapping) -> Change:
    """A row of a `whole` statement. A broken one is told of all the same, without what cannot be read of it."""
    seen = {"posted": bool(row["posted"]), "held_up_by": row["held_up_by"]}
    try:
        return to_change(row, **seen)
    except BROKEN:
        return to_change(_readable(row), **seen)


def _readable(row: RowMapping) -> dict[str, Any]:
    unknown = Plan(Kind.SET, row["lane"], row["zone_name"], comment="its content cannot be read")
    return {
        **row,
        "plan": _or(to_plan, row["plan"], from_plan(unknown)),
        "state": _or(State, row["state"], State.FAILED),
        "standing": _or(lambda records: [to_record(record) for record in records], row["standing"], ()),
        "name_servers": _or(tuple, row["name_servers"], ()),
        "approvers": _or(tuple, row["approvers"], ()),
    }


def _or(reading: Callable[[Any], object], kept: Any, otherwise: Any) -> Any:
    """What is kept, or something else where it cannot be read."""
    try:
        reading(kept)
    except BROKEN:
        return otherwise
    return kept


def to_columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a step as columns: record sets and plans become JSON."""
    columns = dict(fields)
    if "standing" in columns:
        columns["standing"] = [from_record(record) for record in columns["standing"]]
    if "name_servers" in columns:
        columns["name_servers"] = list(columns["name_servers"])
    if "plan" in columns:
        columns["plan"] = from_plan(columns["plan"])
    return columns
