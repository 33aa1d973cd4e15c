"""A routed record set's policy: as people say it, as Route 53 has it. Pure.

A RecordSet keeps its routing as Route 53's own JSON, verbatim, so that it can be deleted exactly and no field is
lost that we do not know. Routing is what a person may say of it.
Source: Route 53 API reference, ResourceRecordSet; Developer Guide, Choosing a routing policy.
"""

import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

_REGIONS: Final = """
us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ca-west-1 mx-central-1 sa-east-1 eu-west-1 eu-west-2 eu-west-3
eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2
ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5
ap-southeast-6 ap-southeast-7 me-central-1 me-south-1 af-south-1 il-central-1 cn-north-1 cn-northwest-1
us-gov-east-1 us-gov-west-1
"""
REGIONS: Final = frozenset(_REGIONS.split())
CONTINENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "AF": "Africa",
        "AN": "Antarctica",
        "AS": "Asia",
        "EU": "Europe",
        "NA": "North America",
        "OC": "Oceania",
        "SA": "South America",
    }
)
# Two of them are countries too: NA is Namibia, SA Saudi Arabia. They are said as `country NA`.
_STATE_CODES: Final = """
AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR
PA RI SC SD TN TX UT VT VA WA WV WI WY
"""
_STATES: Final = frozenset(_STATE_CODES.split())
POLICIES: Final = ("weight", "region", "failover", "geo", "multivalue", "near", "cidr")
"""The options that choose a policy; a record set has one of them."""

KEYS: Final = ("id", *POLICIES, "bias", "health")
"""Every option of routing, in the order they are said."""

LONGEST_ID: Final = 128
_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "weight": "Weight",
        "region": "Region",
        "failover": "Failover",
        "geo": "GeoLocation",
        "multivalue": "MultiValueAnswer",
        "near": "GeoProximityLocation",
        "cidr": "CidrRoutingConfig",
    }
)
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_COORDINATE: Final = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,2})?")
_LOCAL_ZONE: Final = re.compile(r"[a-z]{2}(?:-[a-z]+)+-[0-9](?:-[a-z]{3}-[0-9]+)")
_COLLECTION: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HEALTH: Final = re.compile(r"[0-9A-Za-z-]{1,64}")


class BadRouting(ValueError):
    """Not a value of its option; str() says what was expected."""


def read(key: str, said: str) -> str:
    """One option's value in its normal form. Raises BadRouting."""
    return _READERS[key](said.strip())


def fields(options: Mapping[str, str]) -> dict[str, Any]:
    """Read options as Route 53's fields."""
    found: dict[str, Any] = {"SetIdentifier": options["id"]} if "id" in options else {}
    for key in POLICIES:
        if key in options:
            found[_FIELDS[key]] = _MAKERS[key](options[key])
    if "bias" in options and "near" in options:
        found["GeoProximityLocation"]["Bias"] = int(options["bias"])
    if "health" in options:
        found["HealthCheckId"] = options["health"]
    return found


def changed(standing: str, options: Mapping[str, str]) -> str:
    """A record set's routing with some of it said anew; every other field stays as it is."""
    old: dict[str, Any] = json.loads(standing) if standing else {}
    if "bias" in options and "near" not in options and "GeoProximityLocation" in old:
        old["GeoProximityLocation"] = {**old["GeoProximityLocation"], "Bias": int(options["bias"])}
    return written({**old, **fields(options)})


def written(found: Mapping[str, Any]) -> str:
    """Fields as a RecordSet keeps them."""
    return json.dumps(found, sort_keys=True) if found else ""


def policy(routing: str) -> str:
    """Which option's policy a record set has; empty for none."""
    found = json.loads(routing) if routing else {}
    return next((key for key in POLICIES if _FIELDS[key] in found), "")


def words(routing: str) -> str:
    """A record set's routing as a person reads it; fields that we do not know by their own names."""
    found: dict[str, Any] = json.loads(routing) if routing else {}
    said = [f"id {found.pop('SetIdentifier')}"] if "SetIdentifier" in found else []
    said += [_SPOKEN[key](found.pop(_FIELDS[key])) for key in POLICIES if _FIELDS[key] in found]
    said += [f"health check {found.pop('HealthCheckId')}"] if "HealthCheckId" in found else []
    said += [f"traffic policy {found.pop('TrafficPolicyInstanceId')}"] if "TrafficPolicyInstanceId" in found else []
    return ", ".join([*said, *(f"{key}={value}" for key, value in found.items())])


def _identifier(said: str) -> str:
    if not said or len(said) > LONGEST_ID or not said.isprintable():
        raise BadRouting(f"id= takes a name of 1 to {LONGEST_ID} characters")
    return said


