"""Cards of what was undone, of what undoes, and of what brings back."""

from dataclasses import replace

import pytest

from bot.blocks.cards import UNDO, card
from bot.blocks.kit import Message
from commands.changes.lifecycle import State
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type
from commands.model.zones import Vpc
from tests.unit.bot.examples import FORMER, PLANS, VPC, change, faults, labels, record, seen, shown
from tests.worlds.slack_messages import button, buttons


def both(message: Message) -> tuple[str, str]:
    """What is heard and what is seen."""
    return message.text, shown(message)


def test_a_deleted_zone_can_be_undone_where_it_was_kept() -> None:
    plan = replace(PLANS[Kind.DELETE_ZONE], former=FORMER)
    assert labels(card(change(State.INSYNC, plan=plan))) == ["Undo"]


def test_what_was_undone_says_by_which_change_and_has_no_button_any_more() -> None:
    undone, undo = change(State.INSYNC, undone_by="9876543210"), change(State.INSYNC, undo_of="1111111111")
    assert labels(card(undone)) == []
    assert labels(card(undo)) == ["Undo"]
    for said in both(card(undone)):
        assert "undone by change `9876543210`" in said
        assert "It was undone since." in said
        assert "live on every" not in said
    for said in both(card(undo)):
        assert "undoes change `1111111111`" in said


def test_an_undo_button_carries_the_changes_token_and_no_danger() -> None:
    (found,) = [button for button in buttons(seen(card(change(State.INSYNC)))) if button["action_id"] == UNDO]
    assert (found["value"], found.get("style")) == ("unguessable", None)


@pytest.mark.parametrize(
    ("after", "label", "style"),
    [
        ((), "Delete", "danger"),
        ((record('"x"', type_=Type.TXT),), "Confirm", "danger"),
        ((record("192.0.2.9"), record('"x"', type_=Type.TXT)), "Confirm", "primary"),
    ],
)
def test_a_question_after_which_something_is_gone_is_marked(
    after: tuple[RecordSet, ...], label: str, style: str
) -> None:
    plan = Plan(Kind.RESTORE, "Z1", "example.com.", (record(),), after)
    assert button(seen(card(change(plan=plan))), f"^{label}$")["style"] == style


def test_a_question_tells_what_a_person_should_know_first() -> None:
    for said in both(card(change(kind=Kind.RESTORE))):
        assert "Somebody else changed A meanwhile." in said
        assert "as it stood at 2026-11-26 14:00 UTC" in said


def test_a_zone_made_anew_tells_its_new_name_servers_and_those_that_are_gone() -> None:
    servers = ("ns-1.old.example", "ns-7.new.example")
    for said in both(card(change(State.INSYNC, Kind.RESTORE_ZONE, name_servers=servers))):
        given, gone = said[said.index("registrar") :].split("In the place of")
        assert [server in given for server in servers] == [True, True]
        assert "ns-0.old.example" in gone
        assert "ns-1.old.example" not in gone
    for said in both(card(change(State.INSYNC, Kind.RESTORE_ZONE, name_servers=FORMER.name_servers))):
        assert "need not be told" in said


def test_a_private_zone_shows_where_it_answers() -> None:
    former = replace(FORMER, name_servers=(), vpcs=(VPC, Vpc("vpc-2", "eu-west-1")))
    plan = replace(PLANS[Kind.RESTORE_ZONE], former=former, vpc=VPC)
    for said in both(card(change(plan=plan))):
        assert "+ example.com answers inside vpc-0abc1234 (us-east-1)" in said
        assert "+ example.com answers inside vpc-2 (eu-west-1)" in said


def test_a_change_of_many_names_keeps_its_end() -> None:
    many = tuple(record(name=f"host-{number}.example.com.") for number in range(1_000))
    message = card(change(State.INSYNC, plan=Plan(Kind.RESTORE, "Z1", "example.com.", after=many)))
    assert faults(message) == []
    for said in both(message):
        assert "and 996 more" in said
        assert "INSYNC" in said
