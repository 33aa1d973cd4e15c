"""The bot as its users start it: a process of its own, with nothing but settings."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

ROOT: Final = Path(__file__).resolve().parents[2]
READY_PATH: Final = "/healthz"
LOOK_EVERY: Final = 0.02  # seconds between two looks at a process that cannot call us
SETTINGS: Final = re.compile(r"(AWS|SLACK|DNS|LOG|PYTHON)_?\w*|DATABASE_URL|HOST|PORT|\w*_PROXY", re.IGNORECASE)
AWS_ALONE: Final = {  # no profile or instance role of the machine's
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}
# Empty means unset, and the environment wins over a developer's .env.
UNSET: Final = dict.fromkeys(
    (
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SLACK_API_URL",
        "AWS_ENDPOINT_URL",
        "DATABASE_URL",
        "DNS_COMMAND",
        "DNS_DEFAULT_ZONE",
        "DNS_DEFAULT_TTL",
        "DNS_OPERATORS",
        "DNS_ADMINS",
        "DNS_CONFIRM_SECONDS",
        "DNS_ROUTE53_RPS",
        "DNS_ROUTE53_BURST",
        "DNS_POLICY",
        "LOG_LEVEL",
        "LOG_FORMAT",
    ),
    "",
)


def free_port() -> int:
    """A port of loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """These settings and what any process needs; nothing of the machine's own settings."""
    own = {name: value for name, value in os.environ.items() if not SETTINGS.fullmatch(name)}
    return {**own, "PYTHONUNBUFFERED": "1", **UNSET, **AWS_ALONE, **settings}


class Bot:
    """One process of the bot, from its start to its end.

    settings: its environment; HOST and PORT are added. folder: holds its log. mode: web, worker or
    nothing. command: what to run in place of `python -m bot`. Leave it as a context manager: whatever
    still runs then is killed.
    """

    def __init__(
        self,
        settings: Mapping[str, str],
        folder: Path,
        mode: str = "",
        *,
        command: Sequence[str] = (sys.executable, "-m", "bot"),
    ) -> None:
        self.settings, self.folder, self.mode, self.command = dict(settings), folder, mode, tuple(command)
        self.port = int(settings.get("PORT") or free_port())
        self.url = f"http://127.0.0.1:{self.port}"
        self.started = time.monotonic()
        self._log = folder / f"bot-{self.port}-{time.monotonic_ns()}.log"
        own = {"HOST": "127.0.0.1", "PORT": str(self.port)}
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [*self.command, *([mode] if mode else [])],
                cwd=ROOT,
                env=environment({**self.settings, **own}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill9()

    def again(self) -> "Bot":
        """Another process with the same settings, folder, mode and port; this one must have ended."""
        assert self.process.poll() is not None, "the first process still runs"
        return Bot({**self.settings, "PORT": str(self.port)}, self.folder, self.mode, command=self.command)

    def ready(self, seconds: float = 20.0) -> Self:
        """Wait until /healthz answers 200. Raises AssertionError with the log."""
        self._until(lambda: self.health() == 200, seconds, "ready")
        return self

    def health(self) -> int:
        """The status that /healthz answers now; 0 where nothing does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", READY_PATH)
            with connection.getresponse() as answer:
                answer.read()
                return answer.status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def wait_for_log(self, pattern: str, seconds: float = 10.0) -> str:
        """Wait until a pattern is found in the log; what matched. Raises AssertionError with the log."""
        self._until(lambda: re.search(pattern, self.logs()) is not None, seconds, f"logging {pattern!r}")
        found = re.search(pattern, self.logs())
        assert found is not None
        return found[0]

    def _until(self, seen: Callable[[], bool], seconds: float, what: str) -> None:
        """Look again and again; the end of the process ends it at once."""
        end = time.monotonic() + seconds
        while not seen():
            ended = self._ended(LOOK_EVERY)
            if ended and not seen():
                raise AssertionError(f"the bot ended with {self.process.returncode} before {what}:\n{self._tail()}")
            if time.monotonic() > end:
                raise AssertionError(f"the bot was not {what} within {seconds} s:\n{self._tail()}")

    def _ended(self, seconds: float) -> bool:
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def wait(self, seconds: float = 20.0) -> int:
        """Wait for its end; the return code. Raises AssertionError with the log."""
        if not self._ended(seconds):
            raise AssertionError(f"the bot did not end within {seconds} s:\n{self._tail()}")
        return self.process.returncode

    def stop(self, seconds: float = 15.0) -> int:
        """SIGTERM; the return code, 0 where it ends as it should."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait(seconds)

    def kill9(self) -> None:
        """SIGKILL, and wait until the process is gone."""
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """SIGSTOP: it stands still and does not know."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT."""
        self.process.send_signal(signal.SIGCONT)

    def logs(self) -> str:
        """All it wrote, to either stream."""
        return self._log.read_text(errors="replace")

    def _tail(self) -> str:
        return self.logs()[-4_000:]

    def rss_mb(self) -> float:
        """Resident memory (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) / 1024

    def cpu_seconds(self) -> float:
        """User and system time it has used (Linux)."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text()
        fields = stat.rsplit(")", 1)[1].split()  # the name before may hold blanks; utime and stime follow as 12th, 13th
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
