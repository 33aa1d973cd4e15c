"""The processes of the bot: killed, frozen, and back after a while."""

import random
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

from tests.worlds.process import Bot

_LOOK: Final = 0.1
_STIFF: Final = (6.5, 9.0)  # seconds that a frozen one stands still: past its lease


@dataclass(frozen=True, slots=True)
class Blow:
    """What befell a process. at: epoch seconds, which the database's clock tells too."""

    name: str
    how: Literal["killed", "frozen"]
    at: float


@dataclass(eq=False)
class Replica:
    """One process of the bot. name: also its AWS key and its name at the database."""

    name: str
    bot: Bot
    able: bool = False
    until: float | None = None  # when a frozen one wakes
    ended: bool = False


@dataclass
class Replicas:
    """So many processes on one database; one of several is always left able to work."""

    settings: Mapping[str, str]
    folder: Path
    count: int
    away: tuple[float, float]
    dice: random.Random
    blows: list[Blow] = field(default_factory=list)
    bots: list[Bot] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lock = threading.RLock()
        self._living: list[Replica] = []
        self._coming: list[tuple[float, str]] = []  # when a process comes back, and its port
        self._over = threading.Event()
        self._nurse = threading.Thread(target=self._watch, name="nurse")

    def __enter__(self) -> Self:
        for _ in range(self.count):
            self._start("")
        self._nurse.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._nurse.join()
        for replica in self._living:
            replica.bot.kill9()

    def _start(self, port: str) -> None:
        name = f"r{len(self.bots) + 1}"
        own = {"AWS_ACCESS_KEY_ID": name, "DATABASE_URL": named(self.settings["DATABASE_URL"], name)}
        bot = Bot({**self.settings, **own, **({"PORT": port} if port else {})}, self.folder)
        self.bots.append(bot)
        self._living.append(Replica(name, bot))

    def _watch(self) -> None:
        """Bring back who was killed, wake who was frozen, and see who is able."""
        while not self._over.wait(_LOOK):
            with self._lock:
                now = time.monotonic()
                for due in [one for one in self._coming if one[0] <= now]:
                    self._coming.remove(due)
                    self._start(due[1])
                for replica in list(self._living):
                    if replica.bot.process.poll() is not None:
                        # It could not start while the database was away; whoever supervises it tries again.
                        self._gone(replica, 1.0)
                    elif replica.until is not None and replica.until <= now:
                        replica.until = None
                        replica.bot.thaw()
                sleeping = [one for one in self._living if not one.able and one.until is None]
            for replica in sleeping:
                well = replica.bot.health() == 200
                with self._lock:
                    replica.able = well and replica.until is None and not replica.ended

    def able(self) -> list[Replica]:
        """Those that are up and not frozen."""
        with self._lock:
            return [replica for replica in self._living if replica.able]

    def door(self, dice: random.Random) -> str:
        """Where Slack delivers to: one of the able, else anybody."""
        with self._lock:
            at = self.able() or self._living
            return dice.choice(at).bot.url if at else ""

    def kill(self, name: str) -> bool:
        """kill -9; it is back after some seconds. False: the others could not go on without it."""
        with self._lock:
            replica = self._spare(name)
            if not replica:
                return False
            self.blows.append(Blow(replica.name, "killed", time.time()))
            replica.bot.kill9()
            self._gone(replica, self.dice.uniform(*self.away))
            return True

    def freeze(self, name: str) -> bool:
        """SIGSTOP until its leases have run out; False as above."""
        with self._lock:
            replica = self._spare(name)
            if not replica or self.count == 1:
                return False
            replica.able = False
            replica.until = time.monotonic() + self.dice.uniform(*_STIFF)
            self.blows.append(Blow(replica.name, "frozen", time.time()))
            replica.bot.freeze()
            return True

    def _spare(self, name: str) -> Replica | None:
        """The one of that name, if it is able and the others could go on without it."""
        able = self.able()
        enough = len(able) > 1 or self.count == 1
        return next((replica for replica in able if replica.name == name), None) if enough else None

    def _gone(self, replica: Replica, away: float) -> None:
        replica.able, replica.ended = False, True
        self._living.remove(replica)
        self._coming.append((time.monotonic() + away, str(replica.bot.port)))

    def settle(self, seconds: float) -> None:
        """Wait until all are up again."""
        end = time.monotonic() + seconds
        while len(self.able()) < self.count and time.monotonic() < end:
            self.pause()

    def pause(self) -> None:
        """A moment, in which somebody may have come back."""
        self._over.wait(_LOOK)

    def logs(self) -> str:
        """What all of them wrote."""
        said = []
        for bot in self.bots:
            with suppress(FileNotFoundError):
                said.append(bot.logs())
        return "\n".join(said)


def named(url: str, name: str) -> str:
    """A database URL under which PostgreSQL knows the process by its name."""
    return f"{url}&application_name={name}" if url.startswith("postgresql") else url
