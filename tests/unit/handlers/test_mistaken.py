import pytest

from commands.errors import NotUnderstood
from commands.handlers.asking import Asked
from commands.handlers.mistaken import Known, complete, zones_matter
from commands.language.parse import commands
from commands.model.zones import Zone
from tests.unit.handlers.office import ANN, Office


def misread(text: str) -> NotUnderstood:
    (found,) = commands(text)
    assert isinstance(found, NotUnderstood), found
    return found


def told(office: Office, text: str) -> NotUnderstood:
    """Everything that is wrong with a command whose words are wrong, where Route 53 is asked nothing."""
    zones = office.embedded.zones()
    before = list(office.route53.calls)
    found = complete(misread(text), zones, lambda words: Asked(words, ANN, "C0OPS", False, "", "x/0"), office.world)
    assert office.route53.calls == before
    return found


def wrong(office: Office, text: str) -> list[tuple[str, str]]:
    """The faulty words, each with what is said of it, in the order told."""
    found = told(office, text)
    assert [fault.start for fault in found.faults] == sorted(fault.start for fault in found.faults)
    return [(found.text[fault.start : fault.end], fault.message) for fault in found.faults]


@pytest.fixture
def private(office: Office) -> Zone:
    return office.embedded.add_zone("example.com.", private=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("add www.elsewhere.test A 10.0.0.256", ["www.elsewhere.test", "10.0.0.256"]),
        ("add www.elsewhere.test CNAMEX x.example.net", ["www.elsewhere.test", "CNAMEX"]),
        ("ad www.elsewhere.test A 10.0.0.256", ["ad", "www.elsewhere.test", "10.0.0.256"]),
        ("add nosuch.test. AAAA 1.2.3.4 ttl=abc", ["nosuch.test.", "1.2.3.4", "ttl=abc"]),
        ("add db1.example.com.example.com A 10.0.0.256", ["db1.example.com.example.com", "10.0.0.256"]),
        ("add example.com CNAME 10.0.0.1", ["CNAME", "10.0.0.1"]),
        ("add example.com CNAME a.example.net b.example.net", ["CNAME", "b.example.net"]),
        ("set example.com NS ns1.example.net 99999999999", ["NS", "99999999999"]),
        ("delete example.com NS ns1.example.net 99999999999", ["NS", "99999999999"]),
        ("add-value example.com NS nodots", ["NS", "nodots"]),
        ("delete www.elsewhere.test A 10.0.0.256", ["www.elsewhere.test", "10.0.0.256"]),
        ("get www.elsewhere.test CNAMEX", ["www.elsewhere.test", "CNAMEX"]),
        ("add host A 10.0.0.256 zone=nosuch.example", ["10.0.0.256", "nosuch.example"]),
        ("add a..b A 10.0.0.1 zone=nosuch.example", ["a..b", "nosuch.example"]),
        ("ttl www.elsewhere.test A soon", ["www.elsewhere.test", "soon"]),
        ("rename www.elsewhere.test www.nowhere.test A B", ["www.elsewhere.test", "www.nowhere.test", "B"]),
        ("list example.org CNAMEX", ["example.org", "CNAMEX"]),
        ("zone example.org now", ["example.org", "now"]),
        ("zone delete example.org now", ["example.org", "now"]),
        ("freeze example.org 4h", ["example.org", ""]),
        ("delete zone example.org", ["delete zone", "example.org"]),
        ("zone create example.com now", ["example.com", "now"]),
        ("add_record Z0NOTHERE99 db1.example.com A 10.0.0.256", ["Z0NOTHERE99", "10.0.0.256"]),
        ("add_record example.com example.com CNAME 10.0.0.1", ["CNAME", "10.0.0.1"]),
    ],
)
def test_all_faults_of_a_command_are_told_at_once_each_at_its_words(
    office: Office, text: str, words: list[str]
) -> None:
    assert [word for word, _ in wrong(office, text)] == words


@pytest.mark.parametrize(
    "text",
    [
        "add db1 A 10.0.0.256",
        "add db1.example.com A 10.0.0.256",
        "add @ CNAME 10.0.0.1",
        "add a..b2 A 10.0.0.1",
        "status a b",
        "history www.elsewhere.test 5",
        "zone create new.example now",
        "list @ CNAMEX",
        "add host.example.org A 10.0.0.256 zone=a..b",
        "hello www.elsewhere.test",
    ],
)
def test_what_the_zones_have_nothing_to_say_of_stays_as_it_was(office: Office, text: str) -> None:
    assert told(office, text).faults == misread(text).faults


