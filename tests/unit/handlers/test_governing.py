"""Who may do what, asked where it matters; and zones that are frozen."""

from typing import Any

import pytest

from commands.changes.lifecycle import Event, State
from commands.errors import Frozen, NotAllowed
from commands.handlers.proposing import check_cancel, check_press
from commands.language.verbs import TOPICS
from commands.model.records import Type
from commands.policy import Actor, Answer, Protection, Reach, Role, Rule, Rules
from commands.results import CanDo, FrozenNow, Started, Thawed, WhoIs, ZoneList, ZoneShown
from tests.unit.handlers.office import ANN, Office

BEN = Actor("U0BEN", Role.OPERATOR)
EVE = Actor("U0EVE")


def policy(*rules: Rule, **more: Any) -> Rules:
    return Rules("rules.toml", rules, **more)


def test_a_rule_lets_somebody_add_who_is_in_no_list(office: Office) -> None:
    ruled = office.with_rules(policy(Rule(Answer.ALLOW, names=("*.web.example.com",))))
    assert isinstance(ruled.ask("add a.web.example.com A 192.0.2.1", EVE), Started)
    with pytest.raises(NotAllowed, match=r"no rule of rules\.toml"):
        ruled.ask("add a.db.example.com A 192.0.2.1", EVE)


def test_who_no_rule_lets_is_stopped_before_route_53_is_asked(office: Office) -> None:
    ruled = office.with_rules(policy(Rule(Answer.ALLOW, who=frozenset({"U0BEN"}))))
    with pytest.raises(NotAllowed):
        ruled.ask("set a.db.example.com A 192.0.2.1", EVE)
    assert office.route53.calls == []


def test_a_rule_may_ask_where_nothing_would_be_asked(office: Office) -> None:
    found = office.with_rules(policy(Rule(Answer.CONFIRM))).ask("add db1 A 192.0.2.1", EVE)
    assert isinstance(found, Started)
    assert found.change.state is State.PROPOSED


def test_the_strictest_answer_goes_for_all_that_a_change_touches(office: Office) -> None:
    office.put("old.example.com.", Type.A, "192.0.2.7")
    ruled = office.with_rules(policy(Rule(Answer.ALLOW), Rule(Answer.DENY, types=frozenset({"A"}))))
    with pytest.raises(NotAllowed, match="the rule"):
        ruled.ask("delete old A", EVE)
    assert office.stored.recent() == ()


def test_protected_records_need_an_admin(office: Office) -> None:
    guarded = office.with_rules(Rules(protections=(Protection(("www.example.com",)),)))
    with pytest.raises(NotAllowed, match="protected"):
        guarded.ask("add www A 192.0.2.1", BEN)
    assert isinstance(guarded.ask("add www A 192.0.2.1", ANN), Started)


@pytest.fixture
def second(office: Office) -> Office:
    return office.with_rules(policy(Rule(Answer.SECOND, approvers=frozenset({"U0BEN", "S0WEB"}))))


@pytest.mark.parametrize(
    ("presser", "may"),
    [
        (EVE, False),
        (Actor("U0EVE", Role.ADMIN), False),
        (BEN, True),
        (Actor("U0CID", groups=frozenset({"S0WEB"})), True),
        (Actor("U0CID"), False),
        (ANN, True),
    ],
)
def test_a_second_person_confirms_and_never_who_asked(second: Office, presser: Actor, may: bool) -> None:
    found = second.ask("add db1 A 192.0.2.1", EVE)
    assert isinstance(found, Started)
    assert (found.change.second, found.change.approvers) == (True, ("S0WEB", "U0BEN"))
    if may:
        check_press(presser, EVE, found.change, second.world)
    else:
        with pytest.raises(NotAllowed):
            check_press(presser, EVE, found.change, second.world)


def test_the_database_itself_takes_no_verdict_of_who_asked(second: Office) -> None:
    found = second.ask("add db1 A 192.0.2.1", EVE)
    assert isinstance(found, Started)
    assert not second.stored.decide(found.change.id, Event.CONFIRMED, EVE.id)
    assert second.stored.decide(found.change.id, Event.CONFIRMED, BEN.id)
    assert second.now(found.change).state is State.APPROVED


def test_who_asked_and_who_could_approve_may_cancel(second: Office) -> None:
    found = second.ask("add db1 A 192.0.2.1", EVE)
    assert isinstance(found, Started)
    for presser in (EVE, BEN, ANN):
        check_cancel(presser, found.change)
    with pytest.raises(NotAllowed):
        check_cancel(Actor("U0CID"), found.change)


