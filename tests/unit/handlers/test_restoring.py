"""restore: a name as it stood at a time, or at the edge of a change."""

from datetime import UTC, datetime, timedelta

import pytest

from commands.changes.lifecycle import Change, Event, State
from commands.errors import NoSuchChange, NotAllowed, NotUnderstood
from commands.model.plan import Action, Kind
from commands.model.records import RecordSet, Type
from commands.policy import Actor, Role
from commands.results import Disputed, KeptOut, NoSuchPast, StandsSo, Started
from tests.unit.handlers.office import Office
from tests.unit.handlers.test_undoing import confirmed, done, question

DB1 = "db1.example.com."
HOUR = 3600.0


def later(office: Office, hours: float = 1.0) -> None:
    office.hands.pass_(hours * HOUR)


def clock(office: Office, ago: float, second: int) -> str:
    """About so many hours ago, at that second of the minute, as one types it in full."""
    about = datetime.fromtimestamp(office.stored.now() - ago * HOUR, UTC)
    return f"{about.replace(second=second):%Y-%m-%d %H:%M:%S}"


@pytest.fixture
def lived(office: Office) -> Office:
    """db1 was made five hours ago, changed three hours ago, and deleted one hour ago."""
    done(office, "add db1 A 192.0.2.1 60")
    later(office, 2)
    done(office, "set db1 A 192.0.2.2, 192.0.2.3 77")
    later(office, 2)
    done(office, "delete db1 A")
    later(office, 1)
    return office


ONE = RecordSet(DB1, Type.A, 60, ("192.0.2.1",))
TWO = RecordSet(DB1, Type.A, 77, ("192.0.2.2", "192.0.2.3"))


@pytest.mark.parametrize(("ago", "stood"), [("4h ago", ONE), ("2h ago", TWO), ("90m ago", TWO)])
def test_a_name_comes_back_as_it_stood_at_a_time(lived: Office, ago: str, stood: RecordSet) -> None:
    change = question(lived, f"restore db1 at {ago}")
    assert (change.plan.kind, change.plan.before, change.plan.after) == (Kind.RESTORE, (), (stood,))
    confirmed(lived, change)
    assert lived.standing(DB1) == (stood,)


@pytest.mark.parametrize("second", [0, 7, 59])
def test_a_time_is_understood_once_and_told(lived: Office, second: int) -> None:
    """A full minute is told without its seconds."""
    when = clock(lived, 2, second)
    told = when if second else when.removesuffix(":00")
    for text in (f"restore db1 at {when}", f"restore db1 at {when.replace(' ', 'T')}Z"):
        change = question(lived, text)
        assert f"{told} UTC" in change.plan.comment
        assert change.command == f"restore db1 at {told}"
    ahead = datetime.fromisoformat(when) + timedelta(hours=1)
    change = question(lived, f"restore db1 at {ahead:%Y-%m-%dT%H:%M:%S}+01:00")
    assert f"{told} UTC" in change.plan.comment


def test_a_name_comes_back_as_a_change_left_it_or_as_it_was_before(lived: Office) -> None:
    deleted, changed, made = lived.stored.recent()
    assert question(lived, f"restore db1 at {changed.id}").plan.after == (TWO,)
    assert question(lived, f"restore db1 at {changed.aws_id}").plan.after == (TWO,)
    assert question(lived, f"restore db1 at before {changed.id}").plan.after == (ONE,)
    assert question(lived, f"restore db1 at {made.id}").plan.comment == f"as change {made.id} left it"
    for moment in (deleted.id, f"before {made.id}"):
        assert isinstance(lived.ask(f"restore db1 at {moment}"), StandsSo)


def test_what_stands_now_goes_exactly_as_it_stands(lived: Office) -> None:
    there = lived.put(DB1, Type.A, "192.0.2.77", ttl=5)
    change = question(lived, "restore db1 at 2h ago")
    assert (change.plan.before, change.plan.after) == ((there,), (TWO,))
    assert any("Somebody else changed A" in note for note in change.plan.notes)
    lived.submit((Action.DELETE, there))
    assert confirmed(lived, change).state is State.FAILED
    assert lived.standing(DB1) == ()


def test_all_types_of_the_name_come_back_in_one_batch(office: Office) -> None:
    done(office, "add db1 A 192.0.2.1")
    done(office, 'add db1 TXT "one"')
    later(office)
    done(office, "delete db1 TXT")
    done(office, "set db1 A 192.0.2.9")
    later(office)
    change = question(office, "restore db1 at 90m ago")
    assert [record.type for record in change.plan.after] == [Type.A, Type.TXT]
    assert [record.values for record in change.plan.before] == [("192.0.2.9",)]
    confirmed(office, change)
    assert [record.values for record in office.standing(DB1)] == [("192.0.2.1",), ('"one"',)]


