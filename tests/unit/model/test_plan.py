import pytest

from commands.model.plan import Action, Kind, Plan, Standing, dangers, in_the_way, standing
from commands.model.records import Alias, RecordSet, Type

NAME = "db1.example.com."


def record(*values: str, type_: Type = Type.A, name: str = NAME, ttl: int = 300, **more: object) -> RecordSet:
    return RecordSet(name, type_, ttl, values, **more)  # type: ignore[arg-type]


OLD, NEW = record("192.0.2.1"), record("192.0.2.2")
TEXT = record('"v=spf1 -all"', type_=Type.TXT)
ALIAS = RecordSet(NAME, Type.A, None, (), Alias("Z2", "x.example.net.", False))
ADD = Plan(Kind.ADD, "Z1", "example.com.", after=(NEW,))
SET = Plan(Kind.SET, "Z1", "example.com.", before=(OLD,), after=(NEW,))
DELETE = Plan(Kind.DELETE, "Z1", "example.com.", before=(OLD,))


def test_deletes_go_before_creates() -> None:
    assert SET.batch == ((Action.DELETE, OLD), (Action.CREATE, NEW))
    assert ADD.batch == ((Action.CREATE, NEW),)
    assert DELETE.batch == ((Action.DELETE, OLD),)


def test_nothing_can_be_upserted() -> None:
    assert {action.value for action in Action} == {"DELETE", "CREATE"}


def test_a_plan_names_each_name_once_and_a_zone_by_its_own() -> None:
    both = Plan(Kind.SET, "Z1", "example.com.", before=(OLD,), after=(NEW, record("x", name="a.example.com.")))
    assert both.names == (NAME, "a.example.com.")
    assert Plan(Kind.CREATE_ZONE, "", "example.net.").names == ("example.net.",)


@pytest.mark.parametrize(
    ("plan", "there", "outcome"),
    [
        (ADD, (), Standing.OLD),
        (ADD, (NEW,), Standing.WANTED),
        (ADD, (TEXT,), Standing.OLD),
        (ADD, (NEW, TEXT), Standing.WANTED),
        (ADD, (OLD,), Standing.OTHER),
        (ADD, (ALIAS,), Standing.OTHER),
        (SET, (OLD,), Standing.OLD),
        (SET, (NEW,), Standing.WANTED),
        (SET, (), Standing.OTHER),
        (SET, (record("192.0.2.2", ttl=60),), Standing.OTHER),
        (DELETE, (OLD,), Standing.OLD),
        (DELETE, (), Standing.WANTED),
        (DELETE, (TEXT,), Standing.WANTED),
        (DELETE, (NEW,), Standing.OTHER),
    ],
)
def test_a_reading_tells_what_became_of_a_plan(plan: Plan, there: tuple[RecordSet, ...], outcome: Standing) -> None:
    assert standing(plan, there) is outcome


def test_another_spelling_and_order_of_the_same_content_is_the_same() -> None:
    wanted = record("10 MX1.example.net.", "20 mx2.example.net.", type_=Type.MX)
    there = record("20 mx2.example.net", "10 mx1.example.net", type_=Type.MX)
    assert standing(Plan(Kind.ADD, "Z1", "example.com.", after=(wanted,)), (there,)) is Standing.WANTED


def test_sets_that_differ_in_routing_are_told_apart() -> None:
    blue, green = (record("192.0.2.1", routing=f'{{"SetIdentifier": "{word}"}}') for word in ("blue", "green"))
    plan = Plan(Kind.DELETE, "Z1", "example.com.", before=(blue, green))
    assert standing(plan, (green, blue)) is Standing.OLD
    assert standing(plan, (green,)) is Standing.OTHER


def test_the_other_variants_of_a_name_are_none_of_a_plans_business() -> None:
    blue, new, green = (record("192.0.2.1", routing=text) for text in ROUTED)
    plan = Plan(Kind.SET, "Z1", "example.com.", before=(blue,), after=(new,))
    assert standing(plan, (blue, green)) is Standing.OLD
    assert standing(plan, (new, green)) is Standing.WANTED
    assert standing(plan, (green,)) is Standing.OTHER
    assert standing(Plan(Kind.ADD, "Z1", "example.com.", after=(new,)), (green,)) is Standing.OLD
    assert standing(Plan(Kind.DELETE, "Z1", "example.com.", before=(blue,)), (green,)) is Standing.WANTED


