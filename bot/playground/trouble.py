"""Route 53 going wrong to order, so that people can watch the bot cope."""

import contextlib
import threading
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from commands.adapters import refusals
from commands.errors import AwsProblem, Problem, Unanswered, Unreachable

Answer = TypeVar("Answer")

_SLOW_SECONDS: Final = 3.0
_LOST_SECONDS: Final = 0.5
_ROLE: Final = "arn:aws:sts::123456789012:assumed-role/slash-dns/playground"


class Trouble(StrEnum):
    """How Route 53 is today."""

    NONE = "none"
    SLOW = "slow"
    THROTTLING = "throttling"
    REFUSING = "refusing"
    LOST_BEFORE = "lost before"
    LOST_AFTER = "lost after"
    AWAY = "away"


# What the page calls each, and what it says about it.
TOLD: Final[Mapping[Trouble, tuple[str, str]]] = {
    Trouble.NONE: ("Well", "Every call is answered at once."),
    Trouble.SLOW: ("Slow", "Every call takes three seconds longer."),
    Trouble.THROTTLING: ("Throttling", "Every call is answered with “Rate exceeded”; nothing is done."),
    Trouble.REFUSING: ("Refusing", "Every change is refused: the credentials may not make it."),
    Trouble.LOST_BEFORE: ("Losing changes", "Every change is lost on its way there; no answer comes."),
    Trouble.LOST_AFTER: ("Losing answers", "Every change is made, and its answer is lost on the way back."),
    Trouble.AWAY: ("Away", "No call reaches Route 53."),
}


class Switch:
    """Lets calls through as the trouble of the moment has it."""

    def __init__(self) -> None:
        self._turned = threading.Condition()
        self._trouble = Trouble.NONE

    @property
    def trouble(self) -> Trouble:
        """How it stands."""
        return self._trouble

    def turn(self, trouble: Trouble) -> None:
        """Let it be so from now on; calls that are held up go on."""
        with self._turned:
            self._trouble = trouble
            self._turned.notify_all()

    def through(self, operation: str, work: Callable[[], Answer], *, changing: bool) -> Answer:
        """One call. Raises what ports.Route53 says of lost, refused and throttled calls."""
        trouble = self._trouble
        if trouble is Trouble.SLOW:
            self._wait(trouble, _SLOW_SECONDS)
        elif trouble is Trouble.LOST_AFTER and changing:
            with contextlib.suppress(Problem):
                work()
        if trouble is Trouble.AWAY or (changing and trouble in (Trouble.LOST_BEFORE, Trouble.LOST_AFTER)):
            self._wait(trouble, _LOST_SECONDS)
        problem = _problem(trouble, operation, changing=changing)
        if problem:
            raise problem
        return work()

    def _wait(self, trouble: Trouble, seconds: float) -> None:
        with self._turned:
            self._turned.wait_for(lambda: self._trouble is not trouble, seconds)


def _problem(trouble: Trouble, operation: str, *, changing: bool) -> AwsProblem | None:
    if trouble is Trouble.THROTTLING:
        return refusals.answered("Throttling", "Rate exceeded", 400, changing=changing)
    if trouble is Trouble.AWAY:
        return Unreachable("Route 53 cannot be reached: could not connect to route53.amazonaws.com.")
    if not changing:
        return None
    if trouble is Trouble.REFUSING:
        action = f"route53:{operation}"
        why = f"because no identity-based policy allows the {action} action"
        return refusals.refused("AccessDenied", f"User: {_ROLE} is not authorized to perform: {action} {why}")
    if trouble in (Trouble.LOST_BEFORE, Trouble.LOST_AFTER):
        return Unanswered("Route 53 did not answer: the connection was closed.")
    return None
