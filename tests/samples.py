"""Small things that many tests need."""

import itertools
from typing import Any

from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type
from commands.ports import Draft

_numbers = itertools.count(1)


def record(name: str = "db1.example.com.", *values: str, type_: Type = Type.A, ttl: int = 300) -> RecordSet:
    return RecordSet(name, type_, ttl, values or ("192.0.2.1",))


def adding(zone_id: str = "Z1", made: RecordSet | None = None) -> Plan:
    return Plan(Kind.ADD, zone_id, "example.com.", after=(made or record(),))


def deleting(zone_id: str = "Z1", gone: RecordSet | None = None) -> Plan:
    return Plan(Kind.DELETE, zone_id, "example.com.", before=(gone or record(),))


def draft(plan: Plan | None = None, **changed: Any) -> Draft:
    fields = {
        "origin": f"test/{next(_numbers)}",
        "actor": "U0ALICE",
        "place": "C0OPS",
        "private_place": False,
        "reply_to": "",
        "command": "add db1 A 192.0.2.1",
        "plan": plan or adding(),
    }
    return Draft(**{**fields, **changed})
