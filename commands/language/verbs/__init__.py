"""One frozen dataclass per thing a person can say; str() says it back, and parsing that gives it again."""

from commands.language.verbs.changing import Add, Delete, SetRecord
from commands.language.verbs.looking import Get, Help, History, ListRecords, ListZones, ShowZone, Status
from commands.language.verbs.words import PATTERN_SIGNS, WORDS
from commands.language.verbs.zoning import AssociateVpc, CreateZone, DeleteZone, DissociateVpc, UseZone

__all__ = [
    "PATTERN_SIGNS",
    "WORDS",
    "Add",
    "AssociateVpc",
    "CreateZone",
    "Delete",
    "DeleteZone",
    "DissociateVpc",
    "Get",
    "Help",
    "History",
    "ListRecords",
    "ListZones",
    "SetRecord",
    "ShowZone",
    "Status",
    "UseZone",
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
    | AssociateVpc
    | DissociateVpc
    | UseZone
    | Status
    | History
)
