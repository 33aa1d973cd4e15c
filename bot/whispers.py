"""Private answers on their way to one person."""

import logging
from typing import Final

from sqlalchemy import RowMapping

from bot.messenger import Declined, Messenger, NotNow
from commands.adapters.store.leases import Leases
from commands.adapters.store.tables import replies

log = logging.getLogger(__name__)

# With the pauses growing to half a minute, about five minutes; after that nobody is waiting any more.
_TRIES: Final = 15


class Whispers:
    """Draws the `replies` queue."""

    def __init__(self, messenger: Messenger, leases: Leases) -> None:
        self._messenger = messenger
        self._leases = leases

    def run(self, row: RowMapping) -> None:
        """Send one private answer; Slack being away puts it off."""
        try:
            self._messenger.whisper(row["reply_to"], row["place"], row["actor"], row["body"])
        except NotNow as error:
            if row["tries"] < _TRIES:
                self._leases.release(replies, row, error.pause(row["tries"]), tries=row["tries"] + 1)
                return
            log.warning("a private answer to %s was given up: Slack does not answer", row["actor"])
        except Declined as refusal:
            log.warning("a private answer to %s was refused: %s", row["actor"], refusal)
        self._leases.release(replies, row, None, body={})

    def give_up(self, row: RowMapping, reference: str) -> None:
        """An answer that cannot be sent is dropped; the log has the reference."""
        log.error("a private answer to %s is given up, reference %s", row["actor"], reference)
        self._leases.release(replies, row, None, body={})
