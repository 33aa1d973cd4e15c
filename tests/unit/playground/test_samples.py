"""Whatever the bot can say is in the gallery."""

import ast
import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import bot.blocks
from bot.blocks import answers, cards
from bot.blocks.kit import Message
from bot.playground.gallery import gallery
from bot.playground.rules.blocks import Surface, block_faults, view_faults
from bot.playground.samples import Sample, samples
from bot.playground.samples.answers import ANSWERS
from bot.playground.samples.drawn import DRAWN
from bot.playground.samples.world import COMMANDS, PLANS
from commands import results
from commands.changes.lifecycle import State
from commands.language import usage
from commands.model.plan import Kind

ALL = list(samples())

# What the table of answers and the cards of every Kind and State show by themselves.
BY_TABLE = {answers.render, cards.card}


def blocks_modules() -> Iterator[Any]:
    for found in pkgutil.iter_modules(bot.blocks.__path__, "bot.blocks."):
        yield importlib.import_module(found.name)


def drawing(module: Any) -> Iterator[Callable[..., Any]]:
    """The public functions of a module that give a whole message or view."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        made = str(inspect.signature(function).return_annotation)
        view = "dict[str, Any]" in made.replace("typing.", "") and not module.__name__.endswith("kit")
        if function.__module__ == module.__name__ and not name.startswith("_") and ("Message" in made or view):
            yield function


def test_every_answer_has_a_sample() -> None:
    for kind in {*answers._RENDERERS, *get_args(results.Answer)}:
        line = f'results.{kind.__name__}: {{"what it shows": results.{kind.__name__}(…)}},'
        assert ANSWERS.get(kind), f"{kind.__name__} has no sample; add to bot/playground/samples/answers.py: {line}"


@pytest.mark.parametrize("module", list(blocks_modules()), ids=lambda module: module.__name__)
def test_every_function_that_draws_a_message_or_a_dialog_has_a_sample(module: Any) -> None:
    for function in drawing(module):
        name = f"{module.__name__.rpartition('.')[2]}.{function.__name__}"
        line = f'{name}: {{"what it shows": lambda: {name}(…)}},'
        assert function in BY_TABLE or DRAWN.get(function), (
            f"{name} has no sample; add to DRAWN in bot/playground/samples/drawn.py: {line}"
        )


def test_the_search_for_drawing_functions_finds_them() -> None:
    assert {function for module in blocks_modules() for function in drawing(module)} >= BY_TABLE | set(DRAWN)


def test_every_kind_of_change_has_a_plan_and_a_command_to_show() -> None:
    for kind in Kind:
        assert kind in PLANS, f"Kind.{kind.name} has no sample; add a line to PLANS in bot/playground/samples/world.py"
        assert kind in COMMANDS, f"Kind.{kind.name} has no command; add it to COMMANDS in samples/world.py"


def test_every_kind_is_shown_in_every_state() -> None:
    shown = {(sample.of, sample.title) for sample in ALL if sample.group == "Cards"}
    assert {(kind.value, state.value) for kind in Kind for state in State} <= shown


def test_every_verb_has_its_help_shown() -> None:
    assert {sample.title for sample in ALL if sample.group == "Help"} == set(usage.topics())


def test_only_the_blocks_draw_messages() -> None:
    """A message made elsewhere would be in no gallery."""
    makers = []
    root = Path(bot.blocks.__path__[0]).parent
    for file in root.rglob("*.py"):
        calls = (node.func for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call))
        if any(isinstance(function, ast.Name) and function.id == "Message" for function in calls):
            makers.append(file.relative_to(root).as_posix())
    outside = {name for name in makers if not name.startswith(("blocks/", "playground/slack/"))}
    assert outside == set(), "draw it in bot/blocks, and add a sample"


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: f"{sample.of}: {sample.title}")
def test_slack_would_take_it(sample: Sample) -> None:
    if isinstance(sample.drawn, Message):
        assert block_faults(sample.drawn.payload["blocks"], Surface.MESSAGE) == []
    else:
        assert view_faults(sample.drawn) == []


def test_the_gallery_shows_each_sample_under_a_heading_of_its_own() -> None:
    shown = json.loads(json.dumps(gallery("/dns")))["samples"]
    titles = [(one["group"], one["of"], one["title"]) for one in shown]
    assert len(titles) == len(set(titles)) == len(ALL)
    assert all(one["group"] and ("message" in one) != ("view" in one) for one in shown)
