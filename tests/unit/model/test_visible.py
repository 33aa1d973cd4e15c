"""Texts from outside, with all of what they hold to be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.model import values, visible

CASES = [
    ("plain ü 日本 “quoted” – and so on", "plain ü 日本 “quoted” – and so on"),
    ("a\u202eb", r"a\226\128\174b"),
    ("a\u2066b\u2069", r"a\226\129\166b\226\129\169"),
    ("\u200e\u200f\u200b\u200d\ufeff", r"\226\128\142\226\128\143\226\128\139\226\128\141\239\187\191"),
    ("\x1b[31m\x00\x7f\x85", r"\027[31m\000\127\194\133"),
    ("one\u2028two\u2029", r"one\226\128\168two\226\128\169"),
    ("\ud800 \udc80", r"\237\160\128 \128"),
    ("a\u00a0b\tc\u3164", r"a\194\160b\009c\227\133\164"),
]


@pytest.mark.parametrize(("text", "seen"), CASES)
def test_what_cannot_be_seen_or_turns_the_line_round_is_shown_by_its_bytes(text: str, seen: str) -> None:
    assert visible.line(text) == visible.lines(text) == seen


def test_line_breaks_are_shown_where_a_text_is_one_line_and_kept_where_they_belong() -> None:
    assert visible.line("a\nb\r\nc") == r"a\010b\013\010c"
    assert visible.lines("a\nb\r\nc") == "a\nb\\013\nc"


@given(st.text(st.characters(categories=None)))
def test_any_text_is_one_printable_line_that_is_left_alone_from_then_on(text: str) -> None:
    seen = visible.line(text)
    assert seen.isprintable()
    assert visible.line(seen) == seen
    seen.encode()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters='"\\'), max_size=60))
def test_a_value_that_holds_it_is_shown_in_the_same_form(text: str) -> None:
    """A value is stricter: it also keeps for escapes what would come back otherwise when it is typed."""
    shown = values.readable("TXT", values.quote(text))
    assert visible.line(shown) == shown
