"""What in EC2 is ours: the names and addresses that it gave us, and those in our records that are ours no more."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from commands.model import names, values
from commands.model.instances import Instance
from commands.model.records import RecordSet, Type


@dataclass(frozen=True, slots=True)
class Held:
    """All that is ours in one region: of instances, Elastic IPs and network interfaces.

    instances: those that are not terminated.
    names:     DNS names in lower case without a final dot, as EC2 reports them.
    addresses: IPv4 and IPv6, public and private, in the one spelling that values.read gives.
    """

    region: str
    instances: tuple[Instance, ...] = ()
    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


_NAME: Final = re.compile(
    r"(?:(?:ec2|ip)-(?P<address>[0-9]{1,3}(?:-[0-9]{1,3}){3})|(?P<id>i-[0-9a-f]{8,17}))\.(?P<where>[a-z0-9.-]+)"
)
# The first region has names of its own. Source: Amazon VPC User Guide, DNS attributes for your VPC.
_FIRST: Final = frozenset({"compute-1.amazonaws.com", "ec2.internal"})
_REGIONAL: Final = re.compile(
    r"(?P<region>[a-z]{2,4}(?:-[a-z]+)+-[0-9])\.compute\.(?:amazonaws\.com(?:\.cn)?|internal)"
)


@dataclass(frozen=True, slots=True)
class OwnName:
    """A name that EC2 gives. address or id: what it spells; the other is empty."""

    region: str
    address: str = ""
    id: str = ""


def own_name(host: str) -> OwnName | None:
    """What a name of EC2's own tells; None for any other name.

    ec2-… names are public, ip-… and i-… names answer inside the VPC. Source: Amazon EC2 User Guide, instance
    hostname types.
    """
    found = _NAME.fullmatch(names.plain(host.lower()))
    if found is None:
        return None
    regional = _REGIONAL.fullmatch(found["where"])
    if regional is None and found["where"] not in _FIRST:
        return None
    region = regional["region"] if regional else "us-east-1"
    return OwnName(region, (found["address"] or "").replace("-", "."), found["id"] or "")


class Verdict(StrEnum):
    """What can be told of a value.

    OURS: it is EC2's and ours. LOST: it was EC2's, and is not ours. ELSEWHERE: it is EC2's in a region that
    nobody looked at. FOREIGN: nothing says that it ever was EC2's.
    """

    OURS = "ours"
    LOST = "lost"
    ELSEWHERE = "elsewhere"
    FOREIGN = "foreign"


def judge_name(host: str, held: Iterable[Held]) -> Verdict:
    """Whether a host name is EC2's, and still ours."""
    regions = {each.region: each for each in held}
    plain = names.plain(host.lower())
    if any(plain in each.names for each in regions.values()):
        return Verdict.OURS
    own = own_name(plain)
    if own is None:
        return Verdict.FOREIGN
    if own.region not in regions:
        return Verdict.ELSEWHERE
    here = regions[own.region]
    ours = own.address in here.addresses if own.address else any(each.id == own.id for each in here.instances)
    return Verdict.OURS if ours else Verdict.LOST


def judge_address(address: str, held: Iterable[Held], once_ours: frozenset[str]) -> Verdict:
    """Whether an address is EC2's, and still ours.

    once_ours: addresses that are known to have been; of any other nobody can tell.
    """
    if any(address in each.addresses for each in held):
        return Verdict.OURS
    return Verdict.LOST if address in once_ours else Verdict.FOREIGN


def hosts(record: RecordSet) -> tuple[str, ...]:
    """The host names in a record set's values, in their order; texts hold none."""
    if record.type in (Type.TXT, Type.SPF):
        return ()
    words = (word for value in record.values for word in value.split())
    return tuple(word for word in words if own_name(word))


_ADDRESSED: Final = (Type.A, Type.AAAA)


def addresses(record: RecordSet) -> tuple[str, ...]:
    """The addresses in a record set's values, in one spelling; one that cannot be read stays as it is."""
    return tuple(_spelled(record.type, value) for value in record.values) if record.type in _ADDRESSED else ()


def _spelled(type_: Type, value: str) -> str:
    try:
        return values.read(type_, value)
    except values.BadValue:
        return value
