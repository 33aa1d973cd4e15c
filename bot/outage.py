"""The database being away is one line when it begins and one when it ends, however many notice it."""

import logging
import threading

from commands.adapters.store.database import said

log = logging.getLogger(__name__)


class Outage:
    """Shared by all that go on by themselves."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._away = False

    def noticed(self, error: BaseException) -> None:
        """Somebody met it."""
        with self._lock:
            new, self._away = not self._away, True
        if new:
            log.error("the database does not do its work; everything waits for it: %s", said(error))

    def over(self) -> None:
        """Somebody was answered."""
        with self._lock:
            was, self._away = self._away, False
        if was:
            log.info("the database works again")
