"""What undo, restore and history answer, however long and however hostile it is."""

from dataclasses import replace

import pytest

from bot.blocks.answers import OFFER, render
from bot.blocks.kit import Message, together
from commands import results
from commands.changes.lifecycle import Change, State
from commands.model.plan import Kind, Plan
from commands.model.records import Type
from commands.model.zones import Zone
from tests.unit.bot.examples import (
    EVIL,
    EVIL_NAME,
    EVIL_TEXT,
    HUGE,
    LONGEST_NAME,
    PLANS,
    ZONE,
    change,
    faults,
    labels,
    loose,
    record,
    seen,
    shown,
    ticked,
)
from tests.worlds.slack_messages import buttons

# One of each kind, with what these tests look for.
ANSWERS = {
    results.NothingToUndo: results.NothingToUndo(),
    results.NotUndoable: results.NotUndoable(change(State.CANCELLED)),
    results.AskedAlready: results.AskedAlready(change(State.INSYNC), change(id="9876543210", actor="U0BEN")),
    results.MovedOn: results.MovedOn(
        change(State.INSYNC), (record(),), (record("192.0.2.9"),), change(State.INSYNC, id="9876543210", actor="U0BEN")
    ),
    results.StandsSo: results.StandsSo(ZONE, "db1.example.com.", "as it stood at 2026-11-26 14:00 UTC"),
    results.NoSuchPast: results.NoSuchPast(
        ZONE,
        "db1.example.com.",
        "as it stood at 2026-11-26 14:00 UTC",
        change(State.INSYNC),
        (record(),),
        "restore db1 at before 0123456789",
    ),
    results.Disputed: results.Disputed(
        ZONE,
        "db1.example.com.",
        "as it stood at 2026-11-26 14:00 UTC",
        change(State.INSYNC),
        change(State.INSYNC, id="9876543210"),
        (record(),),
        (record("192.0.2.9"),),
        ("restore db1 at 0123456789", "restore db1 at before 9876543210"),
    ),
    results.KeptOut: results.KeptOut(
        ZONE,
        "db1.example.com.",
        "as change 0123456789 left it",
        (record("db.example.net.", type_=Type.CNAME),),
        (record(),),
    ),
}


def rendered(answer: results.Answer) -> Message:
    message = render(answer, "/dns", lambda text: f"token of {text}")
    assert message
    return message


def both(answer: results.Answer) -> tuple[str, str]:
    """What is heard and what is seen."""
    message = rendered(answer)
    return message.text, shown(message)


SET = change(State.INSYNC, Kind.SET, command="set db1 A 192.0.2.9")
WORDS = {
    results.NothingToUndo: ["in this channel", "/dns undo CHANGE"],
    results.NotUndoable: ["0123456789", "CANCELLED", "nothing to undo"],
    results.AskedAlready: ["0123456789", "9876543210", "<@U0BEN> asked for it", "open until"],
    results.MovedOn: [
        *("0123456789", "moved on since", "- db1.example.com 300 A 192.0.2.1", "+ db1.example.com 300 A 192.0.2.9"),
        "/dns undo 9876543210",
    ],
    results.StandsSo: ["db1.example.com", "as it stood at 2026-11-26 14:00 UTC", "just so already"],
    results.NoSuchPast: ["db1.example.com 300 A 192.0.2.1", "0123456789", "/dns restore db1 at before 0123456789"],
    results.Disputed: [
        *("Somebody else", "- db1.example.com 300 A 192.0.2.1", "+ db1.example.com 300 A 192.0.2.9"),
        *("/dns restore db1 at 0123456789", "/dns restore db1 at before 9876543210"),
    ],
    results.KeptOut: ["keeps it out", "+ db1.example.com 300 CNAME db.example.net.", "db1.example.com 300 A 192.0.2.1"],
}


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_each_answer_says_what_a_person_needs(kind: type) -> None:
    for said in both(ANSWERS[kind]):
        assert [word for word in WORDS[kind] if word not in said] == []


@pytest.mark.parametrize("state", [state for state in State if state not in (State.PENDING, State.INSYNC)])
def test_every_state_says_why_it_is_not_undone(state: State) -> None:
    for said in both(results.NotUndoable(change(state))):
        assert "0123456789" in said
        assert any(word in said for word in ("nothing", "on its way"))


def test_what_is_undone_already_says_how_to_bring_it_back() -> None:
    for said in both(results.NotUndoable(change(State.INSYNC, undone_by="9876543210"))):
        assert "/dns undo 9876543210" in said


def test_a_zone_that_was_not_kept_says_so() -> None:
    for said in both(results.NotUndoable(change(State.INSYNC, Kind.DELETE_ZONE))):
        assert "before such zones were kept" in said


def test_a_name_without_a_past_has_nothing_to_press() -> None:
    message = rendered(results.NoSuchPast(Zone("Z1", "example.com."), "db1.example.com.", "as it stood then"))
    assert "never changed from here" in message.text
    assert labels(message) == []


