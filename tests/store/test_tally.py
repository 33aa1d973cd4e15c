"""Changes by state: those under way at every look, those that ended when it is worth it."""

from uuid import uuid4

from sqlalchemy import insert

from commands.adapters.store.database import Database
from commands.adapters.store.tables import changes
from commands.adapters.store.tally import Tally
from commands.changes.lifecycle import ENDS, State


class Slow:
    """A clock by which every reading of the ended takes a second."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def put(database: Database, *states: State) -> None:
    texts = ("actor", "place", "reply_to", "command", "name", "zone_name")
    with database.write() as connection:
        for state in states:
            key = uuid4().hex
            row = dict.fromkeys(("id", "origin", "token", "lane"), key) | dict.fromkeys(texts, "")
            lists = {"plan": {}, "standing": [], "name_servers": []}
            due = None if state in ENDS else 0.0
            connection.execute(
                insert(changes).values(
                    **row, **lists, private_place=False, state=state.value, created_at=0.0, next_at=due
                )
            )


def test_every_state_has_its_number(database: Database) -> None:
    tally = Tally(database)
    assert tally.states() == {state.value: 0.0 for state in State}
    put(database, *State)
    assert Tally(database).states() == {state.value: 1.0 for state in State}


def test_what_is_under_way_is_counted_at_every_look_and_what_has_ended_when_it_is_worth_it(database: Database) -> None:
    clock = Slow()
    tally = Tally(database, clock)
    tally.states()
    put(database, State.SUBMITTING, State.INSYNC)
    found = tally.states()
    assert (found["SUBMITTING"], found["INSYNC"]) == (1.0, 0.0)
    clock.now += 60.0
    assert tally.states()["INSYNC"] == 1.0
