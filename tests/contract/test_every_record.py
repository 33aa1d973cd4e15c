"""Every record type and every routing kind: written, read back, changed in one field, undone, deleted again."""

from dataclasses import replace

import pytest

from commands.adapters.embedded import HEALTH_CHECK
from commands.changes.undo import against, inverse
from commands.model import routing, values
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type
from commands.model.routing import Cidr, Failover, Geo, Latency, Multivalue, Policy, Proximity, Routing, Weighted
from tests.contract.conftest import TWINS, Twin
from tests.contract.sets import alias, create, delete, routed, simple

# Everywhere that these are kept; moto drops the newer policies.
STRICT = pytest.mark.twins(*(name for name in ("embedded", "wire", "acceptance") if name in TWINS))
EVERYWHERE = pytest.mark.twins(*TWINS)

NAME = "n.example.com."
COLLECTION = "c9c00001-2222-3333-4444-555555555555"
LB, LB_ZONE = "app-1.us-east-1.elb.amazonaws.com.", "Z35SXDOTRQ7X7K"

TYPES = [simple(NAME, type_, *(values.read(type_, values.EXAMPLES[type_]),)) for type_ in Type if type_ is not Type.SOA]

# A policy, and the same one with one field changed.
KINDS: list[tuple[Policy, Policy]] = [
    (Weighted(10), Weighted(0)),
    (Latency("eu-west-1"), Latency("us-gov-east-1")),
    (Failover("SECONDARY"), Failover("PRIMARY")),
    (Geo(continent="EU"), Geo(continent="AS")),
    (Geo(country="DE"), Geo(country="*")),
    (Geo(country="US", subdivision="CA"), Geo(country="US", subdivision="NY")),
]
# A multivalue answer has no field of its own.
LONE: list[tuple[Policy, Policy]] = [(Multivalue(), Multivalue())]
NEWER: list[tuple[Policy, Policy]] = [
    (Proximity("eu-west-1"), Proximity("us-east-1")),
    (Proximity("eu-west-1", bias=5), Proximity("eu-west-1", bias=-99)),
    (Proximity(zone_group="us-west-2-lax-1"), Proximity(zone_group="us-east-1-bue-1")),
    (Proximity(latitude="52.5", longitude="13.4"), Proximity(latitude="-33.87", longitude="151.2")),
    (Cidr(COLLECTION, "office"), Cidr(COLLECTION, "*")),
]


def through(twin: Twin, record: RecordSet, other: RecordSet) -> None:
    """From nothing to the one, to the other, undone to the one and to nothing; each time read back exactly."""
    zone = twin.route53.zone(twin.zone("example.com")).zone
    written = Plan.of(Kind.ADD, zone, after=(record,))
    changed = Plan.of(Kind.SET, zone, before=(record,), after=(other,))
    assert done(twin, written) == (record,)
    if other != record:
        assert done(twin, changed) == (other,)
        if twin.name == "moto":  # it never takes again what it once held
            assert done(twin, Plan.of(Kind.DELETE, zone, before=(other,))) == ()
            return
        assert done(twin, undoing(twin, changed)) == (record,)
    assert done(twin, undoing(twin, written)) == ()


def done(twin: Twin, plan: Plan) -> tuple[RecordSet, ...]:
    """What stands at the plan's name after its batch."""
    twin.route53.submit(plan.zone_id, plan.batch, plan.kind)
    return twin.route53.standing(plan.zone_id, plan.names[0])


def undoing(twin: Twin, plan: Plan) -> Plan:
    """The exact inverse, against what stands."""
    found = against(inverse(plan), twin.route53.standing(plan.zone_id, plan.names[0]))
    assert found, plan
    return found


def test_every_type_and_every_kind_is_in_the_tables() -> None:
    assert {record.type for record in TYPES} == set(Type) - {Type.SOA}
    assert {type(policy) for policy, _ in (*KINDS, *LONE, *NEWER)} == set(Policy.__args__)


@EVERYWHERE
@pytest.mark.parametrize("record", TYPES, ids=lambda record: record.type)
def test_every_type_goes_there_and_back(twin: Twin, record: RecordSet) -> None:
    through(twin, record, replace(record, ttl=60))


@pytest.mark.twins(*(name for name in TWINS if name != "moto"))
def test_the_soa_goes_there_and_back(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    (old,) = [record for record in twin.route53.standing(zone_id, "example.com.") if record.type is Type.SOA]
    new = replace(old, ttl=60)
    for gone, come in ((old, new), (new, old)):
        twin.route53.submit(zone_id, delete(gone) + create(come), "changed in one field")
        assert come in twin.route53.standing(zone_id, "example.com.")


def policed(type_: str, value: str, policy: Policy) -> RecordSet:
    text = routing.write(Routing("one", policy, HEALTH_CHECK))
    return replace(simple(NAME, type_, value), routing=text)


@EVERYWHERE
@pytest.mark.parametrize(("one", "other"), [*KINDS, *LONE], ids=str)
def test_every_routing_kind_goes_there_and_back(twin: Twin, one: Policy, other: Policy) -> None:
    through(twin, policed("A", "192.0.2.1", one), policed("A", "192.0.2.1", other))


@STRICT
@pytest.mark.parametrize(("one", "other"), NEWER, ids=str)
def test_every_newer_routing_kind_goes_there_and_back(twin: Twin, one: Policy, other: Policy) -> None:
    through(twin, policed("A", "192.0.2.1", one), policed("A", "192.0.2.1", other))


ROUTED = [record for record in TYPES if record.type not in (Type.NS, Type.DS)]


@EVERYWHERE
@pytest.mark.parametrize("record", ROUTED, ids=lambda record: record.type)
def test_every_type_that_may_be_routed_goes_there_and_back(twin: Twin, record: RecordSet) -> None:
    one, other = (routed(NAME, record.type, *record.values, SetIdentifier="one", Weight=n) for n in (1, 255))
    through(twin, one, other)


@EVERYWHERE
@pytest.mark.parametrize("type_", ["A", "AAAA"])
@pytest.mark.parametrize("fields", [{}, {"SetIdentifier": "one", "Weight": 1}], ids=["simple", "weighted"])
def test_every_alias_goes_there_and_back(twin: Twin, type_: str, fields: dict[str, object]) -> None:
    one = alias(NAME, type_, LB_ZONE, LB, **fields)
    assert one.alias
    through(twin, one, replace(one, alias=replace(one.alias, evaluate_health=True)))


@STRICT
def test_one_variant_is_changed_and_its_neighbours_are_not(twin: Twin) -> None:
    zone_id = twin.zone("example.com")
    blue, green = (routed(NAME, "A", "192.0.2.1", SetIdentifier=word, Weight=1) for word in ("blue", "green"))
    twin.route53.submit(zone_id, create(blue, green), "two")
    heavier = replace(blue, routing=routing.changed(blue.routing, Routing(policy=Weighted(9))))
    twin.route53.submit(zone_id, delete(blue) + create(heavier), "one heavier")
    assert twin.route53.standing(zone_id, NAME) == (heavier, green)
