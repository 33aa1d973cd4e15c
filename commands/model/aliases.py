"""The hosted zone id that an alias to an AWS service needs, from the service's host name.

Source: AWS General Reference, Service endpoints and quotas, in alias_zones.tsv; no API lists them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from commands.model import names

_TABLE: Final = "alias_zones.tsv"
_WEBSITE: Final = "s3-website"
_DUALSTACK: Final = "dualstack."


@dataclass(frozen=True, slots=True)
class Service:
    """An AWS service's endpoint: its host-name suffix, the hosted zone id that aliases to it take, its name."""

    suffix: str
    zone_id: str
    name: str

    @property
    def website(self) -> bool:
        """Whether it is an S3 website, whose bucket must have the record's name."""
        return self.name == _WEBSITE

    @property
    def unhealthy(self) -> bool:
        """Whether an alias to it cannot evaluate the target's health. Source: API reference, AliasTarget."""
        return self.name.startswith("cloudfront")


@cache
def table() -> Mapping[str, Service]:
    """Every endpoint by its suffix."""
    text = files("commands.model").joinpath(_TABLE).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return MappingProxyType({suffix: Service(suffix, zone_id, name) for suffix, zone_id, name in rows})


def service(target: str) -> Service | None:
    """The service that an absolute host name belongs to, by its longest suffix in the table."""
    labels = names.plain(target).split(".")
    suffixes = (".".join(labels[start:]) for start in range(len(labels)))
    return next((table()[suffix] for suffix in suffixes if suffix in table()), None)


def pointed(target: str, found: Service) -> str:
    """The name that the alias holds: of an S3 website the endpoint, whatever bucket was written before it."""
    return f"{found.suffix}." if found.website else target


def same(one: str, other: str) -> bool:
    """Whether two alias targets are one: the console puts dualstack. before a load balancer's name."""
    return _bare(one) == _bare(other)


def _bare(target: str) -> str:
    return names.plain(target).lower().removeprefix(_DUALSTACK)
