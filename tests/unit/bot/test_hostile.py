"""Whatever stands in DNS or was typed: Slack takes every message, nobody is called, and all of it can be seen."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pytest

from bot.blocks import asides, beside, cards, faults, modals
from bot.blocks.answers import render
from bot.blocks.kit import Message, together
from bot.blocks.plain import plain
from bot.playground.rules.blocks import MOST_RENDERED, Surface, block_faults, rendered, view_faults
from bot.playground.samples.answers import ANSWERS
from commands.changes.lifecycle import State
from commands.errors import Fault, Frozen, NotUnderstood, Problem, Refused, Unreachable
from commands.model.instances import Pointer
from commands.model.plan import Kind
from tests.unit.bot.examples import MOST_TEXT, change, loose
from tests.unit.bot.hostile import Hostile

SEEDS: Final = range(2)
UNSEEN: Final = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
MADE: Final = (
    cards.card,
    beside.audit_line,
    beside.mention,
    beside.copy_of,
    asides.too_late,
    lambda one: asides.not_posted(one, "is_archived"),
    asides.moved,
    lambda one: asides.chosen(f"/dns {one.command}"),
    lambda one: asides.waits(Unreachable(one.reason), [f"/dns {one.command}"] * 20, one.created_at, "k" * 200),
    lambda one: asides.waited_in_vain(Unreachable(one.reason), f"/dns {one.command}"),
    lambda one: asides.called_off([f"/dns {one.command}"] * 20),
)


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for item in node.values() if isinstance(node, dict) else node:
            yield from strings(item)


def wrong(message: Message) -> list[str]:
    """What Slack would refuse, call or link, and what nobody could see, in a message as it is sent."""
    sent = message.payload
    found = block_faults(sent["blocks"], Surface.MESSAGE)
    if not 0 < len(sent["text"].encode()) <= MOST_TEXT or rendered(sent["blocks"]) > MOST_RENDERED:
        found.append(f"{len(sent['text'].encode())} bytes of text, {rendered(sent['blocks'])} characters in blocks")
    found += [f"loose: {text[:200]}" for text in loose(replace(message, text=sent["text"]))]
    found += [f"unseen: {text[:200]!r}" for text in (*strings(sent), plain(message)) if UNSEEN.search(text)]
    return found


def answers(seed: int) -> Iterator[Message]:
    hostile = Hostile(seed)
    for samples in ANSWERS.values():
        for answer in samples.values():
            message = render(hostile.of(answer), "/dns", lambda _: "token")
            if message:
                yield message


@pytest.mark.parametrize("seed", SEEDS)
def test_every_answer_holds_whatever_is_in_it(seed: int) -> None:
    assert [found for message in answers(seed) if (found := wrong(message))] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_answers_together_hold_too_and_so_do_they_in_a_dialog(seed: int) -> None:
    messages = list(answers(seed))
    for at in range(0, len(messages), 10):
        assert wrong(together(messages[at : at + 10])) == []
    assert [found for message in messages if (found := view_faults(modals.told(message)))] == []


@pytest.mark.parametrize("state", State)
def test_every_message_about_a_change_holds_whatever_is_in_it(state: State) -> None:
    hostile, turn = Hostile(len(state)), list(State).index(state)
    for kind in list(Kind)[turn % 3 :: 3]:  # every kind comes in two states or three
        about = hostile.of(change(state, kind, note=hostile.text(), name_servers=("ns",) * 4, decided_by="U0BEN"))
        pointed = replace(about.plan, pointers=hostile.of((Pointer("192.0.2.1", "i-0a1b", "web", "eu-west-1"),) * 20))
        about = replace(about, plan=pointed, found=True, standing=hostile.of(change(state, Kind.SET)).plan.after)
        assert [found for make in MADE if (found := wrong(make(about)))] == []
        view = modals.type_the_name(about)
        assert view_faults(view) == []
        shown = [*strings(view), *modals.wrong_name(about).values()]
        assert [text for text in shown if UNSEEN.search(text)] == []


@pytest.mark.parametrize("seed", range(8))
def test_every_problem_is_told_whatever_is_in_it(seed: int) -> None:
    hostile = Hostile(seed)
    text = hostile.text() or "x"
    spans = [(at, at + 5) for at in range(min(len(text), 20))]
    found = tuple(Fault(hostile.text() or "x", start, end, hostile.text()) for start, end in spans)
    for problem in (
        Problem(text),
        Refused("InvalidInput", text),
        Frozen(hostile.text(), 1e9, "U0ANN", hostile.text()),
        NotUnderstood(text, found),
    ):
        assert wrong(faults.told(problem, "/dns")) == []
