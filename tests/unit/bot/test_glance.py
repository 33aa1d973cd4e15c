import threading

import pytest

from bot.glance import Glance
from commands.errors import Unreachable
from commands.model.zones import Zone

ZONES = (Zone("Z0123456789", "example.com."),)


def test_one_message_looks_once() -> None:
    looks: list[None] = []

    def look() -> tuple[Zone, ...]:
        looks.append(None)
        return ZONES

    glance = Glance(look)
    assert [glance.zones(), glance.zones()] == [ZONES, ZONES]
    assert len(looks) == 1


def test_route_53_being_away_is_no_zones() -> None:
    def look() -> tuple[Zone, ...]:
        raise Unreachable("gone")

    assert Glance(look).zones() is None


def test_what_takes_long_is_waited_for_once_and_not_for_long() -> None:
    answered = threading.Event()

    def look() -> tuple[Zone, ...]:
        answered.wait(10.0)
        return ZONES

    glance = Glance(look, patience=0.01)
    assert glance.zones() is None
    assert glance.zones() is None
    answered.set()


def test_a_bug_of_ours_is_not_hidden() -> None:
    def look() -> tuple[Zone, ...]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Glance(look).zones()
