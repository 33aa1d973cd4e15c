"""python -m bot doctor: one line for each thing the bot needs, whatever is broken; nothing is changed by it."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from bot.doctor import doctor as look
from bot.doctor.aws import NEEDED, OPTIONAL
from commands.adapters.store.database import Database
from commands.adapters.store.migrate import HEAD, migrate
from tests.story.office import PATIENCE, House, Office, houses
from tests.story.premises import ZONES
from tests.worlds.process import ROOT as HERE
from tests.worlds.process import environment
from tests.worlds.slack_workspace import ANN, APP_TOKEN, BOT_TOKEN, LOUNGE, OPS, SIGNING_SECRET

pytestmark = houses(House("sqlite", "http"))

NOBODY = "127.0.0.1:9"


@dataclass(frozen=True)
class Seen:
    """What a run came to."""

    returncode: int
    stdout: str
    stderr: str


@contextmanager
def among(variables: dict[str, str]) -> Iterator[None]:
    """These are the environment meanwhile, and nothing else."""
    ours = dict(os.environ)
    os.environ.clear()
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(ours)


def doctor(office: Office, **changed: str) -> Seen:
    """In this process: a start costs a second, and here are fifty of them."""
    out, err = io.StringIO(), io.StringIO()
    with among(environment({**office.settings, **changed})), redirect_stdout(out), redirect_stderr(err):
        code = look()
    return discreet(Seen(code, out.getvalue(), err.getvalue()))


def process(office: Office, *more: str) -> Seen:
    """The same from a shell."""
    seen = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", *more],
        cwd=HERE,
        env=environment(office.settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    return discreet(Seen(seen.returncode, seen.stdout, seen.stderr))


def discreet(seen: Seen) -> Seen:
    assert "Traceback" not in seen.stdout + seen.stderr
    secrets = (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, "s3cret")
    assert [secret for secret in secrets if secret in seen.stdout + seen.stderr] == []
    return seen


def lines(seen: Seen, state: str) -> list[str]:
    return [line for line in seen.stdout.splitlines() if line.startswith(f"{state} ")]


def test_all_being_well_nothing_is_missing(office: Office) -> None:
    seen = process(office)
    assert (seen.returncode, seen.stderr, lines(seen, "MISSING")) == (0, "", [])
    told = "\n".join(lines(seen, "ok"))
    for word in ("database", "bot token", "signing secret", "credentials", ZONES[0], *NEEDED, *OPTIONAL):
        assert word in told


def test_it_takes_no_words(office: Office) -> None:
    seen = process(office, "please")
    assert (seen.returncode, seen.stdout) == (2, "")
    assert seen.stderr.startswith("usage: ")


# AWS.


@pytest.mark.parametrize("action", [*NEEDED, *OPTIONAL])
def test_a_permission_that_is_missing_is_named_and_the_others_are_not(office: Office, action: str) -> None:
    operation = action.removeprefix("route53:")
    before = len(office.book.applied), office.book.zones()
    denied = f"User: arn:aws:iam::1:user/dns is not authorized to perform: {action}"
    office.aws.inject(operation, ("error", 403, "AccessDenied", denied), times=5)
    seen = doctor(office)
    office.make_calm()
    needed = action in NEEDED
    assert seen.returncode == (1 if needed else 0)
    found = [
        line.split()[1].rstrip(":") for line in lines(seen, "MISSING" if needed else "warning") if "route53:" in line
    ]
    assert found == [action]
    assert (len(office.book.applied), office.book.zones()) == before


def test_throttling_is_waited_out(office: Office) -> None:
    office.aws.inject("GetChange", ("error", 400, "Throttling", "Rate exceeded"), times=2)
    assert doctor(office).returncode == 0


@pytest.mark.parametrize(
    ("code", "word"), [("InvalidClientTokenId", "InvalidClientTokenId"), ("ExpiredToken", "ExpiredToken")]
)
def test_credentials_that_aws_does_not_know_are_one_line(office: Office, code: str, word: str) -> None:
    office.aws.inject("ListHostedZones", ("error", 403, code, "The security token is invalid."), times=5)
    seen = doctor(office)
    office.make_calm()
    assert seen.returncode == 1
    assert [("credentials" in line, word in line) for line in lines(seen, "MISSING")] == [(True, True)]


def test_two_zones_of_the_default_name_are_told_with_their_ids(office: Office) -> None:
    ids = {office.aws.zone("twin.test"), office.aws.zone("twin.test", private=True, vpcs=[("eu-west-1", "vpc-1")])}
    seen = doctor(office, DNS_DEFAULT_ZONE="twin.test")
    (line,) = [line for line in lines(seen, "warning") if "DNS_DEFAULT_ZONE" in line]
    assert all(each in line for each in ids)


# Slack.


@pytest.mark.parametrize("header", ["x-oauth-scopes", "X-OAuth-Scopes"])
def test_the_scopes_that_are_missing_are_named(office: Office, header: str) -> None:
    body = {"ok": True, "team": "home", "user": "dns", "team_id": "T0", "user_id": "U0DNS"}
    office.slack.fail("auth.test", body=body, headers={header: "commands,chat:write"})
    seen = doctor(office)
    assert lines(seen, "MISSING") == [
        "MISSING  Slack scopes: add usergroups:read, users:read and install the app again"
    ]


def test_where_slack_lists_no_scopes_it_says_so(office: Office) -> None:
    assert any("does not list them" in line for line in lines(doctor(office), "warning"))


@pytest.mark.parametrize(
    ("channel", "word", "state"),
    [(OPS, "the bot is in it", "ok"), (LOUNGE, "/invite", "MISSING"), ("C0NOWHERE", "/invite", "MISSING")],
)
def test_the_audit_channel_is_looked_at(office: Office, channel: str, word: str, state: str) -> None:
    seen = doctor(office, DNS_AUDIT_CHANNEL=channel)
    assert any(channel in line and word in line for line in lines(seen, state)), seen.stdout


def test_an_audit_channel_that_may_not_be_looked_at_is_a_warning(office: Office) -> None:
    office.slack.fail("conversations.info", error="missing_scope")
    seen = doctor(office, DNS_AUDIT_CHANNEL=OPS)
    assert (seen.returncode, any("missing_scope" in line for line in lines(seen, "warning"))) == (0, True)


def test_the_user_groups_of_lists_and_rules_are_looked_at(office: Office, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nwho = ["S0RULED", "S0GONE"]\nanswer = "allow"\n')
    office.slack.group("S0LISTED", ANN)
    office.slack.group("S0RULED", ANN)
    seen = doctor(office, DNS_ADMINS="S0LISTED", DNS_POLICY=str(rules))
    found = [line for line in lines(seen, "ok") + lines(seen, "MISSING") if "user group" in line]
    assert found == [
        "ok       user group S0LISTED: 1 in it",
        "ok       user group S0RULED: 1 in it",
        "MISSING  user group S0GONE: its members are not known (no_such_subteam), and nobody counts as one",
    ]


def test_socket_mode_is_tried(office: Office) -> None:
    assert "Socket Mode can connect" in doctor(office, SLACK_APP_TOKEN=APP_TOKEN).stdout
    seen = doctor(office, SLACK_APP_TOKEN="xapp-another")
    assert [line for line in lines(seen, "MISSING") if "SLACK_APP_TOKEN" in line]


# Settings.


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN"),
        ({"SLACK_API_URL": f"http://{NOBODY}/"}, "cannot be reached"),
        ({"DNS_DEFAULT_ZONE": "elsewhere.test"}, "DNS_DEFAULT_ZONE"),
        ({"AWS_ENDPOINT_URL": f"http://{NOBODY}"}, "Route 53"),
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "credentials"),
        ({"AWS_PROFILE": "nowhere"}, "AWS_PROFILE"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all.db"}, "DATABASE_URL"),
        ({"DATABASE_URL": f"postgresql+psycopg://u:s3cret@{NOBODY}/n"}, "DATABASE_URL"),
        ({"DATABASE_URL": "mysql://u:s3cret@h/n"}, "DATABASE_URL"),
        ({"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": ""}, "way in"),
        ({"DNS_POLICY": "/nowhere/policy.toml"}, "DNS_POLICY"),
    ],
    ids=str,
)
def test_what_is_wrong_is_named_on_a_line_of_its_own(office: Office, changed: dict[str, str], word: str) -> None:
    seen = doctor(office, **changed)
    assert seen.returncode == 1
    assert any(word in line for line in lines(seen, "MISSING")), seen.stdout
    assert seen.stderr == ""


def test_several_wrong_settings_are_all_named_and_the_rest_is_looked_at(office: Office) -> None:
    seen = doctor(office, SLACK_BOT_TOKEN="xapp-s3cret", PORT="http", AWS_ENDPOINT_URL="nonsense", DNS_OPERATORS="ann")
    for name in ("SLACK_BOT_TOKEN", "PORT", "AWS_ENDPOINT_URL", "DNS_OPERATORS"):
        assert any(name in line for line in lines(seen, "MISSING")), name
    assert any("database" in line for line in lines(seen, "ok"))


def test_nobody_being_allowed_anything_is_a_warning(office: Office) -> None:
    seen = doctor(office, DNS_OPERATORS="")
    assert seen.returncode == 0
    assert any("DNS_OPERATORS" in line for line in lines(seen, "warning"))


# The database.


def test_an_empty_database_stays_empty(office: Office, postgres: Callable[[], str], tmp_path: Path) -> None:
    url = postgres()
    seen = doctor(office, DATABASE_URL=url)
    assert any("none yet" in line for line in lines(seen, "ok"))
    empty = Database(url)
    assert inspect(empty.engine).get_table_names() == []
    empty.close()
    assert any("no file yet" in line for line in lines(doctor(office, DATABASE_URL=f"sqlite:///{tmp_path}/x.db"), "ok"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("found", "state"), [("0001", "ok"), (HEAD, "ok"), ("9999", "MISSING")])
def test_the_schema_is_told_and_left_alone_and_so_are_leases(
    office: Office, database_url: str, found: str, state: str
) -> None:
    database = Database(database_url)
    migrate(database)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})
        columns = "id, change_id, kind, lease_owner, lease_until, next_at"
        held = f"INSERT INTO notices ({columns}) VALUES ('n', 'c', 'k', 'me', 9e9, 0)"
        connection.execute(text(held))
    seen = doctor(office, DATABASE_URL=database_url)
    (line,) = [line for line in seen.stdout.splitlines() if "DATABASE_URL" in line]
    assert line.startswith(f"{state} ")
    assert found in line
    with database.read() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == found
        assert connection.execute(text("SELECT lease_owner FROM notices")).scalar_one() == "me"

    database.close()


def test_it_works_beside_the_bot(office: Office) -> None:
    office.type("add beside A 192.0.2.1", user=ANN)
    assert doctor(office).returncode == 0
    office.done_once("beside")
    assert not re.search("ERROR", office.bot.logs())