def _weight(said: str) -> str:
    if not re.fullmatch(r"[0-9]{1,3}", said) or int(said) > 255:
        raise BadRouting("weight= takes a number from 0 to 255")
    return str(int(said))


def _region(said: str) -> str:
    if said.lower() not in REGIONS:
        raise BadRouting("region= takes an AWS region, as in us-east-1")
    return said.lower()


def _failover(said: str) -> str:
    if said.lower() not in ("primary", "secondary"):
        raise BadRouting("failover= takes primary or secondary")
    return said.lower()


def _geo(said: str) -> str:
    place = said.upper()
    country, dash, part = place.partition("-")
    if place == "*" or place in CONTINENTS or (not dash and _COUNTRY.fullmatch(place)):
        return place
    if country == "COUNTRY" and _COUNTRY.fullmatch(part):
        return f"country-{part}"
    if country in ("US", "UA") and part and (country == "UA" or part in _STATES) and part.isalnum():
        return place
    raise BadRouting("geo= takes a continent (EU), a country (US), a state (US-CA) or *")


def _multivalue(said: str) -> str:
    if said.lower() not in ("", "yes", "true", "on"):
        raise BadRouting("multivalue takes no value, or yes")
    return "yes"


def _near(said: str) -> str:
    place = said.lower()
    if place in REGIONS or _LOCAL_ZONE.fullmatch(place):
        return place
    latitude, comma, longitude = place.partition(",")
    shaped = comma and _COORDINATE.fullmatch(latitude) and _COORDINATE.fullmatch(longitude)
    if not shaped or abs(float(latitude)) > 90 or abs(float(longitude)) > 180:
        raise BadRouting("near= takes an AWS region, or LAT,LON with at most two decimals, as in 52.52,13.40")
    return f"{latitude},{longitude}"


def _bias(said: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]{1,2}", said):
        raise BadRouting("bias= takes a number from -99 to 99")
    return str(int(said))


def _cidr(said: str) -> str:
    collection, slash, location = said.partition("/")
    if not slash or not _COLLECTION.fullmatch(collection.lower()) or not 0 < len(location) <= 16:
        raise BadRouting("cidr= takes COLLECTION/LOCATION: a CIDR collection's id and a location's name, or *")
    return f"{collection.lower()}/{location}"


def _health(said: str) -> str:
    if not _HEALTH.fullmatch(said):
        raise BadRouting("health= takes a health check's id")
    return said


_READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "id": _identifier,
    "weight": _weight,
    "region": _region,
    "failover": _failover,
    "geo": _geo,
    "multivalue": _multivalue,
    "near": _near,
    "bias": _bias,
    "cidr": _cidr,
    "health": _health,
}


def _geo_field(place: str) -> dict[str, str]:
    if place in CONTINENTS:
        return {"ContinentCode": place}
    country, _, part = place.partition("-")
    if country == "country":
        return {"CountryCode": part}
    return {"CountryCode": country, **({"SubdivisionCode": part} if part else {})}


def _near_field(place: str) -> dict[str, Any]:
    if "," in place:
        latitude, _, longitude = place.partition(",")
        return {"Coordinates": {"Latitude": latitude, "Longitude": longitude}}
    return {"AWSRegion": place} if place in REGIONS else {"LocalZoneGroup": place}


_MAKERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "weight": int,
    "region": str,
    "failover": str.upper,
    "geo": _geo_field,
    "multivalue": bool,
    "near": _near_field,
    "cidr": lambda said: dict(zip(("CollectionId", "LocationName"), said.split("/", 1), strict=True)),
}


def _geo_words(found: Mapping[str, str]) -> str:
    if "ContinentCode" in found:
        return f"from {CONTINENTS.get(found['ContinentCode'], found['ContinentCode'])}"
    country, part = found.get("CountryCode", "?"), found.get("SubdivisionCode", "")
    return "from everywhere else" if country == "*" else f"from {country}{f'-{part}' if part else ''}"


def _near_words(found: Mapping[str, Any]) -> str:
    place = found.get("Coordinates") or {}
    where = f"{place.get('Latitude')},{place.get('Longitude')}" if place else found.get("AWSRegion")
    bias = f", bias {found['Bias']}" if found.get("Bias") else ""
    return f"near {where or found.get('LocalZoneGroup')}{bias}"


_SPOKEN: Final[Mapping[str, Callable[[Any], str]]] = {
    "weight": "weight {}".format,
    "region": "latency from {}".format,
    "failover": lambda role: str(role).lower(),
    "geo": _geo_words,
    "multivalue": lambda _: "multivalue",
    "near": _near_words,
    "cidr": lambda found: f"CIDR {found.get('CollectionId')}/{found.get('LocationName')}",
}
