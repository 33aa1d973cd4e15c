"""What goes wrong, in a row or in the database, ends neither the worker nor another row."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot import settings
from bot.core import Core, Staff
from bot.identity import Identity
from bot.people import Everybody
from bot.rulebook import Rulebook
from bot.worker import Worker
from commands.adapters.store.database import Database
from commands.adapters.store.inbox import Inbox
from commands.adapters.store.leases import Leases
from commands.adapters.store.tables import replies
from commands.changes.lifecycle import State
from tests.conftest import Hands
from tests.samples import adding, draft
from tests.unit.bot.desk import DEADLINE, Desk, Start, broken, letters, put
from tests.unit.bot.room import Slack
from tests.unit.handlers.office import Office


def fail(error: Exception) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


def test_a_row_that_raises_every_time_is_given_up_and_blocks_nobody(
    inbox: Inbox, leases: Leases, desk: Desk, hands: Hands, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    desk.acts["poison"] = fail(ZeroDivisionError("a bug"))
    put(inbox, "poison", *letters(5))
    worker = start(leases, desk, threads=1)
    desk.until(lambda: len(desk.runs) == 6)

    def nudge() -> None:
        hands.pass_(1.0)
        worker.wake()

    desk.until(lambda: "poison" in desk.given_up, nudge)
    assert desk.runs["poison"] == 5
    assert desk.given_up["poison"] in [getattr(record, "reference", "") for record in caplog.records]
    assert "a bug" in caplog.text


def test_a_row_that_raises_is_tried_again_after_longer_and_longer_pauses(
    inbox: Inbox, leases: Leases, desk: Desk, hands: Hands, start: Start, database: Database
) -> None:
    desk.acts["poison"] = fail(ZeroDivisionError("a bug"))
    put(inbox, "poison")
    worker = start(leases, desk)
    pauses = []
    for number in range(1, 4):
        desk.until(lambda number=number: waiting(database) == number)  # type: ignore[misc]
        pauses.append(leases.due_in()["replies"])
        hands.pass_(pauses[-1] + 0.05)
        worker.wake()
    assert pauses == [pytest.approx(pause, abs=0.5) for pause in (1.0, 2.0, 4.0)]


def waiting(database: Database) -> int:
    """How often the one row has failed, once it waits again."""
    with database.read() as connection:
        (row,) = connection.execute(replies.select()).mappings()
    return 0 if row["lease_owner"] else int(row["tries"])


def test_giving_up_that_goes_wrong_too_does_not_end_the_worker(
    inbox: Inbox, leases: Leases, desk: Desk, hands: Hands, start: Start
) -> None:
    class Hopeless(Desk):
        def give_up(self, row: Any, reference: str) -> None:
            super().give_up(row, reference)
            raise ZeroDivisionError("another bug")

    hopeless = Hopeless(leases)
    hopeless.acts["poison"] = fail(ZeroDivisionError("a bug"))
    put(inbox, "poison")
    worker = start(leases, hopeless, threads=1)

    def nudge() -> None:
        hands.pass_(1.0)
        worker.wake()

    hopeless.until(lambda: "poison" in hopeless.given_up, nudge)
    put(inbox, "next")
    hopeless.until(lambda: hopeless.runs["next"] == 1, worker.wake)


def test_a_row_that_the_database_failed_is_tried_as_often_as_it_takes(
    inbox: Inbox, leases: Leases, desk: Desk, hands: Hands, start: Start
) -> None:
    failures = iter([broken()] * 8)

    def act() -> None:
        if error := next(failures, None):
            raise error

    desk.acts["unlucky"] = act
    put(inbox, "unlucky")
    worker = start(leases, desk)

    def nudge() -> None:
        hands.pass_(20.0)
        worker.wake()

    desk.until(lambda: desk.runs["unlucky"] == 9, nudge)
    assert desk.given_up == {}


def test_however_often_the_database_failed_a_row_it_is_tried_within_the_hour(
    inbox: Inbox, leases: Leases, desk: Desk, start: Start, database: Database
) -> None:
    desk.acts["unlucky"] = fail(broken())
    put(inbox, "unlucky")
    (row,) = leases.claim(replies, 1)
    leases.release(replies, row, 0.0, tries=30)
    start(leases, desk)
    desk.until(lambda: waiting(database) == 31)
    assert leases.due_in()["replies"] <= 3600.0


class Flaky(Leases):
    """Leases whose database goes away and comes back; `errors` counts the looks that failed."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "flaky")
        self.away = threading.Event()
        self.looks = 0
        self.errors = 0

    def due_in(self) -> dict[str, float]:
        self.looks += 1
        if self.away.is_set():
            self.errors += 1
            raise broken()
        return super().due_in()


def test_the_loop_outlives_the_database_being_away(
    inbox: Inbox, database: Database, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    flaky = Flaky(database)
    desk = Desk(flaky)
    flaky.away.set()
    worker = start(flaky, desk)
    desk.until(lambda: flaky.errors >= 3, worker.wake)
    put(inbox, "after")
    flaky.away.clear()
    desk.until(lambda: desk.runs["after"] == 1, worker.wake)
    assert "the database is away" in caplog.text


def test_stopping_while_the_database_is_away_ends_all_the_same(
    leases: Leases, desk: Desk, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    class Lost(Leases):
        def hand_back(self) -> None:
            raise broken()

    worker = Worker(Lost(database, "lost"), (desk.work(),))
    worker.start()
    worker.stop(DEADLINE)
    assert "run out by themselves" in caplog.text


@pytest.fixture
def core(office: Office) -> Iterator[Core]:
    """The whole bot but Slack."""
    read = settings.read({"SLACK_BOT_TOKEN": "xoxb-1", "DNS_DEFAULT_ZONE": "example.com"})
    rulebook = Rulebook("", ())
    everybody = Staff(Identity(None, frozenset("*"), frozenset("*"), rulebook), Everybody(), rulebook)
    made = Core(office.database, read, Slack(), everybody, office.route53)  # type: ignore[arg-type]
    made.worker.start()
    yield made
    made.worker.stop(DEADLINE)


def test_a_change_that_our_own_code_cannot_send_is_given_up_and_says_that_it_may_have_happened(
    office: Office, core: Core, desk: Desk
) -> None:
    office.route53.fail("submit", *[ZeroDivisionError("a bug")] * 1_000)
    change = office.stored.propose(draft(adding(office.zone.id)))

    def nudge() -> None:
        # Time passes only between tries: during one it would take the lease away.
        if not core.worker._busy():
            office.hands.pass_(5.0)
        core.worker.wake()

    desk.until(lambda: office.now(change).state is State.FAILED or office.route53.count("submit") > 12, nudge)
    assert office.now(change).state is State.FAILED, "it is sent again for ever"
    assert "may have been sent" in office.now(change).reason
    assert "eference" in office.now(change).reason
