"""Whether the database can be reached, is of this release, and can be written."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.findings import Finding, State
from bot.settings import Settings
from commands.adapters.store.database import Database
from commands.adapters.store.migrate import HEAD, revision
from commands.adapters.store.patience import within
from commands.errors import Misconfigured

_WHAT: Final = "database (DATABASE_URL)"
_SECONDS: Final = 5.0


class _Back(Exception):
    """What was tried is to be undone."""


def look(read: Settings) -> Iterator[Finding]:
    """One line; nothing is migrated, and a file that is not there is not made."""
    try:
        with closing(Database(read.database_url)) as database, within(_SECONDS):
            yield _absent(database) or _found(database)
    except Misconfigured as error:
        yield Finding(State.MISSING, _WHAT, str(error).partition(": ")[2])
    except (SQLAlchemyError, OSError) as error:
        # Nothing that was typed is asked for here: the driver may speak for itself.
        said = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        yield Finding(State.MISSING, _WHAT, f"cannot be used: {said}")


def _absent(database: Database) -> Finding | None:
    file = Path(str(database.engine.url.database)) if database.sqlite else None
    if file is None or file.exists():
        return None
    if file.parent.is_dir() and os.access(file.parent, os.W_OK | os.X_OK):
        return Finding(State.OK, _WHAT, "there is no file yet; the first start makes it")
    return Finding(State.MISSING, _WHAT, f"the folder {file.parent} is not there, or may not be written")


def _found(database: Database) -> Finding:
    with database.read() as connection:
        found = revision(connection)
    if found and found > HEAD:
        advice = f"its schema is {found}, made by a newer release; this one knows {HEAD}"
        return Finding(State.MISSING, _WHAT, advice)
    _write(database, made=bool(found))
    if found == HEAD:
        return Finding(State.OK, _WHAT, f"reachable and writable, schema {found}")
    return Finding(State.OK, _WHAT, f"reachable and writable, schema {found or 'none yet'}; the start makes it {HEAD}")


def _write(database: Database, *, made: bool) -> None:
    """Really write, so that a full disk is noticed, and leave everything as it was."""
    try:
        with database.write() as connection:
            if made:
                connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
                return
            connection.execute(text("CREATE TABLE slash_dns_doctor (nothing INTEGER)"))
            raise _Back
    except _Back:
        pass
