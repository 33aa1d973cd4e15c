"""Record sets and batches in few words, for the cases."""

import json

from commands.model.plan import Action
from commands.model.records import Alias, RecordSet, Type

Batch = list[tuple[Action, RecordSet]]


def simple(name: str, type_: str, *values: str, ttl: int | None = 300) -> RecordSet:
    return RecordSet(name, Type(type_), ttl, values)


def routed(name: str, type_: str, *values: str, ttl: int = 300, **fields: object) -> RecordSet:
    return RecordSet(name, Type(type_), ttl, values, routing=json.dumps(fields, sort_keys=True))


def alias(name: str, type_: str, zone_id: str, target: str, **fields: object) -> RecordSet:
    routing = json.dumps(fields, sort_keys=True) if fields else ""
    return RecordSet(name, Type(type_), None, alias=Alias(zone_id, target, False), routing=routing)


def create(*records: RecordSet) -> Batch:
    return [(Action.CREATE, record) for record in records]


def delete(*records: RecordSet) -> Batch:
    return [(Action.DELETE, record) for record in records]
