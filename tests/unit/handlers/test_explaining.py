import pytest

from commands.errors import NoSuchZone, Refused
from commands.handlers.explaining import explain, explain_other
from commands.language.parse import parse
from commands.language.verbs import Add, SetRecord
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type

NAME = "db1.example.com."
OLD = RecordSet(NAME, Type.A, 300, ("192.0.2.1",))
NEW = RecordSet(NAME, Type.A, 60, ("192.0.2.9",))
TEXT = RecordSet(NAME, Type.TXT, 300, ('"x"',))
CNAME = RecordSet(NAME, Type.CNAME, 300, ("x.example.net",))
ELSEWHERE = RecordSet("www.example.com.", Type.CNAME, 300, ("x.example.net",))
NO = Refused("InvalidChangeBatch", "[raw words]", "Route 53 says no.")


def plan(kind: Kind, before: tuple[RecordSet, ...] = (), after: tuple[RecordSet, ...] = ()) -> Plan:
    return Plan(kind, "Z0123456789", "example.com.", before, after)


ADD, SET, DELETE = plan(Kind.ADD, after=(NEW,)), plan(Kind.SET, (OLD,), (NEW,)), plan(Kind.DELETE, (OLD,))


@pytest.mark.parametrize(
    ("asked", "found", "words"),
    [
        (ADD, (OLD,), ["exists already", "To change it"]),
        (ADD, (NEW,), ["exists already, just so", "Nothing was changed"]),
        (ADD, (RecordSet(NAME, Type.A, 60, ("192.0.2.9",)), TEXT), ["just so"]),
        (ADD, (CNAME,), ["CNAME stands alone", "has CNAME already"]),
        (plan(Kind.ADD, after=(CNAME,)), (OLD, TEXT), ["CNAME stands alone", "has A, TXT already"]),
        (plan(Kind.ADD, after=(CNAME,)), (ELSEWHERE,), ["Route 53 says no."]),
        (plan(Kind.SET, (TEXT,), (CNAME,)), (TEXT, OLD), ["CNAME stands alone", "has A already"]),
        (plan(Kind.SET, (CNAME,), (NEW,)), (CNAME,), ["Route 53 says no."]),
        (plan(Kind.SET, after=(NEW,)), (OLD,), ["in the meantime", "nothing was overwritten"]),
        (SET, (RecordSet(NAME, Type.A, 300, ("192.0.2.5",)),), ["in the meantime", "nothing was overwritten"]),
        (SET, (RecordSet(NAME, Type.A, 301, ("192.0.2.1",)),), ["in the meantime"]),
        (SET, (), ["in the meantime"]),
        (SET, (OLD,), ["Route 53 says no."]),
        (DELETE, (), ["in the meantime"]),
        (DELETE, (NEW,), ["in the meantime"]),
        (DELETE, (OLD,), ["Route 53 says no."]),
        (ADD, (), ["Route 53 says no."]),
    ],
)
def test_a_refused_batch_is_explained_by_what_stands(
    asked: Plan, found: tuple[RecordSet, ...], words: list[str]
) -> None:
    said = explain(asked, NO, found, "/dns add db1 A 192.0.2.9")
    assert all(word in said for word in words), said


BLUE, GREEN = (
    RecordSet(NAME, Type.A, 60, ("192.0.2.1",), routing=f'{{"SetIdentifier": "{word}", "Weight": 1}}')
    for word in ("blue", "green")
)
WEST = RecordSet(NAME, Type.A, 60, ("192.0.2.1",), routing='{"Region": "eu-west-1", "SetIdentifier": "west"}')
OTHER = RecordSet(NAME, Type.A, 60, ("192.0.2.1",), routing='{"Region": "eu-west-1", "SetIdentifier": "other"}')
MOVED = RecordSet("www.example.com.", Type.A, 300, ("192.0.2.1",))


