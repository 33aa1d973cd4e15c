"""Route 53's XML to record sets and back, written for the world alone: the adapter's own shapes stay on trial."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from commands.model import names, values
from commands.model.plan import Action
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Vpc, Zone, ZoneDetails

NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/"
_NUMBERS = frozenset({"TTL", "Weight", "Bias"})
_FLAGS = frozenset({"EvaluateTargetHealth", "MultiValueAnswer", "PrivateZone"})
_CONTENT = frozenset({"Name", "Type", "TTL", "ResourceRecords", "AliasTarget"})

Batch = list[tuple[Action, RecordSet]]


def document(root: str, *content: tuple[str, Any]) -> bytes:
    """One XML document; content as (tag, what is in it): text, a number, a flag, a mapping, or a list of pairs."""
    element = ElementTree.Element(root, {"xmlns": NAMESPACE})
    for tag, inner in content:
        _grow(element, tag, inner)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(element, "unicode").encode()


def _grow(parent: ElementTree.Element, tag: str, inner: Any) -> None:
    element = ElementTree.SubElement(parent, tag)
    pairs = inner.items() if isinstance(inner, Mapping) else inner
    if isinstance(inner, bool):
        element.text = str(inner).lower()
    elif isinstance(inner, str | int):
        element.text = str(inner)
    else:
        for name, more in pairs:
            _grow(element, name, more)


def fields(body: bytes) -> dict[str, Any]:
    """A document as a mapping; repeated tags only where the caller reads them by `batch`."""
    parsed = _read(ElementTree.fromstring(body))
    return parsed if isinstance(parsed, dict) else {}


def batch(body: bytes) -> tuple[Batch, str]:
    """The changes of a ChangeResourceRecordSets request, and its comment."""
    root = ElementTree.fromstring(body)
    changes = [
        (Action(_text(change, "Action")), _record_set(change.find(f"{{{NAMESPACE}}}ResourceRecordSet")))
        for change in root.iter(f"{{{NAMESPACE}}}Change")
    ]
    return changes, _text(root, f"ChangeBatch/{{{NAMESPACE}}}Comment")


def _text(element: ElementTree.Element, path: str) -> str:
    return element.findtext(f"{{{NAMESPACE}}}{path}", default="")


def _read(element: ElementTree.Element) -> Any:
    tag = element.tag.rpartition("}")[2]
    if len(element):
        return {child.tag.rpartition("}")[2]: _read(child) for child in element}
    text = element.text or ""
    if tag in _NUMBERS:
        return int(text)
    return text == "true" if tag in _FLAGS else text


def _record_set(element: ElementTree.Element | None) -> RecordSet:
    assert element is not None
    item = _read(element)
    routing = {key: field for key, field in item.items() if key not in _CONTENT}
    alias = item.get("AliasTarget")
    return RecordSet(
        name=names.from_wire(item["Name"]),
        type=Type(item["Type"]),
        ttl=item.get("TTL"),
        values=tuple(values.from_wire(value.text or "") for value in element.iter(f"{{{NAMESPACE}}}Value")),
        alias=Alias(alias["HostedZoneId"], names.from_wire(alias["DNSName"]), alias["EvaluateTargetHealth"])
        if alias
        else None,
        routing=json.dumps(routing, sort_keys=True) if routing else "",
    )


def record_set(record: RecordSet) -> Iterator[tuple[str, Any]]:
    """What a ResourceRecordSet element holds."""
    yield "Name", names.to_wire(record.name)
    yield "Type", record.type.value
    yield from (json.loads(record.routing) if record.routing else {}).items()
    if record.ttl is not None:
        yield "TTL", record.ttl
    if record.values:
        pairs = [("ResourceRecord", {"Value": values.to_wire(value)}) for value in record.values]
        yield "ResourceRecords", pairs
    if record.alias:
        yield (
            "AliasTarget",
            {
                "HostedZoneId": record.alias.zone_id,
                "DNSName": names.to_wire(record.alias.name),
                "EvaluateTargetHealth": record.alias.evaluate_health,
            },
        )


def zone(zone: Zone) -> dict[str, Any]:
    """What a HostedZone element holds."""
    comment = {"Comment": zone.comment} if zone.comment else {}
    kept = {"LinkedService": {"ServicePrincipal": zone.managed, "Description": "kept"}} if zone.managed else {}
    return {
        "Id": f"/hostedzone/{zone.id}",
        "Name": names.to_wire(zone.name),
        "CallerReference": zone.reference,
        "Config": {**comment, "PrivateZone": zone.private},
        "ResourceRecordSetCount": zone.records,
        **kept,
    }


def details(found: ZoneDetails) -> Iterator[tuple[str, Any]]:
    """A zone, and its name servers or its VPCs."""
    yield "HostedZone", zone(found.zone)
    if found.name_servers:
        yield "DelegationSet", {"NameServers": [("NameServer", server) for server in found.name_servers]}
    if found.vpcs:
        yield "VPCs", list(map(vpc, found.vpcs))


def vpc(given: Vpc) -> tuple[str, Any]:
    """A VPC, which CreateHostedZone's answer holds alone."""
    return "VPC", {"VPCRegion": given.region, "VPCId": given.id}


def change(change_id: str, *, in_sync: bool = False) -> tuple[str, Any]:
    """A ChangeInfo."""
    return (
        "ChangeInfo",
        {
            "Id": f"/change/{change_id}",
            "Status": "INSYNC" if in_sync else "PENDING",
            "SubmittedAt": "2026-11-22T10:00:00.000Z",
        },
    )


def error(code: str, message: str) -> bytes:
    """An ErrorResponse."""
    told = {"Type": "Sender", "Code": code, "Message": message}
    return document("ErrorResponse", ("Error", told), ("RequestId", "b25f48e8-84fd-11e6-80d9-574e0c4664cb"))
