"""Names: as typed, as kept, as Route 53 writes them."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.model import names
from commands.model.names import BadName

LABEL = st.binary(min_size=1, max_size=15)
CANONICAL = st.lists(LABEL, min_size=1, max_size=6).map(
    lambda labels: names.from_wire(".".join("".join(f"\\{byte:03o}" for byte in label) for label in labels))
)
HOST_LABEL = st.text(string.ascii_lowercase + string.digits + "-_", min_size=1, max_size=20)
HOST = st.lists(HOST_LABEL, min_size=1, max_size=6).map(".".join)
LONGEST = ".".join(["a" * 63, "b" * 63, "c" * 63, "d" * 61])


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("db1", "db1"),
        ("WWW.Example.COM", "www.example.com"),
        ("www.example.com.", "www.example.com."),
        ("@", "@"),
        ("*", "*"),
        ("*.Example.com", "*.example.com"),
        (r"\052.example.com", "*.example.com"),
        (r"\100host.example.com", r"\@host.example.com"),
        (r"a\.b.example.com", r"a\.b.example.com"),
        (r"\032.example.com", r"\032.example.com"),
        (r"\303\274.example.com", r"\195\188.example.com"),
        ("_sip._tcp", "_sip._tcp"),
        ("_dmarc.Example.com", "_dmarc.example.com"),
        ("sel._domainkey", "sel._domainkey"),
        ("0/25.2.0.192.in-addr.arpa", "0/25.2.0.192.in-addr.arpa"),
        ("192.0.2.1", "192.0.2.1"),
        ("München.example.com", "xn--mnchen-3ya.example.com"),
        ("xn--mnchen-3ya.example.com", "xn--mnchen-3ya.example.com"),
        ("_sip._tcp.münchen.de", "_sip._tcp.xn--mnchen-3ya.de"),
        ("straße.de", "xn--strae-oqa.de"),
        ("ｗｗｗ．example。com", "www.example.com"),
        ("ex\u00adample\u200b.com", "example.com"),
        ("http://www.example.com", "www.example.com"),
        ("HTTPS://API.example.com/", "api.example.com"),
        ("https://intranet/", "intranet"),
        ("api.example.com/", "api.example.com"),
        ("a" * 63, "a" * 63),
        (LONGEST, LONGEST),
        (LONGEST + ".", LONGEST + "."),
    ],
)
def test_a_typed_name_is_brought_to_its_normal_form(text: str, normal: str) -> None:
    assert names.typed(text) == normal


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "A name is missing"),
        ("https://", "A name is missing"),
        ("a" * 64, "63 characters"),
        ("ü" * 60, "63 characters"),
        (LONGEST + "d", "253 characters"),
        (LONGEST + "d.", "253 characters"),
        ("a" * 100_000, "253 characters"),
        ("a..example.com", "a dot too many: a.example.com"),
        (".example.com", "a dot too many: example.com"),
        ("www.example.com..", "a dot too many: www.example.com."),
        ("www example.com", "no blanks"),
        ("www\u00a0.example.com", "no blanks"),
        (":tada:.example.com", ":tada: is an emoji"),
        ("2001:db8::1", "is an IPv6 address; the name for its PTR is 1.0.0.0"),
        ("☕.example.com", "☕ cannot stand in a DNS name"),
        ("_ü.example.com", "_ü cannot stand in a DNS name"),
        ("www.*.example.com", "* alone at the left"),
        ("a*.example.com", "* alone at the left"),
        (r"www.\052.example.com", "* alone at the left"),
        ("@.example.com", "@ stands alone"),
        ("host@example.com", "@ stands alone"),
        ("www.example.com,", "ends in a comma"),
        ('"www', 'cannot hold "'),
        ("www;", "cannot hold ;"),
        ("www\x00", r"cannot hold \000"),
        ("www\\", "backslash"),
        (r"\9", "backslash"),
        (r"\999", "backslash"),
        ("http://www.example.com/path", "only its host: www.example.com"),
        ("www.example.com/path", "only its host: www.example.com"),
        ("www.example.com:8080", "only its host: www.example.com"),
        ("https://www.example.com?q", "only its host: www.example.com"),
        ("\ud800.example.com", "cannot stand in a DNS name"),
    ],
)
def test_what_is_no_name_is_refused_in_plain_words(text: str, sentence: str) -> None:
    with pytest.raises(BadName) as refusal:
        names.typed(text)
    assert sentence in str(refusal.value)


def test_a_refusal_carries_the_name_that_was_meant() -> None:
    with pytest.raises(BadName) as refusal:
        names.typed("https://www.example.com/login")
    assert refusal.value.correction == "www.example.com"


def test_a_refusal_is_short_and_printable_whatever_was_typed() -> None:
    with pytest.raises(BadName) as refusal:
        names.typed("\u202e\ud800" * 100_000)
    assert len(str(refusal.value)) < 1000
    assert str(refusal.value).isprintable()


@settings(deadline=None)
@given(st.one_of(st.text(st.characters(), max_size=300), st.text(r"\*@.:/ü052" + string.printable, max_size=80)))
def test_any_text_is_a_name_or_a_bad_name_and_a_name_stays_as_it_is(text: str) -> None:
    try:
        name = names.typed(text)
    except BadName as refusal:
        told = str(refusal)
    else:
        told = ""
        assert names.typed(name) == name
    assert told == "" or told.isprintable()


@given(HOST)
def test_a_plain_name_is_kept_letter_by_letter(name: str) -> None:
    assert names.typed(name) == name
    assert names.typed(name.upper() + ".") == name + "."


@pytest.mark.parametrize(
    ("name", "origin", "whole"),
    [
        ("db1", "example.com.", "db1.example.com."),
        ("@", "example.com.", "example.com."),
        ("*", "example.com.", "*.example.com."),
        ("db1.example.com.", "example.net.", "db1.example.com."),
        ("_sip._tcp", "example.com.", "_sip._tcp.example.com."),
        (r"a\.", "example.com.", r"a\..example.com."),
        ("com", ".", "com."),
    ],
)
def test_a_relative_name_is_completed_with_its_origin(name: str, origin: str, whole: str) -> None:
    assert names.absolute(name, origin) == whole


def test_a_name_that_is_too_long_only_with_its_origin_is_refused() -> None:
    with pytest.raises(BadName, match="253 characters"):
        names.absolute(LONGEST, "example.com.")


def test_an_at_sign_that_is_no_shorthand_is_a_label_of_its_own() -> None:
    assert names.canonical("@") == names.canonical(r"\@.") == names.from_wire(r"\100.") == r"\@."


def test_a_name_has_one_canonical_form() -> None:
    spellings = ["Münch.Example.com", "xn--mnch-0ra.example.com.", r"xn--mnch-0ra.ex\097mple.com."]
    assert {names.canonical(spelling) for spelling in spellings} == {"xn--mnch-0ra.example.com."}


@given(CANONICAL)
def test_the_canonical_form_is_its_own_canonical_form(name: str) -> None:
    assert names.canonical(name) == name


@pytest.mark.parametrize(
    ("name", "zone", "inside"),
    [
        ("example.com.", "example.com.", True),
        ("db1.example.com.", "example.com.", True),
        ("db1.notexample.com.", "example.com.", False),
        ("notexample.com.", "example.com.", False),
        ("example.com.", "db1.example.com.", False),
        (r"a\.example.com.", "example.com.", False),
        (r"a\\.example.com.", "example.com.", True),
        ("example.com.", ".", True),
    ],
)
def test_a_name_lies_in_a_zone_at_a_label_boundary(name: str, zone: str, inside: bool) -> None:
    assert names.within(name, zone) is inside


@pytest.mark.parametrize(
    ("name", "for_people"),
    [
        ("www.example.com.", "www.example.com"),
        ("*.example.com.", "*.example.com"),
        ("xn--mnchen-3ya.example.com.", "münchen.example.com (xn--mnchen-3ya.example.com)"),
        ("*.xn--mnchen-3ya.example.com.", "*.münchen.example.com (*.xn--mnchen-3ya.example.com)"),
        ("xn--a.example.com.", "xn--a.example.com"),
        ("xn--example-.com.", "xn--example-.com"),
        (".", "."),
    ],
)
def test_people_see_no_final_dot_and_both_forms_of_an_idn(name: str, for_people: str) -> None:
    assert names.shown(name) == for_people


@given(CANONICAL)
def test_every_name_can_be_shown(name: str) -> None:
    assert names.shown(name).endswith((names.plain(name), f"({names.plain(name)})"))


@pytest.mark.parametrize(("name", "bare"), [("a.b.", "a.b"), ("a.b", "a.b"), (r"a\.", r"a\."), (".", ".")])
def test_a_plain_name_has_no_final_dot(name: str, bare: str) -> None:
    assert names.plain(name) == bare


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        (r"\052.example.com.", "*.example.com."),
        (r"\100.example.com.", r"\@.example.com."),
        (r"a\040b.example.com.", r"a\032b.example.com."),
        (r"\303\274.example.com.", r"\195\188.example.com."),
        (r"a\056b.example.com.", r"a\.b.example.com."),
        (r"a\134b.example.com.", r"a\\b.example.com."),
        ("_sip._tcp.example.com.", "_sip._tcp.example.com."),
        ("xn--mnchen-3ya.de.", "xn--mnchen-3ya.de."),
        (".", "."),
    ],
)
def test_octal_escapes_are_seen_only_at_the_wire(wire: str, name: str) -> None:
    assert names.from_wire(wire) == name
    assert names.to_wire(name) == wire


def test_names_come_from_the_wire_in_canonical_form() -> None:
    assert names.from_wire("WWW.Example.com") == "www.example.com."


def test_what_the_wire_calls_a_name_and_is_none_is_shown_as_it_came() -> None:
    assert names.from_wire("a..b.") == "a..b."


@given(CANONICAL)
def test_the_wire_and_back_changes_no_name(name: str) -> None:
    assert names.from_wire(names.to_wire(name)) == name


@given(CANONICAL)
def test_a_name_that_stands_can_be_typed_as_it_is_shown(name: str) -> None:
    try:
        typed = names.typed(name)
    except BadName as refusal:
        typed = str(refusal)
    assert typed == name or any(why in typed for why in ("wildcard", "emoji", "web address", "comma", "IPv6"))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("192.0.2.1", "1.2.0.192.in-addr.arpa."),
        ("2001:DB8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa."),
    ],
)
def test_an_address_has_a_reverse_name(address: str, name: str) -> None:
    assert names.reverse(address) == name


@pytest.mark.parametrize("text", ["", "www", "192.0.2", "192.0.2.256", "\ud800", "1" * 100_000])
def test_what_is_no_address_has_no_reverse_name(text: str) -> None:
    with pytest.raises(BadName, match="is not an IP address"):
        names.reverse(text)
