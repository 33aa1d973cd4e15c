"""The first schema: changes, deliveries, cards, replies, offers and the request budget."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _lease() -> list[sa.Column[Any]]:
    return [
        sa.Column("next_at", sa.Float(), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.Float(), nullable=True),
        sa.Column("fence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
    ]


def _due(table: str) -> None:
    waiting = sa.text("next_at IS NOT NULL")
    op.create_index(f"{table}_due", table, ["next_at"], sqlite_where=waiting, postgresql_where=waiting)


def upgrade() -> None:
    op.create_table(
        "budget",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("tat", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("account"),
    )
    op.create_table(
        "changes",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("private_place", sa.Boolean(), nullable=False),
        sa.Column("reply_to", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone_name", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("expires_at", sa.Float(), nullable=True),
        sa.Column("decided_by", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_at", sa.Float(), nullable=True),
        sa.Column("sent_at", sa.Float(), nullable=True),
        sa.Column("accepted_at", sa.Float(), nullable=True),
        sa.Column("ended_at", sa.Float(), nullable=True),
        sa.Column("aws_id", sa.Text(), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("polls", sa.Integer(), server_default="0", nullable=False),
        sa.Column("waits", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reconciled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("found", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("standing", sa.JSON(), nullable=False),
        sa.Column("name_servers", sa.JSON(), nullable=False),
        *_lease(),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("origin"),
        sa.UniqueConstraint("token"),
        sqlite_autoincrement=True,
    )
    op.create_index("changes_aws_id", "changes", ["aws_id"], unique=False)
    _due("changes")
    op.create_index("changes_name", "changes", ["name"], unique=False)
    op.create_index(
        "changes_one_in_flight",
        "changes",
        ["lane"],
        unique=True,
        sqlite_where=sa.text("state = 'SUBMITTING'"),
        postgresql_where=sa.text("state = 'SUBMITTING'"),
    )
    op.create_index(
        "changes_open",
        "changes",
        ["lane", "seq"],
        unique=False,
        sqlite_where=sa.text("state IN ('APPROVED', 'SUBMITTING')"),
        postgresql_where=sa.text("state IN ('APPROVED', 'SUBMITTING')"),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("private_place", sa.Boolean(), nullable=False),
        sa.Column("reply_to", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("view_id", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        *_lease(),
        sa.PrimaryKeyConstraint("id"),
    )
    _due("deliveries")
    op.create_table(
        "offers",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("private_place", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Float(), nullable=False),
        sa.Column("taken_at", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("token"),
    )
    op.create_table(
        "replies",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("reply_to", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        *_lease(),
        sa.PrimaryKeyConstraint("id"),
    )
    _due("replies")
    op.create_table(
        "cards",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), server_default="", nullable=False),
        sa.Column("want", sa.Integer(), server_default="1", nullable=False),
        sa.Column("shown", sa.Integer(), server_default="0", nullable=False),
        sa.Column("updated_at", sa.Float(), nullable=True),
        sa.Column("redirected", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("reposted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *_lease(),
        sa.ForeignKeyConstraint(
            ["id"],
            ["changes.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    _due("cards")
