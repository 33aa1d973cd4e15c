"""How the bot starts, what ends a start, what does not, and how it goes when it is asked to."""

from collections.abc import Mapping

import pytest

from commands.changes.lifecycle import State
from tests.story.conftest import NEVER, PATIENCE, House, Office, houses, until
from tests.worlds.process import Bot, free_port
from tests.worlds.slack_workspace import APP_TOKEN

BOTH = houses(House("sqlite", "http"), House("postgresql", "socket"))
ONE = houses(House("sqlite", "http"))

# What is wrong, by the variable that the one line must name.
WRONG: tuple[tuple[str, str], ...] = (
    ("SLACK_BOT_TOKEN", ""),
    ("SLACK_BOT_TOKEN", "xapp-this-is-the-other"),
    ("SLACK_APP_TOKEN", "xoxb-this-is-the-other"),
    ("SLACK_SIGNING_SECRET", ""),
    ("SLACK_API_URL", "slack.com"),
    ("PORT", "http"),
    ("DATABASE_URL", "mysql://localhost/dns"),
    ("DATABASE_URL", "sqlite:////nowhere/at/all.db"),
    ("DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:{closed}/nothing"),
    ("DNS_COMMAND", "dns"),
    ("DNS_DEFAULT_ZONE", "exa mple"),
    ("DNS_DEFAULT_TTL", "5m"),
    ("DNS_OPERATORS", "@ann"),
    ("DNS_ADMINS", "ann"),
    ("DNS_CONFIRM_SECONDS", "0"),
    ("DNS_ROUTE53_RPS", "-1"),
    ("DNS_ROUTE53_BURST", "many"),
    ("LOG_LEVEL", "LOUD"),
    ("LOG_FORMAT", "xml"),
)


def started(office: Office, **changed: str) -> Bot:
    """One process more, with other settings."""
    bot = Bot({**office.settings, **changed}, office.folder)
    office.bots.append(bot)
    return bot


def ended_naming(bot: Bot, variable: str) -> None:
    assert bot.wait(PATIENCE) == 1, variable
    *before, last = bot.logs().strip().splitlines()
    assert last.startswith(f"slash-dns: {variable}: "), bot.logs()
    assert all(" INFO " in line for line in before), bot.logs()


@ONE
@pytest.mark.parametrize("first", range(0, len(WRONG), 4))
def test_a_wrong_setting_ends_the_start_with_one_line_that_names_it(office: Office, first: int) -> None:
    wrong = [(name, value.format(closed=free_port())) for name, value in WRONG[first : first + 4]]
    for bot, name in [(started(office, **{name: value}), name) for name, value in wrong]:
        ended_naming(bot, name)


@ONE
def test_a_port_that_is_taken_ends_the_start(office: Office) -> None:
    ended_naming(started(office, PORT=str(office.staff(1)[0].port)), "PORT")


@ONE
@pytest.mark.parametrize("word", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_bot_token_that_slack_refuses_ends_the_start(office: Office, word: str) -> None:
    office.slack.fail("auth.test", error=word)
    bot = started(office)
    ended_naming(bot, "SLACK_BOT_TOKEN")
    assert word in bot.logs()


@ONE
def test_an_app_token_that_slack_refuses_ends_the_start(office: Office) -> None:
    ended_naming(started(office, SLACK_APP_TOKEN=f"{APP_TOKEN}-not"), "SLACK_APP_TOKEN")
