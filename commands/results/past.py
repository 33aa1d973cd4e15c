"""Answers about what was done: history, undo, restore."""

from dataclasses import dataclass

from commands.changes.lifecycle import Change
from commands.model.records import RecordSet
from commands.model.zones import Zone


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
