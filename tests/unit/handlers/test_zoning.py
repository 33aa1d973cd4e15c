import pytest

from commands.changes.lifecycle import State
from commands.errors import NotAllowed, NotUnderstood
from commands.model.plan import Kind
from commands.model.records import Type
from commands.policy import Actor, Role
from commands.results import NotEmpty, Started, TypeTheName
from tests.unit.handlers.office import Office


def test_a_zone_is_made_without_asking(office: Office) -> None:
    found = office.ask('zone create Example.NET comment "the shop"')
    assert isinstance(found, Started)
    assert found.change.state is State.APPROVED
    plan = found.change.plan
    assert (plan.kind, plan.zone_id, plan.zone_name, plan.comment) == (Kind.CREATE_ZONE, "", "example.net.", "the shop")
    assert office.route53.count("create_zone") == 0


@pytest.mark.parametrize("name", ["@", "com", "com.", "*.example.net", "localhost"])
def test_what_cannot_be_a_zone_is_said_at_its_word(office: Office, name: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        office.ask(f"zone create {name}")
    assert caught.value.text[caught.value.faults[0].start :] == name
    assert office.stored.recent() == ()


@pytest.mark.parametrize("private", [False, True])
def test_a_zone_is_not_made_twice(office: Office, private: bool) -> None:
    there = office.embedded.add_zone("example.net.", private=private)
    with pytest.raises(NotUnderstood, match=there.id):
        office.ask("zone create example.net")


def test_a_zone_below_one_of_ours_may_be_made(office: Office) -> None:
    assert isinstance(office.ask("zone create sub.example.com"), Started)


@pytest.mark.parametrize("by_id", [False, True])
def test_an_empty_zones_deletion_waits_for_its_name_and_has_no_message_yet(office: Office, by_id: bool) -> None:
    found = office.ask(f"zone delete {office.zone.id if by_id else 'example.com'}")
    assert isinstance(found, TypeTheName)
    change = found.change
    assert (change.state, change.plan.kind) == (State.PROPOSED, Kind.DELETE_ZONE)
    assert (change.plan.zone_id, change.plan.zone_name) == (office.zone.id, "example.com.")
    assert "cards" not in office.leases.due_in()


def test_a_zone_that_holds_records_is_not_deleted_and_they_are_counted(office: Office) -> None:
    office.put("db1.example.com.", Type.A, "192.0.2.1")
    office.put("example.com.", Type.MX, "10 mx.example.net")
    found = office.ask("zone delete example.com")
    assert isinstance(found, NotEmpty)
    assert (found.zone.id, found.count) == (office.zone.id, 2)
    assert office.stored.recent() == ()


@pytest.mark.parametrize("text", ["zone create example.net", "zone delete example.com"])
def test_zones_are_for_admins_and_nothing_is_read_before_that_is_known(office: Office, text: str) -> None:
    with pytest.raises(NotAllowed, match="DNS_ADMINS"):
        office.ask(text, Actor("U0BEN", Role.OPERATOR))
    assert office.route53.calls == []
