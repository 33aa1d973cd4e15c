"""What zones there were when Route 53 was last asked."""

import threading
from typing import Final

from commands.model.zones import Zone
from commands.ports import Clock, Route53

# A zone that was made a moment ago decides where a name belongs, so a list serves one message's commands and no
# more. Where it takes several requests (Route 53 lists a hundred zones at once), it serves a little longer.
KEEP: Final = 1.0
KEEP_LONG: Final = 10.0
_ONE_REQUEST: Final = 100


class Index:
    """The account's zones, at most a few seconds old; shared by all threads of a process."""

    def __init__(self, route53: Route53, clock: Clock) -> None:
        self._route53 = route53
        self._clock = clock
        self._lock = threading.Lock()
        self._zones: tuple[Zone, ...] = ()
        self._read_at: float | None = None

    def all(self, *, fresh: bool = False) -> tuple[Zone, ...]:
        """Every zone; fresh: read now. Whoever comes while another thread reads takes what that one brings."""
        asked = self._clock.now()
        with self._lock:
            keep = KEEP if len(self._zones) <= _ONE_REQUEST else KEEP_LONG
            oldest = asked if fresh else asked - keep
            if self._read_at is None or self._read_at < oldest:
                self._read_at, self._zones = self._clock.now(), self._route53.zones()
            return self._zones

    def forget(self) -> None:
        """Read again next time."""
        with self._lock:
            self._read_at = None
