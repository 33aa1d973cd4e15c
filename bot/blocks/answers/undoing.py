"""What undo, restore and zone restore answer where no question follows."""

from collections.abc import Mapping
from typing import Final

from bot.blocks.answers import shapes
from bot.blocks.answers.changing import OFFER
from bot.blocks.answers.shapes import Offer, zone_of
from bot.blocks.kit import Message, actions, button, code, moment, person, prose, reason
from bot.blocks.records import changed, full_lines
from commands import results
from commands.changes.lifecycle import Change, State
from commands.model import names
from commands.model.plan import Kind


def nothing_to_undo(_answer: results.NothingToUndo, command: str, _offer: Offer) -> Message:
    """Nothing here is in effect and not undone."""
    return shapes.plain(
        f"Nothing that was changed in this channel is left to undo. {code(f'{command} undo CHANGE')} undoes a change"
        f" of another one; {code(f'{command} history')} lists them."
    )


def not_undoable(answer: results.NotUndoable, command: str, _offer: Offer) -> Message:
    """Why a change cannot be undone."""
    return shapes.plain(f"Change {code(answer.change.id)} {_why_not(answer.change, command)}")


def _why_not(change: Change, command: str) -> str:
    if change.undone_by:
        again = code(f"{command} undo {change.undone_by}")
        return f"is undone already, by change {code(change.undone_by)}. {again} would bring it back."
    if change.plan.kind is Kind.DELETE_ZONE and change.state in (State.PENDING, State.INSYNC):
        return "deleted a zone before such zones were kept, so it cannot be made anew from here."
    why = f" It failed for this reason: {reason(change.reason)}" if change.reason else ""
    return _BY_STATE.get(change.state, "is of a kind that has no inverse.") + why


_ON_ITS_WAY: Final = "is still on its way to Route 53. Once that has accepted it, it can be undone."

_BY_STATE: Final[Mapping[State, str]] = {
    State.PROPOSED: "is still a question: nothing has changed yet. Cancel on its message ends it.",
    State.APPROVED: _ON_ITS_WAY,
    State.SUBMITTING: _ON_ITS_WAY,
    State.CANCELLED: "was CANCELLED: nothing was changed, so there is nothing to undo.",
    State.EXPIRED: "EXPIRED before anybody confirmed it: nothing was changed, so there is nothing to undo.",
    State.FAILED: "FAILED, so there is nothing that could be undone.",
}


def asked_already(answer: results.AskedAlready, _command: str, _offer: Offer) -> Message:
    """The question stands."""
    question = answer.question
    who = f"Undoing change {code(answer.change.id)} is in hand: {person(question.actor)} asked for it"
    if question.state is not State.PROPOSED:
        return shapes.plain(f"{who}, and change {code(question.id)} is on its way to Route 53.")
    until = f" until {moment(question.expires_at, '{time}')}" if question.expires_at else ""
    return shapes.plain(f"{who}. The question, change {code(question.id)}, is open{until}.")


def moved_on(answer: results.MovedOn, command: str, _offer: Offer) -> Message:
    """What the change left, and what stands instead."""
    change = answer.change
    head = f"Change {code(change.id)} was not undone: the zone has moved on since."
    if answer.since:
        after = answer.since
        again = code(f"{command} undo {after.id}")
        head = f"{head} Change {code(after.id)} of {person(after.actor)} came after it; {again} comes first."
    head = f"{head}\nWhat it left (-), and what stands now (+):"
    return shapes.listed(head, changed(answer.left, answer.standing) or ["nothing"])


def stands_so(answer: results.StandsSo, _command: str, _offer: Offer) -> Message:
    """There is nothing to bring back."""
    return shapes.plain(
        f"{_name(answer.name)} in {zone_of(answer.zone)} stands just so already, {prose(answer.moment)}; nothing was"
        " changed."
    )


def no_such_past(answer: results.NoSuchPast, command: str, offer: Offer) -> Message:
    """History begins later."""
    name, first = _name(answer.name), answer.first
    if first is None:
        return shapes.plain(
            f"{name} in {zone_of(answer.zone)} was never changed from here, so its past is not known. Nothing was"
            " proposed."
        )
    begins = f"The changes of {name} that are known begin on {moment(first.accepted_at or first.created_at)} with"
    head = f"{begins} change {code(first.id)}, so what stood earlier is not known. Nothing was proposed."
    before = full_lines(answer.found)
    stood = "This stood before that change:" if before else "Nothing is known to have stood before that change."
    message = shapes.listed(f"{head} {stood}", before) if before else shapes.plain(f"{head} {stood}")
    back = button("Restore that", f"{OFFER}_before", offer(answer.command), spoken="Restore what stood before it")
    shown = Message(message.text, (*message.blocks, actions(back)))
    return shapes.with_context(shown, f"To go back there: {code(f'{command} {answer.command}')}")


def disputed(answer: results.Disputed, command: str, offer: Offer) -> Message:
    """Two hands: each of the two contents can be had."""
    left, found = answer.commands
    head = (
        f"Somebody else changed {_name(answer.name)} between change {code(answer.last.id)} and change"
        f" {code(answer.next.id)}, so it is not known what stood then. Nothing was proposed. What the first one left"
        " (-), and what the second one found (+):"
    )
    message = shapes.listed(head, changed(answer.left, answer.found))
    buttons = (
        button("Restore what was left", f"{OFFER}_left", offer(left)),
        button("Restore what was found", f"{OFFER}_found", offer(found)),
    )
    shown = Message(message.text, (*message.blocks, actions(*buttons)))
    either = f"{code(f'{command} {left}')} or {code(f'{command} {found}')}"
    return shapes.with_context(shown, f"To have one of them: {either}")


def kept_out(answer: results.KeptOut, _command: str, _offer: Offer) -> Message:
    """What stands in the way was never changed here."""
    head = f"{_name(answer.name)} cannot stand {prose(answer.moment)}: what stands there now keeps it out."
    rows = [
        *(f"+ {line}" for line in full_lines(answer.coming)),
        *(f"  {line}" for line in full_lines(answer.standing)),
    ]
    return shapes.listed(f"{head} Nothing was proposed. What would come back (+), and what is in the way:", rows)


def _name(name: str) -> str:
    return code(names.shown(name))
