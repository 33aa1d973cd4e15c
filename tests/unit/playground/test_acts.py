"""What a page may do: whatever it tells, the answer is an effect or a sentence."""

import contextlib
from typing import Any, Final

import pytest

from bot.playground.account import Account
from bot.playground.acts import Act, Unfit, acts
from bot.playground.slack.people import Gone
from bot.playground.trouble import Trouble
from commands.adapters.embedded import Embedded
from tests.unit.playground.stage import OLIVE, Stage, actions, button

WELL: Final[dict[str, dict[str, Any]]] = {
    "say": {"channel": "C0OPS", "text": "hello", "thread_ts": ""},
    "press": {"place": "message/1", "block_id": "row", "action_id": "go", "chosen": None, "typed": {"b a": ["x"]}},
    "submit": {"view": "V1", "typed": {"b a": None}},
    "close": {"view": "V1"},
    "home": {},
    "trouble": {"value": "slow"},
}
FIELDS: Final = [(act, field) for act, told in WELL.items() for field in ("as", *told)]
WRONG: Final = [7, 1.5, True, ["x", 7], {"x": 7}, {"x": {"y": "z"}}, "\ud800", "x" * 100_000, [[]], [None]]


@pytest.fixture
def page(stage: Stage) -> dict[str, Act]:
    account = Account(Embedded(lambda: stage.time, 0.0), stage.feed, stage.shelf, lambda: stage.time)
    return acts(stage.people, account)


def test_every_act_of_the_page_is_in_these_tests(page: dict[str, Act]) -> None:
    assert page.keys() == WELL.keys()


@pytest.mark.parametrize("name", WELL)
def test_what_the_page_tells_is_taken(page: dict[str, Act], name: str) -> None:
    with contextlib.suppress(Gone):
        assert page[name]({"as": OLIVE.id, **WELL[name]})["ok"]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: repr(wrong)[:12])
@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_a_field_of_the_wrong_type_is_refused_by_its_name(
    page: dict[str, Act], name: str, field: str, wrong: Any
) -> None:
    with pytest.raises(Unfit, match=field):
        page[name]({"as": OLIVE.id, **WELL[name], field: wrong})


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_a_field_that_is_missing_is_named(page: dict[str, Act], name: str, field: str) -> None:
    told = {"as": OLIVE.id, **WELL[name]}
    del told[field]
    if field not in ("thread_ts", "chosen"):
        with pytest.raises(Unfit, match=f"missing {field}"):
            page[name](told)


def test_a_press_reaches_the_bot_as_it_was_told(page: dict[str, Act], stage: Stage) -> None:
    message = stage.post(blocks=[actions(button("Go"))])
    press = {"as": OLIVE.id, "place": f"message/{message.ts}", "block_id": "row", "action_id": "go", "typed": {}}
    assert page["press"](press)["ok"]
    assert stage.line.last["actions"][0]["action_id"] == "go"


def test_every_trouble_can_be_had(page: dict[str, Act]) -> None:
    for trouble in Trouble:
        assert page["trouble"]({"as": OLIVE.id, "value": trouble.value})["ok"]
