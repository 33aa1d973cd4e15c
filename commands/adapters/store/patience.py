"""How long a thread waits for the database, whatever hangs: the pool, a lock, a connection, an answer.

A server that takes requests and does not answer (a stalled disk, a frozen machine) never fails by itself, and its own
time-outs do not run either. So the client counts: all that a thread waits for inside `within` ends at one deadline.
"""

import contextlib
import threading
import time
from collections.abc import Iterator
from typing import Final

# Slack waits three seconds for an ack, and what is written before it may take the most of them.
PATIENCE: Final = 1.8

# Any transaction: by then whoever waits had better begin anew, with another connection.
LIMIT: Final = 5.0

# What may take its time, such as forgetting a year's changes.
LONG: Final = 300.0


class _Deadline(threading.local):
    at: float | None = None


_deadline: Final = _Deadline()


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let all that this thread asks of the database inside end by then, and never later than an outer one says."""
    before, mine = _deadline.at, time.monotonic() + seconds
    _deadline.at = mine if before is None else min(before, mine)
    try:
        yield
    finally:
        _deadline.at = before


def left() -> float:
    """Seconds until this thread has to give up; without a deadline, as long as anything may take."""
    return LONG if _deadline.at is None else max(_deadline.at - time.monotonic(), 0.0)
