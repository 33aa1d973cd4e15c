"""Brings the schema up to date at start, under a lock, and refuses a schema newer than the code."""

from typing import Final

from sqlalchemy import Connection, inspect, text

from commands.adapters.store.database import Database
from commands.errors import Misconfigured

# The newest revision in migrations/versions; a test compares. Known here so that an up-to-date
# database costs one query at start rather than the import of Alembic.
HEAD: Final = "0006"

# Any constant will do, as long as every release uses the same.
_LOCK: Final = 5_300_530

# Seconds that the migrations may take, of this process or of the one it waits for.
_HOURS: Final = 6 * 3600.0


def migrate(database: Database) -> None:
    """Run the missing migrations. Raises Misconfigured where a newer release has been here."""
    with database.read() as connection:
        if revision(connection) == HEAD:
            return
    with database.write(_HOURS) as connection:
        if not database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        found = revision(connection)
        if found != HEAD:
            _upgrade(connection, found)


def revision(connection: Connection) -> str | None:
    """Which revision a database's schema is; None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection, found: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "commands.adapters.store:migrations")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found and found not in known:
        raise Misconfigured("DATABASE_URL", f"its schema is {found}, made by a newer release; this one knows {HEAD}")
    command.upgrade(config, "head")
