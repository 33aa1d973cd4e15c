"""What befalls the processes and the database: kills, freezes and crashes, in step with what people do."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Final

from tests.chaos.plan import Plan
from tests.chaos.replicas import Replicas
from tests.worlds.aws import AwsWorld, Call

_CHANGE: Final = "ChangeResourceRecordSets"

_PATIENCE: Final = 60  # seconds, for the moment that a blow lies in wait for
_AHEAD: Final = 2  # people may be so many blows ahead


class Moment(Enum):
    """What a blow may wait for: the next process to come there is struck."""

    SENDING = auto()  # it has written down that it is about to send
    ACCEPTED = auto()  # Route 53 has done it, and the answer has not gone out
    ANSWERED = auto()  # the answer has just gone out
    FREEZING = auto()  # as SENDING


@dataclass(frozen=True, slots=True)
class Shot:
    """One kill. aimed: between Route 53's answer and our record; landed: a row was left in SUBMITTING."""

    aimed: bool
    landed: bool


class Trouble:
    """Makes it. landed: whether a process that was killed left a row in SUBMITTING. crash: of the database."""

    def __init__(
        self, plan: Plan, replicas: Replicas, aws: AwsWorld, landed: Callable[[str], bool], crash: Callable[[], None]
    ) -> None:
        self._plan, self._replicas, self._landed, self._crash = plan, replicas, landed, crash
        self._dice = plan.dice("trouble")
        self._changed = threading.Condition()
        self._blows = self._all_blows()
        self._typed = self._fallen = self._more = 0
        self._waiting: Moment | None = None
        self._last = False
        self._thread = threading.Thread(target=self._run, name="trouble", daemon=True)
        self.ended = threading.Event()
        self.shots: list[Shot] = []
        self.freezes = 0
        self.away: list[tuple[float, float]] = []
        aws.done = lambda call: self._accepted(Moment.ACCEPTED, call)
        aws.answered = lambda call: self._accepted(Moment.ANSWERED, call)

    # In step with the people.

    def start(self) -> None:
        self._thread.start()

    def typed(self) -> int:
        """Called before each command, whose number it gives; waits where the blows are too far behind.

        While a blow lies in wait itself, a few more are let in: it needs somebody to strike.
        """
        with self._changed:
            self._typed += 1
            number = self._typed
            self._changed.notify_all()
            self._changed.wait_for(lambda: number <= self._share(self._fallen + _AHEAD) + self._more)
        return number

    def end(self) -> None:
        """No more commands come: what is left of the blows falls at once, and then nothing goes wrong any more."""
        with self._changed:
            self._last = True
            self._changed.notify_all()
        self._thread.join()
        self.ended.set()

    def _run(self) -> None:
        """Strike as the plan says, one blow after the other, each after its share of the commands."""
        for number, blow in enumerate(self._blows):
            self._until(partial(self._so_many_came, number))
            blow()
            with self._changed:
                self._fallen += 1
                self._changed.notify_all()

    def _so_many_came(self, blows: int) -> bool:
        return self._typed > self._share(blows)

    def _share(self, blows: int) -> float:
        """How many commands go with so many blows."""
        return self._plan.changes * blows / max(len(self._blows), 1)

    def _all_blows(self) -> list[Callable[[], None]]:
        plan = self._plan
        aimed = round(plan.kills * plan.aimed)
        blows: list[Callable[[], None]] = [self._kill_between] * aimed + [self._kill_anywhere] * (plan.kills - aimed)
        blows += [self._freeze] * plan.freezes + [self._crash_it] * plan.restarts
        self._dice.shuffle(blows)
        return blows

    # Blows.

    def _kill_between(self) -> None:
        """Let the next batch that Route 53 accepts be the last thing its sender did."""
        self._kill_at(Moment.ACCEPTED if self._dice.random() < 0.75 else Moment.ANSWERED)

    def _kill_anywhere(self) -> None:
        """Kill anybody at any moment, or somebody who is just about to send."""
        if self._plan.database == "postgresql" and self._dice.random() < 0.3:
            self._kill_at(Moment.SENDING)
        else:
            self._until(lambda: False, self._dice.uniform(0.0, 0.5))
            self._somebody(lambda name: self._kill(name, aimed=False))

    def _kill_at(self, moment: Moment) -> None:
        before = len(self.shots)
        if not self._wait_at(moment, lambda: len(self.shots) > before):
            self._somebody(lambda name: self._kill(name, aimed=False))

    def _freeze(self) -> None:
        """Half of the freezes strike somebody who is about to send, the others anybody."""
        before = self.freezes
        if self._dice.random() < 0.5 or not self._wait_at(Moment.FREEZING, lambda: self.freezes > before):
            self._somebody(self._frozen)

    def _crash_it(self) -> None:
        start = time.time()
        self._crash()
        self.away.append((start, time.time()))

    def _wait_at(self, moment: Moment, struck: Callable[[], bool]) -> bool:
        """Lie in wait, while there are commands; whether somebody came and was struck."""
        with self._changed:
            self._waiting = moment
        for second in range(_PATIENCE):
            self._let_in(second)
            self._until(struck, 1.0)
            if struck() or self._last:
                break
        self._let_in(0)
        with self._changed:
            self._waiting = None
            return struck()

    def _let_in(self, more: int) -> None:
        with self._changed:
            self._more = more
            self._changed.notify_all()

    def _somebody(self, strike: Callable[[str], bool]) -> None:
        """Strike one of those that the others can go on without, as soon as there is one."""
        while not (able := self._replicas.able()) or not strike(self._dice.choice(able).name):
            self._replicas.pause()

    def _until(self, seen: Callable[[], bool], seconds: float | None = None) -> None:
        """Wait for it, at most so long and while there are commands."""
        with self._changed:
            self._changed.wait_for(lambda: self._last or seen(), seconds)

    def _kill(self, name: str, *, aimed: bool) -> bool:
        if not self._replicas.kill(name):
            return False
        shot = Shot(aimed, self._landed(name))
        with self._changed:
            self.shots.append(shot)
            self._changed.notify_all()
        return True

    def _frozen(self, name: str) -> bool:
        if not self._replicas.freeze(name):
            return False
        with self._changed:
            self.freezes += 1
            self._changed.notify_all()
        return True

    # Moments.

    def _accepted(self, moment: Moment, call: Call) -> None:
        """Called by Route 53, in the thread that answers."""
        if call.operation == _CHANGE and call.status == 200:
            self._came(moment, lambda: self._kill(call.key, aimed=True))

    def submitting(self, name: str) -> None:
        """A process has written down that it is about to send."""
        self._came(Moment.SENDING, lambda: self._kill(name, aimed=False))
        self._came(Moment.FREEZING, lambda: self._frozen(name))

    def _came(self, moment: Moment, strike: Callable[[], bool]) -> None:
        """Strike if that is waited for; wait on where the others could not go on without this one."""
        with self._changed:
            if self._waiting is not moment:
                return
            self._waiting = None
        if not strike():
            with self._changed:
                self._waiting = moment
