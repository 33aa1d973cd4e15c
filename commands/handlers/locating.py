"""Which zone a typed name means. Never a guess: where it is not certain, the answer says what to write."""

import re
from dataclasses import dataclass
from typing import Final

from commands.errors import NoSuchZone
from commands.handlers.asking import Asked
from commands.model import names
from commands.model.zones import Zone, called, holding
from commands.ports import World

# Letters only, or punycode: what a top-level domain can look like. `_tcp` or `eu-west-1` cannot be one.
_TOP_LEVEL: Final = re.compile(r"[a-z]+|xn--[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A zone and an absolute name in it."""

    zone: Zone
    name: str

    @property
    def apex(self) -> bool:
        """Whether the name is the zone's own."""
        return self.name == self.zone.name


def locate(typed: str, zone: str, asked: Asked, world: World) -> Place:
    """The zone of a typed name. Raises NotUnderstood where none, or more than one, can be meant."""
    if zone:
        return _inside(typed, find_zone(zone, "zone", asked, world), asked)
    absolute = _absolute(typed, asked, world)
    found = holding(absolute, world.zones.all())
    if not found:
        raise asked.fault("name", f"No zone of ours holds `{names.plain(absolute)}`.")
    return Place(_only(found, "name", asked, with_zone=True), absolute)


def find_zone(target: str, field: str, asked: Asked, world: World) -> Zone:
    """The zone with that id or name. Raises NotUnderstood where there is none, or more than one."""
    found = find_zones(target, field, asked, world)
    return _only(found, field, asked, with_zone=field in ("name", "zone"))


def find_zones(target: str, field: str, asked: Asked, world: World) -> tuple[Zone, ...]:
    """Every zone with that id or name. Raises NotUnderstood where there is none."""
    wanted = _zone_name(target)
    found = called(target, world.zones.all()) or called(wanted, world.zones.all())
    if not found:
        zones = world.zones.all(fresh=True)
        found = called(target, zones) or called(wanted, zones)
    if not found:
        raise asked.fault(field, f"No zone of ours is called `{target}`. `{world.defaults.command} zones` lists them.")
    return found


def default_zone(asked: Asked, field: str, world: World) -> Zone:
    """The zone of DNS_DEFAULT_ZONE. Raises NotUnderstood where it is unset, or not ours."""
    default = world.defaults.zone
    if not default:
        raise asked.fault(
            field, "Which zone? DNS_DEFAULT_ZONE is not set, so names are written in full, as in `db1.example.com`."
        )
    found = called(default, world.zones.all()) or called(default, world.zones.all(fresh=True))
    if not found:
        raise NoSuchZone(
            f"The default zone is `{names.plain(default)}` (DNS_DEFAULT_ZONE), and no zone of ours is called that."
        )
    return _only(found, field, asked, with_zone=True)


def _zone_name(target: str) -> str:
    try:
        return names.canonical(names.typed(target))
    except names.BadName:
        return target


def _absolute(typed: str, asked: Asked, world: World) -> str:
    if typed.endswith("."):
        return _known(names.canonical(typed), world)
    if typed != "@" and "." in typed:
        full = names.canonical(typed)
        if holding(full, world.zones.all()):
            return full
        if _TOP_LEVEL.fullmatch(typed.rsplit(".", 1)[-1]):
            return _outside(typed, full, asked, world)
    return _relative(typed, default_zone(asked, "name", world).name, asked)


def _known(full: str, world: World) -> str:
    if not holding(full, world.zones.all()):
        world.zones.all(fresh=True)
    return full


def _outside(typed: str, full: str, asked: Asked, world: World) -> str:
    """A dotted name that no known zone holds and that may be meant in full: look again, then ask."""
    if holding(full, world.zones.all(fresh=True)):
        return full
    message = f"No zone of ours holds `{names.plain(full)}`."
    if not world.defaults.zone:
        raise asked.fault("name", f"{message} `{world.defaults.command} zones` lists ours.")
    inside = names.plain(_relative(typed, world.defaults.zone, asked))
    raise asked.fault(
        "name",
        f"{message} If you mean the name inside `{names.plain(world.defaults.zone)}`, write it in full: `{inside}`.",
        _with_name(asked, inside),
    )


def _with_name(asked: Asked, name: str) -> str:
    start, end = asked.command.spans.get("name", (0, 0))
    text = asked.command.text
    return f"{text[:start]}{name}{text[end:]}" if end else ""


def _relative(typed: str, origin: str, asked: Asked) -> str:
    try:
        return names.absolute(typed, origin)
    except names.BadName as error:
        raise asked.fault("name", str(error)) from error


def _inside(typed: str, zone: Zone, asked: Asked) -> Place:
    """A name with zone= given: in full when it ends in the zone's name, relative to it otherwise."""
    if typed != "@" and names.within(names.canonical(typed), zone.name):
        return Place(zone, names.canonical(typed))
    if typed.endswith("."):
        raise asked.fault("name", f"`{typed}` does not lie in the zone `{names.plain(zone.name)}`.")
    return Place(zone, _relative(typed, zone.name, asked))


def _only(found: tuple[Zone, ...], field: str, asked: Asked, *, with_zone: bool) -> Zone:
    if len(found) == 1:
        return found[0]
    listed = ", ".join(
        f"`{zone.id}` ({'private' if zone.private else 'public'}, {zone.records} records)" for zone in found
    )
    ask = f"Add `zone={found[0].id}`, or the other's id." if with_zone else "Give the id instead of the name."
    raise asked.fault(field, f"Several zones are called `{names.plain(found[0].name)}`: {listed}. {ask}")


def refuse_doubled(place: Place, asked: Asked) -> None:
    """Stop `db1.example.com.example.com`: nearly always a full name that was completed once more."""
    suffix = f".{place.zone.name}"
    once = place.name.removesuffix(suffix)
    if place.name.endswith(suffix) and names.within(f"{once}.", place.zone.name):
        raise asked.fault(
            "name",
            f"`{names.plain(place.name)}` ends in the zone's name twice. Did you mean `{once}`?",
            _with_name(asked, once),
        )
