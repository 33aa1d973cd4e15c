"""A PostgreSQL that is gone, or hangs: what people are told meanwhile, and how the work goes on after it."""

import json
import re
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Final

import pytest
from sqlalchemy import text

from bot.transport.traffic import ACK_SECONDS
from tests.story.office import PATIENCE, House, Office, houses, until
from tests.worlds.postgres import Postgres
from tests.worlds.process import Bot
from tests.worlds.slack_delivery import Ack, request
from tests.worlds.slack_workspace import ROOT

pytestmark = houses(House("postgresql"), House("postgresql", "socket"))

WAYS: Final = ("frozen", "stopped")
# More than the connections that a replica may have, or than any pool has threads.
CROWD: Final = 40


@pytest.fixture
def away(office: Office, server: Postgres) -> Any:
    """The database goes, and comes back at the end of the `with` block; in one way with each of Slack's doors."""
    return server.frozen if office.slack.transport == "http" else server.stopped


@pytest.fixture(params=WAYS)
def away_somehow(request: pytest.FixtureRequest, server: Postgres) -> Any:
    """The same, in every way."""
    return getattr(server, request.param)


def page(bot: Bot, path: str) -> Ack:
    return request(bot.url, "GET", path, {}, b"", PATIENCE)


def age(bot: Bot) -> float:
    """Seconds since the worker was last answered."""
    found = re.search(r"^slash_dns_worker_age_seconds (\S+)$", page(bot, "/metrics").body.decode(), re.MULTILINE)
    assert found
    return float(found[1])


def refused(ack: Ack) -> bool:
    return ack.ok and "does not answer" in ack.body.decode()


def test_commands_are_told_to_try_again_in_time_and_the_work_goes_on_after_it(
    office: Office, away_somehow: Any
) -> None:
    away = away_somehow
    office.type(f"add before-{away.__name__} A 192.0.2.1")
    office.done_once(f"before-{away.__name__}")
    with away(), ThreadPoolExecutor(CROWD) as people:
        acks = list(people.map(office.slack.slash, [f"add meanwhile{n} A 192.0.2.1" for n in range(CROWD)]))
        assert [ack for ack in acks if not refused(ack)] == []
        assert refused(office.slack.slash("add meanwhile A 192.0.2.1")), "nothing is used up for those who come later"
    until(lambda: office.bot.health() == 200, "well again")
    office.type(f"add after-{away.__name__} A 192.0.2.1", user=ROOT)
    office.done_once(f"after-{away.__name__}")
    assert office.sent("meanwhile") == 0, "who was told that nothing was done may rely on it"


def test_a_press_is_told_to_try_again_and_counts_when_it_is_pressed_anew(office: Office, away: Any) -> None:
    name = f"pressed-{away.__name__}"
    office.put(name, "192.0.2.1")
    office.type(f"delete {name} A")
    question = office.kept_card(name)
    with away():
        assert office.slack.click(question, "Delete").ok
        office.private("does not answer", "try again")
    until(lambda: office.bot.health() == 200, "well again")
    office.press(question, "Delete")
    office.accepted_once(name)


def test_a_modal_stays_open_and_says_to_try_again(office: Office, away: Any) -> None:
    name = f"{away.__name__}.test"
    zone = office.aws.zone(name)
    office.type(f"zone delete {name}", user=ROOT)
    modal = office.slack.modal(ROOT, "Type the zone")
    with away():
        ack = office.slack.submit(modal, {"zone_name": name})
        assert ack.ok
        assert ack.json["response_action"] == "errors"
        assert "does not answer" in json.dumps(ack.json["errors"])
    until(lambda: office.bot.health() == 200, "well again")
    assert zone in {one.id for one in office.book.zones()}
    assert office.slack.submit(office.slack.modal(ROOT, "Type the zone"), {"zone_name": name}).ok
    until(lambda: zone not in {one.id for one in office.book.zones()}, "the zone gone")


def test_whoever_watches_is_answered_in_time_too(office: Office, away: Any) -> None:
    with away(), ThreadPoolExecutor(12) as watchers:
        pages = list(watchers.map(lambda path: page(office.bot, path), ["/healthz", "/metrics"] * 6))
    assert {answer.status for answer in pages[0::2]} == {503}
    assert all(not json.loads(answer.body)["database"] for answer in pages[0::2])
    assert {answer.status for answer in pages[1::2]} == {200}
    assert all(b"slash_dns_worker_age_seconds" in answer.body for answer in pages[1::2])
    assert max(answer.seconds for answer in pages) < 2 * ACK_SECONDS
    until(lambda: office.bot.health() == 200, "well again")


@contextmanager
def standby(office: Office) -> Iterator[None]:
    """The database takes no writes, as after a failover to a server that is read only."""
    name = office.database.engine.url.database
    others = "pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

    def become(setting: str) -> None:
        with office.database.write() as connection:
            connection.execute(text("SET TRANSACTION READ WRITE"))
            connection.execute(text(f"ALTER DATABASE {name} {setting}"))
        with office.database.read() as connection:
            connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM {others}"))

    become("SET default_transaction_read_only = on")
    try:
        yield
    finally:
        become("RESET default_transaction_read_only")


def test_a_server_that_takes_no_writes_is_told_to_whoever_watches_and_to_who_types(office: Office) -> None:
    with standby(office):
        until(lambda: office.bot.health() == 503, "unwell")
        assert not json.loads(page(office.bot, "/healthz").body)["database"]
        assert refused(office.slack.slash("add standby A 192.0.2.1"))
    until(lambda: office.bot.health() == 200, "well again")
    office.type("add after-standby A 192.0.2.1")
    office.done_once("after-standby")
    assert office.sent("standby") == 0


def test_the_log_says_when_it_began_and_when_it_ended_and_not_much_else(office: Office, away: Any) -> None:
    def said() -> list[str]:
        return [line for line in office.bot.logs().splitlines() if " bot.outage " in line]

    until(lambda: not said() or "works again" in said()[-1], "the end of an earlier one")
    before = len(said())
    with away():
        until(lambda: said()[before:], "a line about it")
        until(lambda: age(office.bot) > 6.0, "a while of it")
    until(lambda: "works again" in said()[-1], "a line that it is over")
    assert len(said()[before:]) == 2, said()


def test_a_sigterm_ends_it_all_the_same(office: Office, away: Any) -> None:
    with away():
        office.bot.process.send_signal(signal.SIGTERM)
        assert office.bot.wait(15.0) == 0
    office.gone()
    office.restart()
