"""Routing policies: what tells the record sets of one name and type apart, and which of them is answered.

Route 53's own fields stay the JSON text that RecordSet.routing holds, for a DELETE must send exactly what stands.
read and write are exact inverses; what is not understood here is kept in `rest`, letter by letter.
Source: ResourceRecordSet in the Route 53 API reference.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any, Final

from commands.model.places import CONTINENTS, COUNTRIES, STATES

HEAVIEST: Final = 255
LONGEST_ID: Final = 128
MOST_BIAS: Final = 99
NO_HEALTH: Final = "none"
"""Said in place of a health check's id, to take one off."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """Answered in proportion to the weights of the group; with 0 never, unless all have 0."""

    weight: int


@dataclass(frozen=True, slots=True)
class Latency:
    """Answered where this AWS region is the nearest in time."""

    region: str


@dataclass(frozen=True, slots=True)
class Failover:
    """The primary is answered while it is healthy, the secondary otherwise; role: PRIMARY or SECONDARY."""

    role: str


@dataclass(frozen=True, slots=True)
class Geo:
    """Answered to questions from a continent, a country (`*`: from everywhere else), or a state of one."""

    continent: str = ""
    country: str = ""
    subdivision: str = ""


@dataclass(frozen=True, slots=True)
class Multivalue:
    """Up to eight healthy ones are answered together."""


@dataclass(frozen=True, slots=True)
class Proximity:
    """Answered near an AWS region, a Local Zone group or a point, as far as the bias stretches it.

    latitude, longitude: degrees, as text. Without any place only the bias is meant, beside the place that stands.
    """

    region: str = ""
    zone_group: str = ""
    latitude: str = ""
    longitude: str = ""
    bias: int | None = None

    @property
    def placed(self) -> bool:
        """Whether it says where."""
        return bool(self.region or self.zone_group or self.latitude)


@dataclass(frozen=True, slots=True)
class Cidr:
    """Answered to the addresses of one location of a CIDR collection (`*`: to all others)."""

    collection: str
    location: str


Policy = Weighted | Latency | Failover | Geo | Multivalue | Proximity | Cidr


@dataclass(frozen=True, slots=True)
class Routing:
    """A record set's routing: what stands, or what a person asks for.

    id:     the set identifier; empty for a simple record set.
    health: a health check's id; asked for as NO_HEALTH, it is taken off.
    rest:   fields that are not understood here, as sorted JSON.
    """

    id: str = ""
    policy: Policy | None = None
    health: str = ""
    rest: str = ""

    @property
    def traffic_policy(self) -> str:
        """The traffic policy instance that made the record set; empty for most."""
        return str(_loaded(self.rest).get("TrafficPolicyInstanceId", ""))


SIMPLE: Final = Routing()
"""No routing at all."""


def read(text: str) -> Routing:
    """Understand a record set's routing text."""
    fields = _loaded(text)
    given = [field for field in _READ if field in fields]
    policy = _understood(given[0], fields[given[0]]) if len(given) == 1 else None
    known = _fields(policy) if policy else {}
    for field in ("SetIdentifier", "HealthCheckId"):
        if isinstance(fields.get(field), str) and fields[field]:
            known[field] = fields[field]
    rest = {field: value for field, value in fields.items() if field not in known}
    return Routing(known.get("SetIdentifier", ""), policy, known.get("HealthCheckId", ""), _dumped(rest))


def write(routing: Routing) -> str:
    """The routing text of a record set: the exact inverse of read."""
    fields = _loaded(routing.rest)
    if routing.policy:
        fields |= _fields(routing.policy)
    if routing.id:
        fields["SetIdentifier"] = routing.id
    if routing.health and routing.health != NO_HEALTH:
        fields["HealthCheckId"] = routing.health
    return _dumped(fields)


def identifier(text: str) -> str:
    """The set identifier in a routing text; empty for a simple record set."""
    return str(_loaded(text).get("SetIdentifier", "")) if text else ""


def changed(text: str, wanted: Routing) -> str:
    """What stands, with what is asked for in its place; all else is kept."""
    standing = read(text)
    policy = merged(standing.policy, wanted.policy)
    health = wanted.health or standing.health
    return write(replace(standing, id=wanted.id or standing.id, policy=policy, health=health))


def merged(standing: Policy | None, wanted: Policy | None) -> Policy | None:
    """A policy as it is asked for; what a geoproximity leaves unsaid stays as it stands."""
    if not isinstance(wanted, Proximity) or not isinstance(standing, Proximity):
        return wanted or standing
    if not wanted.placed:
        return replace(standing, bias=wanted.bias)
    return replace(wanted, bias=standing.bias) if wanted.bias is None else wanted


def agrees(text: str, wanted: Routing) -> bool:
    """Whether a record set's routing is as a person says it is, as far as they say."""
    standing = read(text)
    health = "" if wanted.health == NO_HEALTH else wanted.health
    return (
        wanted.id in ("", standing.id)
        and merged(standing.policy, wanted.policy) == standing.policy
        and (not wanted.health or health == standing.health)
    )


