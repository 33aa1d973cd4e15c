"""Claiming, waking, sharing and stopping."""

import threading

from commands.adapters.store.database import Database
from commands.adapters.store.inbox import Delivery, Inbox
from commands.adapters.store.leases import LEASE, Leases
from commands.adapters.store.tables import deliveries, replies
from tests.conftest import Hands
from tests.unit.bot.desk import DEADLINE, Desk, Start, letters, put


def test_what_is_due_is_done_once(inbox: Inbox, leases: Leases, desk: Desk, start: Start) -> None:
    put(inbox, *letters(20))
    start(leases, desk)
    desk.until(lambda: len(desk.runs) == 20)
    desk.until(lambda: leases.due_in() == {})
    assert set(desk.runs.values()) == {1}


def test_what_comes_later_is_done_when_the_worker_is_woken(
    inbox: Inbox, leases: Leases, desk: Desk, start: Start
) -> None:
    worker = start(leases, desk)
    for name in letters(5):
        put(inbox, name)
        worker.wake()
        desk.until(lambda name=name: desk.runs[name] == 1)  # type: ignore[misc]


def test_what_other_processes_left_behind_is_found_without_being_woken(
    inbox: Inbox, leases: Leases, desk: Desk, start: Start
) -> None:
    start(leases, desk)
    put(inbox, "late")
    desk.until(lambda: desk.runs["late"] == 1)


def test_what_is_not_due_yet_waits(inbox: Inbox, leases: Leases, desk: Desk, hands: Hands, start: Start) -> None:
    put(inbox, "later")
    (row,) = leases.claim(replies, 1)
    leases.release(replies, row, 60.0)
    worker = start(leases, desk)
    put(inbox, "now")
    desk.until(lambda: desk.runs["now"] == 1)
    assert desk.runs["later"] == 0
    hands.pass_(61.0)
    worker.wake()
    desk.until(lambda: desk.runs["later"] == 1)


def test_two_processes_share_the_rows(inbox: Inbox, database: Database, start: Start) -> None:
    put(inbox, *letters(40))
    desks = [Desk(Leases(database, owner)) for owner in ("one", "two")]
    for one in desks:
        start(one.leases, one, threads=2)
    desks[0].until(lambda: sum(desks[0].runs.values()) + sum(desks[1].runs.values()) >= 40)
    assert set((desks[0].runs + desks[1].runs).values()) == {1}


def test_no_more_rows_are_held_than_there_are_threads(
    inbox: Inbox, leases: Leases, desk: Desk, start: Start, database: Database
) -> None:
    go = threading.Event()
    desk.acts = {name: lambda: go.wait(DEADLINE) for name in letters(6)}  # type: ignore[misc]
    put(inbox, *letters(6))
    start(leases, desk, threads=2)
    desk.until(lambda: len(desk.runs) == 2)
    with database.read() as connection:
        held = [row for row in connection.execute(replies.select()).mappings() if row["lease_owner"]]
    assert len(held) == 2
    go.set()
    desk.until(lambda: len(desk.runs) == 6)


def test_a_slow_queue_does_not_hold_up_another(inbox: Inbox, leases: Leases, desk: Desk, start: Start) -> None:
    go, slow = threading.Event(), Desk(leases, deliveries)
    slow.acts = {"slow": lambda: go.wait(DEADLINE)}  # type: ignore[dict-item]
    inbox.take(Delivery("slash/1", "U0ANN", "C0OPS", False, "", "slow"))
    worker = start(leases, slow, desk, threads=1)
    slow.until(lambda: slow.runs["slow"] == 1)
    put(inbox, *letters(5))
    worker.wake()
    desk.until(lambda: len(desk.runs) == 5)
    go.set()


def test_a_worker_is_alive_once_it_has_looked(leases: Leases, desk: Desk, start: Start) -> None:
    worker = start(leases, desk)
    desk.until(lambda: worker.alive)


def test_a_look_for_work_gives_way_to_what_is_urgent(inbox: Inbox, leases: Leases, desk: Desk, start: Start) -> None:
    urgent, asked = threading.Event(), threading.Event()

    def give_way() -> None:
        asked.set()
        assert urgent.wait(DEADLINE)

    put(inbox, "work")
    start(leases, desk, give_way=give_way)
    assert asked.wait(DEADLINE)
    assert desk.runs == {}
    urgent.set()
    desk.until(lambda: desk.runs["work"] == 1)


def test_a_row_that_takes_long_keeps_its_lease(
    inbox: Inbox, leases: Leases, desk: Desk, database: Database, hands: Hands, start: Start
) -> None:
    go = threading.Event()
    desk.acts["long"] = lambda: go.wait(DEADLINE)  # type: ignore[assignment,return-value]
    put(inbox, "long")
    start(leases, desk)
    desk.until(lambda: desk.runs["long"] == 1)
    hands.pass_(LEASE - 1.0)
    desk.until(lambda: leases.due_in()["replies"] > LEASE - 1.0)
    hands.pass_(LEASE - 1.0)
    assert Leases(database, "theirs").claim(replies, 1) == []
    go.set()


def test_stopping_finishes_what_is_in_hand_and_takes_nothing_new(
    inbox: Inbox, leases: Leases, desk: Desk, database: Database, start: Start
) -> None:
    go = threading.Event()
    desk.acts["in hand"] = lambda: go.wait(DEADLINE)  # type: ignore[assignment,return-value]
    put(inbox, "in hand")
    worker = start(leases, desk)
    desk.until(lambda: desk.runs["in hand"] == 1)
    stopping = threading.Thread(target=worker.stop, args=(DEADLINE,))
    stopping.start()
    desk.until(lambda: not worker._thread.is_alive())
    put(inbox, "too late")
    worker.wake()
    assert stopping.is_alive()
    go.set()
    stopping.join(DEADLINE)
    assert not stopping.is_alive()
    assert desk.runs == {"in hand": 1}
    assert [row["body"]["text"] for row in Leases(database, "theirs").claim(replies, 9)] == ["too late"]


def test_stopping_hands_back_what_cannot_be_finished_in_time(
    inbox: Inbox, leases: Leases, desk: Desk, database: Database, start: Start
) -> None:
    go = threading.Event()
    desk.acts["stuck"] = lambda: go.wait(DEADLINE)  # type: ignore[assignment,return-value]
    put(inbox, "stuck")
    worker = start(leases, desk)
    desk.until(lambda: desk.runs["stuck"] == 1)
    assert Leases(database, "theirs").claim(replies, 9) == []
    worker.stop(0.05)
    assert len(Leases(database, "theirs").claim(replies, 9)) == 1
    go.set()
