"""The budget over a real SQLite file, where time stands still until somebody sleeps."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import ColumnElement, Float, bindparam, create_engine

from commands.adapters.quota import Budget
from commands.adapters.store.database import Database
from commands.adapters.store.tables import budget, metadata
from commands.errors import Busy

RATE = 5.0
BURST = 10
INTERVAL = 1 / RATE


class Still(Database):
    """A database whose clock stands at a moment, so that every wait is exact."""

    moment = 1_800_000_000.0

    @property
    def now(self) -> ColumnElement[float]:
        return bindparam("moment", callable_=lambda: self.moment, type_=Float)


class Sleeper:
    """Sleeping moves the database's time, or only notes how long it would have been."""

    def __init__(self, still: Still | None = None) -> None:
        self._still = still
        self.naps: list[float] = []

    def now(self) -> float:
        raise AssertionError("the budget goes by the database's clock")

    def sleep(self, seconds: float) -> None:
        # What is less than this is the float's own rounding, at seconds since 1970.
        if seconds > 0.001:
            self.naps.append(seconds)
            if self._still:
                self._still.moment += seconds


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path / 'budget.db'}"
    engine = create_engine(made)
    metadata.create_all(engine, [budget])
    engine.dispose()
    return made


@pytest.fixture
def database(url: str) -> Iterator[Still]:
    made = Still(url)
    yield made
    made.close()


def opened(database: Database, clock: Sleeper, *, rate: float = RATE, burst: int = BURST, **more: str) -> Budget:
    return Budget(database, clock, rate=rate, burst=burst, **more)


def taken(budget: Budget, times: int, patience: float = 60.0) -> None:
    for _ in range(times):
        budget.take(patience)


def test_a_burst_goes_at_once_and_the_next_one_waits_its_interval(database: Still) -> None:
    clock = Sleeper(database)
    ours = opened(database, clock)
    taken(ours, BURST)
    assert clock.naps == []
    taken(ours, 1)
    assert clock.naps == [pytest.approx(INTERVAL, abs=0.001)]


@pytest.mark.parametrize(("rate", "burst"), [(5.0, 10), (1.0, 1), (10.0, 50), (0.5, 3)])
def test_the_rate_holds_over_a_long_run(database: Still, rate: float, burst: int) -> None:
    clock, began = Sleeper(database), database.moment
    taken(opened(database, clock, rate=rate, burst=burst), burst + 20, patience=1000.0)
    assert database.moment - began == pytest.approx(20 / rate, abs=0.01)


def test_a_rest_fills_the_burst_again_and_no_further(database: Still) -> None:
    clock = Sleeper(database)
    ours = opened(database, clock)
    taken(ours, BURST)
    database.moment += 3600.0
    taken(ours, BURST)
    assert clock.naps == []
    taken(ours, 1)
    assert len(clock.naps) == 1


def test_a_short_rest_gives_back_what_it_was_worth(database: Still) -> None:
    clock = Sleeper(database)
    ours = opened(database, clock)
    taken(ours, BURST)
    database.moment += 3 * INTERVAL + 0.001
    taken(ours, 3)
    assert clock.naps == []
    taken(ours, 1)
    assert len(clock.naps) == 1


def test_threads_of_two_processes_share_one_budget_turn_by_turn(url: str) -> None:
    """Time runs here; turns that are ten seconds apart are told apart however long the threads take."""
    clock = Sleeper()
    databases = [Database(url) for _ in range(2)]
    budgets = [opened(database, clock, rate=0.1) for database in databases]
    together = Barrier(8)

    def ask(number: int) -> None:
        together.wait(10)
        taken(budgets[number % 2], 5, patience=1000.0)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ask, range(8)))
    for database in databases:
        database.close()
    assert sorted(clock.naps) == [pytest.approx(10.0 * turn, abs=3.0) for turn in range(1, 8 * 5 - BURST + 1)]


def test_accounts_have_budgets_of_their_own(database: Still) -> None:
    clock = Sleeper(database)
    taken(opened(database, clock), BURST)
    taken(opened(database, clock, account="other"), BURST)
    assert clock.naps == []


def test_opening_again_does_not_fill_the_budget(database: Still) -> None:
    clock = Sleeper(database)
    taken(opened(database, clock), BURST)
    taken(opened(database, clock), 1)
    assert len(clock.naps) == 1


@pytest.mark.parametrize("patience", [0.0, 0.1, 1.0])
def test_who_has_no_patience_is_told_so_and_reserves_nothing(database: Still, patience: float) -> None:
    clock = Sleeper()
    ours = opened(database, clock)
    taken(ours, BURST + 6)
    waiting = len(clock.naps)
    for _ in range(3):
        with pytest.raises(Busy, match="waits its turn"):
            ours.take(patience)
    assert len(clock.naps) == waiting
    ours.take(60.0)
    assert clock.naps[-1] == pytest.approx(7 * INTERVAL, abs=0.001)


def test_a_turn_that_comes_in_time_is_waited_for(database: Still) -> None:
    clock = Sleeper(database)
    ours = opened(database, clock)
    taken(ours, BURST)
    ours.take(INTERVAL + 0.001)
    assert clock.naps == [pytest.approx(INTERVAL, abs=0.001)]


def test_a_free_turn_needs_no_patience(database: Still) -> None:
    clock = Sleeper(database)
    taken(opened(database, clock), BURST, patience=0.001)
    assert clock.naps == []


def test_throttling_holds_everybody_back_a_while(database: Still) -> None:
    clock = Sleeper(database)
    one, other = opened(database, clock), opened(database, clock)
    one.throttled()
    other.take(60.0)
    assert clock.naps == [pytest.approx(1.0 + INTERVAL, abs=0.001)]


def test_throttling_again_does_not_add_up(database: Still) -> None:
    clock = Sleeper(database)
    ours = opened(database, clock)
    for _ in range(20):
        ours.throttled()
    ours.take(60.0)
    assert clock.naps == [pytest.approx(1.0 + INTERVAL, abs=0.001)]


def test_throttling_never_brings_a_turn_forward(database: Still) -> None:
    clock = Sleeper()
    ours = opened(database, clock)
    taken(ours, BURST + 20)
    ours.throttled()
    ours.take(60.0)
    assert clock.naps[-1] == pytest.approx(21 * INTERVAL, abs=0.001)


def test_after_the_pause_the_rate_is_the_old_one(database: Still) -> None:
    clock = Sleeper(database)
    ours = opened(database, clock)
    ours.throttled()
    taken(ours, 6)
    assert clock.naps == [pytest.approx(1.0 + INTERVAL, abs=0.001), *[pytest.approx(INTERVAL, abs=0.001)] * 5]
