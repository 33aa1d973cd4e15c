"""For any record set and any change of it: the change undone gives the record set back exactly, by Route 53's rules."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from commands.adapters import strict
from commands.adapters.embedded import HEALTH_CHECK
from commands.adapters.holdings import Holdings, stored
from commands.adapters.targets import Surroundings
from commands.changes.undo import against, inverse
from commands.model import routing
from commands.model.plan import Action, Kind, Plan, alike
from commands.model.records import Alias, RecordSet, Type
from commands.model.routing import Failover, Multivalue, Policy, Routing, Weighted
from commands.model.zones import Zone
from tests.samples import record
from tests.unit.language.routes import POLICIES
from tests.unit.language.strategies import CHANGED_TYPES, content

ZONE = Zone("Z1", "example.com.")
NAME = "db1.example.com."
APEX = (
    record(ZONE.name, "ns-0.example.net.", type_=Type.NS, ttl=172_800),
    record(ZONE.name, "ns-0.example.net. hostmaster.example.net. 1 7200 900 1209600 86400", type_=Type.SOA, ttl=900),
)
BESIDE = '{"SetIdentifier": "beside", "Weight": 1}'
TTLS = st.integers(0, 2**31 - 1)
TARGETS = st.sampled_from(
    [
        ("Z35SXDOTRQ7X7K", "lb-1.us-east-1.elb.amazonaws.com", True),
        ("Z32O12XQLNTSW2", "LB.eu-west-1.ELB.amazonaws.com.", True),
        ("Z2FDTNDATAQYW2", "d1.cloudfront.net", False),
    ]
)
ALIASES = st.builds(lambda target, health: Alias(*target[:2], health and target[2]), TARGETS, st.booleans())
AROUND = Surroundings(health_checks=frozenset({HEALTH_CHECK}))


def routed(policy: Policy | None, checked: bool) -> str:
    """The routing of a variant; a primary has a health check."""
    health = HEALTH_CHECK if checked or policy == Failover("PRIMARY") else ""
    return routing.write(Routing("blue", policy, health)) if policy else ""


@st.composite
def sets(draw: st.DrawFn) -> RecordSet:
    """A record set of any type: values or an alias, simple or a variant of any routing kind."""
    aliased, variant = draw(st.sampled_from([False, False, True])), draw(st.booleans())
    policy = draw(POLICIES.filter(lambda one: not (aliased and isinstance(one, Multivalue)))) if variant else None
    text = routed(policy, draw(st.booleans()))
    if aliased:
        return stored(RecordSet(NAME, draw(st.sampled_from([Type.A, Type.AAAA])), None, (), draw(ALIASES), text))
    types = st.sampled_from([Type.A, Type.TXT, Type.MX]) if variant else CHANGED_TYPES
    type_ = draw(types)
    return RecordSet(NAME, type_, 60 if variant else draw(TTLS), draw(content(type_, instances=False)), None, text)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A change of a name: something comes, goes, or takes the place of something, of its own type or of another."""
    before = draw(st.none() | sets())
    after = draw(sets() if before is None else st.none() | sets())
    gone, came = (before,) if before else (), (after,) if after else ()
    return Plan(Kind.SET, ZONE.id, ZONE.name, gone, came)


def applied(standing: Holdings, batch: Sequence[tuple[Action, RecordSet]]) -> Holdings:
    """What stands after a batch, by Route 53's own rules."""
    return strict.applied(ZONE, standing, batch, "", AROUND)


def holding(plan: Plan) -> Holdings:
    """A zone in which a plan may be carried out, with more of the same group and name where that may stand."""
    holdings = Holdings()
    found = (*plan.before, *plan.after)
    for one in (*APEX, *plan.before):
        holdings.put(one)
    if all(one.type is Type.A and isinstance(routing.read(one.routing).policy, Weighted) for one in found):
        holdings.put(RecordSet(NAME, Type.A, 60, ("192.0.2.99",), routing=BESIDE))
    return holdings


@given(plans())
@settings(max_examples=250, deadline=None)
def test_any_change_undone_gives_back_exactly_what_stood(plan: Plan) -> None:
    first = holding(plan)
    changed = applied(first, plan.batch)
    undo = against(inverse(plan), changed.at(NAME))
    assert undo
    undone = applied(changed, undo.batch)
    assert tuple(undone) == tuple(first)
    redo = against(inverse(undo), undone.at(NAME))
    assert redo
    assert tuple(applied(undone, redo.batch)) == tuple(changed)


@given(plans(), sets())
@settings(max_examples=120, deadline=None)
def test_what_somebody_else_put_there_is_never_taken_away(plan: Plan, other: RecordSet) -> None:
    """Either nothing of the change's own keys was touched, or nothing is proposed."""
    changed = applied(holding(plan), plan.batch)
    for standing in changed.at(NAME):
        changed.drop(standing)
    changed.put(other)
    undo = against(inverse(plan), changed.at(NAME))
    if undo:
        assert alike(undo.before, plan.after)
        assert other not in undo.before or alike(plan.after, (other,))
