"""Tells a waiting press that its message has been drawn anew."""

import threading


class Drawn:
    """Events by change id; only presses that wait are remembered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, threading.Event] = {}

    def expect(self, change_id: str) -> threading.Event:
        """An event for the next drawing of a change's message in this process."""
        with self._lock:
            return self._waiting.setdefault(change_id, threading.Event())

    def tell(self, change_id: str) -> None:
        """The message of a change says something new."""
        with self._lock:
            event = self._waiting.pop(change_id, None)
        if event:
            event.set()

    def forget(self, change_id: str) -> None:
        """Nobody waits any more."""
        with self._lock:
            self._waiting.pop(change_id, None)
