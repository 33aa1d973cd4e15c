"""Every refusal and silence of Slack's is told by its method and by a word of our own list."""

from collections.abc import Iterator

import pytest
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack_client import OTHER, SILENCE, Client
from tests.worlds.slack import Slack
from tests.worlds.slack_workspace import BOT_TOKEN


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack() as world:
        yield world


@pytest.fixture
def told() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def client(slack: Slack, told: list[tuple[str, str]]) -> Client:
    return Client(BOT_TOKEN, slack.api_url, 5, lambda *what: told.append(what))


def test_what_slack_answers_well_is_no_failure_and_is_told_too(slack: Slack, told: list[tuple[str, str]]) -> None:
    well: list[str] = []
    client = Client(BOT_TOKEN, slack.api_url, 5, lambda *what: told.append(what), well.append)
    assert client.auth_test()["ok"]
    slack.fail("auth.test", error="internal_error")
    with pytest.raises(SlackApiError):
        client.auth_test()
    assert (well, told) == (["auth.test"], [("auth.test", "internal_error")])


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("not_in_channel", "not_in_channel"),
        ("invalid_auth", "invalid_auth"),
        ("a_word_of_tomorrow", OTHER),
        ("", OTHER),
    ],
)
def test_a_refusal_is_told_by_a_word_that_is_known(
    slack: Slack, client: Client, told: list[tuple[str, str]], word: str, kind: str
) -> None:
    slack.fail("users.info", body={"ok": False, "error": word})
    with pytest.raises(SlackApiError):
        client.users_info(user="U0ANN")
    assert told == [("users.info", kind)]


def test_an_answer_of_some_proxy_counts_as_slack_being_unavailable(
    slack: Slack, client: Client, told: list[tuple[str, str]]
) -> None:
    slack.fail("auth.test", status=503, body={})
    with pytest.raises(SlackApiError):
        client.auth_test()
    assert told == [("auth.test", "service_unavailable")]


@pytest.mark.parametrize("cut", [True, False])
def test_silence_is_told_too(slack: Slack, client: Client, told: list[tuple[str, str]], cut: bool) -> None:
    slack.down(cut=cut)
    with pytest.raises((SlackClientError, OSError)):
        client.auth_test()
    assert told == [("auth.test", SILENCE)]


def test_half_an_answer_is_silence(slack: Slack, client: Client, told: list[tuple[str, str]]) -> None:
    slack.fail("auth.test", body={"ok": True}, headers={"Content-Length": "1000", "Connection": "close"})
    slack.fail("auth.test", body={"ok": True})
    with pytest.raises((SlackClientError, OSError)):
        client.auth_test()
    assert told == [("auth.test", SILENCE)]
