from bot.limits import Limits, Seldom


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_kind_is_left_alone_for_as_long_as_was_said() -> None:
    hand = Hand()
    limits = Limits(hand)
    limits.hold("chat.update", 12.0)
    hand.now += 5.0
    assert (limits.left("chat.update"), limits.left("views.open")) == (7.0, 0.0)
    hand.now += 7.0
    assert limits.left("chat.update") == 0.0


def test_of_two_times_the_longer_one_counts() -> None:
    limits = Limits(Hand())
    limits.hold("chat.update", 12.0)
    limits.hold("chat.update", 3.0)
    assert limits.left("chat.update") == 12.0


def test_once_the_time_is_over_one_asks_and_the_others_wait_for_what_comes_of_it() -> None:
    hand = Hand()
    limits = Limits(hand)
    limits.hold("chat.update", 12.0)
    hand.now += 12.0
    assert [limits.left("chat.update") for _ in range(3)] == [0.0, 1.0, 1.0]
    limits.taken("chat.update")
    assert [limits.left("chat.update") for _ in range(3)] == [0.0, 0.0, 0.0]


def test_what_was_taken_before_slack_said_no_more_does_not_call_that_off() -> None:
    limits = Limits(Hand())
    limits.hold("chat.update", 12.0)
    limits.taken("chat.update")
    assert limits.left("chat.update") == 12.0


def test_the_same_thing_is_said_once_in_so_many_seconds() -> None:
    hand = Hand()
    seldom = Seldom(60.0, hand)
    assert [seldom.due("one"), seldom.due("two"), seldom.due("one")] == [True, True, False]
    hand.now += 59.0
    assert not seldom.due("one")
    hand.now += 1.0
    assert seldom.due("one")
