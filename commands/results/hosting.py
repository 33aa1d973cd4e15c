"""Answers about EC2 instances and hosts."""

from dataclasses import dataclass

from commands.model.records import RecordSet
from commands.model.resolvers import System
from commands.model.zones import Zone


@dataclass(frozen=True, slots=True)
class Dangling:
    """A record set that points at what is not ours.

    gone: the names and addresses in it that are not; fix: the command that mends it.
    """

    zone: Zone
    record: RecordSet
    gone: tuple[str, ...]
    fix: str


@dataclass(frozen=True, slots=True)
class InstancesChecked:
    """Which records point at EC2 names or addresses that are ours no more.

    strays:    those that point at EC2's addresses of which nothing says that they ever were ours.
    regions:   where EC2 was asked.
    zones:     the zones that were read; records: how many record sets there were.
    judged:    how many of the values in them are EC2's, as far as that can be known.
    elsewhere: the regions of EC2 names that nobody was asked about, with how many there were of each.
    unread:    the zones that were not read, and why not.
    """

    dangling: tuple[Dangling, ...]
    strays: tuple[Dangling, ...]
    regions: tuple[str, ...]
    zones: tuple[Zone, ...]
    records: int
    judged: int
    elsewhere: tuple[tuple[str, int], ...] = ()
    unread: tuple[Zone, ...] = ()
    why_unread: str = ""


@dataclass(frozen=True, slots=True)
class ResolverShown:
    """What makes short names resolve in a zone; systems: by name, each written for that zone."""

    zone_name: str
    systems: tuple[tuple[str, System], ...]
