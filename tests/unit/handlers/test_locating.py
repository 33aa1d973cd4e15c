import pytest

from commands.errors import NoSuchZone, NotUnderstood
from commands.language.parse import parse
from commands.model.zones import Zone
from commands.results import Listing, Looked, NothingThere, Started, ZoneChoice, ZoneUsed
from tests.unit.handlers.office import Office


@pytest.fixture
def sub(office: Office) -> Zone:
    return office.embedded.add_zone("sub.example.com.")


@pytest.fixture
def private(office: Office) -> Zone:
    return office.embedded.add_zone("example.com.", private=True)


def place(office: Office, name: str) -> tuple[str, str]:
    """The zone and the absolute name that a typed name is read as."""
    found = office.ask(f"get {name} TXT")
    assert isinstance(found, NothingThere)
    return found.zone.name, found.name


def fault(office: Office, text: str) -> str:
    """The one fault of a command, checked to point at words that are there."""
    with pytest.raises(NotUnderstood) as caught:
        office.ask(text)
    (found,) = caught.value.faults
    assert 0 <= found.start <= found.end <= len(caught.value.text)
    return found.message


def suggestion(office: Office, text: str) -> str:
    with pytest.raises(NotUnderstood) as caught:
        office.ask(text)
    return caught.value.faults[0].suggestion


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("db1", "db1.example.com."),
        ("@", "example.com."),
        ("*", "*.example.com."),
        ("*.dev.example.com", "*.dev.example.com."),
        (r"\052", "*.example.com."),
        ("DB1", "db1.example.com."),
        ("_dmarc", "_dmarc.example.com."),
        ("_sip._tcp", "_sip._tcp.example.com."),
        ("sel._domainkey", "sel._domainkey.example.com."),
        ("db1.eu-west-1", "db1.eu-west-1.example.com."),
        ("a.b2", "a.b2.example.com."),
        ("db1.example.com", "db1.example.com."),
        ("db1.example.com.", "db1.example.com."),
        ("example.com", "example.com."),
        ("https://www.example.com/", "www.example.com."),
        ("münchen", "xn--mnchen-3ya.example.com."),
    ],
)
def test_a_typed_name_is_relative_unless_it_ends_in_a_zone_of_ours(office: Office, typed: str, name: str) -> None:
    assert place(office, typed) == ("example.com.", name)


@pytest.mark.parametrize(
    ("typed", "zone", "name"),
    [
        ("db1.sub.example.com", "sub.example.com.", "db1.sub.example.com."),
        ("sub.example.com", "sub.example.com.", "sub.example.com."),
        ("xsub.example.com", "example.com.", "xsub.example.com."),
        ("sub", "sub.example.com.", "sub.example.com."),
    ],
)
@pytest.mark.usefixtures("sub")
def test_the_longest_matching_zone_holds_the_name(office: Office, typed: str, zone: str, name: str) -> None:
    assert place(office, typed) == (zone, name)


@pytest.mark.parametrize("typed", ["www.elsewhere.test", "db1.prod", "www.example.org", "a.xn--p1ai"])
def test_a_name_that_may_be_meant_in_full_is_not_guessed(office: Office, typed: str) -> None:
    said = fault(office, f"get {typed}")
    assert f"No zone of ours holds `{typed}`" in said
    assert f"`{typed}.example.com`" in said
    assert suggestion(office, f"get {typed}") == f"get {typed}.example.com"


def test_the_suggested_command_is_what_was_typed_with_the_whole_name(office: Office) -> None:
    assert suggestion(office, "add db1.prod A 192.0.2.1 300") == "add db1.prod.example.com A 192.0.2.1 300"
    assert isinstance(office.ask("add db1.prod.example.com A 192.0.2.1 300"), Started)


def test_without_a_default_zone_names_are_written_in_full(office: Office) -> None:
    bare = office.with_defaults(zone="")
    for typed in ("db1", "@", "_sip._tcp"):
        assert "DNS_DEFAULT_ZONE is not set" in fault(bare, f"get {typed}")
    assert "`/dns zones`" in fault(bare, "get www.elsewhere.test")
    assert place(bare, "db1.example.com") == ("example.com.", "db1.example.com.")


def test_a_default_zone_that_is_not_ours_is_told_by_its_variable(office: Office) -> None:
    with pytest.raises(NoSuchZone, match="DNS_DEFAULT_ZONE"):
        office.with_defaults(zone="example.org.").ask("get db1")


def test_a_dotted_final_name_outside_our_zones_has_no_relative_reading(office: Office) -> None:
    assert fault(office, "get www.elsewhere.test.") == "No zone of ours holds `www.elsewhere.test`"


