"""Counts the requests that wait for their ack, so that the worker can let them go first.

Python runs one thread at a time: work that starts while acks are being written makes every one of them late.
"""

import threading
from typing import Final

# The worker gives way at most this long; then a steady stream of requests does not hold it up either.
_GIVE_WAY: Final = 0.1

# What Slack waits for an ack; what is later is lost on the person anyway.
ACK_SECONDS: Final = 3.0


class Traffic:
    """Used around each request as a context manager."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting = 0

    def __enter__(self) -> None:
        with self._changed:
            self._waiting += 1

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._waiting -= 1
            if not self._waiting:
                self._changed.notify_all()

    def give_way(self) -> None:
        """Return when no request waits for its ack, or after a moment."""
        self.settle(_GIVE_WAY)

    def settle(self, seconds: float) -> bool:
        """Wait until no request waits for its ack, at most so long; whether none does."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting, seconds)
