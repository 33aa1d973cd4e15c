"""The schema. The migrations make it; a test keeps the two equal."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    text,
)

metadata: Final = MetaData()

# SQLite numbers rows by itself only where the column is a plain INTEGER.
_SERIAL: Final = BigInteger().with_variant(Integer, "sqlite")


class Document(TypeDecorator[Any]):
    """JSON; None where it is none, so that one broken row fails whoever works on it, and not whoever claims many."""

    impl = JSON
    cache_ok = True

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        """As SQLAlchemy asks of what stands for JSON."""
        return self.impl_instance.coerce_compared_value(op, value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Read as JSON is read, but for what raises."""
        read = super().result_processor(dialect, coltype)

        def found(value: Any) -> Any:
            try:
                return read(value) if read else value
            except (ValueError, RecursionError):
                return None

        return found


def _lease() -> list[Column[Any]]:
    """The columns of a queue: when a row is due, who holds it until when, and the fence that outdates a holder."""
    return [
        Column("next_at", Float),
        Column("lease_owner", Text),
        Column("lease_until", Float),
        Column("fence", Integer, nullable=False, server_default="0"),
        Column("tries", Integer, nullable=False, server_default="0"),
    ]


def _due(table: str) -> Index:
    return Index(
        f"{table}_due",
        "next_at",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    )


deliveries: Final = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("actor", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("private_place", Boolean, nullable=False),
    Column("reply_to", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("view_id", Text),
    Column("position", Integer, nullable=False, server_default="0"),
    Column("answers", Document(), nullable=False),
    Column("created_at", Float, nullable=False),
    *_lease(),
    # Added by revision 0006.
    Column("waiting", Boolean, nullable=False, server_default=text("false")),
    _due("deliveries"),
)

_UNDO_IN_HAND: Final = "undo_of <> '' AND state IN ('PROPOSED', 'APPROVED', 'SUBMITTING')"

changes: Final = Table(
    "changes",
    metadata,
    Column("seq", _SERIAL, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("origin", Text, nullable=False, unique=True),
    Column("token", Text, nullable=False, unique=True),
    Column("actor", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("private_place", Boolean, nullable=False),
    Column("reply_to", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("plan", Document(), nullable=False),
    Column("name", Text, nullable=False),
    Column("zone_name", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("expires_at", Float),
    Column("decided_by", Text, nullable=False, server_default=""),
    Column("decided_at", Float),
    Column("sent_at", Float),
    Column("accepted_at", Float),
    Column("ended_at", Float),
    Column("aws_id", Text, nullable=False, server_default=""),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("polls", Integer, nullable=False, server_default="0"),
    Column("waits", Integer, nullable=False, server_default="0"),
    Column("reconciled", Boolean, nullable=False, server_default=text("false")),
    Column("reason", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("found", Boolean, nullable=False, server_default=text("false")),
    Column("standing", Document(), nullable=False),
    Column("name_servers", Document(), nullable=False),
    *_lease(),
    # Added by revision 0004, behind the columns of the first one.
    Column("second", Boolean, nullable=False, server_default=text("false")),
    Column("approvers", Document(), nullable=False, server_default="[]"),
    Column("undo_of", Text, nullable=False, server_default=""),
    Column("undone_by", Text, nullable=False, server_default=""),
    # Added by revision 0006.
    Column("loose", Integer, nullable=False, server_default="0"),
    _due("changes"),
    Index("changes_name", "name"),
    Index("changes_aws_id", "aws_id"),
    Index("changes_place", "place", "seq"),
    # However often and by whomever a change's undo is asked for at once, there is one question about it.
    Index(
        "changes_one_undo",
        "undo_of",
        unique=True,
        sqlite_where=text(_UNDO_IN_HAND),
        postgresql_where=text(_UNDO_IN_HAND),
    ),
    # Route 53 takes one change at a time per zone; the database keeps it so, whatever the workers do.
    Index(
        "changes_one_in_flight",
        "lane",
        unique=True,
        sqlite_where=text("state = 'SUBMITTING'"),
        postgresql_where=text("state = 'SUBMITTING'"),
    ),
    Index(
        "changes_open",
        "lane",
        "seq",
        sqlite_where=text("state IN ('APPROVED', 'SUBMITTING')"),
        postgresql_where=text("state IN ('APPROVED', 'SUBMITTING')"),
    ),
    sqlite_autoincrement=True,
)

touched: Final = Table(
    "touched",
    metadata,
    Column("change_id", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Index("touched_name", "name"),
)

cards: Final = Table(
    "cards",
    metadata,
    Column("id", Text, ForeignKey("changes.id"), primary_key=True),
    Column("place", Text, nullable=False),
    Column("ts", Text, nullable=False, server_default=""),
    Column("want", Integer, nullable=False, server_default="1"),
    Column("shown", Integer, nullable=False, server_default="0"),
    Column("updated_at", Float),
    Column("redirected", Boolean, nullable=False, server_default=text("false")),
    Column("reposted", Boolean, nullable=False, server_default=text("false")),
    *_lease(),
    _due("cards"),
)

replies: Final = Table(
    "replies",
    metadata,
    Column("id", Text, primary_key=True),
    Column("actor", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("reply_to", Text, nullable=False),
    Column("body", Document(), nullable=False),
    Column("created_at", Float, nullable=False),
    *_lease(),
    _due("replies"),
)

offers: Final = Table(
    "offers",
    metadata,
    Column("token", Text, primary_key=True),
    Column("actor", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("private_place", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("expires_at", Float, nullable=False),
    Column("taken_at", Float),
)

events: Final = Table(
    "events",
    metadata,
    Column("seq", _SERIAL, primary_key=True, autoincrement=True),
    Column("change_id", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("actor", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("number", _SERIAL, unique=True),
    Column("hash", Text),
    Index("events_change", "change_id"),
    Index("events_unsealed", "seq", sqlite_where=text("number IS NULL"), postgresql_where=text("number IS NULL")),
    sqlite_autoincrement=True,
)

notices: Final = Table(
    "notices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("change_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    *_lease(),
    _due("notices"),
)

freezes: Final = Table(
    "freezes",
    metadata,
    Column("zone_id", Text, primary_key=True),
    Column("zone_name", Text, nullable=False),
    Column("until", Float, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

choices: Final = Table(
    "choices",
    metadata,
    Column("place", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("zone_id", Text, nullable=False),
)

budget: Final = Table(
    "budget",
    metadata,
    Column("account", Text, primary_key=True),
    Column("tat", Float, nullable=False),
)

QUEUES: Final = {"deliveries": deliveries, "changes": changes, "cards": cards, "replies": replies, "notices": notices}