ROUTED = (
    '{"SetIdentifier": "blue", "Weight": 1}',
    '{"SetIdentifier": "blue", "Weight": 2}',
    '{"SetIdentifier": "green", "Weight": 1}',
)


def goes(type_: Type, name: str = NAME) -> Plan:
    return Plan(Kind.DELETE, "Z1", "example.com.", before=(record("x", type_=type_, name=name),))


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (goes(Type.NS), ["delegation"]),
        (goes(Type.MX), ["Mail"]),
        (goes(Type.DS), ["DNSSEC"]),
        (goes(Type.A, "*.example.com."), ["wildcard"]),
        (goes(Type.MX, "*.example.com."), ["Mail", "wildcard"]),
        (goes(Type.A), []),
        (goes(Type.TXT), []),
        (ADD, []),
        (SET, []),
        (Plan(Kind.SET, "Z1", "example.com.", (record("1 a.", type_=Type.MX),), (record("2 b.", type_=Type.MX),)), []),
        (Plan(Kind.DELETE_ZONE, "Z1", "example.com."), []),
    ],
)
def test_only_what_goes_for_good_is_warned_of(plan: Plan, words: list[str]) -> None:
    found = dangers(plan)
    assert len(found) == len(words)
    for sentence, word in zip(found, words, strict=True):
        assert word in sentence
        assert sentence.endswith(".")


def test_the_same_danger_is_told_once() -> None:
    gone = (record("x", type_=Type.NS), record("y", type_=Type.NS, name="b.example.com."))
    assert len(dangers(Plan(Kind.DELETE, "Z1", "example.com.", before=gone))) == 1


BLUE = record("192.0.2.7", ttl=60, routing='{"SetIdentifier": "blue", "Weight": 7}')
GREEN = record("192.0.2.8", ttl=60, routing='{"SetIdentifier": "green", "Weight": 9}')


def test_a_routed_set_is_told_from_the_others_of_its_group() -> None:
    plan = Plan(Kind.SET, "Z1", "example.com.", (BLUE,), (record("192.0.2.9", ttl=60, routing=BLUE.routing),))
    assert standing(plan, [BLUE, GREEN]) is Standing.OLD
    assert standing(plan, [plan.after[0], GREEN]) is Standing.WANTED
    assert standing(plan, [GREEN]) is Standing.OTHER


def test_an_alias_is_the_same_however_route_53_writes_its_target() -> None:
    plan = Plan(Kind.ADD, "Z1", "example.com.", after=(ALIAS,))
    assert standing(plan, [RecordSet(NAME, Type.A, None, (), Alias("Z2", "X.example.net", False))]) is Standing.WANTED
    for other in (Alias("Z3", "x.example.net.", False), Alias("Z2", "x.example.net.", True), None):
        assert standing(plan, [RecordSet(NAME, Type.A, None, (), other)]) is Standing.OTHER


def test_what_is_about_a_zone_names_the_zone_whatever_it_held() -> None:
    assert Plan(Kind.DELETE_ZONE, "Z1", "example.com.", before=(OLD, TEXT)).names == ("example.com.",)


@pytest.mark.parametrize(
    ("coming", "there", "kept_out"),
    [
        (TEXT, NEW, False),
        (OLD, NEW, False),
        (record("db.example.net.", type_=Type.CNAME), TEXT, True),
        (TEXT, record("db.example.net.", type_=Type.CNAME), True),
        (BLUE, GREEN, False),
        (BLUE, NEW, True),
        (NEW, BLUE, True),
        (NEW, record("192.0.2.1", name="other.example.com."), False),
    ],
)
def test_what_stands_keeps_out_what_cannot_stand_beside_it(coming: RecordSet, there: RecordSet, kept_out: bool) -> None:
    assert in_the_way([coming], [there]) == ((there,) if kept_out else ())
