"""What a change undoes and what has undone it, and every name that a change touches."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("undo_of", "undone_by"):
        op.add_column("changes", sa.Column(column, sa.Text(), server_default="", nullable=False))
    in_hand = sa.text("undo_of <> '' AND state IN ('PROPOSED', 'APPROVED', 'SUBMITTING')")
    op.create_index("changes_place", "changes", ["place", "seq"])
    op.create_index(
        "changes_one_undo", "changes", ["undo_of"], unique=True, sqlite_where=in_hand, postgresql_where=in_hand
    )
    touched = op.create_table(
        "touched",
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("change_id", "name"),
    )
    op.create_index("touched_name", "touched", ["name"])
    _fill(touched)


def _fill(touched: sa.Table) -> None:
    """The changes there are touch one name each, as far as this release's forerunners made them."""
    changes = sa.table("changes", sa.column("id", sa.Text()), sa.column("name", sa.Text()))
    named = sa.select(changes.c.id, changes.c.name)
    op.get_bind().execute(sa.insert(touched).from_select(["change_id", "name"], named))
