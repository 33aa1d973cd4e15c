"""The routing options of a command: each checked, and all of them together."""

from typing import Final

from commands.language import spelling
from commands.language.grammar import ROUTING, Role
from commands.language.options import Options
from commands.language.reading import Reading
from commands.language.text import unmarked
from commands.model import routing
from commands.model.records import Type

# Source: API reference, ResourceRecordSet: DS, NS and SOA follow no routing policy.
_UNROUTED: Final = frozenset({Type.DS, Type.NS, Type.SOA})

Routes = tuple[tuple[str, str], ...]
"""Options by key, in the order of routing.KEYS."""


def read(reading: Reading, given: Options, type_: Type | None, *, alias: bool = False) -> Routes:
    """The routing options that were given; what is wrong with them, alone or together, is noted."""
    found: dict[str, str] = {}
    for role in ROUTING:
        piece = given.get(role)
        if piece is None:
            continue
        try:
            found[role.value] = routing.read(role.value, spelling.unquoted(unmarked(piece.text)))
        except routing.BadRouting as bad:
            reading.wrong(str(bad), piece)
            found[role.value] = ""
    _together(reading, given, found)
    if found and type_ in _UNROUTED:
        first = next(given[role] for role in ROUTING if role in given)
        reading.wrong(f"A {type_} follows no routing policy", first)
    if "multivalue" in found and (alias or type_ is Type.CNAME):
        what = "An alias" if alias else "A CNAME"
        reading.wrong(f"{what} cannot be multivalue", given[Role.MULTIVALUE])
    return tuple((key, found[key]) for key in routing.KEYS if key in found)


def _together(reading: Reading, given: Options, found: dict[str, str]) -> None:
    """One policy, under a name of its own; on a set the name alone says which one is meant."""
    chosen = [key for key in routing.POLICIES if key in found]
    for key in chosen[1:]:
        reading.wrong(f"A record set has one routing policy: {chosen[0]}= and {key}= are two", given[Role(key)])
    if found and "id" not in found:
        first = next(given[role] for role in ROUTING if role in given)
        reading.wrong("A routed record set has a name of its own: add id=NAME", first)
    if reading.verb != "add" or "id" not in found:
        return
    if not chosen:
        policies = "weight=, region=, failover=, geo=, multivalue, near= or cidr="
        reading.wrong(f"id= needs a routing policy beside it: {policies}", given[Role.IDENTIFIER])
    if "bias" in found and "near" not in found:
        reading.wrong("bias= goes with near=", given[Role.BIAS])
