"""The environment, read once; nothing else in the project reads it.

A variable in the environment wins over the same one in `.env`, even an empty one; empty means unset, so that an
empty variable hides what the file says and the default holds.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

import dotenv

from commands.errors import Misconfigured
from commands.model import fields, names
from commands.model.records import Type
from commands.policy import Protection, patterns

_MEMBER: Final = re.compile(r"[UWS][A-Z0-9]{2,}|\*")
_ALIAS: Final = re.compile(r"[a-z][a-z0-9-]{0,31}")
_ROLE: Final = re.compile(r"arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]+", re.ASCII)
_REGION: Final = re.compile(r"[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}")
_LARGEST_TTL: Final = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything an operator can set. Tokens never show in a repr, so they never reach a log.

    default_zone: absolute name or empty. confirm_seconds: how long a question stays open.
    policy: a file's path or empty. audit_channel: a channel's id or empty.
    resolvers: addresses; none: the machine's own.
    keep_days: how long finished changes and their steps are kept.
    accounts: each AWS account's alias and the role to assume there; none: one account, the bot's own.
    audit_channel: a channel's id or empty. keep_days: how long finished changes and their steps are kept.
    ec2_regions: where instances are looked for; none: in the region of the AWS chain.
    rps, burst: the share of the account's Route 53 quota that the bot allows itself.
    """

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    signing_secrets: tuple[str, ...] = field(repr=False)
    slack_api_url: str
    host: str
    port: int
    database_url: str = field(repr=False)
    command: str
    default_zone: str
    default_ttl: int
    policy: str
    protections: tuple[Protection, ...]
    operators: frozenset[str]
    admins: frozenset[str]
    confirm_seconds: int
    accounts: Mapping[str, str]
    audit_channel: str
    resolvers: tuple[str, ...]
    keep_days: int
    ec2_regions: tuple[str, ...]
    rps: float
    burst: int
    log_level: str
    log_format: str


# Every variable the bot knows, with its default; .env.example explains each, and a test keeps the two equal.
DEFAULTS: Final[Mapping[str, str]] = {
    "SLACK_BOT_TOKEN": "",
    "SLACK_APP_TOKEN": "",
    "SLACK_SIGNING_SECRET": "",
    "SLACK_API_URL": "https://slack.com/api/",
    "HOST": "127.0.0.1",
    "PORT": "3000",
    "DATABASE_URL": "sqlite:///slash-dns.db",
    "DNS_COMMAND": "/dns",
    "DNS_DEFAULT_ZONE": "",
    "DNS_DEFAULT_TTL": "600",
    "DNS_POLICY": "",
    "DNS_PROTECT": "",
    "DNS_OPERATORS": "",
    "DNS_ADMINS": "",
    "DNS_CONFIRM_SECONDS": "900",
    "DNS_AUDIT_CHANNEL": "",
    "DNS_KEEP_DAYS": "400",
    "DNS_RESOLVERS": "",
    "DNS_AWS_ROLE_ARNS": "",
    "DNS_EC2_REGIONS": "",
    "DNS_ROUTE53_RPS": "5",
    "DNS_ROUTE53_BURST": "10",
    "LOG_LEVEL": "INFO",
    "LOG_FORMAT": "text",
}


def load(dotenv_file: Path = Path(".env"), *, slack: bool = True) -> Settings:
    """Settings from the process's environment and a .env file. Raises Misconfigured, naming the variable.

    slack: whether a bot token is needed.
    """
    dotenv.load_dotenv(dotenv_file, override=False)
    _check_endpoint(os.environ.get("AWS_ENDPOINT_URL", ""))
    found = read(os.environ, slack=slack)
    # boto3 takes an empty AWS_PROFILE or AWS_ENDPOINT_URL at its word, where people mean "unset".
    for name in [name for name, value in os.environ.items() if name.startswith("AWS_") and not value]:
        del os.environ[name]
    return found


