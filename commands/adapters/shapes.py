"""boto3's shapes of zones and record sets to ours and back: the wire's octal escapes end here."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from commands.model import names, values
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Vpc, Zone, ZoneDetails

# All else of a record set is its routing: policy, set identifier, health check, traffic policy instance.
_CONTENT: Final = frozenset({"Name", "Type", "TTL", "ResourceRecords", "AliasTarget"})


def bare(identifier: str) -> str:
    """An id without `/hostedzone/` or `/change/`."""
    return identifier.rpartition("/")[2]


def zone(item: Mapping[str, Any]) -> Zone:
    """A HostedZone."""
    config = item.get("Config", {})
    return Zone(
        id=bare(item["Id"]),
        name=names.from_wire(item["Name"]),
        private=config.get("PrivateZone", False),
        comment=config.get("Comment", ""),
        records=item.get("ResourceRecordSetCount", 0),
        reference=item.get("CallerReference", ""),
        managed=item.get("LinkedService", {}).get("ServicePrincipal", ""),
    )


def details(answer: Mapping[str, Any]) -> ZoneDetails:
    """The answer of GetHostedZone or CreateHostedZone."""
    vpcs = answer.get("VPCs") or [answer[key] for key in ("VPC",) if key in answer]
    return ZoneDetails(
        zone(answer["HostedZone"]),
        name_servers=tuple(answer.get("DelegationSet", {}).get("NameServers", ())),
        vpcs=tuple(Vpc(vpc["VPCId"], vpc["VPCRegion"]) for vpc in vpcs),
    )


def vpc(given: Vpc) -> dict[str, str]:
    """A VPC."""
    return {"VPCRegion": given.region, "VPCId": given.id}


def record_set(item: Mapping[str, Any]) -> RecordSet:
    """A ResourceRecordSet; its values and routing verbatim, so that it can be deleted exactly."""
    routing = {key: field for key, field in item.items() if key not in _CONTENT}
    return RecordSet(
        name=names.from_wire(item["Name"]),
        type=Type(item["Type"]),
        ttl=item.get("TTL"),
        values=tuple(values.from_wire(record["Value"]) for record in item.get("ResourceRecords", ())),
        alias=_alias(item["AliasTarget"]) if "AliasTarget" in item else None,
        routing=json.dumps(routing, sort_keys=True) if routing else "",
    )


def item(record: RecordSet) -> dict[str, Any]:
    """A record set as ChangeResourceRecordSets takes it: the inverse of record_set."""
    found: dict[str, Any] = {"Name": names.sent(record.name), "Type": str(record.type)}
    if record.ttl is not None:
        found["TTL"] = record.ttl
    if record.values:
        found["ResourceRecords"] = [{"Value": values.to_wire(value)} for value in record.values]
    if record.alias:
        found["AliasTarget"] = {
            "HostedZoneId": record.alias.zone_id,
            "DNSName": _spelled(record.alias.name),
            "EvaluateTargetHealth": record.alias.evaluate_health,
        }
    return found | (json.loads(record.routing) if record.routing else {})


def _alias(target: Mapping[str, Any]) -> Alias:
    name = target["DNSName"]
    return Alias(
        zone_id=target["HostedZoneId"],
        name=names.from_wire(name) if "\\" in name else name,
        evaluate_health=target["EvaluateTargetHealth"],
    )


def _spelled(name: str) -> str:
    """An alias target as Route 53 spelled it; only what cannot stand bare on the wire is escaped."""
    return name if re.fullmatch(r"[\w.-]*", name, re.ASCII) else names.sent(name)
