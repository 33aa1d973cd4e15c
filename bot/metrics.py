"""What an operator watches, for Prometheus: GET /metrics.

A registry of our own, so that two bots in one process do not share it. Labels are words from our own tables, never
what a person typed.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

# Slack waits three seconds for an ack.
_ACKS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
_CALLS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_WAITS: Final = (0.0, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0)

Gauges = Callable[[], Mapping[str, Mapping[str, float]]]
"""Names of gauges to their values by label; the label is empty for a gauge that has none."""

_HELP: Final[Mapping[str, tuple[str, str]]] = {
    "slash_dns_changes": ("Changes by state.", "state"),
    "slash_dns_unsealed_events": ("Steps of the trail that wait for their seal.", ""),
    "slash_dns_worker_age_seconds": ("Seconds since the worker last looked for work.", ""),
    "slash_dns_slack_sockets": ("Open Socket Mode connections.", ""),
    "slash_dns_slack_silent_seconds": ("Seconds since anything came on any of them.", ""),
}


class Metrics:
    """Counters that the rest of the bot is handed as plain functions."""

    def __init__(self) -> None:
        mine = self._registry = CollectorRegistry()
        self._commands = Counter(
            "slash_dns_commands", "Commands by verb and outcome.", ["verb", "outcome"], registry=mine
        )
        self._acks = Histogram("slash_dns_ack_seconds", "From a request to its ack.", buckets=_ACKS, registry=mine)
        self._calls = Histogram(
            "slash_dns_route53_seconds",
            "Route 53 calls by operation and outcome.",
            ["operation", "outcome"],
            buckets=_CALLS,
            registry=mine,
        )
        self._waits = Histogram(
            "slash_dns_budget_wait_seconds", "Waits for the request budget.", buckets=_WAITS, registry=mine
        )
        self._slack = Counter(
            "slash_dns_slack_errors", "Slack's refusals and silences.", ["method", "kind"], registry=mine
        )
        self._taken = Counter("slash_dns_lease_takeovers", "Rows whose holder let go of them.", registry=mine)

    def command(self, verb: str, outcome: str) -> None:
        """One command was dealt with."""
        self._commands.labels(verb, outcome).inc()

    def acked(self, seconds: float) -> None:
        """One request of Slack's was answered."""
        self._acks.observe(seconds)

    def called(self, operation: str, outcome: str, seconds: float) -> None:
        """One request to Route 53 has ended."""
        self._calls.labels(operation, outcome).observe(seconds)

    def waited(self, seconds: float) -> None:
        """A request waited for its turn."""
        self._waits.observe(seconds)

    def slack_failed(self, method: str, kind: str) -> None:
        """Slack refused something, or did not answer."""
        self._slack.labels(method, kind).inc()

    def taken_over(self, rows: int) -> None:
        """So many rows were found with a lease that had run out."""
        self._taken.inc(rows)

    def watch(self, gauges: Gauges) -> None:
        """Read these whenever somebody asks."""
        self._registry.register(_Gauges(gauges))

    def page(self) -> tuple[int, str, str]:
        """What Prometheus reads: status, content type, body."""
        return 200, CONTENT_TYPE, generate_latest(self._registry).decode()


class _Gauges(Collector):
    """What is not counted but looked up, now."""

    def __init__(self, read: Gauges) -> None:
        self._read = read

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing is looked up when it is registered."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each gauge with its values."""
        for name, values in self._read().items():
            text, label = _HELP[name]
            family = GaugeMetricFamily(name, text, labels=[label] if label else [])
            for key, value in values.items():
                family.add_metric([key] if label else [], value)
            yield family
