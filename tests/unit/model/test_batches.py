"""Record sets cut to request size, in an order that Route 53 takes."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from commands.adapters.holdings import Holdings
from commands.adapters.strict import applied
from commands.model.batches import CHARACTERS, VALUES, batches, targets_first
from commands.model.plan import Action
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Zone
from tests.samples import record


def test_nothing_makes_no_batch() -> None:
    assert list(batches([])) == []


def test_a_batch_holds_a_thousand_values_and_an_alias_counts_as_one() -> None:
    alias = RecordSet("a.example.com.", Type.A, None, (), Alias("Z9", "lb.example.net.", False))
    many = [*(record(f"h{number}.example.com.") for number in range(998)), alias, alias, alias]
    assert [len(batch) for batch in batches(many)] == [1_000, 1]


def test_a_batch_holds_32000_characters_as_they_go_over_the_wire() -> None:
    value = '"' + "\\195" * 62 + '"'
    many = [record(f"h{number}.example.com.", value, type_=Type.TXT) for number in range(200)]
    found = list(batches(many))
    assert [len(batch) for batch in found] == [128, 72]
    assert 128 * len(value) <= CHARACTERS < 129 * len(value)


def test_what_is_too_large_by_itself_stands_alone() -> None:
    huge = record("h.example.com.", *(f'"{number:0200}"' for number in range(400)), type_=Type.TXT)
    assert [len(batch) for batch in batches([record(), huge, record()])] == [1, 1, 1]


def test_an_alias_stands_behind_what_it_points_at_however_deep() -> None:
    def alias(name: str, target: str, zone: str = "Z1") -> RecordSet:
        return RecordSet(f"{name}.example.com.", Type.A, None, (), Alias(zone, target, False))

    deep, outside = alias("a", "B.example.com"), alias("0", "lb.us-east-1.elb.amazonaws.com.", "Z35SXDOTRQ7X7K")
    middle, plain, other = alias("b", "c.example.com."), record("c.example.com."), record("z.example.com.")
    found = targets_first([deep, middle, outside, plain, other], "Z1")
    assert found == (outside, plain, other, middle, deep)


def test_aliases_in_a_circle_end_somewhere() -> None:
    one = RecordSet("a.example.com.", Type.A, None, (), Alias("Z1", "b.example.com.", False))
    other = replace(one, name="b.example.com.", alias=Alias("Z1", "a.example.com.", False))
    assert set(targets_first([one, other], "Z1")) == {one, other}


ZONE = Zone("Z1", "example.com.")
APEX = (
    record(ZONE.name, "ns-0.example.net.", type_=Type.NS),
    record(ZONE.name, "ns-0.example.net. hostmaster.example.net. 1 7200 900 1209600 86400", type_=Type.SOA),
)


@st.composite
def zones(draw: st.DrawFn) -> list[RecordSet]:
    """Record sets of one zone, some of them aliases of others, in any order."""
    made = [record(f"h{number}.example.com.", f"192.0.2.{number}") for number in range(draw(st.integers(1, 20)))]
    for number in range(draw(st.integers(0, 20))):
        target = draw(st.sampled_from(made))
        made.append(RecordSet(f"a{number}.example.com.", Type.A, None, (), Alias(ZONE.id, target.name, False)))
    return draw(st.permutations(made))


@given(zones())
@settings(max_examples=100, deadline=None)
def test_any_zone_can_be_put_back_in_that_order(records: list[RecordSet]) -> None:
    holdings = Holdings()
    for own in APEX:
        holdings.put(own)
    for batch in batches(targets_first(records, ZONE.id)):
        assert sum(len(one.values) or 1 for one in batch) <= VALUES
        holdings = applied(ZONE, holdings, [(Action.CREATE, one) for one in batch])
    assert set(holdings) == {*records, *APEX}
