"""The life of changes as a state machine: whatever happens, in whatever order, each takes effect once and ends."""

import itertools
import os
from collections.abc import Callable
from typing import Any, Final

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from commands.adapters.store.leases import Leases
from commands.adapters.store.messages import Messages
from commands.adapters.store.tables import cards, changes, events
from commands.changes.lifecycle import ENDS, NEXT, Change, Event, State
from commands.model.plan import Kind
from commands.model.records import Type
from commands.results import Started
from tests.conftest import Hands
from tests.unit.handlers.office import ANN, Office, Shared, opened
from tests.unit.handlers.processes import Effect, Fate, Process

NAMES: Final = ("db1", "db2")
ROUNDS: Final = 400
SOON: Final = 100.0  # seconds that a process waits for what is due; questions stay open for longer
EXAMPLES: Final = int(os.environ.get("LIVES") or 8)  # `make fuzz` asks for more
STEPS: Final = 60

CALLS = st.sampled_from([("submit", 0)] * 4 + [("step", 0)] * 2 + [("step", 1)] * 2 + [("standing", 0), ("in_sync", 0)])
FATES = st.none() | st.builds(
    lambda how, call, after: Fate(how, *call, after),
    st.sampled_from(["freezes", "freezes", "dies", "loses the database"]),
    CALLS,
    st.booleans(),
)
AT_A_REQUEST = st.sampled_from([("step", 0, True), ("submit", 0, False), ("submit", 0, True), ("step", 1, False)])
FAILED: Final = ("failed before", "failed after")
FAULTS = st.sampled_from(["", "", "", "", "lost before", "lost after", *FAILED, "throttled", "unreachable"])
SECONDS = st.sampled_from([0.5, 2.1, 5.1, 76.0, 901.0])
VERDICTS = st.sampled_from([Event.CONFIRMED, Event.CONFIRMED, Event.CANCELLED])
OFTEN: Final = {
    "somebody_asks": 4,
    "somebody_presses": 3,
    "a_process_works": 6,
    "a_process_stands_still": 2,
    "a_process_wakes": 3,
    "all_goes_well": 1,
    "another_hand_is_at_work": 2,
    "slack_answers": 1,
    "time_passes": 1,
}
WHAT = st.sampled_from([what for what, times in OFTEN.items() for _ in range(times)])
Draw = Callable[[st.SearchStrategy[Any]], Any]


