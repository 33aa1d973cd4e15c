"""What a check found, as one line."""

from dataclasses import dataclass
from enum import StrEnum

from commands.model import visible


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "MISSING"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, and what to do about it."""

    state: State
    what: str
    advice: str = ""

    def __str__(self) -> str:
        return visible.line(f"{self.state:<8} {self.what}{f': {self.advice}' if self.advice else ''}")
