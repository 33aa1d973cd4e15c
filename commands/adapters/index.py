"""What zones there were when Route 53 was last asked."""

import threading
from typing import Final

from commands.errors import AwsProblem, Busy, Unreachable
from commands.model.zones import Zone
from commands.ports import Clock, Route53

# A zone that was made a moment ago decides where a name belongs, so a message is judged by a list that was read
# after it was sent. Where a list takes several requests (Route 53 lists a hundred zones at once), one of a few
# seconds before must do.
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
        self._away: AwsProblem | None = None
        self._away_at = 0.0

    def all(self, *, fresh: bool = False) -> tuple[Zone, ...]:
        """Every zone; fresh: read now. Whoever comes while another thread reads takes what that one brings."""
        asked = self._clock.now()
        return self.since(asked if fresh else asked - KEEP, fresh=fresh)

    def known(self) -> tuple[Zone, ...]:
        """Every zone as last read; does not wait for a reading that is under way."""
        return self._zones

    def as_of(self, moment: float) -> "AsOf":
        """The zones as whoever began at that moment is to see them."""
        return AsOf(self, moment)

    def since(self, oldest: float, *, fresh: bool = False) -> tuple[Zone, ...]:
        """Every zone, as read no earlier than that moment; long lists, unless fresh, a little earlier."""
        arrived = self._clock.now()
        with self._lock:
            if len(self._zones) > _ONE_REQUEST and not fresh:
                oldest -= KEEP_LONG
            if self._read_at is None or self._read_at < oldest:
                self._refuse_again(arrived)
                self._read()
            return self._zones

    def _refuse_again(self, arrived: float) -> None:
        """Who came while another thread asked in vain, or just after, does not ask in vain once more."""
        if self._away and arrived < self._away_at + KEEP:
            raise type(self._away)(str(self._away)) from self._away

    def _read(self) -> None:
        begun = self._clock.now()
        try:
            self._read_at, self._zones, self._away = begun, self._route53.zones(), None
        except (Busy, Unreachable) as error:
            self._away, self._away_at = error, self._clock.now()
            raise

    def forget(self) -> None:
        """Read again next time."""
        with self._lock:
            self._read_at = None


class AsOf:
    """The index to one message: several commands, or looks of one command, share one list."""

    def __init__(self, index: Index, moment: float) -> None:
        self._index = index
        self._moment = moment

    def all(self, *, fresh: bool = False) -> tuple[Zone, ...]:
        """Every zone, as read since that moment; fresh: read now."""
        return self._index.all(fresh=True) if fresh else self._index.since(self._moment)

    def known(self) -> tuple[Zone, ...]:
        """Every zone as last read."""
        return self._index.known()

    def as_of(self, moment: float) -> "AsOf":
        """The same of another moment."""
        return self._index.as_of(moment)

    def forget(self) -> None:
        """Read again next time."""
        self._index.forget()
