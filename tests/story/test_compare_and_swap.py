"""What moved between the question and the press is never overwritten; the person is shown what stands now."""

import re

import pytest

from commands.changes.lifecycle import State
from commands.model.records import RecordSet
from tests.story.office import House, Office, houses

pytestmark = houses(House("sqlite", "http"), House("postgresql", "http"))


def failed(office: Office, name: str, *words: str) -> str:
    """Wait until the one card of a name says FAILED and these words; its text."""
    text = office.shows(office.card(name), "FAILED", *words)
    change = office.change(name)
    assert change.state is State.FAILED
    assert len(office.cards(name)) == 1
    assert not office.card(name).labels
    assert office.applied(name) == []
    assert office.sent(name) == 1, "a refusal is not tried again"
    return text


@pytest.mark.parametrize("command", ["set {} A 192.0.2.9", "delete {} A"])
def test_a_record_that_changed_meanwhile_is_left_alone_and_shown(office: Office, command: str) -> None:
    name = f"{command.split()[0]}-drifted"
    office.put(name, "192.0.2.1")
    office.type(command.format(name))
    card = office.card(name)
    now = office.put(name, "192.0.2.66", ttl=66)
    office.press(card, "Confirm|Delete")
    text = failed(office, name, "changed in the meantime", "nothing was overwritten", "This stands now")
    assert f"{name}.example.com 66 A 192.0.2.66" in text
    assert office.stands(name) == now


@pytest.mark.parametrize("command", ["set {} A 192.0.2.9", "delete {} A"])
def test_a_record_that_went_meanwhile_does_not_come_back(office: Office, command: str) -> None:
    name = f"{command.split()[0]}-vanished"
    old: RecordSet = office.put(name, "192.0.2.1")
    office.type(command.format(name))
    card = office.card(name)
    office.book.remove(office.zones["example.com"], old)
    office.press(card, "Confirm|Delete")
    failed(office, name, "Nothing stands there now")
    assert office.stands(name) is None


def test_a_record_set_that_came_meanwhile_is_not_replaced(office: Office) -> None:
    """`set` where nothing stood creates without asking, and creates only."""
    office.slack.delay("chat.postMessage", 1.5)
    with office.reaching("ListResourceRecordSets"):
        office.type("set appeared A 192.0.2.9")
    office.slack.wait_for(lambda: office.slack.waiting("chat.postMessage"), what="the post")
    now = office.put("appeared", "192.0.2.66")
    failed(office, "appeared", "192.0.2.66")
    assert office.stands("appeared") == now


def test_adding_what_exists_shows_it_and_the_line_that_would_change_it(office: Office) -> None:
    now = office.put("taken", "192.0.2.1")
    office.type("add taken A 192.0.2.9")
    text = failed(office, "taken", "exists already", "This stands now")
    assert re.search(r"/dns set taken\S* A 192\.0\.2\.9", text)
    assert office.stands("taken") == now


def test_a_cname_beside_other_types_is_refused_in_plain_words(office: Office) -> None:
    office.put("busy", "192.0.2.1")
    office.type("add busy CNAME elsewhere.example.net")
    failed(office, "busy", "A CNAME stands alone at its name", "has A already")
