"""One frozen dataclass per thing a person can say; str() says it back, and parsing that gives it again."""

from commands.language.verbs.changing import Add, Delete, SetRecord
from commands.language.verbs.looking import Get, Help, History, ListRecords, ListZones, ShowZone, Status
from commands.language.verbs.undoing import Restore, RestoreZone, Undo
from commands.language.verbs.words import PATTERN_SIGNS, WORDS
from commands.language.verbs.zoning import CreateZone, DeleteZone

__all__ = [
    "PATTERN_SIGNS",
    "WORDS",
    "Add",
    "CreateZone",
    "Delete",
    "DeleteZone",
    "Get",
    "Help",
    "History",
    "ListRecords",
    "ListZones",
    "Restore",
    "RestoreZone",
    "SetRecord",
    "ShowZone",
    "Status",
    "Undo",
    "Verb",
]

Verb = (
    Help
    | ListZones
    | ShowZone
    | ListRecords
    | Get
    | Add
    | SetRecord
    | Delete
    | CreateZone
    | DeleteZone
    | Status
    | History
    | Undo
    | Restore
    | RestoreZone
)
