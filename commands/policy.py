"""Who may do what, as data: what each verb needs, and what each person has."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from commands.changes.lifecycle import Change
from commands.errors import NotAllowed
from commands.language import verbs
from commands.model.plan import RECORDS, Plan


class Role(IntEnum):
    """Each role may do what the roles before it may."""

    READER = 0
    OPERATOR = 1
    ADMIN = 2


@dataclass(frozen=True, slots=True)
class Actor:
    """A person. operators_set: whether anybody at all may change records."""

    id: str
    role: Role = Role.READER
    operators_set: bool = True


_NO_ZONES: Final = "You may not make or delete zones: that needs an admin (DNS_ADMINS)."

NEEDS: Final[Mapping[type, Role]] = {
    verbs.Help: Role.READER,
    verbs.ListZones: Role.READER,
    verbs.ShowZone: Role.READER,
    verbs.ListRecords: Role.READER,
    verbs.Get: Role.READER,
    verbs.Status: Role.READER,
    verbs.History: Role.READER,
    verbs.Add: Role.OPERATOR,
    verbs.SetRecord: Role.OPERATOR,
    verbs.Delete: Role.OPERATOR,
    verbs.Undo: Role.OPERATOR,
    verbs.Restore: Role.OPERATOR,
    verbs.CreateZone: Role.ADMIN,
    verbs.DeleteZone: Role.ADMIN,
    verbs.RestoreZone: Role.ADMIN,
}


def check(actor: Actor, verb: verbs.Verb) -> None:
    """Let the person do it, or raise NotAllowed with who could and which variable opens it."""
    need = NEEDS[type(verb)]
    if actor.role >= need:
        return
    if need is Role.ADMIN:
        raise NotAllowed(_NO_ZONES)
    if not actor.operators_set:
        raise NotAllowed("You may not change records: nobody may yet. DNS_OPERATORS opens it; reading works.")
    raise NotAllowed("You may not change records: you are not an operator (DNS_OPERATORS). Reading works.")


def check_plan(actor: Actor, plan: Plan) -> None:
    """Let the person have such a plan carried out, by whatever verb it came. Raises NotAllowed."""
    if plan.kind not in RECORDS and actor.role is not Role.ADMIN:
        raise NotAllowed(_NO_ZONES)


def check_press(actor: Actor, change: Change) -> None:
    """Let the person press a change's button: who asked, or an admin. Raises NotAllowed."""
    if actor.role is Role.ADMIN:
        return
    if change.plan.kind not in RECORDS:
        raise NotAllowed("Only an admin (DNS_ADMINS) makes or deletes zones.")
    if actor.id != change.actor:
        raise NotAllowed("Only the person who asked, or an admin (DNS_ADMINS), may press this.")
    if actor.role < Role.OPERATOR:
        raise NotAllowed("You may not press this: you are no longer an operator (DNS_OPERATORS).")
