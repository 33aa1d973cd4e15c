"""What an edited message does not say aloud: a line in the audit channel, a mention in the message's thread."""

import logging
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy import RowMapping

from bot.blocks.beside import audit_line, mention
from bot.limits import Seldom
from bot.messenger import Declined, Messenger, NotNow
from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.leases import Leases
from commands.adapters.store.messages import Messages
from commands.adapters.store.notices import Notice
from commands.adapters.store.tables import notices
from commands.changes.lifecycle import ENDS, Change

log = logging.getLogger(__name__)

# A mention follows its message; while Slack has not taken that, the mention waits.
_LOOK: Final = 5.0

# Where the audit channel refuses a line, somebody has to let the bot in: 5 s, then twice as long each time, at most an
# hour. These tries take 26 hours; 25 where Slack was away before, which counts as six of them at most.
_FIRST_PAUSE: Final = 5.0
_LONGEST_PAUSE: Final = 3600.0
_TRIES: Final = 35
_AWAY: Final = 6

# However many lines wait, the log tells it once in ten minutes.
_LINE_EVERY: Final = 600.0


class Notices:
    """Draws the `notices` queue.

    audit: the channel that gets a line per finished change, empty for none. now: monotonic seconds.
    """

    def __init__(
        self,
        messenger: Messenger,
        changes: StoredChanges,
        messages: Messages,
        leases: Leases,
        audit: str,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._messenger = messenger
        self._changes = changes
        self._messages = messages
        self._leases = leases
        self._audit = audit
        self._lines = Seldom(_LINE_EVERY, now)

    def run(self, row: RowMapping) -> None:
        """Give one notice; Slack being away puts it off."""
        change = self._changes.get(row["change_id"])
        try:
            done = change is None or self._given(row["kind"], change)
        except NotNow as error:
            tries = max(row["tries"], min(row["tries"] + 1, _AWAY))
            self._leases.release(notices, row, error.pause(row["tries"]), tries=tries)
        except Declined as refusal:
            self._declined(row, str(refusal))
        else:
            self._leases.release(notices, row, None if done else _LOOK)
            if self._audit and row["kind"] == Notice.ENDED:
                # Lines that wait need not wait any longer: the channel takes them.
                self._leases.hasten(notices, notices.c.kind == Notice.ENDED.value)

    def _declined(self, row: RowMapping, word: str) -> None:
        """A line for the audit channel waits until it is taken; a mention has no other place."""
        told = {"change": row["change_id"]}
        if row["kind"] != Notice.ENDED:
            log.warning("a mention was refused: %s", word, extra=told)
        elif row["tries"] + 1 < _TRIES:
            if self._lines.due(self._audit):
                log.warning("the audit channel takes no lines (%s); they wait until the bot may post there", word)
            pause = min(_FIRST_PAUSE * 2.0 ** row["tries"], _LONGEST_PAUSE)
            self._leases.release(notices, row, pause, tries=row["tries"] + 1)
            return
        else:
            log.error("a line for the audit channel is given up after a day: %s", word, extra=told)
        self._leases.release(notices, row, None)

    def _given(self, kind: str, change: Change) -> bool:
        """False: its message does not stand yet."""
        if kind == Notice.ENDED:
            if self._audit:
                self._messenger.post(self._audit, audit_line(change).payload)
            return True
        if kind == Notice.LATE and change.state in ENDS:
            return True
        place, ts = self._messages.where(change.id)
        if ts:
            self._messenger.post(place, {**mention(change).payload, "thread_ts": ts})
        return bool(ts) or not place or change.state in ENDS

    def give_up(self, row: RowMapping, reference: str) -> None:
        """A notice that cannot be given is dropped; the log has the reference."""
        log.error("a notice is given up", extra={"change": row["change_id"], "reference": reference})
        self._leases.release(notices, row, None)