@pytest.mark.usefixtures("private")
@pytest.mark.parametrize(
    "text", ["add db1 A 10.0.0.256", "add db1.example.com A 10.0.0.256", "list example.com CNAMEX"]
)
def test_two_zones_of_one_name_are_told_beside_the_rest(office: Office, text: str) -> None:
    (word, message), _ = wrong(office, text)
    assert word == text.split()[1]
    assert all(zone.id in message for zone in office.embedded.zones())
    assert "(private)" in message
    assert "(public)" in message


@pytest.mark.usefixtures("private")
def test_a_zone_that_the_channel_has_chosen_is_meant_by_wrong_words_too(office: Office) -> None:
    office.ask(f"use {office.zone.id}")
    assert [word for word, _ in wrong(office, "add db1 A 10.0.0.256")] == ["10.0.0.256"]


def test_without_a_default_zone_a_short_name_is_told_beside_the_rest(office: Office) -> None:
    (first, _) = wrong(office.with_defaults(zone=""), "add db1 A 10.0.0.256")
    assert "DNS_DEFAULT_ZONE is not set" in first[1]


def test_a_default_zone_that_is_not_ours_is_told_beside_the_rest(office: Office) -> None:
    (first, _) = wrong(office.with_defaults(zone="example.org."), "add db1 A 10.0.0.256")
    assert first[0] == "db1"
    assert "DNS_DEFAULT_ZONE" in first[1]


def suggestions(office: Office, text: str) -> list[str]:
    return [fault.suggestion for fault in told(office, text).faults if fault.suggestion]


def test_the_corrected_command_mends_the_words_and_the_name(office: Office) -> None:
    mended = ["add db1.example.com CNAME x.example.net"]
    assert suggestions(office, "add db1.example.com.example.com CNAMEX x.example.net") == mended
    assert suggestions(office, "ad www.elsewhere.test A 10.0.0.1") == ["add www.elsewhere.test.example.com A 10.0.0.1"]


@pytest.mark.parametrize(
    "text",
    [
        "add www.elsewhere.test. CNAMEX x.example.net",
        "add db1.example.com.example.com A 10.0.0.256",
        "add example.com CNAMEX x.example.net",
    ],
)
def test_no_command_is_proposed_that_would_be_refused(office: Office, text: str) -> None:
    assert suggestions(office, text) == []


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("add www.elsewhere.test A 10.0.0.256", True),
        ("add db1 A 10.0.0.256 zone=example.org", True),
        ("zone example.org now", True),
        ("rename db1 www.elsewhere.test A B", True),
        ("add db1 A 10.0.0.256", False),
        ("add a..b A 10.0.0.1", False),
        ("foo www.elsewhere.test", False),
        ("status a b", False),
    ],
)
def test_the_zones_are_looked_at_only_where_they_could_tell_more(office: Office, text: str, matter: bool) -> None:
    assert zones_matter(misread(text), office.world) is matter
    assert office.route53.calls == []


def test_a_short_name_needs_a_look_where_its_zone_is_not_certain(office: Office, private: Zone) -> None:
    error = misread("add db1 A 10.0.0.256")
    assert zones_matter(error, office.with_defaults(zone="").world)
    assert not zones_matter(error, office.world)
    office.ask("zones")
    assert office.world.zones.known() == (office.zone, private)
    assert zones_matter(error, office.world)


def test_zones_that_are_known_are_not_read_again(office: Office) -> None:
    known = Known((office.zone,))
    known.forget()
    assert known.as_of(99.0).all(fresh=True) == known.known() == (office.zone,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("add www.elsewhere.test A i-00000000000000bad", ["www.elsewhere.test", "i-00000000000000bad"]),
        ("rename www.elsewhere.test www.nowhere.test", ["www.elsewhere.test", "www.nowhere.test"]),
    ],
)
def test_right_words_with_two_faults_are_told_both_at_once(office: Office, text: str, words: list[str]) -> None:
    with pytest.raises(NotUnderstood) as caught:
        office.ask(text)
    assert [caught.value.text[fault.start : fault.end] for fault in caught.value.faults] == words


def test_the_second_name_is_pointed_at_and_mended_where_it_is_the_wrong_one(office: Office) -> None:
    with pytest.raises(NotUnderstood) as caught:
        office.ask("copy db1 www.elsewhere.test")
    (found,) = caught.value.faults
    assert caught.value.text[found.start : found.end] == "www.elsewhere.test"
    assert found.suggestion == "copy db1 www.elsewhere.test.example.com"
