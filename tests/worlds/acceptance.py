"""The Route 53 of the acceptance tools, where they are at hand: other people's, in a process of its own.

It needs packages that ours does not, so it runs in the environment that `../shared/acceptance/run` builds.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any, Final, Self

TOOLS: Final = Path(__file__).parents[2].parent / "shared" / "acceptance"
CACHE: Final = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
PYTHON: Final = Path(os.environ.get("ACCEPTANCE_VENV") or CACHE / "slash-dns-acceptance") / "bin" / "python"

# Runs in there. Its clock can be moved on, and it can be emptied; each order is answered by a line.
KEEPER: Final = """
import json, sys, time, types
import awsworld, route53d

ahead = 0.0
route53d.time = types.SimpleNamespace(time=lambda: time.time() + ahead, strftime=time.strftime, gmtime=time.gmtime)
world = awsworld.AwsWorld(rps=None, insync=5.0, busy=0.0)
print(json.dumps({"url": world.url}), flush=True)
for line in sys.stdin:
    order = json.loads(line)
    ahead += order.get("later", 0.0)
    if order.get("afresh"):
        world.r53 = route53d.Route53(5.0)
    print("{}", flush=True)
world.close()
"""


def missing() -> str:
    """Why it cannot be had here; empty where it can."""
    if not (TOOLS / "awsworld.py").is_file():
        return f"the acceptance tools are not at {TOOLS}"
    if not PYTHON.is_file():
        return f"{TOOLS / 'run'} has not built its environment yet"
    return ""


class AcceptanceWorld:
    """Their Route 53 at `url`, until the `with` block ends. Changes are in sync after 5 s of its clock."""

    def __enter__(self) -> Self:
        environment = {**os.environ, "PYTHONPATH": str(TOOLS), "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(
            [PYTHON, "-c", KEEPER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self.url: str = self._heard()["url"]
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(10)
        finally:
            self._process.kill()
            self._process.wait()
            self._process.stdout.close()

    def afresh(self) -> None:
        """Forget everything."""
        self._order(afresh=True)

    def later(self, seconds: float) -> None:
        """Let that much of its time pass at once."""
        self._order(later=seconds)

    def _order(self, **order: Any) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        self._heard()

    def _heard(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the acceptance world ended"
        return json.loads(line)
