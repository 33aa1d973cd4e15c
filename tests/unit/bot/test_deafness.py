"""Sockets that can be opened and stay silent: the watchdog says so, and the supervisor starts the process anew."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.transport.link import PING, Link
from bot.transport.sockets import DEAF, Sockets
from bot.transport.traffic import Traffic
from commands.errors import Problem
from tests.worlds.slack import Slack
from tests.worlds.slack_workspace import APP_TOKEN, BOT_TOKEN
from tests.worlds.websocket import Opcode

DEADLINE = 20.0
LOOK = 0.15
DEAF_BY = 1.5 * DEAF * LOOK  # seconds; whoever is not found deaf by then is not going to be


class Heard:
    """What ended the bot, if anything did."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.happened = threading.Event()

    def __call__(self, problem: Problem) -> None:
        self.problems.append(problem)
        self.happened.set()


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack() as world:
        yield world


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def look() -> float:
    return LOOK


@pytest.fixture
def sockets(slack: Slack, heard: Heard, look: float) -> Iterator[Sockets]:
    nobody: Any = None
    client = WebClient(BOT_TOKEN, base_url=slack.api_url, timeout=5, retry_handlers=[])
    made = Sockets(nobody, APP_TOKEN, client, Traffic(), heard, look=look)
    yield made
    made.close()


def test_sockets_that_open_and_say_nothing_end_the_process(slack: Slack, sockets: Sockets, heard: Heard) -> None:
    slack.sockets.silent = True
    sockets.start()
    assert heard.happened.wait(DEADLINE)
    assert "nothing came" in str(heard.problems[0])
    assert not sockets.connected


def test_sockets_that_fall_silent_after_their_greeting_are_made_anew_and_then_end_the_process(
    slack: Slack, sockets: Sockets, heard: Heard
) -> None:
    sockets.start()
    slack.wait_for(lambda: sockets.connected, DEADLINE, "a greeting")
    first = slack.sockets.opened
    slack.sockets.mute()
    assert heard.happened.wait(DEADLINE)
    assert slack.sockets.opened > first, "a silent connection is given up long before the process is"
    assert sockets.facts["silent_seconds"] > 0


def test_a_handshake_is_not_taken_for_something_that_came(slack: Slack) -> None:
    """Or sockets that open and stay silent, again and again, would never count as deaf."""
    slack.sockets.silent = True
    came: list[None] = []
    url = WebClient(BOT_TOKEN, base_url=slack.api_url).apps_connections_open(app_token=APP_TOKEN)["url"]
    link = Link(url, lambda *_: None, lambda: came.append(None))
    reader = threading.Thread(target=link.read)
    reader.start()
    slack.wait_for(lambda: slack.sockets.live, DEADLINE, "the connection")
    slack.sockets.ping()
    slack.wait_for(lambda: slack.sockets.live[0].pongs, DEADLINE, "a pong")
    link.close()
    reader.join()
    assert len(came) == 1, "the ping"


def test_pongs_are_enough(slack: Slack, sockets: Sockets, heard: Heard) -> None:
    sockets.start()
    slack.wait_for(lambda: sockets.connected, DEADLINE, "a greeting")
    assert not heard.happened.wait(DEAF_BY)
    assert sockets.facts["sockets"] == 2
    assert slack.sockets.opened == 2, "no connection was given up"


def test_slack_being_down_is_not_deafness(slack: Slack, sockets: Sockets, heard: Heard) -> None:
    slack.down()
    sockets.start()
    assert not heard.happened.wait(DEAF_BY)
    slack.up()
    slack.wait_for(lambda: sockets.connected, DEADLINE, "a connection")


def test_slack_going_down_before_it_greeted_is_not_deafness(slack: Slack, sockets: Sockets, heard: Heard) -> None:
    slack.sockets.silent = True
    sockets.start()
    slack.wait_for(lambda: slack.sockets.opened, DEADLINE, "an open socket")
    slack.down()
    assert not heard.happened.wait(DEAF_BY)


def test_being_one_too_many_is_no_reason_to_knock_again_at_once(slack: Slack, sockets: Sockets, heard: Heard) -> None:
    slack.sockets.limit = 0
    sockets.start()
    slack.wait_for(lambda: slack.sockets.refused == 2, DEADLINE, "both refused")
    assert not heard.happened.wait(1.0), "the next try is half a minute away"
    assert slack.sockets.refused == 2


@pytest.mark.parametrize("look", [PING])
@pytest.mark.parametrize(
    "frame", ['{"type": ', "[" * 5_000, '{"envelope_id": "E", "type": "interactive", "payload": 5}']
)
def test_a_message_that_slack_does_not_send_costs_no_connection(slack: Slack, sockets: Sockets, frame: str) -> None:
    sockets.start()
    slack.wait_for(lambda: len(slack.sockets) == 2 and sockets.connected, DEADLINE, "both connections")
    for connection in slack.sockets.live:
        connection.peer.send(Opcode.TEXT, frame.encode())
    slack.sockets.ping()
    slack.wait_for(lambda: all(connection.pongs for connection in slack.sockets.live), DEADLINE, "pongs")
    assert (len(slack.sockets), slack.sockets.opened) == (2, 2)
