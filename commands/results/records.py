"""Answers about records, zones and changes."""

from dataclasses import dataclass

from commands.changes.lifecycle import Change
from commands.model.records import RecordSet, Type
from commands.model.zones import Delegation, Freeze, Zone, ZoneDetails


@dataclass(frozen=True, slots=True)
class Helped:
    """Help was asked for; topic: a verb, or empty for all of them."""

    topic: str


@dataclass(frozen=True, slots=True)
class ZoneList:
    """The zones that match; glob: what they were matched against, empty for all."""

    zones: tuple[Zone, ...]
    glob: str = ""
    frozen: tuple[Freeze, ...] = ()


@dataclass(frozen=True, slots=True)
class ZoneShown:
    """One zone and what a registrar needs of it; tags: (key, value), None where they could not be read."""

    details: ZoneDetails
    tags: tuple[tuple[str, str], ...] | None = ()
    delegation: Delegation = Delegation.UNKNOWN
    parents: tuple[str, ...] = ()
    freeze: Freeze | None = None


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """Several zones have the name; each with the command that means just that one."""

    name: str
    options: tuple[tuple[ZoneDetails, str], ...]


@dataclass(frozen=True, slots=True)
class ZoneUsed:
    """From now on the channel means this zone by its name; zone: None where it is asked each time."""

    name: str
    zone: Zone | None


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
    """What stands is kept by something else, and is not touched here; nothing was proposed. why: a sentence."""

    records: tuple[RecordSet, ...]
    why: str


@dataclass(frozen=True, slots=True)
class NothingThere:
    """There is nothing of that name (and type, and set identifier); others: what stands there instead."""

    zone: Zone
    name: str
    type: Type | None
    others: tuple[RecordSet, ...] = ()
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Several types or routed variants stand at the name; each with the command that means just that one.

    verb: what the command does, as help has it.
    """

    zone: Zone
    name: str
    options: tuple[tuple[RecordSet, str], ...]
    verb: str = "delete"


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
