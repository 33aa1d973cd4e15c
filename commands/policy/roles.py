"""What each verb needs, and what each role has, where no rule says otherwise."""

from collections.abc import Mapping
from typing import Final

from commands.errors import NotAllowed
from commands.language import verbs
from commands.policy.actors import Actor, Role

NEEDS: Final[Mapping[type, Role]] = {
    verbs.Help: Role.READER,
    verbs.WhoAmI: Role.READER,
    verbs.Can: Role.READER,
    verbs.ListZones: Role.READER,
    verbs.ShowZone: Role.READER,
    verbs.ListRecords: Role.READER,
    verbs.Get: Role.READER,
    verbs.Status: Role.READER,
    verbs.History: Role.READER,
    verbs.Undo: Role.OPERATOR,
    verbs.Restore: Role.OPERATOR,
    verbs.RestoreZone: Role.ADMIN,
    verbs.CheckInstances: Role.READER,
    verbs.ShowResolver: Role.READER,
    verbs.UseZone: Role.OPERATOR,
    verbs.Add: Role.OPERATOR,
    verbs.SetRecord: Role.OPERATOR,
    verbs.Delete: Role.OPERATOR,
    verbs.Weigh: Role.OPERATOR,
    verbs.Drain: Role.OPERATOR,
    verbs.AddValue: Role.OPERATOR,
    verbs.RemoveValue: Role.OPERATOR,
    verbs.ChangeTtl: Role.OPERATOR,
    verbs.Rename: Role.OPERATOR,
    verbs.Copy: Role.OPERATOR,
    verbs.CreateZone: Role.ADMIN,
    verbs.DeleteZone: Role.ADMIN,
    verbs.AssociateVpc: Role.ADMIN,
    verbs.DissociateVpc: Role.ADMIN,
    verbs.Freeze: Role.ADMIN,
    verbs.Thaw: Role.ADMIN,
}

# Who goes back is judged by what that may come to, verbs as help names them.
_ANY_RECORD: Final = ("add", "set", "delete")
COMES_TO: Final[Mapping[str, tuple[str, ...]]] = {
    "undo": _ANY_RECORD,
    "restore": _ANY_RECORD,
    "zone restore": ("zone create",),
}


def check(actor: Actor, need: Role) -> None:
    """Let the person do it, or raise NotAllowed with who could and which variable opens it."""
    if actor.role >= need:
        return
    if need is Role.ADMIN:
        raise NotAllowed("You may not make, delete, attach or freeze zones: that needs an admin (DNS_ADMINS).")
    if not actor.operators_set:
        raise NotAllowed("You may not change records: nobody may yet. DNS_OPERATORS opens it; reading works.")
    raise NotAllowed("You may not change records: you are not an operator (DNS_OPERATORS). Reading works.")
