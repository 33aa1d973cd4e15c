from dataclasses import replace
from typing import Any

import pytest

from commands.changes.lifecycle import Change, State
from commands.changes.undo import IN_EFFECT, against, following, inverse, undoable
from commands.model.plan import Kind, Plan
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Vpc, Zone, ZoneDetails
from tests.samples import adding, deleting, record

FORMER = ZoneDetails(Zone("ZOLD", "example.com.", comment="the shop"), ("ns-0.example.net", "ns-1.example.net"))
ALIAS = RecordSet("www.example.com.", Type.A, None, (), Alias("ZOLD", "db1.example.com.", False))
BLUE = RecordSet("w.example.com.", Type.A, 60, ("192.0.2.7",), routing='{"SetIdentifier": "blue", "Weight": 7}')
GREEN = replace(BLUE, values=("192.0.2.8",), routing='{"SetIdentifier": "green", "Weight": 9}')
APEX = (
    record("example.com.", "ns-0.example.net.", type_=Type.NS, ttl=172_800),
    record("example.com.", "ns-0.example.net. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400", type_=Type.SOA),
)


def setting(old: RecordSet, new: RecordSet) -> Plan:
    return Plan(Kind.SET, "Z1", "example.com.", (old,), (new,), comment="ticket 4711")


def change(plan: Plan, state: State = State.INSYNC, **fields: Any) -> Change:
    known = {"id": "0123456789", "origin": "o", "token": "t", "actor": "U0ANN", "place": "C0OPS", "reply_to": ""}
    return Change(**known, private_place=False, command="", plan=plan, state=state, created_at=0.0, **fields)


@pytest.mark.parametrize(
    ("plan", "kind"),
    [
        (adding(), Kind.DELETE),
        (deleting(), Kind.ADD),
        (setting(record(), record("db1.example.com.", "192.0.2.9", ttl=60)), Kind.SET),
        (setting(BLUE, replace(BLUE, routing='{"SetIdentifier": "blue", "Weight": 0}')), Kind.SET),
        (setting(ALIAS, record("www.example.com.")), Kind.SET),
        (Plan(Kind.SET, "Z1", "example.com.", (), (record(),)), Kind.DELETE),
        (Plan(Kind.RESTORE, "Z1", "example.com.", (record(), BLUE), ()), Kind.ADD),
    ],
)
def test_the_inverse_takes_what_came_and_brings_what_went_in_every_field(plan: Plan, kind: Kind) -> None:
    found = inverse(plan)
    assert (found.kind, found.before, found.after) == (kind, plan.after, plan.before)
    assert (found.zone_id, found.zone_name, found.comment, found.notes) == (plan.zone_id, plan.zone_name, "", ())
    assert (inverse(found).before, inverse(found).after) == (plan.before, plan.after)


@pytest.mark.parametrize("kind", [Kind.CREATE_ZONE, Kind.RESTORE_ZONE])
def test_the_inverse_of_making_a_zone_is_to_delete_it(kind: Kind) -> None:
    made = Plan(kind, "ZNEW", "example.com.", after=(record(),), comment="the shop", former=FORMER, notes=("x",))
    assert inverse(made) == Plan(Kind.DELETE_ZONE, "ZNEW", "example.com.")


def test_the_inverse_of_deleting_a_zone_makes_it_anew_with_all_but_its_own_ns_and_soa() -> None:
    held = (*APEX, record(), BLUE, ALIAS, record("sub.example.com.", "ns.example.net.", type_=Type.NS))
    policy = replace(BLUE, name="p.example.com.", routing='{"TrafficPolicyInstanceId": "t-1"}')
    gone = Plan(Kind.DELETE_ZONE, "ZOLD", "example.com.", before=(*held, policy), former=FORMER)
    found = inverse(gone)
    assert (found.kind, found.zone_id, found.before, found.comment) == (Kind.RESTORE_ZONE, "", (), "the shop")
    assert found.after == held[2:]
    assert found.former == FORMER


