"""Chaos in short: some changes, some kills; `make chaos` is the long form, with its limits for times and copies."""

from collections.abc import Callable
from pathlib import Path

from tests.chaos.findings import Findings
from tests.chaos.plan import Plan
from tests.chaos.run import run
from tests.worlds.postgres import Postgres

LATE = 12.0  # seconds for any takeover, settled or not; other work may run on the same machine


def nothing_is_wrong(findings: Findings) -> None:
    wrong = [*findings.lost, *findings.twice, *findings.unasked, *findings.wrong, *findings.stale, *findings.seen.other]
    assert wrong == [], findings.summary()
    assert findings.seen.trail.broken is None
    assert len(findings.seen.shots) == findings.seen.plan.kills
    assert max((one.longest for one in findings.seen.takeovers), default=0.0) < LATE, findings.summary()


def test_replicas_killed_at_any_moment_lose_nothing_and_do_nothing_twice(
    server: Postgres, postgres: Callable[[], str], tmp_path: Path
) -> None:
    plan = Plan(seed=1, changes=24, kills=3, freezes=1, restarts=1, confirm=7, away=(0.5, 1.5))
    findings = run(plan, postgres(), tmp_path, server.restart)
    nothing_is_wrong(findings)
    assert findings.seen.takeovers


def test_one_process_on_sqlite_goes_on_after_each_kill_where_it_was(tmp_path: Path) -> None:
    plan = Plan(
        seed=1, changes=16, kills=2, freezes=0, restarts=0, replicas=1, confirm=6, away=(0.3, 0.6), database="sqlite"
    )
    nothing_is_wrong(run(plan, f"sqlite:///{tmp_path / 'chaos.db'}", tmp_path))
