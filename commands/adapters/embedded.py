"""A strict Route 53 in memory: the demo's, and the tests' twin of route53.py."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Final

from commands.adapters import refusals, strict
from commands.adapters.holdings import Holdings, Key, key
from commands.adapters.targets import Surroundings
from commands.model import names
from commands.model.plan import Action
from commands.model.records import RecordSet, Type
from commands.model.zones import Vpc, Zone, ZoneDetails

_NS_TTL: Final = 172_800
_SOA_TTL: Final = 900
_SOA_REST: Final = "awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"
_TOP_LEVELS: Final = ("org", "com", "net", "co.uk")

HEALTH_CHECK: Final = "abcdef11-2222-3333-4444-555555fedcba"
"""The one health check there is; the id that AWS's documentation uses for an example."""


@dataclass(slots=True)
class _Held:
    """One zone and what stands in it."""

    zone: Zone
    name_servers: tuple[str, ...]
    vpcs: tuple[Vpc, ...] = ()
    tags: dict[str, str] = field(default_factory=dict)
    sets: Holdings = field(default_factory=Holdings)
    protected: dict[tuple[str, Type], str] = field(default_factory=dict)

    @property
    def details(self) -> ZoneDetails:
        zone = replace(self.zone, records=len(self.sets))
        return ZoneDetails(zone, () if zone.private else self.name_servers, self.vpcs)


