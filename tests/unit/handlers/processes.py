"""Processes of the bot that take one step of a change each, and may die or freeze at any call they make."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from sqlalchemy import RowMapping
from sqlalchemy.exc import OperationalError

from commands.adapters.store.tables import changes
from commands.changes.lifecycle import Change, State
from commands.errors import Busy, ServerFault, Unanswered, Unreachable
from commands.handlers.carrying import advance
from commands.model import names
from commands.model.plan import Action
from commands.model.records import RecordSet
from tests.unit.handlers.office import Office

PATIENCE: Final = 30.0
CHANGING: Final = "submit"
ROUTE53: Final = (CHANGING, "standing", "in_sync", "answers")

Fault = Literal["", "lost before", "lost after", "failed before", "failed after", "throttled", "unreachable"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What befalls a process at one of its calls to the database or to Route 53: before it, or after its effect.

    method: of the port that is called; turn: whether at the first such call, or at the second.
    """

    how: Literal["dies", "freezes", "loses the database"]
    method: str
    turn: int
    after: bool

    @property
    def sending(self) -> bool:
        """Whether that is between writing down that a request is sent, and its effect."""
        return (self.method, self.turn, self.after) in (("step", 0, True), (CHANGING, 0, False))


@dataclass(frozen=True, slots=True)
class Effect:
    """One batch that Route 53 accepted, with what stood before at its names and with the change as it was then."""

    change: Change
    batch: tuple[tuple[Action, RecordSet], ...]
    stood: tuple[RecordSet, ...]


class Dies(BaseException):
    """kill -9: nothing after it is run."""


@dataclass
class Process:
    """One step of the change in a claimed row. effects: where what Route 53 accepts is noted."""

    office: Office
    row: RowMapping
    fault: Fault
    fate: Fate | None
    effects: list[Effect]
    frozen: bool = False
    _calls: Counter[str] = field(default_factory=Counter)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _go: threading.Event = field(default_factory=threading.Event)
    _accidents: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.change = self.office.stored.claimed(self.row)
        world = self.office.world
        self._world = replace(world, route53=_Calls(world.route53, self), changes=_Calls(world.changes, self))
        self._thread = threading.Thread(target=self._run, name="process", daemon=True)

    def step(self) -> None:
        """Take it; returns when it is done, has died or stands frozen."""
        if self.fate is None or self.fate.how != "freezes":
            self._run()
        else:
            self._thread.start()
            assert self._stopped.wait(PATIENCE)
        self._raise()

    def wake(self) -> None:
        """Go on where it froze, however late that is."""
        self.frozen = False
        self._go.set()
        self._thread.join(PATIENCE)
        self._raise()

    def _raise(self) -> None:
        for accident in self._accidents:
            raise accident

    def _run(self) -> None:
        try:
            advance(self.change, self._world)
        except Dies:
            pass
        except OperationalError:
            self._tries_again()
        except BaseException as error:  # noqa: BLE001 (raised again by the test's own thread)
            self._accidents.append(error)
        finally:
            self._stopped.set()

    def _tries_again(self) -> None:
        """What the worker does with a row whose database failed it."""
        self.office.leases.release(changes, self.row, 1.0, tries=self.row["tries"] + 1)

    # Calls.

    def called(self, method: str, work: Callable[[], Any]) -> Any:
        turn = self._calls[method]
        self._calls[method] += 1
        self._meets(method, turn, after=False)
        found = self._weathered(method, work)
        self._meets(method, turn, after=True)
        return found

    @property
    def sending(self) -> bool:
        """Whether it stands frozen with a request that has not taken effect."""
        return self.frozen and self.change.state is State.APPROVED and self.fate is not None and self.fate.sending

    def _meets(self, method: str, turn: int, *, after: bool) -> None:
        if self.fate is None or (self.fate.method, self.fate.turn, self.fate.after) != (method, turn, after):
            return
        if self.fate.how == "dies":
            raise Dies
        if self.fate.how == "freezes":
            self.frozen = True
            self._stopped.set()
            assert self._go.wait(PATIENCE)
        elif method not in ROUTE53:
            raise OperationalError("UPDATE changes", {}, Exception("the database is away"))

    def _weathered(self, method: str, work: Callable[[], Any]) -> Any:
        """Let the first call to Route 53 meet the fault."""
        if method not in ROUTE53 or not self.fault:
            return work()
        fault, self.fault = self.fault, ""
        if fault.endswith("after"):
            work()
        if fault == "throttled":
            raise Busy("Route 53 asks for fewer requests.")
        if fault == "unreachable" or method != CHANGING:
            raise Unreachable("Route 53 cannot be reached.")
        if fault.startswith("failed"):
            raise ServerFault("Route 53 failed to answer (503).")
        raise Unanswered("Route 53 did not answer.")

    def submitted(self, zone_id: str, batch: tuple[tuple[Action, RecordSet], ...], comment: str) -> str:
        """Send a batch, and note it where Route 53 accepts it."""
        asked = self.office.embedded
        touched = {record.name for _, record in batch}
        stood = tuple(record for name in touched for record in asked.standing(zone_id, names.canonical(name)))
        accepted = asked.submit(zone_id, batch, comment)
        self.effects.append(Effect(self.office.now(self.change), tuple(batch), stood))
        return accepted


class _Calls:
    """A port of the world, every call to which goes through the process."""

    def __init__(self, port: Any, process: Process) -> None:
        self._port, self._process = port, process

    def account(self, _alias: str, _actor: str = "") -> "_Calls":
        """One account, whoever acts."""
        return self

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            real = self._process.submitted if method == CHANGING else getattr(self._port, method)
            return self._process.called(method, lambda: real(*arguments, **named))

        return call