def forgiving(dotenv_file: Path = Path(".env")) -> tuple[Settings, tuple[Misconfigured, ...]]:
    """Settings with the default in place of each variable that is wrong, and what is wrong."""
    faults: list[Misconfigured] = []
    while True:
        try:
            return load(dotenv_file, slack=False), tuple(faults)
        except Misconfigured as error:
            faults.append(error)
            # What .env says of it does not come back: an empty variable hides it.
            os.environ[error.variable] = ""


def database_url(dotenv_file: Path = Path(".env")) -> str:
    """Only the database, for those who look at it without Slack or AWS."""
    dotenv.load_dotenv(dotenv_file, override=False)
    return os.environ.get("DATABASE_URL", "").strip() or DEFAULTS["DATABASE_URL"]


def without_proxies() -> None:
    """Forget the proxies of this process's environment: the SDK would send even loopback through them."""
    for name in [name for name in os.environ if name.lower() in ("http_proxy", "https_proxy", "all_proxy")]:
        del os.environ[name]


def has_screen() -> bool:
    """Whether a browser window can be opened; elsewhere Python would start one that takes the terminal."""
    return sys.platform in ("darwin", "win32") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def read(environment: Mapping[str, str], *, slack: bool = True) -> Settings:
    """Settings from a mapping. Raises Misconfigured for the first variable that is wrong."""
    values = {name: environment.get(name, "").strip() or default for name, default in DEFAULTS.items()}
    return Settings(
        bot_token=_token(values, "SLACK_BOT_TOKEN", "xoxb-") if slack or values["SLACK_BOT_TOKEN"] else "",
        app_token=_token(values, "SLACK_APP_TOKEN", "xapp-") if values["SLACK_APP_TOKEN"] else "",
        signing_secrets=_secrets(values, "SLACK_SIGNING_SECRET"),
        slack_api_url=_url(values, "SLACK_API_URL"),
        host=values["HOST"],
        port=_whole(values, "PORT", 0, 65535),
        database_url=values["DATABASE_URL"],
        command=_command(values, "DNS_COMMAND"),
        default_zone=_zone(values, "DNS_DEFAULT_ZONE"),
        default_ttl=_whole(values, "DNS_DEFAULT_TTL", 0, _LARGEST_TTL),
        policy=values["DNS_POLICY"],
        protections=_protections(values, "DNS_PROTECT"),
        operators=_members(values, "DNS_OPERATORS"),
        admins=_members(values, "DNS_ADMINS"),
        confirm_seconds=_whole(values, "DNS_CONFIRM_SECONDS", 1, _LARGEST_TTL),
        audit_channel=_channel(values, "DNS_AUDIT_CHANNEL"),
        resolvers=_addresses(values, "DNS_RESOLVERS"),
        keep_days=_whole(values, "DNS_KEEP_DAYS", 1, 100_000),
        accounts=_accounts(values, "DNS_AWS_ROLE_ARNS"),
        ec2_regions=_regions(values, "DNS_EC2_REGIONS"),
        rps=_positive(values, "DNS_ROUTE53_RPS"),
        burst=_whole(values, "DNS_ROUTE53_BURST", 1, 1000),
        log_level=_one_of(values, "LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), str.upper),
        log_format=_one_of(values, "LOG_FORMAT", ("text", "json"), str.lower),
    )


def _check_endpoint(url: str) -> None:
    if url and not re.match(r"https?://[^/\s]+", url):
        raise Misconfigured("AWS_ENDPOINT_URL", "must be a URL, as in http://127.0.0.1:4566")


def _token(values: Mapping[str, str], name: str, prefix: str) -> str:
    if not values[name]:
        raise Misconfigured(name, f"is missing; it is the token that starts with {prefix}")
    if not values[name].startswith(prefix):
        raise Misconfigured(name, f"must start with {prefix}")
    return values[name]


def _secrets(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    """One secret, or the old and the new one while it is rotated."""
    found = tuple(part.strip() for part in values[name].split(",")) if values[name] else ()
    if not all(found) or len(found) > 2:
        raise Misconfigured(name, "takes one secret, or two with a comma between them")
    return found


def _url(values: Mapping[str, str], name: str) -> str:
    url = values[name]
    if not re.match(r"https?://[^/\s]+", url):
        raise Misconfigured(name, "must be a URL, as in https://slack.com/api/")
    return url if url.endswith("/") else f"{url}/"


def _whole(values: Mapping[str, str], name: str, low: int, high: int) -> int:
    text = values[name]
    if not (re.fullmatch(r"[0-9]{1,10}", text) and low <= int(text) <= high):
        raise Misconfigured(name, f"must be a whole number from {low} to {high}, not {text[:20]!r}")
    return int(text)


def _positive(values: Mapping[str, str], name: str) -> float:
    if not re.fullmatch(r"\d{1,4}(\.\d{1,4})?", values[name]) or float(values[name]) <= 0:
        raise Misconfigured(name, f"must be a number above 0, not {values[name]!r}")
    return float(values[name])


def _command(values: Mapping[str, str], name: str) -> str:
    if not re.fullmatch(r"/[^\s/]{1,31}", values[name]):
        raise Misconfigured(name, "must be a slash and up to 31 characters, as in /dns")
    return values[name]


def _zone(values: Mapping[str, str], name: str) -> str:
    if not values[name]:
        return ""
    if values[name] == "@":
        raise Misconfigured(name, "must be a zone's name, as in example.com")
    try:
        return names.canonical(names.typed(values[name]))
    except names.BadName as error:
        raise Misconfigured(name, str(error)) from error


def _words(text: str) -> list[str]:
    """A list as people write one: with commas, blanks or both between."""
    return list(filter(None, re.split(r"[\s,]+", text)))


def _members(values: Mapping[str, str], name: str) -> frozenset[str]:
    members = frozenset(_words(values[name]))
    for member in members:
        if not _MEMBER.fullmatch(member):
            raise Misconfigured(name, f"{member!r} is neither a user id (U… or W…), a user-group id (S…) nor *")
    return members


def _protections(values: Mapping[str, str], name: str) -> tuple[Protection, ...]:
    """NAME or NAME/TYPE, a name being a pattern of whole names; it may hold a slash itself (RFC 2317)."""
    found = []
    for entry in _words(values[name]):
        glob, slash, type_ = entry.rpartition("/")
        slash = "" if "." in type_ else slash
        if slash and (not glob or type_.upper() not in Type.__members__):
            raise Misconfigured(name, f"{entry!r} is not NAME or NAME/TYPE, as in *.prod.example.com or example.com/MX")
        try:
            pattern = patterns.read(glob if slash else entry)
        except patterns.BadPattern as error:
            raise Misconfigured(name, str(error)) from error
        found.append(Protection((pattern,), frozenset({type_.upper()} if slash else ())))
    return tuple(found)


def _addresses(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = tuple(_words(values[name]))
    for address in found:
        if not fields.family(address):
            raise Misconfigured(name, f"{address!r} is no IP address")
    return found


def _accounts(values: Mapping[str, str], name: str) -> Mapping[str, str]:
    """Aliases and role ARNs; without an ARN the bot's own credentials."""
    found: dict[str, str] = {}
    for entry in _words(values[name]):
        alias, equals, arn = entry.partition("=")
        if not (equals and _ALIAS.fullmatch(alias) and (not arn or _ROLE.fullmatch(arn))):
            raise Misconfigured(name, f"{entry!r} is not ALIAS=ARN, as in prod=arn:aws:iam::123456789012:role/dns")
        if alias in found:
            raise Misconfigured(name, f"the alias {alias} is there twice")
        found[alias] = arn
    return MappingProxyType(found)


def _regions(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_words(values[name].lower())))
    for region in found:
        if not _REGION.fullmatch(region):
            raise Misconfigured(name, f"{region!r} is not an AWS region, as in us-east-1")
    return found


def _channel(values: Mapping[str, str], name: str) -> str:
    if values[name] and not re.fullmatch(r"[CG][A-Z0-9]{2,}", values[name]):
        raise Misconfigured(name, "must be a channel's id, as in C0123456789")
    return values[name]


def _one_of(values: Mapping[str, str], name: str, choices: tuple[str, ...], fold: Callable[[str], str]) -> str:
    if fold(values[name]) not in choices:
        raise Misconfigured(name, f"must be one of {', '.join(choices)}")
    return fold(values[name])
