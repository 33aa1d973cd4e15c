"""A look at the zones for a message whose words are wrong already: taken once, and not waited for long."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final

from commands.errors import Problem
from commands.model.zones import Zone

# Seconds. Where Route 53 is away, the words alone must tell.
PATIENCE: Final = 2.0


class Glance:
    """The zones of one message. look: asks for them, and may take its time."""

    def __init__(self, look: Callable[[], tuple[Zone, ...]], patience: float = PATIENCE) -> None:
        self._look = look
        self._patience = patience
        self._seen: Future[tuple[Zone, ...]] | None = None
        self._until = 0.0

    def zones(self) -> tuple[Zone, ...] | None:
        """Every zone; None where they cannot be had soon."""
        if self._seen is None:
            self._seen, self._until = Future(), time.monotonic() + self._patience
            threading.Thread(target=self._into, args=(self._seen,), name="glance", daemon=True).start()
        try:
            return self._seen.result(max(self._until - time.monotonic(), 0.0))
        except (TimeoutError, Problem):
            return None

    def _into(self, seen: Future[tuple[Zone, ...]]) -> None:
        try:
            seen.set_result(self._look())
        except Exception as error:  # noqa: BLE001
            # Raised again where it is waited for.
            seen.set_exception(error)
