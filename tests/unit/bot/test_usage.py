import pytest

from bot.blocks.usage import helped
from commands.language import usage
from commands.language.parse import parse
from commands.language.verbs import WORDS
from tests.unit.bot.examples import EVIL, faults, loose, shown


def test_all_verbs_are_listed_with_how_to_ask_for_more() -> None:
    message = helped("", "/dns")
    for said in (message.text.replace("&lt;", "<"), shown(message)):
        assert [line for line in usage.lines() if line not in said] == []
        assert "/dns help add" in said
    assert faults(message) == []


@pytest.mark.parametrize("topic", [*usage.topics(), *WORDS, "nonsense", EVIL, "x" * 3_000])
def test_every_topic_has_help_that_slack_takes(topic: str) -> None:
    message = helped(topic, "/dns")
    assert faults(message) == []
    assert loose(message) == []


@pytest.mark.parametrize("topic", usage.topics())
def test_the_examples_of_a_verb_are_shown_as_they_are_typed(topic: str) -> None:
    said = shown(helped(topic, "/route53"))
    for example in usage.topic(topic).examples:
        assert f"/route53 {example}" in said
        parse(example)


def test_other_words_for_a_verb_are_named() -> None:
    assert "`rm`" in helped("delete", "/dns").text
    assert helped("rm", "/dns") == helped("delete", "/dns")
