"""The Route 53 of the playground: every call is seen, what stands is kept, and it goes wrong to order."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.playground import zones
from bot.playground.account import Account
from bot.playground.feed import Feed
from bot.playground.shelf import Shelf
from bot.playground.trouble import TOLD, Trouble
from commands.adapters.embedded import Embedded
from commands.errors import AwsProblem, Busy, Refused, Unanswered, Unreachable
from commands.model.records import RecordSet, Type
from commands.ports import Route53
from tests.contract.sets import create, delete, simple

DB1 = simple("db1.example.com.", "A", "192.0.2.1")


class Bank:
    """An account with its furniture, and a clock that stands still."""

    def __init__(self, file: Path | None = None, *, furnish: bool = True) -> None:
        self.time = 1_800_000_000.0
        self.feed, self.shelf = Feed(), Shelf(file)
        embedded = Embedded(lambda: self.time)
        if furnish:
            zones.furnish(embedded)
        self.account = Account(embedded, self.feed, self.shelf, lambda: self.time)
        self.zone = next((zone.id for zone in embedded.zones() if zone.name == "example.com."), "")

    def seen(self, kind: str) -> list[dict[str, object]]:
        return [thing for thing in self.feed.since(0, "")[1] if thing["kind"] == kind]

    def calls(self) -> list[tuple[object, object, object]]:
        return [(one["operation"], one["what"], one["outcome"]) for one in self.seen("call")]

    def records(self) -> list[tuple[object, object]]:
        (zone,) = (thing for thing in self.seen("zone") if thing["id"] == self.zone)
        return [(row["label"], row["type"]) for row in zone["records"]]  # type: ignore[attr-defined]


@pytest.fixture
def bank() -> Bank:
    return Bank()


def test_it_is_a_route_53() -> None:
    port: Route53 = Bank().account
    assert port


def test_what_stands_is_on_the_page_from_the_start(bank: Bank) -> None:
    names = {zone["name"]: zone["private"] for zone in bank.seen("zone")}
    assert names == {"example.com": False, "example.org": False, "corp.example.com": True}
    assert ("www", Type.A) in bank.records()
    assert ("@", Type.MX) in bank.records()
    assert bank.calls() == []


def test_every_call_is_seen_with_what_it_asked_and_how_it_ended(bank: Bank) -> None:
    route53 = bank.account
    change_id = route53.submit(bank.zone, create(DB1), "")
    route53.in_sync(change_id)
    bank.time += 60
    route53.in_sync(change_id)
    route53.standing(bank.zone, "db1.example.com.")
    list(route53.records(bank.zone))
    route53.zones()
    route53.zone(bank.zone)
    route53.answers(bank.zone, "db1.example.com.", "A")
    made, _ = route53.create_zone("new.example.net.", "r", "")
    route53.delete_zone(made.zone.id)
    with pytest.raises(Refused):
        route53.submit(bank.zone, create(DB1), "")
    assert bank.calls() == [
        ("ChangeResourceRecordSets", "CREATE db1.example.com A", "PENDING"),
        ("GetChange", change_id, "PENDING"),
        ("GetChange", change_id, "INSYNC"),
        ("ListResourceRecordSets", "db1.example.com", "1 found"),
        ("ListResourceRecordSets", bank.zone, "17 found"),
        ("ListHostedZones", "", "3 found"),
        ("GetHostedZone", bank.zone, "found"),
        ("TestDNSAnswer", "db1.example.com A", "1 found"),
        ("CreateHostedZone", "new.example.net", "PENDING"),
        ("DeleteHostedZone", made.zone.id, "PENDING"),
        ("ChangeResourceRecordSets", "CREATE db1.example.com A", "InvalidChangeBatch"),
    ]


def test_a_change_is_on_the_page_at_once_and_a_deleted_zone_is_gone(bank: Bank) -> None:
    bank.account.submit(bank.zone, create(DB1), "")
    assert ("db1", Type.A) in bank.records()
    made, _ = bank.account.create_zone("new.example.net.", "r", "")
    assert len(bank.seen("zone")) == 4
    bank.account.delete_zone(made.zone.id)
    assert len(bank.seen("zone")) == 3


def test_only_the_newest_calls_are_kept(bank: Bank) -> None:
    for _ in range(200):
        bank.account.zones()
    assert len(bank.calls()) == 150


def test_a_restart_finds_the_same_zones_records_and_changes(tmp_path: Path) -> None:
    before = Bank(tmp_path / "kept.db")
    change_id = before.account.submit(before.zone, create(DB1), "")
    made, _ = before.account.create_zone("new.example.net.", "r", "the shop")
    gone, _ = before.account.create_zone("gone.example.net.", "g", "")
    before.account.delete_zone(gone.zone.id)
    wanted = {zone: list(before.account.records(zone.id)) for zone in before.account.zones()}
    details = {zone.id: before.account.zone(zone.id) for zone in before.account.zones()}
    before.shelf.close()
    after = Bank(tmp_path / "kept.db", furnish=False)
    assert {zone: list(after.account.records(zone.id)) for zone in after.account.zones()} == wanted
    assert {zone.id: after.account.zone(zone.id) for zone in after.account.zones()} == details
    assert not after.account.in_sync(change_id)
    after.time += 5
    assert after.account.in_sync(change_id)
    with pytest.raises(Refused) as refused:
        after.account.create_zone("new.example.net.", "r", "")
    assert refused.value.code == "HostedZoneAlreadyExists"
    assert made.name_servers == after.account.zone(made.zone.id).name_servers
    after.shelf.close()


def test_a_change_stands_in_the_file_before_it_is_answered(tmp_path: Path) -> None:
    bank = Bank(tmp_path / "kept.db")
    bank.account.submit(bank.zone, create(DB1), "")
    late = Bank(tmp_path / "kept.db", furnish=False)
    assert late.account.standing(bank.zone, DB1.name) == (DB1,)
    for one in (bank, late):
        one.shelf.close()


READ: Callable[[Bank], object] = lambda bank: bank.account.zones()  # noqa: E731
CHANGE: Callable[[Bank], object] = lambda bank: bank.account.submit(bank.zone, create(DB1), "")  # noqa: E731

TROUBLES: list[tuple[Trouble, Callable[[Bank], object], type[AwsProblem], bool]] = [
    (Trouble.THROTTLING, READ, Busy, False),
    (Trouble.THROTTLING, CHANGE, Busy, False),
    (Trouble.REFUSING, CHANGE, Refused, False),
    (Trouble.LOST_BEFORE, CHANGE, Unanswered, False),
    (Trouble.LOST_AFTER, CHANGE, Unanswered, True),
    (Trouble.AWAY, READ, Unreachable, False),
    (Trouble.AWAY, CHANGE, Unreachable, False),
]


@pytest.mark.parametrize(
    ("trouble", "call", "problem", "happened"), TROUBLES, ids=[f"{one[0]} {one[2].__name__}" for one in TROUBLES]
)
def test_it_goes_wrong_as_it_is_told(
    bank: Bank, trouble: Trouble, call: Callable[[Bank], object], problem: type[AwsProblem], happened: bool
) -> None:
    bank.account.turn(trouble)
    with pytest.raises(problem):
        call(bank)
    assert bank.seen("call")[-1]["ok"] is False
    bank.account.turn(Trouble.NONE)
    assert bool(bank.account.standing(bank.zone, DB1.name)) is happened


@pytest.mark.parametrize("trouble", [Trouble.REFUSING, Trouble.LOST_BEFORE, Trouble.LOST_AFTER])
def test_reading_goes_on_where_only_changes_go_wrong(bank: Bank, trouble: Trouble) -> None:
    bank.account.turn(trouble)
    assert len(bank.account.zones()) == 3


def test_a_refusal_says_which_permission_is_missing(bank: Bank) -> None:
    bank.account.turn(Trouble.REFUSING)
    with pytest.raises(Refused, match="route53:ChangeResourceRecordSets"):
        CHANGE(bank)


def test_the_answer_to_a_refused_change_can_be_lost_too(bank: Bank) -> None:
    bank.account.turn(Trouble.LOST_AFTER)
    with pytest.raises(Unanswered):
        bank.account.submit(bank.zone, delete(DB1), "")


def test_a_slow_call_goes_on_as_soon_as_the_switch_is_turned_back(bank: Bank) -> None:
    bank.account.turn(Trouble.SLOW)
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(bank.account.zones()))
    thread.start()
    bank.account.turn(Trouble.NONE)
    thread.join(2.5)
    assert found, "it would have taken three seconds"


def test_the_page_is_told_of_every_trouble_there_can_be(bank: Bank) -> None:
    (shown,) = bank.seen("trouble")
    assert shown["value"] == "none"
    assert [one["value"] for one in shown["choices"]] == list(Trouble) == list(TOLD)  # type: ignore[index]


def test_the_furniture_is_such_as_route_53_takes() -> None:
    """What stands at first passes the strict rules, record set by record set."""
    bank = Bank()
    for zone in bank.account.zones():
        for record in bank.account.records(zone.id):
            if record.type in (Type.NS, Type.SOA) or record.alias:
                continue
            bank.account.submit(zone.id, delete(record), "")
            bank.account.submit(zone.id, create(record), "")


def test_an_alias_is_shown_as_one(bank: Bank) -> None:
    (zone,) = (thing for thing in bank.seen("zone") if thing["id"] == bank.zone)
    row = next(one for one in zone["records"] if one["label"] == "shop")  # type: ignore[attr-defined]
    assert row["ttl"] == "alias"
    assert "elb.amazonaws.com" in row["values"][0]


def test_a_zone_of_many_records_is_shown_in_part(bank: Bank) -> None:
    many: list[RecordSet] = [simple(f"h{n}.example.com.", "A", "192.0.2.1") for n in range(500)]
    bank.account.submit(bank.zone, create(*many), "")
    (zone,) = (thing for thing in bank.seen("zone") if thing["id"] == bank.zone)
    assert (len(zone["records"]), zone["count"]) == (400, 516)  # type: ignore[arg-type]
