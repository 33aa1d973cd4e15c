"""What has to be done now and then: sealing the trail, forgetting what is old."""

import logging
import threading
import time
from typing import Final

from bot.outage import Outage
from commands.adapters.store.database import away
from commands.adapters.store.pruning import Pruning
from commands.adapters.store.trail import Trail

log = logging.getLogger(__name__)

_SEAL_EVERY: Final = 2.0
_PRUNE_EVERY: Final = 3600.0


class Chores:
    """A thread of its own: neither people nor Route 53 wait for these."""

    def __init__(self, trail: Trail, pruning: Pruning, outage: Outage | None = None) -> None:
        self._outage = outage or Outage()
        self._trail = trail
        self._pruning = pruning
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="chores", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End before the next chore."""
        self._stopping.set()

    def _loop(self) -> None:
        pruned_at = time.monotonic()
        while not self._stopping.wait(_SEAL_EVERY):
            try:
                self._trail.seal()
                if time.monotonic() - pruned_at > _PRUNE_EVERY:
                    pruned_at = time.monotonic()
                    self._prune()
            except Exception as error:
                # The worker says when it is over: it asks the database all the time.
                if away(error):
                    self._outage.noticed(error)
                else:
                    log.error("a chore failed", exc_info=error)

    def _prune(self) -> None:
        gone = self._pruning.prune()
        if gone:
            log.info("forgot %d finished changes and steps", gone)
