"""What stands and what is wanted, as one atomic change with its dangers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self

from commands.model.instances import Pointer
from commands.model.records import RecordSet, Type
from commands.model.zones import Vpc, Zone, ZoneDetails


class Kind(StrEnum):
    """What a change does to the world."""

    ADD = "add"
    SET = "set"
    DELETE = "delete"
    RENAME = "rename"
    COPY = "copy"
    CREATE_ZONE = "zone create"
    DELETE_ZONE = "zone delete"
    ASSOCIATE = "zone associate"
    DISSOCIATE = "zone dissociate"
    RESTORE = "restore"
    RESTORE_ZONE = "zone restore"


RECORDS: Final = frozenset({Kind.ADD, Kind.SET, Kind.DELETE, Kind.RENAME, Kind.COPY, Kind.RESTORE})
"""The kinds that change record sets; the others change zones."""

MADE: Final = frozenset({Kind.CREATE_ZONE, Kind.RESTORE_ZONE})
"""The kinds that make a zone."""


class Action(StrEnum):
    """The two halves of compare-and-swap; Route 53's UPSERT is never used."""

    DELETE = "DELETE"
    CREATE = "CREATE"


@dataclass(frozen=True, slots=True)
class Plan:
    """One change, exact in both directions.

    zone_id: empty until a zone that is being created has its id.
    before:  record sets that must stand exactly so, and go; of a zone that is deleted, all that stood in it.
    after:   record sets that come; of a zone that is made anew, those that follow once it is there.
    comment: the person's own words, may be empty; of a restore, what it goes back to.
    account: the alias of the AWS account; empty where there is only one.
    vpc:     of a private zone that is made, associated or dissociated.
    pointers: which values of `after` were read from an EC2 instance, and from which.
    former:  of a zone that is deleted or made anew: what it was.
    notes:   what only a look at what stands could tell, and a person should know; one sentence each.
    source:  of a copy, the name that it is made from.
    """

    kind: Kind
    zone_id: str
    zone_name: str
    before: tuple[RecordSet, ...] = ()
    after: tuple[RecordSet, ...] = ()
    comment: str = ""
    vpc: Vpc | None = None
    account: str = ""
    pointers: tuple[Pointer, ...] = ()
    former: ZoneDetails | None = None
    notes: tuple[str, ...] = ()
    source: str = ""

    @classmethod
    def of(cls, kind: Kind, zone: Zone, **fields: Any) -> Self:
        """A plan for a zone of ours."""
        return cls(kind, zone.id, zone.name, account=zone.account, **fields)

    @property
    def batch(self) -> tuple[tuple[Action, RecordSet], ...]:
        """The request's changes in order: deletes first, so that a type may change in one batch."""
        deletes = ((Action.DELETE, record) for record in self.before)
        creates = ((Action.CREATE, record) for record in self.after)
        return (*deletes, *creates)

    @property
    def names(self) -> tuple[str, ...]:
        """The names this plan touches, once each; a zone's own for what is about the zone."""
        found = dict.fromkeys(record.name for record in (*self.before, *self.after)) if self.kind in RECORDS else ()
        return tuple(found) or (self.zone_name,)


class Standing(StrEnum):
    """What a reading of the records tells about a plan whose request was never answered."""

    WANTED = "wanted"
    OLD = "old"
    OTHER = "other"


def standing(plan: Plan, records: Sequence[RecordSet]) -> Standing:
    """Whether the plan has happened, has not, or something else has.

    records: everything that stands now at the plan's names.
    """
    now = touched(plan, records)
    if alike(plan.after, now):
        return Standing.WANTED
    return Standing.OLD if alike(plan.before, now) else Standing.OTHER


def touched(plan: Plan, records: Sequence[RecordSet]) -> tuple[RecordSet, ...]:
    """What stands under the names, types and set identifiers that a plan is about."""
    keys = {record.key for record in (*plan.before, *plan.after)}
    return tuple(record for record in records if record.key in keys)


def alike(some: Sequence[RecordSet], others: Sequence[RecordSet]) -> bool:
    """Whether both say the same, whatever their order or spelling."""
    return len(some) == len(others) and all(any(one.agrees(other) for other in others) for one in some)


def in_the_way(coming: Sequence[RecordSet], beside: Sequence[RecordSet]) -> tuple[RecordSet, ...]:
    """What stands beside record sets that shall come and keeps them out, whatever becomes of their own keys.

    A CNAME stands alone at its name (RFC 1034, 3.6.2); a simple record set has its name and type for itself
    (Developer Guide, Choosing a routing policy).
    """
    return tuple(other for other in beside if any(_excludes(wanted, other) for wanted in coming))


def _excludes(wanted: RecordSet, other: RecordSet) -> bool:
    if wanted.name != other.name or wanted.key == other.key:
        return False
    if wanted.type is other.type:
        return not (wanted.identifier and other.identifier)
    return Type.CNAME in (wanted.type, other.type)


def dangers(plan: Plan) -> tuple[str, ...]:
    """What a person should weigh before they let something that stands go; one sentence each."""
    found = ["Names in this zone stop resolving inside that VPC."] if plan.kind is Kind.DISSOCIATE else []
    going = {(record.name, record.type) for record in plan.before if not record.identifier}
    coming = {(record.name, record.type) for record in plan.after}
    for name, type_ in sorted(going - coming):
        if type_ is Type.NS:
            found.append("This is a delegation: every name below it stops resolving.")
        if type_ is Type.MX:
            found.append("Mail to this name stops being delivered.")
        if type_ is Type.DS:
            found.append("This is a DNSSEC link: removing it turns validation off below.")
        if name.startswith("*."):
            found.append("This is a wildcard: it answers for every name that has no record of its own.")
    return tuple(dict.fromkeys(found))
