"""What goes wrong at Slack goes wrong as it does there."""

import http.client
import math
import threading
import time
import urllib.error

import pytest
from slack_sdk.errors import SlackApiError

from tests.unit.worlds.bolt import client
from tests.worlds.slack import Slack
from tests.worlds.slack_workspace import OPS


def post(slack: Slack, text: str = "hi") -> None:
    client(slack).chat_postMessage(channel=OPS, text=text)


def test_a_rate_limit_names_its_seconds_and_passes(slack: Slack) -> None:
    slack.fail("chat.postMessage", status=429, headers={"Retry-After": "7"}, times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            post(slack)
        assert caught.value.response.status_code == 429
        assert caught.value.response.headers["Retry-After"] == "7"
    post(slack)
    assert [call.error for call in slack.calls("chat.postMessage")] == ["ratelimited", "ratelimited", ""]
    assert len(slack.messages()) == 1


def test_any_method_can_fail_until_it_is_healed(slack: Slack) -> None:
    slack.fail("*", status=500, times=math.inf)
    for _ in range(3):
        with pytest.raises(SlackApiError):
            client(slack).auth_test()
    slack.heal()
    client(slack).auth_test()


def test_slacks_word_can_be_put_in_its_mouth(slack: Slack) -> None:
    slack.fail("auth.test", error="token_revoked")
    with pytest.raises(SlackApiError, match="token_revoked"):
        client(slack).auth_test()


@pytest.mark.parametrize("applied", [True, False])
def test_an_answer_is_lost_after_or_before_the_effect(slack: Slack, applied: bool) -> None:
    slack.lose("chat.postMessage", applied=applied)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        post(slack)
    assert len(slack.messages()) == int(applied)


@pytest.mark.parametrize("cut", [False, True])
def test_slack_goes_down_and_comes_back_at_its_address(slack: Slack, cut: bool) -> None:
    for _ in range(3):
        slack.down(cut=cut)
        with pytest.raises((urllib.error.URLError, http.client.RemoteDisconnected, ConnectionError)):
            post(slack)
        slack.up()
        post(slack)
    assert len(slack.messages()) == 3


def test_a_slow_method_is_slow_alone(slack: Slack) -> None:
    slack.delay("chat.postMessage", 0.2)
    client(slack).auth_test()
    at = time.monotonic()
    post(slack)
    assert time.monotonic() - at >= 0.2
    (posted,) = slack.calls("chat.postMessage")
    assert posted.at - at >= 0.2


def test_the_end_does_not_wait_for_a_slow_method() -> None:
    at = time.monotonic()
    lost: list[bool] = []

    def late() -> None:
        with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
            post(slack)
        lost.append(True)

    asking = threading.Thread(target=late)
    with Slack() as slack:
        slack.delay("chat.postMessage", 60)
        asking.start()
        slack.wait_for(lambda: slack.waiting("chat.postMessage") == 1, what="the call at the desk")
    asking.join()
    assert lost == [True]
    assert time.monotonic() - at < 30
    assert slack.messages() == []


def test_many_calls_at_once_all_arrive(slack: Slack) -> None:
    threads = [threading.Thread(target=post, args=(slack, f"n{n}")) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({m.ts for m in slack.messages()}) == 40
    assert {m.text for m in slack.messages()} == {f"n{n}" for n in range(40)}
