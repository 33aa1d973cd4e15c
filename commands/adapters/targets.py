"""Route 53's rules about what an alias points at, and about protected record sets; pure.

Source: AliasTarget in the API reference; Developer Guide, Protecting records from changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from commands.adapters import refusals
from commands.adapters.holdings import Holdings, routing
from commands.model import names
from commands.model.aliases import endpoint
from commands.model.plan import Action
from commands.model.records import RecordSet, Type
from commands.model.zones import Zone

# Where AWS keeps endpoints, so that a zone id which is not known here may be a new region's.
_AWS = (".amazonaws.com.", ".amazonaws.com.cn.", ".cloudfront.net.", ".elasticbeanstalk.com.")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a batch is judged by beside the zone it is for.

    protected: the comment of each protection of the zone, by name and type.
    """

    zones: Mapping[str, Zone] = field(default_factory=dict)
    health_checks: frozenset[str] = frozenset()
    protected: Mapping[tuple[str, Type], str] = field(default_factory=dict)


def checked(record: RecordSet, around: Surroundings) -> None:
    """A health check must be there."""
    check = routing(record).get("HealthCheckId")
    if check and check not in around.health_checks:
        raise refusals.refused("NoSuchHealthCheck", f"A health check with id {check} does not exist.")


def protected(record: RecordSet, around: Surroundings) -> Iterator[str]:
    """Whatever would change a protected name and type is refused, and the protection's comment says why."""
    comment = around.protected.get((record.name, record.type))
    if comment is not None:
        here = f"RRSet with DNS name {names.to_wire(record.name)}, type {record.type}"
        yield f"{here} is protected by a resource record set protection and cannot be changed: {comment}"


def misdirected(action: Action, zone: Zone, sets: Holdings, record: RecordSet, around: Surroundings) -> Iterator[str]:
    """An alias points at what stands in its own zone, at a name of another zone of ours, or at an AWS endpoint."""
    if record.alias is None or action is Action.DELETE:
        return
    target, zone_id = names.canonical(record.alias.name), record.alias.zone_id
    tried = f"Tried to create an alias that targets {names.to_wire(target)}, type {record.type} in zone {zone_id}, but"
    own = zone if zone_id == zone.id else around.zones.get(zone_id)
    lies = names.within(target, own.name) if own else _at_aws(target, zone_id)
    if record.type in (Type.NS, Type.SOA):
        yield f"{tried} a record of this type cannot be an alias"
    if not lies:
        yield f"{tried} the alias target name does not lie within the target zone"
    if zone_id == zone.id and not sets.of(target, record.type):
        yield f"{tried} that target was not found"
    yield from _unserved(zone, target, record, tried)


def _at_aws(target: str, zone_id: str) -> bool:
    known = endpoint(target)
    return known.zone_id == zone_id if known else target.endswith(_AWS)


def _unserved(zone: Zone, target: str, record: RecordSet, tried: str) -> Iterator[str]:
    """What the target's service does not do."""
    known = endpoint(target)
    if not known or not record.alias:
        return
    if record.type not in known.service.types:
        yield f"{tried} the target does not serve this type"
    if record.alias.evaluate_health and not known.service.evaluates:
        yield f"{tried} EvaluateTargetHealth must be false for this target"
    if zone.private and not known.service.private:
        yield f"{tried} such an alias cannot be created in a private hosted zone"
