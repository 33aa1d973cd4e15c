"""Somebody with the database's password changes the trail: the chain says so, in one line."""

import json
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import delete, insert, update

from bot.audit import audit
from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.database import Database
from commands.adapters.store.tables import events
from commands.adapters.store.trail import Trail
from commands.errors import Misconfigured
from tests.conftest import Hands
from tests.samples import draft

# The column keeps text and numbers of any kind on SQLite alone; PostgreSQL refuses them.
FORGED = "UPDATE events SET {} WHERE number = 3"
FORGERIES = [
    "detail = '{broken'",
    "detail = ''",
    "detail = '[1, 2]'",
    "detail = 'null'",
    "detail = '" + "[" * 100_000 + "'",
    "detail = x'ff'",
    "actor = x'ff'",
    "actor = CAST(x'ff' AS TEXT)",
    "at = 'yesterday'",
    "at = x'00'",
    "hash = x'00'",
]


@pytest.fixture
def trail(database: Database) -> Trail:
    """Five sealed events."""
    stored = StoredChanges(database)
    for _ in range(5):
        stored.propose(draft())
    made = Trail(database)
    assert made.seal() == 5
    return made


@pytest.fixture
def verify(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[[], tuple[int, str]]]:
    """`audit verify` as an operator runs it: its exit code and its line."""
    monkeypatch.setenv("DATABASE_URL", database_url)

    def run() -> tuple[int, str]:
        code = audit(["verify"])
        said = capsys.readouterr().out
        assert said.count("\n") == 1
        return code, said.strip()

    yield run
    # Whatever was done to it, the trail is still printed, each event a line.
    capsys.readouterr()
    code, out = audit(["export"]), capsys.readouterr()
    lines = [json.loads(line) for line in out.out.splitlines()]
    assert bool(code) == any("unreadable" in line for line in lines) == ("cannot be read" in out.err)


Verify = Callable[[], tuple[int, str]]


def forge(database: Database, *statements: str) -> None:
    with database.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda text: text[:30])
def test_an_event_that_cannot_be_read_is_told_by_its_number(
    trail: Trail, database: Database, verify: Verify, forgery: str
) -> None:
    forge(database, FORGED.format(forgery))
    code, said = verify()
    assert code == 1
    assert said.startswith("BROKEN at event 3: ")
    assert said.endswith("2 sealed events before it hold.")


@pytest.mark.parametrize("detail", ["[1]", '"x"', "1", "null"])
def test_on_postgresql_too(trail: Trail, database: Database, verify: Verify, detail: str) -> None:
    forge(database, FORGED.format(f"detail = '{detail}'"))
    assert verify() == (1, "BROKEN at event 3: it cannot be read. 2 sealed events before it hold.")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("number", ["'third'", "2.5", "x'ff'", "CAST(x'ff' AS TEXT)"])
def test_a_number_that_is_none_is_told(trail: Trail, database: Database, verify: Verify, number: str) -> None:
    forge(database, f"UPDATE events SET number = {number}, detail = '{{' WHERE number = 3")
    code, said = verify()
    assert code == 1
    assert said.startswith("BROKEN at event ")


def test_a_missing_event_is_named(trail: Trail, database: Database, verify: Verify) -> None:
    forge(database, "DELETE FROM events WHERE number = 2")
    assert verify() == (1, "BROKEN at event 3: event 2 is gone. 1 sealed events before it hold.")
    forge(database, "DELETE FROM events WHERE number = 3")
    assert verify()[1].startswith("BROKEN at event 4: events 2 to 3 are gone.")


def test_the_oldest_cannot_go_without_an_anchor(trail: Trail, database: Database, verify: Verify) -> None:
    forge(database, "DELETE FROM events WHERE number < 3")
    assert verify()[1].startswith("BROKEN at event 3: the events before it are gone, and no sealed event says")


def test_two_events_that_changed_places_are_told(trail: Trail, database: Database, verify: Verify) -> None:
    forge(
        database,
        "UPDATE events SET number = 99 WHERE number = 2",
        "UPDATE events SET number = 2 WHERE number = 3",
        "UPDATE events SET number = 3 WHERE number = 99",
    )
    assert verify()[1].startswith("BROKEN at event 2: it, or the one before it, is not what was sealed.")


