"""A name as it stood once: what the changes of it that are known took and brought, laid out around one moment. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commands.changes.lifecycle import Change
from commands.model.plan import RECORDS
from commands.model.records import Key, RecordSet


@dataclass(frozen=True, slots=True)
class Cut:
    """The moment to go back to.

    at:     epoch seconds.
    change: the id of the change whose edge is meant; empty for a time.
    before: just before that change, rather than as it left it.
    """

    at: float
    change: str = ""
    before: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """What is known of one key (name, type, set identifier) at a cut.

    record:     what stood there, as far as is known. None: nothing.
    last, next: the nearest changes of it, before the cut and after it.
    left:       what the last one left standing; found: what the next one found. None: nothing.
    newest:     the newest change of it, and what that one left: nobody else was there if it still stands.
    exact:      whether the cut is the edge of the last or of the next change itself.
    """

    key: Key
    record: RecordSet | None
    last: Change | None
    next: Change | None
    left: RecordSet | None
    found: RecordSet | None
    newest: Change
    exact: bool

    @property
    def assumed(self) -> bool:
        """Nothing is known of it before the cut: it is taken for what the first change found."""
        return self.last is None and not self.exact

    @property
    def disputed(self) -> bool:
        """Somebody else changed it between two changes of ours, and the cut lies between them too."""
        return not self.exact and bool(self.last and self.next) and not same(self.left, self.found)

    @property
    def expected(self) -> RecordSet | None:
        """What stands now if nobody else was there."""
        return _of(self.newest.plan.after, self.key)


def same(one: RecordSet | None, other: RecordSet | None) -> bool:
    """Whether both stand and say the same, or neither stands."""
    if one is None or other is None:
        return one is other
    return one.agrees(other)


def images(name: str, changes: Sequence[Change], cut: Cut) -> tuple[Image, ...]:
    """What is known of each record set of a name.

    changes: those of the name that took effect, oldest first.
    """
    ours = [change for change in changes if change.plan.kind in RECORDS]
    at = _position(ours, cut)
    known = dict.fromkeys(key for change in ours for key in _keys(change, name))
    return tuple(_image(key, ours[:at], ours[at:], cut) for key in known)


def reaches(name: str, changes: Sequence[Change], cut: Cut) -> bool:
    """Whether the known changes of a name go back to the cut, or the cut is the edge of one of them."""
    return any(image.last or image.exact for image in images(name, changes, cut))


def _position(changes: Sequence[Change], cut: Cut) -> int:
    for index, change in enumerate(changes):
        if change.id == cut.change:
            return index if cut.before else index + 1
    return sum(_was_before(change.accepted_at or 0.0, cut) for change in changes)


def _was_before(accepted_at: float, cut: Cut) -> bool:
    return accepted_at < cut.at if cut.before else accepted_at <= cut.at


def _keys(change: Change, name: str) -> Iterator[Key]:
    return (record.key for record in (*change.plan.before, *change.plan.after) if record.name == name)


def _image(key: Key, earlier: Sequence[Change], later: Sequence[Change], cut: Cut) -> Image:
    before = [change for change in earlier if key in _keys(change, key[0])]
    after = [change for change in later if key in _keys(change, key[0])]
    last, following = (before[-1] if before else None), (after[0] if after else None)
    left = _of(last.plan.after, key) if last else None
    found = _of(following.plan.before, key) if following else None
    edge = following if cut.before else last
    exact = edge is not None and edge.id == cut.change
    return Image(
        key=key,
        record=found if last is None or (exact and cut.before) else left,
        last=last,
        next=following,
        left=left,
        found=found,
        newest=(after or before)[-1],
        exact=exact,
    )


def _of(records: Sequence[RecordSet], key: Key) -> RecordSet | None:
    return next((record for record in records if record.key == key), None)
