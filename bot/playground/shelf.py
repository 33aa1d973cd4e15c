"""What the playground remembers over a restart: JSON by kind and id, in one SQLite file or in memory."""

import json
import sqlite3
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from commands.errors import Misconfigured

_TABLE: Final = "CREATE TABLE IF NOT EXISTS kept (kind TEXT, id TEXT, body TEXT NOT NULL, PRIMARY KEY (kind, id))"
_PUT: Final = "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body"
_DROP: Final = "DELETE FROM kept WHERE kind = ? AND id = ?"


class Shelf:
    """Each `put` stands, whole, when it returns: a kill -9 after that loses nothing.

    file: None keeps everything in memory. Raises Misconfigured where it cannot be used.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._lock = threading.Lock()
        try:
            self._connection = sqlite3.connect(str(file or ":memory:"), check_same_thread=False, isolation_level=None)
            for line in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", _TABLE):
                self._connection.execute(line)
        except sqlite3.Error as error:
            raise Misconfigured("DATA", f"{file} cannot be used: {error}") from error

    def put(self, kind: str, *bodies: tuple[str, Mapping[str, Any]]) -> None:
        """Keep these, by their ids, all or none."""
        self._all_or_none(_PUT, [(kind, id_, json.dumps(body)) for id_, body in bodies])

    def drop(self, kind: str, *ids: str) -> None:
        """Forget these."""
        self._all_or_none(_DROP, [(kind, id_) for id_ in ids])

    def get(self, kind: str, id_: str) -> Any:
        """One of a kind, or None."""
        with self._lock:
            rows = self._connection.execute("SELECT body FROM kept WHERE kind = ? AND id = ?", (kind, id_)).fetchall()
        return json.loads(rows[0][0]) if rows else None

    def all(self, kind: str) -> dict[str, Any]:
        """Everything of a kind, by its id, in the order it was first kept."""
        with self._lock:
            rows = self._connection.execute("SELECT id, body FROM kept WHERE kind = ? ORDER BY rowid", (kind,))
            return {id_: json.loads(body) for id_, body in rows}

    def _all_or_none(self, statement: str, rows: list[tuple[str, ...]]) -> None:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany(statement, rows)
            except sqlite3.Error:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._connection.close()
