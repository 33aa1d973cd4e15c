"""What zones there were when Route 53 was last asked."""

import threading
from typing import Final

from commands.model.zones import Zone
from commands.ports import Clock, Route53

# Zones are made rarely, but a name must never be judged by a list from before lunch. People's commands
# come in bursts; one list serves a burst.
KEEP: Final = 10.0


class Index:
    """The account's zones, at most a few seconds old; shared by all threads of a process."""

    def __init__(self, route53: Route53, clock: Clock, keep: float = KEEP) -> None:
        self._route53 = route53
        self._clock = clock
        self._keep = keep
        self._lock = threading.Lock()
        self._zones: tuple[Zone, ...] = ()
        self._read_at: float | None = None

    def all(self, *, fresh: bool = False) -> tuple[Zone, ...]:
        """Every zone; fresh: read now. Whoever comes while another thread reads takes what that one brings."""
        asked = self._clock.now()
        with self._lock:
            oldest = asked if fresh else asked - self._keep
            if self._read_at is None or self._read_at < oldest:
                self._read_at, self._zones = self._clock.now(), self._route53.zones()
            return self._zones

    def forget(self) -> None:
        """Read again next time."""
        with self._lock:
            self._read_at = None
