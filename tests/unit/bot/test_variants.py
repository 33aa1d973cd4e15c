"""Routed record sets in answers and on cards: told apart, chosen from, warned of."""

import json
from dataclasses import replace

import pytest

from bot.blocks.cards import card
from bot.playground.samples import answers as samples
from commands import results
from commands.changes.lifecycle import State
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type
from commands.model.zones import ZoneDetails
from tests.unit.bot.examples import (
    EVIL,
    EVIL_NAME,
    EVIL_TEXT,
    HUGE,
    LONGEST_NAME,
    ROUTED,
    ZONE,
    change,
    faults,
    labels,
    loose,
    shown,
)
from tests.unit.bot.test_answers import rendered

DB1 = "db1.example.com."


def weighted(weight: int, identifier: str = "blue") -> RecordSet:
    return replace(ROUTED, routing=json.dumps({"SetIdentifier": identifier, "Weight": weight}, sort_keys=True))


DRAINED = Plan(Kind.SET, "Z1", "example.com.", (ROUTED,), (weighted(0),), notes=(f"Beware. {EVIL}",))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            results.Choice(ZONE, DB1, ((ROUTED, "a"), (weighted(3, "green"), "b")), "set"),
            ["Several record sets", "weight 7, id blue", "weight 3, id green", "once more"],
        ),
        (results.Choice(ZONE, DB1, ((ROUTED, "a"),), "add-value"), ["shall have the new values"]),
        (results.NothingThere(ZONE, DB1, Type.A, (ROUTED,), "red"), ["no A with the id", "red", "id blue"]),
        (
            results.ZoneShown(ZoneDetails(replace(ZONE, managed="servicediscovery.amazonaws.com"))),
            ["servicediscovery", "only that service"],
        ),
    ],
)
def test_an_answer_tells_the_variants_apart(answer: results.Answer, words: list[str]) -> None:
    message = rendered(answer)
    assert faults(message) == []
    assert all(word in shown(message) for word in words), shown(message)


def test_of_a_hundred_variants_the_first_have_buttons_and_the_others_are_said_to_be_there() -> None:
    options = tuple((weighted(1, f"{number:03}" + "i" * 125), f"set {number}") for number in range(100))
    message = rendered(results.Choice(ZONE, DB1, options, "set"))
    assert faults(message) == []
    assert len(labels(message)) == 25
    assert "75 more" in shown(message)


def test_variants_of_two_types_are_told_apart_on_their_buttons() -> None:
    six = replace(weighted(1), type=Type.AAAA, values=("2001:db8::1",))
    message = rendered(results.Choice(ZONE, DB1, ((ROUTED, "a"), (six, "b"))))
    assert labels(message) == ["A blue", "AAAA blue"]


@pytest.mark.parametrize(
    "answer",
    [
        results.Choice(
            ZONE,
            LONGEST_NAME,
            tuple((replace(HUGE, routing=json.dumps({"SetIdentifier": f"{n:0128}"})), "set") for n in range(100)),
            "set",
        ),
        results.Choice(
            ZONE, EVIL_NAME, ((replace(EVIL_TEXT, routing=json.dumps({"SetIdentifier": EVIL})), EVIL),), "set"
        ),
        results.NothingThere(ZONE, EVIL_NAME, None, (EVIL_TEXT,), EVIL),
    ],
)
def test_nothing_of_a_variant_is_too_long_or_pings(answer: results.Answer) -> None:
    message = rendered(answer)
    assert faults(message) == []
    assert loose(message) == []


@pytest.mark.parametrize(("state", "asked"), [(State.PROPOSED, True), (State.PENDING, False), (State.INSYNC, False)])
def test_what_a_change_leads_to_is_told_with_the_question_or_where_none_was_asked(state: State, asked: bool) -> None:
    message = card(change(state, plan=DRAINED))
    for said in (message.text, shown(message)):
        assert "Beware." in said
    assert loose(message) == []
    confirmed = card(change(state, plan=DRAINED, decided_by="U0ANN"))
    assert ("Beware." in shown(confirmed)) is asked


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.RENAME, "renamed `db1.example.com` to `db2.example.com` A"),
        (Kind.COPY, "copied `db0.example.net` to `db1.example.com` A"),
    ],
)
def test_what_moves_is_said_from_where_to_where(kind: Kind, words: str) -> None:
    message = card(change(State.INSYNC, kind))
    assert words in message.text
    assert words in shown(message)


def test_a_changed_weight_is_the_only_difference_in_a_diff() -> None:
    said = shown(card(change(State.PROPOSED, plan=DRAINED)))
    assert "- db1.example.com 60 A 192.0.2.7 [weight 7, id blue]" in said
    assert "+ db1.example.com 60 A 192.0.2.7 [weight 0, id blue]" in said


def test_the_gallery_shows_a_choice_of_variants() -> None:
    assert any(record.identifier for record, _ in samples.ANSWERS[results.Choice]["routed variants"].options)
