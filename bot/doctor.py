"""python -m bot doctor: looks at everything the bot needs, and names what is missing. Changes nothing."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot import settings as environment
from bot import wiring
from bot.settings import Settings
from commands.adapters import ec2, refusals
from commands.adapters.clock import SystemClock
from commands.adapters.roles import Roles
from commands.adapters.route53 import Boto
from commands.errors import AwsProblem, Misconfigured, NoSuchZone, Problem, Refused
from commands.model import names
from commands.model.zones import Zone, called

SCOPES: Final = ("commands", "chat:write", "usergroups:read", "users:read")

_SECONDS: Final = 5

# Ids that no zone, change or VPC has: a request about them is allowed or denied, and changes nothing either way.
_NO_ZONE: Final = "Z00000000DOCTOR"
_NO_CHANGE: Final = "C00000000DOCTOR"
_NO_VPC: Final = {"VPCRegion": "us-east-1", "VPCId": "vpc-00000000"}
_NO_NAME: Final = "doctor..invalid"
_NO_RECORD: Final = {"Name": "doctor.invalid.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}

# Each IAM action with a request that needs it. Those that would change something are about what is not there.
_ACTIONS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "route53:ListHostedZones": ("list_hosted_zones", {"MaxItems": "1"}),
    "route53:GetHostedZone": ("get_hosted_zone", {"Id": _NO_ZONE}),
    "route53:ListResourceRecordSets": ("list_resource_record_sets", {"HostedZoneId": _NO_ZONE, "MaxItems": "1"}),
    "route53:ChangeResourceRecordSets": (
        "change_resource_record_sets",
        {
            "HostedZoneId": _NO_ZONE,
            "ChangeBatch": {"Changes": [{"Action": "DELETE", "ResourceRecordSet": _NO_RECORD}]},
        },
    ),
    "route53:GetChange": ("get_change", {"Id": _NO_CHANGE}),
    "route53:TestDNSAnswer": (
        "test_dns_answer",
        {"HostedZoneId": _NO_ZONE, "RecordName": "doctor.invalid", "RecordType": "A"},
    ),
    "route53:ListTagsForResource": (
        "list_tags_for_resource",
        {"ResourceType": "hostedzone", "ResourceId": _NO_ZONE},
    ),
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

# Only who makes, deletes or attaches zones from Slack needs these.
_OPTIONAL: Final = frozenset(list(_ACTIONS)[-5:])


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "MISSING"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, and what to do about it."""

    state: State
    what: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.state:<8} {self.what}{f': {self.advice}' if self.advice else ''}"


def doctor() -> int:
    """Print a line for each check; 1 where something is missing."""
    try:
        read = environment.load()
    except Misconfigured as error:
        return _told([Finding(State.MISSING, error.variable, str(error).partition(": ")[2])])
    return _told(_findings(read))


def _told(findings: list[Finding] | Iterator[Finding]) -> int:
    missing = False
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
        missing = missing or finding.state is State.MISSING
    return 1 if missing else 0


def _findings(read: Settings) -> Iterator[Finding]:
    yield from _database(read)
    yield from _slack(read)
    accounts = read.accounts or {"": ""}
    for alias, arn in accounts.items():
        yield from _aws(alias, Roles(arn).client(), read)
    yield _ec2(read)
    yield _people(read)


def _database(read: Settings) -> Iterator[Finding]:
    try:
        with wiring.opened(read) as database:
            with database.write() as connection:
                connection.execute(text("SELECT 1"))
            database.close()
    except (Misconfigured, SQLAlchemyError) as error:
        said = str(error).partition(": ")[2] if isinstance(error, Misconfigured) else type(error).__name__
        yield Finding(State.MISSING, "database (DATABASE_URL)", said)
    else:
        yield Finding(State.OK, "database", "reachable, writable, its schema is up to date")


def _slack(read: Settings) -> Iterator[Finding]:
    client = WebClient(read.bot_token, base_url=read.slack_api_url, timeout=_SECONDS, retry_handlers=[])
    answer = _asked(lambda: client.auth_test())
    if isinstance(answer, str):
        yield Finding(State.MISSING, "Slack bot token (SLACK_BOT_TOKEN)", answer)
    else:
        yield Finding(
            State.OK, "Slack bot token", f"workspace {answer.get('team', '?')}, user {answer.get('user', '?')}"
        )
        yield _scopes(str(dict(answer.headers).get("x-oauth-scopes", "")))
    if read.app_token:
        opened = _asked(lambda: client.apps_connections_open(app_token=read.app_token))
        wrong = isinstance(opened, str)
        advice = str(opened) if wrong else "Socket Mode can connect"
        yield Finding(State.MISSING if wrong else State.OK, "Slack app token (SLACK_APP_TOKEN)", advice)
    elif read.signing_secrets:
        yield Finding(State.OK, "signing secret", f"HTTP mode, {len(read.signing_secrets)} in use")
    else:
        yield Finding(State.MISSING, "way in", "set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP")
    if read.audit_channel:
        yield Finding(State.WARNING, f"audit channel {read.audit_channel}", "make sure that the bot was invited to it")


