"""For any record set and any change of it: the change undone gives the record set back exactly, by Route 53's rules."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from commands.adapters.holdings import Holdings, stored
from commands.adapters.strict import applied
from commands.changes.undo import against, inverse
from commands.model.plan import Kind, Plan, alike
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Zone
from tests.samples import record
from tests.unit.language.strategies import CHANGED_TYPES, content

ZONE = Zone("Z1", "example.com.")
NAME = "db1.example.com."
APEX = (
    record(ZONE.name, "ns-0.example.net.", type_=Type.NS, ttl=172_800),
    record(ZONE.name, "ns-0.example.net. hostmaster.example.net. 1 7200 900 1209600 86400", type_=Type.SOA, ttl=900),
)
BESIDE = '{"SetIdentifier": "beside", "Weight": 1}'
TTLS = st.integers(0, 2**31 - 1)
HOSTS = st.sampled_from(["lb-1.us-east-1.elb.amazonaws.com", "LB.eu-west-1.ELB.amazonaws.com.", "d1.cloudfront.net"])
ALIASES = st.builds(Alias, st.sampled_from(["Z35SXDOTRQ7X7K", "Z2FDTNDATAQYW2"]), HOSTS, st.booleans())
ROUTED = st.integers(0, 255).map(lambda weight: f'{{"SetIdentifier": "blue", "Weight": {weight}}}')


@st.composite
def sets(draw: st.DrawFn) -> RecordSet:
    """A record set of any type: values, an alias, or one of a weighted group."""
    kind = draw(st.sampled_from(["values", "values", "alias", "routed"]))
    if kind == "alias":
        return stored(RecordSet(NAME, draw(st.sampled_from([Type.A, Type.AAAA])), None, (), draw(ALIASES)))
    type_ = Type.A if kind == "routed" else draw(CHANGED_TYPES)
    routing = draw(ROUTED) if kind == "routed" else ""
    return RecordSet(NAME, type_, 60 if routing else draw(TTLS), draw(content(type_, instances=False)), None, routing)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A change of a name: something comes, goes, or takes the place of something, of its own type or of another."""
    before = draw(st.none() | sets())
    after = draw(sets() if before is None else st.none() | sets())
    gone, came = (before,) if before else (), (after,) if after else ()
    return Plan(Kind.SET, ZONE.id, ZONE.name, gone, came)


def holding(plan: Plan) -> Holdings:
    """A zone in which a plan may be carried out, with more of the same group and name where that may stand."""
    holdings = Holdings()
    found = (*plan.before, *plan.after)
    beside = [
        replace(one, values=("192.0.2.99",), routing=BESIDE) for one in found if one.routing and one.type is Type.A
    ]
    for one in (*APEX, *plan.before, *(beside[:1] if len({bool(one.routing) for one in found}) == 1 else [])):
        holdings.put(one)
    return holdings


@given(plans())
@settings(max_examples=400, deadline=None)
def test_any_change_undone_gives_back_exactly_what_stood(plan: Plan) -> None:
    first = holding(plan)
    changed = applied(ZONE, first, plan.batch)
    undo = against(inverse(plan), changed.at(NAME))
    assert undo
    undone = applied(ZONE, changed, undo.batch)
    assert tuple(undone) == tuple(first)
    redo = against(inverse(undo), undone.at(NAME))
    assert redo
    assert tuple(applied(ZONE, undone, redo.batch)) == tuple(changed)


@given(plans(), sets())
@settings(max_examples=200, deadline=None)
def test_what_somebody_else_put_there_is_never_taken_away(plan: Plan, other: RecordSet) -> None:
    """Either nothing of the change's own keys was touched, or nothing is proposed."""
    changed = applied(ZONE, holding(plan), plan.batch)
    for standing in changed.at(NAME):
        changed.drop(standing)
    changed.put(other)
    undo = against(inverse(plan), changed.at(NAME))
    if undo:
        assert alike(undo.before, plan.after)
        assert other not in undo.before or alike(plan.after, (other,))
