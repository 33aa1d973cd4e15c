"""Routed record sets and aliases, put there by somebody else's hand."""

import json
from typing import Any

from commands.adapters.embedded import HEALTH_CHECK
from commands.model.records import Alias, RecordSet, Type
from tests.unit.handlers.office import Office

WWW = "www.example.com."
LB = "app-1.us-east-1.elb.amazonaws.com."
LB_ZONE = "Z35SXDOTRQ7X7K"


def fields(identifier: str, **more: Any) -> str:
    return json.dumps({"SetIdentifier": identifier, **more}, sort_keys=True)


def variant(
    identifier: str, *values: str, type_: Type = Type.A, ttl: int = 60, name: str = WWW, **more: Any
) -> RecordSet:
    return RecordSet(name, type_, ttl, values or ("192.0.2.1",), routing=fields(identifier, **more))


def pointing(
    zone_id: str = LB_ZONE, target: str = LB, *, evaluate: bool = False, type_: Type = Type.A, **more: Any
) -> RecordSet:
    routing = fields(more.pop("identifier"), **more) if more else ""
    return RecordSet(WWW, type_, None, alias=Alias(zone_id, target, evaluate), routing=routing)


BLUE = variant("blue", Weight=10, HealthCheckId=HEALTH_CHECK, Tomorrow={"Deep": ["kept"]})
GREEN = variant("green", "192.0.2.2", Weight=20)


def stand(office: Office, *records: RecordSet) -> None:
    for record in records:
        office.embedded.put(office.zone.id, record)
