"""What /healthz tells: the database answers, the worker's heart beats, Slack knows our token and reaches us."""

import json
from collections.abc import Callable, Mapping


class Health:
    """A table of named checks; each is a cheap question with a yes or a no."""

    def __init__(self, checks: Mapping[str, Callable[[], bool]]) -> None:
        self._checks = checks

    def page(self) -> tuple[int, str, str]:
        """What /healthz answers: status, content type, body."""
        well, answers = self.look()
        return 200 if well else 503, "application/json", answers

    def look(self) -> tuple[bool, str]:
        """Whether all is well, and each check's answer as JSON."""
        answers = {name: check() for name, check in self._checks.items()}
        return all(answers.values()), json.dumps(answers)
