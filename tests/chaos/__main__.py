"""make chaos: play it, print one summary, and end with 1 where something is lost, doubled, unasked for or late."""

import argparse
import faulthandler
import os
import random
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from tests.chaos.plan import Plan
from tests.chaos.run import run
from tests.worlds.postgres import Postgres


def main() -> int:
    faulthandler.register(signal.SIGUSR1)  # for who wants to know what it waits for
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leaving no process behind
    plan = _plan()
    print(f"chaos: seed {plan.seed}, {plan.changes} changes, {plan.kills} kills", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="slash-dns-chaos-"))
    with Postgres() as postgres:
        findings = run(plan, postgres.database(), folder, postgres.restart, lambda said: print(said, flush=True))
    print(findings.summary())
    for fault in findings.faults[:40]:
        print(f"  WRONG: {fault}")
    if findings.faults:
        print(f"{len(findings.faults)} things are wrong; the logs of the processes are in {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


def _plan() -> Plan:
    """From the arguments, else from the environment."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    asked = {"changes": "1000", "kills": "100", "seed": str(random.SystemRandom().randrange(10**6))}
    for name, default in asked.items():
        parser.add_argument(f"--{name}", type=int, default=int(os.environ.get(f"CHAOS_{name.upper()}") or default))
    given = parser.parse_args()
    kills = given.kills
    return Plan(seed=given.seed, changes=given.changes, kills=kills, freezes=-(-kills // 10), restarts=-(-kills // 33))


if __name__ == "__main__":
    sys.exit(main())
