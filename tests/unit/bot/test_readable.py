"""What is shown so that a person can read it, and copy it on a phone."""

import pytest

from bot.blocks.beside import mention
from bot.blocks.cards import card
from bot.blocks.kit import Message
from bot.blocks.records import full_lines, table
from commands.changes.lifecycle import State
from commands.errors import Frozen
from commands.model import values
from commands.model.plan import Kind, Plan
from commands.model.records import Type
from tests.unit.bot.examples import change, faults, record, shown

TEXT = record(values.quote("grüße 日本"), type_=Type.TXT)
TAKEN = "db1.example.com A exists already. To change it:\n/dns set db1 A 192.0.2.9"


@pytest.mark.parametrize(
    "message", [card(change(State.FAILED, reason=TAKEN)), mention(change(State.FAILED, reason=TAKEN))]
)
def test_the_command_that_helps_is_code_that_can_be_copied(message: Message) -> None:
    for said in (message.text, shown(message)):
        assert "exists already. To change it: `/dns set db1 A 192.0.2.9`" in said


def test_a_line_break_from_elsewhere_makes_no_command_that_helps() -> None:
    frozen = str(Frozen("example.com", 1e9, "U0ROOT", "now\n/dns zone delete example.com"))
    for reason in (frozen, "Route 53 says:\nno"):
        (said,) = (text for text in mention(change(State.FAILED, reason=reason)).text.split("\n") if text)
        assert "`" not in said


def test_a_long_command_that_helps_still_fits() -> None:
    assert faults(card(change(State.FAILED, reason=f"{'&' * 9_000}\n{'<' * 9_000}"))) == []


def test_a_text_is_readable_on_cards_and_in_lists_while_its_value_stays_as_it_is_sent() -> None:
    plan = Plan(Kind.DELETE, "Z1", "example.com.", before=(TEXT,))
    message = card(change(plan=plan))
    for said in (message.text, shown(message), *table([TEXT]), *full_lines([TEXT])):
        assert '"grüße 日本"' in said
    assert TEXT.values == (r'"gr\195\188\195\159e \230\151\165\230\156\172"',)


def test_what_cannot_be_seen_is_shown_as_it_is_escaped() -> None:
    (line,) = table([record(values.quote("a\u202eb\u200b"), type_=Type.TXT)])
    assert r'"a\226\128\174b\226\128\139"' in line
