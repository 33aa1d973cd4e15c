import pytest

from commands.changes.lifecycle import ENDS, NEXT, Event, IllegalStep, State, step

LEGAL = [(state, event, after) for state, steps in NEXT.items() for event, after in steps.items()]
ILLEGAL = [(state, event) for state in State for event in Event if event not in NEXT[state]]


def reached(start: State) -> set[State]:
    """Every state that some way leads to."""
    found, ahead = {start}, [start]
    while ahead:
        new = set(NEXT[ahead.pop()].values()) - found
        found |= new
        ahead += new
    return found


def test_every_state_has_a_row() -> None:
    assert set(NEXT) == set(State)


def test_every_event_means_something_somewhere() -> None:
    assert {event for steps in NEXT.values() for event in steps} == set(Event)


@pytest.mark.parametrize(("state", "event", "after"), LEGAL)
def test_the_table_is_what_a_step_follows(state: State, event: Event, after: State) -> None:
    assert step(state, event) is after


@pytest.mark.parametrize(("state", "event"), ILLEGAL)
def test_a_step_that_is_not_in_the_table_is_our_bug_and_names_itself(state: State, event: Event) -> None:
    with pytest.raises(IllegalStep, match=f"{state} knows no step '{event}'"):
        step(state, event)


def test_the_ends_are_those_that_the_issue_names() -> None:
    assert frozenset({State.INSYNC, State.CANCELLED, State.EXPIRED, State.FAILED}) == ENDS


def test_a_question_can_come_to_every_state() -> None:
    assert reached(State.PROPOSED) == set(State)


@pytest.mark.parametrize("state", [state for state in State if state not in ENDS])
def test_every_open_state_can_be_given_up_and_can_end(state: State) -> None:
    assert NEXT[state][Event.GIVEN_UP] is State.FAILED
    assert reached(state) & ENDS


@pytest.mark.parametrize("state", [State.SUBMITTING, State.PENDING])
def test_what_may_have_been_sent_is_never_cancelled_nor_expires(state: State) -> None:
    assert not {Event.CANCELLED, Event.TIMED_OUT} & NEXT[state].keys()


def test_nothing_reaches_route_53_but_through_submitting() -> None:
    assert [state for state, steps in NEXT.items() if State.PENDING in steps.values()] == [State.SUBMITTING]
    assert [state for state, steps in NEXT.items() if State.SUBMITTING in steps.values()] == [State.APPROVED]
