"""What an edited message does not say aloud: a line in the audit channel, a mention in the message's thread."""

import logging
from typing import Final

from sqlalchemy import RowMapping

from bot.blocks.beside import audit_line, mention
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


class Notices:
    """Draws the `notices` queue. audit: the channel that gets a line per finished change, empty for none."""

    def __init__(
        self, messenger: Messenger, changes: StoredChanges, messages: Messages, leases: Leases, audit: str
    ) -> None:
        self._messenger = messenger
        self._changes = changes
        self._messages = messages
        self._leases = leases
        self._audit = audit

    def run(self, row: RowMapping) -> None:
        """Give one notice; Slack being away puts it off."""
        change = self._changes.get(row["change_id"])
        try:
            done = change is None or self._given(row["kind"], change)
        except NotNow as error:
            self._leases.release(notices, row, error.pause(row["tries"]), tries=row["tries"] + 1)
            return
        except Declined as refusal:
            log.warning("a notice was refused: %s", refusal, extra={"change": row["change_id"]})
            done = True
        self._leases.release(notices, row, None if done else _LOOK)

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
