"""What a handler answers, before anybody renders it. Frozen; no Slack in it."""

from dataclasses import dataclass

from commands.changes.lifecycle import Change
from commands.model.records import RecordSet, Type
from commands.model.zones import Zone, ZoneDetails


@dataclass(frozen=True, slots=True)
class Helped:
    """Help was asked for; topic: a verb, or empty for all of them."""

    topic: str


@dataclass(frozen=True, slots=True)
class ZoneList:
    """The zones that match; glob: what they were matched against, empty for all."""

    zones: tuple[Zone, ...]
    glob: str = ""


@dataclass(frozen=True, slots=True)
class ZoneShown:
    """One zone and what a registrar needs of it."""

    details: ZoneDetails


@dataclass(frozen=True, slots=True)
class Listing:
    """Record sets of one zone, in Route 53's order.

    more: how many further ones were left out; None where there are further ones and nobody counted them.
    """

    zone: Zone
    records: tuple[RecordSet, ...]
    type: Type | None = None
    glob: str = ""
    more: int | None = 0


@dataclass(frozen=True, slots=True)
class Looked:
    """What stands at one name; others: what stands there beside the type that was asked for."""

    zone: Zone
    name: str
    type: Type | None
    records: tuple[RecordSet, ...]
    others: tuple[RecordSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Started:
    """A change was written; its own message tells the rest."""

    change: Change


@dataclass(frozen=True, slots=True)
class Unchanged:
    """It stands just so already; nothing was done."""

    record: RecordSet


@dataclass(frozen=True, slots=True)
class Differs:
    """The guards of a delete do not equal what stands; nothing was proposed."""

    standing: RecordSet


@dataclass(frozen=True, slots=True)
class Untouchable:
    """What stands is not a simple record set, and this verb does not touch it; nothing was proposed."""

    records: tuple[RecordSet, ...]


@dataclass(frozen=True, slots=True)
class NothingThere:
    """There is nothing of that name (and type); others: what stands there instead."""

    zone: Zone
    name: str
    type: Type | None
    others: tuple[RecordSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Several types stand at the name; each with the command that asks for just that one."""

    zone: Zone
    name: str
    options: tuple[tuple[RecordSet, str], ...]


@dataclass(frozen=True, slots=True)
class TypeTheName:
    """A zone's deletion waits for its name to be typed."""

    change: Change


@dataclass(frozen=True, slots=True)
class NotEmpty:
    """A zone that still holds records is not deleted; count: those other than the apex NS and SOA."""

    zone: Zone
    count: int


@dataclass(frozen=True, slots=True)
class StatusShown:
    """One change as it is now."""

    change: Change


@dataclass(frozen=True, slots=True)
class HistoryShown:
    """The newest changes first; target: a name or zone; user: a Slack user id; more: whether there are older ones."""

    changes: tuple[Change, ...]
    target: str = ""
    user: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class NothingToUndo:
    """No change of this channel is in effect and not undone."""


@dataclass(frozen=True, slots=True)
class NotUndoable:
    """The change cannot be undone, being what and where it is."""

    change: Change


@dataclass(frozen=True, slots=True)
class AskedAlready:
    """A question about undoing the change stands already."""

    change: Change
    question: Change


@dataclass(frozen=True, slots=True)
class MovedOn:
    """What stands is not what the change left behind, or something keeps out what would come back; nothing was done.

    left: what the change left; standing: what stands there now. since: the newest change of ours after it.
    """

    change: Change
    left: tuple[RecordSet, ...]
    standing: tuple[RecordSet, ...]
    since: Change | None = None


@dataclass(frozen=True, slots=True)
class StandsSo:
    """Everything known of the name stands as it stood at that moment; nothing was proposed."""

    zone: Zone
    name: str
    moment: str


@dataclass(frozen=True, slots=True)
class NoSuchPast:
    """The known changes of a name do not go back that far; nothing was proposed.

    first:  the oldest change that is known; found: what it found at the name; command: the one that goes back there.
    """

    zone: Zone
    name: str
    moment: str
    first: Change | None = None
    found: tuple[RecordSet, ...] = ()
    command: str = ""


@dataclass(frozen=True, slots=True)
class Disputed:
    """Somebody else changed the name around that moment, so it is not known what stood; nothing was proposed.

    left, found: what the change before left, and what the change after found; commands: the ones that go to each.
    """

    zone: Zone
    name: str
    moment: str
    last: Change
    next: Change
    left: tuple[RecordSet, ...]
    found: tuple[RecordSet, ...]
    commands: tuple[str, str]


@dataclass(frozen=True, slots=True)
class KeptOut:
    """Something stands at the name that keeps out what would come back, and was never changed here."""

    zone: Zone
    name: str
    moment: str
    coming: tuple[RecordSet, ...]
    standing: tuple[RecordSet, ...]


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
    | NothingToUndo
    | NotUndoable
    | AskedAlready
    | MovedOn
    | StandsSo
    | NoSuchPast
    | Disputed
    | KeptOut
)
