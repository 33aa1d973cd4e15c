"""Patterns of whole names: what fits nothing is refused, and which names two of them share."""

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.model import names
from commands.policy import patterns


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("*", "*"),
        ("www*", "www*"),
        ("WWW.Example.com.", "www.example.com"),
        ("corp.", "corp"),
        ("*.corp.", "*.corp"),
        ("[*].example.com", "[*].example.com"),
        ("db[0-9].?.example.com", "db[0-9].?.example.com"),
        ("_dmarc.*", "_dmarc.*"),
        ("0/25.2.0.192.in-addr.arpa", "0/25.2.0.192.in-addr.arpa"),
        (r"a\032b.example.com", r"a\032b.example.com"),
        (r"a\.b.example.com", r"a\.b.example.com"),
    ],
)
def test_a_pattern_is_kept_as_names_are_compared(text: str, kept: str) -> None:
    assert patterns.read(text) == kept


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("www", r"write the zone too, as in www\.example\.com or www\.\*; .*: www\."),
        ("*-prod", "write the zone too"),
        ("db?", "write the zone too"),
        ("[a-c]ww", "write the zone too"),
        ("@", "the zone's name"),
        (".", "the zone's name"),
        ("*.", "the zone's name"),
        ("@.example.com", "stands alone"),
        (".example.com", "a dot too many"),
        ("*..example.com", "a dot too many"),
        ("example.com..", "a dot too many"),
        (f"{'x' * 64}.*", "more than 63"),
        ("https://www.example.com/", "only the name"),
        ("example.com/", "only the name"),
        ("192.0.2.1", r"1\.2\.0\.192\.in-addr\.arpa"),
        (r"\052.example.com", r"\[\*\] is a star"),
        (r"\*.example.com", r"\[\*\] is a star"),
        ("db[0-9.example.com", r"without its \]"),
        ("db[9-0].example.com", "before its beginning"),
        ("*.bücher.example.com", r"'\*\.xn--bcher-kva\.example\.com'"),
        ("b*ü.example.com", "xn--"),
    ],
)
def test_a_pattern_that_fits_no_whole_name_is_refused_with_what_to_write(text: str, words: str) -> None:
    with pytest.raises(patterns.BadPattern, match=words):
        patterns.read(text)


def test_the_longer_is_what_has_more_letters_of_its_own() -> None:
    assert patterns.fit((), "www.example.com") == 0
    assert patterns.fit(("ftp.*",), "www.example.com") is None
    exact, any_of, one = (patterns.fit((glob,), "www.example.com") for glob in ("www.*", "[vwx]ww.*", "?ww.*"))
    assert exact is not None
    assert any_of == one == exact - 1


@pytest.mark.parametrize(
    ("name", "zone", "inside"),
    [
        ("example.com", "example.com", True),
        ("*.web.example.com", "example.com", True),
        ("www.*", "example.com", True),
        ("*", "*", True),
        ("*ample*", "ex?mple.com", True),
        ("[a-c].example.com", "example.*", True),
        ("www.prod", "example.com", False),
        ("wwwexample.com", "example.com", False),
        ("example.com", "www.example.com", False),
        ("www.[a-c].com", "d.com", False),
    ],
)
def test_a_name_lies_in_a_zone_or_in_none(name: str, zone: str, inside: bool) -> None:
    assert patterns.inside(name, zone) is inside


PARTS = st.lists(st.sampled_from(["a", "b", ".", "*", "?", "[ab]"]), min_size=1, max_size=6).map("".join)


@given(PARTS, PARTS, st.lists(st.sampled_from("ab."), min_size=1, max_size=6).map("".join))
def test_two_patterns_of_one_name_meet(one: str, other: str, name: str) -> None:
    if fnmatchcase(name, one) and fnmatchcase(name, other):
        assert patterns.meet(one, other)
        assert patterns.meet(other, one)


@given(st.text('ab.*?[]-\\"()@:/0159 ü', min_size=1, max_size=12))
def test_a_pattern_without_signs_is_a_name_as_it_is_kept(text: str) -> None:
    try:
        kept = patterns.read(text)
    except patterns.BadPattern:
        return
    assert set("*?[") & set(kept) or names.plain(names.canonical(kept)) == kept
