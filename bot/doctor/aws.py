"""Whether AWS lets the bot do what it does: each action is tried for real, on what changes nothing."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from bot.doctor.findings import Finding, State
from bot.settings import Settings
from commands.adapters import ec2, refusals
from commands.adapters.clock import SystemClock
from commands.adapters.roles import Roles
from commands.adapters.route53 import Boto
from commands.errors import AwsProblem, Busy, Misconfigured, NoSuchZone, Problem, Refused
from commands.model import names
from commands.model.zones import Zone, called

_PATIENCE: Final = 5.0
_TRIES: Final = 4
_PAUSE: Final = 0.5

# Ids that no zone, change or VPC has: a request about them is allowed or denied, and changes nothing either way.
_NO_ZONE: Final = "Z00000000DOCTOR"
_NO_CHANGE: Final = "C00000000DOCTOR"
_NO_VPC: Final = {"VPCRegion": "us-east-1", "VPCId": "vpc-00000000"}
_NO_NAME: Final = "doctor..invalid"

# A record set that stands in no zone and may stand in none of ours: whatever the zone, Route 53 refuses to delete it.
# The top-level domain is reserved (RFC 2606).
_NO_RECORD: Final = {"Name": "doctor.invalid.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
_NO_BATCH: Final = {"Changes": [{"Action": "DELETE", "ResourceRecordSet": _NO_RECORD}]}

_Request = tuple[str, Mapping[str, Any]]

# Each IAM action with a request that needs it, about one of our zones where a policy may be narrowed to those.
NEEDED: Final[Mapping[str, Callable[[str], _Request]]] = {
    "route53:ListHostedZones": lambda _: ("list_hosted_zones", {"MaxItems": "1"}),
    "route53:GetHostedZone": lambda zone: ("get_hosted_zone", {"Id": zone}),
    "route53:ListResourceRecordSets": lambda zone: (
        "list_resource_record_sets",
        {"HostedZoneId": zone, "MaxItems": "1"},
    ),
    "route53:ChangeResourceRecordSets": lambda zone: (
        "change_resource_record_sets",
        {"HostedZoneId": zone, "ChangeBatch": _NO_BATCH},
    ),
    "route53:GetChange": lambda _: ("get_change", {"Id": _NO_CHANGE}),
    "route53:TestDNSAnswer": lambda zone: (
        "test_dns_answer",
        {"HostedZoneId": zone, "RecordName": "doctor.invalid", "RecordType": "A"},
    ),
    "route53:ListTagsForResource": lambda zone: (
        "list_tags_for_resource",
        {"ResourceType": "hostedzone", "ResourceId": zone},
    ),
}

# What only who makes, deletes or attaches zones from Slack needs. Never about one of our zones.
OPTIONAL: Final[Mapping[str, _Request]] = {
    "route53:CreateHostedZone": ("create_hosted_zone", {"Name": _NO_NAME, "CallerReference": "slash-dns doctor"}),
    "route53:DeleteHostedZone": ("delete_hosted_zone", {"Id": _NO_ZONE}),
    "route53:AssociateVPCWithHostedZone": (
        "associate_vpc_with_hosted_zone",
        {"HostedZoneId": _NO_ZONE, "VPC": _NO_VPC},
    ),
    "route53:DisassociateVPCFromHostedZone": (
        "disassociate_vpc_from_hosted_zone",
        {"HostedZoneId": _NO_ZONE, "VPC": _NO_VPC},
    ),
}


class _Unable(Exception):
    """AWS cannot be asked at all; str() says why."""


def look(read: Settings) -> Iterator[Finding]:
    """Each account: the credentials, each action, the default zone."""
    for alias, arn in (read.accounts or {"": ""}).items():
        account = f" in account {alias}" if alias else ""
        try:
            yield from _account(Roles(arn).client(), read.default_zone, account)
        except _Unable as error:
            yield Finding(State.MISSING, f"AWS credentials or Route 53{account}", str(error))


def _account(client: Any, default: str, account: str) -> Iterator[Finding]:
    allowed = {"route53:ListHostedZones": _allowed(client, *NEEDED["route53:ListHostedZones"](""))}
    yield Finding(State.OK, f"AWS credentials{account}", "AWS knows them")
    zones = _zones(client) if allowed["route53:ListHostedZones"] else None
    ours = called(default, zones or ()) or tuple(zones or ())
    # A zone that is public answers all of the questions.
    zone = next((one.id for one in sorted(ours, key=lambda one: one.private)), _NO_ZONE)
    for action, request in NEEDED.items():
        may = allowed.get(action) if action in allowed else _allowed(client, *request(zone))
        advice = (
            "" if may else f"allow it in the bot's IAM policy{'' if zone == _NO_ZONE else f', for zone {zone} too'}"
        )
        yield Finding(State.OK if may else State.MISSING, f"{action}{account}", advice)
    for action, asked in OPTIONAL.items():
        may = _allowed(client, *asked)
        advice = "" if may else "not allowed; only needed to make, delete or attach zones from Slack"
        yield Finding(State.OK if may else State.WARNING, f"{action}{account}", advice)
    if default and zones is not None:
        yield _default_zone(default, called(default, zones), account)


def _zones(client: Any) -> tuple[Zone, ...] | None:
    try:
        return Boto(client, lambda _: None, SystemClock(), patience=_PATIENCE).zones()
    except (AwsProblem, NoSuchZone) as error:
        raise _Unable(str(error)) from error


def _allowed(client: Any, operation: str, parameters: Mapping[str, Any]) -> bool:
    """Whether AWS lets us ask; any answer but a denial says so. Raises _Unable."""
    problem = _problem(client, operation, parameters)
    for _ in range(_TRIES):
        if not isinstance(problem, Busy):
            break
        SystemClock().sleep(_PAUSE)
        problem = _problem(client, operation, parameters)
    if problem is None:
        return True
    if not isinstance(problem, Refused) or problem.code in refusals.CREDENTIALS:
        raise _Unable(str(problem))
    return problem.code not in refusals.NOT_ALLOWED


def _problem(client: Any, operation: str, parameters: Mapping[str, Any]) -> Problem | None:
    """What AWS says to a request, or what keeps us from making it."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        getattr(client, operation)(**parameters)
    except (BotoCoreError, ClientError) as error:
        return refusals.translated(error, changing=False)
    except Misconfigured as error:
        return error
    return None


def _default_zone(name: str, found: tuple[Zone, ...], account: str) -> Finding:
    what = f"default zone {names.plain(name)}{account} (DNS_DEFAULT_ZONE)"
    if len(found) == 1:
        return Finding(State.OK, what, found[0].id)
    if found:
        ids = ", ".join(zone.id for zone in found)
        return Finding(State.WARNING, what, f"several zones have this name, and people must say which: {ids}")
    if account:
        return Finding(State.OK, what, "is in another account")
    return Finding(State.MISSING, what, "no hosted zone of the account has this name")


def look_at_ec2(read: Settings) -> Iterator[Finding]:
    """Everything that is asked of EC2, once; nobody needs it but those who use its names."""
    try:
        held = ec2.of_accounts(read.accounts, read.ec2_regions, SystemClock()).held()
    except Problem as problem:
        advice = f"{problem} Only needed for EC2 names as values, and for `ec2 check`."
        yield Finding(State.WARNING, "EC2", advice)
    else:
        yield Finding(State.OK, "EC2", ", ".join(each.region for each in held))