@pytest.mark.parametrize("typed", ["db1.example.com", "db1", "example.com", "@"])
def test_two_zones_of_one_name_are_listed_and_never_guessed(office: Office, private: Zone, typed: str) -> None:
    found = office.ask(f"get {typed}")
    assert isinstance(found, ZoneChoice)
    assert {details.zone.id: details.zone.private for details, _ in found.options} == {
        office.zone.id: False,
        private.id: True,
    }
    for details, said in found.options:
        looked = office.ask(said)
        assert isinstance(looked, Looked | NothingThere)
        assert looked.zone.id == details.zone.id


@pytest.mark.parametrize("typed", ["db1", "db1.example.com", "db1.example.com."])
def test_zone_equals_picks_one_of_two(office: Office, private: Zone, typed: str) -> None:
    found = office.ask(f"get {typed} zone={private.id}")
    assert isinstance(found, NothingThere)
    assert (found.zone.id, found.name) == (private.id, "db1.example.com.")


def test_zone_equals_takes_a_name_and_makes_other_names_relative_to_it(office: Office, sub: Zone) -> None:
    found = office.ask("get a.b zone=sub.example.com")
    assert isinstance(found, NothingThere)
    assert (found.zone.id, found.name) == (sub.id, "a.b.sub.example.com.")


@pytest.mark.usefixtures("sub")
def test_a_final_dot_outside_the_zone_that_was_picked_is_a_fault(office: Office) -> None:
    assert "does not lie in the zone `sub.example.com`" in fault(office, "get a.example.org. zone=sub.example.com")


@pytest.mark.parametrize("text", ["get db1 zone=example.org", "list example.org", "zone example.org", "zone Z0NOTHERE"])
def test_a_zone_that_is_not_ours_is_told_with_where_to_look(office: Office, text: str) -> None:
    assert "`/dns zones` lists them" in fault(office, text)


def test_a_zone_is_named_by_its_id_too(office: Office) -> None:
    for target in (office.zone.id, f"/hostedzone/{office.zone.id}", "example.com", "EXAMPLE.com."):
        found = office.ask(f"list {target}")
        assert isinstance(found, Listing)
        assert found.zone.id == office.zone.id


@pytest.mark.usefixtures("private")
def test_two_zones_of_one_name_are_listed_by_list_and_zone_too(office: Office) -> None:
    for text in ("list example.com", "zone example.com", "zone delete example.com", "list", "use example.com"):
        found = office.ask(text)
        assert isinstance(found, ZoneChoice)
        assert all(details.zone.id in said for details, said in found.options)


@pytest.mark.usefixtures("private")
def test_a_zone_that_is_used_is_meant_by_its_name_until_it_is_forgotten(office: Office) -> None:
    used = office.ask(f"use {office.zone.id}")
    assert isinstance(used, ZoneUsed)
    for text in ("get db1", "get example.com"):
        found = office.ask(text)
        assert isinstance(found, Looked | NothingThere)
        assert found.zone.id == office.zone.id
    office.ask("use example.com none")
    assert isinstance(office.ask("get db1"), ZoneChoice)


def test_a_choice_whose_zone_is_gone_is_asked_anew(office: Office, private: Zone) -> None:
    office.ask(f"use {private.id}")
    office.embedded.delete_zone(private.id)
    office.embedded.add_zone("example.com.", private=True)
    office.hands.pass_(20.0)
    assert isinstance(office.ask("get db1"), ZoneChoice)


@pytest.mark.parametrize("name", ["db1.new.example", "db1.new.example."])
def test_a_zone_that_was_made_a_moment_ago_is_found(office: Office, name: str) -> None:
    office.ask("zones")
    office.embedded.add_zone("new.example.")
    office.hands.pass_(0.1)
    assert place(office, name) == ("new.example.", "db1.new.example.")
    assert isinstance(office.ask("list new.example"), Listing)


@pytest.mark.parametrize(
    "name", ["db1.example.com.example.com", "db1.example.com.example.com.", "example.com.example.com"]
)
@pytest.mark.parametrize("verb", ["add {} A 192.0.2.1", "set {} A 192.0.2.1"])
def test_the_doubled_suffix_is_stopped_and_mended(office: Office, verb: str, name: str) -> None:
    once = name.rstrip(".").removesuffix(".example.com")
    assert f"`{once}`" in fault(office, verb.format(name))
    mended = suggestion(office, verb.format(name))
    assert mended == verb.format(once)
    parse(mended)


def test_what_stands_under_a_doubled_suffix_can_be_looked_at(office: Office) -> None:
    assert place(office, "db1.example.com.example.com")[1] == "db1.example.com.example.com."


def test_a_name_that_is_too_long_once_completed_is_told(office: Office) -> None:
    assert "longer than" in fault(office, f"get {'.'.join(['a' * 60] * 4)}-")
