"""Who claimed what, and when: written down by the database itself, in the claim's own transaction (PostgreSQL)."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import text

from commands.adapters.store.database import Database
from commands.adapters.store.leases import BEAT, LEASE
from commands.adapters.store.tables import QUEUES
from tests.chaos.replicas import Blow

# Each process connects under a name of its own, so that a claim tells whose it is.
_NOTING: Final = """
CREATE TABLE chaos_claims (
  at double precision NOT NULL, queue text NOT NULL, id text NOT NULL, state text NOT NULL,
  before text, owner text NOT NULL, process text NOT NULL);
CREATE FUNCTION chaos_note() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO chaos_claims VALUES (
    extract(epoch FROM clock_timestamp()), TG_TABLE_NAME, NEW.id, COALESCE(to_jsonb(OLD)->>'state', ''),
    OLD.lease_owner, NEW.lease_owner, current_setting('application_name'));
  RETURN NULL;
END $body$;
CREATE FUNCTION chaos_tell() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM pg_notify('submitting', current_setting('application_name'));
  RETURN NULL;
END $body$;
CREATE TRIGGER chaos_submitting AFTER UPDATE ON changes FOR EACH ROW
  WHEN (NEW.state = 'SUBMITTING' AND OLD.state <> 'SUBMITTING') EXECUTE FUNCTION chaos_tell();
"""
_ON_EACH: Final = """
CREATE TRIGGER chaos_claimed AFTER UPDATE ON {queue} FOR EACH ROW
  WHEN (NEW.fence > OLD.fence AND NEW.lease_owner IS NOT NULL) EXECUTE FUNCTION chaos_note();
"""


@dataclass(frozen=True, slots=True)
class Takeover:
    """One row that went from a process that was killed or frozen to another. seconds: from the blow to the claim.

    settled: for a row that was found in SUBMITTING, the seconds until its next step; 0.0 for others.
    """

    queue: str
    id: str
    blow: Blow
    seconds: float
    settled: float = 0.0

    @property
    def longest(self) -> float:
        return max(self.seconds, self.settled)


def note_claims(database: Database) -> None:
    """Let the database write claims down from now on."""
    with database.write() as connection:
        connection.execute(text(_NOTING))
        for queue in QUEUES:
            connection.execute(text(_ON_EACH.format(queue=queue)))


@dataclass(frozen=True, slots=True)
class Claims:
    """What the database wrote down. lost: leases that ran out on a process that was well, for want of time."""

    takeovers: list[Takeover]
    lost: int


def read(database: Database, blows: Sequence[Blow], away: Sequence[tuple[float, float]]) -> Claims:
    """Every takeover. away: when the database was not there; nobody can take over then."""
    with database.read() as connection:
        claims = connection.execute(text("SELECT * FROM chaos_claims ORDER BY at")).mappings().all()
        steps = connection.execute(text("SELECT change_id, at FROM events ORDER BY at")).all()
    process = {claim["owner"]: claim["process"] for claim in claims}
    found, lost = [], 0
    for claim in claims:
        holder = process.get(claim["before"] or "", "")
        if not holder or holder == claim["process"]:
            continue
        blow = max(
            (one for one in blows if one.name == holder and one.at < claim["at"]), key=lambda one: one.at, default=None
        )
        if blow is None:
            lost += 1
        else:
            next_step = next((at for id_, at in steps if id_ == claim["id"] and at > claim["at"]), claim["at"])
            struck = any(one.name == claim["process"] and claim["at"] < one.at < next_step for one in blows)
            found.append(_takeover(claim, blow, claim["at"] if struck else next_step, away))
    return Claims(found, lost)


def _takeover(claim: Any, blow: Blow, next_step: float, away: Sequence[tuple[float, float]]) -> Takeover:
    """next_step: of the change; the moment of the claim where whoever claimed it was struck before that."""
    seconds = claim["at"] - _from(blow.at, away)
    if claim["state"] != "SUBMITTING":
        return Takeover(claim["queue"], claim["id"], blow, seconds)
    gone = sum(max(min(end, next_step) - max(start, claim["at"]), 0.0) for start, end in away)
    return Takeover(claim["queue"], claim["id"], blow, seconds, seconds + next_step - claim["at"] - gone)


def _from(at: float, away: Sequence[tuple[float, float]]) -> float:
    """When a lease began to run out that ends in a time without a database: so that it ends with that time."""
    ends = [end - LEASE for start, end in away if start <= at + LEASE + 1.0 and at + LEASE - BEAT <= end]
    return max([at, *ends])


@dataclass
class Submitting:
    """Hears of every change that is about to be sent, from the moment that is committed."""

    url: str
    heard: Callable[[str], None]
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Submitting":
        self._thread = threading.Thread(target=self._listen, name="submitting")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _listen(self) -> None:
        import psycopg

        plain = self.url.replace("postgresql+psycopg://", "postgresql://")
        while not self._over.is_set():
            try:
                with psycopg.connect(plain, autocommit=True, connect_timeout=2) as connection:
                    connection.execute("LISTEN submitting")
                    self._hear(connection)
            except psycopg.Error:
                self._over.wait(0.2)  # the database is away; it comes back

    def _hear(self, connection: Any) -> None:
        while not self._over.is_set():
            for told in connection.notifies(timeout=0.2):
                self.heard(told.payload)
