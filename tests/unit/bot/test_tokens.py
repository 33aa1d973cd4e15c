"""Whether Slack knows our token, and where we are at home."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.errors import SlackRequestError

from bot.home import Home
from bot.tokens import DEAD, Tokens
from commands.errors import Misconfigured


class Slack:
    """auth.test, which fails as often as told."""

    def __init__(self, failures: int) -> None:
        self.failures = failures

    def auth_test(self) -> dict[str, Any]:
        self.failures -= 1
        if self.failures >= 0:
            raise SlackRequestError("no")
        return {"ok": True, "user_id": "U0DNS", "bot_id": "B0DNS", "team_id": "T1", "enterprise_id": "E1"}


def asking(failures: int) -> Tokens:
    ended: list[Misconfigured] = []
    return Tokens(Slack(failures), ended.append)  # type: ignore[arg-type]


def at_home() -> Tokens:
    """Slack has answered auth.test; nothing runs."""
    tokens = asking(0)
    tokens.home = Home("T1", "")
    return tokens


@pytest.fixture
def late() -> Iterator[Tokens]:
    """Slack answers the eighth time: at its own pace that would take a minute."""
    tokens = asking(7)
    yield tokens
    tokens.stop()


def test_who_cannot_go_on_without_it_has_slack_asked_at_once(late: Tokens) -> None:
    late.start()
    assert Home("T1", "E1") in [late.learn() for _ in range(9)]
    assert late.known


@pytest.fixture
def asked() -> threading.Semaphore:
    """Released at each auth.test after the first."""
    return threading.Semaphore(0)


@pytest.fixture
def known(asked: threading.Semaphore) -> Iterator[Tokens]:
    """Asks again soon, and is told of the answer as by the client."""

    class Answering(Slack):
        def auth_test(self) -> dict[str, Any]:
            if tokens.home:
                tokens.heard("auth.test")
                asked.release()
            return super().auth_test()

    ended: list[Misconfigured] = []
    tokens = Tokens(Answering(0), ended.append, look=0.01)  # type: ignore[arg-type]
    tokens.start()
    tokens.learn()
    yield tokens
    tokens.stop()
    assert ended == []


@pytest.mark.parametrize("word", sorted(DEAD))
def test_a_token_that_any_call_is_refused_for_is_known_no_more(word: str) -> None:
    tokens = at_home()
    tokens.heard("chat.postMessage", word)
    assert not tokens.known
    for said in ("channel_not_found", "ratelimited", "silence", "other"):
        tokens.heard("chat.postMessage", said)
        assert not tokens.known, "that tells nothing of the token"
    tokens.heard("chat.update")
    assert tokens.known


@pytest.mark.parametrize("word", ["channel_not_found", "missing_scope", "ratelimited", "silence", "other"])
def test_other_refusals_say_nothing_of_the_token(word: str) -> None:
    tokens = at_home()
    tokens.heard("chat.postMessage", word)
    assert tokens.known


def test_the_app_level_token_is_another_one() -> None:
    tokens = at_home()
    tokens.heard("apps.connections.open", "invalid_auth")
    assert tokens.known
    tokens.heard("users.info", "invalid_auth")
    tokens.heard("apps.connections.open")
    assert not tokens.known


def test_while_it_is_refused_slack_is_asked_until_it_takes_it_again(known: Tokens, asked: threading.Semaphore) -> None:
    assert not asked.acquire(timeout=0.1), "nobody asks for nothing"
    known.heard("chat.postMessage", "token_revoked")
    assert asked.acquire(timeout=10.0)
    assert known.known
    assert not asked.acquire(timeout=0.1)


def test_a_token_that_is_refused_is_a_line_when_it_begins_and_one_when_it_ends(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tokens = at_home()
    with caplog.at_level("INFO", "bot.tokens"):
        for word in ("token_revoked", "invalid_auth", "", ""):
            tokens.heard("chat.postMessage", word)
    assert [line.levelname for line in caplog.records] == ["ERROR", "INFO"]
    assert "token_revoked" in caplog.text


def test_where_slack_does_not_tell_it_is_not_known() -> None:
    tokens = asking(0)
    assert (tokens.home, tokens.known) == (None, False)
