"""The joints: each handler reads, lets a pure function decide, and writes."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from commands.errors import NoSuchZone
from commands.handlers import (
    adjusting,
    changing,
    choosing,
    dangling,
    governing,
    hosting,
    moving,
    reading,
    restoring,
    undoing,
    zoning,
)
from commands.handlers.asking import Asked
from commands.handlers.locating import Ambiguous
from commands.handlers.proposing import permit
from commands.language import verbs
from commands.ports import World
from commands.results import Answer

HANDLERS: Final[Mapping[type, Callable[[Any, Asked, World], Answer]]] = {
    verbs.Help: reading.help_with,
    verbs.ListZones: reading.list_zones,
    verbs.ShowZone: reading.show_zone,
    verbs.ListRecords: reading.list_records,
    verbs.Get: reading.get,
    verbs.Status: reading.status,
    verbs.History: reading.history,
    verbs.CheckInstances: dangling.check,
    verbs.ShowResolver: hosting.resolver,
    verbs.Add: changing.add,
    verbs.SetRecord: changing.set_record,
    verbs.Delete: changing.delete,
    verbs.Weigh: adjusting.weigh,
    verbs.Drain: adjusting.drain,
    verbs.AddValue: adjusting.add_value,
    verbs.RemoveValue: adjusting.remove_value,
    verbs.ChangeTtl: adjusting.ttl,
    verbs.Rename: moving.rename,
    verbs.Copy: moving.copy,
    verbs.CreateZone: zoning.create_zone,
    verbs.DeleteZone: zoning.delete_zone,
    verbs.AssociateVpc: zoning.associate,
    verbs.DissociateVpc: zoning.dissociate,
    verbs.UseZone: choosing.use,
    verbs.WhoAmI: governing.whoami,
    verbs.Can: governing.can,
    verbs.Freeze: governing.freeze,
    verbs.Thaw: governing.thaw,
    verbs.Undo: undoing.undo,
    verbs.Restore: restoring.restore,
    verbs.RestoreZone: restoring.restore_zone,
}


def answer(asked: Asked, world: World) -> Answer:
    """Do what was said, if the policy lets the person. Raises Problem with a sentence for them."""
    permit(asked, world)
    try:
        return HANDLERS[type(asked.command.verb)](asked.command.verb, asked, world)
    except Ambiguous as several:
        return choosing.choice(several, asked, world)
    except NoSuchZone:
        # Somebody deleted it behind our back.
        world.zones.forget()
        raise
