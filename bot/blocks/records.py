"""Record sets and plans as lines of text."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.blocks.kit import cut
from commands.model import names, routing, values, visible
from commands.model.plan import RECORDS, Kind, Plan
from commands.model.records import RecordSet

_LONG: Final = 200
_NAME: Final = 44


def contents(record: RecordSet) -> list[str]:
    """What a record set says, a line a value: TTL, type and value."""
    return [visible.line(said) for said in _contents(record)]


def _contents(record: RecordSet) -> list[str]:
    if record.alias:
        health = ", health evaluated" if record.alias.evaluate_health else ""
        target = names.plain(record.alias.name)
        return [f"alias {record.type} {target} (zone {record.alias.zone_id}{health}){_routing(record)}"]
    ttl = "-" if record.ttl is None else str(record.ttl)
    shown = [values.readable(record.type, value) for value in record.values or ("",)]
    return [f"{ttl} {record.type} {value}{_routing(record)}" for value in shown]


def _routing(record: RecordSet) -> str:
    """The routing in words."""
    return f" [{routing.words(record.routing)}]" if record.routing else ""


def full_lines(records: Iterable[RecordSet]) -> list[str]:
    """Each value of each record set with its name."""
    return [f"{_name(record)} {line}" for record in records for line in contents(record)]


def _name(record: RecordSet) -> str:
    """What Route 53 holds may be no name at all."""
    return visible.line(names.plain(record.name))


def table(records: Sequence[RecordSet]) -> list[str]:
    """Aligned columns: name, type, TTL, value; the name once per record set."""
    width = min(max((len(_name(record)) for record in records), default=0), _NAME)
    rows = []
    for record in records:
        label = _name(record)
        for line in contents(record):
            ttl, type_, value = line.split(" ", 2)
            rows.append(cut(f"{label:<{width}}  {type_:<5}  {ttl:>6}  {value}", _LONG + width))
            label = ""
    return rows


def diff(plan: Plan) -> list[str]:
    """What goes (-), what comes (+), and what stays, a line a value; of a zone, what is put into it."""
    if plan.kind not in RECORDS:
        sign = "-" if plan.kind is Kind.DISSOCIATE else "+"
        return [f"{sign} {line}" for line in (*_inside(plan), *full_lines(plan.after))]
    return changed(plan.before, plan.after)


def _inside(plan: Plan) -> list[str]:
    vpcs = plan.former.vpcs if plan.former and plan.kind is Kind.RESTORE_ZONE else (plan.vpc,)
    return [f"{names.plain(plan.zone_name)} answers inside {vpc}" for vpc in vpcs if vpc]


def changed(before: Iterable[RecordSet], after: Iterable[RecordSet]) -> list[str]:
    """What goes (-), what comes (+), and what stays, a line a value."""
    old, new = full_lines(before), full_lines(after)
    if not (old and new):
        return [f"- {line}" for line in old] + [f"+ {line}" for line in new]
    stays = [f"  {line}" for line in old if line in new]
    goes = [f"- {line}" for line in old if line not in new]
    comes = [f"+ {line}" for line in new if line not in old]
    return [*goes, *comes, *stays]
