"""What the playground's Route 53 holds at first: a little of everything that people keep in zones."""

import json
from collections.abc import Sequence
from typing import Final

from commands.adapters.embedded import Embedded
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Vpc

DEFAULT: Final = "example.com"

# Documentation's own addresses (RFC 5737, RFC 3849); us-east-1's load balancers' zone.
_ELB: Final = Alias("Z35SXDOTRQ7X7K", "shop-1234567890.us-east-1.elb.amazonaws.com.", evaluate_health=True)


def furnish(route53: Embedded) -> None:
    """Put the zones there."""
    _zone(route53, DEFAULT, _MAIN, comment="the playground's own")
    _zone(route53, "example.org", ())
    _zone(route53, "corp.example.com", _INSIDE, vpcs=(Vpc("vpc-0a1b2c3d", "eu-west-1"),), comment="inside the VPC")


def _zone(
    route53: Embedded,
    name: str,
    records: Sequence[RecordSet],
    *,
    vpcs: Sequence[Vpc] = (),
    comment: str = "",
) -> None:
    zone = route53.add_zone(f"{name}.", bool(vpcs), vpcs, comment)
    for record in records:
        route53.put(zone.id, record)


def _set(name: str, type_: Type, *values: str, ttl: int = 300, **routing: object) -> RecordSet:
    fields = json.dumps(routing, sort_keys=True) if routing else ""
    return RecordSet(f"{name}{DEFAULT}.", type_, ttl, values, routing=fields)


_MAIN: Final = (
    _set("", Type.MX, "10 mail.example.com.", "20 mail2.example.com.", ttl=3600),
    _set("", Type.TXT, '"v=spf1 mx -all"', ttl=3600),
    _set("", Type.CAA, '0 issue "letsencrypt.org"', ttl=3600),
    _set("www.", Type.A, "192.0.2.1", "192.0.2.2"),
    _set("www.", Type.AAAA, "2001:db8::1"),
    _set("old.", Type.A, "192.0.2.7"),
    _set("mail.", Type.A, "192.0.2.25"),
    _set("docs.", Type.CNAME, "www.example.com."),
    _set("_dmarc.", Type.TXT, '"v=DMARC1; p=none; rua=mailto:dmarc@example.com"'),
    _set("_sip._tcp.", Type.SRV, "10 5 5060 mail.example.com."),
    _set("*.preview.", Type.A, "192.0.2.80", ttl=60),
    _set("api.", Type.A, "192.0.2.31", ttl=60, SetIdentifier="blue", Weight=90),
    _set("api.", Type.A, "192.0.2.32", ttl=60, SetIdentifier="green", Weight=10),
    RecordSet(f"shop.{DEFAULT}.", Type.A, None, alias=_ELB),
)

_INSIDE: Final = (
    _set("intranet.corp.", Type.A, "10.0.0.5"),
    _set("db1.corp.", Type.A, "10.0.0.21"),
)
