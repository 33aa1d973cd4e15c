"""How often: when Slack may be asked again, and when a line may be logged again. By the process's own clock."""

import threading
import time
from collections.abc import Callable
from typing import Final

Clock = Callable[[], float]

# Once the time is over one asks whether it really is, and the others wait that long for what comes of it.
_TRIAL: Final = 1.0


class Limits:
    """Until when Slack wants to hear nothing of a kind. now: monotonic seconds."""

    def __init__(self, now: Clock = time.monotonic) -> None:
        self._now: Final = now
        self._lock = threading.Lock()
        self._until: dict[str, float] = {}
        self._trials: set[str] = set()

    def hold(self, kind: str, seconds: float) -> None:
        """Slack has said for how long; what it said before may have been longer."""
        until = self._now() + seconds
        with self._lock:
            self._until[kind] = max(until, self._until.get(kind, until))
            self._trials.discard(kind)

    def left(self, kind: str) -> float:
        """Seconds until it may be asked; zero: whoever asked for this may, now."""
        now = self._now()
        with self._lock:
            if kind not in self._until:
                return 0.0
            left = max(self._until[kind] - now, 0.0)
            if not left:
                self._until[kind] = now + _TRIAL
                self._trials.add(kind)
        return left

    def taken(self, kind: str) -> None:
        """Slack has taken one. Where it has said meanwhile that it wants no more, that counts."""
        with self._lock:
            if kind in self._trials:
                self._trials.discard(kind)
                del self._until[kind]


class Seldom:
    """Lets the same thing be said once in so many seconds. now: monotonic seconds."""

    def __init__(self, seconds: float, now: Clock = time.monotonic) -> None:
        self._now: Final = now
        self._seconds: Final = seconds
        self._lock = threading.Lock()
        self._again: dict[str, float] = {}

    def due(self, what: str) -> bool:
        """Whether it may be said now; then it counts as said."""
        now = self._now()
        with self._lock:
            due = self._again.get(what, now) <= now
            if due:
                self._again[what] = now + self._seconds
        return due
