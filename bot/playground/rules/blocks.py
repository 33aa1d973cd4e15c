"""What Slack refuses in blocks and views. Source: docs.slack.dev, Block Kit reference."""

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from bot.playground.rules.elements import ELEMENTS, INPUTS
from bot.playground.rules.shapes import (
    Check,
    Shape,
    anything,
    flag,
    kind_of,
    many,
    number,
    one_of,
    plain,
    string,
    text,
    unlike,
)


class Surface(StrEnum):
    """Where blocks are shown."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


MOST_BLOCKS: Final = {Surface.MESSAGE: 50, Surface.MODAL: 100, Surface.HOME: 100}
MOST_MARKDOWN: Final = 12_000  # of all markdown blocks of a message together
MOST_CELLS: Final = 10_000  # characters of a table together
MOST_RENDERED: Final = 13_200  # not published; measured, hence msg_blocks_too_long
LARGEST_VIEW: Final = 250_000  # bytes; views.open calls more than that view_too_large

BLOCK: Final[Mapping[str, Check]] = {"block_id": string(255)}


def section_says_something(value: Any, where: str) -> Iterator[str]:
    """A section has text, fields, or both."""
    if "text" not in value and "fields" not in value:
        yield f"{where}: neither text nor fields"


def actions_differ(value: Any, where: str) -> Iterator[str]:
    """The elements of one row are told apart by their action_id."""
    yield from unlike("action_id", value.get("elements"), where)


def table_is_square(value: Any, where: str) -> Iterator[str]:
    """Every row has as many cells as the others, and all together are not too much."""
    rows = value.get("rows")
    widths = {len(row) for row in rows if isinstance(row, list)} if isinstance(rows, list) else set()
    if len(widths) > 1:
        yield f"{where}: its rows are of different lengths"
    if (size := sum(map(len, strings(rows, "text")))) > MOST_CELLS:
        yield f"{where}: {size} characters in all cells, at most {MOST_CELLS}"


def picture(value: Any, where: str) -> Iterator[str]:
    """An image comes from one place."""
    if ("image_url" in value) == ("slack_file" in value):
        yield f"{where}: exactly one of image_url and slack_file is expected"


def elements(*types: str) -> Check:
    """Interactive elements of these types."""
    return kind_of(lambda: ELEMENTS, *types)


def rich(*types: str) -> Check:
    """Parts of rich text of these types."""
    return kind_of(lambda: RICH, *types)


STYLE: Final = Shape(may=dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
SPANS: Final = ("text", "link", "user", "usergroup", "channel", "emoji", "date", "broadcast", "color")
SPAN_LIST: Final = many(rich(*SPANS), 0, 1_000)
RICH: Final[Mapping[str, Check]] = {
    "rich_text_section": Shape({"elements": SPAN_LIST}),
    "rich_text_quote": Shape({"elements": SPAN_LIST}, {"border": number(0, 1)}),
    "rich_text_preformatted": Shape({"elements": SPAN_LIST}, {"border": number(0, 1), "language": string(50)}),
    "rich_text_list": Shape(
        {"elements": many(rich("rich_text_section"), 1, 1_000), "style": one_of("bullet", "ordered")},
        {"indent": number(0, 8), "offset": number(0, 10**6), "border": number(0, 1)},
    ),
    "text": Shape({"text": string(40_000)}, {"style": STYLE}),
    "link": Shape({"url": string(3_000)}, {"text": string(40_000), "style": STYLE, "unsafe": flag}),
    "user": Shape({"user_id": string(255)}, {"style": STYLE}),
    "usergroup": Shape({"usergroup_id": string(255)}, {"style": STYLE}),
    "channel": Shape({"channel_id": string(255)}, {"style": STYLE}),
    "emoji": Shape({"name": string(255)}, {"unicode": anything, "style": STYLE}),
    "date": Shape(
        {"timestamp": number(0, 10**11), "format": string(255)},
        {"url": string(3_000), "fallback": string(3_000), "style": STYLE},
    ),
    "broadcast": Shape({"range": one_of("here", "channel", "everyone")}, {"style": STYLE}),
    "color": Shape({"value": string(255)}),
}
RICH_TEXT: Final = Shape(
    {
        "elements": many(
            rich("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"), 1, 1_000
        )
    },
    BLOCK,
)
CELLS: Final[Mapping[str, Check]] = {
    "raw_text": Shape({"text": string(MOST_CELLS)}),
    "raw_number": Shape({"value": anything}, {"text": string(MOST_CELLS)}),
    "rich_text": RICH_TEXT,
}
COLUMN: Final = Shape(may={"align": one_of("left", "center", "right"), "is_wrapped": flag})


def column(value: Any, where: str) -> Iterator[str]:
    """A column's setting; null leaves it as it is."""
    if value is not None:
        yield from COLUMN(value, where)


