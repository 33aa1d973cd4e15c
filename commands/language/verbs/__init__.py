"""One frozen dataclass per thing a person can say; str() says it back, and parsing that gives it again."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from commands.language.verbs.changing import Add, AliasTo, Delete, Routes, SetRecord
from commands.language.verbs.governing import Can, Freeze, Thaw, WhoAmI
from commands.language.verbs.looking import Get, Help, History, ListRecords, ListZones, ShowZone, Status
from commands.language.verbs.words import PATTERN_SIGNS, WORDS
from commands.language.verbs.zoning import AssociateVpc, CreateZone, DeleteZone, DissociateVpc, UseZone

__all__ = [
    "PATTERN_SIGNS",
    "TOPICS",
    "WORDS",
    "Add",
    "AliasTo",
    "AssociateVpc",
    "Can",
    "CreateZone",
    "Delete",
    "DeleteZone",
    "DissociateVpc",
    "Freeze",
    "Get",
    "Help",
    "History",
    "ListRecords",
    "ListZones",
    "Routes",
    "SetRecord",
    "ShowZone",
    "Status",
    "Thaw",
    "UseZone",
    "Verb",
    "WhoAmI",
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
    | WhoAmI
    | Can
    | Freeze
    | Thaw
    | Status
    | History
)

TOPICS: Final[Mapping[type, str]] = MappingProxyType(
    {
        Help: "help",
        WhoAmI: "whoami",
        Can: "can",
        ListZones: "zones",
        ShowZone: "zone",
        ListRecords: "list",
        Get: "get",
        Add: "add",
        SetRecord: "set",
        Delete: "delete",
        CreateZone: "zone create",
        DeleteZone: "zone delete",
        AssociateVpc: "zone associate",
        DissociateVpc: "zone dissociate",
        UseZone: "use",
        Freeze: "freeze",
        Thaw: "thaw",
        Status: "status",
        History: "history",
    }
)
"""Each verb by the words that begin it: as help, the grammar and the rules of a policy name it."""