def test_the_offers_of_a_past_stand_for_their_commands() -> None:
    found = {one["action_id"]: one["value"] for one in buttons(seen(rendered(ANSWERS[results.Disputed])))}
    assert found == {
        f"{OFFER}_left": "token of restore db1 at 0123456789",
        f"{OFFER}_found": "token of restore db1 at before 9876543210",
    }
    assert labels(rendered(ANSWERS[results.NoSuchPast])) == ["Restore that"]


def test_a_history_shows_who_when_what_from_what_to_what_and_how_it_ended() -> None:
    undone = replace(SET, undone_by="9876543210")
    for said in both(results.HistoryShown((undone,), "db1", more=True)):
        for word in (
            *("<@U0ANN>", "<!date^1800000000^", "set db1 A 192.0.2.9", "INSYNC", "undone by change `9876543210`"),
            *("- db1.example.com 300 A 192.0.2.1", "+ db1.example.com 300 A 192.0.2.9", "older ones"),
        ):
            assert word in said


def test_a_history_of_a_person_names_them() -> None:
    assert "by <@U0BEN>" in rendered(results.HistoryShown((), user="U0BEN")).text
    assert "by <@U0BEN>" in rendered(results.HistoryShown((SET, SET), user="U0BEN")).text
    assert "older" not in rendered(results.HistoryShown((SET, SET))).text


def long(**fields: object) -> Change:
    plan = Plan(Kind.SET, "Z1", LONGEST_NAME, (HUGE,), (HUGE,) * 3, comment="&" * 4_000)
    return change(State.FAILED, plan=plan, command="set db1 TXT " + "&" * 4_000, reason="<" * 5_000, **fields)


ZONE = Zone("Z" * 32, LONGEST_NAME, comment="&" * 256, records=10_000)
EXTREMES: list[results.Answer] = [
    results.HistoryShown((long(undone_by="9876543210"),) * 20, LONGEST_NAME, more=True),
    results.HistoryShown((long(),) * 20, user="U0BEN", more=True),
    results.NotUndoable(long()),
    results.AskedAlready(long(), long()),
    results.MovedOn(long(), (HUGE,) * 10, (HUGE,) * 10, long()),
    results.StandsSo(ZONE, LONGEST_NAME, "x" * 300),
    results.NoSuchPast(ZONE, LONGEST_NAME, "x", long(), (HUGE,) * 10, f"restore {LONGEST_NAME} at before 0123456789"),
    results.Disputed(ZONE, LONGEST_NAME, "x", long(), long(), (HUGE,), (HUGE,), ("restore " + "x" * 253,) * 2),
    results.KeptOut(ZONE, LONGEST_NAME, "x", (HUGE,) * 10, (HUGE,) * 10),
]


@pytest.mark.parametrize("answer", EXTREMES, ids=lambda answer: type(answer).__name__)
def test_the_longest_answers_fit_into_a_message(answer: results.Answer) -> None:
    assert faults(rendered(answer)) == []
    assert faults(together([rendered(answer)] * 20)) == []


def test_every_change_of_the_longest_history_is_seen_and_heard() -> None:
    many = tuple(long(id=f"change{number:04}") for number in range(20))
    for said in both(results.HistoryShown(many)):
        assert [one.id for one in many if one.id not in said] == []


EVIL_ZONE = Zone("Z1", EVIL_NAME, comment=EVIL, records=3)
EVIL_PLAN = replace(PLANS[Kind.SET], before=(EVIL_TEXT,), after=(record(f'"{EVIL}"'),), notes=(EVIL,), comment=EVIL)
EVIL_CHANGE = change(State.FAILED, plan=EVIL_PLAN, command=EVIL, reason=EVIL)
HOSTILE: list[results.Answer] = [
    results.HistoryShown((EVIL_CHANGE,), EVIL),
    results.HistoryShown((), EVIL),
    results.StatusShown(EVIL_CHANGE),
    results.StatusShown(change(plan=EVIL_PLAN)),
    results.NotUndoable(EVIL_CHANGE),
    results.AskedAlready(EVIL_CHANGE, EVIL_CHANGE),
    results.MovedOn(EVIL_CHANGE, (EVIL_TEXT,), (), EVIL_CHANGE),
    results.StandsSo(EVIL_ZONE, EVIL_NAME, EVIL),
    results.NoSuchPast(EVIL_ZONE, EVIL_NAME, EVIL, EVIL_CHANGE, (EVIL_TEXT,), EVIL),
    results.Disputed(EVIL_ZONE, EVIL_NAME, EVIL, EVIL_CHANGE, EVIL_CHANGE, (EVIL_TEXT,), (), (EVIL, EVIL)),
    results.KeptOut(EVIL_ZONE, EVIL_NAME, EVIL, (EVIL_TEXT,), (EVIL_TEXT,)),
]


@pytest.mark.parametrize("answer", HOSTILE, ids=lambda answer: type(answer).__name__)
def test_nothing_from_dns_or_from_a_person_does_anything(answer: results.Answer) -> None:
    message = rendered(answer)
    assert loose(message) == []
    assert ticked(message) == []
    assert faults(message) == []