BLOCKS: Final[Mapping[str, Check]] = {
    "section": Shape(
        {},
        {
            **BLOCK,
            "text": text(3_000),
            "fields": many(text(2_000), 1, 10),
            "accessory": elements(*(set(ELEMENTS) - {"plain_text_input", "number_input"})),
            "expand": flag,
        },
        section_says_something,
    ),
    "header": Shape({"text": plain(150)}, BLOCK),
    "divider": Shape({}, BLOCK),
    "context": Shape(
        {"elements": many(kind_of(lambda: {**ELEMENTS, **CONTEXT}, "image", "mrkdwn", "plain_text"), 1, 10)},
        BLOCK,
    ),
    "actions": Shape({"elements": many(elements(*(set(ELEMENTS) - {"image"})), 1, 25)}, BLOCK, actions_differ),
    "image": Shape(
        {"alt_text": string(2_000)},
        {**BLOCK, "image_url": string(3_000), "slack_file": anything, "title": plain(2_000)},
        picture,
    ),
    "input": Shape(
        {"label": plain(2_000), "element": elements(*INPUTS)},
        {**BLOCK, "hint": plain(2_000), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": RICH_TEXT,
    "markdown": Shape({"text": string(MOST_MARKDOWN)}, BLOCK),
    "table": Shape(
        {"rows": many(many(kind_of(lambda: CELLS), 1, 20), 1, 100)},
        {**BLOCK, "column_settings": many(column, 1, 20)},
        table_is_square,
    ),
}
CONTEXT: Final[Mapping[str, Check]] = {kind: text(3_000, kind) for kind in ("mrkdwn", "plain_text")}
MESSAGES_ONLY: Final = frozenset({"table", "markdown"})

TITLED: Final = {
    "private_metadata": string(3_000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
VIEWS: Final[Mapping[str, Check]] = {
    Surface.MODAL: Shape(
        {"title": plain(24), "blocks": anything},
        {
            **TITLED,
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": flag,
            "notify_on_close": flag,
        },
    ),
    Surface.HOME: Shape({"blocks": anything}, TITLED),
}


def of_kind(blocks: Any, kind: str) -> list[dict[str, Any]]:
    """The blocks of one type."""
    return [block for block in blocks if isinstance(block, dict) and block.get("type") == kind]


def strings(node: Any, *keys: str) -> Iterator[str]:
    """Every string under one of these keys, anywhere within."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in keys and isinstance(value, str):
                yield value
            yield from strings(value, *keys)
    elif isinstance(node, list):
        for item in node:
            yield from strings(item, *keys)


def block_faults(blocks: Any, surface: Surface) -> list[str]:
    """Every fault of these blocks, one sentence each; empty where Slack would take them."""
    if not isinstance(blocks, list):
        return ["blocks: a list is expected"]
    faults = list(many(kind_of(lambda: BLOCKS), 0, MOST_BLOCKS[surface])(blocks, "blocks"))
    faults += unlike("block_id", blocks, "blocks")
    if surface is not Surface.MESSAGE:
        faults += [f"blocks: a {b['type']} block is for messages" for k in MESSAGES_ONLY for b in of_kind(blocks, k)]
    if sum(map(len, strings(of_kind(blocks, "markdown"), "text"))) > MOST_MARKDOWN:
        faults.append(f"blocks: more than {MOST_MARKDOWN} characters of markdown")
    return faults


def view_faults(view: Any) -> list[str]:
    """Every fault of a modal or Home tab, its blocks included."""
    kind = view.get("type") if isinstance(view, dict) else None
    if not isinstance(kind, str) or kind not in VIEWS:
        return [f"view: type {kind!r} is neither modal nor home"]
    faults = [*VIEWS[kind](view, "view"), *block_faults(view.get("blocks"), Surface(kind))]
    inputs = of_kind(view["blocks"], "input") if isinstance(view.get("blocks"), list) else []
    if kind == Surface.MODAL and inputs and "submit" not in view:
        faults.append("view: a modal with input blocks needs submit")
    if len(json.dumps(view).encode()) > LARGEST_VIEW:
        faults.append(f"view: more than {LARGEST_VIEW} bytes")
    return faults


def rendered(blocks: Sequence[Any]) -> int:
    """About how many characters Slack counts against a whole message."""
    return sum(map(len, strings(list(blocks), "text")))
