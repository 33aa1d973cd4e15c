"""AWS endpoints that an alias may point at: which service a host name is of, and the hosted zone id it needs.

Source: AWS General Reference, Service endpoints and quotas, in alias_zones.tsv; no API lists them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from commands.model import names
from commands.model.records import Type

_TABLE: Final = "alias_zones.tsv"
_ADDRESSES: Final = frozenset({Type.A, Type.AAAA})
_DUALSTACK: Final = "dualstack."


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of endpoint.

    types:     what an alias to it may be.
    evaluates: whether its health can be evaluated.
    private:   whether a private zone may point at it.
    Source: AliasTarget in the Route 53 API reference; Developer Guide, Choosing between alias and non-alias records.
    """

    name: str
    types: frozenset[Type] = _ADDRESSES
    evaluates: bool = True
    private: bool = True


WEBSITE: Final = Service("an S3 website", frozenset({Type.A}))

_SERVICES: Final[Mapping[str, Service]] = MappingProxyType(
    {
        "alb-clb": Service("a load balancer"),
        "nlb": Service("a load balancer"),
        "vpc-endpoint": Service("a VPC endpoint"),
        "api-gateway": Service("API Gateway"),
        "s3-website": WEBSITE,
        "elastic-beanstalk": Service("Elastic Beanstalk"),
        "cloudfront, edge api-gateway": Service(
            "CloudFront", _ADDRESSES | {Type.HTTPS}, evaluates=False, private=False
        ),
        "global-accelerator": Service("Global Accelerator"),
    }
)
"""The services of the table, by its third column."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint.

    name:   canonical, as an alias has it: of an S3 website, the name that all buckets of its region share.
    bucket: of an S3 website said with its bucket, that bucket's name.
    """

    service: Service
    zone_id: str
    name: str
    bucket: str = ""


def endpoint(name: str) -> Endpoint | None:
    """The AWS endpoint that a name is; None for any other name."""
    bare = names.plain(name).lower()
    for ending in _endings(bare):
        if found := _known().get(ending):
            service, zone_id, spelled = found
            return _found(service, zone_id, bare, ending, spelled)
    return None


def same(one: str, other: str) -> bool:
    """Whether two alias targets are one: the console puts dualstack. before a load balancer's name."""
    return _bare(one) == _bare(other)


@cache
def table() -> tuple[tuple[str, str, str], ...]:
    """Every row: an ending of host names, the hosted zone id, the service."""
    text = files("commands.model").joinpath(_TABLE).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((ending, zone_id, service) for ending, zone_id, service in rows)


def _found(service: Service, zone_id: str, bare: str, ending: str, spelled: str) -> Endpoint | None:
    front = bare.removesuffix(ending).rstrip(".")
    if service is WEBSITE:
        return Endpoint(service, zone_id, f"{spelled}.", front)
    return Endpoint(service, zone_id, f"{bare}.") if front else None


def _endings(bare: str) -> Iterator[str]:
    """A name, and all that is left of it label by label: the longest comes first."""
    while bare:
        yield bare
        bare = bare.partition(".")[2]


@cache
def _known() -> Mapping[str, tuple[Service, str, str]]:
    return MappingProxyType(dict(_rows()))


def _rows() -> Iterator[tuple[str, tuple[Service, str, str]]]:
    for ending, zone_id, kind in table():
        service = _SERVICES[kind]
        if service is WEBSITE:
            # S3 answers to both spellings of its older regions; an alias takes the one in the table.
            yield ending.replace("s3-website-", "s3-website."), (service, zone_id, ending)
        yield ending, (service, zone_id, ending)


def _bare(target: str) -> str:
    return names.plain(target).lower().removeprefix(_DUALSTACK)
