"""One frozen dataclass per thing a person can say; str() says it back, and parsing that gives it again."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from commands.language.verbs.adjusting import AddValue, ChangeTtl, Copy, Drain, RemoveValue, Rename, Weigh
from commands.language.verbs.changing import Add, Delete, SetRecord
from commands.language.verbs.governing import Can, Freeze, Thaw, WhoAmI
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
from commands.language.verbs.parts import Target
from commands.language.verbs.undoing import Restore, RestoreZone, Undo
from commands.language.verbs.words import PATTERN_SIGNS, WORDS
from commands.language.verbs.zoning import AssociateVpc, CreateZone, DeleteZone, DissociateVpc, UseZone

__all__ = [
    "PATTERN_SIGNS",
    "TOPICS",
    "WORDS",
    "Add",
    "AddValue",
    "AssociateVpc",
    "Can",
    "ChangeTtl",
    "CheckInstances",
    "Copy",
    "CreateZone",
    "Delete",
    "DeleteZone",
    "DissociateVpc",
    "Drain",
    "Freeze",
    "Get",
    "Help",
    "History",
    "ListRecords",
    "ListZones",
    "RemoveValue",
    "Rename",
    "Restore",
    "RestoreZone",
    "SetRecord",
    "ShowResolver",
    "ShowZone",
    "Status",
    "Target",
    "Thaw",
    "Undo",
    "UseZone",
    "Verb",
    "Weigh",
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
    | Weigh
    | Drain
    | AddValue
    | RemoveValue
    | ChangeTtl
    | Rename
    | Copy
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
    | CheckInstances
    | ShowResolver
    | Undo
    | Restore
    | RestoreZone
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
        Weigh: "weight",
        Drain: "drain",
        AddValue: "add-value",
        RemoveValue: "remove-value",
        ChangeTtl: "ttl",
        Rename: "rename",
        Copy: "copy",
        CreateZone: "zone create",
        DeleteZone: "zone delete",
        AssociateVpc: "zone associate",
        DissociateVpc: "zone dissociate",
        UseZone: "use",
        Freeze: "freeze",
        Thaw: "thaw",
        Status: "status",
        History: "history",
        CheckInstances: "ec2 check",
        ShowResolver: "resolver",
        Undo: "undo",
        Restore: "restore",
        RestoreZone: "zone restore",
    }
)
"""Each verb by the words that begin it: as help, the grammar and the rules of a policy name it."""