def _asked(ask: Callable[[], Any]) -> Any:
    """Slack's answer, or in words why there is none."""
    try:
        return ask()
    except SlackApiError as error:
        word = error.response.get("error") if isinstance(error.response.data, dict) else None
        return f"Slack refuses it ({word or error.response.status_code})"
    except (SlackClientError, OSError) as error:
        return f"Slack cannot be reached ({type(error).__name__})"


def _scopes(header: str) -> Finding:
    given = {scope.strip() for scope in header.split(",") if scope.strip()}
    if not given:
        return Finding(
            State.WARNING, "Slack scopes", f"Slack does not list them; these are needed: {', '.join(SCOPES)}"
        )
    missing = [scope for scope in SCOPES if scope not in given]
    if missing:
        return Finding(State.MISSING, "Slack scopes", f"add {', '.join(missing)} and install the app again")
    return Finding(State.OK, "Slack scopes", ", ".join(SCOPES))


def _aws(alias: str, client: Any, read: Settings) -> Iterator[Finding]:
    account = f" in account {alias}" if alias else ""
    for action, (operation, parameters) in _ACTIONS.items():
        problem = _problem(client, operation, parameters)
        if problem and problem.code in refusals.CREDENTIALS:
            yield Finding(State.MISSING, f"AWS credentials{account}", str(problem))
            return
        denied = problem and problem.code in refusals.NOT_ALLOWED
        if problem and problem.code == "":
            yield Finding(State.MISSING, f"Route 53{account}", str(problem))
            return
        state = State.OK if not denied else State.WARNING if action in _OPTIONAL else State.MISSING
        advice = "" if not denied else "allow it in the bot's IAM policy"
        if denied and action in _OPTIONAL:
            advice = "not allowed; only needed to make, delete or attach zones from Slack"
        yield Finding(state, f"{action}{account}", advice)
    if read.default_zone:
        yield from _default_zone(client, read.default_zone, account)


def _ec2(read: Settings) -> Finding:
    """Everything that is asked of EC2, once; nobody needs it but those who use its names."""
    try:
        held = ec2.of_accounts(read.accounts, read.ec2_regions, SystemClock()).held()
    except Problem as problem:
        return Finding(State.WARNING, "EC2", f"{problem} Only needed for EC2 names as values, and for `ec2 check`.")
    return Finding(State.OK, "EC2", ", ".join(each.region for each in held))


def _problem(client: Any, operation: str, parameters: dict[str, Any]) -> Refused | None:
    """What AWS says to a request; one without a code where it says nothing at all."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        getattr(client, operation)(**parameters)
    except (BotoCoreError, ClientError) as error:
        problem = refusals.translated(error, changing=False)
        return problem if isinstance(problem, Refused) else Refused("", str(problem))
    except Misconfigured as error:
        return Refused("", str(error))
    return None


def _default_zone(client: Any, name: str, account: str) -> Iterator[Finding]:
    what = f"default zone {names.plain(name)}{account} (DNS_DEFAULT_ZONE)"
    try:
        found: tuple[Zone, ...] = called(name, Boto(client, lambda _: None, SystemClock(), patience=_SECONDS).zones())
    except (AwsProblem, NoSuchZone) as error:
        yield Finding(State.MISSING, what, str(error))
        return
    if len(found) == 1:
        yield Finding(State.OK, what, found[0].id)
    elif found:
        yield Finding(State.WARNING, what, f"several zones have this name: {', '.join(zone.id for zone in found)}")
    elif account:
        yield Finding(State.OK, what, "is in another account")
    else:
        yield Finding(State.MISSING, what, "no hosted zone of the account has this name")


def _people(read: Settings) -> Finding:
    if read.operators or read.policy:
        return Finding(State.OK, "who may change records", "DNS_POLICY" if read.policy else "DNS_OPERATORS")
    return Finding(
        State.WARNING, "who may change records", "nobody but admins yet: DNS_OPERATORS or DNS_POLICY opens it"
    )
