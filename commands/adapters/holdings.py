"""What stands in one zone of the embedded Route 53, by name; copied cheaply, so that a batch can be tried."""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias

from commands.model import names
from commands.model.records import Alias, RecordSet, Type

Key: TypeAlias = tuple[str, Type, str]


def routing(record: RecordSet) -> dict[str, Any]:
    """A record set's routing fields by their API names."""
    fields: dict[str, Any] = json.loads(record.routing) if record.routing else {}
    return fields


def key(record: RecordSet) -> Key:
    """What is unique in a zone: name, type and set identifier."""
    return record.name, record.type, routing(record).get("SetIdentifier", "")


def order(record: RecordSet) -> Key:
    """Route 53's order: labels reversed and compared with their dots (`a-b.z.` before `a.z.`), then type."""
    name, type_, identifier = key(record)
    return backwards(name), type_, identifier


def stored(record: RecordSet) -> RecordSet:
    """As Route 53 keeps it: an alias target lower-case and with its final dot, all else as it was sent."""
    if record.alias is None:
        return record
    target = record.alias
    alias = Alias(target.zone_id, names.canonical(target.name), target.evaluate_health)
    return RecordSet(record.name, record.type, None, (), alias, record.routing)


class Holdings:
    """Record sets, no two of one key."""

    def __init__(self, sets: dict[str, dict[Key, RecordSet]] | None = None) -> None:
        # The inner dicts are replaced, never changed: copies share them.
        self._sets = sets or {}

    def __len__(self) -> int:
        return sum(map(len, self._sets.values()))

    def __iter__(self) -> Iterator[RecordSet]:
        """In Route 53's order."""
        return iter(sorted((record for here in self._sets.values() for record in here.values()), key=order))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that has a record set."""
        return tuple(self._sets)

    def copy(self) -> "Holdings":
        """The same sets, to be changed apart."""
        return Holdings(dict(self._sets))

    def like(self, record: RecordSet) -> RecordSet | None:
        """What stands under a record set's key."""
        return self._sets.get(record.name, {}).get(key(record))

    def at(self, name: str) -> tuple[RecordSet, ...]:
        """Every record set of a name, in Route 53's order."""
        return tuple(sorted(self._sets.get(name, {}).values(), key=order))

    def of(self, name: str, type_: str) -> tuple[RecordSet, ...]:
        """The record sets of a name and type; several where they are routed."""
        return tuple(record for record in self.at(name) if record.type == type_)

    def put(self, record: RecordSet) -> None:
        """Let a record set stand, in place of its like."""
        self._sets[record.name] = {**self._sets.get(record.name, {}), key(record): stored(record)}

    def drop(self, record: RecordSet) -> None:
        """Let what stands under a record set's key go, if anything does."""
        gone = key(record)
        left = {place: other for place, other in self._sets.get(record.name, {}).items() if place != gone}
        self._sets.pop(record.name, None)
        if left:
            self._sets[record.name] = left


@lru_cache(maxsize=65_536)
def backwards(name: str) -> str:
    """A name as Route 53 compares it: escaped, its labels reversed, a dot behind each."""
    try:
        labels = names.to_wire(name).rstrip(".").split(".")
    except names.BadName:
        labels = name.rstrip(".").split(".")
    return ".".join([*reversed(labels), ""])
