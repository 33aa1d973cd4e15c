"""What Slack makes of typed messages, and what the composer can complete."""

import pytest

from bot.playground.slack.things import Channel, Person
from bot.playground.slack.typed import formatted
from bot.playground.vocabulary import vocabulary
from commands.language import usage

PEOPLE = {"U0DNS": Person("U0DNS", "dns", bot=True), "U0ADA": Person("U0ADA", "Ada")}
CHANNELS = [Channel("C0OPS", "ops"), Channel("D0ADA", "dns", dm="U0ADA")]

TYPED = [
    ("a & b <c>", "a &amp; b &lt;c&gt;"),
    ("@dns and @ADA, not @nobody", "<@U0DNS> and <@U0ADA>, not @nobody"),
    ("in #ops, not #dns", "in <#C0OPS|ops>, not #dns"),
    ("www.example.com", "<http://www.example.com|www.example.com>"),
    ("https://example.com/a?b=1&c=2", "<https://example.com/a?b=1&amp;c=2>"),
    ("mail dns@example.com", "mail dns@example.com"),
    ("192.0.2.1 and v1.2", "192.0.2.1 and v1.2"),
    ("<!channel>", "&lt;!channel&gt;"),
]


@pytest.mark.parametrize(("text", "sent"), TYPED, ids=[text for text, _ in TYPED])
def test_a_message_is_sent_as_slack_sends_it(text: str, sent: str) -> None:
    assert formatted(text, PEOPLE, CHANNELS) == sent


def test_every_verb_can_be_completed_with_its_slots_in_order() -> None:
    verbs = {verb["words"]: verb for verb in vocabulary()["verbs"]}
    assert list(verbs) == list(usage.topics())
    assert verbs["add"]["slots"][:3] == ["NAME", "TYPE", "VALUE"]
    assert verbs["list"]["slots"] == ["ZONE|ID", "TYPE", "GLOB"]
    assert verbs["zone delete"]["slots"] == ["NAME|ID"]
    assert "rm" in verbs["delete"]["also"]