def test_what_came_since_goes_again(office: Office) -> None:
    office.put(DB1, Type.A, "192.0.2.1")
    done(office, "set db1 A 192.0.2.2")
    later(office)
    done(office, 'add db1 TXT "new"')
    change = question(office, "restore db1 at 30m ago")
    assert ([record.type for record in change.plan.before], change.plan.after) == ([Type.TXT], ())
    assert any("No change of TXT is known before" in note for note in change.plan.notes)


def test_what_was_never_changed_here_is_left_alone_and_named(lived: Office) -> None:
    lived.put(DB1, Type.TXT, '"somebody else"')
    change = question(lived, "restore db1 at 2h ago")
    assert (change.plan.before, change.plan.after) == ((), (TWO,))
    assert any("left alone: TXT" in note for note in change.plan.notes)


def test_history_that_begins_later_says_so_and_offers_what_it_knows(office: Office) -> None:
    old = office.put(DB1, Type.A, "192.0.2.1")
    first = done(office, "set db1 A 192.0.2.2")
    later(office)
    found = office.ask("restore db1 at 2h ago")
    assert isinstance(found, NoSuchPast)
    assert found.first
    assert (found.first.id, found.found) == (first.id, (old,))
    assert found.command == f"restore db1 at before {first.id}"
    assert question(office, found.command).plan.after == (old,)


def test_a_name_without_a_past_says_so(office: Office) -> None:
    office.put(DB1, Type.A, "192.0.2.1")
    done(office, "add db2 A 192.0.2.2")
    found = office.ask("restore db1 at 1s ago")
    assert isinstance(found, NoSuchPast)
    assert found.first is None


def test_another_hand_between_two_changes_is_shown_and_nothing_is_proposed(office: Office) -> None:
    first = done(office, "add db1 A 192.0.2.1 600")
    later(office, 2)
    office.submit((Action.DELETE, first.plan.after[0]))
    there = office.put(DB1, Type.A, "192.0.2.77")
    second = done(office, "set db1 A 192.0.2.2")
    before = office.stored.recent()
    found = office.ask("restore db1 at 1h ago")
    assert isinstance(found, Disputed)
    assert (found.last.id, found.next.id, found.left, found.found) == (first.id, second.id, first.plan.after, (there,))
    assert office.stored.recent() == before
    left, stood = (question(office, command) for command in found.commands)
    assert (left.plan.after, stood.plan.after) == (first.plan.after, (there,))


def test_what_is_kept_out_by_what_was_never_changed_here_is_shown(office: Office) -> None:
    office.put(DB1, Type.CNAME, "db.example.net")
    gone = done(office, "delete db1 CNAME")
    there = office.put(DB1, Type.A, "192.0.2.77")
    found = office.ask(f"restore db1 at before {gone.id}")
    assert isinstance(found, KeptOut)
    assert (found.coming, found.standing) == (gone.plan.before, (there,))


def test_a_change_that_did_nothing_is_no_moment(office: Office) -> None:
    office.put(DB1, Type.A, "192.0.2.1")
    asked = question(office, "delete db1 A")
    with pytest.raises(NotUnderstood, match="PROPOSED"):
        office.ask(f"restore db1 at {asked.id}")
    office.stored.decide(asked.id, Event.CANCELLED, "U0ANN")
    with pytest.raises(NotUnderstood, match="CANCELLED") as caught:
        office.ask(f"restore db1 at {asked.id}")
    assert caught.value.text[caught.value.faults[0].start :] == asked.id
    with pytest.raises(NoSuchChange):
        office.ask("restore db1 at 0000000000")


@pytest.mark.parametrize("moment", ["2999-01-01 00:00", "999999w ago"])
def test_a_time_that_is_no_past_is_said_at_its_words(office: Office, moment: str) -> None:
    with pytest.raises(NotUnderstood, match=r"yet to come|too long ago") as caught:
        office.ask(f"restore db1 at {moment}")
    assert caught.value.text[caught.value.faults[0].start :] == moment


def test_a_restore_can_be_undone_and_a_name_in_another_zone_restored(office: Office) -> None:
    office.embedded.add_zone("example.org.")
    done(office, "add www.example.org A 192.0.2.1")
    made: Change = office.stored.recent()[0]
    done(office, "delete www.example.org A")
    done(office, f"restore www.example.org at {made.id}")
    done(office, "undo")
    assert office.standing(DB1) == ()
    assert question(office, f"restore www zone=example.org at {made.id}").plan.after == made.plan.after


def test_readers_may_not_restore(lived: Office) -> None:
    with pytest.raises(NotAllowed, match="DNS_OPERATORS"):
        lived.ask("restore db1 at 2h ago", Actor("U0EVE", Role.READER))


def test_the_same_delivery_asks_once(lived: Office) -> None:
    first, again = (lived.ask("restore db1 at 2h ago", origin="slash/1/0") for _ in range(2))
    assert isinstance(first, Started)
    assert isinstance(again, Started)
    assert first.change.id == again.change.id
