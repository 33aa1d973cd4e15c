"""How a change's request is sent, and what its answers do."""

import pytest

from commands.adapters import refusals
from commands.changes.lifecycle import Change, Event, State
from commands.errors import Busy, Refused, Unreachable
from commands.handlers.carrying import FIRST_POST, signed
from commands.language.parse import parse
from commands.model.plan import Action
from commands.model.records import RecordSet, Type
from commands.results import Started
from tests.unit.handlers.office import Office

DB1 = "db1.example.com."
OLD = RecordSet(DB1, Type.A, 300, ("192.0.2.1",))
ACTS = [
    "add db1 A 192.0.2.9",
    "set old A 192.0.2.9",
    "delete old A",
    "zone create example.net",
    "zone delete empty.org",
]


@pytest.fixture
def stocked(office: Office) -> Office:
    """With something for each act to act on."""
    office.put("old.example.com.", Type.A, "192.0.2.1")
    office.embedded.add_zone("empty.org.")
    return office


def requests(office: Office) -> int:
    return sum(office.route53.count(method) for method in ("submit", "create_zone", "delete_zone"))


def sending(act: str) -> str:
    """The method that an act is sent by."""
    return {"zone create": "create_zone", "zone delete": "delete_zone"}.get(" ".join(act.split()[:2]), "submit")


def test_a_question_that_nobody_answers_expires(office: Office) -> None:
    office.put(DB1, Type.A, "192.0.2.1")
    asked = office.ask("delete db1 A")
    assert isinstance(asked, Started)
    office.carry(899.0)
    assert office.now(asked.change).state is State.PROPOSED
    office.carry(1.1)
    assert office.now(asked.change).state is State.EXPIRED
    assert requests(office) == 0


def test_a_message_that_does_not_come_holds_the_request_up_two_seconds_at_most(office: Office) -> None:
    change = office.started("add db1 A 192.0.2.1", posted=False)
    office.carry()
    office.carry(FIRST_POST - 0.2)
    assert (office.now(change).state, requests(office)) == (State.APPROVED, 0)
    office.carry(0.3)
    assert (office.now(change).state, requests(office)) == (State.PENDING, 1)


def test_a_confirmed_question_waits_two_seconds_from_its_confirmation(office: Office) -> None:
    office.put(DB1, Type.A, "192.0.2.1")
    asked = office.ask("delete db1 A")
    assert isinstance(asked, Started)
    office.hands.pass_(60.0)
    office.stored.decide(asked.change.id, Event.CONFIRMED, "U0ANN")
    office.carry(FIRST_POST - 0.2)
    assert requests(office) == 0
    office.carry(0.3)
    assert requests(office) == 1


def test_the_message_standing_lets_the_request_go_at_once(office: Office) -> None:
    asked = office.ask("add db1 A 192.0.2.1")
    assert isinstance(asked, Started)
    office.carry()
    office.post()
    office.carry()
    assert office.now(asked.change).state is State.PENDING


@pytest.mark.parametrize("act", ACTS)
def test_what_is_accepted_is_pending_with_route_53s_id(stocked: Office, act: str) -> None:
    change = stocked.carried(act)
    assert (change.state, change.reconciled, change.attempts) == (State.PENDING, False, 0)
    assert change.aws_id
    assert change.accepted_at is not None
    assert stocked.due_in() == pytest.approx(2.0, abs=0.3)


def test_a_set_deletes_exactly_what_was_shown_and_creates(office: Office) -> None:
    old = office.put(DB1, Type.CNAME, "Db.Example.NET")
    office.carried("set db1 CNAME new.example.net")
    (sent,) = [arguments for method, arguments in office.route53.calls if method == "submit"]
    new = RecordSet(DB1, Type.CNAME, 300, ("new.example.net",))
    assert sent[1] == ((Action.DELETE, old), (Action.CREATE, new))


def test_a_made_zone_brings_its_id_and_name_servers_and_is_known_at_once(office: Office) -> None:
    office.ask("zones")
    change = office.carried("zone create example.net")
    (made,) = [zone for zone in office.embedded.zones() if zone.name == "example.net."]
    assert (change.plan.zone_id, made.reference) == (made.id, change.id)
    assert change.name_servers == office.embedded.zone(made.id).name_servers
    assert isinstance(office.ask("add www.example.net A 192.0.2.1"), Started)


