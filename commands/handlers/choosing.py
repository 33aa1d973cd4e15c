"""Several zones of one name: told apart, and which of them a channel means."""

from dataclasses import replace
from typing import Any

from commands.handlers.asking import Asked
from commands.handlers.locating import Ambiguous, find_zones
from commands.handlers.proposing import permit_zone
from commands.language import verbs
from commands.model.zones import Zone, ZoneDetails
from commands.ports import World
from commands.results import Answer, ZoneChoice, ZoneUsed


def choice(several: Ambiguous, asked: Asked, world: World) -> ZoneChoice:
    """The zones of one name, each with what was said, said of it alone."""
    verb: Any = asked.command.verb
    said = [str(replace(verb, **{several.field: zone.id})) for zone in several.zones]
    details = [_details(zone, world) for zone in several.zones]
    return ZoneChoice(several.zones[0].name, tuple(zip(details, said, strict=True)))


def use(verb: verbs.UseZone, asked: Asked, world: World) -> Answer:
    """Choose for this channel, or forget its choice; where the name alone does not tell, ask."""
    found = find_zones(verb.target, "target", asked, world)
    permit_zone(found[0], asked, world)
    if verb.forget:
        world.choices.choose(asked.place, found[0].name, "")
        return ZoneUsed(found[0].name, None)
    if len(found) > 1:
        raise Ambiguous(found, "target")
    world.choices.choose(asked.place, found[0].name, found[0].id)
    return ZoneUsed(found[0].name, found[0])


def _details(zone: Zone, world: World) -> ZoneDetails:
    """A list of zones tells no VPCs; they are what private zones of one name differ in."""
    return world.route53.zone(zone.id) if zone.private else ZoneDetails(zone)
