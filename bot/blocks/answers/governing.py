"""What is answered about who may do what, and about freezes."""

from collections.abc import Mapping
from typing import Final

from bot.blocks.answers import shapes
from bot.blocks.answers.shapes import Offer
from bot.blocks.kit import Message, code, cut_bytes, moment, named, person, prose, section
from commands import results
from commands.errors import AN_ADMIN, NotAllowed
from commands.model import names, visible
from commands.model.zones import Freeze
from commands.policy import Answer, Reach, Role, Rule

_ROLES: Final[Mapping[Role, str]] = {
    Role.READER: "You may read.",
    Role.OPERATOR: "You are an operator: you may change records.",
    Role.ADMIN: "You are an admin: you may change records, make and delete zones, and press anyone's button.",
}
_ANSWERS: Final[Mapping[Answer, str]] = {
    Answer.ALLOW: "*Yes*",
    Answer.CONFIRM: "*Yes, after confirming it*",
    Answer.SECOND: "*Yes, when another person confirms it*",
    Answer.DENY: "*No*",
}


def who_is(answer: results.WhoIs, _command: str, _offer: Offer) -> Message:
    """The person's role, groups and rules."""
    actor = answer.actor
    groups = f" Your groups: {', '.join(map(code, sorted(actor.groups)))}." if actor.groups else ""
    unsure = ", ".join(map(code, sorted(actor.unsure)))
    untold = f" Slack does not tell just now whether you are in {unsure}." if unsure else ""
    head = f"You are {person(actor.id)} ({code(actor.id)}). {_may(answer)}{groups}{untold}"
    if not answer.rules:
        return shapes.plain(head)
    return shapes.listed(f"{head}\nThese rules of {code(answer.file)} speak of you:", list(map(_rule, answer.rules)))


def _may(answer: results.WhoIs) -> str:
    """What the person may, all in all."""
    if answer.reach is Reach.ROLE:
        return _ROLES[answer.actor.role] + (" What a rule says of you goes before that." if answer.rules else "")
    but = " but what is protected, which takes an admin" if answer.protected else ""
    return {
        Reach.NOTHING: "By the rules you may read and change nothing.",
        Reach.SOME: "By the rules you may read, and change what they let you.",
        Reach.EVERYTHING: f"By the rules you may read, and change everything{but}.",
    }[answer.reach]


def _rule(rule: Rule) -> str:
    """A rule in one line, as far as it says something."""
    said = {
        "verbs": rule.verbs,
        "names": rule.names,
        "types": rule.types,
        "zones": rule.zones,
        "channels": rule.channels,
        "approvers": rule.approvers,
    }
    about = "; ".join(f"{key} {', '.join(sorted(value))}" for key, value in said.items() if value)
    return visible.line(f"line {rule.line}: {rule.answer.word}{f' ({about})' if about else ''}")


def can_do(answer: results.CanDo, _command: str, _offer: Offer) -> Message:
    """Yes or no, and what decides."""
    deed, verdict = answer.deed, answer.verdict
    what = " ".join(filter(None, [deed.verb, names.plain(deed.name), deed.type]))
    why = verdict.because[:1].upper() + verdict.because[1:]
    more = NotAllowed("", verdict.who, verdict.where).more(named) if verdict.answer is Answer.DENY else ""
    if verdict.answer is Answer.SECOND:
        more = f" Who may confirm: {', '.join([*map(_approver, sorted(verdict.approvers)), AN_ADMIN])}."
    types = f" Another answer for {', '.join(answer.otherwise)}: give the type." if answer.otherwise else ""
    text = f"{_ANSWERS[verdict.answer]}: {code(what)}. {prose(why)}.{more}{types}"
    return shapes.plain(f"{text}\n{frozen_by(answer.freeze)}" if answer.freeze else text)


def _approver(one: str) -> str:
    return "everybody" if one == "*" else named(one)


def frozen_by(freeze: Freeze) -> str:
    """A freeze in a sentence."""
    zone = code(names.plain(freeze.zone_name))
    return f"{zone} is *frozen* by {person(freeze.by)} until {moment(freeze.until)}: {prose(freeze.reason)}"


def frozen_now(answer: results.FrozenNow, command: str, _offer: Offer) -> Message:
    """For the whole channel: changes are refused from now on."""
    instead = " This replaces the freeze before." if answer.before else ""
    thaw = code(f"{command} thaw {names.plain(answer.freeze.zone_name)}")
    text = f"{frozen_by(answer.freeze)}. Reading works; changes are refused.{instead} {thaw} ends it."
    return Message(cut_bytes(text), (section(text),), public=True)


def thawed(answer: results.Thawed, _command: str, _offer: Offer) -> Message:
    """For the whole channel, where there was a freeze."""
    zone = code(names.plain(answer.zone.name))
    if not answer.was:
        return shapes.plain(f"{zone} is not frozen.")
    text = f"{person(answer.by)} ended the freeze of {zone}: changes work again."
    return Message(text, (section(text),), public=True)