def test_a_deleted_zone_is_unknown_at_once(stocked: Office) -> None:
    stocked.ask("zones")
    stocked.carried("zone delete empty.org")
    assert "empty.org." not in [zone.name for zone in stocked.world.zones.all()]


@pytest.mark.parametrize(
    ("comment", "decided_by", "words"),
    [
        ("", "", ["U0ANN", "C0OPS", "0123456789"]),
        ("for the shop", "", ["U0ANN", "0123456789", "for the shop"]),
        ("", "U0BEN", ["U0ANN", "confirmed by U0BEN"]),
        ("ü" * 300, "U0BEN", ["U0ANN", "C0OPS", "0123456789", "U0BEN"]),
    ],
)
def test_a_batch_is_signed_with_who_where_and_which_change(
    office: Office, comment: str, decided_by: str, words: list[str]
) -> None:
    made = office.started("add db1 A 192.0.2.1")
    plan = type(made.plan)(made.plan.kind, "Z1", "example.com.", after=made.plan.after, comment=comment)
    fields = {name: getattr(made, name) for name in Change.__slots__}
    said = signed(Change(**{**fields, "id": "0123456789", "plan": plan, "decided_by": decided_by}))
    assert all(word in said for word in words)
    assert len(said) <= 256


def test_a_batch_is_signed_with_the_instances_that_its_values_stand_for(office: Office) -> None:
    db = office.ec2.launch("db-1")
    change = office.carried('add db1 CNAME ec2:db-1 comment "for the shop"')
    assert signed(change).endswith(f": for the shop; {db.public_name} is {db.id} (db-1) in us-east-1")


def test_the_signature_is_what_route_53_is_given(office: Office) -> None:
    change = office.carried("add db1 A 192.0.2.1")
    (sent,) = [arguments for method, arguments in office.route53.calls if method == "submit"]
    assert sent[2] == signed(change)


@pytest.mark.parametrize(
    ("stands", "act", "words"),
    [
        (OLD, "add db1 A 192.0.2.9", ["exists already", "/dns set db1 A 192.0.2.9"]),
        (OLD, "add db1 A 192.0.2.1 300", ["just so"]),
        (OLD, "add db1 CNAME x.example.net", ["CNAME stands alone", "has A already"]),
        (RecordSet(DB1, Type.CNAME, 300, ("x.example.net",)), "add db1 A 192.0.2.9", ["has CNAME already"]),
    ],
)
def test_a_first_refusal_is_a_refusal_and_shows_what_stands(
    office: Office, stands: RecordSet, act: str, words: list[str]
) -> None:
    office.embedded.put(office.zone.id, stands)
    change = office.carried(act)
    assert change.state is State.FAILED
    assert (change.standing, change.found) == ((stands,), True)
    assert all(word in change.reason for word in words), change.reason
    assert office.standing(DB1) == (stands,)


def test_the_line_that_would_change_it_is_one_that_does(office: Office) -> None:
    office.put(DB1, Type.A, "192.0.2.1")
    reason = office.carried("add db1 A 192.0.2.9").reason
    line = reason.split("To change it:\n/dns ")[1]
    assert office.carried(str(parse(line))).state is State.PENDING


@pytest.mark.parametrize("act", ["set db1 A 192.0.2.9", "delete db1 A"])
@pytest.mark.parametrize(
    "now", [None, RecordSet(DB1, Type.A, 300, ("192.0.2.77",)), RecordSet(DB1, Type.A, 1, OLD.values)]
)
def test_what_moved_meanwhile_is_not_overwritten(office: Office, act: str, now: RecordSet | None) -> None:
    office.embedded.put(office.zone.id, OLD)
    change = office.started(act)
    office.embedded.remove(office.zone.id, OLD)
    if now:
        office.embedded.put(office.zone.id, now)
    office.carry()
    ended = office.now(change)
    assert ended.state is State.FAILED
    assert "in the meantime" in ended.reason
    assert ended.standing == office.standing(DB1) == (() if now is None else (now,))


def test_a_record_that_appeared_meanwhile_is_not_overwritten(office: Office) -> None:
    change = office.started("set db1 A 192.0.2.9")
    office.embedded.put(office.zone.id, OLD)
    office.carry()
    assert "in the meantime" in office.now(change).reason
    assert office.standing(DB1) == (OLD,)


