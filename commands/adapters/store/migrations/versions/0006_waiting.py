"""Commands that wait for Route 53, whether the person was told so, and requests that may still arrive."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("waiting", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("changes", sa.Column("loose", sa.Integer(), server_default="0", nullable=False))
    # Of the requests that had no answer so far nobody knows that they cannot arrive.
    op.execute("UPDATE changes SET loose = 1 WHERE attempts > 0 OR state = 'SUBMITTING'")
