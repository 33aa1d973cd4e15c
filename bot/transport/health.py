"""What /healthz tells: the database takes writes, the worker's heart beats, Slack takes our token and reaches us."""

import json
from collections.abc import Callable, Mapping
from typing import Any


class Health:
    """A table of named checks; each is a cheap question with a yes or a no.

    facts: what else is told to whoever asks, and decides nothing.
    """

    def __init__(self, checks: Mapping[str, Callable[[], bool]], facts: Callable[[], Mapping[str, Any]] = dict) -> None:
        self._checks = checks
        self._facts = facts

    def page(self) -> tuple[int, str, str]:
        """What /healthz answers: status, content type, body."""
        well, answers = self.look()
        return 200 if well else 503, "application/json", answers

    def look(self) -> tuple[bool, str]:
        """Whether all is well, and each check's answer as JSON."""
        answers = {name: check() for name, check in self._checks.items()}
        return all(answers.values()), json.dumps({**answers, **self._facts()})