class Lives(RuleBasedStateMachine):
    """People ask and decide, processes carry, die and freeze, and other hands change the records past them.

    What compare-and-swap cannot tell apart is left out: nobody puts back exactly what stood before a change whose
    request may still arrive. Other hands put what was never there before, and nobody takes away what a frozen
    process is about to add.
    """

    shared: Shared

    def __init__(self) -> None:
        super().__init__()
        hands = Hands()
        self.office: Office = opened(self.shared.emptied(hands), hands)
        self.processes = [Leases(self.office.database, "one"), Leases(self.office.database, "two")]
        self.messages = Messages(self.office.database)
        self.effects: list[Effect] = []
        self.frozen: list[Process] = []
        self.shown: dict[str, Change] = {}
        self.told: dict[str, State] = {}
        self.read_through = self.looked_at = 0
        self.numbers = itertools.count(1)
        self.office.put("db1.example.com.", Type.A, self._value())

    @rule(what=WHAT, data=st.data())
    def happens(self, what: str, data: st.DataObject) -> None:
        """One thing of any kind. Hypothesis leaves whole rules out of many runs, and each of these is needed."""
        getattr(self, what)(data.draw)

    # People.

    def somebody_asks(self, draw: Draw) -> None:
        asked = self._ask(draw(st.sampled_from(NAMES)), draw(st.booleans()), draw(st.booleans()))
        if draw(st.booleans()):
            self._press(asked, Event.CONFIRMED)

    def somebody_presses(self, draw: Draw) -> None:
        """What is open mostly, and what was asked last."""
        pressed = [change for change in self.shown if self.told.get(change) not in ENDS] + list(self.shown)[-2:]
        if pressed:
            self._press(draw(st.sampled_from(pressed)), draw(VERDICTS))

    def _ask(self, name: str, other: bool, posted: bool) -> str:
        """Add where nothing stands, replace or delete where something does; posted: the message stands at once."""
        if not self.office.standing(f"{name}.example.com."):
            text = f"{'set' if other else 'add'} {name} A {self._value()}"
        elif other or self._being_added(name):
            text = f"set {name} A {self._value()}"
        else:
            text = f"delete {name} A"
        found = self.office.ask(text)
        assert isinstance(found, Started)
        self.shown[found.change.id] = found.change
        if posted:
            self.message_stands()
        return found.change.id

    def _press(self, change: str, event: Event) -> None:
        """Twice, as people do: the first counts where it is in time, and the second never undoes it."""
        before = self._now(change)
        if before.plan.kind is Kind.DELETE and self._being_added(before.plan.names[0]):
            return
        asking = before.state is State.PROPOSED and (before.expires_at or 0.0) > self.office.stored.now()
        counts = [self.office.stored.decide(change, event, ANN.id) for _ in range(2)]
        assert counts == [asking or (event is Event.CANCELLED and self._waits(before)), False]
        if counts[0]:
            assert self._now(change).state is NEXT[before.state][event]

    @staticmethod
    def _waits(change: Change) -> bool:
        """Whether a change waits for Route 53, or for one that does, and none of its requests can arrive."""
        return change.state is State.APPROVED and bool(change.note or change.held_up_by) and not change.loose

    # Time, Slack, other hands.

    def time_passes(self, draw: Draw) -> None:
        self.office.hands.pass_(draw(SECONDS))

    def slack_answers(self, draw: Draw) -> None:
        if draw(st.booleans()):
            self.message_stands()
        else:
            self._slack_refuses()

    def another_hand_is_at_work(self, draw: Draw) -> None:
        name = f"{draw(st.sampled_from(NAMES))}.example.com."
        if draw(st.booleans()):
            self.office.put(name, Type.A, self._value())
        else:
            self._other_hand_takes_away(name)

    def message_stands(self) -> None:
        for card in self.processes[0].claim(cards, 1):
            self.messages.posted(card, card["place"], "1.1")

    def _slack_refuses(self) -> None:
        for card in self.processes[0].claim(cards, 1):
            if not card["ts"]:
                self.messages.refused(card, "Slack would not let me post.")

    def _other_hand_takes_away(self, name: str) -> None:
        doubtful = [change for change in self._open() if change.attempts or change.state is State.SUBMITTING]
        if not any(name in change.plan.names for change in doubtful) and not self._being_added(name):
            for record in self.office.standing(name):
                self.office.embedded.remove(self.office.zone.id, record)

    # Processes.

    def a_process_works(self, draw: Draw) -> None:
        self._work(draw(st.sampled_from([0, 1])), draw(FAULTS), draw(FATES))

    def a_process_stands_still(self, draw: Draw) -> None:
        """In the middle of a request, past its lease; another takes over, and may stand still or die too."""
        self._work(0, draw(FAULTS), Fate("freezes", *draw(AT_A_REQUEST)))
        for _ in range(draw(st.integers(1, 4))):
            self._work(1, draw(FAULTS), draw(FATES))

    def all_goes_well(self, draw: Draw) -> None:
        for _ in range(draw(st.integers(1, 6))):
            self._work(0)

    def a_process_wakes(self, draw: Draw) -> None:
        if self.frozen:
            self.frozen.pop(draw(st.integers(0, len(self.frozen) - 1))).wake()

    def _work(self, process: int, fault: Any = "", fate: Fate | None = None) -> bool:
        """Take one step of a change that is due, now or soon; whether there was one."""
        due = self.office.leases.due_in().get("changes", 0.0)
        if 0.0 < due < SOON:
            self.office.hands.pass_(due + 0.01)
        rows = self.processes[process].claim(changes, 1)
        for row in rows:
            step = Process(self.office, row, fault, fate, self.effects)
            if fate and fate.how == "freezes" and fate.sending and self._taken_away(step.change):
                step.fate = None
            step.step()
            if step.frozen:
                self.frozen.append(step)
        return bool(rows)

    def _value(self) -> str:
        number = next(self.numbers)
        return f"10.0.{number >> 8}.{number & 255}"

    def _now(self, change: str) -> Change:
        found = self.office.stored.get(change)
        assert found
        return found

    def _open(self) -> list[Change]:
        return [change for change in self.office.stored.recent(limit=1000) if change.state not in ENDS]

    def _open_states(self) -> set[str]:
        with self.office.database.read() as connection:
            return set(connection.execute(select(changes.c.state).distinct()).scalars()) - ENDS

    def _being_added(self, name: str) -> bool:
        """Whether a frozen process has yet to send what adds it."""
        adds = (step.change.plan for step in self.frozen if step.sending and not step.change.plan.before)
        return any(plan.names[0].split(".")[0] == name.split(".")[0] for plan in adds)

    def _taken_away(self, change: Change) -> bool:
        """Whether a change adds what another one, not ended yet, takes away."""
        goes = (one.plan.names for one in self._open() if not one.plan.after)
        return not change.plan.before and any(change.plan.names == names for names in goes)

    # What always holds.

    @invariant()
    def every_step_is_in_the_table_and_in_the_trail(self) -> None:
        new = events.select().where(events.c.seq > self.read_through).order_by(events.c.seq)
        with self.office.database.read() as connection:
            for step in connection.execute(new).mappings():
                if before := self.told.get(step["change_id"]):
                    assert NEXT[before][Event(step["event"])] == step["state"]
                self.told[step["change_id"]] = State(step["state"])
                self.read_through = step["seq"]
            now = connection.execute(select(changes.c.id, changes.c.state))
            assert {row.id: row.state for row in now} == self.told

    @invariant()
    def nothing_takes_effect_twice_or_unconfirmed(self) -> None:
        ids = [effect.change.id for effect in self.effects]
        assert len(ids) == len(set(ids))
        undone = (State.PROPOSED, State.CANCELLED, State.EXPIRED)
        assert not any(self.told[id_] in undone for id_ in ids)

    @invariant()
    def nothing_is_overwritten_that_was_not_shown(self) -> None:
        while self.looked_at < len(self.effects):
            effect = self.effects[self.looked_at]
            shown = self.shown[effect.change.id].plan
            assert effect.change.expires_at is None or effect.change.decided_by
            assert effect.batch == shown.batch
            touched = {(record.name, record.type) for _, record in effect.batch}
            stood = [record for record in effect.stood if (record.name, record.type) in touched]
            assert sorted(map(str, stood)) == sorted(map(str, shown.before))
            self.looked_at += 1

    def teardown(self) -> None:
        """The world calms down, and every change comes to its end."""
        try:
            while self.frozen:
                self.frozen.pop().wake()
            for _ in range(ROUNDS):
                if not (states := self._open_states()):
                    break
                self.message_stands()
                if not self._work(0):
                    # Only questions are left, or what is due waits for a row whose holder is dead.
                    self.office.hands.pass_(901.0 if states == {State.PROPOSED} else 5.0)
            assert not self._open_states()
            self._check_ends()
        finally:
            for step in self.frozen:
                step.wake()

    def _check_ends(self) -> None:
        self.every_step_is_in_the_table_and_in_the_trail()
        self.nothing_takes_effect_twice_or_unconfirmed()
        self.nothing_is_overwritten_that_was_not_shown()
        assert "changes" not in self.office.leases.due_in()
        done = {effect.change.id for effect in self.effects}
        for change in self.office.stored.recent(limit=1000):
            if change.state is State.INSYNC:
                # Only what is to be gone can have been brought about by somebody else.
                assert change.id in done or (change.reconciled and not change.plan.after)
            elif change.id in done:
                assert "answer was lost" in change.reason, change


def test_no_order_of_events_does_anything_twice_or_unasked_or_without_an_end(shared: Shared) -> None:
    machine = type("Machine", (Lives,), {"shared": shared})
    bounds = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(machine, settings=bounds)
