"""A database that cannot be used: at the start one line that names the setting, later a word to the person."""

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import text

from commands.adapters.store.database import Database
from commands.adapters.store.migrate import HEAD, migrate
from tests.story.office import PATIENCE, House, Office, houses, until
from tests.worlds.process import ROOT as HERE
from tests.worlds.process import environment, free_port
from tests.worlds.slack_workspace import BOT_TOKEN, SIGNING_SECRET

# What runs before the bot, in its process: a file system that is full; a root that may not do what others may not.
FULL: Final = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))"
PLAIN: Final = "import ctypes; ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)"  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
ROOM: Final = 64_000  # bytes that a file may have: the log has fewer, and SQLite's write-ahead log has more


def started(url: str, first: str = "") -> subprocess.CompletedProcess[str]:
    """A start that ends by itself."""
    settings = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET, "DATABASE_URL": url}
    run = f"{first}\nimport os, sys; os.execv(sys.executable, [sys.executable, '-m', 'bot'])"
    return subprocess.run(
        [sys.executable, "-c", run],
        cwd=HERE,
        env=environment({**settings, "PORT": str(free_port())}),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def one_line(ended: subprocess.CompletedProcess[str]) -> str:
    assert (ended.returncode, ended.stdout) == (1, "")
    (line,) = ended.stderr.splitlines()
    assert line.startswith("slash-dns: DATABASE_URL: ")
    return line


def age(url: str, revision: str) -> None:
    """Let the schema be of another release."""
    database = Database(url)
    migrate(database)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :other"), {"other": revision})
    database.close()


def test_a_schema_that_is_newer_than_the_code_ends_the_start(database_url: str) -> None:
    age(database_url, "9999")
    line = one_line(started(database_url))
    assert "9999" in line
    assert HEAD in line


def test_a_full_disk_ends_the_start(tmp_path: Path) -> None:
    assert "cannot be used" in one_line(started(f"sqlite:///{tmp_path / 'new.db'}", FULL))


@pytest.mark.parametrize("folder", [0o555, 0o755])
def test_a_file_that_may_not_be_written_ends_the_start(tmp_path: Path, folder: int) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    age(url, HEAD)
    for file in tmp_path.iterdir():
        file.chmod(0o444)
    tmp_path.chmod(folder)
    line = one_line(started(url, PLAIN))
    tmp_path.chmod(0o755)
    assert "cannot be used" in line


def test_a_file_that_is_no_database_ends_the_start(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("milk, bread\n" * 100)
    assert "not a database" in one_line(started(f"sqlite:///{tmp_path / 'notes.txt'}"))


def test_a_role_that_may_make_no_tables_ends_the_start(postgres: Callable[[], str]) -> None:
    url = postgres()
    owner = Database(url)
    with owner.write() as connection:
        connection.execute(text("CREATE ROLE reader LOGIN"))
    owner.close()
    assert "permission denied" in one_line(started(url.replace("://postgres", "://reader")))


# Two at once.

BOTH: Final = houses(House("postgresql"), House("sqlite"))


@BOTH
def test_two_that_start_at_once_on_an_empty_database_both_do(office: Office) -> None:
    first, second = office.start(), office.start()
    for bot in (first, second):
        bot.ready(PATIENCE)
        assert "ERROR" not in bot.logs()
    with office.database.read() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [HEAD]


# Later.


@contextmanager
def full(office: Office) -> Iterator[None]:
    """No file of the bot's may grow beyond a size that its database is beyond already."""
    before = resource.prlimit(office.bot.process.pid, resource.RLIMIT_FSIZE, (ROOM, -1))
    try:
        yield
    finally:
        resource.prlimit(office.bot.process.pid, resource.RLIMIT_FSIZE, before)


@houses(House("sqlite"))
def test_a_disk_that_is_full_later_is_told_to_the_person_and_is_one_line_in_the_log(office: Office) -> None:
    office.put("kept", "192.0.2.1")
    office.type("delete kept A")
    question = office.kept_card("kept")
    assert Path(f"{office.database.engine.url.database}-wal").stat().st_size > ROOM
    with full(office):
        ack = office.slack.slash("add squeezed A 192.0.2.1")
        assert ack.ok
        assert "try again" in ack.text
        assert office.slack.click(question, "Delete").ok
        office.private("try again")
    lines = [line for line in office.bot.logs().splitlines() if "disk" in line]
    assert 1 <= len(lines) <= 3, lines
    until(lambda: office.bot.health() == 200, "well")
    office.press(question, "Delete")
    office.accepted_once("kept")
    office.type("add squeezed A 192.0.2.1")
    office.accepted_once("squeezed")


@houses(House("sqlite"))
def test_a_file_that_another_process_keeps_locked_is_told_to_whoever_watches(office: Office) -> None:
    with office.database.write(), ThreadPoolExecutor(4) as watchers:
        assert set(watchers.map(lambda _: office.bot.health(), range(4))) == {503}
    until(lambda: office.bot.health() == 200, "well again")
