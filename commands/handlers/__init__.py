"""The joints: each handler reads, lets a pure function decide, and writes."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from commands.errors import NoSuchZone
from commands.handlers import changing, reading, restoring, undoing, zoning
from commands.handlers.asking import Asked
from commands.language import verbs
from commands.policy import check
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
    verbs.Add: changing.add,
    verbs.SetRecord: changing.set_record,
    verbs.Delete: changing.delete,
    verbs.CreateZone: zoning.create_zone,
    verbs.DeleteZone: zoning.delete_zone,
    verbs.Undo: undoing.undo,
    verbs.Restore: restoring.restore,
    verbs.RestoreZone: restoring.restore_zone,
}


def answer(asked: Asked, world: World) -> Answer:
    """Do what was said, if the policy lets the person. Raises Problem with a sentence for them."""
    check(asked.actor, asked.command.verb)
    try:
        return HANDLERS[type(asked.command.verb)](asked.command.verb, asked, world)
    except NoSuchZone:
        # Somebody deleted it behind our back.
        world.zones.forget()
        raise