class Embedded:
    """ports.Route53 in memory, with Route 53's own rules and texts; safe to share between threads.

    clock:         seconds, from any start; changes turn INSYNC when in_sync_after of them have passed.
    """

    def __init__(self, clock: Callable[[], float], in_sync_after: float = 5.0) -> None:
        self.in_sync_after = in_sync_after
        self._clock = clock
        self._zones: dict[str, _Held] = {}
        self._accepted: dict[str, float] = {}
        self._references: set[str] = set()
        self._health_checks = {HEALTH_CHECK}
        self._lock = RLock()

    def account(self, _alias: str, _actor: str = "") -> "Embedded":
        """There is only this one."""
        return self

    def reserve(self) -> None:
        """There is no budget here."""

    def zones(self) -> tuple[Zone, ...]:
        """Every zone, in the order they were made."""
        with self._lock:
            return tuple(held.details.zone for held in self._zones.values())

    def zone(self, zone_id: str) -> ZoneDetails:
        """One zone. Raises NoSuchZone."""
        with self._lock:
            return self._held(zone_id).details

    def standing(self, zone_id: str, name: str) -> tuple[RecordSet, ...]:
        """Every record set at exactly that name. Raises NoSuchZone."""
        with self._lock:
            return self._held(zone_id).sets.at(names.canonical(name))

    def records(self, zone_id: str) -> Iterator[RecordSet]:
        """Every record set of a zone in Route 53's order. Raises NoSuchZone, at the first one."""
        with self._lock:
            held = self._held(zone_id).sets.copy()
        yield from held

    def submit(self, zone_id: str, batch: Sequence[tuple[Action, RecordSet]], comment: str) -> str:
        """Apply a whole batch or nothing; the change id. Raises Refused."""
        with self._lock:
            if zone_id not in self._zones:
                raise refusals.refused(refusals.NO_ZONE, _no_zone(zone_id))
            held = self._zones[zone_id]
            held.sets = strict.applied(held.zone, held.sets, batch, comment, self._around(held))
            return self._accept()

    def in_sync(self, change_id: str) -> bool:
        """Whether enough time has passed since that change. Raises Refused."""
        with self._lock:
            if change_id not in self._accepted:
                raise refusals.refused("NoSuchChange", f"Could not find resource with ID: {change_id}")
            return self._clock() - self._accepted[change_id] >= self.in_sync_after

    def answers(self, zone_id: str, name: str, type_: str) -> tuple[str, ...] | None:
        """What the zone's name servers would answer; None for a private zone."""
        with self._lock:
            if zone_id not in self._zones:
                raise refusals.refused(refusals.NO_ZONE, _no_zone(zone_id))
            held = self._zones[zone_id]
            return None if held.zone.private else _answer(held.sets, names.canonical(name), type_)

    def create_zone(self, name: str, reference: str, comment: str, vpc: Vpc | None = None) -> tuple[ZoneDetails, str]:
        """Make a zone with its own NS and SOA. Raises Refused."""
        with self._lock:
            if reference in self._references:
                text = f"A hosted zone has already been created with the specified caller reference: {reference}"
                raise refusals.refused("HostedZoneAlreadyExists", text)
            strict.commented("hostedZoneConfig.comment", comment)
            found = _zone_name(name)
            vpcs = (vpc,) if vpc else ()
            self._refuse_conflict(found, vpcs)
            zone = self.add_zone(found, bool(vpc), vpcs, comment, reference)
            return self._zones[zone.id].details, self._accept()

    def delete_zone(self, zone_id: str) -> str:
        """Delete a zone that holds only its own NS and SOA. Raises Refused, NoSuchZone."""
        with self._lock:
            held = self._held(zone_id)
            if any(key(record) not in _own(held.zone) for record in held.sets):
                text = "The specified hosted zone contains non-required resource record sets"
                raise refusals.refused("HostedZoneNotEmpty", f"{text} and so cannot be deleted.")
            del self._zones[zone_id]
            return self._accept()

    def associate(self, zone_id: str, vpc: Vpc) -> str:
        """Let a private zone answer in one more VPC. Raises Refused, NoSuchZone."""
        with self._lock:
            held = self._private(zone_id)
            if vpc not in held.vpcs:
                self._refuse_conflict(held.zone.name, (vpc,))
                held.vpcs = (*held.vpcs, vpc)
            return self._accept()

    def dissociate(self, zone_id: str, vpc: Vpc) -> str:
        """Let a private zone answer no more in a VPC, but for its last one. Raises Refused, NoSuchZone."""
        with self._lock:
            held = self._private(zone_id)
            if vpc not in held.vpcs:
                text = "The specified VPC and hosted zone are not currently associated."
                raise refusals.refused("VPCAssociationNotFound", text)
            if len(held.vpcs) == 1:
                text = "The VPC that you're trying to disassociate from the private hosted zone is the last VPC."
                raise refusals.refused("LastVPCAssociation", text)
            held.vpcs = tuple(other for other in held.vpcs if other != vpc)
            return self._accept()

    def tags(self, zone_id: str) -> tuple[tuple[str, str], ...]:
        """A zone's tags, by key. Raises Refused."""
        with self._lock:
            if zone_id not in self._zones:
                raise refusals.refused(refusals.NO_ZONE, _no_zone(zone_id))
            return tuple(sorted(self._zones[zone_id].tags.items()))

    def tag(self, zone_id: str, key: str, value: str) -> None:
        """Let a tag be there: someone else's hand."""
        with self._lock:
            self._held(zone_id).tags[key] = value

    def _private(self, zone_id: str) -> _Held:
        held = self._held(zone_id)
        if not held.zone.private:
            text = "You're trying to associate a VPC with a public hosted zone."
            raise refusals.refused("PublicZoneVPCAssociation", text)
        return held

    def _refuse_conflict(self, name: str, vpcs: Sequence[Vpc]) -> None:
        """A VPC can have one private zone of a name. Source: API reference, CreateHostedZone."""
        for held in self._zones.values():
            for vpc in vpcs:
                if held.zone.name == name and vpc in held.vpcs:
                    here = f"The VPC {vpc.id} in region {vpc.region} has already been associated with the hosted zone"
                    text = f"{here} {held.zone.id} with the same domain name."
                    raise refusals.refused("ConflictingDomainExists", text)

    def add_zone(
        self,
        name: str,
        private: bool = False,
        vpcs: Sequence[Vpc] = (),
        comment: str = "",
        reference: str = "",
    ) -> Zone:
        """Put a zone there from outside, without rules and without a change."""
        with self._lock:
            zone_id = f"Z{secrets.token_hex(10).upper()}"
            zone = Zone(zone_id, names.canonical(name), private, comment, reference=reference or zone_id)
            servers = _name_servers(0 if private else len(self._zones) + 1)
            self._zones[zone_id] = _Held(zone, servers, tuple(vpcs))
            self._references.add(zone.reference)
            self.put(zone_id, RecordSet(zone.name, Type.NS, _NS_TTL, tuple(f"{server}." for server in servers)))
            self.put(zone_id, RecordSet(zone.name, Type.SOA, _SOA_TTL, (f"{servers[0]}. {_SOA_REST}",)))
            return self._zones[zone_id].details.zone

    def restore(self, details: ZoneDetails, records: Iterable[RecordSet]) -> None:
        """Put a zone back as `zone` and `records` told it, under its own id."""
        with self._lock:
            zone = details.zone
            self._zones[zone.id] = _Held(zone, details.name_servers or _name_servers(0), details.vpcs)
            self._references.add(zone.reference)
            for record in records:
                self.put(zone.id, record)

    def remember(self, change_id: str, accepted_at: float) -> None:
        """Know a change that was accepted at that time, by this clock."""
        with self._lock:
            self._accepted[change_id] = accepted_at

    def put(self, zone_id: str, record: RecordSet) -> None:
        """Let a record set stand, whatever stood there: someone else's hand, without rules or a change."""
        with self._lock:
            self._held(zone_id).sets.put(record)

    def remove(self, zone_id: str, record: RecordSet) -> None:
        """Take a record set away, by its name, type and set identifier: someone else's hand too."""
        with self._lock:
            self._held(zone_id).sets.drop(record)

    def link(self, zone_id: str, service: str) -> None:
        """Let another AWS service keep a zone."""
        with self._lock:
            held = self._held(zone_id)
            held.zone = replace(held.zone, managed=service)

    def protect(self, zone_id: str, name: str, type_: Type, comment: str) -> None:
        """Let nobody change a name and type, whether anything stands there or not."""
        with self._lock:
            self._held(zone_id).protected[names.canonical(name), type_] = comment

    def _around(self, held: _Held) -> Surroundings:
        zones = {zone_id: other.zone for zone_id, other in self._zones.items()}
        return Surroundings(zones, frozenset(self._health_checks), held.protected)

    def _held(self, zone_id: str) -> _Held:
        if zone_id not in self._zones:
            raise refusals.no_such_zone(zone_id)
        return self._zones[zone_id]

    def _accept(self) -> str:
        change_id = f"C{secrets.token_hex(10).upper()}"
        self._accepted[change_id] = self._clock()
        return change_id


