"""What was sent and what was found: a table of it all, and every finding in full."""

import logging
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_KEPT: Final = 20  # findings that are told in full


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must not be: what was sent, and what came of it."""

    sent: str
    what: str


@dataclass
class Count:
    """What was sent, what was judged, and what was found."""

    seed: int
    sent: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    judged: int = 0
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        """What another run counted, at the same time as this one."""
        self.sent += other.sent
        self.answers += other.answers
        self.judged += other.judged
        self.seconds = max(self.seconds, other.seconds)
        self.findings += other.findings

    def summary(self) -> str:
        """One table of it all, and every finding."""
        rows = [
            ("seed", self.seed, f"{self.seconds:.0f} s"),
            ("sent", sum(self.sent.values()), ", ".join(f"{n} {what}" for what, n in self.sent.items())),
            ("answers", sum(self.answers.values()), ", ".join(f"{n} {what}" for what, n in self.answers.most_common())),
            ("messages judged", self.judged, "each held against Slack's limits"),
            ("wrong", len(self.findings), "limit 0"),
        ]
        told = [f"{what:<18}{figure:>9}   {more}" for what, figure, more in rows]
        return "\n".join([*told, *(f"  WRONG: {one.sent[:2000]!r}\n    {one.what}" for one in self.findings[:_KEPT])])


class Raised(logging.Handler):
    """Keeps what was logged with a traceback, which is an exception outside the error tree, and the payload it met."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._errors: list[Finding] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            self._errors.append(Finding(body_of(record.exc_info[1]), told(record.exc_info[1])))

    def taken(self) -> list[Finding]:
        """What there was since it was asked last."""
        taken, self._errors = self._errors, []
        return taken


def body_of(error: BaseException) -> str:
    """The payload that a listener was given, as its frames hold it."""
    frames = (frame.f_locals.get("body") for frame, _ in traceback.walk_tb(error.__traceback__))
    return next((repr(body) for body in frames if body), "?")


def told(error: BaseException) -> str:
    """An exception and where it came from: the last few of our own lines."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in frames
        if "site-packages" not in frame.filename
    ]
    return f"{type(error).__name__}: {str(error)[:200]} at {' < '.join(reversed(ours[-4:]))}"