def called(policy: Policy) -> str:
    """A policy's name, as Route 53's console has it."""
    return _CALLED[type(policy)]


def words(text: str) -> str:
    """A routing text for people: `weight 10, id blue, health abc`; empty for a simple record set."""
    if not text:
        return ""
    routing = read(text)
    said = [_WORDS[type(routing.policy)](routing.policy)] if routing.policy else []
    said += [f"id {routing.id}"] if routing.id else []
    said += [f"health {routing.health}"] if routing.health else []
    return ", ".join(said + [_other(field, value) for field, value in _loaded(routing.rest).items()])


def _other(field: str, value: Any) -> str:
    name = "traffic policy instance" if field == "TrafficPolicyInstanceId" else field
    return f"{name} {value if isinstance(value, str) else json.dumps(value, sort_keys=True)}"


def _loaded(text: str) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(text) if text else {}
    return fields


def _dumped(fields: Mapping[str, Any]) -> str:
    """As RecordSet.routing holds it: sorted, so that equal fields are equal texts."""
    return json.dumps(fields, sort_keys=True) if fields else ""


def _understood(field: str, value: Any) -> Policy | None:
    """The policy in a field, if it can be written again exactly so."""
    try:
        policy = _READ[field](value)
        plain = all(isinstance(part, str | int | None) for part in astuple(policy))
        return policy if plain and _dumped(_fields(policy)) == _dumped({field: value}) else None
    except (AttributeError, KeyError, TypeError):
        return None


def _read_proximity(value: Mapping[str, Any]) -> Proximity:
    point = value.get("Coordinates", {})
    return Proximity(
        value.get("AWSRegion", ""),
        value.get("LocalZoneGroup", ""),
        point.get("Latitude", ""),
        point.get("Longitude", ""),
        value.get("Bias"),
    )


def _read_geo(value: Mapping[str, Any]) -> Geo:
    return Geo(value.get("ContinentCode", ""), value.get("CountryCode", ""), value.get("SubdivisionCode", ""))


_READ: Final[Mapping[str, Callable[[Any], Policy]]] = {
    "Weight": Weighted,
    "Region": Latency,
    "Failover": Failover,
    "GeoLocation": _read_geo,
    "MultiValueAnswer": lambda _: Multivalue(),
    "GeoProximityLocation": _read_proximity,
    "CidrRoutingConfig": lambda value: Cidr(value["CollectionId"], value["LocationName"]),
}


def _fields(policy: Policy) -> dict[str, Any]:
    """A policy as Route 53's field; what is empty is left out."""
    match policy:
        case Weighted(weight):
            return {"Weight": weight}
        case Latency(region):
            return {"Region": region}
        case Failover(role):
            return {"Failover": role}
        case Geo(continent, country, subdivision):
            codes = {"ContinentCode": continent, "CountryCode": country, "SubdivisionCode": subdivision}
            return {"GeoLocation": _filled(codes)}
        case Multivalue():
            return {"MultiValueAnswer": True}
        case Cidr(collection, location):
            return {"CidrRoutingConfig": {"CollectionId": collection, "LocationName": location}}
        case Proximity(region, group, latitude, longitude, bias):
            point = _filled({"Latitude": latitude, "Longitude": longitude})
            place = _filled({"AWSRegion": region, "LocalZoneGroup": group, "Coordinates": point})
            return {"GeoProximityLocation": place | ({} if bias is None else {"Bias": bias})}


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in fields.items() if value}


def _geo_words(policy: Geo) -> str:
    """The place by its name, with the code that it is said by."""
    if policy.country == "*":
        return "everywhere else (*)"
    if policy.subdivision:
        state = STATES.get(policy.subdivision) if policy.country == "US" else None
        part = state or f"a part of {COUNTRIES.get(policy.country, policy.country)}"
        return f"{part} ({policy.country}-{policy.subdivision})"
    if policy.country:
        return f"{COUNTRIES.get(policy.country, 'country')} ({policy.country})"
    return f"{CONTINENTS.get(policy.continent, 'continent')} ({policy.continent})"


def _proximity_words(policy: Proximity) -> str:
    place = policy.region or policy.zone_group or f"{policy.latitude},{policy.longitude}"
    return f"near {place}" + ("" if policy.bias is None else f", bias {policy.bias}")


_WORDS: Final[Mapping[type, Callable[[Any], str]]] = {
    Weighted: lambda policy: f"weight {policy.weight}",
    Latency: lambda policy: f"region {policy.region}",
    Failover: lambda policy: str(policy.role).lower(),
    Geo: _geo_words,
    Multivalue: lambda _: "multivalue",
    Proximity: _proximity_words,
    Cidr: lambda policy: f"addresses of {policy.collection}/{policy.location}",
}

_CALLED: Final[Mapping[type, str]] = {
    Weighted: "weighted",
    Latency: "latency",
    Failover: "failover",
    Geo: "geolocation",
    Multivalue: "multivalue answer",
    Proximity: "geoproximity",
    Cidr: "IP-based",
}
