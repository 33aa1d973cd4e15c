"""Record sets cut to Route 53's request quotas, in an order that it takes.

Source: Route 53 Developer Guide, Quotas; ChangeResourceRecordSets: an alias within a zone needs its target to stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from commands.model import values
from commands.model.records import Key, RecordSet

VALUES: Final = 1_000
CHARACTERS: Final = 32_000


def batches(records: Sequence[RecordSet]) -> Iterator[tuple[RecordSet, ...]]:
    """Cut record sets that shall be created into request-sized groups, keeping their order.

    Yields: non-empty tuples, each within quota; one that is over by itself alone, for Route 53 to judge.
    """
    batch: list[RecordSet] = []
    count = size = 0
    for record in records:
        more, longer = len(record.values) or 1, sum(len(values.to_wire(value)) for value in record.values)
        if batch and (count + more > VALUES or size + longer > CHARACTERS):
            yield tuple(batch)
            batch, count, size = [], 0, 0
        batch.append(record)
        count, size = count + more, size + longer
    if batch:
        yield tuple(batch)


def targets_first(records: Sequence[RecordSet], zone_id: str) -> tuple[RecordSet, ...]:
    """The same record sets, each alias within the zone behind what it points at; otherwise in their order."""
    named = {(record.name, record.type.value): record for record in records}
    return tuple(sorted(records, key=lambda record: _depth(record, named, zone_id)))


def _depth(record: RecordSet, named: Mapping[tuple[str, str], RecordSet], zone_id: str) -> int:
    """How many aliases within the zone lie between a record set and values."""
    seen: set[Key] = set()
    at: RecordSet | None = record
    while at is not None and at.alias is not None and at.alias.zone_id == zone_id and at.key not in seen:
        seen.add(at.key)
        at = named.get((_absolute(at.alias.name), at.type.value))
    return len(seen)


def _absolute(name: str) -> str:
    return f"{name.lower().rstrip('.')}."
