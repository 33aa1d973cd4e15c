"""Why a change failed, in plain words, from Route 53's refusal and one reading of what stands."""

from commands.errors import NoSuchZone, Refused
from commands.model import names
from commands.model.plan import RECORDS, Kind, Plan
from commands.model.records import RecordSet, Type


def explain(plan: Plan, error: Refused | NoSuchZone, found: tuple[RecordSet, ...], said: str) -> str:
    """A sentence for the person; what stands is shown beside it by whoever renders it.

    A command that helps stands on a line of its own, at the end.

    said: the command as it was understood, with the slash command's name before it.
    """
    if isinstance(error, NoSuchZone) or error.code == "NoSuchHostedZone":
        return "The zone is gone."
    if error.code == "HostedZoneNotEmpty":
        return "The zone holds records beside its own NS and SOA by now, so it was not deleted."
    if error.code != "InvalidChangeBatch" or plan.kind not in RECORDS:
        return str(error)
    return _clash(plan, found) or _taken(plan, found, said) or _moved(plan, found) or str(error)


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
    if plan.kind is not Kind.ADD or plan.before:
        return ""
    wanted = plan.after[0]
    there = [record for record in found if (record.name, record.type) == (wanted.name, wanted.type)]
    there = [record for record in there if not wanted.identifier or record.identifier == wanted.identifier]
    what = f"{names.plain(wanted.name)} {wanted.type} exists already"
    if not there:
        return ""
    if any(record.agrees(wanted) for record in there):
        return f"{what}, just so. Nothing was changed."
    if any(record.identifier for record in there) and not wanted.identifier:
        return f"{what}, as routed record sets: one beside them needs id= and their policy."
    changing = said.replace(" add ", " set ", 1)
    return f"{what}, so nothing was changed." if changing == said else f"{what}. To change it:\n{changing}"


def _moved(plan: Plan, found: tuple[RecordSet, ...]) -> str:
    if not (plan.before or plan.kind is Kind.SET):
        return ""
    if all(any(old.agrees(record) for record in found) for old in plan.before) and plan.before:
        return ""
    if not plan.before and not found:
        return ""
    return "It was changed in the meantime, so nothing was overwritten."
