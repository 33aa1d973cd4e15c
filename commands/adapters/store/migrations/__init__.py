"""Alembic's revisions, run by commands.adapters.store.migrate."""
