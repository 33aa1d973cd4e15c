"""How the bot starts, what ends a start, what does not, and how it goes when it is asked to."""

import signal
from contextlib import ExitStack

import pytest

from commands.changes.lifecycle import State
from tests.story.office import NEVER, PATIENCE, House, Office, houses, until
from tests.worlds.aws_faults import Faults
from tests.worlds.process import Bot, free_port
from tests.worlds.slack_workspace import APP_TOKEN

BOTH = houses(House("sqlite", "http"), House("postgresql", "socket"))
ONE = houses(House("sqlite", "http"))

# Some of what can be wrong, by the variable that the one line must name; the units know the rest.
WRONG: tuple[tuple[str, str], ...] = (
    ("SLACK_BOT_TOKEN", ""),
    ("SLACK_BOT_TOKEN", "xapp-this-is-the-other"),
    ("SLACK_APP_TOKEN", "xoxb-this-is-the-other"),
    ("SLACK_SIGNING_SECRET", ""),
    ("SLACK_API_URL", "slack.com"),
    ("PORT", "70000"),
    ("DATABASE_URL", "sqlite:////nowhere/at/all.db"),
    ("DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:{closed}/nothing"),
    ("DNS_DEFAULT_ZONE", "exa mple"),
    ("DNS_OPERATORS", "@ann"),
    ("DNS_CONFIRM_SECONDS", "0"),
    ("DNS_ROUTE53_RPS", "-1"),
)


def started(office: Office, **changed: str) -> Bot:
    """One process more, with other settings; to be left by `with`."""
    return Bot({**office.settings, **changed}, office.folder)


def ended_naming(bot: Bot, variable: str) -> str:
    """Wait for the end of a start, which must be one line; the line."""
    assert bot.wait(PATIENCE) == 1, variable
    *before, last = bot.logs().strip().splitlines()
    assert last.startswith(f"slash-dns: {variable}: "), bot.logs()
    assert all(" INFO " in line for line in before), bot.logs()
    return last


@ONE
@pytest.mark.parametrize("first", range(0, len(WRONG), 4))
def test_a_wrong_setting_ends_the_start_with_one_line_that_names_it(office: Office, first: int) -> None:
    with ExitStack() as processes:
        for name, value in WRONG[first : first + 4]:
            wrong = {name: value.format(closed=free_port())}
            bot = processes.enter_context(started(office, **wrong))
            processes.callback(ended_naming, bot, name)


@ONE
def test_a_port_that_is_taken_ends_the_start(office: Office) -> None:
    with started(office, PORT=str(office.bot.port)) as bot:
        ended_naming(bot, "PORT")


@ONE
@pytest.mark.parametrize("word", ["invalid_auth", "token_revoked"])
def test_a_bot_token_that_slack_refuses_ends_the_start(office: Office, word: str) -> None:
    office.slack.fail("auth.test", error=word)
    with started(office) as bot:
        assert word in ended_naming(bot, "SLACK_BOT_TOKEN")


@ONE
def test_an_app_token_that_slack_refuses_ends_the_start(office: Office) -> None:
    with started(office, SLACK_APP_TOKEN=f"{APP_TOKEN}-not") as bot:
        ended_naming(bot, "SLACK_APP_TOKEN")


@BOTH
def test_slack_being_down_does_not_end_the_start_and_healthz_says_so(office: Office) -> None:
    office.bot.kill9()
    office.slack.down()
    bot = office.bot.again()
    office.bots.append(bot)
    assert until(bot.health, "healthz") == 503
    bot.wait_for_log("cannot be reached yet", PATIENCE)
    assert bot.health() == 503
    office.slack.up()
    office.slack.bot_url = bot.ready(PATIENCE).url
    office.type("add after-slack A 192.0.2.1")
    office.accepted_once("after-slack")


@BOTH
def test_route_53_being_down_does_not_end_the_start(office: Office) -> None:
    office.bot.kill9()
    office.gone()
    office.aws.inject("ListHostedZones", "drop_before", 1_000)
    office.restart()
    with office.reaching("ListHostedZones"):
        office.type("add after-aws A 192.0.2.1")
    assert office.bot.health() == 200
    office.aws.faults = Faults()
    office.accepted_once("after-aws")


@BOTH
def test_a_sigterm_ends_it_well_and_what_waits_goes_on_with_the_next(office: Office) -> None:
    office.put("asked", "192.0.2.1")
    office.type("delete asked A")
    question = office.kept_card("asked")
    office.aws.in_sync_after = NEVER
    office.type("add pending.example.net A 192.0.2.1")
    office.shows(office.kept_card("pending.example.net"), "PENDING")
    assert office.bot.stop(10.0) == 0
    assert office.leases() == []
    office.aws.in_sync_after = 0.0
    office.gone()
    office.restart()
    office.press(question, "Delete")
    office.accepted_once("asked")
    assert not office.done_once("pending.example.net").reconciled


@BOTH
def test_a_sigterm_lets_the_request_in_hand_be_answered(office: Office) -> None:
    office.book.open.clear()
    with office.reaching("ChangeResourceRecordSets"):
        office.type("add in-hand A 192.0.2.1")
    office.kept_card("in-hand")
    office.bot.process.send_signal(signal.SIGTERM)
    until(lambda: office.closed(office.bot), "closed")
    office.let_go()
    assert office.bot.wait(10.0) == 0
    change = office.change("in-hand")
    assert (change.state, change.reconciled) == (State.PENDING, False)
    assert office.leases() == []
    office.gone()
    office.restart()
    office.accepted_once("in-hand")


@ONE
def test_a_sigint_ends_it_too(office: Office) -> None:
    office.bot.process.send_signal(signal.SIGINT)
    assert office.bot.wait(10.0) == 0


@houses(House("sqlite", "socket"))
def test_a_lost_connection_is_made_again(office: Office) -> None:
    office.slack.down(cut=True)
    until(lambda: office.bot.health() == 503, "unwell")
    office.slack.up()
    office.bot.ready(PATIENCE)
    office.type("add reconnected A 192.0.2.1")
    office.accepted_once("reconnected")
