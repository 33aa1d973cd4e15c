"""Frozen zones, and changes that another person must confirm."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("changes", sa.Column("second", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("changes", sa.Column("approvers", sa.JSON(), server_default="[]", nullable=False))
    op.create_table(
        "freezes",
        sa.Column("zone_id", sa.Text(), nullable=False),
        sa.Column("zone_name", sa.Text(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("zone_id"),
    )