@pytest.mark.parametrize(
    ("asked", "found", "words"),
    [
        (plan(Kind.ADD, after=(NEW,)), (BLUE, GREEN), ["is routed (id blue, green)"]),
        (plan(Kind.ADD, after=(BLUE,)), (OLD,), ["is one simple record set"]),
        (plan(Kind.ADD, after=(BLUE,)), (BLUE,), ["db1.example.com A with the id blue exists already, just so"]),
        (
            plan(Kind.ADD, after=(BLUE,)),
            (RecordSet(NAME, Type.A, 5, ("192.0.2.1",), routing=BLUE.routing),),
            ["with the id blue exists already. To change it:", "/dns set db1"],
        ),
        (plan(Kind.ADD, after=(WEST,)), (BLUE,), ["weighted routing"]),
        (plan(Kind.ADD, after=(WEST,)), (OTHER,), ["region eu-west-1 already (id other)"]),
        (plan(Kind.ADD, after=(BLUE,)), (GREEN,), ["Route 53 says no."]),
        (plan(Kind.ADD, after=(NEW, TEXT)), (TEXT,), ["db1.example.com TXT exists already"]),
        (plan(Kind.COPY, after=(MOVED,)), (MOVED,), ["www.example.com A exists already, so nothing was copied"]),
        (plan(Kind.COPY, after=(MOVED,)), (ELSEWHERE,), ["CNAME stands alone"]),
        (plan(Kind.RENAME, (OLD,), (MOVED,)), (OLD, MOVED), ["exists already, so nothing was renamed"]),
        (plan(Kind.RENAME, (OLD,), (MOVED,)), (), ["in the meantime"]),
        (plan(Kind.RENAME, (OLD,), (MOVED,)), (OLD,), ["Route 53 says no."]),
        (plan(Kind.SET, (OLD,), (NEW,)), (NEW,), ["in the meantime"]),
        (plan(Kind.SET, (BLUE,), (GREEN,)), (BLUE, GREEN), ["Route 53 says no."]),
    ],
)
def test_routing_and_the_newer_kinds_are_explained_too(
    asked: Plan, found: tuple[RecordSet, ...], words: list[str]
) -> None:
    said = explain(asked, NO, found, "/dns add db1 A 192.0.2.9 id=blue weight=1")
    assert all(word in said for word in words), said


@pytest.mark.parametrize(
    ("raw", "protected"),
    [
        ("[RRSet x, type A is protected: do not touch, ticket 4711]", True),
        ("[A resource record set protection prevents this change. Comment: ticket 4711]", True),
        ("[Tried to create resource record set [name='protected.example.com.', type='A'] but it exists]", False),
        ("[RRSet with DNS name the.protection.example.com. is not permitted]", False),
    ],
)
def test_a_protection_is_named_with_its_comment(raw: str, protected: bool) -> None:
    for asked in (ADD, SET, DELETE):
        said = explain(asked, Refused("InvalidChangeBatch", raw, f"Route 53 says {raw}."), (OLD, CNAME), "/dns")
        assert said.startswith("The record set is protected in Route 53") is protected
        assert not protected or raw in said


def test_a_health_check_that_is_not_there_is_said_to_be_the_reason() -> None:
    no = Refused("NoSuchHealthCheck", "raw", "A health check with id h-1 does not exist.")
    assert explain(ADD, no, (), "/dns") == (
        "Route 53 knows no such health check: A health check with id h-1 does not exist."
    )


@pytest.mark.parametrize(
    "wanted",
    [
        NEW,
        RecordSet(NAME, Type.TXT, 60, ('"a b, c" "d;e"', '"f"')),
        RecordSet("*.example.com.", Type.MX, 60, ("10 mx1.example.net", "20 mx2.example.net.")),
        RecordSet("xn--mnchen-3ya.example.com.", Type.CAA, 60, ('0 issue "ca.example.net"',)),
        RecordSet("_sip._tcp.example.com.", Type.SRV, 60, ("1 2 5060 sip.example.net",)),
        RecordSet(NAME, Type.TXT, 60, ('"<!channel> & `tick`"',)),
    ],
)
def test_the_set_line_that_would_change_it_can_be_said_as_it_is(wanted: RecordSet) -> None:
    there = RecordSet(wanted.name, wanted.type, 300, wanted.values)
    typed = Add(wanted.name, wanted.type, wanted.values, zone="Z0123456789")
    said = explain(plan(Kind.ADD, after=(wanted,)), NO, (there,), f"/route {typed}")
    line = said.split("To change it:\n/route ", 1)[1]
    assert parse(line) == SetRecord(wanted.name, wanted.type, wanted.values, zone="Z0123456789")


@pytest.mark.parametrize("asked", [ADD, SET, DELETE, plan(Kind.CREATE_ZONE), plan(Kind.DELETE_ZONE)])
@pytest.mark.parametrize("code", ["AccessDenied", "InvalidInput", "TooManyHostedZones"])
def test_any_other_refusal_is_told_in_its_own_words(asked: Plan, code: str) -> None:
    assert explain(asked, Refused(code, "raw", "That is not allowed."), (OLD, CNAME), "/dns") == "That is not allowed."


@pytest.mark.parametrize("asked", [ADD, SET, DELETE, plan(Kind.DELETE_ZONE)])
def test_a_zone_that_is_gone_is_said_to_be_gone(asked: Plan) -> None:
    assert explain(asked, NoSuchZone("no such zone"), (), "/dns") == "The zone is gone."


@pytest.mark.parametrize("asked", [ADD, SET, DELETE])
def test_what_may_have_happened_in_between_is_not_kept_quiet(asked: Plan) -> None:
    said = explain_other(asked)
    assert "answer was lost" in said
    assert "not known" in said
