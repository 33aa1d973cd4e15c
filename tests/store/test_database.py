"""What the database does when a process stands still, and how one tells that it was away."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import exc, select, text, update

from commands.adapters.clock import SystemClock
from commands.adapters.quota import Budget
from commands.adapters.store.database import STANDSTILL_SECONDS, Database, away
from commands.adapters.store.leases import LEASE
from commands.adapters.store.migrate import migrate
from commands.adapters.store.tables import budget
from tests.story.office import until
from tests.worlds.postgres import Postgres


@pytest.fixture
def served(postgres: Callable[[], str]) -> Iterator[Database]:
    made = Database(postgres())
    migrate(made)
    yield made
    made.close()


def test_its_clock_is_epoch_seconds_and_goes_on_within_a_transaction(database_url: str) -> None:
    with closing(Database(database_url)) as made, made.read() as reading:
        before = time.time()
        first, second = (reading.execute(select(made.now)).scalar_one() for _ in range(2))
        assert before - 1.0 < first <= second < time.time() + 1.0
        until(lambda: reading.execute(select(made.now)).scalar_one() > second, "a later time")


def test_a_process_that_stands_still_in_a_transaction_holds_the_others_up_for_less_than_a_lease(
    served: Database,
) -> None:
    turns = Budget(served, SystemClock(), rate=1000, burst=10)
    with ThreadPoolExecutor(1) as pool, pytest.raises(exc.DBAPIError) as broken, served.write() as frozen:
        frozen.execute(update(budget).values(tat=0.0))
        assert STANDSTILL_SECONDS < LEASE
        pool.submit(turns.take, 1.0).result(LEASE)
        frozen.execute(text("SELECT 1"))
    assert away(broken.value)


def test_a_database_that_crashed_was_away_and_is_there_again(served: Database, server: Postgres) -> None:
    with pytest.raises(exc.DBAPIError) as broken, served.read() as reading:
        server.restart()
        reading.execute(text("SELECT 1"))
    assert away(broken.value)
    with served.read() as reading:
        assert reading.execute(text("SELECT 1")).scalar_one() == 1


def test_a_database_takes_writes_until_somebody_else_has_the_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    with closing(Database(url)) as made, closing(Database(url)) as other:
        assert made.takes_writes()
        with other.write():
            assert not made.takes_writes(0.2)
        assert made.takes_writes()


def test_a_server_that_is_read_only_as_a_standby_is_takes_no_writes(served: Database) -> None:
    def now(setting: str) -> bool:
        with served.write() as connection:
            connection.execute(text("SET TRANSACTION READ WRITE"))
            connection.execute(text(f"ALTER DATABASE {served.engine.url.database} {setting}"))
        served.close()
        return served.takes_writes()

    assert served.takes_writes()
    assert not now("SET default_transaction_read_only = on")
    assert now("RESET default_transaction_read_only")


def test_a_server_that_vanished_without_a_word_is_given_up_within_seconds(served: Database) -> None:
    with served.read() as reading:
        driver = reading.connection.driver_connection
        assert driver is not None
        told = driver.info.get_parameters()
    assert int(told["tcp_user_timeout"]) <= 5_000
    assert int(told["keepalives_idle"]) + int(told["keepalives_interval"]) * int(told["keepalives_count"]) <= 10


def test_no_free_connection_in_time_is_no_fault_of_what_was_asked(served: Database) -> None:
    assert away(exc.TimeoutError("QueuePool limit reached"))


def test_what_the_database_refuses_is_not_put_down_to_its_absence(served: Database) -> None:
    with pytest.raises(exc.DBAPIError) as refused, served.read() as reading:
        reading.execute(text("SELECT nonsense"))
    assert not away(refused.value)
    assert not away(ValueError("a bug"))
