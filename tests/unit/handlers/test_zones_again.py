"""A zone's deletion keeps all of it first; zone restore makes it anew, whatever breaks in between."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from commands.adapters.store.rows import from_plan
from commands.adapters.store.tables import changes, events
from commands.changes.lifecycle import Change, State
from commands.errors import Busy, NotAllowed, NotUnderstood, Refused, Unreachable
from commands.model.plan import Kind
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Vpc, Zone
from commands.policy import Actor, Answer, Role, Rule, Rules
from commands.results import AskedAlready, NotEmpty, NotUndoable, TypeTheName
from tests.unit.handlers.office import Office
from tests.unit.handlers.test_settling import LOST, next_step
from tests.unit.handlers.test_undoing import confirmed, done, question

VPCS = (Vpc("vpc-1", "eu-west-1"), Vpc("vpc-2", "us-east-1"))


@pytest.fixture
def shop(office: Office) -> Zone:
    return office.embedded.add_zone("example.net.", comment="the shop")


def named(office: Office, name: str) -> list[Zone]:
    return [zone for zone in office.embedded.zones() if zone.name == name]


def held(office: Office, change: Change, *records: RecordSet) -> Change:
    """The same deletion, as if the zone had held these too: Route 53 deletes only what is empty."""
    plan = replace(change.plan, before=(*change.plan.before, *records))
    with office.database.write() as connection:
        connection.execute(update(changes).where(changes.c.id == change.id).values(plan=from_plan(plan)))
    return office.now(change)


def carried_out(office: Office, steps: int = 12) -> None:
    """Let every change take the steps that are due, soon."""
    for _ in range(steps):
        office.post()
        office.carry(2.1)


def test_a_deletion_keeps_all_of_the_zone_before_its_request(office: Office, shop: Zone) -> None:
    own = tuple(office.embedded.records(shop.id))
    servers = office.embedded.zone(shop.id).name_servers
    change = done(office, "zone delete example.net")
    former = change.plan.former
    assert former
    assert (former.zone.id, former.zone.comment, former.name_servers) == (shop.id, "the shop", servers)
    assert change.plan.before == own
    calls = [method for method, _ in office.route53.calls]
    assert calls.index("records") < calls.index("delete_zone")


def test_what_was_kept_is_written_in_the_step_before_the_request(office: Office, shop: Zone) -> None:
    office.route53.fail("delete_zone", LOST)
    change = office.carried("zone delete example.net")
    assert change.state is State.SUBMITTING
    assert change.plan.former
    with office.database.read() as connection:
        steps = connection.execute(select(events.c.event).where(events.c.change_id == change.id)).scalars().all()
    assert steps[-1] == "claimed"


@pytest.mark.parametrize("error", [Busy("Route 53 is busy."), Unreachable("Route 53 cannot be reached.")])
@pytest.mark.parametrize("method", ["zone", "records"])
def test_what_cannot_be_kept_now_is_not_deleted_yet(office: Office, shop: Zone, method: str, error: Exception) -> None:
    change = office.started("zone delete example.net")
    office.route53.fail(method, error)
    office.carry()
    waiting = office.now(change)
    assert (waiting.state, office.route53.count("delete_zone")) == (State.APPROVED, 0)
    assert str(error) in waiting.note
    next_step(office)
    assert office.now(change).state is State.PENDING


def test_a_zone_that_may_not_be_read_is_not_deleted(office: Office, shop: Zone) -> None:
    change = office.started("zone delete example.net")
    office.route53.fail("records", Refused("AccessDenied", "raw", "The bot may not list it."))
    office.carry()
    assert office.now(change).state is State.FAILED
    assert "may not list" in office.now(change).reason
    assert named(office, "example.net.")


def test_a_zone_that_is_gone_by_then_says_so(office: Office, shop: Zone) -> None:
    change = office.started("zone delete example.net")
    office.embedded.delete_zone(shop.id)
    office.carry()
    assert (office.now(change).state, office.now(change).reason) == (State.FAILED, "The zone is gone.")


@pytest.mark.parametrize("by", ["id", "path", "name", "change", "undo"])
def test_a_deleted_zone_is_made_anew(office: Office, shop: Zone, by: str) -> None:
    gone = done(office, "zone delete example.net")
    text = {
        "id": f"zone restore {shop.id}",
        "path": f"zone restore /hostedzone/{shop.id}",
        "name": "zone restore Example.NET",
        "change": f"undo {gone.id}",
        "undo": "undo",
    }[by]
    change = question(office, text)
    assert (change.plan.kind, change.undo_of, change.plan.comment) == (Kind.RESTORE_ZONE, gone.id, "the shop")
    assert change.command == (f"zone restore {shop.id}" if text.startswith("zone") else f"undo {gone.id}")
    assert any("name servers" in note for note in change.plan.notes)
    assert not named(office, "example.net."), "it asks first"
    made = confirmed(office, change)
    (zone,) = named(office, "example.net.")
    assert (zone.id, zone.comment, zone.reference) == (made.plan.zone_id, "the shop", change.id)
    assert zone.id != shop.id
    assert made.name_servers == office.embedded.zone(zone.id).name_servers
    assert office.now(gone).undone_by == change.id


def test_all_records_follow_in_requests_of_their_own(office: Office, shop: Zone) -> None:
    many = tuple(RecordSet(f"h{number}.example.net.", Type.A, 60, ("192.0.2.1",)) for number in range(1_200))
    alias = RecordSet("a.example.net.", Type.A, None, (), Alias(shop.id, "h7.example.net.", False))
    blue = RecordSet("w.example.net.", Type.A, 60, ("192.0.2.7",), routing='{"SetIdentifier": "b", "Weight": 7}')
    gone = held(office, done(office, "zone delete example.net"), alias, blue, *many)
    change = confirmed(office, question(office, "zone restore example.net"))
    carried_out(office)
    (zone,) = named(office, "example.net.")
    following = [one for one in office.stored.recent("example.net.") if one.plan.kind is Kind.RESTORE]
    assert [(one.state, len(one.plan.after)) for one in following] == [(State.INSYNC, 202), (State.INSYNC, 1_000)]
    assert {one.command for one in following} == {change.command}
    stands = {record.name: record for record in office.embedded.records(zone.id)}
    assert len(stands) == 1_203
    assert stands[blue.name] == blue
    assert stands[alias.name] == replace(alias, alias=Alias(zone.id, "h7.example.net.", False))
    assert all(stands[record.name] == record for record in many)
    assert office.now(gone).undone_by == change.id


def test_what_a_traffic_policy_made_does_not_come_back_and_is_counted(office: Office, shop: Zone) -> None:
    policy = RecordSet("p.example.net.", Type.A, 60, ("192.0.2.1",), routing='{"TrafficPolicyInstanceId": "t"}')
    held(office, done(office, "zone delete example.net"), policy)
    change = question(office, "zone restore example.net")
    assert change.plan.after == ()
    assert any("1 of its record sets came from traffic policies" in note for note in change.plan.notes)


@pytest.mark.parametrize("applied", [True, False])
def test_a_making_whose_answer_was_lost_is_found_by_its_reference_and_its_records_follow_once(
    office: Office, shop: Zone, applied: bool
) -> None:
    www = RecordSet("www.example.net.", Type.A, 60, ("192.0.2.1",))
    held(office, done(office, "zone delete example.net"), www)
    change = question(office, "zone restore example.net")
    office.route53.fail("create_zone", LOST, applied=applied)
    confirmed(office, change)
    for _ in range(4):
        next_step(office)
    carried_out(office)
    (zone,) = named(office, "example.net.")
    assert office.embedded.standing(zone.id, www.name) == (www,)
    assert (office.now(change).state, office.now(change).reconciled) == (State.INSYNC, applied)
    assert len([one for one in office.stored.recent() if one.plan.kind is Kind.RESTORE]) == 1


def test_a_crash_between_the_zone_and_its_records_doubles_nothing(office: Office, shop: Zone) -> None:
    """The records' changes are written, and then the process dies before the zone's own step is."""
    www = RecordSet("www.example.net.", Type.A, 60, ("192.0.2.1",))
    held(office, done(office, "zone delete example.net"), www)
    change = question(office, "zone restore example.net")
    office.route53.fail("create_zone", LOST, applied=True)
    confirmed(office, change)
    crashing = replace(office, world=replace(office.world, changes=_Dying(office.stored)))  # type: ignore[arg-type]
    with pytest.raises(SystemError):
        next_step(crashing)
    assert office.now(change).state is State.SUBMITTING
    for _ in range(4):
        office.carry(6.0)
    carried_out(office)
    (zone,) = named(office, "example.net.")
    assert office.now(change).state is State.INSYNC
    assert office.embedded.standing(zone.id, www.name) == (www,)
    assert len([one for one in office.stored.recent() if one.plan.kind is Kind.RESTORE]) == 1


class _Dying:
    """Changes of a process that dies instead of taking a step."""

    def __init__(self, stored: object) -> None:
        self._stored = stored

    def __getattr__(self, name: str) -> object:
        return getattr(self._stored, name)

    def step(self, *_: object, **__: object) -> None:
        raise SystemError("kill -9")


def test_a_private_zone_comes_back_in_all_its_vpcs(office: Office) -> None:
    office.embedded.add_zone("corp.internal.", private=True, vpcs=VPCS, comment="inside")
    done(office, "zone delete corp.internal")
    change = question(office, "zone restore corp.internal")
    assert not any("registrar" in note for note in change.plan.notes)
    confirmed(office, change)
    carried_out(office)
    (zone,) = named(office, "corp.internal.")
    assert (zone.private, zone.comment) == (True, "inside")
    assert office.embedded.zone(zone.id).vpcs == VPCS
    assert [one.plan.kind for one in office.stored.recent("corp.internal.", limit=1)] == [Kind.ASSOCIATE]


def test_an_association_whose_answer_was_lost_is_found_by_reading(office: Office) -> None:
    office.embedded.add_zone("corp.internal.", private=True, vpcs=VPCS)
    done(office, "zone delete corp.internal")
    change = question(office, "zone restore corp.internal")
    office.route53.fail("associate", LOST, applied=True)
    confirmed(office, change)
    carried_out(office)
    (joined,) = [one for one in office.stored.recent() if one.plan.kind is Kind.ASSOCIATE]
    assert (joined.state, joined.reconciled, office.route53.count("associate")) == (State.PENDING, True, 1)


def test_a_zone_made_anew_is_undone_while_it_is_empty(office: Office, shop: Zone) -> None:
    done(office, "zone delete example.net")
    confirmed(office, question(office, "zone restore example.net"))
    found = office.ask("undo")
    assert isinstance(found, TypeTheName)
    confirmed(office, found.change)
    assert not named(office, "example.net.")
    again = question(office, "undo")
    assert again.plan.kind is Kind.RESTORE_ZONE


def test_a_zone_made_anew_that_holds_records_is_not_undone(office: Office, shop: Zone) -> None:
    held(office, done(office, "zone delete example.net"), RecordSet("www.example.net.", Type.A, 60, ("192.0.2.1",)))
    change = confirmed(office, question(office, "zone restore example.net"))
    carried_out(office)
    assert isinstance(office.ask(f"undo {change.id}"), NotEmpty)


def test_what_was_not_deleted_here_is_told(office: Office, shop: Zone) -> None:
    for target in ("example.net", shop.id, "Z0123456789ABCDEFGHIJ"):
        with pytest.raises(NotUnderstood, match="No zone that was deleted here"):
            office.ask(f"zone restore {target}")


def test_several_deleted_zones_of_one_name_are_told_apart_by_their_ids(office: Office, shop: Zone) -> None:
    done(office, "zone delete example.net")
    other = office.embedded.add_zone("example.net.")
    done(office, "zone delete example.net")
    with pytest.raises(NotUnderstood, match="Several zones") as caught:
        office.ask("zone restore example.net")
    assert all(zone.id in str(caught.value) for zone in (shop, other))
    former = question(office, f"zone restore {shop.id}").plan.former
    assert former
    assert former.zone.id == shop.id


def test_a_zone_is_made_anew_once(office: Office, shop: Zone) -> None:
    done(office, "zone delete example.net")
    change = question(office, "zone restore example.net")
    assert isinstance(office.ask(f"zone restore {shop.id}"), AskedAlready)
    confirmed(office, change)
    found = office.ask("zone restore example.net")
    assert isinstance(found, NotUndoable)
    assert found.change.undone_by == change.id


def test_a_second_zone_of_the_name_is_not_made(office: Office, shop: Zone) -> None:
    done(office, "zone delete example.net")
    there = office.embedded.add_zone("example.net.")
    with pytest.raises(NotUnderstood, match=there.id):
        office.ask("zone restore example.net")


def test_a_zone_that_was_deleted_before_zones_were_kept_cannot_be_made_anew(office: Office, shop: Zone) -> None:
    change = done(office, "zone delete example.net")
    plan = replace(change.plan, former=None, before=())
    with office.database.write() as connection:
        connection.execute(update(changes).where(changes.c.id == change.id).values(plan=from_plan(plan)))
    assert isinstance(office.ask("zone restore example.net"), NotUndoable)


def test_only_admins_make_zones_anew(office: Office, shop: Zone) -> None:
    done(office, "zone delete example.net")
    with pytest.raises(NotAllowed, match="DNS_ADMINS"):
        office.ask("zone restore example.net", Actor("U0BEN", Role.OPERATOR))


def test_who_may_make_zones_by_a_rule_may_make_one_anew_and_who_may_add_records_may_not(office: Office) -> None:
    def allowed(verb: str) -> Office:
        return office.with_rules(Rules("rules.toml", (Rule(Answer.ALLOW, verbs=frozenset({verb})),)))

    with pytest.raises(NotUnderstood, match="No zone that was deleted here"):
        allowed("zone create").ask("zone restore example.net", Actor("U0EVE"))
    with pytest.raises(NotAllowed):
        allowed("add").ask("zone restore example.net", Actor("U0EVE"))
