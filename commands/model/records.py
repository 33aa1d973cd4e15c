"""A record set: all that Route 53 holds under one name and type (and one set identifier)."""

import json
from dataclasses import dataclass
from enum import StrEnum

from commands.model import values


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


@dataclass(frozen=True, slots=True)
class RecordSet:
    """What stands, or shall stand, under one name and type.

    name:    absolute, canonical (see model.names).
    ttl:     seconds; None on aliases and traffic-policy records.
    values:  presentation form with decimal escapes, in Route 53's order; spelled as they stand there.
    routing: routing policy, set identifier and health check exactly as Route 53 gave them, as sorted JSON;
             empty for a simple record set. Shown and sent back verbatim, never edited.
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
        return str(json.loads(self.routing).get("SetIdentifier", "")) if self.routing else ""

    @property
    def key(self) -> tuple[str, Type, str]:
        """What is unique in a zone: name, type and set identifier."""
        return self.name, self.type, self.identifier

    @property
    def plain(self) -> bool:
        """True for a simple set of values: no alias, no routing, no traffic policy."""
        return self.alias is None and not self.routing

    def agrees(self, other: "RecordSet") -> bool:
        """Whether both say the same, whatever their spelling or the order of values."""
        return (
            (self.name, self.type, self.ttl, self.alias, self.routing)
            == (other.name, other.type, other.ttl, other.alias, other.routing)
        ) and values.same(self.type, self.values, other.values)
