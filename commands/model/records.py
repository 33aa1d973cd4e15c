"""A record set: all that Route 53 holds under one name and type (and one set identifier)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from commands.model import routing as routes
from commands.model import values

Key: TypeAlias = tuple[str, str, str]
"""What is unique in a zone: name, type and set identifier, which is empty for a simple record set."""


class Type(StrEnum):
    """Every type that Route 53 takes. Source: RRType in the Route 53 API model, 2013-04-01."""

    A = "A"
    AAAA = "AAAA"
    CAA = "CAA"
    CNAME = "CNAME"
    DS = "DS"
    HTTPS = "HTTPS"
    MX = "MX"
    NAPTR = "NAPTR"
    NS = "NS"
    PTR = "PTR"
    SOA = "SOA"
    SPF = "SPF"
    SRV = "SRV"
    SSHFP = "SSHFP"
    SVCB = "SVCB"
    TLSA = "TLSA"
    TXT = "TXT"


@dataclass(frozen=True, slots=True)
class Alias:
    """Where an alias record set points.

    zone_id: the hosted zone id of the target (an AWS service's, or one of ours).
    name:    the target's name, as Route 53 spells it.
    """

    zone_id: str
    name: str
    evaluate_health: bool

    def agrees(self, other: "Alias | None") -> bool:
        """Whether both point at the same, whatever the case and the last dot: Route 53 writes both its own way."""
        if other is None:
            return False
        mine, theirs = (alias.name.lower().rstrip(".") for alias in (self, other))
        return (self.zone_id, mine, self.evaluate_health) == (other.zone_id, theirs, other.evaluate_health)


@dataclass(frozen=True, slots=True)
class RecordSet:
    """What stands, or shall stand, under one name and type.

    name:    absolute, canonical (see model.names).
    ttl:     seconds; None on aliases and traffic-policy records.
    values:  presentation form with decimal escapes, in Route 53's order; spelled as they stand there.
    routing: routing policy, set identifier and health check exactly as Route 53 gave them, as sorted JSON;
             empty for a simple record set. Sent back verbatim; model.routing reads and changes it.
    """

    name: str
    type: Type
    ttl: int | None
    values: tuple[str, ...] = ()
    alias: Alias | None = None
    routing: str = ""

    @property
    def identifier(self) -> str:
        """The set identifier; empty for a simple record set."""
        return routes.identifier(self.routing)

    @property
    def plain(self) -> bool:
        """True for a simple set of values: no alias, no routing, no traffic policy."""
        return self.alias is None and not self.routing

    @property
    def key(self) -> Key:
        """What is unique in a zone."""
        return self.name, self.type.value, self.identifier

    def agrees(self, other: "RecordSet") -> bool:
        """Whether both say the same, whatever their spelling or the order of values."""
        plainly = (self.name, self.type, self.ttl, self.routing) == (other.name, other.type, other.ttl, other.routing)
        pointed = self.alias.agrees(other.alias) if self.alias else other.alias is None
        return plainly and pointed and values.same(self.type, self.values, other.values)
