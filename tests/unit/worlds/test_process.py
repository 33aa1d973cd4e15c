"""Processes are started, looked at and ended; here with small programs in the bot's place."""

import signal
import sys
from pathlib import Path

import pytest

from tests.worlds.process import Bot, environment

SERVER = """
import http.server, os, signal, sys
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/healthz" else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()
    def log_message(self, *args): pass
signal.signal(signal.SIGTERM, lambda *args: sys.exit(0))
print("mode", sys.argv[1:], "zone", os.environ["DNS_DEFAULT_ZONE"], os.getcwd(), flush=True)
http.server.HTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Health).serve_forever()
"""
SETTINGS = {"DNS_DEFAULT_ZONE": "example.com"}


def started(folder: Path, program: str = SERVER, mode: str = "") -> Bot:
    return Bot(SETTINGS, folder, mode, command=(sys.executable, "-c", program))


def test_it_is_ready_when_healthz_says_so_and_ends_in_order(tmp_path: Path) -> None:
    with started(tmp_path, mode="web") as bot:
        assert bot.ready().health() == 200
        assert "mode ['web'] zone example.com" in bot.logs()
        assert str(Path(__file__).parents[3]) in bot.logs()
        assert 1 < bot.rss_mb() < 500
        assert 0 < bot.cpu_seconds() < 30
        assert bot.stop() == 0
        assert bot.health() == 0


def test_it_can_be_killed_and_started_again_at_its_port(tmp_path: Path) -> None:
    with started(tmp_path).ready() as first:
        first.kill9()
        assert first.process.returncode == -signal.SIGKILL
        with first.again().ready() as second:
            assert second.port == first.port
            assert second.logs() == first.logs(), "each has a log of its own"


def test_a_frozen_process_can_be_thawed_and_killed(tmp_path: Path) -> None:
    with started(tmp_path).ready() as bot:
        bot.freeze()
        bot.thaw()
        assert bot.health() == 200
        bot.freeze()


def test_one_that_ends_too_early_shows_its_log(tmp_path: Path) -> None:
    with (
        started(tmp_path, "raise SystemExit('SLACK_BOT_TOKEN is missing')") as bot,
        pytest.raises(AssertionError, match=r"ended with 1 before ready[^§]*SLACK_BOT_TOKEN is missing"),
    ):
        bot.ready()
    assert bot.wait() == 1


def test_one_that_is_never_ready_meets_the_deadline(tmp_path: Path) -> None:
    with (
        started(tmp_path, "import signal; signal.pause()") as bot,
        pytest.raises(AssertionError, match=r"was not ready within 0\.1 s"),
    ):
        bot.ready(0.1)


def test_a_line_of_the_log_is_waited_for(tmp_path: Path) -> None:
    with started(tmp_path) as bot:
        assert bot.wait_for_log(r"zone \S+") == "zone example.com"


def test_nothing_of_the_machines_settings_reaches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_PROFILE", "SLACK_CLIENT_ID", "DNS_POLICY", "DATABASE_URL", "HTTPS_PROXY", "PORT", "LOG_LEVEL"):
        monkeypatch.setenv(name, "the machine's")
    monkeypatch.setenv("SOMETHING", "else")
    given = environment({"DNS_DEFAULT_ZONE": "example.com"})
    assert "the machine's" not in given.values()
    assert (given["DNS_DEFAULT_ZONE"], given["SOMETHING"], given["DNS_OPERATORS"]) == ("example.com", "else", "")
