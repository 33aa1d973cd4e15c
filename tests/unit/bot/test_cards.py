from dataclasses import replace

import pytest

from bot.blocks.beside import audit_line
from bot.blocks.cards import CANCEL, CONFIRM, card
from bot.blocks.kit import Message
from commands.changes.lifecycle import ENDS, Change, State
from commands.model.instances import Pointer
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type
from tests.unit.bot.examples import (
    ALIAS,
    EVIL,
    EVIL_NAME,
    EVIL_TEXT,
    HUGE,
    LONGEST_NAME,
    PLANS,
    ROUTED,
    SERVERS,
    change,
    faults,
    labels,
    loose,
    record,
    seen,
    shown,
    ticked,
)
from tests.worlds.slack_messages import button

STATE_WORDS = {
    State.PROPOSED: "Nothing has changed yet",
    State.APPROVED: "Sending",
    State.SUBMITTING: "Sending",
    State.PENDING: "PENDING",
    State.INSYNC: "INSYNC",
    State.CANCELLED: "CANCELLED",
    State.EXPIRED: "EXPIRED",
    State.FAILED: "FAILED",
}
VERBS = {
    Kind.ADD: ("add", "added"),
    Kind.SET: ("set", "set"),
    Kind.DELETE: ("delete", "deleted"),
    Kind.RENAME: ("rename", "renamed"),
    Kind.COPY: ("copy", "copied"),
    Kind.CREATE_ZONE: ("create the zone", "created the zone"),
    Kind.DELETE_ZONE: ("delete the zone", "deleted the zone"),
    Kind.ASSOCIATE: ("associate a VPC with the zone", "associated a VPC with the zone"),
    Kind.DISSOCIATE: ("dissociate a VPC from the zone", "dissociated a VPC from the zone"),
    Kind.RESTORE: ("restore", "restored"),
    Kind.RESTORE_ZONE: ("restore the zone", "restored the zone"),
}
STATES = pytest.mark.parametrize("state", list(State))
KINDS = pytest.mark.parametrize("kind", list(Kind))


def both(message: Message) -> tuple[str, str]:
    """What is heard and what is seen."""
    return message.text, shown(message)


def test_every_state_is_in_these_tests() -> None:
    assert set(STATE_WORDS) == set(State)


@KINDS
@STATES
def test_every_change_has_a_card_that_slack_takes(state: State, kind: Kind) -> None:
    assert faults(card(change(state, kind))) == []


@KINDS
@STATES
def test_what_is_heard_says_all_that_is_seen(state: State, kind: Kind) -> None:
    plan = PLANS[kind]
    past = state in (State.PENDING, State.INSYNC)
    words = ["<@U0ANN>", VERBS[kind][past], STATE_WORDS[state], "example.com", "0123456789", plan.comment]
    words += [plan.vpc.id, plan.vpc.region] if plan.vpc else []
    for standing in (*plan.before, *plan.after):
        words += ["db1.example.com", standing.type, *standing.values, str(standing.ttl)]
    for said in both(card(change(state, kind))):
        assert [word for word in words if word not in said] == []


@KINDS
@STATES
def test_a_question_has_its_buttons_and_what_took_effect_can_be_undone(state: State, kind: Kind) -> None:
    taken = ["Undo"] if state in (State.PENDING, State.INSYNC) and kind is not Kind.DELETE_ZONE else []
    asked = ["Delete" if "delete" in kind else "Confirm", "Cancel"] if state is State.PROPOSED else taken
    assert labels(card(change(state, kind))) == asked
    assert labels(card(change(state, kind), buttons=False)) == []


@pytest.mark.parametrize(
    ("kind", "label", "style"),
    [(Kind.SET, "Confirm", "primary"), (Kind.DELETE, "Delete", "danger"), (Kind.DELETE_ZONE, "Delete", "danger")],
)
def test_the_buttons_of_a_question_carry_its_token_and_nothing_else(kind: Kind, label: str, style: str) -> None:
    blocks = seen(card(change(kind=kind)))
    yes, no = button(blocks, f"^{label}$"), button(blocks, "^Cancel$")
    assert (yes["action_id"], yes["value"], yes["style"]) == (CONFIRM, "unguessable", style)
    assert (no["action_id"], no["value"], no.get("style")) == (CANCEL, "unguessable", None)


def test_the_token_is_not_readable_anywhere() -> None:
    for said in both(card(change())):
        assert "unguessable" not in said


