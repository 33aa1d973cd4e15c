"""Values: as quoted for the person, as compared, as they go over the wire."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.model import values
from commands.model.records import Type
from commands.model.values import BadValue

ANYTHING = st.one_of(
    st.text(st.characters(), max_size=400),
    st.text(string.digits + ' ."\\;()*@:/abü\n', max_size=60),
    st.lists(
        st.sampled_from(
            [
                "0",
                "10",
                "65536",
                "9" * 5000,
                ".",
                "a.b",
                "app",
                '"a"',
                '"',
                "\\",
                r"\#",
                "4",
                "ff",
                "alpn=h2",
                "192.0.2.1",
                "::1",
            ]
        ),
        max_size=8,
    ).map(" ".join),
)
# What Route 53 may return in a value: bytes below 040 and from 177 in octal, a backslash or quote behind a backslash.
WIRE = st.lists(
    st.one_of(
        st.sampled_from([chr(byte) for byte in range(32, 127) if chr(byte) not in '"\\'] + ['"', r"\"", r"\\"]),
        st.integers(0, 255).map(lambda byte: f"\\{byte:03o}"),
    )
).map("".join)
SHA1 = "2bb183af5f22588179a53b0a98631fad1a292118"
SHA256 = "ab" * 32


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", '""'),
        ("v=spf1 include:_spf.example.com ~all", '"v=spf1 include:_spf.example.com ~all"'),
        ("v=DMARC1; p=none, x", '"v=DMARC1; p=none, x"'),
        ('say "hi" \\', r'"say \"hi\" \\"'),
        ("ü\t\n", r'"\195\188\009\010"'),
        ("x" * 256, '"' + "x" * 255 + '" "x"'),
    ],
)
def test_text_is_quoted_for_the_person(text: str, value: str) -> None:
    assert values.quote(text) == value
    assert values.read("TXT", value) == value


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=600))
def test_quoted_text_is_a_value(text: str) -> None:
    assert values.read("TXT", values.quote(text)) == values.quote(text)


@pytest.mark.parametrize(
    ("type_", "a", "b"),
    [
        ("A", ["192.0.2.1", "192.0.2.2"], ["192.0.2.2", "192.0.2.1"]),
        ("AAAA", ["2001:DB8::1"], ["2001:db8:0:0:0:0:0:1"]),
        ("CNAME", ["App.example.com"], ["app.example.com."]),
        ("MX", ["10 Mail.example.com"], ["10   mail.example.com."]),
        ("SRV", ["1 2 3 A.b."], ["1 2 3 a.b"]),
        ("HTTPS", ["1 A.b alpn=h2"], ['1 a.b. alpn="h2"']),
        ("SOA", ["A.b. C.d. 1 2 3 4 5"], ["a.b c.d 1 2 3 4 5"]),
        ("CAA", ["0 issue x"], ['0 issue "x"']),
        ("DS", [f"1 13 1 {SHA1}"], [f"1 13 1 {SHA1[:8].upper()} {SHA1[8:].upper()}"]),
        ("TXT", ['"a"  "b"'], ['"a" "b"']),
        ("TXT", [r'"\097;"'], [r'"a\;"']),
        ("CNAME", [r"\042.example.com"], ["*.example.com"]),
        ("A", ["not an address"], ["not an address"]),
        ("A", [], []),
    ],
)
def test_values_that_say_the_same_are_the_same(type_: str, a: list[str], b: list[str]) -> None:
    assert values.same(type_, a, b)
    assert values.same(type_, b, a)


@pytest.mark.parametrize(
    ("type_", "a", "b"),
    [
        ("A", ["192.0.2.1"], ["192.0.2.1", "192.0.2.2"]),
        ("A", ["192.0.2.1"], []),
        ("MX", ["10 mail.example.com"], ["20 mail.example.com"]),
        ("TXT", ['"a" "b"'], ['"ab"']),
        ("TXT", ['"A"'], ['"a"']),
        ("TXT", ["v=spf1; -all"], ['"v=spf1"']),
        ("MX", ["10 a.b ; note"], ["10 a.b"]),
        ("CAA", ['0 issue "X"'], ['0 issue "x"']),
        ("A", ["not an address"], ["Not an address"]),
        ("WKS", ["a"], ["b"]),
    ],
)
def test_values_that_say_different_things_differ(type_: str, a: list[str], b: list[str]) -> None:
    assert not values.same(type_, a, b)
    assert not values.same(type_, b, a)


@settings(deadline=None)
@given(st.sampled_from([*Type, "WKS"]), st.lists(ANYTHING, max_size=3), st.lists(ANYTHING, max_size=3))
def test_anything_can_be_compared(type_: str, a: list[str], b: list[str]) -> None:
    assert values.same(type_, a, b) == values.same(type_, b, a)
    assert values.same(type_, a, list(reversed(a)))


@pytest.mark.parametrize(
    ("wire", "kept"),
    [
        ('"plain ; text"', '"plain ; text"'),
        (r'"gr\303\274n"', r'"gr\195\188n"'),
        (r'"a \"b\" \\ c"', r'"a \"b\" \\ c"'),
        (r'"\\303"', r'"\\303"'),
        (r"\052.example.com", r"\042.example.com"),
        ("app.example.com.", "app.example.com."),
    ],
)
def test_octal_escapes_are_seen_only_at_the_wire(wire: str, kept: str) -> None:
    assert values.from_wire(wire) == kept
    assert values.to_wire(kept) == wire


@given(WIRE)
def test_what_came_from_the_wire_goes_back_letter_by_letter(text: str) -> None:
    assert values.to_wire(values.from_wire(text)) == text


@given(st.text(st.characters()))
def test_the_wire_takes_any_text(text: str) -> None:
    values.from_wire(text)
    values.to_wire(text)


@settings(deadline=None)
@given(st.sampled_from(list(Type)), ANYTHING)
def test_a_value_read_goes_to_the_wire_and_comes_back(type_: Type, text: str) -> None:
    try:
        value = values.read(type_, text)
    except BadValue:
        return
    assert values.from_wire(values.to_wire(value)) == value
