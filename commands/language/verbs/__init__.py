"""One frozen dataclass per thing a person can say; str() says it back, and parsing that gives it again."""

from commands.language.verbs.changing import Add, Delete, SetRecord
from commands.language.verbs.looking import (
    CheckInstances,
    Get,
    Help,
    History,
    ListRecords,
    ListZones,
    ShowResolver,
    ShowZone,
    Status,
)
from commands.language.verbs.words import PATTERN_SIGNS, WORDS
from commands.language.verbs.zoning import CreateZone, DeleteZone

__all__ = [
    "PATTERN_SIGNS",
    "WORDS",
    "Add",
    "CheckInstances",
    "CreateZone",
    "Delete",
    "DeleteZone",
    "Get",
    "Help",
    "History",
    "ListRecords",
    "ListZones",
    "SetRecord",
    "ShowResolver",
    "ShowZone",
    "Status",
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
    | CheckInstances
    | ShowResolver
)
