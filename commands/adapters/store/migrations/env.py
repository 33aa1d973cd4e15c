"""Runs the revisions on the connection that commands.adapters.store.migrate hands over, in its transaction."""

from alembic import context

from commands.adapters.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
