"""make bench: what the bot costs and how fast it answers, each figure beside its limit.

    python -m tests.bench

Everything runs on loopback, in one run: a Slack workspace, a Route 53, and the bot in a process of its own.
A figure over its limit is marked; the exit code stays 0, since a busy machine is no fault of the code.
"""

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from commands.language.parse import commands
from tests import counted
from tests.worlds.aws import AwsWorld
from tests.worlds.postgres import Postgres
from tests.worlds.process import Bot
from tests.worlds.slack import Slack
from tests.worlds.slack_workspace import BOT_TOKEN, OPS, SIGNING_SECRET

_IDLE_SECONDS = 15.0
_ROUNDS = 5
_LIVES = 400
_ZONES = 20
_TYPISTS = 8


def main() -> int:
    with Slack() as slack, AwsWorld() as aws, tempfile.TemporaryDirectory() as folder:
        aws.zone("example.com")
        with Bot(_settings(slack, aws, folder), Path(folder)) as first:
            first.ready()
            first.stop()
        with Bot(_settings(slack, aws, folder), Path(folder)) as bot:
            slack.bot_url = bot.ready().url
            _row("start to ready, s", time.monotonic() - bot.started, 1.5)
            _from_ack_to_route53(slack, aws)
            _acks(slack, aws)
            _at_rest(slack, aws, bot)
    _parsing()
    with tempfile.TemporaryDirectory() as folder:
        _lives("SQLite", f"sqlite:///{folder}/lives.db")
    with Postgres() as postgres:
        _lives("PostgreSQL", postgres.database())
    return 0


def _settings(slack: Slack, aws: AwsWorld, folder: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": slack.api_url,
        "AWS_ENDPOINT_URL": aws.url,
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_DEFAULT_REGION": "us-east-1",
        "DATABASE_URL": f"sqlite:///{folder}/bench.db",
        "DNS_DEFAULT_ZONE": "example.com",
        "DNS_OPERATORS": "*",
        "DNS_ROUTE53_RPS": "1000",
        "DNS_ROUTE53_BURST": "1000",
    }


def _from_ack_to_route53(slack: Slack, aws: AwsWorld) -> None:
    """The wait of somebody who added one record: from Slack's ack to the request that changes it."""
    waits = []
    for number in range(30):
        before = len(aws.of("ChangeResourceRecordSets"))
        ack = slack.slash(f"add ack{number} A 192.0.2.1")
        call = aws.wait_for("ChangeResourceRecordSets", before + 1)[-1]
        waits.append(max(call.at - (ack.at + ack.seconds), 0.0) * 1000)
        slack.message(f"ack{number}", "INSYNC", channel=OPS, seconds=30)
    _row("ack to Route 53, median ms", statistics.median(waits), 100)


