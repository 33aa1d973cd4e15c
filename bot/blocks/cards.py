"""The one living message of a change: who, what, the diff, the zone, the state."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from bot.blocks.kit import (
    ROOM,
    TEXT_BYTES,
    Block,
    Message,
    actions,
    button,
    code,
    context,
    cut_bytes,
    cut_markup,
    escape,
    lines,
    moment,
    named,
    person,
    prose,
    reason,
    section,
    some,
)
from bot.blocks.records import diff, full_lines
from commands.changes.lifecycle import ENDS, Change, State
from commands.changes.undo import undoable
from commands.errors import AN_ADMIN
from commands.model import names
from commands.model.instances import label
from commands.model.plan import RECORDS, Kind, Plan, dangers

# The values that the buttons of a question answer to.
CONFIRM: Final = "change_confirm"
CANCEL: Final = "change_cancel"

# The button of a change that took effect; its value is that change's token, and whoever may undo it may press.
UNDO: Final = "change_undo"

_HALF_A_DAY: Final = 43_200
MOST_LINES: Final = 40
_MOST_NAMES: Final = 5
MOST_COMMENT: Final = 300
_MOST_POINTERS: Final = 10
MOST_REASON: Final = 1000

# A whole message is refused somewhere above 13,000 characters: where what stands now is shown too, the diff,
# which was shown in full when it was asked about, makes room.
_ROOM_BESIDE: Final = 5000
_ROOM_STANDING: Final = 3000

# What each kind does, before and after it was done.
_DOING: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.ADD: ("add", "added"),
    Kind.SET: ("set", "set"),
    Kind.DELETE: ("delete", "deleted"),
    Kind.RENAME: ("rename", "renamed"),
    Kind.COPY: ("copy", "copied"),
    Kind.CREATE_ZONE: ("create the zone", "created the zone"),
    Kind.DELETE_ZONE: ("delete the zone", "deleted the zone"),
    Kind.ASSOCIATE: ("associate a VPC with the zone", "associated a VPC with the zone"),
    Kind.DISSOCIATE: ("dissociate a VPC from the zone", "dissociated a VPC from the zone"),
    Kind.RESTORE: ("restore", "restored"),
    Kind.RESTORE_ZONE: ("restore the zone", "restored the zone"),
}


def card(change: Change, *, buttons: bool = True) -> Message:
    """A change as it is now. Its text carries the whole meaning for those who hear it."""
    headline, state, small = _headline(change), _STATES[change.state](change), _small_print(change)
    pointed = pointers(change)
    shown, standing = some(diff(change.plan), MOST_LINES), some(full_lines(change.standing), MOST_LINES)
    servers = _handover(change) if change.name_servers else ""
    blocks: list[Block] = [section(headline)]
    blocks += [lines(shown, _ROOM_BESIDE if standing else ROOM)] if shown else []
    blocks += [context(pointed)] if pointed else []
    blocks += [section(state)]
    blocks += [lines(standing, _ROOM_STANDING)] if standing else []
    blocks += [section(servers)] if servers else []
    blocks += [actions(*_buttons(change))] if buttons and _buttons(change) else []
    text = _heard([headline, state, pointed, servers, small], escape("; ".join(shown)), escape("; ".join(standing)))
    return Message(text, (*blocks, context(small)))


def _heard(said: list[str], shown: str, standing: str) -> str:
    """The top-level text: what is long is shortened, so that the state and the ids are always there."""
    headline, state, *rest = said
    room = TEXT_BYTES - sum(len(part.encode()) + 2 for part in said)
    head = f"{headline}: {cut_bytes(shown, room // 2 if standing else room)}" if shown else headline
    there = cut_bytes(standing, room // 2)
    return cut_bytes("\n".join(filter(None, [head, state, there, *rest])))


def _headline(change: Change) -> str:
    plan = change.plan
    records = (*plan.after, *plan.before) if plan.kind in RECORDS else ()
    types = ", ".join(dict.fromkeys(record.type.value for record in records))
    moved = (plan.source, *plan.names) if plan.source else plan.names
    between = " to " if plan.kind in (Kind.RENAME, Kind.COPY) else ", "
    what = between.join(some([code(names.shown(name)) for name in moved], _MOST_NAMES))
    said = f": {cut_markup(prose(plan.comment), MOST_COMMENT)}" if plan.comment else ""
    return " ".join(filter(None, [person(change.actor), _doing(change), what, types])) + said


def _doing(change: Change) -> str:
    infinitive, past = _DOING[change.plan.kind]
    if change.state in (State.PENDING, State.INSYNC):
        return past
    return f"wanted to {infinitive}" if change.state in ENDS else f"wants to {infinitive}"


def _buttons(change: Change) -> list[Block]:
    """What can be pressed: a question, a change that waits for Route 53 or for one that does, and one to undo.

    Of a change that waits no request can be on its way, or it could not be called off.
    """
    cancel = button("Cancel", CANCEL, change.token)
    if change.state is State.PROPOSED:
        return [_yes(change), cancel]
    if _waits(change) and not change.loose:
        return [cancel]
    return [button("Undo", UNDO, change.token, spoken="Undo this change; asks first")] if undoable(change) else []


def _waits(change: Change) -> bool:
    """Whether Route 53 has not taken it yet, or one that goes before it."""
    return change.state is State.APPROVED and bool(change.note or change.held_up_by)


def _yes(change: Change) -> Block:
    """Delete where everything goes; Confirm, marked as dangerous where something does."""
    plan = change.plan
    if plan.kind is Kind.DELETE_ZONE or (plan.before and not plan.after):
        return button("Delete", CONFIRM, change.token, "danger")
    return button("Confirm", CONFIRM, change.token, "danger" if _loses(plan) else "primary")


def _loses(plan: Plan) -> bool:
    """Whether a record set goes and nothing takes its place."""
    return not {record.key for record in plan.before} <= {record.key for record in plan.after}


def _until(change: Change) -> str:
    """How the end of a question is told: by the time alone where that is within half a day."""
    return "{time}" if (change.expires_at or 0.0) - change.created_at < _HALF_A_DAY else "{date_short_pretty} {time}"


def _proposed(change: Change) -> str:
    warned = "".join(f"\n{warning}" for warning in dangers(change.plan)) + _notes(change)
    until = f" This question is open until {moment(change.expires_at, _until(change))}." if change.expires_at else ""
    return f"*Shall it be done?* Nothing has changed yet.{until}{_second(change)}{warned}"


def _notes(change: Change) -> str:
    return "".join(f"\n{prose(note)}" for note in change.plan.notes)


def _noted(change: Change) -> str:
    """What nobody could be told before, where nothing was asked."""
    return "" if change.decided_by else _notes(change)


def _second(change: Change) -> str:
    """Who may confirm, where it must be another person; groups by their ids."""
    if not change.second:
        return ""
    who = ["anybody else" if one == "*" else named(one) for one in change.approvers]
    return f" *Another person* must confirm it: {', '.join([*who, AN_ADMIN])}."


def _sending(change: Change) -> str:
    confirmed = f" Confirmed by {person(change.decided_by)}." if change.decided_by else ""
    return f"*{'Waiting for' if _waits(change) else 'Sending to'} Route 53.*{confirmed}{_note(change)}{_again(change)}"


def _pending(change: Change) -> str:
    return (
        f"*PENDING*: Route 53 has accepted it; it is on its way to the name servers."
        f"{_by(change)}{_found_out(change)}{_noted(change)}"
    )


def _insync(change: Change) -> str:
    took = ""
    if change.accepted_at is not None and change.ended_at is not None:
        took = f" after {max(round(change.ended_at - change.accepted_at), 1)} s"
    live = "" if change.reconciled or change.undone_by else ": live on every Route 53 name server"
    undone = " It was undone since." if change.undone_by else ""
    return f"*INSYNC*{took}{live}.{undone}{_by(change)}{_found_out(change)}{_noted(change)}"


def _cancelled(change: Change) -> str:
    return f"*CANCELLED* by {person(change.decided_by)}. Nothing was changed."


def _expired(_change: Change) -> str:
    return "*EXPIRED*: nobody confirmed it in time. Nothing was changed."


def _failed(change: Change) -> str:
    stands = ""
    if change.found:
        stands = "\nThis stands now:" if change.standing else " Nothing stands there now."
    return f"*FAILED*: {reason(change.reason, MOST_REASON)}{stands}"


def _by(change: Change) -> str:
    other = change.decided_by and change.decided_by != change.actor
    return f" Confirmed by {person(change.decided_by)}." if other else ""


def _found_out(change: Change) -> str:
    lost = " Route 53's answer was lost, and its change id with it: this was found by reading."
    return lost if change.reconciled else ""


def _again(change: Change) -> str:
    return " It will be tried again." if change.state is State.APPROVED and change.note else ""


def _note(change: Change) -> str:
    if change.held_up_by and not change.note:
        return f" It waits behind change {code(change.held_up_by)} of the same zone, which Route 53 has not taken yet."
    return f" {cut_markup(prose(change.note), MOST_REASON)}" if change.note else ""


_STATES: Final[Mapping[State, Callable[[Change], str]]] = {
    State.PROPOSED: _proposed,
    State.APPROVED: _sending,
    State.SUBMITTING: _sending,
    State.PENDING: _pending,
    State.INSYNC: _insync,
    State.CANCELLED: _cancelled,
    State.EXPIRED: _expired,
    State.FAILED: _failed,
}


def _handover(change: Change) -> str:
    zone, servers = code(names.shown(change.plan.zone_name)), _servers(change.name_servers)
    former = change.plan.former
    if former and set(former.name_servers) == set(change.name_servers):
        return f"No name server of {zone} has changed, so its registrar need not be told. They are:\n{servers}"
    told = f"Give these name servers to the registrar of {zone}:\n{servers}"
    if former is None or not former.name_servers:
        return told
    gone = [server for server in former.name_servers if server not in change.name_servers]
    return f"{told}\nIn the place of these, which answer for it no more:\n{_servers(gone)}"


def _servers(servers: Iterable[str]) -> str:
    return "\n".join(map(code, servers))


def _small_print(change: Change) -> str:
    zone = f"zone {code(names.plain(change.plan.zone_name))}"
    parts = [f"{zone} {code(change.plan.zone_id)}" if change.plan.zone_id else zone, f"change {code(change.id)}"]
    if change.plan.account:
        parts.append(f"account {code(change.plan.account)}")
    if change.aws_id:
        parts.append(f"Route 53 {code(change.aws_id)}")
    if change.undo_of:
        parts.append(f"undoes change {code(change.undo_of)}")
    if change.undone_by:
        parts.append(f"undone by change {code(change.undone_by)}")
    return " · ".join(parts)


def pointers(change: Change, most: int = _MOST_POINTERS) -> str:
    """Which instance each value stands for; empty where none does."""
    found = [
        f"{code(one.value)} is {prose(label(one.id, one.tag))} in {prose(one.region)}" for one in change.plan.pointers
    ]
    return ", ".join(some(found, most))