@pytest.mark.parametrize("act", ["add db1.empty.org A 192.0.2.9", "zone delete empty.org"])
def test_a_zone_that_went_meanwhile_is_said_to_be_gone(stocked: Office, act: str) -> None:
    change = stocked.started(act)
    (empty,) = [zone for zone in stocked.embedded.zones() if zone.name == "empty.org."]
    stocked.embedded.delete_zone(empty.id)
    stocked.carry()
    ended = stocked.now(change)
    assert ended.state is State.FAILED
    assert "gone" in ended.reason or "No hosted zone" in ended.reason


def test_a_zone_that_was_filled_meanwhile_stays(stocked: Office) -> None:
    change = stocked.started("zone delete empty.org")
    (empty,) = [zone for zone in stocked.embedded.zones() if zone.name == "empty.org."]
    stocked.put("db1.empty.org.", Type.A, "192.0.2.1", zone=empty)
    stocked.carry()
    ended = stocked.now(change)
    assert ended.state is State.FAILED
    assert "holds records" in ended.reason


def test_a_refusal_that_cannot_be_explained_is_told_in_its_own_words(office: Office) -> None:
    office.route53.fail("submit", refusals.refused("AccessDenied", "User is not authorized"))
    office.route53.fail("standing", Unreachable("away"))
    change = office.carried("add db1 A 192.0.2.1")
    assert (change.state, change.found, change.standing) == (State.FAILED, False, ())
    assert "not allow" in change.reason


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("error", [Busy("Route 53 asks for fewer requests."), Unreachable("Route 53 is away.")])
def test_what_was_never_taken_is_sent_again_and_the_message_says_why_it_waits(
    stocked: Office, act: str, error: Exception
) -> None:
    stocked.route53.fail(sending(act), error, error)
    change = stocked.carried(act)
    assert (change.state, change.note, change.attempts, change.waits) == (State.APPROVED, str(error), 0, 1)
    stocked.carry(stocked.due_in() + 0.01)
    assert stocked.now(change).waits == 2
    stocked.carry(stocked.due_in() + 0.01)
    ended = stocked.now(change)
    assert (ended.state, ended.note, ended.reconciled, ended.waits) == (State.PENDING, "", False, 0)


def test_pauses_grow_and_stay_under_half_a_minute(office: Office) -> None:
    office.route53.fail("submit", *[Busy("not now")] * 12)
    office.carried("add db1 A 192.0.2.1")
    pauses = []
    for _ in range(11):
        pauses.append(office.due_in())
        office.carry(pauses[-1] + 0.01)
    assert 0.4 < pauses[0] < 1.0
    assert all(pause < 26.1 for pause in pauses)
    assert min(pauses[6:]) > 13.0


def test_a_refusal_after_busy_is_still_a_first_refusal(office: Office) -> None:
    office.route53.fail("submit", Busy("not now"))
    change = office.carried("add db1 A 192.0.2.9 300")
    office.put(DB1, Type.A, "192.0.2.9")
    office.carry(office.due_in() + 0.01)
    assert office.now(change).state is State.FAILED
    assert "just so" in office.now(change).reason


def test_changes_of_one_zone_go_in_the_order_they_were_asked_for(office: Office) -> None:
    office.route53.fail("submit", Busy("not now"))
    first, second = office.started("add db1 A 192.0.2.1"), office.started("add db1 A 192.0.2.2")
    office.carry()
    office.carry()
    assert (office.now(first).waits, office.now(second).state) == (1, State.APPROVED)
    office.carry(2.0)
    office.carry()
    assert (office.now(first).state, office.now(second).state) == (State.PENDING, State.FAILED)


def test_an_unknown_refusal_of_a_zone_is_told(office: Office) -> None:
    office.route53.fail("create_zone", Refused("TooManyHostedZones", "raw", "This account has its 500 zones."))
    change = office.carried("zone create example.net")
    assert (change.state, change.reason) == (State.FAILED, "This account has its 500 zones.")


def test_a_change_waits_for_its_turn_before_it_is_written_down_as_sent(office: Office) -> None:
    office.route53.fail("reserve", Busy("Route 53 is busy with other requests; this one waits its turn."))
    change = office.carried("add db1 A 192.0.2.9")
    assert (change.state, change.sent_at, change.waits) == (State.APPROVED, None, 1)
    assert requests(office) == 0
    office.carry(5.0)
    assert office.now(change).state is State.PENDING
    after = [name for name, _ in office.route53.calls if name in ("reserve", "submit")]
    assert after == ["reserve", "reserve", "submit"]
