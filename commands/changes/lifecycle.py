"""The life of a change: its states and the table of legal steps.

PROPOSED --confirm--> APPROVED --claim--> SUBMITTING --accepted--> PENDING --seen--> INSYNC
    |--cancel--> CANCELLED  |  ^              |--refused--> FAILED
    |--time----> EXPIRED    |  `-not applied--'
                            `--cancel--> CANCELLED, --refused--> FAILED
every open state --given up--> FAILED
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from commands.model.plan import Plan
from commands.model.records import RecordSet

# The channel should say what is about to happen before it happens, but Slack never holds up Route 53: seconds that
# a change waits for its first message.
FIRST_POST: Final = 2.0


class State(StrEnum):
    """Where a change is in its life."""

    PROPOSED = "PROPOSED"
    APPROVED = "APPROVED"
    SUBMITTING = "SUBMITTING"
    PENDING = "PENDING"
    INSYNC = "INSYNC"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    FAILED = "FAILED"


class Event(StrEnum):
    """What can happen to a change."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    TIMED_OUT = "timed out"
    CLAIMED = "claimed"
    NOT_APPLIED = "not applied"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SEEN_IN_SYNC = "seen in sync"
    GIVEN_UP = "given up"


NEXT: Final[Mapping[State, Mapping[Event, State]]] = {
    State.PROPOSED: {
        Event.CONFIRMED: State.APPROVED,
        Event.CANCELLED: State.CANCELLED,
        Event.TIMED_OUT: State.EXPIRED,
        Event.REFUSED: State.FAILED,
        Event.GIVEN_UP: State.FAILED,
    },
    State.APPROVED: {
        Event.CLAIMED: State.SUBMITTING,
        Event.CANCELLED: State.CANCELLED,
        Event.REFUSED: State.FAILED,
        Event.GIVEN_UP: State.FAILED,
    },
    State.SUBMITTING: {
        Event.ACCEPTED: State.PENDING,
        Event.REFUSED: State.FAILED,
        Event.NOT_APPLIED: State.APPROVED,
        Event.GIVEN_UP: State.FAILED,
    },
    State.PENDING: {Event.SEEN_IN_SYNC: State.INSYNC, Event.GIVEN_UP: State.FAILED},
    State.INSYNC: {},
    State.CANCELLED: {},
    State.EXPIRED: {},
    State.FAILED: {},
}

ENDS: Final = frozenset(state for state, steps in NEXT.items() if not steps)


class IllegalStep(Exception):
    """A step that the table does not know: our bug, never the person's."""


def step(state: State, event: Event) -> State:
    """The state that follows; raises IllegalStep where the table has no row."""
    try:
        return NEXT[state][event]
    except KeyError:
        raise IllegalStep(f"{state} knows no step '{event}'") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row of `changes`: everything that is known of one change. Times are epoch seconds.

    id:        ten characters a person can type; also CreateHostedZone's CallerReference.
    origin:    what asked for it (delivery and line): the same origin never makes two changes.
    token:     unguessable; the value of its buttons.
    actor:     who asked, a Slack user id; decided_by: who pressed.
    place:     the channel id; private_place: a conversation that nobody can invite the bot to.
    reply_to:  where private words to the person go.
    command:   the canonical command text.
    attempts:  requests that ended without an answer; after one of these, only reading tells what happened.
    loose:     requests that may still arrive, for all we know; a change that has one cannot be called off.
    waits:     pauses in a row, each longer than the one before.
    polls:     GetChange requests so far.
    standing:  what stood when Route 53 refused; found: it was read whether anything stood.
    reconciled: accepted, but learnt by reading because the answer was lost.
    second:    another person than who asked must confirm; approvers: who may, none named: the admins.
    undo_of:   the change that this one undoes; undone_by: the one that has undone it.
    note:      why it waits, for the message; reason: why it failed.
    held_up_by: the change of the same zone that goes before it and waits for Route 53.
    """

    id: str
    origin: str
    token: str
    actor: str
    place: str
    private_place: bool
    reply_to: str
    command: str
    plan: Plan
    state: State
    created_at: float
    expires_at: float | None = None
    decided_by: str = ""
    decided_at: float | None = None
    sent_at: float | None = None
    accepted_at: float | None = None
    ended_at: float | None = None
    aws_id: str = ""
    attempts: int = 0
    loose: int = 0
    polls: int = 0
    reconciled: bool = False
    reason: str = ""
    note: str = ""
    found: bool = False
    standing: tuple[RecordSet, ...] = ()
    name_servers: tuple[str, ...] = ()
    waits: int = 0
    fence: int = 0
    posted: bool = False
    second: bool = False
    approvers: tuple[str, ...] = ()
    undo_of: str = ""
    undone_by: str = ""
    held_up_by: str = ""
