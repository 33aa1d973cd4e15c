"""What hosts are told, so that short names resolve in a zone."""

from commands.handlers.asking import Asked
from commands.handlers.locating import find_zones
from commands.language import verbs
from commands.model import names
from commands.model.resolvers import SYSTEMS, written
from commands.ports import World
from commands.results import ResolverShown


def resolver(verb: verbs.ShowResolver, asked: Asked, world: World) -> ResolverShown:
    """One system's files and commands, or those of all; zones of one name need the same."""
    zone = names.plain(find_zones(verb.target, "target", asked, world)[0].name)
    wanted = [verb.system] if verb.system else SYSTEMS
    return ResolverShown(zone, tuple((name, written(SYSTEMS[name], zone)) for name in wanted))
