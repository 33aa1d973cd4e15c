"""Nothing is waited for longer than a thread has, and what comes too late counts for nothing."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import insert, select, text

from commands.adapters.store.database import Database, Unsure, away
from commands.adapters.store.migrate import migrate
from commands.adapters.store.patience import left, within
from commands.adapters.store.tables import budget
from tests.worlds.postgres import Postgres

SHORT = 0.3
SOON = 2.0  # far less than what would be waited for otherwise


@pytest.fixture
def other(database_url: str) -> Iterator[Database]:
    """Another process on the same database."""
    made = Database(database_url)
    yield made
    made.close()


def contend(database: Database) -> None:
    with database.write(SHORT) as connection:
        connection.execute(insert(budget).values(account="contended", tat=2.0))


def too_late(do: Callable[[], None]) -> BaseException:
    """The error of what is given up, and in time."""
    begun = time.monotonic()
    with pytest.raises(Exception) as caught:
        do()
    assert time.monotonic() - begun < SOON
    assert away(caught.value)
    return caught.value


def test_a_lock_of_another_process_is_not_waited_for_without_end(database: Database, other: Database) -> None:
    with other.write() as connection:
        connection.execute(insert(budget).values(account="contended", tat=1.0))
        too_late(lambda: contend(database))


def test_a_writer_of_the_same_process_is_not_waited_for_without_end(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('turns') / 'test.db'}")
    migrate(database)
    inside, done = threading.Event(), threading.Event()

    def hold() -> None:
        with database.write():
            inside.set()
            done.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait()
    too_late(lambda: contend(database))
    done.set()
    holder.join()
    contend(database)
    database.close()


@pytest.fixture
def served(server: Postgres) -> Iterator[Database]:
    made = Database(server.database())
    migrate(made)
    yield made
    made.close()


def test_what_hangs_before_the_commit_is_not_done(served: Database, server: Postgres) -> None:
    def write() -> None:
        with served.write(SHORT) as connection:
            connection.execute(text("SELECT 1"))
            with server.frozen():
                connection.execute(insert(budget).values(account="never", tat=1.0))

    assert not isinstance(too_late(write), Unsure)
    assert standing(served) == []


def test_what_hangs_at_the_commit_is_told_to_be_unknown(served: Database, server: Postgres) -> None:
    with ExitStack() as frozen, pytest.raises(Unsure) as caught, served.write(SHORT) as connection:
        connection.execute(insert(budget).values(account="perhaps", tat=1.0))
        frozen.enter_context(server.frozen())
    assert away(caught.value)


def test_a_server_that_hangs_is_not_connected_to_without_end(server: Postgres) -> None:
    fresh = Database(server.database())

    def look() -> None:
        with fresh.read(SHORT):
            pass

    with server.frozen():
        too_late(look)
        too_late(look)
    look()
    fresh.close()


def standing(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(budget.c.account)).scalars())


def test_an_inner_deadline_never_outlasts_an_outer_one() -> None:
    with within(1.0):
        with within(100.0):
            assert left() <= 1.0
        with within(0.1):
            assert left() <= 0.1
        assert 0.1 < left() <= 1.0
    assert left() > 100.0
