"""What goes wrong at Slack when a test says so: answers, lost answers, slowness."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

EVERY: Final = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad turn, taken `times` over.

    status, body, headers: what is answered instead. cut: the connection breaks without an answer,
    before the call has taken effect or, with applied, after it.
    """

    status: int = 200
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    times: float = 1
    cut: bool = False
    applied: bool = False

    def __str__(self) -> str:
        if self.cut:
            return "answer lost" if self.applied else "cut"
        return str(self.body.get("error") or self.status)


class Faults:
    """The faults to come, by method; `*` stands for every method."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._coming: dict[str, list[Fault]] = {}
        self._latency: dict[str, float] = {}
        self.ended = threading.Event()

    def add(self, method: str, fault: Fault) -> None:
        """Let the next calls meet this, after the faults that were there before."""
        with self._lock:
            self._coming.setdefault(method, []).append(fault)

    def heal(self, method: str = EVERY) -> None:
        """Forget the faults and the slowness of one method, or of all."""
        with self._lock:
            for table in (self._coming, self._latency):
                if method == EVERY:
                    table.clear()
                table.pop(method, None)

    def slow(self, method: str, seconds: float) -> None:
        """Let every call take that much longer."""
        with self._lock:
            self._latency[method] = seconds

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets; it waits here as long as the method is slow."""
        with self._lock:
            seconds = self._latency.get(method, self._latency.get(EVERY, 0.0))
        if seconds and self.ended.wait(seconds):  # not a sleep: the end of the world wakes it
            return Fault(cut=True)
        with self._lock:
            for key in (method, EVERY):
                if coming := self._coming.get(key):
                    return self._next(coming)
        return None

    @staticmethod
    def _next(coming: list[Fault]) -> Fault:
        fault = coming.pop(0)
        if fault.times > 1:
            coming.insert(0, replace(fault, times=fault.times - 1))
        return fault
