"""Block Kit's interactive elements and the objects they are made of, with Slack's limits."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.playground.rules.shapes import (
    Check,
    Shape,
    anything,
    flag,
    many,
    number,
    one_of,
    plain,
    string,
    text,
)

CONFIRM: Final = Shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
OPTION: Final = Shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": string(3_000)})
BOXED: Final = Shape({"text": text(75), "value": string(150)}, {"description": text(75)})
GROUP: Final = Shape({"label": plain(75), "options": many(OPTION, 1, 100)})

ACTING: Final[Mapping[str, Check]] = {"action_id": string(255)}
ASKING: Final[Mapping[str, Check]] = {**ACTING, "confirm": CONFIRM, "focus_on_load": flag}
CHOOSING: Final[Mapping[str, Check]] = {**ASKING, "placeholder": plain(150)}
WRITING: Final[Mapping[str, Check]] = {
    **ACTING,
    "placeholder": plain(150),
    "focus_on_load": flag,
    "dispatch_action_config": anything,
}


def options_or_groups(value: Any, where: str) -> Iterator[str]:
    """A static menu has either options or groups of them."""
    if ("options" in value) == ("option_groups" in value):
        yield f"{where}: exactly one of options and option_groups is expected"


def length_bounds(value: Any, where: str) -> Iterator[str]:
    """An input's least length may not pass its greatest."""
    least, most = value.get("min_length", 0), value.get("max_length", 3_000)
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield f"{where}: min_length passes max_length"


def menu(own: Mapping[str, Check], *, several: bool = False) -> Shape:
    """A select of one or, with max_selected_items, of several."""
    return Shape({}, {**CHOOSING, **own, **({"max_selected_items": number(1, 100)} if several else {})})


def static(chosen: str, rule: Check, *, several: bool = False) -> Shape:
    """A select whose options come with it."""
    own = {"options": many(OPTION, 1, 100), "option_groups": many(GROUP, 1, 100), chosen: rule}
    return Shape({}, menu(own, several=several).may, options_or_groups)


ELEMENTS: Final[Mapping[str, Check]] = {
    "button": Shape(
        {"text": plain(75)},
        {
            **ACTING,
            "value": string(2_000),
            "url": string(3_000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "overflow": Shape({"options": many(OPTION, 1, 5)}, {**ACTING, "confirm": CONFIRM}),
    "static_select": static("initial_option", OPTION),
    "multi_static_select": static("initial_options", many(OPTION, 1, 100), several=True),
    "external_select": menu({"min_query_length": number(0, 1_000), "initial_option": OPTION}),
    "users_select": menu({"initial_user": string(255)}),
    "conversations_select": menu(
        {
            "initial_conversation": string(255),
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": anything,
        }
    ),
    "channels_select": menu({"initial_channel": string(255), "response_url_enabled": flag}),
    "checkboxes": Shape({"options": many(BOXED, 1, 10)}, {**ASKING, "initial_options": many(BOXED, 1, 10)}),
    "radio_buttons": Shape({"options": many(BOXED, 1, 10)}, {**ASKING, "initial_option": BOXED}),
    "datepicker": menu({"initial_date": string(10)}),
    "timepicker": menu({"initial_time": string(5), "timezone": string(255)}),
    "datetimepicker": Shape({}, {**ASKING, "initial_date_time": number(0, 10**10)}),
    "plain_text_input": Shape(
        {},
        {
            **WRITING,
            "initial_value": string(3_000, 0),
            "multiline": flag,
            "min_length": number(0, 3_000),
            "max_length": number(1, 3_000),
        },
        length_bounds,
    ),
    "number_input": Shape(
        {"is_decimal_allowed": flag},
        {**WRITING, "initial_value": string(3_000), "min_value": anything, "max_value": anything},
    ),
    "image": Shape({"alt_text": string(2_000)}, {"image_url": string(3_000), "slack_file": anything}),
}

INPUTS: Final = tuple(set(ELEMENTS) - {"button", "overflow", "image"})
