"""What a record's verbs say beside values: where an alias points, and how a record set is routed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from commands.language import spelling
from commands.language.verbs import saying
from commands.model.places import CONTINENTS, COUNTRIES
from commands.model.records import Type
from commands.model.routing import Cidr, Failover, Geo, Latency, Multivalue, Proximity, Routing, Weighted

ALIAS: Final = "ALIAS"
ALIAS_BOTH: Final = "ALIAS+"

# A few codes are a continent's and a country's; these words in front tell them apart.
CONTINENT: Final = "continent:"
COUNTRY: Final = "country:"

_PLAIN_ID: Final = re.compile(r"(?!(?:ttl|zone|comment|multivalue)\Z)[A-Z0-9][\w./@+-]*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where an alias points.

    name:     as typed, in its normal form; empty where that stays as it is, or does not matter.
    both:     whether an AAAA goes with the A.
    zone_id:  of the target; empty where its name tells.
    evaluate: whether the target's health counts; None where nothing was said.
    """

    name: str = ""
    both: bool = False
    zone_id: str = ""
    evaluate: bool | None = None


def content(type_: Type | None, values: tuple[str, ...], alias: Target | None) -> tuple[str, ...]:
    """The type and the values, or the alias."""
    if alias is None:
        return type_ or "", saying.values(type_, values)
    if alias.both:
        return ALIAS_BOTH, saying.word(alias.name)
    return type_ or "", "alias" if alias.name or alias.zone_id or alias == Target() else "", saying.word(alias.name)


def options(alias: Target | None, routing: Routing, zone: str) -> tuple[str, ...]:
    """The options, in the order that they are usually said."""
    alias = alias or Target()
    evaluate = "" if alias.evaluate is None else f"evaluate={'yes' if alias.evaluate else 'no'}"
    chosen = f"id={identifier(routing.id)}" if routing.id else ""
    health = f"health={routing.health}" if routing.health else ""
    zone_id = saying.option("zone-id", alias.zone_id)
    return zone_id, evaluate, chosen, _policy(routing), health, saying.option("zone", zone)


def identifier(text: str) -> str:
    """A set identifier as one word."""
    return text if _PLAIN_ID.fullmatch(text) else spelling.string(text)


def geo(place: Geo) -> str:
    """A place as geo= takes it."""
    if place.subdivision:
        return f"{place.country}-{place.subdivision}"
    if place.country:
        return COUNTRY + place.country if place.country in CONTINENTS else place.country
    return CONTINENT + place.continent if place.continent in COUNTRIES else place.continent


def near(place: Proximity) -> str:
    """A place as near= takes it."""
    return place.region or place.zone_group or f"{place.latitude},{place.longitude}"


def _policy(routing: Routing) -> str:
    return _SAID[type(routing.policy)](routing.policy) if routing.policy else ""


def _proximity(place: Proximity) -> str:
    bias = "" if place.bias is None else f"bias={place.bias}"
    return " ".join(filter(None, (f"near={near(place)}" if place.placed else "", bias)))


_SAID: Final[Mapping[type, Callable[[Any], str]]] = {
    Weighted: lambda policy: f"weight={policy.weight}",
    Latency: lambda policy: f"region={policy.region}",
    Failover: lambda policy: f"failover={policy.role.lower()}",
    Geo: lambda policy: f"geo={geo(policy)}",
    Multivalue: lambda _: "multivalue",
    Proximity: _proximity,
    Cidr: lambda policy: f"cidr={policy.collection}/{policy.location}",
}
