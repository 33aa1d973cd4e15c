"""Record sets of one name and type that share a routing policy: what may stand together, and what a change leaves.

Source: ResourceRecordSet in the Route 53 API reference; Developer Guide, Quotas.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from commands.model import names, routing
from commands.model.plan import Plan
from commands.model.records import RecordSet, Type
from commands.model.routing import Cidr, Failover, Geo, Latency, Multivalue, Policy, Proximity, Weighted

UNROUTED: Final = frozenset({Type.DS, Type.NS, Type.SOA})
"""The types that follow no routing policy."""

_MOST: Final = 100
_MOST_NEAR: Final = 30

# No two variants of a group may say the same here.
_APART: Final = (Latency, Failover, Geo, Cidr)


def policy_of(record: RecordSet) -> Policy | None:
    """The routing policy of a record set; None for a simple one."""
    return routing.read(record.routing).policy


def weighted(record: RecordSet) -> bool:
    """Whether a record set has a weight."""
    return isinstance(policy_of(record), Weighted)


def untouchable(records: Iterable[RecordSet]) -> str:
    """Why some of these are not changed record by record; empty where they may be."""
    for record in records:
        instance = routing.read(record.routing).traffic_policy
        if instance:
            return f"The traffic policy instance {instance} made it, and only that changes it."
    return ""


def flawed(record: RecordSet) -> str:
    """What Route 53 would refuse about a record set, whatever stands beside it; empty where nothing."""
    known = routing.read(record.routing)
    if known.id and known.policy is None and not known.rest:
        return f"{known.id} does not stand as {record.type} yet, so a routing policy is needed"
    if isinstance(known.policy, Proximity) and not known.policy.placed:
        return "bias= goes with near=REGION or near=LAT,LON"
    if known.policy != Failover("PRIMARY") or known.health:
        return ""
    if record.alias is None:
        return "A primary needs a health check, health=ID: without one it would never fail over"
    if not record.alias.evaluate_health:
        return "A primary alias needs evaluate=yes or a health check, health=ID: without it, it would never fail over"
    return ""


def shared_ttl(records: Iterable[RecordSet]) -> int | None:
    """The one TTL of a weighted group; None of any other."""
    return next((record.ttl for record in records if weighted(record) and record.ttl is not None), None)


def unfit(wanted: RecordSet, others: Sequence[RecordSet]) -> str:
    """Why Route 53 would not let a record set stand beside others of its name and type; empty where it would."""
    if not others:
        return ""
    here = f"{names.plain(wanted.name)} {wanted.type}"
    listed = ", ".join(filter(None, (other.identifier for other in others)))
    if not wanted.identifier:
        return f"{here} is routed (id {listed}), and nothing simple stands beside that"
    if not all(other.identifier for other in others):
        return f"{here} is one simple record set, and nothing routed stands beside that"
    return _unlike(here, wanted, others) or _alike(here, wanted, others) or _too_many(here, wanted, others)


def _unlike(here: str, wanted: RecordSet, others: Sequence[RecordSet]) -> str:
    """A group follows one policy; a weighted one has one TTL."""
    policy, theirs = policy_of(wanted), policy_of(others[0])
    if policy and theirs and type(policy) is not type(theirs):
        called = routing.called
        return (
            f"{here} follows {called(theirs)} routing, and a name and type follow one policy, not {called(policy)} too"
        )
    ttls = [other.ttl for other in others if other.ttl not in (None, wanted.ttl)]
    if isinstance(policy, Weighted) and wanted.ttl is not None and ttls:
        return f"The weighted record sets of {here} have the TTL {ttls[0]}, and all of them share one"
    return ""


def _alike(here: str, wanted: RecordSet, others: Sequence[RecordSet]) -> str:
    policy = policy_of(wanted)
    for other in others:
        if isinstance(policy, _APART) and policy_of(other) == policy:
            what = routing.words(routing.write(routing.Routing(policy=policy)))
            return f"{here} has one for {what} already (id {other.identifier}), and no two may say the same"
    return ""


def _too_many(here: str, wanted: RecordSet, others: Sequence[RecordSet]) -> str:
    most = _MOST_NEAR if isinstance(policy_of(wanted), Proximity) else _MOST
    return f"{here} has {most} routed record sets, and more Route 53 does not take" if len(others) >= most else ""


def with_ttl(records: Iterable[RecordSet], ttl: int) -> tuple[RecordSet, ...]:
    """The record sets with another TTL; aliases have none."""
    return tuple(record if record.ttl is None else replace(record, ttl=ttl) for record in records)


def warned(plan: Plan, standing: Iterable[RecordSet]) -> Plan:
    """A plan with what its groups are left as. standing: everything that stands at its names."""
    there = {record.key: record for record in standing}
    left = {key: record for key, record in there.items() if key not in {gone.key for gone in plan.before}}
    left |= {record.key: record for record in plan.after}
    kinds = dict.fromkeys((record.name, record.type) for record in (*plan.before, *plan.after))
    found = [line for kind in kinds for line in _told(_of(there.values(), kind), _of(left.values(), kind))]
    return replace(plan, notes=(*plan.notes, *found))


def _of(records: Iterable[RecordSet], kind: tuple[str, Type]) -> list[RecordSet]:
    return [record for record in records if (record.name, record.type) == kind]


def _told(before: list[RecordSet], after: list[RecordSet]) -> Iterable[str]:
    """What a change does to one group."""
    if before and before[0].identifier and not after:
        yield f"This is the last variant: {names.plain(before[0].name)} has no {before[0].type} then."
    yield from _unweighted(before, after)
    yield from _unchecked(before, after)
    yield from _without_default(before, after)


def _unweighted(before: list[RecordSet], after: list[RecordSet]) -> Iterable[str]:
    weights = [policy.weight for record in after if isinstance(policy := policy_of(record), Weighted)]
    had = any(isinstance(policy := policy_of(record), Weighted) and policy.weight for record in before)
    if had and weights and not any(weights):
        yield "No variant has a weight above 0 then: Route 53 answers with all of them alike."


def _unchecked(before: list[RecordSet], after: list[RecordSet]) -> Iterable[str]:
    """A record set without a health check is taken for healthy."""
    checked = {record.key for record in before if routing.read(record.routing).health}
    for record in after:
        if record.key in checked and not routing.read(record.routing).health:
            yield f"Without its health check, {record.identifier or 'it'} is answered whether it is well or not."


def _without_default(before: list[RecordSet], after: list[RecordSet]) -> Iterable[str]:
    default = [record for record in before if policy_of(record) == Geo(country="*")]
    if default and after and not any(policy_of(record) == Geo(country="*") for record in after):
        yield "Places that no other variant names get no answer then."


def takes(type_: Type, policy: Policy) -> bool:
    """Whether a type follows a policy. A CNAME stands alone, so it has no multivalue answer."""
    return type_ not in UNROUTED and not (type_ is Type.CNAME and isinstance(policy, Multivalue))
