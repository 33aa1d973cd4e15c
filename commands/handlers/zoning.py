"""The verbs that make and delete zones."""

from typing import Final

from commands.handlers.asking import Asked
from commands.handlers.locating import find_zone
from commands.language import verbs
from commands.model import names
from commands.model.plan import Kind, Plan
from commands.ports import World
from commands.results import NotEmpty, Started, TypeTheName

# The apex NS and SOA come and go with the zone.
OWN: Final = 2


def create_zone(verb: verbs.CreateZone, asked: Asked, world: World) -> Started:
    """Make a public zone of a name that none of ours has yet."""
    name = names.canonical(verb.name)
    if verb.name == "@" or name.startswith("*.") or "." not in names.plain(name):
        raise asked.fault("name", f"`{verb.name}` cannot be a zone: write a domain in full, as in `example.com`.")
    refuse_second(name, asked, world)
    plan = Plan(Kind.CREATE_ZONE, "", name, comment=verb.comment)
    return Started(world.changes.propose(asked.draft(plan)))


def refuse_second(name: str, asked: Asked, world: World) -> None:
    """Raise NotUnderstood where a zone of ours has that name already."""
    for zone in world.zones.all(fresh=True):
        if zone.name == name:
            raise asked.fault(
                "name",
                f"There is a zone `{names.plain(name)}` already: `{zone.id}`. Two of one name are hard to tell apart.",
            )


def delete_zone(verb: verbs.DeleteZone, asked: Asked, world: World) -> TypeTheName | NotEmpty:
    """Propose to delete an empty zone; its name must be typed before anything happens."""
    zone = world.route53.zone(find_zone(verb.target, "target", asked, world).id).zone
    if zone.records > OWN:
        return NotEmpty(zone, zone.records - OWN)
    plan = Plan(Kind.DELETE_ZONE, zone.id, zone.name)
    return TypeTheName(world.changes.propose(asked.draft(plan, ask_for=world.defaults.confirm, quiet=True)))
