"""What in EC2 is ours: the names and addresses that it gave us, and those in our records that are ours no more."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from commands.model import names, pools, values
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

    def joined(self, other: "Held") -> "Held":
        """The same region's, of another account too."""
        instances = (*self.instances, *other.instances)
        return Held(self.region, instances, self.names | other.names, self.addresses | other.addresses)


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
    """What can be told of a name or an address.

    OURS: it is EC2's and ours. LOST: it was ours or is a name that EC2 gives, and nothing of ours has it.
    STRAY: it is an address of EC2's, and nothing says that it ever was ours. ELSEWHERE: it is a name of a region that
    nobody looked at. FOREIGN: nothing says that it ever was EC2's.
    """

    OURS = "ours"
    LOST = "lost"
    STRAY = "stray"
    ELSEWHERE = "elsewhere"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Target:
    """What one value of a record set points at: a name of EC2's own, or an address.

    value: the value as it stands; spelled: the name or the address in one spelling.
    """

    value: str
    spelled: str
    own: OwnName | None = None


_ADDRESSED: Final = (Type.A, Type.AAAA)
_TEXTS: Final = (Type.TXT, Type.SPF)


def targets(record: RecordSet) -> Iterator[Target]:
    """All in a record set that may be EC2's: addresses, and names of its own in any field; in texts there are none."""
    for value in record.values if record.type not in _TEXTS else ():
        if record.type in _ADDRESSED:
            yield Target(value, _spelled(record.type, value))
            continue
        for word in value.split():
            if own := own_name(word):
                yield Target(value, names.plain(word.lower()), own)


def _spelled(type_: Type, value: str) -> str:
    try:
        return values.read(type_, value)
    except values.BadValue:
        return value


def judge(target: Target, held: Sequence[Held], once_ours: Collection[str] = ()) -> Verdict:
    """Whether it is EC2's, and still ours.

    once_ours: addresses that are known to have been.
    """
    if any(target.spelled in each.names or target.spelled in each.addresses for each in held):
        return Verdict.OURS
    if target.own is not None:
        return _judge_name(target.own, held)
    if target.spelled in once_ours:
        return Verdict.LOST
    return Verdict.STRAY if pools.holds(target.spelled) else Verdict.FOREIGN


def _judge_name(own: OwnName, held: Sequence[Held]) -> Verdict:
    """By what the name spells, since EC2 reports no name of an Elastic IP that nothing uses."""
    here = next((each for each in held if each.region == own.region), None)
    if here is None:
        return Verdict.ELSEWHERE
    ours = own.address in here.addresses if own.address else own.id in {each.id for each in here.instances}
    return Verdict.OURS if ours else Verdict.LOST
