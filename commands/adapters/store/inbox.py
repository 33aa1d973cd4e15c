"""What people sent, and what is still to be said to them privately.

A delivery is one slash command as it arrived; its key is what Slack repeats when it delivers twice, so the
second insert finds the first. An offer is a private button: a token that stands for a command.
"""

import secrets
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from commands.adapters.store import leases
from commands.adapters.store.database import Database
from commands.adapters.store.tables import deliveries, offers, replies


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message from a person.

    key:      unique to the delivery, repeated by redeliveries.
    reply_to: where a private answer goes (Slack's response_url).
    opening:  whether a modal is being opened for it, whose id follows.
    """

    key: str
    actor: str
    place: str
    private_place: bool
    reply_to: str
    text: str
    opening: bool = False


class Inbox:
    """Deliveries, offers and replies."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._arrival = _arrival(database)

    def take(self, delivery: Delivery) -> bool:
        """Write it down for the worker; False where it was delivered before."""
        with self._database.write() as connection:
            return self._take(connection, delivery)

    def _take(self, connection: Connection, delivery: Delivery) -> bool:
        row = {
            "id": delivery.key,
            "actor": delivery.actor,
            "place": delivery.place,
            "private_place": delivery.private_place,
            "reply_to": delivery.reply_to,
            "text": delivery.text,
            "view_id": "" if delivery.opening else None,
            "answers": [],
        }
        return connection.execute(self._arrival, row).first() is not None

    def opened(self, key: str, view_id: str | None) -> None:
        """The waiting modal of a delivery is open, and the worker may fill it; None: it could not be opened."""
        with self._database.write() as connection:
            connection.execute(
                update(deliveries).where(deliveries.c.id == key).values(view_id=view_id, next_at=self._database.now)
            )

    def view(self, row: RowMapping) -> tuple[str | None, float]:
        """The modal of a delivery (empty: being opened, None: none), and the seconds since the delivery arrived."""
        look = select(deliveries.c.view_id, self._database.now - deliveries.c.created_at).where(
            deliveries.c.id == row["id"]
        )
        with self._database.read() as connection:
            view_id, age = connection.execute(look).one()
        return view_id, float(age)

    def advance(self, row: RowMapping, position: int, answers: list[Any]) -> bool:
        """Remember that the commands before `position` are done; the lease is kept."""
        held = (deliveries.c.id == row["id"], deliveries.c.fence == row["fence"])
        statement = update(deliveries).where(*held).values(position=position, answers=answers, tries=0)
        with self._database.write() as connection:
            return connection.execute(statement).rowcount == 1

    def put_off(self, row: RowMapping, after: float, position: int, body: dict[str, Any] | None) -> None:
        """The commands from `position` on wait that many seconds; what is said of it tells the answers so far too."""
        told = {"position": position, "answers": []} if body else {}
        with self._database.write() as connection:
            held = leases.release(
                connection, self._database, deliveries, row["id"], row["fence"], after, waiting=True, **told
            )
            if held and body:
                self._reply(connection, row["actor"], row["place"], row["reply_to"], body)

    def call_off(self, key: str, actor: str) -> RowMapping | None:
        """End a delivery that waits: its text, how many commands of it were done, and their answers that are not out.

        None: it waits no more, or is somebody else's.

        Whoever is at it this moment is fenced off, and makes no change of it any more (`dealt_with`).
        """
        with self._database.write() as connection:
            waiting = (deliveries.c.waiting, deliveries.c.next_at.is_not(None))
            ended = (
                update(deliveries)
                .where(deliveries.c.id == key, deliveries.c.actor == actor, *waiting)
                .values(next_at=None, lease_owner=None, lease_until=None, fence=deliveries.c.fence + 1)
                .returning(deliveries.c.text, deliveries.c.position, deliveries.c.answers)
            )
            return connection.execute(ended).mappings().first()

    def finish(self, row: RowMapping, body: dict[str, Any] | None) -> None:
        """The delivery is done; its private answer goes out, in the same transaction."""
        with self._database.write() as connection:
            held = leases.release(connection, self._database, deliveries, row["id"], row["fence"], None, text="")
            if held and body:
                self._reply(connection, row["actor"], row["place"], row["reply_to"], body)

    def reply(self, actor: str, place: str, reply_to: str, body: dict[str, Any]) -> None:
        """Say something privately, as soon as Slack takes it."""
        with self._database.write() as connection:
            self._reply(connection, actor, place, reply_to, body)

    def _reply(self, connection: Connection, actor: str, place: str, reply_to: str, body: dict[str, Any]) -> None:
        now = self._database.now
        connection.execute(
            insert(replies).values(
                id=uuid.uuid4().hex, actor=actor, place=place, reply_to=reply_to, body=body, created_at=now, next_at=now
            )
        )

    def offer(self, actor: str, place: str, private_place: bool, text: str, seconds: float) -> str:
        """Put a command behind an unguessable token, for one person and for a while; the token."""
        token = secrets.token_urlsafe(24)
        with self._database.write() as connection:
            connection.execute(
                insert(offers).values(
                    token=token,
                    actor=actor,
                    place=place,
                    private_place=private_place,
                    text=text,
                    expires_at=self._database.now + seconds,
                )
            )
        return token

    def accept(self, token: str, actor: str, reply_to: str) -> str:
        """Press an offered button: its command, which arrives like one typed. Empty: gone, used or not theirs."""
        with self._database.write() as connection:
            now = self._database.now
            row = connection.execute(
                update(offers)
                .where(
                    offers.c.token == token,
                    offers.c.actor == actor,
                    offers.c.taken_at.is_(None),
                    offers.c.expires_at > now,
                )
                .values(taken_at=now)
                .returning(offers.c.place, offers.c.private_place, offers.c.text)
            ).first()
            if row is None:
                return ""
            arrived = Delivery(f"offer/{token}", actor, row.place, row.private_place, reply_to, row.text)
            return str(row.text) if self._take(connection, arrived) else ""


def dealt_with(connection: Connection, origin: str) -> bool:
    """Whether the delivery that an origin names was answered or called off; it stays as it is while we look."""
    key = origin.rpartition("/")[0]
    due = connection.execute(select(deliveries.c.next_at).where(deliveries.c.id == key).with_for_update()).first()
    return due is not None and due.next_at is None


def _arrival(database: Database) -> ReturningInsert[Any]:
    """Built once: it is what every ack waits for. A key that is there already inserts nothing."""
    dialect = sqlite if database.sqlite else postgresql
    columns = ("id", "actor", "place", "private_place", "reply_to", "text", "view_id", "answers")
    given = {name: bindparam(name, type_=deliveries.c[name].type) for name in columns}
    statement = dialect.insert(deliveries).values(**given, created_at=database.now, next_at=database.now)
    arrival: ReturningInsert[Any] = statement.on_conflict_do_nothing().returning(deliveries.c.id)
    return arrival
