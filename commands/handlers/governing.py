"""The verbs about who may do what, and when: whoami, can, freeze, thaw."""

from commands.handlers.asking import Asked
from commands.handlers.locating import find_zone, locate
from commands.handlers.proposing import permit_zone
from commands.language import verbs
from commands.language.verbs import TOPICS
from commands.policy import NEEDS, Deed
from commands.ports import World
from commands.results import Answer, CanDo, FrozenNow, Thawed, WhoIs

_NEEDS = {TOPICS[verb]: need for verb, need in NEEDS.items()}
_ZONES = frozenset({"zone", "use", "freeze", "thaw"})


def whoami(_verb: verbs.WhoAmI, asked: Asked, world: World) -> WhoIs:
    """What the person is to the bot, and which rules speak of them."""
    rules = world.rulebook.rules
    return WhoIs(
        asked.actor, rules.file, rules.speaking_of(asked.actor), rules.reach(asked.actor), bool(rules.protections)
    )


def can(verb: verbs.Can, asked: Asked, world: World) -> CanDo:
    """Whether the person may do it here, and what decides."""
    if verb.verb == "zone create":
        zone_id, zone, name = "", verb.name.rstrip(".") + ".", verb.name.rstrip(".") + "."
    elif verb.verb.split()[0] in _ZONES:
        found = find_zone(verb.name, "name", asked, world)
        zone_id, zone, name = found.id, found.name, found.name
    else:
        place = locate(verb.name, verb.zone, asked, world)
        zone_id, zone, name = place.zone.id, place.zone.name, place.name
    deed = Deed(verb.verb, zone, name, verb.type or "", asked.place)
    verdict = world.rulebook.rules.verdict(asked.actor, deed, _NEEDS[verb.verb])
    return CanDo(deed, verdict, world.freezes.standing(zone_id))


def freeze(verb: verbs.Freeze, asked: Asked, world: World) -> FrozenNow:
    """Refuse a zone's changes for a while."""
    zone = find_zone(verb.target, "target", asked, world)
    permit_zone(zone, asked, world)
    before = world.freezes.standing(zone.id)
    return FrozenNow(world.freezes.freeze(zone, verb.seconds, asked.actor.id, verb.reason), before)


def thaw(verb: verbs.Thaw, asked: Asked, world: World) -> Answer:
    """End a freeze."""
    zone = find_zone(verb.target, "target", asked, world)
    permit_zone(zone, asked, world)
    return Thawed(zone, asked.actor.id, world.freezes.thaw(zone.id, asked.actor.id))
