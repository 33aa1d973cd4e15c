"""undo: what it proposes, what it refuses, and what each change says of the other."""

import pytest
from sqlalchemy import select

from commands.adapters.store.tables import cards
from commands.changes.lifecycle import Change, Event, State
from commands.errors import NoSuchChange, NoSuchZone, NotAllowed
from commands.model.plan import Action, Kind
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Vpc
from commands.policy import Actor, Answer, Role, Rule, Rules
from commands.results import (
    AskedAlready,
    MovedOn,
    NotEmpty,
    NothingToUndo,
    NotUndoable,
    Started,
    TypeTheName,
)
from tests.unit.handlers.office import ANN, Office
from tests.unit.handlers.test_settling import LOST, next_step

BEN = Actor("U0BEN", Role.OPERATOR)
DB1 = "db1.example.com."


def done(office: Office, text: str) -> Change:
    """A change that was asked for, confirmed where it asks, and that Route 53 has accepted."""
    change = office.carried(text)
    assert change.state is State.PENDING, change
    return change


def question(office: Office, text: str, actor: Actor = ANN) -> Change:
    """The question that a command asks."""
    found = office.ask(text, actor)
    assert isinstance(found, Started | TypeTheName), found
    assert found.change.state is State.PROPOSED
    return found.change


def confirmed(office: Office, change: Change) -> Change:
    """The change once its question was confirmed and its request was sent."""
    assert office.stored.decide(change.id, Event.CONFIRMED, ANN.id)
    office.post()
    office.carry()
    return office.now(change)


def test_the_last_change_here_is_undone_exactly(office: Office) -> None:
    old = office.put(DB1, Type.A, "192.0.2.1", "192.0.2.2", ttl=77)
    changed = done(office, "set db1 A 192.0.2.9 60")
    undo = question(office, "undo")
    assert (undo.plan.kind, undo.undo_of) == (Kind.SET, changed.id)
    assert (undo.plan.before, undo.plan.after) == (changed.plan.after, changed.plan.before)
    assert undo.command == f"undo {changed.id}"
    confirmed(office, undo)
    assert office.standing(DB1) == (old,)
    assert (office.now(changed).undone_by, office.now(undo).state) == (undo.id, State.PENDING)


@pytest.mark.parametrize("by", ["ours", "aws", "path"])
def test_a_change_is_undone_by_our_id_or_by_route_53s(office: Office, by: str) -> None:
    first = done(office, "add db1 A 192.0.2.1")
    done(office, "add db2 A 192.0.2.2")
    named = {"ours": first.id.upper(), "aws": first.aws_id, "path": f"/change/{first.aws_id}"}[by]
    undo = question(office, f"undo {named}")
    assert (undo.plan.kind, undo.plan.before, undo.plan.after) == (Kind.DELETE, first.plan.after, ())


def test_an_undo_always_asks(office: Office) -> None:
    office.put(DB1, Type.A, "192.0.2.1")
    done(office, "delete db1 A")
    assert question(office, "undo").plan.kind is Kind.ADD
    assert office.standing(DB1) == ()


def test_undo_of_undo_brings_it_back_and_so_on(office: Office) -> None:
    changed = done(office, "add db1 A 192.0.2.1 60")
    there = office.standing(DB1)
    seen = [changed]
    for stands in ((), there, (), there):
        undo = done(office, "undo")
        assert undo.undo_of == seen[-1].id
        assert office.standing(DB1) == stands
        seen.append(undo)
        assert [office.now(change).undone_by != "" for change in seen] == [
            (len(seen) - 1 - index) % 2 == 1 for index in range(len(seen))
        ]


def test_what_was_undone_elsewhere_is_not_the_last_one_here(office: Office) -> None:
    first = done(office, "add db1 A 192.0.2.1")
    second = done(office, "add db2 A 192.0.2.2")
    elsewhere = office.ask(f"undo {second.id}", place="C0RANDOM")
    assert isinstance(elsewhere, Started)
    confirmed(office, elsewhere.change)
    assert question(office, "undo").undo_of == first.id


def test_nothing_here_is_said_so(office: Office) -> None:
    office.put(DB1, Type.A, "192.0.2.1")
    assert isinstance(office.ask("undo"), NothingToUndo)
    office.ask("delete db1 A")
    assert isinstance(office.ask("undo"), NothingToUndo)
    with pytest.raises(NoSuchChange, match="nosuch"):
        office.ask("undo nosuch")


