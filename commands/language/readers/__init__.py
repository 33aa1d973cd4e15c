"""How each verb is read from its pieces: a table of the verbs and their readers."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from commands.language.readers import adjusting, boto, changing, governing, hosting, looking, undoing, zoning
from commands.language.reading import Reading
from commands.language.verbs import Verb

READERS: Final[Mapping[str, Callable[[Reading], Verb | None]]] = MappingProxyType(
    {
        "help": looking.help_with,
        "zones": looking.zones,
        "zone": zoning.zone,
        "zone create": zoning.create_zone,
        "zone delete": zoning.delete_zone,
        "zone associate": zoning.associate,
        "zone dissociate": zoning.dissociate,
        "use": zoning.use,
        "whoami": governing.whoami,
        "can": governing.can,
        "freeze": governing.freeze,
        "thaw": governing.thaw,
        "list": looking.list_records,
        "get": looking.get,
        "add": changing.add,
        "set": changing.set_record,
        "delete": changing.delete,
        "weight": adjusting.weight,
        "drain": adjusting.drain,
        "ttl": adjusting.ttl,
        "add-value": adjusting.add_value,
        "remove-value": adjusting.remove_value,
        "rename": adjusting.rename,
        "copy": adjusting.copy,
        "create": boto.create,
        "delete_zone": boto.delete_zone,
        "add_record": boto.add_record,
        "del_record": boto.del_record,
        "change_record": boto.change_record,
        "add_alias": boto.add_alias,
        "del_alias": boto.del_alias,
        "change_alias": boto.change_alias,
        "status": looking.status,
        "history": looking.history,
        "ec2 check": hosting.check_instances,
        "resolver": hosting.resolver,
        "undo": undoing.undo,
        "restore": undoing.restore,
        "zone restore": undoing.restore_zone,
    }
)
"""Each verb's reader: the verb, and in `reading.notes` all that is wrong; with notes the verb means nothing."""
