"""Real databases for every test that touches one: SQLite files, and a PostgreSQL server from a wheel."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from commands.adapters.store.database import Database
from commands.adapters.store.migrate import migrate
from tests.worlds.postgres import Postgres

TICK: Final = 0.001


class Hands:
    """Time that passes by hand, and a little at each look: on a slow machine as on a quick one.

    passed: seconds since the beginning. A call gives epoch seconds, in place of the database's clock.
    """

    def __init__(self) -> None:
        self.passed = 0.0
        self._began = time.time()

    def __call__(self) -> float:
        self.passed += TICK
        return self._began + self.passed

    def pass_(self, seconds: float) -> None:
        self.passed += seconds


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    """The one PostgreSQL of a test process."""
    with Postgres() as made:
        yield made


@pytest.fixture(scope="session")
def postgres(server: Postgres) -> Callable[[], str]:
    """Makes an empty database on a real PostgreSQL; its URL."""
    return server.database


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    return request.getfixturevalue("postgres")()


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def database(database_url: str, hands: Hands) -> Iterator[Database]:
    """A migrated database of each kind, whose clock the test moves."""
    made = Database(database_url, hands)
    migrate(made)
    yield made
    made.close()