@pytest.mark.parametrize(
    ("presser", "may"),
    [(BEN, True), (ANN, True), (Actor("U0CID", Role.OPERATOR), False), (Actor("U0BEN"), False)],
)
def test_a_button_is_for_who_asked_and_still_may_and_for_admins(office: Office, presser: Actor, may: bool) -> None:
    office.put("old.example.com.", Type.A, "192.0.2.7")
    found = office.ask("delete old A", BEN)
    assert isinstance(found, Started)
    if may:
        check_press(presser, presser, found.change, office.world)
    else:
        with pytest.raises(NotAllowed, match=r"DNS_(ADMINS|OPERATORS)"):
            check_press(presser, presser, found.change, office.world)


def test_rules_that_changed_since_the_question_decide_at_the_press(office: Office) -> None:
    before = office.with_rules(policy(Rule(Answer.CONFIRM)))
    found = before.ask("add db1 A 192.0.2.1", EVE)
    assert isinstance(found, Started)
    after = office.with_rules(policy(Rule(Answer.DENY, line=7)))
    with pytest.raises(NotAllowed, match="line 7"):
        check_press(EVE, EVE, found.change, after.world)


def test_a_question_that_takes_two_by_now_is_not_confirmed_by_who_asked(office: Office) -> None:
    found = office.with_rules(policy(Rule(Answer.CONFIRM))).ask("add db1 A 192.0.2.1", EVE)
    assert isinstance(found, Started)
    assert not found.change.second
    stricter = office.with_rules(policy(Rule(Answer.SECOND, approvers=frozenset({"U0BEN"}))))
    with pytest.raises(NotAllowed, match="another person must confirm"):
        check_press(EVE, EVE, found.change, stricter.world)
    check_press(ANN, EVE, found.change, stricter.world)


def test_who_is_no_approver_any_more_does_not_approve(second: Office, office: Office) -> None:
    found = second.ask("add db1 A 192.0.2.1", EVE)
    assert isinstance(found, Started)
    others = office.with_rules(policy(Rule(Answer.SECOND, approvers=frozenset({"U0CID"}))))
    with pytest.raises(NotAllowed, match="Who may: U0CID, an admin"):
        check_press(BEN, EVE, found.change, others.world)
    check_press(Actor("U0CID"), EVE, found.change, others.world)


# Freezes.


def frozen(office: Office) -> FrozenNow:
    found = office.ask('freeze example.com 4h "incident 4711"')
    assert isinstance(found, FrozenNow)
    return found


def test_a_frozen_zone_is_read_and_not_changed(office: Office) -> None:
    frozen(office)
    office.ask("get db1")
    with pytest.raises(Frozen, match="incident 4711") as refused:
        office.ask("add db1 A 192.0.2.1")
    assert refused.value.by == ANN.id
    assert office.stored.recent() == ()


def test_a_freeze_ends_by_itself_and_is_shown_while_it_stands(office: Office) -> None:
    frozen(office)
    zones, zone = office.ask("zones"), office.ask("zone example.com")
    assert isinstance(zones, ZoneList)
    assert isinstance(zone, ZoneShown)
    assert [freeze.reason for freeze in zones.frozen] == ["incident 4711"]
    assert zone.freeze
    office.hands.pass_(4 * 3600 + 1)
    assert isinstance(office.ask("add db1 A 192.0.2.1"), Started)


def test_a_thaw_ends_it_and_a_second_freeze_replaces_the_first(office: Office) -> None:
    frozen(office)
    again = office.ask('freeze example.com 1h "less"')
    assert isinstance(again, FrozenNow)
    assert again.before
    assert again.before.reason == "incident 4711"
    thawed = office.ask("thaw example.com")
    assert isinstance(thawed, Thawed)
    assert thawed.was
    assert isinstance(office.ask("add db1 A 192.0.2.1"), Started)
    twice = office.ask("thaw example.com")
    assert isinstance(twice, Thawed)
    assert not twice.was


def test_only_admins_freeze(office: Office) -> None:
    with pytest.raises(NotAllowed, match="DNS_ADMINS"):
        office.ask('freeze example.com 4h "x"', BEN)
    with pytest.raises(NotAllowed, match="DNS_ADMINS"):
        office.ask("thaw example.com", BEN)


