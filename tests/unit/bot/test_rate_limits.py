"""While Slack wants to hear nothing it is not asked, and the log is not filled with it."""

import logging
import math
from collections.abc import Callable
from functools import partial

import pytest

from bot.messenger import NotNow, SlackMessenger
from tests.unit.bot.test_limits import Hand
from tests.unit.bot.test_messenger import HELLO, reply_to
from tests.unit.bot.test_messenger import hand as hand
from tests.unit.bot.test_messenger import messenger as messenger
from tests.unit.bot.test_messenger import slack as slack
from tests.unit.bot.test_messenger import world as world
from tests.worlds.slack import Slack
from tests.worlds.slack_workspace import ANN, LOUNGE, OPS


def limit(slack: Slack, method: str) -> None:
    slack.fail(method, status=429, headers={"Retry-After": "12"}, times=math.inf)


def put_off(act: Callable[[], object]) -> float:
    """Seconds until it shall be tried again."""
    with pytest.raises(NotNow) as caught:
        act()
    return caught.value.pause(0)


def test_a_channel_that_slack_wants_nothing_in_is_left_alone_and_others_are_not(
    slack: Slack, messenger: SlackMessenger, hand: Hand
) -> None:
    limit(slack, "chat.postMessage")
    assert put_off(lambda: messenger.post(OPS, HELLO)) == 12.0
    hand.now += 5.0
    assert [put_off(lambda: messenger.post(OPS, HELLO)) for _ in range(5)] == [7.0] * 5
    assert len(slack.calls("chat.postMessage")) == 1
    slack.heal()
    messenger.post(ANN, HELLO)
    hand.now += 7.0
    messenger.post(OPS, HELLO)


def test_edits_are_limited_all_together(slack: Slack, messenger: SlackMessenger, hand: Hand) -> None:
    place, ts = messenger.post(OPS, HELLO)
    limit(slack, "chat.update")
    assert [put_off(partial(messenger.edit, one, ts, HELLO)) for one in (place, ANN, LOUNGE)] == [12.0] * 3
    assert len(slack.calls("chat.update")) == 1
    slack.heal()
    hand.now += 12.0
    messenger.edit(place, ts, HELLO)


def test_response_urls_are_limited_all_together(slack: Slack, messenger: SlackMessenger, hand: Hand) -> None:
    limit(slack, "response_url")
    urls = [reply_to(slack) for _ in range(3)]
    assert [put_off(partial(messenger.whisper, url, OPS, ANN, HELLO)) for url in urls] == [12.0] * 3
    assert len(slack.calls("response_url")) == 1
    slack.heal()
    hand.now += 12.0
    messenger.whisper(urls[0], OPS, ANN, HELLO)


def test_a_refusal_that_waiting_may_mend_is_a_line_once_a_minute(
    slack: Slack, messenger: SlackMessenger, hand: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    slack.fail("chat.postMessage", error="token_revoked", times=math.inf)
    caplog.set_level(logging.DEBUG, "bot")
    for _ in range(20):
        put_off(lambda: messenger.post(OPS, HELLO))
    assert [line.getMessage() for line in caplog.records] == ["Slack refused chat.postMessage: token_revoked"]
    hand.now += 60.0
    put_off(lambda: messenger.post(OPS, HELLO))
    slack.heal()
    slack.fail("chat.postMessage", error="missing_scope")
    put_off(lambda: messenger.post(OPS, HELLO))
    assert [line.getMessage().split()[-1] for line in caplog.records[1:]] == ["token_revoked", "missing_scope"]
