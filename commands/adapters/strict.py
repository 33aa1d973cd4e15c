"""Route 53's rules for a batch of record sets, judged on what stands; pure.

Source: the API reference of ChangeResourceRecordSets, and the texts that Route 53 was seen to answer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from commands.adapters import policies, rdata, refusals, targets
from commands.adapters.holdings import Holdings, Key, key, routing, stored
from commands.adapters.targets import Surroundings
from commands.model import names, values
from commands.model.plan import Action
from commands.model.records import RecordSet, Type
from commands.model.zones import Zone

Batch: TypeAlias = Sequence[tuple[Action, RecordSet]]
Rule: TypeAlias = Callable[[Zone, Holdings, RecordSet], Iterator[str]]

_LONGEST_TTL: Final = 2**31 - 1
_ALONE: Final = Surroundings()


def applied(zone: Zone, standing: Holdings, batch: Batch, comment: str = "", around: Surroundings = _ALONE) -> Holdings:
    """What stands after a batch. Raises Refused with every fault of it, so that nothing of it is kept."""
    _measure(batch, comment)
    for action, record in batch:
        _well_formed(action, record)
        targets.checked(record, around)
    after = standing.copy()
    faults = list(_repeated(batch))
    for action, record in batch:
        found = list(targets.protected(record, around)) or list(_judged(action, zone, after, record, around))
        faults += found
        if not found:
            _STEPS[action](after, record)
    faults += _apex(zone, after)
    if faults:
        raise refusals.refused("InvalidChangeBatch", f"[{', '.join(dict.fromkeys(faults))}]")
    return after


def _judged(action: Action, zone: Zone, sets: Holdings, record: RecordSet, around: Surroundings) -> Iterator[str]:
    yield from _outside(zone, sets, record)
    yield from _JUDGES[action](zone, sets, record)
    yield from targets.misdirected(action, zone, sets, record, around)


def commented(where: str, comment: str) -> None:
    """Refuse a comment of more than 256 characters."""
    if len(comment) > 256:
        raise policies.invalid(where, "Member must have length less than or equal to 256")


def _measure(batch: Batch, comment: str) -> None:
    """The limits of one request. Source: Developer Guide, Quotas."""
    if not batch:
        raise refusals.refused("InvalidInput", "Invalid request: Expected at least one Change in Changes")
    commented("changeBatch.comment", comment)
    if sum(len(record.values) or 1 for _, record in batch) > 1000:
        raise refusals.refused("InvalidChangeBatch", "[Number of records limit of 1000 exceeded.]")
    if sum(len(values.to_wire(value)) for _, record in batch for value in record.values) > 32_000:
        raise refusals.refused("InvalidChangeBatch", "[Number of characters limit of 32000 exceeded.]")


def _well_formed(action: Action, record: RecordSet) -> None:
    """What Route 53 refuses as InvalidInput, before it looks at what stands."""
    fields = routing(record)
    contents = [record.alias, record.ttl is not None and record.values, fields.get("TrafficPolicyInstanceId")]
    known = f"Action={action}, Name={names.sent(record.name)}, Type={record.type}"
    known += f", SetIdentifier={fields.get('SetIdentifier', 'null')}"
    if sum(map(bool, contents)) != 1 or (record.alias and (record.values or record.ttl is not None)):
        found = "more than one" if record.alias else "none"
        expected = "AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId"
        text = f"Invalid request: Expected exactly one of [{expected}], but found {found} in"
        raise refusals.refused("InvalidInput", f"{text} Change with [{known}]")
    policies.well_formed(record, known)
    if not 0 <= (record.ttl or 0) <= _LONGEST_TTL:
        raise policies.invalid("resourceRecordSet.tTL", f"Member must have value between 0 and {_LONGEST_TTL}")
    if any(len(value) > 4000 for value in record.values):
        raise policies.invalid("resourceRecord.value", "Member must have length less than or equal to 4000")


def _repeated(batch: Batch) -> Iterator[str]:
    """One set may be deleted once, then created once; anything else of it in one batch is refused."""
    actions: dict[Key, list[Action]] = {}
    for action, record in batch:
        actions.setdefault(key(record), []).append(action)
    for (name, type_, _), found in actions.items():
        if len(found) > 1 and found != [Action.DELETE, Action.CREATE]:
            problem = "The request contains an invalid set of changes for a resource record set"
            yield f"{problem} '{type_} {names.sent(name)}'"


def _outside(zone: Zone, _: Holdings, record: RecordSet) -> Iterator[str]:
    if not names.within(record.name, zone.name):
        yield f"RRSet with DNS name {names.sent(record.name)} is not permitted in zone {names.sent(zone.name)}"


def _label(record: RecordSet) -> str:
    name, type_, identifier = key(record)
    more = f", set-identifier='{identifier}'" if identifier else ""
    return f"[name='{names.sent(name)}', type='{type_}'{more}]"


def _not_deletable(_: Zone, sets: Holdings, record: RecordSet) -> Iterator[str]:
    """What goes must be named exactly; only the order of its values is free."""
    standing = sets.like(record)
    if standing is None:
        yield f"Tried to delete resource record set {_label(record)} but it was not found"
    elif _content(standing) != _content(stored(record)):
        told = "the values provided do not match the current values"
        yield f"Tried to delete resource record set {_label(record)} but {told}"


def _content(record: RecordSet) -> tuple[object, ...]:
    return record.ttl, sorted(record.values), record.alias, routing(record)


def _not_creatable(zone: Zone, sets: Holdings, record: RecordSet) -> Iterator[str]:
    for rule in _RULES:
        yield from rule(zone, sets, record)


def _misnamed(_: Zone, __: Holdings, record: RecordSet) -> Iterator[str]:
    try:
        names.to_wire(record.name)
    except names.BadName:
        why = "DomainLabelEmptyOrTooLong (Domain name does not fit)"
        yield f"FATAL problem: {why} encountered with '{names.sent(record.name)}'"
    if record.type is Type.NS and record.name.startswith("*."):
        yield f"RRSet of type NS with DNS name {names.sent(record.name)} is not permitted as a wildcard"


def _existing(_: Zone, sets: Holdings, record: RecordSet) -> Iterator[str]:
    if sets.like(record):
        yield f"Tried to create resource record set {_label(record)} but it already exists"


def _beside_cname(zone: Zone, sets: Holdings, record: RecordSet) -> Iterator[str]:
    """A CNAME stands alone at its name (RFC 1034, 3.6.2), and so never at the apex."""
    here = f"RRSet of type {record.type} with DNS name {names.sent(record.name)} is not permitted"
    others = {other.type for other in sets.at(record.name)} - {record.type}
    if record.type is Type.CNAME and record.name == zone.name:
        yield f"{here} at apex in zone {names.sent(zone.name)}"
    elif record.type is Type.CNAME and others:
        yield f"{here} as it conflicts with other records with the same DNS name in zone {names.sent(zone.name)}"
    elif Type.CNAME in others:
        cause = "a conflicting RRSet of type CNAME with the same DNS name already exists"
        yield f"{here} because {cause} in zone {names.sent(zone.name)}"


def _policies_mixed(zone: Zone, sets: Holdings, record: RecordSet) -> Iterator[str]:
    yield from policies.unfit(sets, record, zone.private)


def _values(_: Zone, __: Holdings, record: RecordSet) -> Iterator[str]:
    if len(record.values) > 400:
        yield "Number of resource records in a resource record set limit of 400 exceeded."
    if record.type in (Type.CNAME, Type.SOA) and len(record.values) > 1:
        yield f"RRSet of type {record.type} with DNS name {names.sent(record.name)} must have exactly one value"
    seen = set()
    for value in record.values:
        fault, meant = rdata.judged(record.type, value)
        if fault:
            problem = f"FATAL problem: {fault} encountered with '{values.to_wire(value)}'"
            yield f"Invalid Resource Record: '{problem}'"
        elif meant in seen:
            yield f"Duplicate Resource Record: '{values.to_wire(value)}'"
        seen.add(meant)


def _apex(zone: Zone, sets: Holdings) -> Iterator[str]:
    if [len(record.values) for record in sets.of(zone.name, Type.SOA)] != [1]:
        yield "A HostedZone must contain exactly one SOA record."
    if not any(record.values for record in sets.of(zone.name, Type.NS)):
        yield "A HostedZone must contain at least one NS record for the zone itself."


_RULES: Final[tuple[Rule, ...]] = (
    _misnamed,
    _existing,
    _beside_cname,
    _policies_mixed,
    _values,
)
_JUDGES: Final[Mapping[Action, Rule]] = {Action.DELETE: _not_deletable, Action.CREATE: _not_creatable}
_STEPS: Final[Mapping[Action, Callable[[Holdings, RecordSet], None]]] = {
    Action.DELETE: Holdings.drop,
    Action.CREATE: Holdings.put,
}
