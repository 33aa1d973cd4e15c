"""What traffic policies, linked services and protections keep is shown, and no verb touches it."""

import pytest

from commands.changes.lifecycle import State
from commands.errors import NotUnderstood
from commands.model.records import RecordSet, Type
from commands.results import Looked, Untouchable
from tests.unit.handlers.office import Office
from tests.unit.handlers.routes import BLUE, WWW, stand

MADE = RecordSet(WWW, Type.A, None, routing='{"SetIdentifier": "blue", "TrafficPolicyInstanceId": "t-1"}')

WRITES = [
    "set www A 192.0.2.9 id=blue",
    "set www A ttl=5 id=blue",
    "delete www A id=blue",
    "weight www blue 1",
    "drain www blue",
    "ttl www 5",
    "add-value www A 192.0.2.9 id=blue",
    "remove-value www A 192.0.2.1 id=blue",
    "rename www new",
    "copy www new",
]


@pytest.mark.parametrize("text", WRITES)
def test_what_a_traffic_policy_made_is_shown_and_refused(office: Office, text: str) -> None:
    office.embedded.put(office.zone.id, MADE)
    found = office.ask(text)
    assert isinstance(found, Untouchable)
    assert "traffic policy instance t-1 made it" in found.why
    shown = office.ask("get www")
    assert isinstance(shown, Looked)
    assert shown.records == (MADE,)
    assert office.stored.recent() == ()


@pytest.mark.parametrize("text", [*WRITES, "add new A 192.0.2.1", "restore www at 1h ago", "zone delete example.com"])
def test_the_zone_of_a_linked_service_is_shown_and_refused(office: Office, text: str) -> None:
    stand(office, BLUE)
    office.embedded.link(office.zone.id, "servicediscovery.amazonaws.com")
    office.world.zones.forget()
    with pytest.raises(NotUnderstood, match=r"belongs to servicediscovery\.amazonaws\.com; only that service"):
        office.ask(text)
    shown = office.ask("get www")
    assert isinstance(shown, Looked)
    assert shown.records == (BLUE,)
    assert office.stored.recent() == ()


@pytest.mark.parametrize("text", ["weight www blue 1", "delete www A id=blue", "ttl www 5", "rename www new"])
def test_a_protected_name_is_refused_with_the_protections_own_words(office: Office, text: str) -> None:
    stand(office, BLUE)
    office.embedded.protect(office.zone.id, WWW, Type.A, "ask the network team")
    change = office.carried(text)
    assert change.state is State.FAILED
    assert "is protected in Route 53" in change.reason
    assert change.reason.endswith("ask the network team.")
    assert office.standing(WWW) == (BLUE,)
