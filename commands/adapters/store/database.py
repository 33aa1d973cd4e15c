"""One engine from DATABASE_URL: SQLite for one process, PostgreSQL for several replicas."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, Float, bindparam, create_engine, event, literal_column, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    InternalError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,
)

from commands.adapters.store.patience import LIMIT, PATIENCE, left, within
from commands.errors import Misconfigured

# Acks must come within Slack's 3 s even while the database is away.
CONNECT_SECONDS: Final = 2

# A process that stands still in the middle of a transaction holds its locks, and all others wait for them. Leases are
# taken over after five seconds, and by then nothing may be locked.
STANDSTILL_SECONDS: Final = 3

# A server that vanished without a word, as in a failover, is given up after some seconds and not after a quarter of an
# hour. Source: PostgreSQL, libpq, parameter key words; milliseconds for the first, seconds for the others.
_VANISHED: Final = {
    "tcp_user_timeout": 3000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}

# SQLite's unixepoch('subsec') is NULL before 3.42, julianday is not.
_NOW: Final = {
    "sqlite": "((julianday('now') - 2440587.5) * 86400.0)",
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) AS double precision)",
}

_READ_ONLY: Final = text("SELECT current_setting('transaction_read_only')")


class Unsure(TimeoutError):
    """What was written may stand, or not: the database went away while it committed."""


class Database:
    """Transactions and the one clock that all replicas share.

    clock: epoch seconds in place of the database's own, so that tests can pass time.
    """

    def __init__(self, url: str, clock: Callable[[], float] | None = None) -> None:
        self.engine = _engine(url)
        self.sqlite = self.engine.dialect.name == "sqlite"
        self._now: ColumnElement[float] = literal_column(_NOW[self.engine.dialect.name], Float)
        if clock:
            self._now = bindparam("now", callable_=clock, type_=Float)
        self._writer = threading.Lock()
        self._writing = self.engine.execution_options(begin="BEGIN IMMEDIATE")

    @property
    def now(self) -> ColumnElement[float]:
        """The database's clock as an SQL expression, in epoch seconds.

        Always the same object, so that statements may be built once and their compiled form found again.
        """
        return self._now

    @contextlib.contextmanager
    def write(self, patience: float = LIMIT) -> Iterator[Connection]:
        """One short read-write transaction; committed on leaving.

        patience: seconds for all of it. Raises an error that is `away` beyond; Unsure where the commit took too long.

        SQLite has one writer at a time: threads of this process queue here, in turn, rather than in
        SQLite's busy handler, which polls with growing naps.
        """
        committing = False
        try:
            with within(patience), self._turn(), self._writing.begin() as connection:
                yield connection
                committing = True
        except DBAPIError as error:
            if committing and error.connection_invalidated:
                raise Unsure("the database did not say whether it has committed") from error
            raise

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        if not self.sqlite:
            yield
        elif self._writer.acquire(timeout=left()):
            try:
                yield
            finally:
                self._writer.release()
        else:
            raise TimeoutError("others have written to the database all the time")

    @contextlib.contextmanager
    def read(self, patience: float = LIMIT) -> Iterator[Connection]:
        """One read-only transaction, within as many seconds."""
        with within(patience), self.engine.begin() as connection:
            yield connection

    def takes_writes(self, patience: float = PATIENCE) -> bool:
        """Whether something could be written now; nothing is. A PostgreSQL may be read only, as a standby is."""
        try:
            with self.write(patience) as connection:
                return self.sqlite or connection.scalar(_READ_ONLY) == "off"
        except SQLAlchemyError:
            return False

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() not in _NOW:
            raise Misconfigured("DATABASE_URL", "use sqlite:///FILE or postgresql+psycopg://…")
        if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
            raise Misconfigured(
                "DATABASE_URL", "name a file, as in sqlite:///slash-dns.db: changes must outlive the process"
            )
        engine = create_engine(parsed, **_options(parsed.get_backend_name()))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise Misconfigured(
            "DATABASE_URL", "is not a database URL we can open; use sqlite:///FILE or postgresql+psycopg://…"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        from commands.adapters.store import patient  # psycopg is not there where SQLite is enough

        event.listen(engine, "do_connect", patient.connect)
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _options(backend: str) -> dict[str, Any]:
    # What people typed goes to no log, also not inside an error's text.
    common: dict[str, Any] = {
        "hide_parameters": True,
        "pool_size": 16,
        "max_overflow": 16,
        "pool_timeout": PATIENCE,
    }
    if backend == "sqlite":
        return common | {"connect_args": {"timeout": CONNECT_SECONDS, "check_same_thread": False}}
    return common | {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_SECONDS, **_VANISHED}}


def _prepare_sqlite(connection: Any, _: object) -> None:
    # SQLAlchemy must not guess when a transaction begins: we say BEGIN ourselves.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(connection: Any, _: object) -> None:
    connection.execute(f"SET idle_in_transaction_session_timeout = '{STANDSTILL_SECONDS}s'")
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    # Others who write are waited for as long as this thread has.
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout = {left() * 1000:.0f}")
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def away(error: BaseException) -> bool:
    """Whether the database could not be reached in time, went away in the middle, or takes nothing (a full disk).

    What was asked is not at fault then.
    """
    broken = isinstance(error, DBAPIError) and error.connection_invalidated
    return broken or isinstance(error, OperationalError | InternalError | InterfaceError | TimeoutError)


def said(error: BaseException) -> str:
    """What kind of error it is and, where the database is away, its driver's first line.

    Any other error may quote what people typed; so do its statement and the lines that follow.
    """
    kind = type(error).__name__
    if not (away(error) and isinstance(error, DBAPIError)):
        return kind
    return f"{kind}: {str(error.orig).strip().partition(chr(10))[0]}"
