"""Plans and changes to database rows and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

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


_AS_THEY_ARE = (
    *("id", "origin", "token", "actor", "place", "private_place", "reply_to", "command", "reason", "note", "aws_id"),
    *("created_at", "expires_at", "decided_by", "decided_at", "sent_at", "accepted_at", "ended_at"),
    *("attempts", "polls", "reconciled", "found", "waits", "fence", "second", "undo_of", "undone_by", "loose"),
)


def to_change(row: RowMapping, *, posted: bool, held_up_by: str = "") -> Change:
    """A row of `changes` as the domain sees it."""
    return Change(
        **{column: row[column] for column in _AS_THEY_ARE},
        plan=_plan(row),
        state=State(row["state"]),
        standing=tuple(to_record(record) for record in row["standing"]),
        name_servers=tuple(row["name_servers"]),
        approvers=tuple(row["approvers"]),
        posted=posted,
        held_up_by=held_up_by,
    )


def _plan(row: RowMapping) -> Plan:
    """A row that was given up is still told of, whatever is wrong with it; any other one must be whole."""
    try:
        return to_plan(row["plan"])
    except (ValueError, LookupError, TypeError, AttributeError):
        if row["state"] != State.FAILED.value:
            raise
        return Plan(Kind.SET, row["lane"], row["zone_name"], comment="its content cannot be read")


def whole() -> Select[Any]:
    """Changes with what other rows tell of each, for `read`: whether its message stands, and what holds it up."""
    stands = exists().where(cards.c.id == changes.c.id, cards.c.ts != "")
    return select(changes, stands.label("posted"), held_up().label("held_up_by"))


def read(row: RowMapping) -> Change:
    """A row of a `whole` statement."""
    return to_change(row, posted=bool(row["posted"]), held_up_by=row["held_up_by"])


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
