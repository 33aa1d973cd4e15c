"""Two replicas of the bot on one PostgreSQL: what one leaves, the other finishes, and nothing counts twice."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass

import pytest

from commands.changes.lifecycle import State
from tests.story.office import NEVER, PATIENCE, House, Office, houses, until
from tests.worlds.process import Bot
from tests.worlds.slack import Slack
from tests.worlds.slack_workspace import ANN, ROOT

pytestmark = houses(House("postgresql", "http"))


@dataclass(frozen=True)
class Pair:
    """Two replicas. The second stands still until the test lets it go, so that the first takes the work."""

    first: Bot
    second: Bot


@pytest.fixture
def pair(office: Office) -> Iterator[Pair]:
    """Both up; deliveries go to the first."""
    first, second = office.staff(2)
    second.freeze()
    yield Pair(first, second)
    for bot in (first, second):
        bot.thaw()


def test_what_a_killed_replica_held_is_finished_by_the_other(office: Office, pair: Pair) -> None:
    """A question, a request that was applied and not yet answered, and a command it was reading for."""
    office.put("read-first", "192.0.2.7")
    office.put("asked.example.org", "192.0.2.1")
    office.type("delete asked.example.org A")
    question = office.kept_card("asked.example.org")
    office.aws.inject("ChangeResourceRecordSets", ("hang", NEVER))
    office.type("add heard.example.net A 192.0.2.1")
    office.wait_applied("heard.example.net")
    office.kept_card("heard.example.net")
    office.aws.inject("ListResourceRecordSets", ("hang", NEVER))
    with office.reaching("ListResourceRecordSets"):
        office.type("get read-first\nadd acked A 192.0.2.1")
    pair.second.thaw()
    pair.first.kill9()
    office.let_go()
    office.slack.bot_url = pair.second.url
    office.press(question, "Delete")
    office.done_once("asked.example.org")
    answer = office.private("192.0.2.7")
    assert not office.done_once("acked").reconciled
    assert office.done_once("heard.example.net").reconciled
    assert office.slack.messages("ephemeral", since=office.since) == [answer]


def test_a_frozen_replica_that_wakes_up_late_does_nothing_twice(office: Office, pair: Pair) -> None:
    office.aws.inject("ChangeResourceRecordSets", ("hang", NEVER))
    office.type("add frozen A 192.0.2.1")
    office.wait_applied("frozen")
    office.kept_card("frozen")
    pair.first.freeze()
    pair.second.thaw()
    office.let_go()
    assert office.wait_state("frozen", State.PENDING).reconciled
    pair.first.thaw()
    office.type("add after A 192.0.2.2")
    office.accepted_once("after")
    office.accepted_once("frozen")
    assert office.sent("frozen") == 1


def test_two_people_press_at_two_replicas_and_one_counts(office: Office, pair: Pair) -> None:
    pair.second.thaw()
    office.put("raced", "192.0.2.1")
    office.type("delete raced A")
    card = office.kept_card("raced")
    delete = card.button("Delete")
    doors = [door(office, bot) for bot in (pair.first, pair.second)]
    with ThreadPoolExecutor(4) as fingers:
        presses = [fingers.submit(at.click, card, delete, user) for user in (ANN, ROOT) for at in doors]
    assert all(press.result().ok for press in presses)
    winner = office.accepted_once("raced").decided_by
    loser = ROOT if winner == ANN else ANN
    office.private(f"<@{winner}> confirmed this already", to=loser)
    assert not office.slack.messages("ephemeral", since=office.since, to=winner)
    assert office.sent("raced") == 1


def test_a_command_delivered_to_both_replicas_runs_once(office: Office, pair: Pair) -> None:
    pair.second.thaw()
    ack = office.type("add both A 192.0.2.1")
    office.slack.bot_url = pair.second.url
    assert office.slack.again(ack).ok
    office.accepted_once("both")


def test_a_replica_that_is_asked_to_go_hands_back_what_it_holds(office: Office, pair: Pair) -> None:
    """Slack takes the post and does not answer; the drain ends before that time-out does."""
    office.slack.delay("chat.postMessage", NEVER)
    office.type("add handed A 192.0.2.1")
    office.slack.wait_for(lambda: office.slack.waiting("chat.postMessage"), PATIENCE, "the post")
    assert pair.first.stop(10.0) == 0
    assert office.leases() == []
    office.slack.heal()
    pair.second.thaw()
    office.accepted_once("handed")


def test_a_replica_that_is_asked_to_go_acknowledges_what_it_was_told(office: Office, pair: Pair) -> None:
    with ThreadPoolExecutor(1) as fingers:
        with office.locked():
            typed = fingers.submit(office.slack.slash, "add said-last A 192.0.2.1")
            until(office.blocked, "a command being written down")
            pair.first.process.send_signal(signal.SIGTERM)
            until(lambda: office.closed(pair.first), "closed")
        ack = typed.result()
    assert pair.first.wait(10.0) == 0
    pair.second.thaw()
    office.accepted_once("said-last")
    assert ack.ok


@pytest.mark.parametrize("end", [Bot.kill9, Bot.stop])
def test_a_typed_name_outlives_the_replica_that_had_to_ask_slack_by_whom(
    office: Office, end: Callable[[Bot], object]
) -> None:
    others, name = office.staff(1), f"{end.__name__}.test"
    zone = office.aws.zone(name)
    office.type(f"zone delete {name}", user=ROOT)
    modal = office.slack.modal(ROOT, "Type the zone")
    for bot in others:
        bot.freeze()
    new = office.start().ready(PATIENCE)
    office.slack.bot_url = new.url
    office.slack.delay("users.info", 2.0)
    assert office.slack.submit(modal, {"zone_name": name}).ok
    office.slack.wait_for(lambda: office.slack.waiting("users.info"), PATIENCE, "the question who it was")
    end(new)
    office.slack.heal()
    for bot in others:
        bot.thaw()
    until(lambda: zone not in {one.id for one in office.book.zones()}, "the zone gone")
    assert not office.slack.messages("ephemeral", since=office.since)


def door(office: Office, bot: Bot) -> Slack:
    """The same Slack, which delivers to that replica."""
    way = copy(office.slack)
    way.bot_url = bot.url
    return way
