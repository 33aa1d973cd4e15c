"""Where an alias points: the full name of its target, and the hosted zone id that goes with it."""

from dataclasses import dataclass

from commands.handlers.asking import Asked
from commands.handlers.locating import Place
from commands.language.verbs import Target
from commands.model import aliases, names
from commands.model.aliases import WEBSITE, Endpoint, endpoint
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Zone, holding
from commands.ports import World


@dataclass(frozen=True, slots=True)
class Aim:
    """An alias that is ready to be made; notes: what could not be checked, one sentence each."""

    alias: Alias
    notes: tuple[str, ...] = ()


def aim(target: Target, types: tuple[Type, ...], place: Place, evaluate: bool, asked: Asked, world: World) -> Aim:
    """Find the target's hosted zone id; where it is not certain, the answer says what to write.

    evaluate: whether the target's health counts where nothing was said. Raises NotUnderstood.
    """
    name = full_name(target.name, place)
    found = endpoint(name)
    evaluate = evaluate if target.evaluate is None else target.evaluate
    if found:
        return _at_aws(found, target, place, evaluate, asked)
    zone_id = target.zone_id or _own(name, types, place, asked, world)
    return Aim(Alias(zone_id, name, evaluate))


def full_name(typed: str, place: Place) -> str:
    """A target's canonical name: of one label and `@` in the record's own zone, any other in full."""
    if typed == "@" or "." not in typed.rstrip("."):
        return names.absolute(typed, place.zone.name)
    return names.canonical(typed)


def points_at(record: RecordSet, target: Target, place: Place) -> bool:
    """Whether a record set is an alias, and the one that a person says, as far as they say."""
    if record.alias is None:
        return False
    name = full_name(target.name, place) if target.name else ""
    found = endpoint(name) if name else None
    return (
        (not name or aliases.same(record.alias.name, found.name if found else name))
        and target.zone_id in ("", record.alias.zone_id)
        and target.evaluate in (None, record.alias.evaluate_health)
    )


def _at_aws(found: Endpoint, target: Target, place: Place, evaluate: bool, asked: Asked) -> Aim:
    service = found.service
    if place.zone.private and not service.private:
        raise asked.fault("target", f"A private zone has no alias to {service.name}.")
    evaluate = evaluate and (service.evaluates or target.evaluate is True)
    alias = Alias(target.zone_id or found.zone_id, found.name, evaluate)
    return Aim(alias, _website(found, place, asked) if service is WEBSITE else ())


def _website(found: Endpoint, place: Place, asked: Asked) -> tuple[str, ...]:
    """S3 finds the bucket by the name that was asked for, so the record must bear the bucket's."""
    name = names.plain(place.name)
    if found.bucket and found.bucket != name:
        raise asked.fault(
            "target",
            f"S3 serves a website under its bucket's name: the record must be called `{found.bucket}`, not `{name}`.",
        )
    return () if found.bucket else (f"S3 answers only if a bucket of that region is called {name}.",)


def _own(name: str, types: tuple[Type, ...], place: Place, asked: Asked, world: World) -> str:
    """The id of the zone of ours that holds the target. Raises NotUnderstood where none, or more than one, does."""
    zones = holding(name, world.zones.all()) or holding(name, world.zones.all(fresh=True))
    zones = tuple(zone for zone in zones if zone.account == place.zone.account)
    if any(zone.id == place.zone.id for zone in zones):
        zones = (place.zone,)
    if len(zones) != 1:
        raise asked.fault("target", _several(name, zones) if zones else _unknown(name))
    _check_target(name, types, zones[0], place, asked, world)
    return zones[0].id


def _check_target(name: str, types: tuple[Type, ...], zone: Zone, place: Place, asked: Asked, world: World) -> None:
    """In a zone of ours an alias points at what stands there already, of its own type."""
    here = names.plain(name)
    if name == place.name and zone.id == place.zone.id:
        raise asked.fault("target", f"`{here}` cannot be an alias of itself.")
    there = {record.type for record in world.route53.standing(zone.id, name)}
    missing = [type_.value for type_ in types if type_ not in there]
    if missing:
        stands = f"{', '.join(sorted(there))} stands there" if there else "nothing stands there"
        raise asked.fault(
            "target", f"`{here}` has no {' and no '.join(missing)}, and an alias points at its own type: {stands}."
        )


def _several(name: str, zones: tuple[Zone, ...]) -> str:
    listed = ", ".join(f"`{zone.id}` ({'private' if zone.private else 'public'})" for zone in zones)
    return f"Several zones of ours hold `{names.plain(name)}`: {listed}. Say which: zone-id={zones[0].id}"


def _unknown(name: str) -> str:
    here = names.plain(name)
    if here.endswith((".compute.amazonaws.com", ".compute-1.amazonaws.com", ".rds.amazonaws.com")):
        return f"`{here}` has no hosted zone that an alias could name; a CNAME can point at it."
    return (
        f"`{here}` is no AWS endpoint that is known here, and no zone of ours holds it. Where an alias can point at it,"
        " say its hosted zone id: zone-id=Z…"
    )
