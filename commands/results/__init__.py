"""What a handler answers, before anybody renders it. Frozen; no Slack in it."""

from commands.results.governing import CanDo, FrozenNow, Thawed, WhoIs
from commands.results.hosting import Dangling, InstancesChecked, ResolverShown
from commands.results.past import (
    AskedAlready,
    Disputed,
    HistoryShown,
    KeptOut,
    MovedOn,
    NoSuchPast,
    NothingToUndo,
    NotUndoable,
    StandsSo,
)
from commands.results.records import (
    Choice,
    Differs,
    Helped,
    Listing,
    Looked,
    NotEmpty,
    NothingThere,
    Started,
    StatusShown,
    TypeTheName,
    Unchanged,
    Untouchable,
    ZoneChoice,
    ZoneList,
    ZoneShown,
    ZoneUsed,
)

__all__ = [
    "Answer",
    "AskedAlready",
    "CanDo",
    "Choice",
    "Dangling",
    "Differs",
    "Disputed",
    "FrozenNow",
    "Helped",
    "HistoryShown",
    "InstancesChecked",
    "KeptOut",
    "Listing",
    "Looked",
    "MovedOn",
    "NoSuchPast",
    "NotEmpty",
    "NotUndoable",
    "NothingThere",
    "NothingToUndo",
    "ResolverShown",
    "StandsSo",
    "Started",
    "StatusShown",
    "Thawed",
    "TypeTheName",
    "Unchanged",
    "Untouchable",
    "WhoIs",
    "ZoneChoice",
    "ZoneList",
    "ZoneShown",
    "ZoneUsed",
]

Answer = (
    Helped
    | ZoneList
    | ZoneShown
    | Listing
    | Looked
    | Started
    | Unchanged
    | Differs
    | Untouchable
    | NothingThere
    | Choice
    | TypeTheName
    | NotEmpty
    | StatusShown
    | HistoryShown
    | ZoneChoice
    | ZoneUsed
    | WhoIs
    | CanDo
    | FrozenNow
    | Thawed
    | InstancesChecked
    | ResolverShown
    | NothingToUndo
    | NotUndoable
    | AskedAlready
    | MovedOn
    | StandsSo
    | NoSuchPast
    | Disputed
    | KeptOut
)
