"""The verbs that only read: help, zones, zone, list, get, status, history."""

import fnmatch
import itertools
from typing import Final

from commands.errors import AwsProblem
from commands.handlers.asking import Asked
from commands.handlers.locating import default_zone, find_zone, locate
from commands.handlers.undoing import found
from commands.language import verbs
from commands.model import names
from commands.model.records import RecordSet
from commands.model.zones import Zone, delegation
from commands.ports import World
from commands.results import (
    Answer,
    Helped,
    HistoryShown,
    Listing,
    Looked,
    NothingThere,
    StatusShown,
    ZoneList,
    ZoneShown,
)

# One private message holds about this many record sets; reading further pages would spend the budget on
# lines nobody sees.
SHOWN: Final = 60

# The changes that one history shows.
MOST: Final = 20


def help_with(verb: verbs.Help, _asked: Asked, _world: World) -> Helped:
    """What can be said."""
    return Helped(verb.topic)


def list_zones(verb: verbs.ListZones, _asked: Asked, world: World) -> ZoneList:
    """Every zone, or those whose name matches."""
    zones = world.zones.all(fresh=True)
    if verb.glob:
        zones = tuple(zone for zone in zones if matches(zone.name, verb.glob))
    return ZoneList(tuple(sorted(zones, key=lambda zone: (zone.name, zone.id))), verb.glob, world.freezes.all())


def show_zone(verb: verbs.ShowZone, asked: Asked, world: World) -> ZoneShown:
    """One zone with its name servers or VPCs, its tags, and whether the parent zone delegates to it."""
    details = world.route53.zone(find_zone(verb.target, "target", asked, world).id)
    tags = _tags(details.zone, world)
    freeze = world.freezes.standing(details.zone.id)
    if details.zone.private:
        return ZoneShown(details, tags, freeze=freeze)
    parents = world.resolver.delegation(details.zone.name)
    return ZoneShown(details, tags, delegation(details.name_servers, parents), parents or (), freeze)


def _tags(zone: Zone, world: World) -> tuple[tuple[str, str], ...] | None:
    """A zone's tags; a zone is worth showing without them."""
    try:
        return world.route53.tags(zone.id)
    except AwsProblem:
        return None


def list_records(verb: verbs.ListRecords, asked: Asked, world: World) -> Listing:
    """A zone's record sets, filtered; only as many pages are read as one message can show."""
    zone = find_zone(verb.target, "target", asked, world) if verb.target else default_zone(asked, "target", world)
    wanted = (record for record in world.route53.records(zone.id) if _wanted(record, verb, zone))
    shown = tuple(itertools.islice(wanted, SHOWN + 1))
    if len(shown) <= SHOWN:
        return Listing(zone, shown, verb.type, verb.glob)
    filtered = verb.type is not None or bool(verb.glob)
    more = None if filtered else max(zone.records - SHOWN, 1)
    return Listing(zone, shown[:SHOWN], verb.type, verb.glob, more)


def _wanted(record: RecordSet, verb: verbs.ListRecords, zone: Zone) -> bool:
    if verb.type is not None and record.type is not verb.type:
        return False
    return not verb.glob or matches(record.name, verb.glob) or matches(_inside(record.name, zone), verb.glob)


def _inside(name: str, zone: Zone) -> str:
    return name.removesuffix(zone.name).rstrip(".") or "@"


def matches(name: str, glob: str) -> bool:
    """Whether a name, without its last dot, fits a shell pattern."""
    return fnmatch.fnmatchcase(names.plain(name), glob.lower().rstrip("."))


def get(verb: verbs.Get, asked: Asked, world: World) -> Looked | NothingThere:
    """What stands at one name."""
    place = locate(verb.name, verb.zone, asked, world)
    standing = world.route53.standing(place.zone.id, place.name)
    found = tuple(record for record in standing if verb.type in (None, record.type))
    others = tuple(record for record in standing if record not in found)
    if not found:
        return NothingThere(place.zone, place.name, verb.type, others)
    return Looked(place.zone, place.name, verb.type, found, others)


def status(verb: verbs.Status, _asked: Asked, world: World) -> StatusShown:
    """One change, by our id or by Route 53's."""
    return StatusShown(found(verb.change, world))


def history(verb: verbs.History, _asked: Asked, world: World) -> Answer:
    """The newest changes of a name, a zone, a person, or everything."""
    for target in _readings(verb.target, world):
        newest = world.changes.recent(target, actor=verb.user, limit=MOST + 1)
        if newest:
            return HistoryShown(newest[:MOST], verb.target, verb.user, more=len(newest) > MOST)
    return HistoryShown((), verb.target, verb.user)


def _readings(target: str, world: World) -> tuple[str, ...]:
    """A word of history may be an id, a name in full, or one relative to the default zone."""
    if not target:
        return ("",)
    readings = [target]
    try:
        typed = names.typed(target)
        if world.defaults.zone:
            readings.append(names.absolute(typed, world.defaults.zone))
        readings.append(names.canonical(typed) if typed != "@" else world.defaults.zone)
    except names.BadName:
        pass
    return tuple(dict.fromkeys(filter(None, readings)))
