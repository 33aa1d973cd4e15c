"""Route 53 going wrong: what each method makes of it, and how often it asked."""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from commands.adapters.route53 import Boto, client
from commands.errors import AwsProblem, Busy, Refused, ServerFault, Unanswered, Unreachable
from commands.ports import Route53
from tests.contract.conftest import HandClock, Wire
from tests.contract.sets import create, routed, simple
from tests.worlds.aws import AwsWorld

DB1 = simple("db1.example.com.", "A", "192.0.2.1")

READS: list[tuple[str, Callable[[Route53, str], Any]]] = [
    ("ListHostedZones", lambda route53, _: route53.zones()),
    ("GetHostedZone", lambda route53, zone_id: route53.zone(zone_id)),
    ("ListResourceRecordSets", lambda route53, zone_id: route53.standing(zone_id, "db1.example.com.")),
    ("ListResourceRecordSets", lambda route53, zone_id: list(route53.records(zone_id))),
]
POLLS: list[tuple[str, Callable[[Route53, str], Any]]] = [
    ("GetChange", lambda route53, _: route53.in_sync("C1")),
    ("TestDNSAnswer", lambda route53, zone_id: route53.answers(zone_id, "db1.example.com.", "A")),
]
CHANGES: list[tuple[str, Callable[[Route53, str], Any]]] = [
    ("ChangeResourceRecordSets", lambda route53, zone_id: route53.submit(zone_id, create(DB1), "")),
    ("CreateHostedZone", lambda route53, _: route53.create_zone("new.example.com.", "reference", "")),
    ("DeleteHostedZone", lambda route53, zone_id: route53.delete_zone(zone_id)),
]

THROTTLED = ("error", 400, "Throttling", "Rate exceeded")
PRIOR = ("error", 400, "PriorRequestNotComplete", "The request was rejected because Route 53 was still processing.")
UNAVAILABLE = ("error", 503, "ServiceUnavailable", "Service is unavailable")
DENIED = (
    "error",
    403,
    "AccessDenied",
    "User: arn:aws:iam::123456789012:user/bot is not authorized to perform: route53:Anything"
    " on resource: arn:aws:route53:::hostedzone/Z1 because no identity-based policy allows it",
)


