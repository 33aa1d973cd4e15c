import pytest

from commands.changes.lifecycle import Change
from commands.errors import NoSuchChange
from commands.handlers.reading import SHOWN, matches
from commands.model.records import Type
from commands.model.zones import Vpc
from commands.results import (
    Helped,
    HistoryShown,
    Listing,
    Looked,
    NothingThere,
    Started,
    StatusShown,
    ZoneList,
    ZoneShown,
)
from tests.unit.handlers.office import Office


@pytest.mark.parametrize(("text", "topic"), [("", ""), ("help", ""), ("help add", "add"), ("add --help", "add")])
def test_help_asks_nobody(office: Office, text: str, topic: str) -> None:
    assert office.ask(text) == Helped(topic)
    assert office.route53.calls == []


def test_zones_are_read_now_and_sorted_by_name(office: Office) -> None:
    office.ask("zones")
    office.hands.pass_(0.1)
    office.embedded.add_zone("beta.example.")
    office.embedded.add_zone("alpha.example.")
    found = office.ask("zones")
    assert isinstance(found, ZoneList)
    assert [zone.name for zone in found.zones] == ["alpha.example.", "beta.example.", "example.com."]


@pytest.mark.parametrize(
    ("glob", "count"), [("*example*", 2), ("*.com", 1), ("EXAMPLE.com", 1), ("example.com.", 1), ("example", 0)]
)
def test_zones_are_matched_by_their_whole_name(office: Office, glob: str, count: int) -> None:
    office.embedded.add_zone("example.net.")
    found = office.ask(f"zones {glob}")
    assert isinstance(found, ZoneList)
    assert (len(found.zones), found.glob) == (count, glob.lower())


def test_a_zone_shows_its_name_servers_and_a_private_one_its_vpcs(office: Office) -> None:
    hidden = office.embedded.add_zone("corp.internal.", private=True, vpcs=[Vpc("vpc-1", "eu-west-1")])
    public, private = office.ask("zone example.com"), office.ask(f"zone {hidden.id}")
    assert isinstance(public, ZoneShown)
    assert isinstance(private, ZoneShown)
    assert len(public.details.name_servers) == 4
    assert (private.details.name_servers, private.details.vpcs) == ((), (Vpc("vpc-1", "eu-west-1"),))


@pytest.fixture
def filled(office: Office) -> Office:
    office.put("db1.example.com.", Type.A, "192.0.2.1")
    office.put("db2.example.com.", Type.CNAME, "x.example.net")
    office.put("www.example.com.", Type.A, "192.0.2.2")
    office.put("www.example.com.", Type.TXT, '"x"')
    return office


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("list", ["example.com. NS", "example.com. SOA", "db1 A", "db2 CNAME", "www A", "www TXT"]),
        ("list example.com", ["example.com. NS", "example.com. SOA", "db1 A", "db2 CNAME", "www A", "www TXT"]),
        ("list example.com A", ["db1 A", "www A"]),
        ("list A", ["db1 A", "www A"]),
        ("list example.com db*", ["db1 A", "db2 CNAME"]),
        ("list example.com CNAME db*", ["db2 CNAME"]),
        ("list example.com *.example.com", ["db1 A", "db2 CNAME", "www A", "www TXT"]),
        ("list example.com @", ["example.com. NS", "example.com. SOA"]),
        ("list example.com DB1", ["db1 A"]),
        ("list example.com MX", []),
    ],
)
def test_a_list_is_filtered_by_type_and_by_the_name_inside_the_zone(
    filled: Office, text: str, shown: list[str]
) -> None:
    found = filled.ask(text)
    assert isinstance(found, Listing)
    assert [f"{record.name.replace('.example.com.', '')} {record.type}" for record in found.records] == shown
    assert found.more == 0


