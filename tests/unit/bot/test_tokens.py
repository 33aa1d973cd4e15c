"""Whether Slack knows our token, and where we are at home."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.errors import SlackRequestError

from bot.home import Home
from bot.tokens import Tokens
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


def test_where_slack_does_not_tell_it_is_not_known() -> None:
    tokens = asking(0)
    assert (tokens.home, tokens.known) == (None, False)
