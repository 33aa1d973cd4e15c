"""Questions that nobody answers in time, and worlds that have moved on before the answer."""

from commands.changes.lifecycle import State
from tests.story.office import House, Office, houses
from tests.worlds.slack_workspace import ROOT

SHORT = {"DNS_CONFIRM_SECONDS": "1"}
pytestmark = houses(House("sqlite", "socket", SHORT), House("postgresql", "http", SHORT))


def test_a_question_expires_and_says_so_and_a_late_press_hears_it_privately(office: Office) -> None:
    old = office.put("forgotten", "192.0.2.1")
    office.type("delete forgotten A")
    card = office.card("forgotten")
    delete = card.button("Delete")
    office.shows(card, "EXPIRED", "Nothing was changed")
    assert not card.labels
    assert office.change("forgotten").state is State.EXPIRED
    for user in ("U0ANN", ROOT):
        office.press(card, delete, user)
        office.private("expired", "Type the command again", to=user)
    assert office.change("forgotten").state is State.EXPIRED
    assert len(office.cards("forgotten")) == 1
    assert office.stands("forgotten") == old
    assert office.sent("forgotten") == 0


def test_a_question_that_ran_out_while_nobody_was_there_says_so_after_the_restart(office: Office) -> None:
    office.put("slept", "192.0.2.1")
    office.type("delete slept A")
    card = office.kept_card("slept")
    office.kill()
    office.restart()
    office.shows(card, "EXPIRED")
    assert office.stands("slept")
    assert office.sent("slept") == 0