def test_here_is_the_channel(office: Office) -> None:
    done(office, "add db1 A 192.0.2.1")
    assert isinstance(office.ask("undo", place="C0RANDOM"), NothingToUndo)


def test_what_never_took_effect_says_why_it_is_not_undone(office: Office) -> None:
    office.put(DB1, Type.A, "192.0.2.1")
    cancelled, expired = question(office, "delete db1 A"), question(office, "delete db1 A")
    office.stored.decide(cancelled.id, Event.CANCELLED, ANN.id)
    office.carry(901.0)
    failed = office.carried("add db1 A 192.0.2.3")
    open_, waiting = question(office, "delete db1 A"), office.started("add db3 A 192.0.2.3")
    for change, state in (
        (cancelled, State.CANCELLED),
        (expired, State.EXPIRED),
        (failed, State.FAILED),
        (open_, State.PROPOSED),
        (waiting, State.APPROVED),
    ):
        found = office.ask(f"undo {change.id}")
        assert isinstance(found, NotUndoable)
        assert found.change.state is state


def test_what_was_undone_is_not_undone_twice(office: Office) -> None:
    first = done(office, "add db1 A 192.0.2.1")
    undo = done(office, "undo")
    found = office.ask(f"undo {first.id}")
    assert isinstance(found, NotUndoable)
    assert found.change.undone_by == undo.id


def test_a_zone_that_moved_on_is_shown_and_nothing_is_proposed(office: Office) -> None:
    first = done(office, "add db1 A 192.0.2.1")
    second = done(office, "set db1 A 192.0.2.2")
    before = office.stored.recent()
    found = office.ask(f"undo {first.id}")
    assert isinstance(found, MovedOn)
    assert (found.left, found.standing) == (first.plan.after, second.plan.after)
    assert found.since
    assert found.since.id == second.id
    assert [change.id for change in office.stored.recent()] == [change.id for change in before]


def test_somebody_elses_hand_is_not_overwritten(office: Office) -> None:
    change = done(office, "add db1 A 192.0.2.1")
    office.submit((Action.DELETE, change.plan.after[0]))
    there = office.put(DB1, Type.A, "192.0.2.77")
    found = office.ask("undo")
    assert isinstance(found, MovedOn)
    assert (found.standing, found.since) == ((there,), None)


def test_a_cname_does_not_come_back_beside_what_stands_there_now(office: Office) -> None:
    office.put(DB1, Type.CNAME, "db.example.net")
    gone = done(office, "delete db1 CNAME")
    there = office.put(DB1, Type.A, "192.0.2.77")
    found = office.ask("undo")
    assert isinstance(found, MovedOn)
    assert (found.change.id, found.left, found.standing) == (gone.id, (), (there,))


def test_what_moves_between_the_question_and_the_press_is_not_overwritten(office: Office) -> None:
    change = done(office, "add db1 A 192.0.2.1")
    undo = question(office, "undo")
    office.submit((Action.DELETE, change.plan.after[0]))
    there = office.put(DB1, Type.A, "192.0.2.77")
    confirmed(office, undo)
    assert office.now(undo).state is State.FAILED
    assert office.standing(DB1) == (there,)
    assert office.now(change).undone_by == ""


def test_an_alias_comes_back_in_every_field(office: Office) -> None:
    target = office.put("lb.example.com.", Type.A, "192.0.2.1")
    alias = RecordSet(DB1, Type.A, None, (), Alias(office.zone.id, target.name, True))
    office.embedded.put(office.zone.id, alias)
    done(office, "set db1 A 192.0.2.9")
    done(office, "undo")
    assert office.standing(DB1) == (alias,)


def test_there_is_one_question_however_often_it_is_asked_for(office: Office) -> None:
    change = done(office, "add db1 A 192.0.2.1")
    first = question(office, "undo", BEN)
    for actor in (BEN, ANN):
        again = office.ask(f"undo {change.id}", actor)
        assert isinstance(again, AskedAlready)
        assert again.question.id == first.id
    office.stored.decide(first.id, Event.CANCELLED, BEN.id)
    assert question(office, "undo").id != first.id


