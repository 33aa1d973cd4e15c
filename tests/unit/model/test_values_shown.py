import pytest

from commands.model import values


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("grüße", '"grüße"'),
        ("日本 🚀", '"日本 🚀"'),
        ("a\u202eb", r'"a\226\128\174b"'),
        ("x\u200by\ufe0f", r'"x\226\128\139y\239\184\143"'),
        ("\u201cq\u201d", r'"\226\128\156q\226\128\157"'),
        (r"\195\188", r'"\\195\\188"'),
        ("a\x00\x1b", r'"a\000\027"'),
    ],
)
def test_a_text_is_shown_readable_where_it_can_be_seen_and_typed_again(text: str, seen: str) -> None:
    assert values.readable("TXT", values.quote(text)) == seen
    assert values.quote(text).isascii()
    assert values.read("TXT", seen) == values.quote(text)


def test_bytes_that_are_no_utf_8_stay_escapes() -> None:
    assert values.readable("TXT", r'"\195\188\195 \255" "\195"') == r'"ü\195 \255" "\195"'


def test_only_texts_are_shown_readable() -> None:
    assert values.readable("CNAME", r"\195\188.example.com.") == r"\195\188.example.com."
