"""The verbs that make and delete zones."""

from typing import Final

from commands.handlers.asking import Asked
from commands.handlers.locating import find_zone
from commands.handlers.proposing import proposed
from commands.handlers.standing import refuse_managed
from commands.language import verbs
from commands.model import names
from commands.model.plan import Kind, Plan
from commands.model.zones import ZoneDetails
from commands.ports import World
from commands.results import NotEmpty, Started, TypeTheName

# The apex NS and SOA come and go with the zone.
OWN: Final = 2


def create_zone(verb: verbs.CreateZone, asked: Asked, world: World) -> Started:
    """Make a zone; a public one of a name that no public one of ours has yet."""
    name = names.canonical(verb.name)
    if verb.name == "@" or name.startswith("*.") or "." not in names.plain(name):
        raise asked.fault("name", f"`{verb.name}` cannot be a zone: write a domain in full, as in `example.com`.")
    if not verb.vpc:  # Route 53 itself refuses a second private zone of one name in one VPC.
        refuse_second(name, asked, world)
    account = _account(verb, asked, world)
    plan = Plan(Kind.CREATE_ZONE, "", name, comment=verb.comment, vpc=verb.vpc, account=account)
    return Started(proposed(plan, asked, world))


def _account(verb: verbs.CreateZone, asked: Asked, world: World) -> str:
    """In which of several accounts; never a guess."""
    known = world.defaults.accounts
    if verb.account and verb.account not in known:
        there = f"the accounts are {', '.join(known)}" if known else "there is one AWS account here: leave it out"
        raise asked.fault("account", f"`{verb.account}` is no account of ours; {there}.")
    if len(known) > 1 and not verb.account:
        raise asked.fault("name", f"In which account? Add `in {known[0]}`, or another of: {', '.join(known)}.")
    return verb.account or "".join(known)


def refuse_second(name: str, asked: Asked, world: World) -> None:
    """Raise NotUnderstood where a public zone of ours has that name already."""
    for zone in world.zones.all(fresh=True):
        if zone.name == name and not zone.private:
            raise asked.fault(
                "name",
                f"There is a zone `{names.plain(name)}` already: `{zone.id}`. Two of one name are hard to tell apart.",
            )


def delete_zone(verb: verbs.DeleteZone, asked: Asked, world: World) -> TypeTheName | NotEmpty:
    """Propose to delete an empty zone; its name must be typed before anything happens."""
    zone = world.route53.zone(find_zone(verb.target, "target", asked, world).id).zone
    refuse_managed(zone, asked, "target")
    if zone.records > OWN:
        return NotEmpty(zone, zone.records - OWN)
    plan = Plan.of(Kind.DELETE_ZONE, zone)
    return TypeTheName(proposed(plan, asked, world, ask=True, quiet=True))


def associate(verb: verbs.AssociateVpc, asked: Asked, world: World) -> Started:
    """Let a private zone answer in one more VPC."""
    details = _private(verb.target, asked, world)
    if verb.vpc in details.vpcs:
        raise asked.fault("target", f"{verb.vpc} is associated with `{details.zone.id}` already.")
    plan = Plan.of(Kind.ASSOCIATE, details.zone, vpc=verb.vpc)
    return Started(proposed(plan, asked, world))


def dissociate(verb: verbs.DissociateVpc, asked: Asked, world: World) -> Started:
    """Propose to take a private zone out of a VPC; it keeps its last one."""
    details = _private(verb.target, asked, world)
    if verb.vpc not in details.vpcs:
        there = ", ".join(map(str, details.vpcs))
        raise asked.fault("target", f"{verb.vpc} is not associated with `{details.zone.id}`; these are: {there}.")
    if len(details.vpcs) == 1:
        raise asked.fault("target", f"{verb.vpc} is the only VPC of `{details.zone.id}`, and a private zone needs one.")
    plan = Plan.of(Kind.DISSOCIATE, details.zone, vpc=verb.vpc)
    return Started(proposed(plan, asked, world, ask=True))


def _private(target: str, asked: Asked, world: World) -> ZoneDetails:
    details = world.route53.zone(find_zone(target, "target", asked, world).id)
    refuse_managed(details.zone, asked, "target")
    if not details.zone.private:
        raise asked.fault("target", f"`{details.zone.id}` is a public zone, which answers everywhere and in no VPC.")
    return details
