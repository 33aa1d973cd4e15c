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


def test_what_is_over_is_forgotten() -> None:
    hand = Hand()
    limits = Limits(hand)
    for number in range(100):
        limits.hold(f"chat.postMessage C{number}", 1.0)
        hand.now += 2.0
    assert len(limits._until) == 1


def test_the_same_thing_is_said_once_in_so_many_seconds() -> None:
    hand = Hand()
    seldom = Seldom(60.0, hand)
    assert [seldom.due("one"), seldom.due("two"), seldom.due("one")] == [True, True, False]
    hand.now += 59.0
    assert not seldom.due("one")
    hand.now += 1.0
    assert seldom.due("one")
