"""What Prometheus reads, without a bot: every name with its help, nothing that somebody typed."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def read(metrics: Metrics) -> dict[str, dict[tuple[tuple[str, str], ...], float]]:
    """Every sample's value, by its name and labels, as Prometheus understands the page."""
    status, kind, body = metrics.page()
    assert (status, kind.partition(";")[0]) == (200, "text/plain")
    found: dict[str, dict[tuple[tuple[str, str], ...], float]] = {}
    for family in text_string_to_metric_families(body):
        assert family.documentation, family.name
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sorted(sample.labels.items()))] = sample.value
    return found


def test_two_bots_of_one_process_do_not_share_their_numbers(metrics: Metrics) -> None:
    metrics.command("add", "answered")
    assert read(metrics)["slash_dns_commands_total"] == {(("outcome", "answered"), ("verb", "add")): 1.0}
    assert read(Metrics()).get("slash_dns_commands_total", {}) == {}


def test_what_is_looked_up_is_looked_up_at_every_reading(metrics: Metrics) -> None:
    numbers = iter([1.0, 2.0])
    metrics.watch(lambda: {"slash_dns_unsealed_events": {"": next(numbers)}})
    assert [read(metrics)["slash_dns_unsealed_events"][()] for _ in range(2)] == [1.0, 2.0]


def test_what_cannot_be_looked_up_now_is_left_out(metrics: Metrics) -> None:
    metrics.watch(dict)
    assert "slash_dns_changes" not in read(metrics)


def test_times_are_counted_in_buckets(metrics: Metrics) -> None:
    metrics.acked(0.02)
    metrics.called("get_change", "ok", 0.3)
    metrics.waited(0.0)
    found = read(metrics)
    assert found["slash_dns_ack_seconds_bucket"][(("le", "0.025"),)] == 1.0
    assert found["slash_dns_route53_seconds_count"][(("operation", "get_change"), ("outcome", "ok"))] == 1.0
    assert found["slash_dns_budget_wait_seconds_bucket"][(("le", "0.0"),)] == 1.0
