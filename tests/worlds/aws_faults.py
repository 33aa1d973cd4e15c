"""What can go wrong at the Route 53 of the tests: faults to order, a quota, one change at a time per zone."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

Fault = Literal["drop_before", "drop_after"] | tuple[Literal["error"], int, str, str] | tuple[Literal["hang"], float]


class AwsError(Exception):
    """An error that Route 53 answers with."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class Faults:
    """Faults in the order they were put in, for each operation on its own."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)
        self._lock = threading.Lock()

    def put(self, operation: str, fault: Fault, times: int) -> None:
        with self._lock:
            self._waiting[operation].extend([fault] * times)

    def next(self, operation: str) -> Fault | None:
        with self._lock:
            waiting = self._waiting[operation]
            return waiting.popleft() if waiting else None


class Quota:
    """A token bucket; without a rate it never runs out."""

    def __init__(self, rps: float | None, burst: float) -> None:
        self.rps, self.burst = rps, burst
        self._tokens, self._filled = burst, time.monotonic()
        self._lock = threading.Lock()

    def spend(self) -> None:
        """Take one token; raises AwsError where there is none."""
        if self.rps is None:
            return
        with self._lock:
            now = time.monotonic()
            self._tokens = min(self.burst, self._tokens + (now - self._filled) * self.rps)
            self._filled = now
            if self._tokens < 1:
                raise AwsError(400, "Throttling", "Rate exceeded")
            self._tokens -= 1


class Turns:
    """One change of a zone at a time."""

    def __init__(self) -> None:
        self._running: set[str] = set()
        self._changed = threading.Condition()

    @contextmanager
    def of(self, zone_id: str) -> Iterator[None]:
        """Hold the zone's turn; raises AwsError where another request holds it."""
        with self._changed:
            if zone_id in self._running:
                text = "The request was rejected because Route 53 was still processing a prior request."
                raise AwsError(400, "PriorRequestNotComplete", text)
            self._running.add(zone_id)
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._running.discard(zone_id)

    def wait_for(self, zone_id: str, within: float = 10.0) -> None:
        """Wait until a request holds the zone's turn."""
        with self._changed:
            assert self._changed.wait_for(lambda: zone_id in self._running, within)
