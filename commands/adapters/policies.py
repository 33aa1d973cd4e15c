"""Route 53's rules about routing policies and health checks, judged on what stands; pure.

Source: ResourceRecordSet in the API reference, Developer Guide, Quotas; texts that Route 53 was seen to answer where
there are any, and others after their manner.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from commands.adapters import refusals
from commands.adapters.holdings import Holdings, routing
from commands.errors import Refused
from commands.model import names
from commands.model.places import CONTINENTS, COUNTRIES, REGIONS, STATES
from commands.model.records import RecordSet, Type

POLICIES: Final = (
    *("Weight", "Region", "Failover", "GeoLocation", "MultiValueAnswer", "CidrRoutingConfig", "GeoProximityLocation"),
)
_UNROUTED: Final = (Type.DS, Type.NS, Type.SOA)
_PUBLIC_ONLY: Final = ("CidrRoutingConfig", "GeoProximityLocation")
_LATITUDE: Final = re.compile(r"[-+]?[0-9]{1,2}(\.[0-9]{0,2})?")
_LONGITUDE: Final = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]{0,2})?")
_LOCATION: Final = re.compile(r"[0-9A-Za-z_\-*]{1,16}")
_COLLECTION: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def well_formed(record: RecordSet, known: str) -> None:
    """What is refused before anybody looks at what stands. known: how the change is named in a text."""
    fields = routing(record)
    policies = [policy for policy in POLICIES if policy in fields]
    identifier = fields.get("SetIdentifier")
    if policies and not identifier:
        raise refusals.refused(
            "InvalidInput", f"Invalid request: Missing field 'SetIdentifier' in Change with [{known}]"
        )
    if len(policies) > 1 or (identifier and not policies):
        found = "more than one" if policies else "none"
        text = f"Invalid request: Expected exactly one of [{', '.join(POLICIES)}], but found {found} in"
        raise refusals.refused("InvalidInput", f"{text} Change with [{known}]")
    if identifier and len(identifier) > 128:
        raise invalid("resourceRecordSet.setIdentifier", "Member must have length less than or equal to 128")
    for field, value in fields.items():
        # An empty element of the request is an empty text.
        fault = _SHAPES.get(field, _anything)({} if value == "" else value)
        if fault:
            raise invalid(f"resourceRecordSet.{field[0].lower()}{field[1:]}", fault)


def invalid(where: str, constraint: str) -> Refused:
    """A field that is refused for its shape alone."""
    text = f"1 validation error detected: Value at '{where}' failed to satisfy constraint: {constraint}"
    return refusals.refused("InvalidInput", text)


def unfit(sets: Holdings, record: RecordSet, private: bool) -> Iterator[str]:
    """All sets of one name and type follow one routing policy, and no two of them say the same."""
    fields = routing(record)
    identifier = fields.get("SetIdentifier")
    here = f"RRSet with DNS name {names.sent(record.name)}, type {record.type}"
    me = f'{here}, SetIdentifier "{identifier}"'
    others = [other for other in sets.of(record.name, record.type) if routing(other).get("SetIdentifier") != identifier]
    yield from _misfit(fields, record, me, private)
    for other in others:
        theirs = routing(other)
        if not identifier or not theirs.get("SetIdentifier"):
            cause = "as other RRSets exist with the same name and type."
            yield f"{me if identifier else here} cannot be created {cause}"
        elif _policy(theirs) != _policy(fields):
            yield f"{me} cannot be created because a non {_called(fields)} rrset exists with the same name and type."
        else:
            yield from _alike(fields, theirs, here, identifier)
            if "Weight" in fields and None not in (record.ttl, other.ttl) and other.ttl != record.ttl:
                yield f"{me} must have the same TTL as the others of its group."
    most = 30 if "GeoProximityLocation" in fields else 100
    if identifier and len(others) >= most:
        yield f"Number of resource record sets with the same name and type limit of {most} exceeded."


def _misfit(fields: Mapping[str, Any], record: RecordSet, me: str, private: bool) -> Iterator[str]:
    """What the type, the zone or the content rule out."""
    policy = _policy(fields)
    if policy and record.type in _UNROUTED:
        yield f"{me} cannot be created: this type takes no routing policy."
    if policy == "MultiValueAnswer" and (record.alias or record.type is Type.CNAME):
        yield f"{me} cannot be created: a multivalue answer RRSet cannot be an alias or a CNAME."
    if policy in _PUBLIC_ONLY and private:
        yield f"{me} cannot be created: this routing policy is not supported in a private hosted zone."
    if fields.get("Failover") == "PRIMARY" and not fields.get("HealthCheckId") and record.alias is None:
        yield "A non-alias primary ResourceRecordSet must have an associated health check."


def _alike(fields: Mapping[str, Any], theirs: Mapping[str, Any], here: str, identifier: str) -> Iterator[str]:
    policy = _policy(fields)
    if policy in ("Weight", "MultiValueAnswer", "GeoProximityLocation") or fields[policy] != theirs[policy]:
        return
    kind, what = _SAME[policy]
    said = fields[policy]
    value = said if isinstance(said, str) else "/".join(said.values())
    yield (
        f"{here}, SetIdentifier {identifier}, and {what}={value} cannot be created because a {kind} RRSet with the same"
        f" name, type and {what.split()[0].lower()} already exists."
    )


_SAME: Final = {
    "Region": ("latency", "Region Name"),
    "Failover": ("failover", "Failover"),
    "GeoLocation": ("geolocation", "Location"),
    "CidrRoutingConfig": ("CIDR", "Location Name"),
}


def _policy(fields: Mapping[str, Any]) -> str:
    return next((policy for policy in POLICIES if policy in fields), "")


def _called(fields: Mapping[str, Any]) -> str:
    policy = _policy(fields)
    return {"MultiValueAnswer": "multivalue answer", "Weight": "weighted", "Region": "latency"}.get(policy, policy)


# The shape of each field: what is wrong with a value, or nothing -----------------------------------------------


def _anything(_: Any) -> str:
    return ""


def _one_of(*known: str) -> Callable[[Any], str]:
    return lambda value: "" if value in known else f"Member must satisfy enum value set: [{', '.join(known)}]"


def _between(least: int, most: int) -> Callable[[Any], str]:
    wrong = f"Member must have value between {least} and {most}"
    return lambda value: "" if isinstance(value, int) and least <= value <= most else wrong


def _geo(value: Mapping[str, str]) -> str:
    continent, country, state = (value.get(f"{key}Code", "") for key in ("Continent", "Country", "Subdivision"))
    if bool(continent) == bool(country) or (state and country != "US"):
        return "Member must name a continent, a country, or a state of the US"
    known = continent in CONTINENTS or country in {*COUNTRIES, "*"}
    return "" if known and (not state or state in STATES) else "Member must be a supported geographic location"


def _proximity(value: Mapping[str, Any]) -> str:
    point = value.get("Coordinates")
    if sum(map(bool, (value.get("AWSRegion"), value.get("LocalZoneGroup"), point))) != 1:
        return "Member must have exactly one of AWSRegion, LocalZoneGroup and Coordinates"
    if point and not _on_earth(point):
        return "Member must be a latitude and a longitude with two decimals at most"
    return _between(-99, 99)(value.get("Bias", 0))


def _on_earth(point: Mapping[str, str]) -> bool:
    latitude, longitude = point.get("Latitude", ""), point.get("Longitude", "")
    spelled = _LATITUDE.fullmatch(latitude) and _LONGITUDE.fullmatch(longitude)
    return bool(spelled) and abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180


def _cidr(value: Mapping[str, str]) -> str:
    collection, location = value.get("CollectionId", ""), value.get("LocationName", "")
    known = _COLLECTION.fullmatch(collection) and _LOCATION.fullmatch(location)
    return "" if known else "Member must have a CollectionId and a LocationName"


_SHAPES: Final[Mapping[str, Callable[[Any], str]]] = {
    "Weight": _between(0, 255),
    "Region": _one_of(*REGIONS),
    "Failover": _one_of("PRIMARY", "SECONDARY"),
    "GeoLocation": _geo,
    "MultiValueAnswer": lambda value: "" if value is True else "Member must be true",
    "GeoProximityLocation": _proximity,
    "CidrRoutingConfig": _cidr,
    "HealthCheckId": lambda value: "" if len(value) <= 64 else "Member must have length less than or equal to 64",
}