def test_the_same_delivery_asks_once(office: Office) -> None:
    done(office, "add db1 A 192.0.2.1")
    first, again = (office.ask("undo", origin="slash/1/0") for _ in range(2))
    assert isinstance(first, Started)
    assert isinstance(again, Started)
    assert first.change.id == again.change.id


def test_readers_may_not_undo(office: Office) -> None:
    done(office, "add db1 A 192.0.2.1")
    with pytest.raises(NotAllowed, match="DNS_OPERATORS"):
        office.ask("undo", Actor("U0EVE", Role.READER))


def test_route_53_is_told_what_an_undo_undoes(office: Office) -> None:
    change = done(office, "add db1 A 192.0.2.1")
    done(office, "undo")
    comments = [arguments[2] for method, arguments in office.route53.calls if method == "submit"]
    assert f"undoes {change.id}" in comments[-1]


def test_an_undo_whose_answer_was_lost_counts_too(office: Office) -> None:
    change = done(office, "add db1 A 192.0.2.1")
    undo = question(office, "undo")
    office.route53.fail("submit", LOST, applied=True)
    confirmed(office, undo)
    assert office.now(change).undone_by == ""
    next_step(office)
    assert (office.now(undo).reconciled, office.now(change).undone_by) == (True, undo.id)


def test_a_zone_that_was_made_is_deleted_while_it_is_empty_and_by_its_name(office: Office) -> None:
    made = done(office, "zone create example.net")
    found = office.ask("undo")
    assert isinstance(found, TypeTheName)
    undo = found.change
    assert (undo.plan.kind, undo.plan.zone_id, undo.undo_of) == (Kind.DELETE_ZONE, made.plan.zone_id, made.id)
    with office.database.read() as connection:
        due = connection.execute(select(cards.c.next_at).where(cards.c.id == undo.id)).scalar()
    assert due is None, "its message comes once the name was typed"


def test_a_zone_that_holds_records_by_now_is_not_undone(office: Office) -> None:
    made = done(office, "zone create example.net")
    zone = office.embedded.zone(made.plan.zone_id).zone
    office.put("www.example.net.", Type.A, "192.0.2.1", zone=zone)
    found = office.ask(f"undo {made.id}")
    assert isinstance(found, NotEmpty)
    assert found.count == 1


@pytest.mark.parametrize("text", ["zone create example.net", "zone delete empty.org"])
def test_what_is_about_zones_is_undone_by_admins_only(office: Office, text: str) -> None:
    office.embedded.add_zone("empty.org.")
    done(office, text)
    calls = len(office.route53.calls)
    with pytest.raises(NotAllowed, match="DNS_ADMINS"):
        office.ask("undo", BEN)
    assert len(office.route53.calls) == calls


def test_a_change_of_a_zone_that_is_gone_says_so(office: Office) -> None:
    other = office.embedded.add_zone("example.org.")
    change = done(office, "add www.example.org A 192.0.2.1")
    office.embedded.submit(other.id, [(Action.DELETE, change.plan.after[0])], "")
    office.embedded.delete_zone(other.id)
    with pytest.raises(NoSuchZone):
        office.ask("undo")


def test_a_vpc_that_was_taken_off_comes_back(office: Office) -> None:
    zone = office.embedded.create_zone("corp.example.com.", "r", "", Vpc("vpc-1", "eu-west-1"))[0].zone
    office.world.zones.forget()
    done(office, f"zone associate {zone.id} vpc-2 us-east-1")
    confirmed(office, question(office, "undo"))
    assert office.embedded.zone(zone.id).vpcs == (Vpc("vpc-1", "eu-west-1"),)
    done(office, "undo")
    assert office.embedded.zone(zone.id).vpcs == (Vpc("vpc-1", "eu-west-1"), Vpc("vpc-2", "us-east-1"))


def test_nobody_deletes_by_undoing_who_may_not_delete(office: Office) -> None:
    done(office, "add db1 A 192.0.2.1")
    adding = Rule(Answer.ALLOW, who=frozenset({BEN.id}), verbs=frozenset({"add", "set"}), line=1)
    ruled = office.with_rules(Rules("rules.toml", (adding,)))
    with pytest.raises(NotAllowed):
        ruled.ask("undo", BEN)
