"""Why a change failed, in plain words, from Route 53's refusal and one reading of what stands."""

import re
from typing import Final

from commands.errors import NoSuchZone, Refused
from commands.model import groups, names
from commands.model.plan import RECORDS, Kind, Plan
from commands.model.records import RecordSet, Type

# A resource record set protection's own comment stands in the text of the refusal; a name may hold the word too.
# Source: Developer Guide, Protecting records from changes.
_PROTECTED: Final = re.compile(r"(?<![\w.'-])protect(?:ed|ions?)(?![\w'-]|\.\w)", re.IGNORECASE)

_MAKING: Final = frozenset({Kind.ADD, Kind.COPY, Kind.RENAME})


def explain(
    plan: Plan, error: Refused | NoSuchZone, found: tuple[RecordSet, ...], said: str, *, other: bool = False
) -> str:
    """A sentence for the person; what stands is shown beside it by whoever renders it.

    A command that helps stands on a line of its own, at the end.

    said:  the command as it was understood, with the slash command's name before it.
    other: an earlier request had no answer, and now neither the old nor the new content stands.
    """
    if isinstance(error, NoSuchZone) or error.code == "NoSuchHostedZone":
        return "The zone is gone."
    if error.code == "HostedZoneNotEmpty":
        return "The zone holds records beside its own NS and SOA by now, so it was not deleted."
    if error.code == "NoSuchHealthCheck":
        return f"Route 53 knows no such health check: {error}"
    if error.code != "InvalidChangeBatch" or plan.kind not in RECORDS:
        return str(error)
    if _PROTECTED.search(error.raw):
        return f"The record set is protected in Route 53, and nobody changes it while it is: {error}"
    if other:
        return explain_other(plan)
    return _clash(plan, found) or _taken(plan, found, said) or _misfit(plan, found) or _moved(plan, found) or str(error)


def explain_other(plan: Plan) -> str:
    """A request without an answer, after which neither the old nor the new content stands."""
    gone = "; it is not known whether it was applied in between" if plan.before or plan.after else ""
    return f"Route 53's answer was lost, and what stands now is neither the old nor the new content{gone}."


def _clash(plan: Plan, found: tuple[RecordSet, ...]) -> str:
    """CNAME stands alone at its name (RFC 1034, 3.6.2)."""
    going = {(record.name, record.type) for record in plan.before}
    for wanted in plan.after:
        here = [
            r for r in found if r.name == wanted.name and (r.name, r.type) not in going and r.type is not wanted.type
        ]
        if here and (wanted.type is Type.CNAME or any(r.type is Type.CNAME for r in here)):
            types = ", ".join(dict.fromkeys(r.type.value for r in here))
            return f"A CNAME stands alone at its name, and {names.plain(wanted.name)} has {types} already."
    return ""


def _taken(plan: Plan, found: tuple[RecordSet, ...], said: str) -> str:
    """Something stands where the change would create."""
    if plan.kind not in _MAKING:
        return ""
    there = {record.key: record for record in found}
    taken = [wanted for wanted in plan.after if wanted.key in there]
    if taken and plan.kind is Kind.ADD:
        return _exists(taken[0], there[taken[0].key], said)
    if taken:
        done = "copied" if plan.kind is Kind.COPY else "renamed"
        return f"{_called(taken[0])} exists already, so nothing was {done}."
    return ""


def _exists(wanted: RecordSet, standing: RecordSet, said: str) -> str:
    what = f"{_called(wanted)} exists already"
    if standing.agrees(wanted):
        return f"{what}, just so. Nothing was changed."
    changing = said.replace(" add ", " set ", 1)
    return f"{what}, so nothing was changed." if changing == said else f"{what}. To change it:\n{changing}"


def _misfit(plan: Plan, found: tuple[RecordSet, ...]) -> str:
    """Why a record set cannot stand beside those of its name and type."""
    touched = {record.key for record in (*plan.before, *plan.after)}
    for wanted in plan.after:
        others = [r for r in found if (r.name, r.type) == (wanted.name, wanted.type) and r.key not in touched]
        if reason := groups.unfit(wanted, others):
            return f"{reason}."
    return ""


def _called(record: RecordSet) -> str:
    identifier = f" with the id {record.identifier}" if record.identifier else ""
    return f"{names.plain(record.name)} {record.type}{identifier}"


def _moved(plan: Plan, found: tuple[RecordSet, ...]) -> str:
    if not (plan.before or plan.kind is Kind.SET):
        return ""
    if all(any(old.agrees(record) for record in found) for old in plan.before) and plan.before:
        return ""
    if not plan.before and not found:
        return ""
    return "It was changed in the meantime, so nothing was overwritten."
