import pytest

from commands.changes.lifecycle import State
from commands.errors import NotAllowed, NotUnderstood, Unanswered
from commands.model.plan import Kind
from commands.model.records import Type
from commands.model.zones import Vpc, Zone
from commands.policy import Actor, Role
from commands.results import NotEmpty, Started, TypeTheName
from tests.unit.handlers.office import Office

VPC = Vpc("vpc-1", "eu-west-1")


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


def test_a_public_zone_is_not_made_twice(office: Office) -> None:
    there = office.embedded.add_zone("example.net.")
    with pytest.raises(NotUnderstood, match=there.id):
        office.ask("zone create example.net")


def test_a_public_zone_may_be_made_beside_a_private_one_and_the_other_way_round(office: Office) -> None:
    office.embedded.add_zone("example.net.", private=True, vpcs=[VPC])
    assert isinstance(office.ask("zone create example.net"), Started)
    assert isinstance(office.ask("zone create example.com private vpc-1 eu-west-1"), Started)


def test_a_private_zone_is_made_in_its_vpc(office: Office) -> None:
    change = office.carried('zone create corp.example.net private vpc-1 eu-west-1 comment "inside"')
    assert change.state is State.PENDING
    made = office.embedded.zone(change.plan.zone_id)
    assert (made.zone.name, made.zone.private, made.zone.comment, made.vpcs) == (
        "corp.example.net.",
        True,
        "inside",
        (VPC,),
    )


def test_a_second_private_zone_of_a_name_in_one_vpc_is_refused_by_route_53_and_told(office: Office) -> None:
    office.embedded.add_zone("corp.example.net.", private=True, vpcs=[VPC])
    change = office.carried("zone create corp.example.net private vpc-1 eu-west-1")
    assert change.state is State.FAILED
    assert "already been associated" in change.reason


@pytest.fixture
def private(office: Office) -> Zone:
    return office.embedded.add_zone("corp.example.net.", private=True, vpcs=[VPC])


def test_a_vpc_is_associated_without_asking(office: Office, private: Zone) -> None:
    change = office.carried("zone associate corp.example.net vpc-2 us-east-1")
    assert change.state is State.PENDING
    assert office.embedded.zone(private.id).vpcs == (VPC, Vpc("vpc-2", "us-east-1"))


def test_a_vpc_is_dissociated_after_asking(office: Office, private: Zone) -> None:
    office.embedded.associate(private.id, Vpc("vpc-2", "us-east-1"))
    found = office.ask("zone dissociate corp.example.net vpc-1 eu-west-1")
    assert isinstance(found, Started)
    assert found.change.state is State.PROPOSED
    assert office.carried("zone dissociate corp.example.net vpc-1 eu-west-1").state is State.PENDING
    assert office.embedded.zone(private.id).vpcs == (Vpc("vpc-2", "us-east-1"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("zone associate corp.example.net vpc-1 eu-west-1", "already"),
        ("zone associate example.com vpc-1 eu-west-1", "public"),
        ("zone dissociate corp.example.net vpc-2 eu-west-1", "not associated"),
        ("zone dissociate corp.example.net vpc-1 eu-west-1", "only VPC"),
    ],
)
@pytest.mark.usefixtures("private")
def test_what_cannot_be_attached_is_told_before_route_53_is_asked(office: Office, text: str, words: str) -> None:
    with pytest.raises(NotUnderstood, match=words):
        office.ask(text)
    assert office.stored.recent() == ()


@pytest.mark.parametrize("applied", [False, True])
@pytest.mark.parametrize("verb", ["associate", "dissociate"])
def test_a_lost_answer_is_found_out_by_reading_the_zones_vpcs(
    office: Office, private: Zone, verb: str, applied: bool
) -> None:
    other = Vpc("vpc-2", "us-east-1")
    if verb == "dissociate":
        office.embedded.associate(private.id, other)
    office.route53.fail(verb, Unanswered("gone"), applied=applied)
    change = office.carried(f"zone {verb} corp.example.net vpc-2 us-east-1")
    assert change.state is State.SUBMITTING
    for _ in range(3):
        office.carry(20.0)
    assert office.now(change).state in (State.PENDING, State.INSYNC)
    assert office.now(change).reconciled == applied
    assert (other in office.embedded.zone(private.id).vpcs) == (verb == "associate")


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


def test_with_several_accounts_the_one_is_said_and_never_guessed(office: Office) -> None:
    several = office.with_defaults(accounts=("prod", "dev"))
    with pytest.raises(NotUnderstood, match="prod, dev"):
        several.ask("zone create example.net")
    with pytest.raises(NotUnderstood, match="test"):
        several.ask("zone create example.net in test")
    found = several.ask("zone create example.net in dev")
    assert isinstance(found, Started)
    assert found.change.plan.account == "dev"


def test_with_one_account_none_is_said(office: Office) -> None:
    with pytest.raises(NotUnderstood, match="one AWS account"):
        office.ask("zone create example.net in prod")
