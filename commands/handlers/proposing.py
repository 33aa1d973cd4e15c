"""The one door to a new change: the policy and the freezes are asked here, and again when somebody presses."""

from collections.abc import Iterator
from typing import Final

from commands.changes.lifecycle import Change
from commands.errors import AN_ADMIN, Frozen, NotAllowed
from commands.handlers.asking import Asked
from commands.language import verbs
from commands.language.parse import parse
from commands.language.verbs import TOPICS
from commands.model import names
from commands.model.plan import RECORDS, Kind, Plan
from commands.model.zones import Zone
from commands.policy import COMES_TO, NEEDS, Actor, Answer, Deed, Role, Verdict, check, enforce, strictest
from commands.ports import World


def proposed(
    plan: Plan, asked: Asked, world: World, *, ask: bool = False, quiet: bool = False, undo_of: str = ""
) -> Change:
    """Write the change that a plan makes, if it may be made; ask: it is asked about whatever the rules say.

    quiet: nobody but who asks sees the question; where another person must answer it, that is not to be.
    Raises NotAllowed.
    """
    verdict = judged(asked.actor, asked.command.verb, plan, asked.place, world)
    enforce(verdict)
    refuse_frozen(plan, world)
    asks = ask or verdict.answer is not Answer.ALLOW
    second = verdict.answer is Answer.SECOND
    approvers = tuple(sorted(verdict.approvers))
    ask_for = world.defaults.confirm if asks else None
    draft = asked.draft(
        plan, ask_for=ask_for, quiet=quiet and not second, second=second, approvers=approvers, undo_of=undo_of
    )
    return world.changes.propose(draft)


def judged(actor: Actor, verb: verbs.Verb, plan: Plan, channel: str, world: World) -> Verdict:
    """The strictest answer of the rules to all that a plan does."""
    topic, need = _comes_to(verb, plan)
    rules = world.rulebook.rules
    return strictest(rules.verdict(actor, deed, need) for deed in _deeds(plan, topic, channel))


def _comes_to(verb: verbs.Verb, plan: Plan) -> tuple[str, Role]:
    """The verb as the rules know it, and what it needs: nobody deletes by undoing who may not delete."""
    if not isinstance(verb, _PAST):
        return TOPICS[type(verb)], NEEDS[type(verb)]
    return _TOPICS_OF.get(plan.kind, plan.kind.value), Role.OPERATOR if plan.kind in RECORDS else Role.ADMIN


_PAST: Final = (verbs.Undo, verbs.Restore, verbs.RestoreZone)
_TOPICS_OF: Final = {Kind.RESTORE: "set", Kind.RESTORE_ZONE: "zone create"}


def _deeds(plan: Plan, topic: str, channel: str) -> Iterator[Deed]:
    records = (*plan.before, *plan.after)
    for name, type_ in dict.fromkeys((record.name, record.type.value) for record in records):
        yield Deed(topic, plan.zone_name, name, type_, channel)
    if not records:
        yield Deed(topic, plan.zone_name, plan.zone_name, "", channel)


def refuse_frozen(plan: Plan, world: World) -> None:
    """Raise NotAllowed where the zone's changes are refused for a while."""
    freeze = world.freezes.standing(plan.zone_id)
    if freeze:
        raise Frozen(names.plain(freeze.zone_name), freeze.until, freeze.by, freeze.reason)


def permit(asked: Asked, world: World) -> None:
    """Stop early who may not use the verb at all, whatever it is about. Raises NotAllowed."""
    rules, verb = world.rulebook.rules, asked.command.verb
    topic, need = TOPICS[type(verb)], NEEDS[type(verb)]
    if not rules.file:
        check(asked.actor, need)
    elif need is Role.READER:
        enforce(rules.verdict(asked.actor, Deed(topic, "", "", channel=asked.place), need))
    else:
        enforce(rules.ever(asked.actor, topic, asked.place, COMES_TO.get(topic, (topic,))))


def permit_zone(zone: Zone, asked: Asked, world: World) -> None:
    """The rules about a verb that concerns a zone and makes no change. Raises NotAllowed."""
    verb = asked.command.verb
    deed = Deed(TOPICS[type(verb)], zone.name, zone.name, channel=asked.place)
    enforce(world.rulebook.rules.verdict(asked.actor, deed, NEEDS[type(verb)]))


def check_press(presser: Actor, requester: Actor, change: Change, world: World) -> None:
    """Let a person confirm a change, by the rules of this moment. Raises NotAllowed."""
    if change.second:
        _check_other(presser, change)
    elif presser.role is not Role.ADMIN:
        _check_own(presser, change)
    subject = requester if change.second else presser
    verdict = judged(subject, parse(change.command), change.plan, change.place, world)
    enforce(verdict)
    if verdict.answer is Answer.SECOND:
        _check_other(presser, change)
        _check_approver(presser, tuple(sorted(verdict.approvers)))
    elif change.second:
        _check_approver(presser, change.approvers)
    refuse_frozen(change.plan, world)


def check_cancel(presser: Actor, change: Change) -> None:
    """Let a person call a change off: who asked, who could approve, or an admin. Raises NotAllowed."""
    if presser.role is Role.ADMIN or presser.id == change.actor:
        return
    if not (change.second and presser.among(frozenset(change.approvers))):
        raise NotAllowed("Only the person who asked, or an admin (DNS_ADMINS), may press this.")


def _check_other(presser: Actor, change: Change) -> None:
    if presser.id == change.actor:
        raise NotAllowed("You asked for this, so another person must confirm it.")


def _check_approver(presser: Actor, approvers: tuple[str, ...]) -> None:
    if presser.role is not Role.ADMIN and not presser.among(frozenset(approvers)):
        raise NotAllowed("You may not confirm this: the rules name others for it.", (*approvers, AN_ADMIN))


def _check_own(presser: Actor, change: Change) -> None:
    if presser.id != change.actor:
        raise NotAllowed("Only the person who asked, or an admin (DNS_ADMINS), may press this.")
