import pytest

from bot.blocks import kit
from bot.blocks.kit import Message
from bot.playground.rules.blocks import Surface, block_faults
from tests.unit.bot.examples import EVIL, faults, loose, seen


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("", ""),
        ("plain", "plain"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("a & b", "a &amp; b"),
        ("&amp;", "&amp;amp;"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_the_three_characters_that_slack_reads_are_escaped_once(text: str, escaped: str) -> None:
    assert kit.escape(text) == escaped


def test_what_cannot_be_seen_is_visible_in_every_shape_and_counts_before_anything_is_cut() -> None:
    text = "a\u202eb"
    shapes = (
        kit.escape(text),
        kit.prose(text),
        kit.code(text),
        str(kit.lines([text])),
        str(kit.button(text, "a", "v")),
    )
    for shape in shapes:
        assert r"a\226\128\174b" in shape.replace("\\\\", "\\")
    assert kit.button("\u202e" * 75, "a", "v")["text"]["text"] == "\\226\\128\\174" * 6 + "\\2…"


def test_a_line_break_in_somebody_elses_words_begins_no_line_of_ours() -> None:
    assert kit.prose("incident\n*INSYNC*: live") == r"incident\010*INSYNC*: live"
    assert kit.escape("two\nlines") == "two\nlines"


def test_nothing_inside_a_code_span_can_end_it() -> None:
    assert kit.code("a`b `` <!here>") == "`aˋb ˋˋ &lt;!here&gt;`"


def test_a_person_is_mentioned_and_a_strange_id_cannot_mention_another() -> None:
    assert kit.person("U0ANN") == "<@U0ANN>"
    assert kit.person("U1><!channel") == "<@U1&gt;&lt;!channel>"


def test_a_moment_is_in_the_readers_own_zone_with_a_fallback() -> None:
    assert kit.moment(1_800_000_000.7) == "<!date^1800000000^{date_short_pretty} {time}|2027-01-15 08:00 UTC>"


@pytest.mark.parametrize(
    ("text", "most", "left"),
    [("", 5, ""), ("abcde", 5, "abcde"), ("abcdef", 5, "abcd…"), ("ü" * 9, 5, "üüüü…")],
)
def test_cutting_marks_that_something_was_left_out(text: str, most: int, left: str) -> None:
    assert kit.cut(text, most) == left


@pytest.mark.parametrize("character", ["a", "ü", "€", "😀", "&"])
@pytest.mark.parametrize("length", [0, 1, 50, 99, 100, 101, 500])
def test_cutting_by_bytes_keeps_whole_characters(character: str, length: int) -> None:
    text = character * length
    cut = kit.cut_bytes(text, 100)
    assert len(cut.encode()) <= 100
    assert cut == text if len(text.encode()) <= 100 else text.startswith(cut.removesuffix("…"))


@pytest.mark.parametrize(
    ("count", "kept", "last"), [(0, 0, ""), (5, 5, "4"), (6, 5, "… and 2 more"), (9, 5, "… and 5 more")]
)
def test_some_rows_say_how_many_there_are_more(count: int, kept: int, last: str) -> None:
    rows = kit.some([str(number) for number in range(count)], 5)
    assert len(rows) == kept
    assert rows[-1:] == ([last] if last else [])


@pytest.mark.parametrize("text", ["", "x", "&" * 5_000, "<" * 5_000, EVIL])
def test_every_shape_is_within_slacks_limits(text: str) -> None:
    said = kit.escape(text) or " "
    blocks = (
        kit.section(said),
        kit.context(said, said),
        kit.lines([text]),
        kit.lines([]),
        kit.actions(*(kit.button(text or "x", f"a{number}", "v" * 2_000, "danger", text) for number in range(30))),
    )
    assert block_faults(seen(Message("text", blocks)), Surface.MESSAGE) == []


def test_a_long_paragraph_is_not_cut_in_the_middle_of_an_escape_or_a_mention() -> None:
    texts = ["x" * length + kit.escape("<&") + kit.person("U0ANN") for length in range(2_980, 3_001)]
    assert [text for text in texts if loose(Message("text", (kit.section(text),)))] == []


def test_a_long_text_is_not_cut_in_the_middle_of_an_escape_or_a_mention() -> None:
    texts = ["x" * length + kit.escape("<&") + kit.person("U0ANN") for length in range(80, 101)]
    assert [text for text in texts if loose(Message(kit.cut_bytes(text, 100), ()))] == []


def test_a_message_previews_no_links() -> None:
    payload = Message("text", (kit.section("x"),)).payload
    assert (payload["unfurl_links"], payload["unfurl_media"]) == (False, False)


def answer(number: int, *, long: bool) -> Message:
    """One answer of several, told by its number."""
    rows = [f"row {number} " + "&" * (4_000 if long else 1)] * 3
    said = f"answer {number}."
    return Message(f"{said} {' '.join(rows)}", (kit.section(said), kit.lines(rows)))


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("count", [1, 2, 5, 16, 20])
def test_several_answers_fit_into_one_message_and_every_one_is_there(count: int, long: bool) -> None:
    message = kit.together([answer(number, long=long) for number in range(count)])
    assert faults(message) == []
    for number in range(count):
        assert f"answer {number}." in message.text
        assert any(f"answer {number}." in str(block) for block in seen(message)), f"answer {number} is not shown"


def test_one_answer_alone_stays_as_it_is() -> None:
    alone = answer(1, long=False)
    assert kit.together([alone]) == alone


def test_a_message_that_is_too_much_in_all_is_shortened_where_it_is_longest() -> None:
    short, small = kit.section("*FAILED*: why"), kit.context("change `0123456789`")
    long = [kit.lines(["y" * 9_000]), kit.section("z" * 3_000), kit.lines(["w" * 9_000])]
    message = Message("x" * 9_000, (short, *long, small))
    sent = message.payload
    assert faults(Message(sent["text"], tuple(sent["blocks"]))) == []
    assert (sent["blocks"][0], sent["blocks"][-1], len(sent["text"].encode())) == (short, small, kit.TEXT_BYTES)
    assert sent["blocks"][2]["text"]["text"] == "z" * 3_000
    assert Message("x", (short, small)).payload["blocks"] == [short, small]
