"""Several accounts as one Route 53."""

import pytest

from commands.adapters.accounts import Accounts
from commands.adapters.embedded import Embedded
from commands.errors import NoSuchZone, Refused, Unreachable
from commands.model.plan import Action
from commands.model.records import RecordSet, Type
from commands.model.zones import Vpc, Zone

WWW = RecordSet("www.example.com.", Type.A, 300, ("192.0.2.1",))


class Account(Embedded):
    """One account; who acts in it, and whether it is away."""

    def __init__(self) -> None:
        super().__init__(lambda: 0.0)
        self.actors: list[str] = []
        self.away: Exception | None = None

    def as_(self, actor: str) -> "Account":
        self.actors.append(actor)
        return self

    def zones(self) -> tuple[Zone, ...]:
        if self.away:
            raise self.away
        return super().zones()


@pytest.fixture
def prod() -> Account:
    return Account()


@pytest.fixture
def dev() -> Account:
    return Account()


@pytest.fixture
def both(prod: Account, dev: Account) -> Accounts:
    return Accounts({"prod": prod.as_, "dev": dev.as_})


def test_the_zones_of_all_accounts_are_listed_with_their_account(both: Accounts, prod: Account, dev: Account) -> None:
    prod.add_zone("example.com.")
    dev.add_zone("dev.example.com.")
    assert [(zone.name, zone.account) for zone in both.zones()] == [
        ("example.com.", "prod"),
        ("dev.example.com.", "dev"),
    ]


def test_two_aliases_of_one_account_list_each_zone_once(prod: Account) -> None:
    zone = prod.add_zone("example.com.")
    found = Accounts({"one": prod.as_, "two": prod.as_}).zones()
    assert [(each.id, each.account) for each in found] == [(zone.id, "one")]


def test_each_request_goes_to_the_account_that_holds_the_zone(both: Accounts, prod: Account, dev: Account) -> None:
    prod.add_zone("example.com.")
    here = dev.add_zone("example.com.")
    change_id = both.submit(here.id, [(Action.CREATE, WWW)], "")
    assert dev.standing(here.id, WWW.name) == both.standing(here.id, WWW.name) == (WWW,)
    assert WWW in tuple(both.records(here.id))
    assert both.zone(here.id).zone.account == "dev"
    assert both.answers(here.id, WWW.name, "A") == WWW.values
    assert both.tags(here.id) == ()
    assert both.in_sync(change_id) is False


def test_zones_are_attached_and_deleted_where_they_are(both: Accounts, prod: Account, dev: Account) -> None:
    zone = dev.add_zone("corp.example.com.", private=True, vpcs=[Vpc("vpc-1", "us-east-1")])
    both.associate(zone.id, Vpc("vpc-2", "us-east-1"))
    both.dissociate(zone.id, Vpc("vpc-1", "us-east-1"))
    assert dev.zone(zone.id).vpcs == (Vpc("vpc-2", "us-east-1"),)
    both.delete_zone(zone.id)
    assert dev.zones() == ()


def test_a_zone_is_made_in_the_account_that_was_said_as_the_person(both: Accounts, prod: Account, dev: Account) -> None:
    both.account("dev", "U0ANN").create_zone("new.example.com.", "a-change-id", "")
    assert [zone.name for zone in dev.zones()] == ["new.example.com."]
    assert dev.actors == ["U0ANN"]
    with pytest.raises(Refused, match="which AWS account"):
        both.create_zone("other.example.com.", "another", "")


def test_where_no_account_is_told_all_of_them_are_meant(both: Accounts) -> None:
    assert both.account("") is both


def test_a_zone_that_no_account_holds_is_told(both: Accounts) -> None:
    with pytest.raises(NoSuchZone, match="Z404"):
        both.standing("Z404", "www.example.com.")


def test_a_change_that_no_account_knows_is_refused(both: Accounts) -> None:
    with pytest.raises(Refused):
        both.in_sync("C404")


def test_an_account_that_was_never_read_stops_the_search_and_is_named(both: Accounts, dev: Account) -> None:
    dev.away = Refused("AccessDenied", "no", "AWS does not allow the bot this.")
    with pytest.raises(Refused, match="Account dev: AWS does not allow") as refused:
        both.zones()
    assert refused.value.code == "AccessDenied"


def test_an_account_that_is_away_counts_with_what_it_held(both: Accounts, dev: Account) -> None:
    zone = dev.add_zone("dev.example.com.")
    both.zones()
    dev.away = Unreachable("gone")
    assert [each.id for each in both.zones()] == [zone.id]
