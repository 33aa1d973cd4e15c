"""A reserved request goes out within moments, or not at all.

Whoever stood still in between (a process that was frozen, a machine that slept, credentials that took long) may have
lost its lease, and another process has done the work since: sent now, the request could do it a second time.
"""

import threading
from typing import Any, Final

from commands.ports import Clock

# Seconds. A lease lasts five and is prolonged every second, so for so long nobody else can have taken the work over.
GOOD_FOR: Final = 3.0

_here = threading.local()


class TurnPassed(Exception):
    """The request was not sent: it came too late after it was reserved."""


def begin(clock: Clock) -> None:
    """The next request of this thread that changes something has its turn now."""
    _here.clock, _here.until = clock, clock.now() + GOOD_FOR


def held() -> bool:
    """Whether this thread has reserved a request."""
    return getattr(_here, "clock", None) is not None


def end() -> None:
    """The request is through, one way or the other."""
    _here.clock = None


def check(**_request: Any) -> None:
    """The last thing before a request goes out (botocore's before-send). Raises TurnPassed."""
    if held() and _here.clock.now() > _here.until:
        raise TurnPassed
