"""Keeps one message per change true: posts it, edits it, moves it where Slack refuses it."""

import contextlib
import logging
from typing import Any

from sqlalchemy import RowMapping

from bot.blocks import asides
from bot.blocks.beside import copy_of
from bot.blocks.cards import card
from bot.drawn import Drawn
from bot.messenger import Declined, Messenger, NotNow, Vanished
from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.inbox import Inbox
from commands.adapters.store.leases import Leases
from commands.adapters.store.messages import Messages
from commands.adapters.store.tables import cards
from commands.changes.lifecycle import Change, State

log = logging.getLogger(__name__)


class Announcer:
    """Draws the `cards` queue; the message is only a view of the change's row."""

    def __init__(
        self,
        messenger: Messenger,
        changes: StoredChanges,
        messages: Messages,
        inbox: Inbox,
        leases: Leases,
        drawn: Drawn,
    ) -> None:
        self._messenger = messenger
        self._changes = changes
        self._messages = messages
        self._inbox = inbox
        self._leases = leases
        self._drawn = drawn

    def run(self, row: RowMapping) -> None:
        """Make one message say what its change is now."""
        change = self._changes.get(row["id"])
        if change is None or (not row["ts"] and change.state in (State.CANCELLED, State.EXPIRED)):
            self._messages.nothing_to_show(row)
            return
        try:
            self._show(row, change)
        except NotNow as error:
            self._leases.release(cards, row, error.pause(row["tries"]), tries=row["tries"] + 1)
        except Vanished:
            self._messages.vanished(row)
        except Declined as refusal:
            self._declined(row, change, str(refusal))

    def _show(self, row: RowMapping, change: Change) -> None:
        payload = card(change).payload
        if not row["ts"]:
            self._post(row, change, payload)
            return
        wait = self._messages.too_soon(row)
        if wait > 0:
            self._leases.release(cards, row, wait)
            return
        self._messenger.edit(row["place"], row["ts"], payload)
        self._drawn.tell(change.id)
        self._messages.edited(row)

    def _post(self, row: RowMapping, change: Change, payload: dict[str, Any]) -> None:
        place, ts = self._messenger.post(row["place"], payload)
        if not self._messages.posted(row, place, ts):
            self._came_late(change, place, ts)
        elif row["redirected"] and not row["reposted"]:
            # Told only now: Slack may refuse the direct message as well.
            self._inbox.reply(change.actor, change.place, change.reply_to, asides.moved(change).payload)

    def _came_late(self, change: Change, place: str, ts: str) -> None:
        """Let only one of two messages live on: we stood still while we posted, and another process has posted too."""
        if self._messages.adopt(change.id, place, ts):
            return
        with contextlib.suppress(NotNow, Declined, Vanished):
            self._messenger.edit(place, ts, copy_of(self._changes.get(change.id) or change).payload)

    def _declined(self, row: RowMapping, change: Change, word: str) -> None:
        log.info("Slack refuses its message in %s: %s", row["place"], word, extra={"change": change.id})
        reason = f"Slack would not let me post in the channel ({word}), so Route 53 was not asked."
        if self._messages.refused(row, reason):
            self._inbox.reply(change.actor, change.place, change.reply_to, asides.not_posted(change, word).payload)

    def give_up(self, row: RowMapping, reference: str) -> None:
        """A message that cannot be drawn; its change goes on without."""
        log.error("its message is given up", extra={"change": row["id"], "reference": reference})
        self._messages.nothing_to_show(row)
