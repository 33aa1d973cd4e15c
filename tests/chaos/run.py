"""One run of chaos, from the first process to the count."""

import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Select, Table, func, select, text
from sqlalchemy.exc import DBAPIError

from commands.adapters.store.migrate import migrate
from commands.adapters.store.tables import QUEUES, events
from commands.adapters.store.tables import changes as changes_table
from commands.adapters.store.trail import Trail
from commands.changes.lifecycle import ENDS
from tests.chaos.claims import Claims, Submitting, note_claims, read
from tests.chaos.findings import Findings, Seen, all_of
from tests.chaos.people import People
from tests.chaos.plan import Plan
from tests.chaos.replicas import Replicas
from tests.chaos.trouble import Trouble
from tests.chaos.weather import Weather
from tests.story.office import House, Office

_CALM: Final = 150.0  # seconds in which everything must have come to its end once nothing goes wrong any more


def run(
    plan: Plan, url: str, folder: Path, crash: Callable[[], None] = lambda: None, told: Callable[[str], None] = print
) -> Findings:
    """Play it, on an empty database. crash: makes the database break down and come back."""
    return _Run(plan, url, folder, crash, told).play()


class _Run:
    def __init__(
        self, plan: Plan, url: str, folder: Path, crash: Callable[[], None], told: Callable[[str], None]
    ) -> None:
        self.plan, self.url, self.crash, self.told = plan, url, crash, told
        house = House(plan.database, "http", {"DNS_CONFIRM_SECONDS": str(plan.confirm)})
        self.scene = Office(house, url, folder)
        self.scene.aws.in_sync_after = 0.5
        self.database = self.scene.database
        migrate(self.database)
        self.replicas = Replicas(self.scene.settings, folder, plan.replicas, plan.away, plan.dice("replicas"))
        self.trouble = Trouble(plan, self.replicas, self.scene.aws, self.landed, crash)
        self.weather = Weather(plan.changes, plan.dice("weather"), self.scene.aws, self.scene.slack)
        self.people = People(plan, self.scene, self.replicas, self.typed)
        self.postgres = plan.database == "postgresql"

    def typed(self) -> None:
        """Before each command: its faults, and the kills that it must not leave behind."""
        self.weather.turn(self.trouble.typed())

    def play(self) -> Findings:
        begun = time.monotonic()
        with ExitStack() as stack:
            stack.enter_context(self.scene)
            if self.postgres:
                note_claims(self.database)
                stack.enter_context(Submitting(self.url, self.trouble.submitting))
            stack.enter_context(self.replicas)
            self.replicas.settle(_CALM)
            self._among_trouble()
            self.scene.slack.heal()
            self.replicas.settle(_CALM)
            unfinished = self._wait_for_the_end()
            return Findings(self._seen(time.monotonic() - begun, unfinished))

    def _among_trouble(self) -> None:
        telling = threading.Thread(target=self._tell, name="telling", daemon=True)
        telling.start()
        self.trouble.start()
        self.people.run()
        self.trouble.end()
        telling.join()

    def _tell(self) -> None:
        """A line now and then for who watches."""
        while not self.trouble.ended.wait(15.0):
            self.told(f"  {self.people.done} errands done, {len(self.trouble.shots)} kills")

    def landed(self, name: str) -> bool:
        """Whether a process that was just killed held a change in SUBMITTING."""
        mine = "AND lease_owner IN (SELECT owner FROM chaos_claims WHERE process = :name)" if self.postgres else ""
        held = text(f"SELECT count(*) FROM changes WHERE state = 'SUBMITTING' {mine}")
        try:
            with self.database.read() as connection:
                return bool(connection.execute(held, {"name": name} if mine else {}).scalar())
        except DBAPIError:
            return False  # the database is away; it cannot be known

    def _wait_for_the_end(self) -> list[str]:
        """Until every queue is empty and every change has ended; what is left after a while."""
        end = time.monotonic() + _CALM
        while (left := self._left()) and time.monotonic() < end:
            self.replicas.pause()
        return left

    def _left(self) -> list[str]:
        with self.database.read() as connection:
            waiting = [
                f"{name}: {count} rows are not done"
                for name, table in QUEUES.items()
                if (count := connection.execute(_waiting(table)).scalar_one())
            ]
            ended = tuple(state.value for state in ENDS)
            open_ones = select(func.count()).select_from(changes_table).where(changes_table.c.state.not_in(ended))
            count = connection.execute(open_ones).scalar_one()
        return waiting + ([f"{count} changes have not ended"] if count else [])

    def _seen(self, seconds: float, unfinished: Sequence[str]) -> Seen:
        scene, trouble = self.scene, self.trouble
        claims = read(self.database, self.replicas.blows, trouble.away) if self.postgres else Claims([], 0)
        trail = Trail(self.database)
        while trail.seal():
            pass
        return Seen(
            plan=self.plan,
            seconds=seconds,
            errands=self.people.errands,
            changes=all_of(scene.changes),
            applied=scene.book.applied,
            submissions=len(scene.aws.of("ChangeResourceRecordSets")),
            messages=[m for m in scene.slack.messages("channel") if not m.thread_ts],
            shots=trouble.shots,
            freezes=trouble.freezes,
            restarts=len(trouble.away),
            faults=self.weather.faults,
            takeovers=claims.takeovers,
            lost_leases=claims.lost,
            trail=trail.verify(),
            last_events=self._last_events(),
            other=[*unfinished, *self._accidents()],
        )

    def _last_events(self) -> dict[str, str]:
        with self.database.read() as connection:
            told = connection.execute(select(events.c.change_id, events.c.state).order_by(events.c.seq)).all()
        return {row.change_id: row.state for row in told}

    def _accidents(self) -> list[str]:
        refused = [f"Slack refused {refusal}" for refusal in self.scene.slack.refusals]
        people = [f"a person met {error!r}" for error in self.people.accidents]
        return [*refused, *people, *(f"a process met {bug}" for bug in bugs(self.replicas.logs()))]


def bugs(logs: str) -> Iterator[str]:
    """What the tracebacks in the logs end with, but for a database that was away."""
    for trace in logs.split("Traceback (most recent call last):")[1:]:
        raised = next((line for line in trace.splitlines() if re.match(r"[\w.]+(: |$)", line)), "?")
        if "OperationalError" not in raised:
            yield raised


def _waiting(table: Table) -> Select[Any]:
    """How many rows of a queue are not done."""
    return select(func.count()).select_from(table).where(table.c.next_at.is_not(None))
