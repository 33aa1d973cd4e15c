"""Commands that wait for Route 53, and whether the person was told so."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("waiting", sa.Boolean(), server_default=sa.text("false"), nullable=False))
