"""How often: when Slack may be asked again, and when a line may be logged again. By the process's own clock."""

import threading
import time
from collections.abc import Callable
from typing import Final

Clock = Callable[[], float]


class Limits:
    """Until when Slack wants to hear nothing of a kind. now: monotonic seconds."""

    def __init__(self, now: Clock = time.monotonic) -> None:
        self._now: Final = now
        self._lock = threading.Lock()
        self._until: dict[str, float] = {}

    def hold(self, kind: str, seconds: float) -> None:
        """Slack has said for how long; what it said before may have been longer."""
        now = self._now()
        with self._lock:
            self._until = {key: until for key, until in self._until.items() if until > now}
            self._until[kind] = max(now + seconds, self._until.get(kind, now))

    def left(self, kind: str) -> float:
        """Seconds until it may be asked; zero: now."""
        with self._lock:
            until = self._until.get(kind)
        return 0.0 if until is None else max(until - self._now(), 0.0)


class Seldom:
    """Lets the same thing be said once in so many seconds. now: monotonic seconds."""

    def __init__(self, seconds: float, now: Clock = time.monotonic) -> None:
        self._limits = Limits(now)
        self._seconds: Final = seconds
        self._lock = threading.Lock()

    def due(self, what: str) -> bool:
        """Whether it may be said now; then it counts as said."""
        with self._lock:
            due = self._limits.left(what) <= 0
            if due:
                self._limits.hold(what, self._seconds)
        return due
