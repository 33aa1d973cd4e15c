"""What an alias points at: an AWS service, by its name, or a record of the same zone."""

from commands.errors import NotUnderstood
from commands.handlers.asking import Asked
from commands.handlers.locating import Place
from commands.language import verbs
from commands.model import aliases, names
from commands.model.aliases import Endpoint
from commands.model.records import Alias
from commands.model.zones import holding
from commands.ports import World


def pointed(verb: verbs.Add | verbs.SetRecord, place: Place, asked: Asked, world: World) -> Alias:
    """The alias that was asked for. Raises NotUnderstood where the target's hosted zone is not certain."""
    said = verb.alias or verbs.AliasTo("")
    target = names.absolute(said.target, place.zone.name)
    found = aliases.endpoint(names.canonical(said.target) if said.target != "@" else target)
    if said.zone_id:
        # A dotted name is meant in full where its zone id is given.
        whole = names.canonical(said.target) if "." in said.target else target
        return Alias(said.zone_id, whole, bool(said.evaluate))
    if found:
        return _to_service(said, found, place, asked)
    return Alias(place.zone.id, _in_zone(said.target, target, place, asked, world), bool(said.evaluate))


def _to_service(said: verbs.AliasTo, found: Endpoint, place: Place, asked: Asked) -> Alias:
    if found.bucket and found.bucket != names.plain(place.name):
        raise asked.fault(
            "values",
            f"An S3 website answers only where the bucket has the record's name: `{found.bucket}` is not"
            f" `{names.plain(place.name)}`.",
        )
    if not found.service.evaluates and said.evaluate:
        raise asked.fault("values", "CloudFront tells no health to evaluate: leave evaluate=yes out.")
    if not found.service.private and place.zone.private:
        raise asked.fault("values", "A private zone takes no alias to CloudFront.")
    return Alias(found.zone_id, found.name, bool(said.evaluate))


def _in_zone(typed: str, inside: str, place: Place, asked: Asked, world: World) -> str:
    """A record of the same zone: an alias cannot point into another. Source: API reference, AliasTarget."""
    full = names.canonical(typed) if typed != "@" else inside
    found = holding(full, world.zones.all())
    if typed.endswith(".") or found:
        if not names.within(full, place.zone.name):
            raise _elsewhere(typed, bool(found), asked)
        return full
    if "." in typed:
        raise _elsewhere(typed, False, asked)
    return inside


def _elsewhere(typed: str, ours: bool, asked: Asked) -> NotUnderstood:
    if ours:
        said = "lies in another zone, and an alias points at an AWS service or within its own zone: use a CNAME"
        return asked.fault("values", f"`{typed}` {said}.")
    return asked.fault(
        "values",
        f"The hosted zone id of `{typed}` is not known here. If it is an AWS service, add `zone-id=`; anything else"
        " takes a CNAME.",
    )
