from dataclasses import replace

import pytest

from commands.changes.lifecycle import Change, State
from commands.changes.restore import Cut, Image, images, reaches
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type
from tests.samples import record

NAME = "db1.example.com."
ONE, TWO, THREE = (record(NAME, f"192.0.2.{number}") for number in (1, 2, 3))
TXT = record(NAME, '"x"', type_=Type.TXT)


def past(*steps: tuple[RecordSet | None, RecordSet | None]) -> tuple[Change, ...]:
    """Changes at 10, 20, 30 … seconds, from what to what, with the ids c1, c2, c3 …"""
    made = []
    for number, (before, after) in enumerate(steps, 1):
        plan = Plan(Kind.SET, "Z1", "example.com.", (before,) if before else (), (after,) if after else ())
        made.append(
            Change(
                id=f"c{number}",
                origin=f"o{number}",
                token=f"t{number}",
                actor="U0ANN",
                place="C0OPS",
                private_place=False,
                reply_to="",
                command="",
                plan=plan,
                state=State.INSYNC,
                created_at=0.0,
                accepted_at=10.0 * number,
            )
        )
    return tuple(made)


STEPS = past((None, ONE), (ONE, TWO), (TWO, None), (None, THREE))


def only(changes: tuple[Change, ...], cut: Cut) -> Image:
    (found,) = images(NAME, changes, cut)
    return found


@pytest.mark.parametrize(
    ("at", "stood"), [(10.0, ONE), (19.9, ONE), (20.0, TWO), (29.9, TWO), (30.0, None), (40.0, THREE), (999.0, THREE)]
)
def test_a_time_is_what_the_change_before_it_left(at: float, stood: RecordSet | None) -> None:
    found = only(STEPS, Cut(at))
    assert found.record == stood
    assert (found.assumed, found.disputed) == (False, False)


@pytest.mark.parametrize(
    ("number", "before", "after"), [(1, None, ONE), (2, ONE, TWO), (3, TWO, None), (4, None, THREE)]
)
def test_the_edge_of_a_change_is_what_it_found_and_what_it_left(
    number: int, before: RecordSet | None, after: RecordSet | None
) -> None:
    assert only(STEPS, Cut(10.0 * number, f"c{number}", before=True)).record == before
    assert only(STEPS, Cut(10.0 * number, f"c{number}")).record == after


def test_a_change_of_another_name_is_a_moment_like_any_other() -> None:
    assert only(STEPS, Cut(20.0, "elsewhere")).record == TWO
    assert only(STEPS, Cut(20.0, "elsewhere", before=True)).record == ONE


def test_a_time_before_the_first_change_is_not_known() -> None:
    assert not reaches(NAME, STEPS, Cut(9.9))
    assert not reaches(NAME, (), Cut(9.9))
    assert reaches(NAME, STEPS, Cut(10.0))
    assert reaches(NAME, STEPS, Cut(10.0, "c1", before=True))


def test_a_type_that_was_first_changed_later_is_taken_for_what_that_change_found() -> None:
    changes = past((None, ONE), (TXT, replace(TXT, values=('"y"',))))
    address, text = images(NAME, changes, Cut(15.0))
    assert (address.record, address.assumed) == (ONE, False)
    assert (text.record, text.assumed) == (TXT, True)
    assert reaches(NAME, changes, Cut(15.0))


def test_another_hand_between_two_changes_makes_what_stood_uncertain() -> None:
    changes = past((None, ONE), (TWO, THREE))
    assert only(changes, Cut(15.0)).disputed
    assert not only(changes, Cut(10.0, "c1")).disputed
    assert not only(changes, Cut(20.0, "c2", before=True)).disputed
    assert only(changes, Cut(10.0, "c1")).record == ONE
    assert only(changes, Cut(20.0, "c2", before=True)).record == TWO
    assert only(changes, Cut(25.0)).record == THREE


def test_what_is_expected_now_is_what_the_newest_change_left() -> None:
    for at in (5.0, 15.0, 45.0):
        assert only(STEPS, Cut(at)).expected == THREE


def test_only_what_belongs_to_the_name_counts() -> None:
    both = Plan(Kind.SET, "Z1", "example.com.", (ONE, record("old.example.com.")), (record("new.example.com."), TWO))
    (change,) = past((None, ONE))
    found = only((replace(change, plan=both),), Cut(10.0))
    assert (found.key, found.record) == (ONE.key, TWO)


def test_a_zones_own_changes_are_no_changes_of_its_name() -> None:
    (change,) = past((None, ONE))
    zone = replace(change, plan=Plan(Kind.DELETE_ZONE, "Z1", "example.com.", before=(record("example.com."),)))
    assert images("example.com.", (zone,), Cut(99.0)) == ()