def test_numbers_that_moved_on_are_told(trail: Trail, database: Database, verify: Verify) -> None:
    forge(database, "UPDATE events SET number = number + 10", "UPDATE events SET number = number - 9")
    assert verify()[0] == 1


@pytest.mark.parametrize("number", [0, -7, 99])
def test_an_event_that_was_slipped_in_is_told(trail: Trail, database: Database, verify: Verify, number: int) -> None:
    row = {"change_id": "c0forged00", "at": 1.0, "actor": "U0EVE", "event": "asked", "state": "APPROVED", "detail": {}}
    with database.write() as connection:
        connection.execute(insert(events).values(**row, number=number, hash="0" * 64))
    code, said = verify()
    assert code == 1
    assert said.startswith(f"BROKEN at event {number}: ")


@pytest.mark.parametrize("page", [1, 2, 500])
def test_a_number_that_is_there_twice_is_told_wherever_a_page_ends(
    trail: Trail, database: Database, verify: Verify, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commands.adapters.store.trail._PAGE", page)
    if database.sqlite:
        forge(
            database,
            "ALTER TABLE events RENAME TO kept",
            "CREATE TABLE events AS SELECT * FROM kept",
        )
    else:
        forge(database, "ALTER TABLE events DROP CONSTRAINT IF EXISTS events_number_key")
    forge(
        database,
        "INSERT INTO events (seq, change_id, at, actor, event, state, detail, number, hash) "
        "SELECT seq + 100, change_id, at, actor, event, state, detail, number, hash FROM events WHERE number = 2",
    )
    assert verify()[1].startswith("BROKEN at event 2: its number is there twice.")


def test_a_seal_that_was_taken_away_is_told(trail: Trail, database: Database, verify: Verify) -> None:
    forge(database, "UPDATE events SET number = NULL WHERE number = 5")
    code, said = verify()
    assert code == 1
    assert said.startswith("BROKEN in row ")
    assert "it was sealed, and its number was taken away. 4 sealed events hold." in said


def test_an_anchor_that_was_changed_is_told(trail: Trail, database: Database, hands: Hands, verify: Verify) -> None:
    hands.pass_(1000)
    StoredChanges(database).propose(draft())
    assert trail.prune(500) == 5
    assert verify()[0] == 0
    with database.write() as connection:
        changed = update(events).where(events.c.event == "pruned")
        connection.execute(changed.values(detail={"through": 5, "hash": "0" * 64}))
    assert verify()[1].startswith("BROKEN at event 6: it, or the one before it, is not what was sealed.")
    for detail in ({"through": 4, "hash": "0" * 64}, {"through": 5}, {}):
        with database.write() as connection:
            connection.execute(changed.values(detail=detail))
        assert verify()[1].startswith("BROKEN at event 6: the events before it are gone")
    with database.write() as connection:
        connection.execute(delete(events).where(events.c.event == "pruned"))
    assert verify()[1].startswith("BROKEN at event 6: the events before it are gone")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_waits_for_its_seal_and_cannot_be_read_is_told_and_stops_the_seals_there(
    trail: Trail, database: Database, verify: Verify, caplog: pytest.LogCaptureFixture
) -> None:
    stored = StoredChanges(database)
    for _ in range(3):
        stored.propose(draft())
    forge(database, "UPDATE events SET detail = '{broken' WHERE seq = (SELECT max(seq) - 1 FROM events)")
    code, said = verify()
    assert code == 1
    assert said == "BROKEN in row 7, which has no seal: it cannot be read. 5 sealed events hold."
    assert [trail.seal(), trail.seal(), trail.seal()] == [1, 0, 0]
    assert caplog.text.count("row 7 cannot be read") == 1


def test_a_trail_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////nowhere/at/all.db")
    with pytest.raises(Misconfigured, match="the trail cannot be read"):
        audit(["verify"])
