"""The machine's clock. Leases, expiry and the request budget use the database's instead."""

import time


class SystemClock:
    """Real time."""

    def now(self) -> float:
        """Epoch seconds."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)
