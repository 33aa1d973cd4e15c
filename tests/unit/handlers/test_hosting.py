"""resolver: what hosts are told so that short names resolve in a zone of ours."""

import pytest

from commands.errors import NotUnderstood
from commands.model.resolvers import SYSTEMS, written
from commands.policy import Actor
from commands.results import ResolverShown
from tests.unit.handlers.office import Office


def shown(office: Office, text: str) -> ResolverShown:
    found = office.ask(text, Actor("U0EVE"))
    assert isinstance(found, ResolverShown)
    return found


def test_one_system_is_written_for_the_zone(office: Office) -> None:
    netplan = written(SYSTEMS["netplan"], "example.com")
    for zone in ("example.com", "Example.COM.", office.zone.id):
        assert shown(office, f"resolver {zone} netplan") == ResolverShown("example.com", (("netplan", netplan),))


def test_without_a_system_all_are(office: Office) -> None:
    assert [name for name, _ in shown(office, "resolver example.com").systems] == list(SYSTEMS)


def test_zones_of_one_name_need_the_same(office: Office) -> None:
    office.embedded.add_zone("example.com.", True, [("us-east-1", "vpc-1")])
    assert shown(office, "resolver example.com vpc").zone_name == "example.com"


def test_a_zone_that_is_not_ours_is_told_at_its_word(office: Office) -> None:
    with pytest.raises(NotUnderstood, match="No zone of ours is called `corp`") as caught:
        office.ask("resolver corp netplan")
    (fault,) = caught.value.faults
    assert caught.value.text[fault.start : fault.end] == "corp"
