"""Slack's limits: the last that fits is taken, the first beyond is told."""

import ast
from pathlib import Path
from typing import Any

import pytest

from bot.playground import rules
from bot.playground.rules.blocks import Surface, block_faults, view_faults
from tests.unit.worlds.bolt import ASKING, QUESTION, WAITING


def mrkdwn(size: int) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": "x" * size}


def plain(size: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": "x" * size}


def section(**own: Any) -> dict[str, Any]:
    return {"type": "section", **own}


def button(**own: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(5), **own}


def actions(*elements: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def option(text: int = 1, value: str = "v") -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def select(*options: Any, **own: Any) -> dict[str, Any]:
    return {"type": "static_select", "options": list(options), **own}


def table(rows: int, columns: int, size: int = 1) -> dict[str, Any]:
    cell = {"type": "raw_text", "text": "x" * size}
    return {"type": "table", "rows": [[cell] * columns] * rows}


CONFIRM = {"title": plain(100), "text": mrkdwn(300), "confirm": plain(30), "deny": plain(30)}

FITTING = [
    section(text=mrkdwn(3_000), block_id="b" * 255),
    section(fields=[mrkdwn(2_000)] * 10),
    section(text=mrkdwn(1), accessory=button()),
    {"type": "header", "text": plain(150)},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn(1)] * 10},
    actions(*(button(action_id=f"a{n}") for n in range(25))),
    actions(button(text=plain(75), value="v" * 2_000, style="danger", confirm=CONFIRM)),
    actions(select(*[option(75, "v" * 150)] * 100, placeholder=plain(150))),
    actions({"type": "overflow", "options": [option()] * 5}),
    table(100, 20),
    {**table(1, 2), "column_settings": [None, {"align": "right", "is_wrapped": True}]},
    {"type": "markdown", "text": "x" * 12_000},
    {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "-1\n+2"}]},
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "user", "user_id": "U0ANN"},
                    {"type": "text", "text": "a", "style": {"bold": True}},
                ],
            },
        ],
    },
]

BEYOND = [
    section(),
    section(text=mrkdwn(0)),
    section(text=mrkdwn(3_001)),
    section(text="text"),
    section(text=mrkdwn(1), block_id="b" * 256),
    section(text=mrkdwn(1), colour="red"),
    section(text={**mrkdwn(1), "emoji": True}),
    section(fields=[mrkdwn(1)] * 11),
    section(fields=[mrkdwn(2_001)]),
    section(text=mrkdwn(1), accessory={"type": "plain_text_input"}),
    {"type": "header", "text": plain(151)},
    {"type": "header", "text": mrkdwn(1)},
    {"type": "context", "elements": [mrkdwn(1)] * 11},
    {"type": "context", "elements": []},
    {"type": "context", "elements": [button()]},
    actions(),
    actions(*(button(action_id=f"a{n}") for n in range(26))),
    actions(button(action_id="a"), button(action_id="a")),
    actions(button(text=plain(76))),
    actions(button(text=mrkdwn(5))),
    actions(button(value="v" * 2_001)),
    actions(button(value="")),
    actions(button(style="default")),
    actions(button(action_id="a" * 256)),
    actions(button(url="u" * 3_001)),
    actions(button(confirm={**CONFIRM, "title": plain(101)})),
    actions(button(confirm={**CONFIRM, "text": mrkdwn(301)})),
    actions(button(confirm={**CONFIRM, "deny": plain(31)})),
    actions(select(*[option()] * 101)),
    actions(select()),
    actions(select(option(76))),
    actions(select(option(1, "v" * 151))),
    actions(select(option(), option_groups=[])),
    actions({"type": "overflow", "options": [option()] * 6}),
    table(101, 1),
    table(1, 21),
    table(100, 20, size=6),
    {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}], []]},
    {"type": "markdown", "text": "x" * 12_001},
    {"type": "rich_text", "elements": []},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}]},
    {"type": "image", "image_url": "u"},
    {"type": "marquee"},
    {},
    "section",
    None,
]


@pytest.mark.parametrize("block", FITTING, ids=lambda b: b["type"])
def test_what_fits_is_taken(block: Any) -> None:
    assert block_faults([block], Surface.MESSAGE) == []


@pytest.mark.parametrize("block", BEYOND, ids=lambda b: str(b)[:40])
def test_what_is_beyond_is_told(block: Any) -> None:
    assert len(block_faults([block], Surface.MESSAGE)) >= 1


@pytest.mark.parametrize(("surface", "most"), [(Surface.MESSAGE, 50), (Surface.MODAL, 100), (Surface.HOME, 100)])
def test_a_surface_has_so_many_blocks(surface: Surface, most: int) -> None:
    assert block_faults([{"type": "divider"}] * most, surface) == []
    assert block_faults([{"type": "divider"}] * (most + 1), surface)


def test_a_block_id_stands_once() -> None:
    assert block_faults([{"type": "divider", "block_id": "b"}] * 2, Surface.MESSAGE) == [
        "blocks: block_id 'b' is there twice"
    ]


def test_tables_and_markdown_are_for_messages() -> None:
    assert block_faults([table(1, 1)], Surface.MODAL)
    assert block_faults([{"type": "markdown", "text": "a"}], Surface.HOME)


def test_all_markdown_of_a_message_counts_together() -> None:
    half = {"type": "markdown", "text": "x" * 6_001}
    assert block_faults([half, half], Surface.MESSAGE)


@pytest.mark.parametrize("view", [WAITING, ASKING, {"type": "home", "blocks": QUESTION}])
def test_a_view_that_fits_is_taken(view: Any) -> None:
    assert view_faults(view) == []


@pytest.mark.parametrize(
    "change",
    [
        {"title": plain(25)},
        {"submit": plain(25)},
        {"close": plain(25)},
        {"private_metadata": "x" * 3_001},
        {"callback_id": "x" * 256},
        {"type": "message"},
        {"blocks": None},
        {"blocks": [{**ASKING["blocks"][0], "hint": plain(2_001)}]},
        {"blocks": [{**ASKING["blocks"][0], "element": {"type": "plain_text_input", "max_length": 3_001}}]},
        {"blocks": [{**ASKING["blocks"][0], "element": button()}]},
        {"nonsense": 1},
    ],
    ids=lambda c: str(c)[:40],
)
def test_a_view_beyond_is_told(change: Any) -> None:
    assert view_faults({**ASKING, **change})


def test_a_modal_with_inputs_needs_submit() -> None:
    assert view_faults({k: v for k, v in ASKING.items() if k != "submit"}) == [
        "view: a modal with input blocks needs submit"
    ]


def test_the_judge_knows_nothing_of_what_it_judges() -> None:
    """Its limits are written down apart from those of `bot.blocks` and of slack_sdk's models."""
    imported = {
        node.module or ""
        for file in Path(rules.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom)
    }
    assert {name for name in imported if name.startswith(("bot", "slack"))} == {
        f"bot.playground.rules.{name}" for name in ("blocks", "elements", "limits", "shapes")
    }
