"""The operations of Route 53's REST API, over an Embedded."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, unquote, urlsplit

from commands.adapters.embedded import Embedded
from commands.adapters.holdings import backwards, order
from commands.errors import NoSuchZone, Refused
from commands.model import names, values
from commands.model.records import RecordSet
from commands.model.zones import Vpc
from tests.worlds import xml
from tests.worlds.aws_faults import AwsError


@dataclass(frozen=True)
class Request:
    """One request: what it asks for, of which zone or change, with its query and body."""

    operation: str
    id: str
    query: Mapping[str, str]
    body: bytes


_ROUTES = (
    ("GET", "/hostedzone", "ListHostedZones"),
    ("POST", "/hostedzone", "CreateHostedZone"),
    ("GET", "/hostedzone/ID", "GetHostedZone"),
    ("DELETE", "/hostedzone/ID", "DeleteHostedZone"),
    ("GET", "/hostedzone/ID/rrset", "ListResourceRecordSets"),
    ("POST", "/hostedzone/ID/rrset", "ChangeResourceRecordSets"),
    ("POST", "/hostedzone/ID/associatevpc", "AssociateVPCWithHostedZone"),
    ("POST", "/hostedzone/ID/disassociatevpc", "DisassociateVPCFromHostedZone"),
    ("GET", "/tags/hostedzone/ID", "ListTagsForResource"),
    ("GET", "/change/ID", "GetChange"),
    ("GET", "/testdnsanswer", "TestDNSAnswer"),
)

_STATUS = {"NoSuchHostedZone": 404, "NoSuchChange": 404, "NoSuchHealthCheck": 404, "HostedZoneAlreadyExists": 409}


def request(method: str, target: str, body: bytes) -> Request:
    """Which operation an HTTP request is."""
    parts = urlsplit(target)
    path = unquote(parts.path).rstrip("/")
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if not path and method == "POST":
        form = dict(parse_qsl(body.decode()))
        return Request(form.get("Action", ""), "", form, body)
    for verb, shape, operation in _ROUTES:
        found = re.fullmatch("/2013-04-01" + shape.replace("ID", "([^/]+)"), path)
        if found and verb == method:
            return Request(operation, "".join(found.groups()) or query.get("hostedzoneid", ""), query, body)
    return Request(f"{method} {path}", "", query, body)


def serve(route53: Embedded, asked: Request) -> tuple[int, bytes]:
    """Do what is asked; the HTTP status and the answer. Raises AwsError."""
    operation = _OPERATIONS.get(asked.operation)
    if operation is None:
        who = "User: arn:aws:iam::123456789012:user/slash-dns"
        raise AwsError(403, "AccessDenied", f"{who} is not authorized to perform: route53:{asked.operation}")
    try:
        return 201 if asked.operation == "CreateHostedZone" else 200, operation(route53, asked)
    except Refused as error:
        raise AwsError(_STATUS.get(error.code, 400), error.code, error.raw) from error
    except NoSuchZone as error:
        raise AwsError(404, "NoSuchHostedZone", f"No hosted zone found with ID: {asked.id}") from error


def _assume_role(_: Embedded, asked: Request) -> bytes:
    """STS, which takes forms. The key tells the role, as a real one would not."""
    role = asked.query["RoleArn"].rpartition("/")[2]
    key = {"AccessKeyId": f"ASIA{role.upper()}", "SecretAccessKey": "none", "SessionToken": f"session of {role}"}
    given = {"Credentials": {**key, "Expiration": "2099-01-01T00:00:00Z"}}
    return xml.document("AssumeRoleResponse", ("AssumeRoleResult", given))


def _list_zones(route53: Embedded, asked: Request) -> bytes:
    zones = route53.zones()
    size = min(int(asked.query.get("maxitems", 100)), 100)
    start = next((n for n, zone in enumerate(zones) if zone.id == asked.query.get("marker")), 0)
    page, rest = zones[start : start + size], zones[start + size :]
    return xml.document(
        "ListHostedZonesResponse",
        ("HostedZones", [("HostedZone", xml.zone(zone)) for zone in page]),
        ("Marker", asked.query.get("marker", "")),
        ("IsTruncated", bool(rest)),
        *([("NextMarker", rest[0].id)] if rest else []),
        ("MaxItems", size),
    )


def _create_zone(route53: Embedded, asked: Request) -> bytes:
    given = xml.fields(asked.body)
    comment = (given.get("HostedZoneConfig") or {}).get("Comment", "")
    name, reference = names.from_wire(given["Name"]), given["CallerReference"]
    found, change_id = route53.create_zone(name, reference, comment, _vpc(given.get("VPC")))
    details = xml.details(replace(found, vpcs=()))
    return xml.document("CreateHostedZoneResponse", xml.change(change_id), *details, *map(xml.vpc, found.vpcs))


def _vpc(given: Mapping[str, str] | None) -> Vpc | None:
    return Vpc(given["VPCId"], given["VPCRegion"]) if given else None


def _associate(route53: Embedded, asked: Request) -> bytes:
    vpc = _vpc(xml.fields(asked.body)["VPC"])
    assert vpc
    change = xml.change(route53.associate(asked.id, vpc))
    return xml.document("AssociateVPCWithHostedZoneResponse", change)


def _dissociate(route53: Embedded, asked: Request) -> bytes:
    vpc = _vpc(xml.fields(asked.body)["VPC"])
    assert vpc
    change = xml.change(route53.dissociate(asked.id, vpc))
    return xml.document("DisassociateVPCFromHostedZoneResponse", change)


def _list_tags(route53: Embedded, asked: Request) -> bytes:
    pairs = [("Tag", {"Key": key, "Value": value}) for key, value in route53.tags(asked.id)]
    found = {"ResourceType": "hostedzone", "ResourceId": asked.id, "Tags": pairs}
    return xml.document("ListTagsForResourceResponse", ("ResourceTagSet", found))


def _get_zone(route53: Embedded, asked: Request) -> bytes:
    return xml.document("GetHostedZoneResponse", *xml.details(route53.zone(asked.id)))


def _delete_zone(route53: Embedded, asked: Request) -> bytes:
    return xml.document("DeleteHostedZoneResponse", xml.change(route53.delete_zone(asked.id)))


def _list_sets(route53: Embedded, asked: Request) -> bytes:
    query = asked.query
    if "type" in query and "name" not in query:
        raise AwsError(400, "InvalidInput", "The input is not valid: type without name")
    size = min(int(query.get("maxitems", 300)), 300)
    start = backwards(names.from_wire(query["name"])) if "name" in query else ""
    seek = (start, query.get("type", ""), query.get("identifier", ""))
    found = [record for record in route53.records(asked.id) if order(record) >= seek]
    page, rest = found[:size], found[size:]
    return xml.document(
        "ListResourceRecordSetsResponse",
        ("ResourceRecordSets", [("ResourceRecordSet", xml.record_set(record)) for record in page]),
        ("IsTruncated", bool(rest)),
        *(_next(rest[0]) if rest else []),
        ("MaxItems", size),
    )


def _next(record: RecordSet) -> list[tuple[str, str]]:
    _, type_, identifier = order(record)
    more = [("NextRecordIdentifier", identifier)] if identifier else []
    return [("NextRecordName", names.to_wire(record.name)), ("NextRecordType", type_.value), *more]


def _change_sets(route53: Embedded, asked: Request) -> bytes:
    changes, comment = xml.batch(asked.body)
    change_id = route53.submit(asked.id, changes, comment)
    return xml.document("ChangeResourceRecordSetsResponse", xml.change(change_id))


def _get_change(route53: Embedded, asked: Request) -> bytes:
    return xml.document("GetChangeResponse", xml.change(asked.id, in_sync=route53.in_sync(asked.id)))


def _test_answer(route53: Embedded, asked: Request) -> bytes:
    name, type_ = names.from_wire(asked.query["recordname"]), asked.query["recordtype"]
    found = route53.answers(asked.id, name, type_)
    if found is None:
        raise AwsError(400, "InvalidInput", "TestDNSAnswer does not answer for a private hosted zone.")
    return xml.document(
        "TestDNSAnswerResponse",
        ("Nameserver", "ns-0.awsdns-00.com"),
        ("RecordName", names.to_wire(name)),
        ("RecordType", type_),
        ("RecordData", [("RecordDataEntry", values.to_wire(value)) for value in found]),
        ("ResponseCode", "NOERROR"),
        ("Protocol", "UDP"),
    )


_OPERATIONS: dict[str, Callable[[Embedded, Request], bytes]] = {
    "AssumeRole": _assume_role,
    "ListHostedZones": _list_zones,
    "CreateHostedZone": _create_zone,
    "AssociateVPCWithHostedZone": _associate,
    "DisassociateVPCFromHostedZone": _dissociate,
    "ListTagsForResource": _list_tags,
    "GetHostedZone": _get_zone,
    "DeleteHostedZone": _delete_zone,
    "ListResourceRecordSets": _list_sets,
    "ChangeResourceRecordSets": _change_sets,
    "GetChange": _get_change,
    "TestDNSAnswer": _test_answer,
}
