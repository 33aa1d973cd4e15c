from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Semaphore

import pytest

from commands.adapters.index import KEEP, KEEP_LONG, Index
from commands.errors import Unreachable
from commands.model.zones import Zone

DEADLINE = 10.0


@dataclass
class Clock:
    time: float = 1000.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        raise AssertionError("the index never waits")


@dataclass
class Account:
    """Zones that are read one request at a time; `reading` may hold a request up."""

    found: tuple[Zone, ...] = (Zone("Z1", "example.com."),)
    reads: int = 0
    reading: Callable[[], None] = lambda: None

    def zones(self) -> tuple[Zone, ...]:
        self.reads += 1
        found = self.found
        self.reading()
        return found


@dataclass
class Gate:
    """Holds a reader until it is let go."""

    entered: Semaphore = field(default_factory=lambda: Semaphore(0))
    open: Event = field(default_factory=Event)

    def __call__(self) -> None:
        self.entered.release()
        assert self.open.wait(DEADLINE)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def account() -> Account:
    return Account()


@pytest.fixture
def index(account: Account, clock: Clock) -> Index:
    return Index(account, clock)  # type: ignore[arg-type]


def test_nothing_is_read_before_somebody_asks(index: Index, account: Account) -> None:
    assert account.reads == 0


@pytest.mark.parametrize(("seconds", "reads"), [(0.0, 1), (KEEP - 0.1, 1), (KEEP, 1), (KEEP + 0.1, 2), (10 * KEEP, 2)])
def test_zones_are_believed_for_a_few_seconds(
    index: Index, account: Account, clock: Clock, seconds: float, reads: int
) -> None:
    first = index.all()
    clock.time += seconds
    assert index.all() == first == account.found
    assert account.reads == reads


def test_fresh_reads_now(index: Index, account: Account, clock: Clock) -> None:
    index.all()
    account.found = ()
    clock.time += 0.1
    assert index.all() != ()
    assert index.all(fresh=True) == ()
    assert index.all() == ()
    assert account.reads == 2


def test_what_is_forgotten_is_read_again(index: Index, account: Account) -> None:
    index.all()
    index.forget()
    account.found = ()
    assert index.all() == ()


def test_a_reading_that_fails_leaves_what_was_known_and_is_tried_again(
    index: Index, account: Account, clock: Clock
) -> None:
    def broken() -> None:
        raise Unreachable("Route 53 cannot be reached.")

    known = index.all()
    account.reading = broken
    clock.time += 1.0
    with pytest.raises(Unreachable):
        index.all(fresh=True)
    assert index.all() == known
    clock.time += KEEP
    with pytest.raises(Unreachable):
        index.all()
    account.reading = lambda: None
    clock.time += KEEP
    assert index.all() == known


@pytest.mark.parametrize("fresh", [False, True])
def test_all_who_ask_at_once_share_one_reading(index: Index, account: Account, fresh: bool) -> None:
    gate = Gate()
    account.reading = gate
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(index.all, fresh=fresh) for _ in range(8)]
        assert gate.entered.acquire(timeout=DEADLINE)
        gate.open.set()
        assert {one.result(DEADLINE) for one in asked} == {account.found}
    assert account.reads == 1


def test_all_who_wait_for_a_reading_that_fails_fail_with_it(index: Index, account: Account, clock: Clock) -> None:
    gate = Gate()

    def broken() -> None:
        gate()
        raise Unreachable("Route 53 cannot be reached.")

    account.reading = broken
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(index.all) for _ in range(8)]
        assert gate.entered.acquire(timeout=DEADLINE)
        gate.open.set()
        assert {str(one.exception(DEADLINE)) for one in asked} == {"Route 53 cannot be reached."}
    assert account.reads == 1
    account.reading = lambda: None
    clock.time += KEEP
    assert index.all(fresh=True) == account.found


def test_fresh_does_not_take_a_reading_that_began_before_it_was_asked(
    index: Index, account: Account, clock: Clock
) -> None:
    gate = Gate()
    account.reading = gate
    with ThreadPoolExecutor(2) as threads:
        early = threads.submit(index.all)
        assert gate.entered.acquire(timeout=DEADLINE)
        account.found = ()
        clock.time += 0.1
        late = threads.submit(index.all, fresh=True)
        gate.open.set()
        assert early.result(DEADLINE) != ()
        assert late.result(DEADLINE) == ()


def test_forgetting_outlives_a_reading_that_is_under_way(index: Index, account: Account) -> None:
    gate = Gate()
    account.reading = gate
    with ThreadPoolExecutor(2) as threads:
        early = threads.submit(index.all)
        assert gate.entered.acquire(timeout=DEADLINE)
        account.found = ()
        forgotten = threads.submit(index.forget)
        gate.open.set()
        assert early.result(DEADLINE) != ()
        forgotten.result(DEADLINE)
    assert index.all() == ()


def test_a_message_is_judged_by_a_list_that_was_read_after_it_was_sent(
    index: Index, account: Account, clock: Clock
) -> None:
    index.all()
    account.found = ()
    clock.time += 0.1
    message = index.as_of(clock.now())
    assert message.all() == ()
    clock.time += 60.0
    assert message.all() == ()
    assert account.reads == 2


def test_a_list_of_several_requests_serves_a_few_seconds_of_messages(
    index: Index, account: Account, clock: Clock
) -> None:
    account.found = tuple(Zone(f"Z{number}", f"{number}.example.com.") for number in range(101))
    index.as_of(clock.now()).all()
    for seconds, reads in ((KEEP_LONG, 1), (0.1, 2)):
        clock.time += seconds
        index.as_of(clock.now()).all()
        assert account.reads == reads
