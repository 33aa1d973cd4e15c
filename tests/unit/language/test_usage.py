"""The verbs, their grammar, readers and help are one table; nothing drifts apart."""

import dataclasses
import typing

import pytest
from pyparsing import ParserElement

from commands.language import boto, grammar, usage, verbs
from commands.language.parse import commands, parse
from commands.language.readers import READERS
from commands.model.values import EXAMPLES

LINES = """\
help [VERB]
zones [GLOB]
zone NAME|ID
list [ZONE|ID] [TYPE] [GLOB]
get NAME [TYPE]
add NAME TYPE VALUE[, VALUE…] [TTL] [comment "…"]
set NAME TYPE VALUE[, VALUE…] [TTL]
delete NAME [TYPE] [VALUE…] [TTL]
weight NAME [TYPE] ID N
drain NAME [TYPE] ID
add-value NAME TYPE VALUE[, VALUE…]
remove-value NAME TYPE VALUE[, VALUE…]
ttl NAME [TYPE] TTL
rename NAME NEW [TYPE]
copy NAME NEW [TYPE]
zone create NAME [private VPC REGION] [in ACCOUNT] [comment "…"]
zone delete NAME|ID
zone associate NAME|ID VPC REGION
zone dissociate NAME|ID VPC REGION
use NAME|ID [none]
whoami
can VERB NAME [TYPE]
freeze ZONE DURATION "REASON"
thaw ZONE
status CHANGE
history [NAME|ZONE|@USER]
undo [CHANGE]
restore NAME at TIME|CHANGE
zone restore ID|NAME
ec2 check [ZONE]
resolver ZONE [SYSTEM]"""

SAID = {topic: verb for verb, topic in verbs.TOPICS.items()}


def test_the_usage_lines_are_those_of_the_language() -> None:
    assert "\n".join(usage.lines()) == LINES


def test_every_verb_has_a_sentence_a_reader_and_help() -> None:
    topics = set(usage.topics())
    assert topics == set(SAID)
    assert topics | set(boto.LINES) == set(grammar.SENTENCES) == set(READERS)
    assert topics == set(verbs.WORDS.values()) | {"zone create", "zone delete", "zone associate", "zone restore"}
    assert set(SAID.values()) == set(typing.get_args(verbs.Verb))


@pytest.mark.parametrize("topic", usage.topics())
def test_every_example_is_understood_as_its_verb(topic: str) -> None:
    help_ = usage.topic(topic)
    assert help_.examples
    assert help_.sentence.endswith(".")
    for example in help_.examples:
        verb = parse(example)
        assert type(verb) is SAID[topic]
        assert parse(str(verb)) == verb


def test_every_alias_means_its_verb() -> None:
    for word, verb in verbs.WORDS.items():
        assert usage.topic(word) == usage.topic(verb)
        assert word == verb or word in usage.topic(verb).aliases


@pytest.mark.parametrize(
    ("asked", "line"), [("rm", "delete"), ("DELTE", "delete"), ("zone  Create", "zone create"), ("xyzzy", "help")]
)
def test_help_is_found_by_alias_and_by_what_is_near(asked: str, line: str) -> None:
    assert usage.topic(asked).line.startswith(line)


@pytest.mark.parametrize("type_", EXAMPLES)
def test_the_example_of_every_type_is_understood(type_: str) -> None:
    (found,) = commands(f"add x {type_} {EXAMPLES[type_]} 300")
    if type_ != "SOA":
        assert parse(found.text) == found.verb  # type: ignore[union-attr]


def test_every_element_has_a_name_in_a_persons_words() -> None:
    elements = [value for value in vars(grammar).values() if isinstance(value, ParserElement)]
    assert len(elements) > 20
    for element in elements:
        assert element.customName
        assert not set(element.customName) & set("{}[]()\\|")


def test_every_verb_is_frozen_and_says_itself() -> None:
    for verb in SAID.values():
        assert dataclasses.is_dataclass(verb)
        assert "__str__" in vars(verb)
