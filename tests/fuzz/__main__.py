"""make fuzz: so many texts and payloads, a count, and 1 where anything was raised or said that must not be."""

import argparse
import os
import random
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.fuzz.count import Count
from tests.fuzz.run import fuzz


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    asked = {"count": "100000", "seed": str(random.SystemRandom().randrange(10**6))}
    for name, default in asked.items():
        parser.add_argument(f"--{name}", type=int, default=int(os.environ.get(f"FUZZ_{name.upper()}") or default))
    given = parser.parse_args()
    print(f"fuzz: seed {given.seed}, {given.count} texts and payloads", flush=True)
    count = shared_out(given.count, given.seed, os.cpu_count() or 1)
    print(count.summary())
    return 1 if count.findings else 0


def shared_out(count: int, seed: int, jobs: int) -> Count:
    """The same on every core, each with a seed and a database of its own."""
    shares = [count // jobs + (job < count % jobs) for job in range(jobs)]
    whole = Count(seed)
    with tempfile.TemporaryDirectory(prefix="slash-dns-fuzz-") as folder, ProcessPoolExecutor(jobs) as crowd:
        folders = [Path(tempfile.mkdtemp(dir=folder)) for _ in shares]
        for part in crowd.map(fuzz, shares, range(seed, seed + jobs), folders):
            whole.add(part)
    return whole


if __name__ == "__main__":
    sys.exit(main())
