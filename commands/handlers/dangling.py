"""Records that point at EC2 names and addresses which are ours no more: whoever is given those has the name too."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from commands.handlers.asking import Asked
from commands.handlers.locating import find_zones
from commands.handlers.surveying import Sighting, survey
from commands.language import verbs
from commands.language.instances import Reference
from commands.model import names
from commands.model.belongings import Held, Target, Verdict, judge
from commands.model.instances import Pointer, lacking
from commands.model.records import RecordSet
from commands.model.routing import Routing
from commands.model.zones import Zone, holding
from commands.ports import World
from commands.results import Dangling, InstancesChecked

# How far back it is remembered what was pointed at instances, a zone each.
_MOST_CHANGES: Final = 1000

Past: TypeAlias = Mapping[tuple[str, str, str, str], Pointer]
"""What the bot itself read from instances, by zone id, record name, type and value; the newest of each."""

Judged: TypeAlias = Sequence[tuple[Sighting, Verdict]]


def check(verb: verbs.CheckInstances, asked: Asked, world: World) -> InstancesChecked:
    """Compare the records of one zone, or of all, with what EC2 says is ours."""
    everything = tuple(sorted(world.zones.all(fresh=True), key=lambda zone: (zone.name, zone.id)))
    wanted = find_zones(verb.target, "target", asked, world) if verb.target else everything
    held = world.instances.held()
    read = survey(wanted, world)
    past = _past((one for one in read.sightings if judge(one.target, held) is not Verdict.OURS), world)
    judged = _judged(read.sightings, held, past)
    counted = Counter(verdict for _, verdict in judged)
    lost, strays = (_dangling(judged, verdict, past, held, everything) for verdict in (Verdict.LOST, Verdict.STRAY))
    return InstancesChecked(
        lost,
        strays,
        tuple(each.region for each in held),
        tuple(read.zones),
        read.records,
        counted[Verdict.OURS] + counted[Verdict.LOST] + counted[Verdict.STRAY],
        _elsewhere(judged),
        read.unread,
        read.why_unread,
    )


def _past(sightings: Iterable[Sighting], world: World) -> Past:
    """From the changes of the zones in which there are such sightings."""
    found: dict[tuple[str, str, str, str], Pointer] = {}
    for zone_id in dict.fromkeys(sighting.zone.id for sighting in sightings):
        for change in world.changes.recent(zone_id, limit=_MOST_CHANGES):
            for record in change.plan.after:
                for pointer in change.plan.pointers:
                    key = (zone_id, record.name, record.type, names.plain(pointer.value))
                    found.setdefault(key, pointer)
    return found


def _judged(sightings: Sequence[Sighting], held: Sequence[Held], past: Past) -> Judged:
    """Names first: the address that a lost one spells is known to have been EC2's wherever else it stands."""
    lost = (one.target.own for one in sightings if judge(one.target, held) is Verdict.LOST)
    once_ours = {pointer.value for pointer in past.values()} | {own.address for own in lost if own}
    return [(one, judge(one.target, held, once_ours)) for one in sightings]


def _elsewhere(judged: Judged) -> tuple[tuple[str, int], ...]:
    regions = (one.target.own.region for one, verdict in judged if verdict is Verdict.ELSEWHERE and one.target.own)
    return tuple(sorted(Counter(regions).items()))


def _dangling(
    judged: Judged, wanted: Verdict, past: Past, held: Sequence[Held], zones: Sequence[Zone]
) -> tuple[Dangling, ...]:
    """The record sets with a value of that verdict, each with the command that mends it."""
    found: dict[tuple[Zone, RecordSet], list[Target]] = {}
    for one, verdict in judged:
        if verdict is wanted:
            found.setdefault((one.zone, one.record), []).append(one.target)
    return tuple(
        Dangling(zone, record, tuple(target.spelled for target in gone), _mended(zone, record, gone, past, held, zones))
        for (zone, record), gone in found.items()
    )


def _mended(
    zone: Zone, record: RecordSet, gone: Sequence[Target], past: Past, held: Sequence[Held], zones: Sequence[Zone]
) -> str:
    """The command that mends a record set: at the same instance, where it has another address now; or without it."""
    new = {target.value: _again(zone, record, target, past, held) for target in gone}
    left = tuple(dict.fromkeys(filter(None, (new.get(value, value) for value in record.values))))
    name, where = named(record.name, zone, zones)
    routing = Routing(record.identifier)
    if left:
        return str(verbs.SetRecord(name, record.type, left, zone=where, routing=routing))
    return str(verbs.Delete(name, record.type, zone=where, routing=routing))


def _again(zone: Zone, record: RecordSet, target: Target, past: Past, held: Sequence[Held]) -> str:
    """The instance that a value was read from, where a record may point at it now; otherwise empty."""
    pointer = past.get((zone.id, record.name, record.type, target.spelled))
    alive = (one for each in held for one in each.instances if pointer and one.id == pointer.id)
    if pointer is None or not any(not lacking(one, record.type, private=pointer.private) for one in alive):
        return ""
    return str(Reference(id=pointer.id, private=pointer.private))


def named(name: str, zone: Zone, zones: Sequence[Zone]) -> tuple[str, str]:
    """A record's name, and its zone where the name alone does not tell it: both as they are said."""
    plain = names.plain(name)
    alone = "." in plain and holding(name, zones) == (zone,)
    return plain, "" if alone else zone.id
