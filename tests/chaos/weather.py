"""The weather at Route 53 and at Slack: throttling, failures, lost requests and lost answers, as many as planned."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

from tests.worlds.aws import AwsWorld
from tests.worlds.slack import Slack

_CHANGE: Final = "ChangeResourceRecordSets"
_LIST: Final = "ListResourceRecordSets"
_THROTTLED: Final = ("error", 400, "Throttling", "Rate exceeded")
_BUSY: Final = ("error", 400, "PriorRequestNotComplete", "The request was rejected: an earlier one is still processed.")
_AWAY: Final = ("error", 503, "ServiceUnavailable", "Service Unavailable")
_BROKEN: Final = ("error", 500, "InternalFailure", "Internal failure")

# Of a hundred changes, so many meet each of these. The last is beyond the bot's read time-out.
_AWS: Final[tuple[tuple[str, Any, float], ...]] = (
    (_CHANGE, "drop_before", 2),
    (_CHANGE, "drop_after", 2),
    (_CHANGE, _THROTTLED, 2),
    (_CHANGE, _BUSY, 3),
    (_CHANGE, _AWAY, 1),
    (_CHANGE, _BROKEN, 1),
    (_CHANGE, ("hang", 0.5), 3),
    (_CHANGE, ("hang", 6.5), 0.4),
    (_LIST, _THROTTLED, 2),
    (_LIST, _AWAY, 2),
    (_LIST, "drop_before", 1),
    ("ListHostedZones", _AWAY, 0.5),
    ("GetChange", _THROTTLED, 1),
    ("GetChange", _AWAY, 1),
    ("GetChange", "drop_after", 1),
    ("TestDNSAnswer", _AWAY, 0.5),
)

# The same for Slack: a post whose answer is lost may stand twice, whatever the bot does.
_LIMITED: Final = {"status": 429, "headers": {"Retry-After": "1"}}
_SLACK: Final[tuple[tuple[str, dict[str, Any], float], ...]] = (
    ("chat.postMessage", _LIMITED, 1),
    ("chat.postMessage", {"status": 500}, 1),
    ("chat.postMessage", {"status": 503}, 1),
    ("chat.update", _LIMITED, 2),
    ("chat.update", {"status": 503}, 2),
    ("response_url", {"status": 500}, 1),
)
_LOST: Final[tuple[tuple[str, bool, float], ...]] = (
    ("chat.postMessage", False, 1),
    ("chat.postMessage", True, 0.4),
    ("chat.update", False, 1),
    ("chat.update", True, 1),
)


class Weather:
    """Faults in a deck, each put in before one certain command of so many."""

    def __init__(self, changes: int, dice: random.Random, aws: AwsWorld, slack: Slack) -> None:
        self._aws, self._slack = aws, slack
        self.faults: Counter[str] = Counter()
        self._deck: dict[int, list[Callable[[], None]]] = {}
        for fault, share in self._kinds():
            count = int(changes * share / 100 + dice.random())
            for at in dice.sample(range(1, changes + 1), min(count, changes)):
                self._deck.setdefault(at, []).append(fault)

    def turn(self, number: int) -> None:
        """Let what comes before that command go wrong from now on."""
        for fault in self._deck.pop(number, ()):
            fault()

    def _kinds(self) -> Iterator[tuple[Callable[[], None], float]]:
        for operation, fault, share in _AWS:
            yield lambda operation=operation, fault=fault: self._aws_goes_wrong(operation, fault), share  # type: ignore[misc]
        for method, how, share in _SLACK:
            yield lambda method=method, how=how: self._slack_goes_wrong(method, how), share  # type: ignore[misc]
        for method, applied, share in _LOST:
            yield lambda method=method, applied=applied: self._slack_is_lost(method, applied), share  # type: ignore[misc]

    def _aws_goes_wrong(self, operation: str, fault: Any) -> None:
        word = fault if isinstance(fault, str) else f"{fault[0]} {fault[2] if len(fault) > 2 else fault[1]}"
        self.faults[f"{operation} {word.removeprefix('error ')}"] += 1
        self._aws.inject(operation, fault)

    def _slack_goes_wrong(self, method: str, how: dict[str, Any]) -> None:
        self.faults[f"{method} {how['status']}"] += 1
        self._slack.fail(method, **how)

    def _slack_is_lost(self, method: str, applied: bool) -> None:
        self.faults[f"{method} {'answer lost' if applied else 'cut'}"] += 1
        self._slack.lose(method, applied=applied)
