"""Messages as plain text."""

import pytest

from bot.blocks.answers import render
from bot.blocks.kit import moment
from bot.blocks.plain import plain, readable
from tests.unit.bot.examples import ANSWERS


@pytest.mark.parametrize(
    ("mrkdwn", "read"),
    [
        ("<@U0ANN> *added* `db1`", "U0ANN added db1"),
        ("<#C0OPS|ops> and <!here>", "C0OPS and here"),
        (moment(0.0), "1970-01-01 00:00 UTC"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("*.example.com stays", "*.example.com stays"),
    ],
)
def test_markup_reads_as_the_words_it_stands_for(mrkdwn: str, read: str) -> None:
    assert readable(mrkdwn) == read


@pytest.mark.parametrize("kind", ANSWERS, ids=lambda kind: kind.__name__)
def test_every_answer_can_be_read_on_a_terminal(kind: type) -> None:
    message = render(ANSWERS[kind], "/dns", str)
    if message is None:
        return
    said = plain(message)
    assert said.strip()
    assert "&amp;" not in said
    assert "<@" not in said
