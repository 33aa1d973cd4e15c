"""A reserved request goes out within moments, or not at all."""

import pytest

from commands.adapters.turns import GOOD_FOR
from commands.errors import Unreachable
from tests.contract.conftest import Wire
from tests.contract.test_broken_wire import DB1, create


def test_a_reserved_request_goes_out_at_once_or_not_at_all(wire: Wire) -> None:
    """A process that stood still in between may have lost its lease, and another has done the work since."""
    wire.route53.reserve()
    wire.clock.time += GOOD_FOR + 0.1
    with pytest.raises(Unreachable):
        wire.route53.submit(wire.zone_id, create(DB1), "")
    assert wire.aws.calls == []
    wire.route53.reserve()
    wire.clock.time += GOOD_FOR - 0.1
    wire.route53.submit(wire.zone_id, create(DB1), "")
    assert wire.aws.get(wire.zone_id, "db1.example.com", "A") == DB1
    assert wire.takes.patience == [10.0, 10.0]


def test_what_is_not_reserved_waits_for_its_own_turn_and_reading_needs_none(wire: Wire) -> None:
    wire.route53.reserve()
    wire.clock.time += GOOD_FOR + 0.1
    with pytest.raises(Unreachable):
        wire.route53.delete_zone(wire.zone_id)
    wire.route53.zones()
    wire.route53.submit(wire.zone_id, create(DB1), "")
    assert wire.takes.patience[-1] == 10.0