def test_a_question_shows_old_and_new_as_a_diff_and_when_it_closes() -> None:
    message = card(change(kind=Kind.SET))
    for said in both(message):
        assert "- db1.example.com 300 A 192.0.2.1" in said
        assert "+ db1.example.com 300 A 192.0.2.9" in said
        assert "<!date^1800000900^" in said


POINTERS = tuple(Pointer(f"192.0.2.{n}", f"i-0123456{n}", "db <1>", "us-east-1") for n in (1, 2))


@STATES
def test_which_instance_a_value_stands_for_is_heard_and_seen(state: State) -> None:
    plan = Plan(Kind.ADD, "Z1", "example.com.", after=(record("192.0.2.1", "192.0.2.2"),), pointers=POINTERS)
    message = card(change(state, plan=plan))
    for said in both(message):
        assert "`192.0.2.1` is i-01234561 (db &lt;1&gt;) in us-east-1, `192.0.2.2` is i-01234562" in said
    assert faults(message) == []


def test_of_very_many_instances_the_first_are_named() -> None:
    many = tuple(replace(POINTERS[0], value=f"192.0.2.{n}", tag="x" * 256) for n in range(200))
    plan = Plan(Kind.ADD, "Z1", "example.com.", after=(record(*(one.value for one in many)),), pointers=many)
    message = card(change(plan=plan))
    assert "`192.0.2.8`" in message.text
    assert "and 191 more" in message.text
    assert faults(message) == []


def test_the_audit_line_names_the_instances() -> None:
    plan = Plan(Kind.ADD, "Z1", "example.com.", after=(record(),), pointers=POINTERS[:1])
    assert "(`192.0.2.1` is i-01234561 (db &lt;1&gt;) in us-east-1)" in audit_line(change(State.INSYNC, plan=plan)).text


def test_what_stays_of_a_set_is_neither_going_nor_coming() -> None:
    plan = Plan(
        Kind.SET, "Z1", "example.com.", (record("192.0.2.1", "192.0.2.2"),), (record("192.0.2.2", "192.0.2.3"),)
    )
    said = shown(card(change(plan=plan)))
    assert "- db1.example.com 300 A 192.0.2.1" in said
    assert "  db1.example.com 300 A 192.0.2.2" in said
    assert "+ db1.example.com 300 A 192.0.2.3" in said
    assert "- db1.example.com 300 A 192.0.2.2" not in said


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (record("x", type_=Type.NS), "delegation"),
        (record("1 x", type_=Type.MX), "Mail"),
        (record("x", name="*.example.com."), "wildcard"),
    ],
)
def test_a_question_warns_of_what_would_break(gone: RecordSet, words: str) -> None:
    plan = Plan(Kind.DELETE, "Z1", "example.com.", before=(gone,))
    for said in both(card(change(plan=plan))):
        assert words in said
    assert words not in shown(card(change(State.INSYNC, plan=plan)))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (change(State.INSYNC), ["after 31 s"]),
        (change(State.INSYNC, ended_at=1_800_000_000.2), ["after 1 s"]),
        (change(State.INSYNC, accepted_at=None), ["INSYNC*: live"]),
        (change(State.PENDING, aws_id="C0AWSID"), ["Route 53 `C0AWSID`"]),
        (change(State.PENDING, decided_by="U0BEN"), ["Confirmed by <@U0BEN>"]),
        (change(State.INSYNC, decided_by="U0BEN"), ["Confirmed by <@U0BEN>"]),
        (change(State.APPROVED, decided_by="U0ANN"), ["Confirmed by <@U0ANN>"]),
        (change(State.PENDING, reconciled=True), ["answer was lost"]),
        (change(State.INSYNC, reconciled=True), ["answer was lost"]),
        (change(State.APPROVED, note="Route 53 asks for fewer requests."), ["asks for fewer requests."]),
        (change(State.CANCELLED), ["CANCELLED* by <@U0BEN>", "Nothing was changed"]),
        (change(State.EXPIRED), ["nobody confirmed", "Nothing was changed"]),
        (change(State.FAILED, reason="It exists."), ["FAILED*: It exists."]),
        (change(State.FAILED, found=True), ["Nothing stands there now."]),
        (change(State.FAILED, found=True, standing=(record("192.0.2.77"),)), ["This stands now", "192.0.2.77"]),
        (change(State.PENDING, Kind.CREATE_ZONE, name_servers=SERVERS), [*SERVERS, "registrar"]),
        (change(State.INSYNC, Kind.CREATE_ZONE, name_servers=SERVERS), [*SERVERS, "registrar"]),
    ],
)
def test_a_card_tells_what_is_known(asked: Change, words: list[str]) -> None:
    for said in both(card(asked)):
        assert [word for word in words if word not in said] == []