def _acks(slack: Slack, aws: AwsWorld) -> None:
    """Acks while every Route 53 call takes two seconds."""
    aws.latency = 2.0
    for at_once, limit in ((10, 50.0), (40, 150.0)):
        seconds: list[float] = []
        for turn in range(_ROUNDS):
            threads = [
                threading.Thread(target=_one_ack, args=(slack, f"add b{at_once}-{turn}-{number} A 192.0.2.1", seconds))
                for number in range(at_once)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        _row(f"acks, {at_once} at once, p99 ms", statistics.quantiles(seconds, n=100)[-1] * 1000, limit)
        _row(f"acks, {at_once} at once, median ms", statistics.median(seconds) * 1000, limit)
    aws.latency = 0.0


def _one_ack(slack: Slack, text: str, seconds: list[float]) -> None:
    ack = slack.slash(text)
    assert ack.ok, ack
    seconds.append(ack.seconds)


def _at_rest(slack: Slack, aws: AwsWorld, bot: Bot) -> None:
    """What the bot costs while nobody asks for anything, after all of the above has ended."""
    slack.wait_for(
        lambda: sum("INSYNC" in message.text for message in slack.messages("channel")) == 30 + 50 * _ROUNDS,
        600,
        "every change in sync",
    )
    calls, used, begun = len(aws.calls), bot.cpu_seconds(), time.monotonic()
    time.sleep(_IDLE_SECONDS)
    _row("idle, % of a core", (bot.cpu_seconds() - used) / (time.monotonic() - begun) * 100, 1.0)
    _row(f"idle, Route 53 calls in {_IDLE_SECONDS:.0f} s", len(aws.calls) - calls, 0)
    _row("resident memory, MB", bot.rss_mb(), 140)


def _lives(database: str, url: str) -> None:
    """What rest costs on a database, and how many changes a second go from the command to INSYNC on it."""
    with Slack() as slack, AwsWorld(in_sync_after=0.0) as aws, tempfile.TemporaryDirectory() as folder:
        zones = [f"example{number}.com" for number in range(_ZONES)]
        for zone in zones:
            aws.zone(zone)
        count = counted.prepare(Path(folder) / "count")
        settings = {**_settings(slack, aws, folder), "DATABASE_URL": url}
        command = (sys.executable, "-m", "tests.counted", str(count))
        with Bot(settings, Path(folder), command=command) as bot:
            slack.bot_url = bot.ready().url
            _whole_lives(database, slack, zones)
            _rest(database, bot, count)


def _whole_lives(database: str, slack: Slack, zones: Sequence[str]) -> None:
    """Commands typed as fast as they are acknowledged, each change to a record of its own."""
    names = [f"l{number}.{zones[number % len(zones)]}" for number in range(_LIVES)]
    begun = time.monotonic()
    with ThreadPoolExecutor(_TYPISTS) as typists:
        for ack in typists.map(lambda name: slack.slash(f"add {name} A 192.0.2.1"), names):
            assert ack.ok, ack
    typed = time.monotonic() - begun
    slack.wait_for(
        lambda: sum("INSYNC" in message.text for message in slack.messages("channel")) == _LIVES, 300, "all in sync"
    )
    seconds = time.monotonic() - begun
    _figure(f"{database}: commands taken a second", _LIVES / typed)
    _figure(f"{database}: whole lives a second", _LIVES / seconds)


def _rest(database: str, bot: Bot, count: Path) -> None:
    used, asked, begun = bot.cpu_seconds(), counted.statements(count), time.monotonic()
    time.sleep(_IDLE_SECONDS)
    seconds = time.monotonic() - begun
    _row(f"{database}: idle, % of a core", (bot.cpu_seconds() - used) / seconds * 100, 1.0)
    _figure(f"{database}: idle, statements a second", (counted.statements(count) - asked) / seconds)


def _parsing() -> None:
    """Linear: ten times the text may cost fifteen times the time."""
    short, long = (f'add a TXT "{"x" * size}"' for size in (300, 3000))
    _row("parsing 3,000 to 300 characters, one string, ratio", _cost(long) / _cost(short), 15)
    few, many = (f"add a A {', '.join(f'10.0.{n // 250}.{n % 250}' for n in range(size))}" for size in (27, 270))
    _row("parsing 3,000 to 300 characters, many values, ratio", _cost(many) / _cost(few), 15)
    _row("parsing a usual command, ms", _cost("add db1 CNAME ec2-50-17-1-2.compute-1.amazonaws.com 300") * 1000, 2)


def _cost(text: str) -> float:
    """Seconds for one parse: the fastest of many, which is what the code costs without the machine's moods."""
    return min(_timed(lambda: commands(text)) for _ in range(50))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _row(what: str, measured: float, limit: float) -> None:
    ratio = measured / limit if limit else float(measured > 0)
    sys.stdout.write(
        f"{what:<52} {measured:>9.2f}  limit {limit:>7.1f}  {ratio:>5.0%}{'  OVER' if ratio > 1 else ''}\n"
    )
    sys.stdout.flush()


def _figure(what: str, measured: float) -> None:
    """A figure without a limit."""
    sys.stdout.write(f"{what:<52} {measured:>9.2f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
