"""Slack says no, says nothing, or says it late: what becomes of the change and of its message."""

import math

import pytest

from commands.changes.lifecycle import State
from tests.story.office import House, Office, houses
from tests.worlds.slack_workspace import ANN, ATTIC, LOUNGE, TETE_A_TETE, VAULT

pytestmark = houses(House("sqlite", "http"))


@pytest.mark.parametrize("place", [LOUNGE, VAULT])
@pytest.mark.parametrize("verb", ["add", "delete"])
def test_where_the_bot_is_not_in_the_channel_nothing_happens_and_an_invitation_is_asked_for(
    office: Office, place: str, verb: str
) -> None:
    name = f"{verb}-in-{place.lower()}"
    if verb == "delete":
        office.put(name, "192.0.2.1")
    office.type(f"{verb} {name} A 192.0.2.1", channel=place)
    hint = office.private("/invite", name)
    assert hint.via == "response_url"
    change = office.change(name)
    assert (change.state, change.aws_id) == (State.FAILED, "")
    assert office.sent(name) == 0
    assert not office.cards(name)


def test_an_archived_channel_fails_the_change_too(office: Office) -> None:
    office.type("add in-attic A 192.0.2.1", channel=ATTIC)
    office.private("in-attic", "archived")
    assert office.change("in-attic").state is State.FAILED
    assert office.sent("in-attic") == 0


def test_between_people_the_message_goes_to_who_asked(office: Office) -> None:
    office.type("add between A 192.0.2.1", channel=TETE_A_TETE)
    change = office.accepted_once("between")
    card = office.card("between")
    assert card.channel == office.slack.space.direct(ANN).id
    assert change.place == TETE_A_TETE


def test_a_refusal_that_comes_late_moves_the_message_to_who_asked(office: Office) -> None:
    office.slack.delay("chat.postMessage", 2.3)
    office.type("add late-no A 192.0.2.1", channel=LOUNGE)
    office.wait_applied("late-no")
    assert not office.cards("late-no")
    office.slack.wait_for(lambda: office.slack.calls("chat.postMessage")[-1].error == "not_in_channel", 20)
    office.slack.heal()
    office.accepted_once("late-no")
    assert office.card("late-no").channel == office.slack.space.direct(ANN).id


def test_posting_is_down_and_the_change_goes_on_and_its_message_follows(office: Office) -> None:
    office.slack.lose("chat.postMessage", applied=False, times=math.inf)
    office.type("add unseen A 192.0.2.1")
    office.wait_applied("unseen")
    assert not office.cards("unseen")
    office.slack.heal()
    office.done_once("unseen")


def test_a_post_without_an_answer_holds_a_change_up_for_two_seconds_at_most(office: Office) -> None:
    office.slack.delay("chat.postMessage", 2.3)
    office.type("add slow A 192.0.2.1")
    office.wait_applied("slow")
    assert not office.cards("slow"), "the post takes longer"
    office.slack.heal()
    office.accepted_once("slow")


def test_a_question_waits_for_slack(office: Office) -> None:
    office.put("patient", "192.0.2.1")
    office.slack.fail("chat.postMessage", status=429, headers={"Retry-After": "1"})
    office.slack.fail("chat.postMessage", error="internal_error")
    office.type("delete patient A")
    office.press(office.card("patient"), "Delete")
    office.accepted_once("patient")


def test_edits_that_fail_are_made_up_for(office: Office) -> None:
    office.slack.fail("chat.update", status=503)
    office.slack.lose("chat.update", applied=False)
    office.type("add edited A 192.0.2.1")
    office.accepted_once("edited")


def test_a_message_that_somebody_deleted_is_posted_once_more(office: Office) -> None:
    office.type("add wiped A 192.0.2.1")
    card = office.kept_card("wiped")
    with office.slack.space.happened:
        card.deleted = True
    again = office.card("wiped", "INSYNC")
    assert again is not card
    office.done_once("wiped")


def test_a_private_answer_survives_a_lost_response_url(office: Office) -> None:
    office.put("answered", "192.0.2.1")
    office.slack.lose("response_url", applied=False)
    office.type("get answered")
    office.private("answered", "192.0.2.1")
