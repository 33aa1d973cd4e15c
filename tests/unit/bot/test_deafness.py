"""Sockets that can be opened and stay silent: the watchdog says so, and the supervisor starts the process anew."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.transport.sockets import Sockets
from bot.transport.traffic import Traffic
from commands.errors import Problem
from tests.worlds.slack import Slack
from tests.worlds.slack_workspace import APP_TOKEN, BOT_TOKEN

DEADLINE = 20.0
PATIENCE = 0.3


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
def sockets(slack: Slack, heard: Heard) -> Iterator[Sockets]:
    nobody: Any = None
    client = WebClient(BOT_TOKEN, base_url=slack.api_url, timeout=5, retry_handlers=[])
    made = Sockets(nobody, APP_TOKEN, client, Traffic(), heard, deaf_after=PATIENCE)
    yield made
    made.close()


def test_sockets_that_open_and_say_nothing_end_the_process(slack: Slack, sockets: Sockets, heard: Heard) -> None:
    slack.sockets.silent = True
    sockets.start()
    assert heard.happened.wait(DEADLINE)
    assert "say nothing" in str(heard.problems[0])
    assert not sockets.connected


def test_a_greeting_is_enough(slack: Slack, sockets: Sockets, heard: Heard) -> None:
    sockets.start()
    slack.wait_for(lambda: sockets.connected, DEADLINE, "a greeting")
    assert not heard.happened.wait(4 * PATIENCE)


def test_slack_being_down_is_not_deafness(slack: Slack, sockets: Sockets, heard: Heard) -> None:
    slack.down()
    sockets.start()
    assert not heard.happened.wait(4 * PATIENCE)
    slack.up()
    slack.wait_for(lambda: sockets.connected, DEADLINE, "a connection")