def test_a_question_that_stood_before_the_freeze_is_refused_at_the_press(office: Office) -> None:
    office.put("old.example.com.", Type.A, "192.0.2.7")
    found = office.ask("delete old A")
    assert isinstance(found, Started)
    frozen(office)
    with pytest.raises(Frozen):
        check_press(ANN, ANN, found.change, office.world)


def test_what_waits_to_be_sent_is_refused_and_what_was_sent_goes_on(office: Office) -> None:
    sent, waits = office.carried("add sent A 192.0.2.1"), office.started("add waits A 192.0.2.1")
    frozen(office)
    office.carry(10.0)
    office.carry(10.0)
    assert office.now(sent).state is State.INSYNC
    assert office.now(waits).state is State.FAILED
    assert "incident 4711" in office.now(waits).reason
    assert office.standing("waits.example.com.") == ()


# Telling.


def test_whoami_tells_the_rules_that_speak_of_somebody(office: Office) -> None:
    ruled = office.with_rules(
        policy(Rule(Answer.ALLOW, who=frozenset({"U0EVE"})), Rule(Answer.DENY, who=frozenset({"U0X"})))
    )
    found = ruled.ask("whoami", EVE)
    assert isinstance(found, WhoIs)
    assert [rule.answer for rule in found.rules] == [Answer.ALLOW]
    assert found.reach is Reach.EVERYTHING


def test_who_may_never_use_a_verb_is_told_who_may(office: Office) -> None:
    ruled = office.with_rules(policy(Rule(Answer.ALLOW, who=frozenset({"U0BEN"}))))
    with pytest.raises(NotAllowed, match=r"use `undo`: no rule of rules\.toml allows it\. Who may: U0BEN, an admin"):
        ruled.ask("undo", EVE)


def test_who_may_not_confirm_is_told_who_may(second: Office) -> None:
    found = second.ask("add db1 A 192.0.2.1", EVE)
    assert isinstance(found, Started)
    with pytest.raises(NotAllowed, match="Who may: S0WEB, U0BEN, an admin"):
        check_press(Actor("U0CID"), EVE, found.change, second.world)


@pytest.mark.parametrize("topic", [topic for topic in TOPICS.values() if topic != "help"])
def test_can_answers_for_every_verb(office: Office, topic: str) -> None:
    name = "new.example.net" if topic == "zone create" else "example.com"
    found = office.ask(f"can {topic} {name}")
    assert isinstance(found, CanDo)
    assert found.verdict.answer is Answer.ALLOW


def test_can_says_no_and_why(office: Office) -> None:
    found = office.ask("can delete www A", EVE)
    assert isinstance(found, CanDo)
    assert found.verdict.answer is Answer.DENY
    assert "DNS_OPERATORS" in found.verdict.because


def test_going_back_is_judged_as_what_it_comes_to(office: Office) -> None:
    ruled = office.with_rules(policy(Rule(Answer.ALLOW), Rule(Answer.DENY, verbs=frozenset({"delete"}), line=7)))
    for topic in ("undo", "restore"):
        found = ruled.ask(f"can {topic} www A", EVE)
        assert isinstance(found, CanDo)
        assert (found.deed.verb, found.verdict.answer) == (topic, Answer.DENY)
        assert "for delete, the rule at line 7" in found.verdict.because
    again = office.with_rules(policy(Rule(Answer.ALLOW, verbs=frozenset({"zone create"}))))
    found = again.ask("can zone restore gone.example", EVE)
    assert isinstance(found, CanDo)
    assert found.verdict.answer is Answer.ALLOW


def test_without_a_type_those_are_told_of_which_the_rules_say_something_else(office: Office) -> None:
    ruled = office.with_rules(
        policy(
            Rule(Answer.ALLOW, types=frozenset({"A"})),
            Rule(Answer.SECOND, types=frozenset({"MX"})),
            Rule(Answer.DENY, types=frozenset({"TXT"})),
            protections=(Protection(("www.*",), frozenset({"CAA"})),),
        )
    )
    found = ruled.ask("can set www", EVE)
    assert isinstance(found, CanDo)
    assert (found.verdict.answer, found.otherwise) == (Answer.DENY, ("A", "MX"))
    typed = ruled.ask("can set www A", EVE)
    assert isinstance(typed, CanDo)
    assert (typed.verdict.answer, typed.otherwise) == (Answer.ALLOW, ())
