"""An office: a Slack workspace, a strict Route 53, and between them the bot in processes of its own.

    def test_…(office: Office) -> None:
        office.type("delete db1 A")
        card = office.card("db1")
        office.kill()
        office.restart()
        office.slack.click(card, "Delete")
        office.done_once("db1")

A module says in its `pytestmark` which houses it wants; its tests share one office per house, and each
starts with the bot up and nothing broken.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from sqlalchemy import select, text

from commands.adapters.store.tables import QUEUES
from commands.changes.lifecycle import Change, State
from commands.model.records import RecordSet
from tests.story.premises import NEVER, PATIENCE, ZONES, Applied, House, Premises, houses
from tests.worlds.process import LOOK_EVERY
from tests.worlds.slack_delivery import Ack
from tests.worlds.slack_messages import Message
from tests.worlds.slack_workspace import ANN

__all__ = ["NEVER", "PATIENCE", "House", "Office", "houses", "until"]

ACCEPTED: Final = re.compile(r"\*(PENDING|INSYNC)\*")

Seen = TypeVar("Seen")


class Office(Premises):
    """The premises with people in them: what they type, press and see, and what came of it."""

    # What people do and see.

    def type(self, text: str, user: str = ANN, **where: Any) -> Ack:
        """A slash command, acknowledged in time."""
        ack = self.slack.slash(text, user, **where)
        assert ack.ok, ack
        return ack

    def press(self, card: Message, label: str | Mapping[str, Any], user: str = ANN) -> Ack:
        """A button, acknowledged in time."""
        ack = self.slack.click(card, label, user)
        assert ack.ok, ack
        return ack

    def card(self, name: str, *patterns: str, channel: str = "") -> Message:
        """The newest message about a name that everybody sees, waited for; its timestamp may not be back yet."""
        about = rf"(?<![\w.-]){re.escape(full(name))}"
        return self.slack.message(about, *patterns, kind="channel", channel=channel, since=self.since, seconds=PATIENCE)

    def kept_card(self, name: str) -> Message:
        """The same, once the database knows of it: from then on there is never a second one."""
        card = self.card(name)
        until(lambda: self.change(name).posted, f"{name}'s message in the database")
        return card

    def cards(self, name: str) -> list[Message]:
        """All messages about a name that everybody sees."""
        mine = self.slack.messages("channel", since=self.since)
        return [message for message in mine if full(name) in message.said and not message.thread_ts]

    def private(self, *patterns: str, to: str = ANN) -> Message:
        """The newest private word to a person, waited for."""
        return self.slack.message(*patterns, kind="ephemeral", to=to, since=self.since, seconds=PATIENCE)

    def shows(self, card: Message, *words: str) -> str:
        """Wait until a card's text says all this; the text."""
        self.slack.wait_for(lambda: all(word in card.text for word in words), PATIENCE, f"{words} on {card}")
        return card.text

    # What happened at Route 53 and in the database.

    def let_go(self) -> None:
        """Let requests that hang at Route 53 go on."""
        self.book.open.set()
        self.aws.closing.set()
        self.aws.closing = threading.Event()

    @contextmanager
    def reaching(self, operation: str) -> Iterator[None]:
        """On leaving, wait until one more request of an operation has reached Route 53."""
        before = len(self.aws.of(operation))
        yield
        self.aws.wait_for(operation, before + 1, PATIENCE)

    def applied(self, name: str) -> list[Applied]:
        """Every accepted batch that touches a name."""
        return [one for one in self.book.applied if full(name) in one.names]

    def sent(self, name: str) -> int:
        """How many ChangeResourceRecordSets requests named it, accepted or not."""
        return sum(f">{full(name)}.<".encode() in c.body for c in self.aws.of("ChangeResourceRecordSets"))

    def wait_applied(self, name: str) -> Applied:
        """Wait until Route 53 has accepted a batch that touches a name."""
        return until(lambda: next(iter(self.applied(name)), None), f"{name} applied")

    def stands(self, name: str, type_: str = "A") -> RecordSet | None:
        """What stands at Route 53."""
        return self.aws.get(self._zone_of(name), full(name), type_)

    def put(self, name: str, *held: str, type_: str = "A", ttl: int = 300) -> RecordSet:
        """Another hand puts a record set there, in the place of what stood."""
        return self.aws.put(self._zone_of(name), full(name), type_, held, ttl)

    def _zone_of(self, name: str) -> str:
        return next(id_ for zone, id_ in self.zones.items() if full(name).endswith(zone))

    def change(self, name: str) -> Change:
        """The newest change of a name as the database has it."""
        return self.changes.recent(f"{full(name)}.", limit=1)[0]

    def wait_state(self, name: str, state: State) -> Change:
        """Wait until the newest change of a name has a state."""

        def seen() -> Change | None:
            found = self.changes.recent(f"{full(name)}.", limit=1)
            return found[0] if found and found[0].state is state else None

        return until(seen, f"{name} in {state}")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nothing that people send can be written down meanwhile (PostgreSQL)."""
        with self.database.write() as connection:
            connection.execute(text("LOCK TABLE deliveries IN EXCLUSIVE MODE"))
            yield

    def blocked(self) -> bool:
        """Whether somebody waits for a lock."""
        waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        with self.database.read() as connection:
            return connection.execute(waiting).scalar_one() > 0

    def leases(self) -> list[str]:
        """The ids of all rows that somebody holds."""
        with self.database.read() as connection:
            held = (select(queue.c.id).where(queue.c.lease_owner.is_not(None)) for queue in QUEUES.values())
            return [id_ for query in held for id_ in connection.execute(query).scalars()]

    def accepted_once(self, name: str) -> Change:
        """Wait until a name's one card says PENDING or more; the change was made once and everything says so."""
        card = self.card(name)
        self.slack.wait_for(lambda: ACCEPTED.search(card.text), PATIENCE, f"acceptance on {card}")
        assert len(self.cards(name)) == 1, self.slack.space.told()
        (applied,), (change,) = self.applied(name), self.changes.recent(f"{full(name)}.")
        assert change.aws_id in ("", applied.change_id), "the answer may be lost, but never wrong"
        assert change.reconciled == (not change.aws_id)
        assert change.id in applied.comment
        assert change.id in card.text
        return change

    def done_once(self, name: str) -> Change:
        """The same, and wait for INSYNC."""
        self.shows(self.card(name), "INSYNC")
        change = self.accepted_once(name)
        assert change.state is State.INSYNC
        return change


def full(name: str) -> str:
    """A host's whole name, in the default zone unless another is written."""
    return name if name.endswith(ZONES) else f"{name}.{ZONES[0]}"


def until(seen: Callable[[], Seen | None], what: str, seconds: float = PATIENCE) -> Seen:
    """Look until something is there; for what lies in a database or in another process."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while not (found := seen()):
        assert time.monotonic() < end, f"not {what} within {seconds} s"
        pause.wait(LOOK_EVERY)
    return found