def test_a_private_zone_is_made_in_its_first_vpc_and_let_into_the_others() -> None:
    vpcs = (Vpc("vpc-1", "eu-west-1"), Vpc("vpc-2", "us-east-1"), Vpc("vpc-3", "us-east-1"))
    gone = Plan(Kind.DELETE_ZONE, "ZOLD", "example.com.", before=APEX, former=replace(FORMER, vpcs=vpcs))
    made = replace(inverse(gone), zone_id="ZNEW")
    assert made.vpc == vpcs[0]
    assert following(made) == tuple(Plan(Kind.ASSOCIATE, "ZNEW", "example.com.", vpc=vpc) for vpc in vpcs[1:])


def test_what_a_zone_held_follows_in_batches_and_its_aliases_point_into_the_new_one() -> None:
    many = tuple(record(f"h{number}.example.com.") for number in range(1_500))
    gone = Plan(Kind.DELETE_ZONE, "ZOLD", "example.com.", before=(*APEX, ALIAS, *many, record()), former=FORMER)
    first, second = following(replace(inverse(gone), zone_id="ZNEW"))
    assert (len(first.after), len(second.after)) == (1_000, 502)
    assert {plan.kind for plan in (first, second)} == {Kind.RESTORE}
    assert {plan.zone_id for plan in (first, second)} == {"ZNEW"}
    assert second.after[-1] == replace(ALIAS, alias=Alias("ZNEW", "db1.example.com.", False))
    assert "part 1 of 2" in first.comment


def test_an_alias_to_something_of_aws_keeps_its_target() -> None:
    alias = replace(ALIAS, alias=Alias("Z35SXDOTRQ7X7K", "lb.us-east-1.elb.amazonaws.com.", True))
    gone = Plan(Kind.DELETE_ZONE, "ZOLD", "example.com.", before=(alias,), former=FORMER)
    (only,) = following(replace(inverse(gone), zone_id="ZNEW"))
    assert only.after == (alias,)


@pytest.mark.parametrize("plan", [adding(), Plan(Kind.CREATE_ZONE, "Z1", "example.com.", former=FORMER)])
def test_nothing_follows_any_other_change(plan: Plan) -> None:
    assert following(plan) == ()


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("kind", list(Kind))
def test_what_can_be_undone_took_effect_and_has_an_inverse(state: State, kind: Kind) -> None:
    plan = Plan(kind, "Z1", "example.com.", former=FORMER)
    assert undoable(change(plan, state)) == (state in IN_EFFECT)
    assert not undoable(change(plan, state, undone_by="9876543210"))
    if undoable(change(plan, state)):
        inverse(plan)


def test_a_zone_that_was_deleted_before_zones_were_kept_cannot_be_undone() -> None:
    assert not undoable(change(Plan(Kind.DELETE_ZONE, "Z1", "example.com.")))


def test_what_stands_goes_as_it_is_spelled_there() -> None:
    plan = inverse(adding(made=record("db1.example.com.", "a.example.net", "b.example.net", type_=Type.NS)))
    there = record("db1.example.com.", "B.example.net.", "A.example.net.", type_=Type.NS)
    found = against(plan, [there, record("db1.example.com.", '"x"', type_=Type.TXT)])
    assert found
    assert found.before == (there,)


@pytest.mark.parametrize(
    "standing",
    [
        (),
        (record("db1.example.com.", "192.0.2.9"),),
        (record(ttl=60),),
        (replace(record(), routing='{"SetIdentifier": "blue", "Weight": 7}'),),
    ],
)
def test_what_moved_on_is_not_undone(standing: tuple[RecordSet, ...]) -> None:
    assert against(inverse(adding()), standing) is None


def test_a_routed_set_is_undone_beside_the_others_of_its_group() -> None:
    plan = inverse(setting(BLUE, replace(BLUE, routing='{"SetIdentifier": "blue", "Weight": 0}')))
    assert against(plan, [plan.before[0], GREEN]) == plan
    assert against(plan, [GREEN]) is None


def test_what_would_come_back_is_kept_out_by_what_cannot_stand_beside_it() -> None:
    cname = record("db1.example.com.", "db.example.net.", type_=Type.CNAME)
    assert against(inverse(deleting(gone=cname)), [record()]) is None
    assert against(inverse(deleting()), [cname]) is None
    assert against(inverse(deleting(gone=replace(BLUE, routing=""))), [GREEN]) is None
    assert against(inverse(deleting()), [record("db1.example.com.", '"x"', type_=Type.TXT)]) is not None
