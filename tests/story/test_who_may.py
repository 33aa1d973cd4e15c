"""Who may do what, as people meet it: strangers, a policy file and its reload, freezes, a second person."""

import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commands.changes.lifecycle import State
from tests.story.office import PATIENCE, House, Office, houses, until
from tests.worlds.slack_workspace import ANN, BEN, ROOT

POLICY = f"""
[[rule]]
who = ["{ANN}", "{BEN}"]
answer = "allow"

[[rule]]
names = ["two.*"]
answer = "second person"
approvers = ["{BEN}"]

[[rule]]
verbs = ["zone delete"]
answer = "second person"
approvers = ["{BEN}"]
"""

pytestmark = houses(House(), House("postgresql", "socket"))


@pytest.fixture(scope="module", autouse=True)
def ruled(house: Office, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The office's processes start with a policy."""
    file = tmp_path_factory.mktemp("policy") / "rules.toml"
    file.write_text(POLICY)
    house.settings["DNS_POLICY"] = str(file)


@pytest.fixture
def file(office: Office) -> Iterator[Path]:
    """The policy file; what a test writes into it goes again."""
    path = Path(office.settings["DNS_POLICY"])
    yield path
    path.write_text(POLICY)
    office.bot.process.send_signal(signal.SIGHUP)


@pytest.mark.parametrize("mark", ["guest", "deleted", "bot"])
def test_who_does_not_belong_here_gets_one_sentence_even_for_reading(office: Office, mark: str) -> None:
    person = f"U0{mark.upper()}"
    office.slack.space.people[person] = replace(office.slack.space.people[BEN], id=person, **{mark: True})
    office.type("get www", user=person)
    assert "may not use" in office.private("may not use", to=person).text


def test_somebody_of_another_workspace_is_turned_away_at_the_door(office: Office) -> None:
    person = "U0STRANGER"
    office.slack.space.people[person] = replace(office.slack.space.people[BEN], id=person, team="T0OTHER")
    office.put("mine", "192.0.2.1")
    office.type("delete mine A")
    question = office.kept_card("mine")
    office.press(question, "Delete", user=person)
    assert "another workspace" in office.private("another workspace", to=person).text
    assert office.change("mine").state is State.PROPOSED
    assert office.type("get www", user=person).ok
    assert office.stands("mine")


def test_a_second_person_confirms_and_who_asked_cannot(office: Office) -> None:
    office.type("add two.example.com A 192.0.2.1")
    question = office.kept_card("two")
    assert "Another person" in question.text
    office.press(question, "Confirm", user=ANN)
    office.private("another person must confirm", to=ANN)
    assert office.change("two").state is State.PROPOSED
    office.press(question, "Confirm", user=BEN)
    change = office.done_once("two")
    assert change.decided_by == BEN
    assert f"confirmed by {BEN}" in office.applied("two")[0].comment


def test_where_two_must_delete_a_zone_the_other_types_its_name(office: Office) -> None:
    zone = office.aws.zone("two-people.test")
    office.slack.slash("zone delete two-people.test", ROOT)
    assert "Another person" in office.slack.modal(ROOT, "Another person").said
    question = office.slack.message("delete the zone", kind="channel", since=office.since, seconds=PATIENCE)
    office.press(question, "Delete", user=ROOT)
    office.private("another person must confirm", to=ROOT)
    office.press(question, "Delete", user=BEN)
    modal = office.slack.modal(BEN, "Type the zone")
    assert zone in [each.id for each in office.book.zones()]
    assert office.slack.submit(modal, {"name": "two-people.test"}).ok
    office.shows(question, "deleted the zone")
    assert zone not in [each.id for each in office.book.zones()]


def test_a_reload_takes_the_new_rules_and_a_broken_file_leaves_them(office: Office, file: Path) -> None:
    file.write_text("[[rule]]\nanswer = 'deny'\n")
    office.bot.process.send_signal(signal.SIGHUP)
    office.bot.wait_for_log("read again: 1 rules")
    office.type("add not-now A 192.0.2.1")
    office.private("may not")
    file.write_text("[[rule]]\nanswer = 'nonsense'\n")
    office.bot.process.send_signal(signal.SIGHUP)
    office.bot.wait_for_log("stay as they were.*line 2")
    office.type("can add not-now")
    office.private(r"No\*")
    assert office.applied("not-now") == []


def test_a_frozen_zone_is_told_to_all_and_changes_nothing_until_it_is_thawed(office: Office) -> None:
    office.put("asked", "192.0.2.1")
    office.type("delete asked A")
    question = office.kept_card("asked")
    office.type('freeze example.com 1h "incident 4711"', user=ROOT)
    office.slack.message("frozen.*incident 4711", kind="channel", since=office.since, seconds=30.0)
    office.type("add frozen A 192.0.2.1")
    office.private("incident 4711", to=ANN)
    office.press(question, "Delete")
    until(lambda: len([m for m in office.slack.messages("ephemeral") if "incident 4711" in m.said]) >= 2, "the refusal")
    assert office.change("asked").state is State.PROPOSED
    office.type("thaw example.com", user=ROOT)
    office.slack.message("ended the freeze", kind="channel", since=office.since, seconds=30.0)
    office.press(question, "Delete")
    office.done_once("asked")
    assert not office.stands("asked")


def test_a_broken_policy_stops_the_start_with_its_line(office: Office, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('admins = ["U0ROOT"]\n\n[[rule]]\nanswer = "maybe"\n')
    bot = type(office.bot)({**office.settings, "DNS_POLICY": str(broken)}, office.folder)
    assert bot.wait() == 1
    assert "DNS_POLICY: broken.toml, line 4" in bot.logs()
    assert "Traceback" not in bot.logs()
