"""The same commands from a terminal while Slack is down, and from a program."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.worlds.aws import AwsWorld
from tests.worlds.process import ROOT, environment

PATIENCE = 60.0


@dataclass
class Terminal:
    """A shell with the bot's settings and no Slack anywhere."""

    aws: AwsWorld
    zone: str
    settings: Mapping[str, str]

    def run(self, *words: str, says: str = "", user: str = "U0ANN") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", "run", "--as", user, *words]
        return subprocess.run(
            command,
            cwd=ROOT,
            env=environment(self.settings),
            input=says,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def stands(self, name: str) -> bool:
        return self.aws.get(self.zone, name, "A") is not None


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with AwsWorld(in_sync_after=0.0) as aws:
        settings = {
            "AWS_ENDPOINT_URL": aws.url,
            "AWS_ACCESS_KEY_ID": "of-the-tests",
            "AWS_SECRET_ACCESS_KEY": "of-the-tests",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'slash-dns.db'}",
            "DNS_DEFAULT_ZONE": "example.com",
            "DNS_OPERATORS": "U0ANN",
            "DNS_ADMINS": "U0ROOT",
            "SLACK_API_URL": "http://127.0.0.1:9/",
        }
        yield Terminal(aws, aws.zone("example.com"), settings)


def test_an_add_is_carried_to_in_sync(terminal: Terminal) -> None:
    done = terminal.run("add", "db1", "A", "192.0.2.1")
    assert done.returncode == 0, done
    assert re.search(r"db1\.example\.com.*PENDING.*INSYNC", done.stdout, re.DOTALL)
    assert terminal.stands("db1.example.com")
    (sent,) = terminal.aws.of("ChangeResourceRecordSets")
    assert b"U0ANN in terminal" in sent.body


@pytest.mark.parametrize(("says", "code", "there"), [("y\n", 0, False), ("n\n", 1, True), ("", 1, True)])
def test_a_delete_is_asked_about_and_only_a_clear_yes_deletes(
    terminal: Terminal, says: str, code: int, there: bool
) -> None:
    terminal.aws.put(terminal.zone, "old.example.com", "A", "192.0.2.7")
    done = terminal.run("delete old A", says=says)
    assert done.returncode == code, done
    assert "192.0.2.7" in done.stdout
    assert terminal.stands("old.example.com") == there


def test_a_zone_is_deleted_by_its_name(terminal: Terminal) -> None:
    terminal.aws.zone("example.net")
    assert terminal.run("zone delete example.net", says="yes\n", user="U0ROOT").returncode == 1
    assert terminal.run("zone delete example.net", says="example.net\n", user="U0ROOT").returncode == 0
    assert [zone.name for zone in terminal.aws.route53.zones()] == ["example.com."]


def test_the_rules_are_the_same(terminal: Terminal) -> None:
    refused = terminal.run("add db1 A 192.0.2.1", user="U0EVE")
    assert refused.returncode == 1
    assert "DNS_OPERATORS" in refused.stdout
    assert not terminal.stands("db1.example.com")


def test_what_is_not_understood_points_at_the_word(terminal: Terminal) -> None:
    done = terminal.run("ad db1 A 192.0.2.1")
    assert done.returncode == 2
    assert "did you mean add" in done.stdout


def test_history_is_shared_and_reads_say_what_slack_would_show(terminal: Terminal) -> None:
    terminal.run("add db1 A 192.0.2.1")
    assert "192.0.2.1" in terminal.run("get db1").stdout
    assert re.search(r"U0ANN INSYNC .*add db1", terminal.run("history").stdout)


def test_json_is_one_object_a_line(terminal: Terminal) -> None:
    added = json.loads(terminal.run("--json", "add db1 A 192.0.2.1").stdout)
    assert added["change"]["state"] == "INSYNC"
    assert added["change"]["plan"]["after"][0]["values"] == ["192.0.2.1"]
    assert "token" not in added["change"]
    listed = [
        json.loads(line) for line in terminal.run("--json", "get db1\nget db2\nget x.nowhere.test").stdout.splitlines()
    ]
    assert [one.get("answer", "problem") for one in listed] == ["Looked", "NothingThere", "problem"]
    assert json.loads(terminal.run("--json", "whoami").stdout)["actor"]["role"] == "operator"


def test_a_terminal_that_knows_fewer_characters_shows_the_others_as_escapes(terminal: Terminal) -> None:
    few = replace(terminal, settings={**terminal.settings, "PYTHONIOENCODING": "ascii"}).run("help")
    assert few.returncode == 0, few
    assert "\\u2026" in few.stdout


def test_who_asks_is_said(terminal: Terminal) -> None:
    assert terminal.run("get db1", user="ann").returncode == 2


def test_the_readmes_program_walks_the_zones_and_makes_and_deletes_a_record(terminal: Terminal) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert 8 <= len([line for line in program.splitlines() if line.strip()]) <= 20
    env = {**environment(terminal.settings), "PYTHONPATH": os.fspath(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr
    assert f"{terminal.zone} example.com." in done.stdout
    created, deleted = (call.body for call in terminal.aws.of("ChangeResourceRecordSets"))
    assert b"<Action>CREATE" in created
    assert b"<TTL>60" in created
    assert b"CNAME" in created
    assert b"<Action>DELETE" in deleted
    assert len(terminal.aws.of("GetChange")) >= 1
