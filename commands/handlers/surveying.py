"""Reads zones page by page for what may be EC2's, and stops before it takes Route 53 away from everybody else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from commands.errors import Busy, NoSuchZone, Unreachable
from commands.model.belongings import Target, targets
from commands.model.records import RecordSet
from commands.model.zones import Zone
from commands.ports import World

# A survey of everything takes at most so many requests: 40 seconds of the budget as it is set at first.
MOST_REQUESTS: Final = 200
# Record sets that one request brings. Source: Route 53 API reference.
_PAGE: Final = 300
# The apex NS and SOA, which point at nothing of EC2's.
_OWN: Final = 2


@dataclass(frozen=True, slots=True)
class Sighting:
    """One value that may be EC2's, and where it stands."""

    zone: Zone
    record: RecordSet
    target: Target


@dataclass(slots=True)
class Survey:
    """What was read. records: how many record sets there were in the zones; unread: the zones left out, and why."""

    zones: list[Zone] = field(default_factory=list)
    records: int = 0
    sightings: list[Sighting] = field(default_factory=list)
    unread: tuple[Zone, ...] = ()
    why_unread: str = ""


def survey(zones: Sequence[Zone], world: World, most: int = MOST_REQUESTS) -> Survey:
    """Read zones in their order, all of the first whatever its size. Raises AwsProblem where not one could be read."""
    found = Survey()
    requests = 0
    for index, zone in enumerate(zones):
        requests += -(-zone.records // _PAGE) if zone.records > _OWN else 0
        if index and requests > most:
            return _stopped(found, zones[index:], f"One check asks Route 53 at most {most} times.")
        try:
            _read(found, zone, world)
        except NoSuchZone:
            continue  # somebody deleted it meanwhile
        except (Busy, Unreachable) as error:
            if not found.zones:
                raise
            return _stopped(found, zones[index:], str(error))
    return found


def _read(found: Survey, zone: Zone, world: World) -> None:
    count, sightings = zone.records, list[Sighting]()
    if zone.records > _OWN:
        count = 0
        for record in world.route53.records(zone.id):
            count += 1
            sightings += _seen(zone, record)
    found.zones.append(zone)
    found.records += count
    found.sightings += sightings


def _seen(zone: Zone, record: RecordSet) -> Iterator[Sighting]:
    return (Sighting(zone, record, target) for target in targets(record))


def _stopped(found: Survey, unread: Sequence[Zone], why: str) -> Survey:
    found.unread, found.why_unread = tuple(unread), why
    return found
