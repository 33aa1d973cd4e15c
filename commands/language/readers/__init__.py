"""How each verb is read from its pieces: a table of the verbs and their readers."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from commands.language.readers import changing, looking, undoing, zoning
from commands.language.reading import Reading
from commands.language.verbs import Verb

READERS: Final[Mapping[str, Callable[[Reading], Verb | None]]] = MappingProxyType(
    {
        "help": looking.help_with,
        "zones": looking.zones,
        "zone": zoning.zone,
        "zone create": zoning.create_zone,
        "zone delete": zoning.delete_zone,
        "list": looking.list_records,
        "get": looking.get,
        "add": changing.add,
        "set": changing.set_record,
        "delete": changing.delete,
        "status": looking.status,
        "history": looking.history,
        "undo": undoing.undo,
        "restore": undoing.restore,
        "zone restore": undoing.restore_zone,
    }
)
"""Each verb's reader: the verb, and in `reading.notes` all that is wrong; with notes the verb means nothing."""