def _no_zone(zone_id: str) -> str:
    return f"No hosted zone found with ID: {zone_id}"


def _name_servers(number: int) -> tuple[str, ...]:
    """Four names in four top-level domains, no two zones' alike; number 0 is what private zones show."""
    return tuple(
        f"ns-{(512 * place + 37 * number) % 2048}.awsdns-{(7 * place * number) % 64:02d}.{top}"
        for place, top in enumerate(_TOP_LEVELS)
    )


def _zone_name(name: str) -> str:
    """A name that can be a zone of ours: not a wildcard, not a top-level domain."""
    try:
        found = names.canonical(name)
    except names.BadName:
        found = ""
    if found.count(".") < 2 or "*" in found:
        raise refusals.refused("InvalidDomainName", f"{name} is not a valid domain name.")
    return found


def _own(zone: Zone) -> tuple[Key, Key]:
    """What a zone has from the start and cannot be without."""
    return (zone.name, Type.NS, ""), (zone.name, Type.SOA, "")


def _answer(sets: Holdings, name: str, type_: str) -> tuple[str, ...]:
    """The values of a question, a CNAME's where one stands there; an alias is followed, once, in the zone."""
    source = _source(sets, name)
    for record in (*sets.of(source, type_), *sets.of(source, Type.CNAME)):
        if record.alias is None:
            return record.values
        targets = sets.of(names.canonical(record.alias.name), type_)
        return next((target.values for target in targets), ())
    return ()


def _source(sets: Holdings, name: str) -> str:
    """The name itself, or the wildcard below its closest encloser where it does not exist (RFC 4592)."""
    encloser = name
    while encloser and not any(names.within(known, encloser) for known in sets.names):
        encloser = encloser.partition(".")[2]
    return name if encloser == name else f"*.{encloser}"
