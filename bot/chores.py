"""What has to be done now and then: sealing the trail, forgetting what is old."""

import logging
import threading
import time
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from commands.adapters.store.pruning import Pruning
from commands.adapters.store.trail import Trail

log = logging.getLogger(__name__)

_SEAL_EVERY: Final = 2.0
_PRUNE_EVERY: Final = 3600.0


class Chores:
    """A thread of its own: neither people nor Route 53 wait for these."""

    def __init__(self, trail: Trail, pruning: Pruning) -> None:
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
            except SQLAlchemyError as error:
                log.warning("a chore waits for the database: %s", type(error).__name__)

    def _prune(self) -> None:
        gone = self._pruning.prune()
        if gone:
            log.info("forgot %d finished changes and steps", gone)
