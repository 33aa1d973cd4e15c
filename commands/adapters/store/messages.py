"""The messages that show changes: where each stands, and what it showed last."""

from typing import Any, Final

from sqlalchemy import Connection, RowMapping, case, func, null, or_, select, update

from commands.adapters.store import leases
from commands.adapters.store.database import Database
from commands.adapters.store.notices import note
from commands.adapters.store.tables import cards, changes
from commands.adapters.store.trail import BOT, Step
from commands.changes.lifecycle import FIRST_POST, Event, State, step

# chat.update is counted by the workspace: one edit of one message at most every two seconds.
EDIT_EVERY: Final = 2.0


class Messages:
    """The `cards` table: one message per change."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def too_soon(self, card: RowMapping) -> float:
        """Seconds until this message may be edited again; zero or less: now."""
        if card["updated_at"] is None:
            return 0.0
        with self._database.read() as connection:
            return float(connection.execute(select(card["updated_at"] + EDIT_EVERY - self._database.now)).scalar_one())

    def where(self, change_id: str) -> tuple[str, str]:
        """The channel and timestamp of a change's message; no timestamp while it does not stand.

        Neither for a change that has none, because it was asked for where there are no messages.
        """
        with self._database.read() as connection:
            row = connection.execute(select(cards.c.place, cards.c.ts).where(cards.c.id == change_id)).first()
        return (row.place, row.ts) if row else ("", "")

    def posted(self, card: RowMapping, place: str, ts: str) -> bool:
        """The message stands: a change that waited for it may go to Route 53. False: another process is at it."""
        with self._database.write() as connection:
            held = self._shown(connection, card, place=place, ts=ts)
            if held:
                self._let_go(connection, card["id"])
        return held

    def adopt(self, change_id: str, place: str, ts: str) -> bool:
        """Take a message that we did not know to stand for the change's own, unless one stands or is being posted.

        One that stands where Slack will not have us any more is none: it could not be edited.
        """
        now = self._database.now
        asked_in = select(changes.c.place).where(changes.c.id == change_id).scalar_subquery()
        editable = or_(cards.c.redirected.is_(False), asked_in != place)
        unknown = (cards.c.id == change_id, cards.c.ts == "", leases.free(cards, now), editable)
        drawn_anew = {"want": cards.c.want + 1, "tries": 0, "next_at": now, "fence": cards.c.fence + 1}
        with self._database.write() as connection:
            adopted = connection.execute(
                update(cards).where(*unknown).values(place=place, ts=ts, **drawn_anew)
            ).rowcount
            if adopted:
                self._let_go(connection, change_id)
        return adopted == 1

    def _let_go(self, connection: Connection, change_id: str) -> None:
        """A change that waited for its message may go to Route 53."""
        waiting = (changes.c.id == change_id, changes.c.state == State.APPROVED.value, changes.c.sent_at.is_(None))
        connection.execute(update(changes).where(*waiting).values(next_at=self._database.now))

    def edited(self, card: RowMapping) -> None:
        """The message shows what it was wanted to show.

        Where another process has been at it meanwhile, nobody knows whose edit came last: it is drawn once more.
        """
        anew = {"want": cards.c.want + 1, "next_at": self._database.now}
        with self._database.write() as connection:
            if not self._shown(connection, card, updated_at=self._database.now):
                connection.execute(update(cards).where(cards.c.id == card["id"]).values(anew))

    def nothing_to_show(self, card: RowMapping) -> None:
        """A change that ended before it had a message stays without one."""
        with self._database.write() as connection:
            self._shown(connection, card)

    def _shown(self, connection: Connection, card: RowMapping, **columns: Any) -> bool:
        again = case((cards.c.want > card["want"], self._database.now), else_=null())
        columns |= {"shown": card["want"], "tries": 0, "next_at": again}
        return leases.release(connection, self._database, cards, card["id"], card["fence"], None, **columns)

    def vanished(self, card: RowMapping) -> None:
        """Somebody deleted the message: it is posted anew, once."""
        columns: dict[str, Any] = {"ts": "", "reposted": True, "updated_at": None}
        with self._database.write() as connection:
            if card["reposted"]:
                self._shown(connection, card)
            else:
                leases.release(connection, self._database, cards, card["id"], card["fence"], 0.0, **columns)

    def refused(self, card: RowMapping, reason: str) -> bool:
        """Slack will not have the message there. True: the change failed before Route 53 was asked.

        Where nobody can invite the bot, or where the refusal comes too late for the change to wait, the message
        moves to the requester's direct messages instead.
        """
        with self._database.write() as connection:
            failed = connection.execute(
                update(changes)
                .where(
                    changes.c.id == card["id"],
                    changes.c.state.in_((State.PROPOSED.value, State.APPROVED.value)),
                    changes.c.sent_at.is_(None),
                    changes.c.private_place.is_(False),
                    func.coalesce(changes.c.decided_at, changes.c.created_at) + FIRST_POST > self._database.now,
                )
                .values(
                    state=step(State.APPROVED, Event.REFUSED).value,
                    reason=reason,
                    fence=changes.c.fence + 1,
                    lease_owner=None,
                    lease_until=None,
                    next_at=None,
                    ended_at=self._database.now,
                )
            ).rowcount
            if failed:
                taken = Step(BOT, Event.REFUSED, State.FAILED, {"reason": reason})
                note(connection, self._database, card["id"], taken)
            if failed or card["redirected"]:
                self._shown(connection, card)
            else:
                self._redirect(connection, card)
            return failed == 1

    def _redirect(self, connection: Connection, card: RowMapping) -> None:
        """Where it stood nobody can edit it any more: what comes is a new message, and may be posted anew once too."""
        actor = select(changes.c.actor).where(changes.c.id == card["id"]).scalar_subquery()
        moved: dict[str, Any] = {"place": actor, "redirected": True}
        fresh: dict[str, Any] = {"ts": "", "updated_at": None, "reposted": False, "tries": 0}
        leases.release(connection, self._database, cards, card["id"], card["fence"], 0.0, **moved, **fresh)
