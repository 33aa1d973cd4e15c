"""What a worker's rows are handed to, over a real SQLite file; every wait is for an event, with a deadline."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.worker import Work, Worker
from commands.adapters.store.database import Database
from commands.adapters.store.inbox import Inbox
from commands.adapters.store.leases import Leases
from commands.adapters.store.tables import replies

DEADLINE = 10.0


def broken() -> OperationalError:
    return OperationalError("SELECT 1", {}, Exception("the database is away"))


class Desk:
    """What a queue's rows are handed to: counts them, and does what the test asks of each."""

    def __init__(self, leases: Leases, table: Any = replies) -> None:
        self.leases = leases
        self.table = table
        self.runs: Counter[str] = Counter()
        self.given_up: dict[str, str] = {}
        self.acts: dict[str, Callable[[], None]] = {}
        self.happened = threading.Condition()

    def run(self, row: Any) -> None:
        name = self._name(row)
        with self.happened:
            self.runs[name] += 1
            self.happened.notify_all()
        self.acts.get(name, lambda: None)()
        self.leases.release(self.table, row, None)

    def give_up(self, row: Any, reference: str) -> None:
        with self.happened:
            self.given_up[self._name(row)] = reference
            self.happened.notify_all()
        self.leases.release(self.table, row, None)

    def _name(self, row: Any) -> str:
        return str(row["body"]["text"] if self.table is replies else row["text"])

    def until(self, seen: Callable[[], bool], nudge: Callable[[], None] = lambda: None) -> None:
        """Wait until it is so; nudge: called between looks, to let time pass."""
        deadline = time.monotonic() + DEADLINE
        with self.happened:
            while not self.happened.wait_for(seen, 0.01):
                assert time.monotonic() < deadline, "it did not happen"
                nudge()

    def work(self, threads: int = 4) -> Work:
        return Work(self.table, self.run, self.give_up, threads)


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database)


@pytest.fixture
def leases(database: Database) -> Leases:
    return Leases(database, "mine")


@pytest.fixture
def desk(leases: Leases) -> Desk:
    return Desk(leases)


@pytest.fixture
def start() -> Iterator[Callable[..., Worker]]:
    """Starts workers; each is stopped at the end."""
    workers: list[Worker] = []

    def begin(leases: Leases, *desks: Desk, threads: int = 4, **more: Any) -> Worker:
        worker = Worker(leases, tuple(desk.work(threads) for desk in desks), **more)
        workers.append(worker)
        worker.start()
        return worker

    yield begin
    for worker in workers:
        worker.stop(DEADLINE)


Start = Callable[..., Worker]


def put(inbox: Inbox, *names: str) -> None:
    for name in names:
        inbox.reply("U0ANN", "C0OPS", "", {"text": name})


def letters(count: int) -> list[str]:
    return [f"row {number}" for number in range(count)]
