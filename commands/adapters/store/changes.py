"""The Changes port over the `changes` table. Every step is one conditional UPDATE."""

import secrets
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, ScalarSelect, Select, case, exists, insert, or_, select, true, update
from sqlalchemy.exc import IntegrityError

from commands.adapters.store import lanes, leases
from commands.adapters.store.database import Database
from commands.adapters.store.inbox import dealt_with
from commands.adapters.store.notices import give_if_late, note
from commands.adapters.store.rows import from_plan, read, to_change, to_columns, whole
from commands.adapters.store.tables import cards, changes, touched
from commands.adapters.store.trail import BOT, Step, said
from commands.adapters.store.undoing import mark_undone, touches, undo_in_hand
from commands.changes.lifecycle import ENDS, Change, Event, State, step
from commands.errors import CalledOff
from commands.ports import TERMINAL, Draft

# Crockford's base 32: nothing that a person could read as something else.
_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"

# A change on its way to Route 53 is usually there within a tenth of a second; a message that says only
# "sending" is worth an edit when it takes longer than this.
_PASSING: Final = 1.0


class StoredChanges:
    """Changes in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def propose(self, draft: Draft) -> Change:
        """Write a new row and its card, or give the one that this origin made before.

        Where an undo of the same change is in hand already, that one is given. Raises CalledOff where the command
        was called off, or answered otherwise, since we began with it.
        """
        try:
            with self._database.write() as connection:
                made = self._one(connection, whole().where(changes.c.origin == draft.origin))
                if made:
                    return made
                if dealt_with(connection, draft.origin):
                    raise CalledOff
                made = self._insert(connection, draft)
        except IntegrityError:
            # changes_one_undo: somebody else asked for the same undo at the same time.
            with self._database.read() as connection:
                return self._sure(connection, undo_in_hand(draft.undo_of))
        said(made.id, Step(draft.actor, "asked", made.state))
        return made

    def _insert(self, connection: Connection, draft: Draft) -> Change:
        now = self._database.now
        change_id = "".join(secrets.choice(_LETTERS) for _ in range(10))
        expires_at = None if draft.expires_in is None else now + draft.expires_in
        connection.execute(
            insert(changes).values(
                id=change_id,
                origin=draft.origin,
                token=secrets.token_urlsafe(24),
                actor=draft.actor,
                place=draft.place,
                private_place=draft.private_place,
                reply_to=draft.reply_to,
                command=draft.command,
                plan=from_plan(draft.plan),
                name=draft.plan.names[0],
                zone_name=draft.plan.zone_name,
                lane=draft.plan.zone_id or change_id,
                state=draft.state.value,
                created_at=now,
                expires_at=expires_at,
                next_at=now if expires_at is None else expires_at,
                standing=[],
                second=draft.second,
                approvers=list(draft.approvers),
                name_servers=[],
                undo_of=draft.undo_of,
            )
        )
        names = [{"change_id": change_id, "name": name} for name in draft.plan.names]
        connection.execute(insert(touched), names)
        if draft.place != TERMINAL:
            due = None if draft.quiet else now
            connection.execute(insert(cards).values(id=change_id, place=draft.place, next_at=due))
        undo = {"undo_of": draft.undo_of} if draft.undo_of else {}
        asked = {"command": draft.command, "place": draft.place, "plan": from_plan(draft.plan), **undo}
        note(connection, self._database, change_id, Step(draft.actor, "asked", draft.state, asked))
        return self._sure(connection, change_id)

    def get(self, change_id: str) -> Change | None:
        """The change with that id, or whose Route 53 change id that is."""
        bare = change_id.removeprefix("/change/")
        with self._database.read() as connection:
            found = whole().where(or_(changes.c.id == bare.lower(), changes.c.aws_id == bare))
            return self._one(connection, found.order_by(changes.c.seq.desc()).limit(1))

    def by_token(self, token: str) -> Change | None:
        """The change whose buttons carry that token."""
        with self._database.read() as connection:
            return self._one(connection, whole().where(changes.c.token == token))

    def decide(self, change_id: str, event: Event, actor: str) -> bool:
        """A person's verdict: the first wins, on every replica, and never after the question has expired.

        A change that waits for Route 53, or for one that does, may still be cancelled; one whose request may be
        under way, or may yet arrive, may not.
        """
        now = self._database.now
        open_question = (changes.c.state == State.PROPOSED.value) & (changes.c.expires_at > now)
        waiting = (
            changes.c.state.in_([State.APPROVED.value] if event is Event.CANCELLED else [])
            & ((changes.c.note != "") | (lanes.held_up() != ""))
            & (changes.c.loose == 0)
        )
        # Nobody approves what they asked for themselves where another person must: here too, whoever calls.
        another = ~changes.c.second | (changes.c.actor != actor) if event is Event.CONFIRMED else true()
        with self._database.write() as connection:
            decided = connection.execute(
                update(changes)
                .where(changes.c.id == change_id, open_question | waiting, another)
                .values(
                    state=step(State.PROPOSED, event).value,
                    decided_by=actor,
                    decided_at=now,
                    fence=changes.c.fence + 1,
                    lease_owner=None,
                    lease_until=None,
                    next_at=now if event is Event.CONFIRMED else None,
                    ended_at=None if event is Event.CONFIRMED else now,
                )
            ).rowcount
            if decided:
                note(connection, self._database, change_id, Step(actor, event, step(State.PROPOSED, event)))
                self.show(connection, change_id, after=_PASSING if event is Event.CONFIRMED else 0.0)
        if decided:
            said(change_id, Step(actor, event, step(State.PROPOSED, event)))
        return decided == 1

    def step(self, change: Change, event: Event, *, after: float = 0.0, **fields: Any) -> Change | None:
        """Move a change that is held by lease; None where the lease or the state went elsewhere."""
        state = step(change.state, event)
        taken = Step(BOT, event, state, _told(fields))
        try:
            with self._database.write() as connection:
                if not self._move(connection, change, state, after, fields):
                    return None
                note(connection, self._database, change.id, taken)
                passing = state in (State.APPROVED, State.SUBMITTING)
                self.show(connection, change.id, after=_PASSING if passing else 0.0)
                if event is Event.NOT_APPLIED:
                    give_if_late(connection, self._database, change)
                if state is State.PENDING:
                    for other in mark_undone(connection, change.id):
                        self.show(connection, other)
                moved = self._sure(connection, change.id)
        except IntegrityError:
            # changes_one_in_flight: another replica has a request under way in this zone.
            return None
        said(change.id, taken)
        self._show_behind(change, fields)
        return moved

    def _move(self, connection: Connection, change: Change, state: State, after: float, fields: dict[str, Any]) -> bool:
        now = self._database.now
        columns = to_columns(fields) | {"state": state.value, "note": fields.get("note", "")}
        stamps = {State.SUBMITTING: "sent_at", State.PENDING: "accepted_at"}
        if state in stamps:
            columns[stamps[state]] = now
        if state in ENDS:
            columns["ended_at"] = now
        columns["next_at"] = None if state in ENDS else now + after
        if state is not State.SUBMITTING:
            columns |= {"lease_owner": None, "lease_until": None, "fence": changes.c.fence + 1}
        if "plan" in fields:
            columns["lane"] = fields["plan"].zone_id or change.id
        held = (changes.c.id == change.id, changes.c.fence == change.fence, changes.c.state == change.state.value)
        return connection.execute(update(changes).where(*held).values(columns)).rowcount == 1

    def give_up(self, row: RowMapping, reason: str) -> None:
        """End a claimed row that cannot be carried on, without reading what is in it."""
        state = State.FAILED
        columns = {"state": state.value, "reason": reason, "ended_at": self._database.now}
        with self._database.write() as connection:
            if leases.release(connection, self._database, changes, row["id"], row["fence"], None, **columns):
                note(connection, self._database, row["id"], Step(BOT, Event.GIVEN_UP, state, {"reason": reason}))
                self.show(connection, row["id"])

    def put_off(self, change: Change, after: float, **fields: Any) -> None:
        """Leave the state as it is and look again after that many seconds."""
        with self._database.write() as connection:
            held = leases.release(
                connection, self._database, changes, change.id, change.fence, after, **to_columns(fields)
            )
            if held and fields.get("note", change.note) != change.note:
                self.show(connection, change.id)
            if held and change.state is not State.PROPOSED:
                give_if_late(connection, self._database, change)
        if held:
            self._show_behind(change, fields)

    def _show_behind(self, change: Change, fields: Mapping[str, Any]) -> None:
        """Once a change begins to wait for Route 53, those behind it say so.

        Each in a transaction of its own: whoever held several messages at once could meet another that does.
        """
        if change.waits or not fields.get("waits"):
            return
        with self._database.read() as connection:
            waiting = connection.execute(lanes.behind(change)).scalars().all()
        for other in waiting:
            with self._database.write() as connection:
                self.show(connection, other)

    def recent(self, target: str = "", *, actor: str = "", limit: int = 20) -> tuple[Change, ...]:
        """The newest changes first: of one name, of one zone by name or id, of one person, or of everything."""
        statement = whole().order_by(changes.c.seq.desc()).limit(limit)
        if target:
            statement = statement.where(or_(touches(target), changes.c.zone_name == target, changes.c.lane == target))
        if actor:
            statement = statement.where(changes.c.actor == actor)
        with self._database.read() as connection:
            return tuple(read(row) for row in connection.execute(statement).mappings())

    def now(self) -> float:
        """Epoch seconds by the database's clock."""
        with self._database.read() as connection:
            return float(connection.execute(select(self._database.now)).scalar_one())

    def underway(self, origin_prefix: str) -> bool:
        """Whether a change of that origin is still on its way to Route 53."""
        open_states = (State.APPROVED.value, State.SUBMITTING.value)
        statement = select(
            exists().where(
                changes.c.origin.startswith(origin_prefix, autoescape=True), changes.c.state.in_(open_states)
            )
        )
        with self._database.read() as connection:
            return bool(connection.execute(statement).scalar())

    def claimed(self, row: RowMapping) -> Change:
        """A row that was just claimed, with whether its message stands."""
        with self._database.read() as connection:
            ts = connection.execute(select(cards.c.ts).where(cards.c.id == row["id"])).scalar()
        return to_change(row, posted=bool(ts))

    def show(self, connection: Connection, change_id: str, *, after: float = 0.0) -> None:
        """Make the message due, since the row says something new; not before Slack wants to hear from us again."""
        due = self._database.now + after
        backing_off = (cards.c.tries > 0) & (cards.c.next_at > due)
        next_at = case((backing_off, cards.c.next_at), else_=due)
        connection.execute(update(cards).where(cards.c.id == change_id).values(want=cards.c.want + 1, next_at=next_at))

    def _one(self, connection: Connection, statement: Select[Any]) -> Change | None:
        row = connection.execute(statement).mappings().first()
        return read(row) if row else None

    def _sure(self, connection: Connection, change_id: str | ScalarSelect[str]) -> Change:
        return read(connection.execute(whole().where(changes.c.id == change_id)).mappings().one())


def _told(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a step learnt, for the trail."""
    kept = ("aws_id", "reason", "reconciled", "attempts", "note", "standing", "name_servers")
    columns = to_columns({name: value for name, value in fields.items() if name in kept and value})
    if "plan" in fields:
        columns["zone_id"] = fields["plan"].zone_id
    return columns