@pytest.mark.parametrize(
    ("text", "kept", "more"),
    [("list", SHOWN, 12), ("list A", SHOWN, None), ("list h1*", 11, 0), ("list example.com h*", SHOWN, None)],
)
def test_a_long_list_is_cut_and_tells_how_much_is_left_where_it_knows(
    office: Office, text: str, kept: int, more: int | None
) -> None:
    for number in range(70):
        office.put(f"h{number}.example.com.", Type.A, "192.0.2.1")
    found = office.ask(text)
    assert isinstance(found, Listing)
    assert (len(found.records), found.more) == (kept, more)


def test_get_shows_a_name_and_what_else_stands_there(filled: Office) -> None:
    whole, one = filled.ask("get www"), filled.ask("get www TXT")
    assert isinstance(whole, Looked)
    assert isinstance(one, Looked)
    assert [record.type for record in whole.records] == [Type.A, Type.TXT]
    assert [record.type for record in one.records] == [Type.TXT]
    assert [record.type for record in one.others] == [Type.A]


@pytest.mark.parametrize(("text", "others"), [("get nothing", 0), ("get www MX", 2)])
def test_get_of_nothing_says_so_and_shows_what_stands_instead(filled: Office, text: str, others: int) -> None:
    found = filled.ask(text)
    assert isinstance(found, NothingThere)
    assert len(found.others) == others


@pytest.mark.parametrize(
    ("name", "glob", "fits"),
    [
        ("db1.example.com.", "db*", True),
        ("db1.example.com.", "*DB*", True),
        ("db1.example.com.", "db1.example.com.", True),
        ("db1.example.com.", "db", False),
        ("db1.example.com.", "db?.example.com", True),
        ("*.example.com.", "[*].example.com", True),
    ],
)
def test_a_glob_is_a_shell_pattern_over_the_whole_name(name: str, glob: str, fits: bool) -> None:
    assert matches(name, glob) is fits


def added(office: Office, name: str) -> Change:
    found = office.ask(f"add {name} A 192.0.2.1")
    assert isinstance(found, Started)
    return found.change


def test_status_is_by_our_id_or_by_route_53s(office: Office) -> None:
    change = office.carried("add db1 A 192.0.2.1")
    for target in (change.id, change.id.upper(), change.aws_id, f"/change/{change.aws_id}"):
        found = office.ask(f"status {target}")
        assert isinstance(found, StatusShown)
        assert found.change.id == change.id


def test_status_of_nothing_tells_where_to_look(office: Office) -> None:
    with pytest.raises(NoSuchChange, match="`/dns history`"):
        office.ask("status nothing")


@pytest.mark.parametrize(
    ("target", "count"),
    [
        ("", 3),
        ("db1", 1),
        ("DB1.example.com.", 1),
        ("db1.example.com", 1),
        ("example.com", 2),
        ("@", 2),
        ("example.net", 1),
        ("nothing", 0),
    ],
)
def test_history_is_of_a_name_however_it_is_typed_of_a_zone_or_of_everything(
    office: Office, target: str, count: int
) -> None:
    office.embedded.add_zone("example.net.")
    changes = [added(office, name) for name in ("db1", "db2", "db1.example.net")]
    found = office.ask(f"history {target}".strip())
    assert isinstance(found, HistoryShown)
    assert found.target == target.lower()
    assert len(found.changes) == count
    if count == 3:
        assert [change.id for change in found.changes] == [change.id for change in reversed(changes)]


def test_history_of_a_zone_by_its_id(office: Office) -> None:
    change = added(office, "db1")
    found = office.ask(f"history {office.zone.id}")
    assert isinstance(found, HistoryShown)
    assert [one.id for one in found.changes] == [change.id]


def test_history_needs_no_default_zone(office: Office) -> None:
    change = added(office, "db1")
    found = office.with_defaults(zone="").ask("history db1.example.com")
    assert isinstance(found, HistoryShown)
    assert [one.id for one in found.changes] == [change.id]
    assert office.with_defaults(zone="").ask("history @") == HistoryShown((), "@")
