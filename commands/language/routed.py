"""The routing options of a command: id=, one policy, health=; each read, and what is wrong with it noted.

Source of the limits: ResourceRecordSet in the Route 53 API reference.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from commands.language import located, options, spelling
from commands.language.grammar import POLICIES, ROUTING, Piece, Role
from commands.language.guesses import nearest
from commands.language.options import Options
from commands.language.reading import Edit, Reading
from commands.language.text import unmarked
from commands.model import groups, names
from commands.model.places import REGIONS
from commands.model.records import Type
from commands.model.routing import (
    HEAVIEST,
    LONGEST_ID,
    MOST_BIAS,
    NO_HEALTH,
    Cidr,
    Failover,
    Latency,
    Multivalue,
    Policy,
    Proximity,
    Routing,
    Weighted,
)

_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_SIGNED: Final = re.compile(r"[-+]?[0-9]{1,9}")
_COLLECTION: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_LOCATION: Final = re.compile(r"[0-9A-Za-z_*-]{1,16}")
_HEALTH: Final = re.compile(r"[0-9A-Za-z-]{1,64}")
_ROLES: Final = ("primary", "secondary")
_YES: Final = frozenset({"", "yes", "true"})


def routing(reading: Reading, given: Options, type_: Type | None, *, new: bool = False, alias: bool = False) -> Routing:
    """The routing that is asked for. new: of a record set that is made, so that nothing may be left out."""
    first = min((given[role].start, role) for role in ROUTING if role in given) if _any(given) else None
    if first is None:
        return Routing()
    policy = _policy(reading, given)
    found = Routing(_identifier(reading, given), policy, _health(reading, given, new))
    _check_needs(reading, given, new)
    if type_ in groups.UNROUTED:
        reading.wrong(f"{type_} follows no routing policy", given[first[1]])
    elif type_ and policy:
        _check_fit(reading, given, type_, found, new, alias)
    return found


def _any(given: Options) -> bool:
    return any(role in given for role in ROUTING)


def said(piece: Piece) -> str:
    """What was given to an option or stands as a word, without quotes or emphasis."""
    return spelling.unquoted(piece.text) if piece.text.startswith('"') else unmarked(piece.text)


def set_identifier(reading: Reading, piece: Piece) -> str:
    """A set identifier: any text of 1 to 128 characters."""
    reading.mark("id", piece.start, piece.end)
    found = said(piece)
    if not found:
        reading.wrong("The set identifier is missing: write it as id=NAME", piece)
    elif len(found) > LONGEST_ID or not found.isprintable():
        reading.wrong(f"A set identifier has 1 to {LONGEST_ID} characters, none of them invisible", piece)
    return found


def number(reading: Reading, piece: Piece) -> int:
    """A weight; 0 for what is none, which is noted."""
    reading.mark("weight", piece.start, piece.end)
    text = said(piece)
    if _NUMBER.fullmatch(text) and int(text) <= HEAVIEST:
        return int(text)
    reading.wrong(f"A weight is a number from 0 to {HEAVIEST}, not {names.brief(text) or 'nothing'}", piece)
    return 0


def _identifier(reading: Reading, given: Options) -> str:
    return set_identifier(reading, given[Role.SET_ID]) if Role.SET_ID in given else ""


def _health(reading: Reading, given: Options, new: bool) -> str:
    piece = given.get(Role.HEALTH)
    if piece is None:
        return ""
    reading.mark("health", piece.start, piece.end)
    found = said(piece)
    if not _HEALTH.fullmatch(found):
        reading.wrong("A health check's id is expected, as in health=abcdef11-2222-3333-4444-555555fedcba", piece)
    elif found.lower() == NO_HEALTH:
        if new:
            before = len(reading.text[: piece.start].rstrip())
            reading.fault(
                "health=none takes a health check off, and a new record set has none",
                piece.start,
                piece.end,
                Edit(before, piece.end, ""),
            )
        return NO_HEALTH
    return found


def _policy(reading: Reading, given: Options) -> Policy | None:
    """The one policy; a second one is noted, and so is a bias without its place."""
    roles = sorted((role for role in POLICIES if role in given), key=lambda role: given[role].start)
    if Role.NEAR in roles and Role.BIAS in roles:
        roles.remove(Role.BIAS)
    if roles:
        reading.mark("policy", given[roles[0]].start, given[roles[0]].end)
    for role in roles[1:]:
        first, second = options.called(roles[0]), options.called(role)
        reading.wrong(f"{first} and {second} are two routing policies, and a record set follows one", given[role])
    found = [_READERS[role](reading, given[role]) for role in roles]
    if Role.NEAR in given and Role.BIAS in given:
        bias = _bias(reading, given[Role.BIAS])
        found = [replace(near, bias=bias) if isinstance(near, Proximity) else near for near in found]
    return found[0] if found else None


def _check_needs(reading: Reading, given: Options, new: bool) -> None:
    """An id and a policy go together; a bias goes with a place."""
    policies = [given[role] for role in POLICIES if role in given]
    other = min((*policies, *(given[role] for role in (Role.HEALTH,) if role in given)), key=_start, default=None)
    if Role.SET_ID not in given and other:
        called = options.called(other.role)
        reading.wrong(f"{called} goes with id=NAME, the set identifier that tells the record sets apart", other)
    elif new and not policies and not reading.notes:  # a misspelt option may be the policy
        wanted = "weight=N, region=R, failover=primary, geo=EU, multivalue, near=R or cidr=COLLECTION/LOCATION"
        reading.wrong(f"id= goes with a routing policy: {wanted}", given[Role.SET_ID])
    if new and Role.BIAS in given and Role.NEAR not in given:
        reading.wrong("bias= goes with near=REGION or near=LAT,LON", given[Role.BIAS])


def _start(piece: Piece) -> int:
    return piece.start


def _check_fit(reading: Reading, given: Options, type_: Type, found: Routing, new: bool, alias: bool) -> None:
    """Whether a policy goes with the type, with an alias, and with the health check it needs."""
    if isinstance(found.policy, Multivalue):
        piece = given[Role.MULTIVALUE]
        if not groups.takes(type_, found.policy):
            reading.wrong(f"A {type_} has no multivalue answer: it has one value at its name", piece)
        elif alias:
            reading.wrong("An alias has no multivalue answer", piece)
    if new and found.policy == Failover("PRIMARY") and not found.health and not alias:
        reading.wrong(
            "A primary needs a health check, health=ID: without one it would never fail over", given[Role.FAILOVER]
        )


def _weight(reading: Reading, piece: Piece) -> Policy:
    return Weighted(number(reading, piece))


def _region(reading: Reading, piece: Piece) -> Policy | None:
    text = said(piece).lower()
    if text in REGIONS:
        return Latency(text)
    located.no_region(reading, piece, text, "region", "as in eu-west-1")
    return None


def _failover(reading: Reading, piece: Piece) -> Policy | None:
    text = said(piece).lower()
    if text in _ROLES:
        return Failover(text.upper())
    meant = nearest(text, _ROLES)
    hint = f"; did you mean {meant}?" if meant else ""
    reading.wrong(f"failover= takes primary or secondary{hint}", piece, meant and f"failover={meant}")
    return None


def _multivalue(reading: Reading, piece: Piece) -> Policy:
    if said(piece).lower() not in _YES:
        reading.wrong("multivalue takes nothing behind it", piece, "multivalue")
    return Multivalue()


def _bias(reading: Reading, piece: Piece) -> int | None:
    text = said(piece)
    if _SIGNED.fullmatch(text) and abs(int(text)) <= MOST_BIAS:
        return int(text)
    reading.wrong(f"A bias is a whole number from -{MOST_BIAS} to {MOST_BIAS}", piece)
    return None


def _lone_bias(reading: Reading, piece: Piece) -> Policy | None:
    bias = _bias(reading, piece)
    return None if bias is None else Proximity(bias=bias)


def _cidr(reading: Reading, piece: Piece) -> Policy | None:
    collection, slash, location = said(piece).partition("/")
    if not slash or not _COLLECTION.fullmatch(collection.lower()):
        example = "cidr=c9c00001-2222-3333-4444-555555555555/office"
        reading.wrong(f"A CIDR collection's id, a slash and a location are expected, as in {example}", piece)
        return None
    if not _LOCATION.fullmatch(location):
        reading.wrong("A location has 1 to 16 letters, digits, - or _; * is all other addresses", piece)
        return None
    return Cidr(collection.lower(), location)


_READERS: Final[Mapping[Role, Callable[[Reading, Piece], Policy | None]]] = MappingProxyType(
    {
        Role.WEIGHT: _weight,
        Role.REGION: _region,
        Role.FAILOVER: _failover,
        Role.GEO: lambda reading, piece: located.geo(reading, piece, said(piece)),
        Role.MULTIVALUE: _multivalue,
        Role.NEAR: lambda reading, piece: located.near(reading, piece, said(piece)),
        Role.BIAS: _lone_bias,
        Role.CIDR: _cidr,
    }
)
