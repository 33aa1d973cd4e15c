"""Hosted zones, and which of them a name belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from commands.model import names


@dataclass(frozen=True, slots=True)
class Vpc:
    """A VPC that a private zone answers in: its id and the region it is in."""

    id: str
    region: str

    def __str__(self) -> str:
        return f"{self.id} ({self.region})"


@dataclass(frozen=True, slots=True)
class Zone:
    """One hosted zone.

    id:      Route 53's, without `/hostedzone/`.
    name:    absolute, canonical.
    records: how many record sets it holds, apex NS and SOA included, when it was last read.
    account: the alias of the AWS account it is in; empty where there is only one.
    managed: the AWS service that keeps it, where that is not the account's owner; empty for most.
    """

    id: str
    name: str
    private: bool = False
    comment: str = ""
    records: int = 0
    reference: str = ""
    account: str = ""
    managed: str = ""


@dataclass(frozen=True, slots=True)
class ZoneDetails:
    """A zone with what only GetHostedZone tells.

    name_servers: as the registrar needs them; empty for a private zone.
    vpcs:         where it answers; empty for a public zone.
    """

    zone: Zone
    name_servers: tuple[str, ...] = ()
    vpcs: tuple[Vpc, ...] = ()


def holding(name: str, zones: Iterable[Zone]) -> tuple[Zone, ...]:
    """The zones whose name is the longest suffix of an absolute name.

    Returns: none, one, or several of one name (public and private); the caller never guesses among them.
    """
    candidates = [zone for zone in zones if names.within(name, zone.name)]
    longest = max((len(zone.name) for zone in candidates), default=0)
    return tuple(zone for zone in candidates if len(zone.name) == longest)


def called(target: str, zones: Iterable[Zone]) -> tuple[Zone, ...]:
    """The zones with that id, or with that absolute name."""
    bare = target.removeprefix("/hostedzone/")
    return tuple(zone for zone in zones if zone.id.lower() == bare.lower() or zone.name == target)


@dataclass(frozen=True, slots=True)
class Freeze:
    """A zone whose changes are refused for a while. until: epoch seconds; by: a Slack user id."""

    zone_id: str
    zone_name: str
    until: float
    by: str
    reason: str


class Delegation(StrEnum):
    """How the parent zone's delegation compares with a zone's own name servers."""

    RIGHT = "right"
    PARTLY = "partly"
    ELSEWHERE = "elsewhere"
    NONE = "none"
    UNKNOWN = "unknown"


def delegation(own: Iterable[str], parents: Iterable[str] | None) -> Delegation:
    """Compare name servers as the parent hands them out (None: it could not be asked) with the zone's own."""
    if parents is None:
        return Delegation.UNKNOWN
    ours, theirs = ({names.canonical(server) for server in servers} for servers in (own, parents))
    if not theirs:
        return Delegation.NONE
    if theirs == ours:
        return Delegation.RIGHT
    return Delegation.PARTLY if theirs & ours else Delegation.ELSEWHERE
