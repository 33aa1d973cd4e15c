import pytest

from bot.blocks import modals
from bot.blocks.kit import Message, section
from bot.playground.rules.blocks import view_faults
from commands.changes.lifecycle import Change
from commands.model.plan import Kind, Plan
from tests.unit.bot.examples import EVIL_NAME, LONGEST_NAME, change
from tests.unit.bot.test_answers import EXTREMES, rendered
from tests.worlds.slack_messages import marked


def deleting(name: str = "example.com.") -> Change:
    return change(plan=Plan(Kind.DELETE_ZONE, "Z1", name))


@pytest.mark.parametrize("name", ["example.com.", LONGEST_NAME, EVIL_NAME, "xn--mnchen-3ya.example.com."])
def test_the_question_names_the_zone_and_carries_the_token(name: str) -> None:
    view = modals.type_the_name(deleting(name))
    assert view_faults(view) == []
    assert (view["callback_id"], view["private_metadata"]) == (modals.CALLBACK, "unguessable")
    assert view["submit"]["text"] == "Delete"
    assert "Z1" in str(view["blocks"])
    assert not any("<!" in text or "<@" in text or "`tick" in text for text in marked(view))


def test_closing_the_question_is_told_to_us() -> None:
    assert modals.type_the_name(deleting())["notify_on_close"] is True


@pytest.mark.parametrize(
    "view",
    [
        modals.waiting(),
        modals.told(Message("no", (section("no"),))),
        modals.told(rendered(EXTREMES["not empty"])),
        modals.told(rendered(EXTREMES["choice"])),
    ],
)
def test_what_has_nothing_to_submit_can_only_be_closed(view: dict[str, object]) -> None:
    assert view_faults(view) == []
    assert "submit" not in view
    assert view["callback_id"] == modals.CALLBACK


def test_another_name_is_told_at_its_field() -> None:
    ((field, said),) = modals.wrong_name(deleting()).items()
    assert field in [block.get("block_id") for block in modals.type_the_name(deleting())["blocks"]]
    assert "example.com" in said
    assert "Nothing was deleted" in said


@pytest.mark.parametrize(
    ("state", "typed"),
    [
        (
            {"values": {modals.FIELD: {modals.FIELD: {"type": "plain_text_input", "value": "example.com"}}}},
            "example.com",
        ),
        ({"values": {modals.FIELD: {modals.FIELD: {"type": "plain_text_input", "value": None}}}}, ""),
        ({"values": {}}, ""),
    ],
)
def test_what_was_typed_is_read_from_the_submission(state: dict[str, object], typed: str) -> None:
    assert modals.typed({"state": state}) == typed