@pytest.mark.parametrize("asked", [change(State.PENDING), change(State.INSYNC, decided_by="U0ANN")])
def test_who_confirmed_is_told_where_it_was_somebody_else(asked: Change) -> None:
    assert "Confirmed" not in card(asked).text


def test_a_failure_that_nobody_looked_into_does_not_say_that_nothing_stands() -> None:
    assert "stands" not in card(change(State.FAILED)).text


@pytest.mark.parametrize("there", [ALIAS, ROUTED, record('"a b"', type_=Type.TXT), record(ttl=None)])
@STATES
def test_every_shape_of_record_can_be_shown(state: State, there: RecordSet) -> None:
    plan = Plan(Kind.DELETE, "Z1", "example.com.", before=(there,))
    message = card(change(state, plan=plan, standing=(there,)))
    assert faults(message) == []
    for value in there.values:
        assert value in message.text


def test_an_idn_is_shown_in_both_forms() -> None:
    plan = Plan(Kind.ADD, "Z1", "example.com.", after=(record(name="xn--mnchen-3ya.example.com."),))
    for said in both(card(change(plan=plan))):
        assert "münchen.example.com (xn--mnchen-3ya.example.com)" in said


EXTREMES = {
    "values": Plan(Kind.SET, "Z1", "example.com.", before=(HUGE,), after=(HUGE,), comment="&" * 256),
    "new values": Plan(Kind.ADD, "Z1", "example.com.", after=(HUGE,)),
    "one long value": Plan(Kind.ADD, "Z1", "example.com.", after=(record('"' + "ü" * 3_998 + '"', type_=Type.TXT),)),
    "names": Plan(Kind.DELETE, "Z" * 32, LONGEST_NAME, before=(record(name=LONGEST_NAME),)),
    "zone": Plan(Kind.CREATE_ZONE, "", LONGEST_NAME, comment="<" * 256),
}


TELLING = pytest.mark.parametrize("state", [State.PROPOSED, State.PENDING, State.FAILED])


@pytest.mark.parametrize("plan", EXTREMES.values(), ids=list(EXTREMES))
@TELLING
def test_the_longest_changes_fit_into_a_message(state: State, plan: Plan) -> None:
    made = SERVERS if plan.kind is Kind.CREATE_ZONE else ()
    assert faults(card(change(state, plan=plan, name_servers=made))) == []


@pytest.mark.parametrize("plan", EXTREMES.values(), ids=list(EXTREMES))
def test_the_longest_failures_fit_into_a_message(plan: Plan) -> None:
    message = card(change(State.FAILED, plan=plan, standing=(HUGE, HUGE), found=True, reason="&" * 10_000))
    assert faults(message) == []


@pytest.mark.parametrize("plan", EXTREMES.values(), ids=list(EXTREMES))
@TELLING
def test_however_long_a_change_is_its_end_is_heard_too(state: State, plan: Plan) -> None:
    said = card(change(state, plan=plan)).text
    assert [word for word in ("<@U0ANN>", STATE_WORDS[state], "zone `", "0123456789") if word not in said] == []


HOSTILE = Plan(Kind.SET, "Z1", EVIL_NAME, before=(EVIL_TEXT,), after=(EVIL_TEXT, record(f'"{EVIL}"')), comment=EVIL)


def hostile(state: State) -> Message:
    fields = {"standing": (EVIL_TEXT,), "found": True, "reason": EVIL} if state is State.FAILED else {"note": EVIL}
    return card(change(state, plan=HOSTILE, aws_id=EVIL, name_servers=(EVIL,), **fields))


@STATES
def test_nothing_from_dns_or_from_a_person_pings_or_links(state: State) -> None:
    assert loose(hostile(state)) == []
    assert faults(hostile(state)) == []


@TELLING
def test_nothing_from_dns_or_from_a_person_ends_a_code_span(state: State) -> None:
    assert ticked(hostile(state)) == []


@STATES
def test_values_are_seen_exactly_as_they_are(state: State) -> None:
    assert f'300 TXT "{EVIL}"' in shown(hostile(state))


def test_an_ended_card_still_says_what_it_was_about() -> None:
    for state in ENDS:
        assert "192.0.2.1" in card(change(state)).text