@pytest.fixture
def hasty(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """The same wire with a client that waits for an answer only a moment."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", wire.aws.url)
    impatient = client(0.2)
    yield replace(wire, route53=Boto(impatient, wire.takes.take, wire.clock))
    impatient.close()


def every(*calls: tuple[str, Callable[[Route53, str], Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("operation", "ask"), calls, ids=[operation for operation, _ in calls])


@every(*READS)
@pytest.mark.parametrize("fault", [THROTTLED, PRIOR, UNAVAILABLE, "drop_before", "drop_after"], ids=str)
def test_a_read_rides_out_what_passes(wire: Wire, operation: str, ask: Any, fault: Any) -> None:
    wire.aws.inject(operation, fault, times=3)
    ask(wire.route53, wire.zone_id)
    assert len(wire.aws.calls) == 4
    assert len(wire.takes.patience) == 4


@every(*READS)
@pytest.mark.parametrize(
    ("fault", "problem"), [(THROTTLED, Busy), (UNAVAILABLE, Unreachable), ("drop_before", Unreachable)], ids=str
)
def test_a_read_gives_up_after_its_patience(
    wire: Wire, operation: str, ask: Any, fault: Any, problem: type[AwsProblem]
) -> None:
    wire.aws.inject(operation, fault, times=50)
    with pytest.raises(problem):
        ask(wire.route53, wire.zone_id)
    assert 4 < sum(wire.clock.slept) <= 8
    assert all(0 <= patience <= 8 for patience in wire.takes.patience)


def test_the_pauses_grow_from_a_fifth_of_a_second_to_three_and_vary(wire: Wire) -> None:
    wire.aws.inject("ListHostedZones", THROTTLED, times=50)
    with pytest.raises(Busy):
        wire.route53.zones()
    for n, slept in enumerate(wire.clock.slept):
        longest = min(0.2 * 2**n, 3.0)
        assert longest / 2 <= slept <= longest


def test_a_hanging_read_is_asked_again(hasty: Wire) -> None:
    hasty.aws.inject("ListHostedZones", ("hang", 60.0))
    assert [zone.id for zone in hasty.route53.zones()] == [hasty.zone_id]


@every(*CHANGES)
def test_a_change_that_hangs_is_unanswered_and_not_sent_again(hasty: Wire, operation: str, ask: Any) -> None:
    hasty.aws.inject(operation, ("hang", 60.0))
    with pytest.raises(Unanswered):
        ask(hasty.route53, hasty.zone_id)
    assert [call.operation for call in hasty.aws.calls] == [operation]


@every(*READS, *POLLS, *CHANGES)
def test_the_budget_is_asked_before_every_request(wire: Wire, operation: str, ask: Any) -> None:
    def spent(_: float) -> None:
        raise Busy("no turn")

    closed = Boto(client(), spent, wire.clock)
    with pytest.raises(Busy, match="no turn"):
        ask(closed, wire.zone_id)
    assert wire.aws.calls == []


@every(*POLLS)
@pytest.mark.parametrize(
    ("fault", "problem"), [(THROTTLED, Busy), (UNAVAILABLE, Unreachable), ("drop_after", Unreachable)], ids=str
)
def test_a_poll_asks_once_and_gives_way_to_people(
    wire: Wire, operation: str, ask: Any, fault: Any, problem: type[AwsProblem]
) -> None:
    wire.aws.inject(operation, fault)
    with pytest.raises(problem):
        ask(wire.route53, wire.zone_id)
    assert [call.operation for call in wire.aws.calls] == [operation]
    assert wire.takes.patience == [0.5]
    assert wire.clock.slept == []


@every(*CHANGES)
@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        (THROTTLED, Busy),
        (PRIOR, Busy),
        (UNAVAILABLE, ServerFault),
        (("error", 500, "InternalError", "oops"), ServerFault),
        ("drop_before", Unanswered),
        ("drop_after", Unanswered),
        (DENIED, Refused),
        (("error", 400, "InvalidInput", "no"), Refused),
    ],
    ids=str,
)
def test_a_change_is_sent_once_whatever_comes_of_it(
    wire: Wire, operation: str, ask: Any, fault: Any, problem: type[AwsProblem]
) -> None:
    wire.aws.inject(operation, fault)
    with pytest.raises(problem) as raised:
        ask(wire.route53, wire.zone_id)
    assert type(raised.value) is problem
    assert raised.value.__cause__ is not None
    assert [call.operation for call in wire.aws.calls] == [operation]
    assert wire.takes.patience == [10.0]
    assert wire.clock.slept == []


def test_an_answer_that_is_lost_says_nothing_about_what_was_done(wire: Wire) -> None:
    wire.aws.inject("ChangeResourceRecordSets", "drop_before")
    with pytest.raises(Unanswered):
        wire.route53.submit(wire.zone_id, create(DB1), "")
    assert wire.aws.get(wire.zone_id, "db1.example.com", "A") is None
    wire.aws.inject("ChangeResourceRecordSets", "drop_after")
    with pytest.raises(Unanswered):
        wire.route53.submit(wire.zone_id, create(DB1), "")
    assert wire.aws.get(wire.zone_id, "db1.example.com", "A") == DB1


@every(*READS, *POLLS, *CHANGES)
def test_a_missing_permission_is_named_and_not_asked_for_again(wire: Wire, operation: str, ask: Any) -> None:
    wire.aws.inject(operation, DENIED)
    with pytest.raises(Refused) as refused:
        ask(wire.route53, wire.zone_id)
    assert str(refused.value) == (
        "AWS does not allow the bot route53:Anything on arn:aws:route53:::hostedzone/Z1"
        " because no identity-based policy allows it."
    )
    assert len(wire.aws.calls) == 1


@every(*READS, *POLLS, *CHANGES)
def test_credentials_that_aws_does_not_know_are_said_to_be_the_cause(wire: Wire, operation: str, ask: Any) -> None:
    fault = ("error", 403, "InvalidClientTokenId", "The security token included in the request is invalid.")
    wire.aws.inject(operation, fault)
    with pytest.raises(Refused, match="AWS does not accept the bot's credentials"):
        ask(wire.route53, wire.zone_id)


def test_no_credentials_at_all_are_said_to_be_the_cause(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", wire.aws.url)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    poor = Boto(client(), lambda _: None, wire.clock)
    for _, ask in (*READS, *POLLS, *CHANGES):
        with pytest.raises(Refused, match="The bot has no AWS credentials"):
            ask(poor, wire.zone_id)
    assert wire.aws.calls == []


def test_a_request_that_never_arrives_changed_nothing(clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> None:
    with AwsWorld() as gone:
        monkeypatch.setenv("AWS_ENDPOINT_URL", gone.url)
    nowhere = Boto(client(), lambda _: None, clock)
    for _, ask in (*READS, *POLLS, *CHANGES):
        with pytest.raises(Unreachable, match=re.escape(gone.url.removeprefix("http://"))):
            ask(nowhere, "Z1")


def test_throttling_makes_the_budget_hold_back_but_a_busy_zone_does_not(wire: Wire) -> None:
    wire.aws.inject("ListHostedZones", THROTTLED)
    wire.route53.zones()
    assert wire.takes.throttled == 1
    wire.aws.inject("ChangeResourceRecordSets", PRIOR)
    with pytest.raises(Busy, match="earlier change of this zone"):
        wire.route53.submit(wire.zone_id, create(DB1), "")
    assert wire.takes.throttled == 1


def test_two_changes_of_a_zone_at_once_meet_a_busy_zone(wire: Wire) -> None:
    wire.aws.inject("ChangeResourceRecordSets", ("hang", 60.0))
    with ThreadPoolExecutor() as pool:
        first = pool.submit(wire.route53.submit, wire.zone_id, create(DB1), "")
        wire.aws.turns.wait_for(wire.zone_id)
        with pytest.raises(Busy):
            wire.route53.submit(wire.zone_id, create(simple("db2.example.com.", "A", "192.0.2.1")), "")
        wire.aws.closing.set()
        assert first.result(timeout=5)


def test_beyond_its_quota_the_account_is_throttled(wire: Wire) -> None:
    wire.aws.quota.rps, wire.aws.quota.burst = 0.001, 1
    wire.route53.create_zone("one.example.com.", "1", "")
    with pytest.raises(Busy, match="Rate exceeded"):
        wire.route53.create_zone("two.example.com.", "2", "")


def test_a_listing_asks_for_a_page_only_when_it_is_wanted(wire: Wire) -> None:
    for n in range(700):
        wire.aws.put(wire.zone_id, f"h{n}.example.com", "A", "192.0.2.1")
    listing = wire.route53.records(wire.zone_id)
    assert wire.aws.calls == []
    next(listing)
    assert len(wire.aws.calls) == 1
    assert len(list(listing)) == 701
    assert len(wire.aws.calls) == 3


def test_one_name_costs_one_request_and_a_large_routed_group_what_it_needs(wire: Wire) -> None:
    for n in range(100):
        wire.aws.put(wire.zone_id, f"h{n}.example.com", "A", "192.0.2.1")
    wire.route53.standing(wire.zone_id, "h1.example.com.")
    assert len(wire.aws.calls) == 1
    for n in range(45):
        record = routed("w.example.com.", "A", "192.0.2.1", SetIdentifier=f"s{n:02}", Weight=1)
        wire.aws.route53.put(wire.zone_id, record)
    assert len(wire.route53.standing(wire.zone_id, "w.example.com.")) == 45
    assert len(wire.aws.calls) == 1 + 3


def test_the_wire_carries_octal_escapes_and_bare_comments(wire: Wire) -> None:
    odd = simple("*.example.com.", "TXT", '"\\195\\188"')
    wire.route53.submit(wire.zone_id, create(odd), "U1 in C1")
    (call,) = wire.aws.of("ChangeResourceRecordSets")
    assert rb"<Name>\052.example.com.</Name>" in call.body
    assert rb'<Value>"\303\274"</Value>' in call.body
    assert b"<Comment>U1 in C1</Comment>" in call.body


def test_the_client_is_built_only_when_it_is_used() -> None:
    late = client()
    assert late._built is None
    assert late.meta.region_name in ("us-east-1", "aws-global")


def test_the_world_leaves_no_thread_behind(clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> None:
    before = threading.active_count()
    with AwsWorld() as aws:
        monkeypatch.setenv("AWS_ENDPOINT_URL", aws.url)
        found = client()
        Boto(found, lambda _: None, clock).zones()
    found.close()
    assert threading.active_count() == before
