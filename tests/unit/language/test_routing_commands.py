"""Routing, aliases and the verbs that change one thing: what people type, and the verb it is."""

import pytest

from commands.language.parse import Command, commands, parse
from commands.language.verbs import (
    Add,
    AddValue,
    ChangeTtl,
    Copy,
    Delete,
    Drain,
    RemoveValue,
    Rename,
    SetRecord,
    Target,
    Verb,
    Weigh,
)
from commands.model.records import Type
from commands.model.routing import (
    SIMPLE,
    Cidr,
    Failover,
    Geo,
    Latency,
    Multivalue,
    Policy,
    Proximity,
    Routing,
    Weighted,
)

A, TXT = Type.A, Type.TXT
ONE = ("192.0.2.1",)
LB = "app-1.us-east-1.elb.amazonaws.com"
CHECK = "abcdef11-2222-3333-4444-555555fedcba"
COLLECTION = "c9c00001-2222-3333-4444-555555555555"
BLUE = Routing("blue", Weighted(10))


def routed(policy: Policy | None, identifier: str = "x", health: str = "") -> Add:
    return Add("www", A, ONE, routing=Routing(identifier, policy, health))


POLICIES: list[tuple[str, Policy]] = [
    ("weight=10", Weighted(10)),
    ("weight:0", Weighted(0)),
    ("--weight 255", Weighted(255)),
    ("region=EU-West-1", Latency("eu-west-1")),
    ("--region=us-gov-east-1", Latency("us-gov-east-1")),
    ("failover=Secondary", Failover("SECONDARY")),
    ("geo=EU", Geo(continent="EU")),
    ("geo=us", Geo(country="US")),
    ("geo=US-CA", Geo(country="US", subdivision="CA")),
    ("geo=*", Geo(country="*")),
    ("geo=continent:AF", Geo(continent="AF")),
    ("geo=country:AF", Geo(country="AF")),
    ("geo=country:DE", Geo(country="DE")),
    ("multivalue", Multivalue()),
    ("--multivalue", Multivalue()),
    ("multivalue=yes", Multivalue()),
    ("near=us-east-1", Proximity("us-east-1")),
    ("near=us-east-1 bias=-5", Proximity("us-east-1", bias=-5)),
    ("bias=+9 near=us-west-2-lax-1", Proximity(zone_group="us-west-2-lax-1", bias=9)),
    ("near=52.5,13.4", Proximity(latitude="52.5", longitude="13.4")),
    ("near=+52.50, -013 bias=0", Proximity(latitude="52.5", longitude="-13", bias=0)),
    ('near="-33.9,151"', Proximity(latitude="-33.9", longitude="151")),
    (f"cidr={COLLECTION}/office", Cidr(COLLECTION, "office")),
    (f"cidr={COLLECTION.upper()}/*", Cidr(COLLECTION, "*")),
]

ROUTED: list[tuple[str, Verb]] = [
    ("add www A 192.0.2.1 id=blue weight=10", Add("www", A, ONE, routing=BLUE)),
    ("add www A id=blue weight=10 192.0.2.1 300", Add("www", A, ONE, 300, routing=BLUE)),
    ("add --id blue www --weight=10 A 192.0.2.1", Add("www", A, ONE, routing=BLUE)),
    ("ADD www A 192.0.2.1 ID=blue WEIGHT=10", Add("www", A, ONE, routing=BLUE)),
    ("add www A 192.0.2.1\nid=blue\nweight=10\nttl 300", Add("www", A, ONE, 300, routing=BLUE)),
    *((f"add www A 192.0.2.1 id=x {text}", routed(policy)) for text, policy in POLICIES),
    ('add www A 192.0.2.1 id="the blue, one" weight=10', routed(Weighted(10), "the blue, one")),
    ("add www A 192.0.2.1 id=‘ü x’ weight=10", routed(Weighted(10), "ü x")),
    ("add www A 192.0.2.1 id=*blue* weight=10", routed(Weighted(10), "blue")),
    (f"add www A 192.0.2.1 id=x failover=primary health={CHECK}", routed(Failover("PRIMARY"), "x", CHECK)),
    (
        f'add www A 192.0.2.1 id=x weight=1 health={CHECK} comment "why" zone=example.com',
        Add("www", A, ONE, None, "why", "example.com", Routing("x", Weighted(1), CHECK)),
    ),
    ("set www A 192.0.2.1 id=blue", SetRecord("www", A, ONE, routing=Routing("blue"))),
    ("set www A id=blue weight=10", SetRecord("www", A, (), routing=BLUE)),
    ("set www A id=blue health=none", SetRecord("www", A, (), routing=Routing("blue", health="none"))),
    ("set www A id=blue ttl=60", SetRecord("www", A, (), 60, routing=Routing("blue"))),
    ("set www A ttl=60", SetRecord("www", A, (), 60)),
    ("set www A id=blue 60", SetRecord("www", A, (), 60, routing=Routing("blue"))),
    ("set www A id=x bias=5", SetRecord("www", A, (), routing=Routing("x", Proximity(bias=5)))),
    ("delete www id=blue", Delete("www", routing=Routing("blue"))),
    ("delete www A id=blue", Delete("www", A, routing=Routing("blue"))),
    ("delete www A 192.0.2.1 300 id=blue weight=10", Delete("www", A, ONE, 300, routing=BLUE)),
]

# An unquoted text keeps what looks like an option of routing, unless an id and a policy end it together.
TEXTS: list[tuple[str, Verb]] = [
    ("add _mta-sts TXT v=STSv1; id=20260831T0;", Add("_mta-sts", TXT, ('"v=STSv1; id=20260831T0;"',))),
    ("add _mta-sts TXT v=STSv1; id=20260831 300", Add("_mta-sts", TXT, ('"v=STSv1; id=20260831"',), 300)),
    ("add _mta-sts TXT v=STSv1; id=20260831 ttl=300", Add("_mta-sts", TXT, ('"v=STSv1; id=20260831"',), 300)),
    ("add x TXT weight=3", Add("x", TXT, ('"weight=3"',))),
    ("add x TXT multivalue", Add("x", TXT, ('"multivalue"',))),
    ("add x TXT geo=EU is where region=x", Add("x", TXT, ('"geo=EU is where region=x"',))),
    ("add x TXT hello id=blue weight=10", Add("x", TXT, ('"hello"',), routing=BLUE)),
    ('add x TXT "id=2026" id=blue weight=10', Add("x", TXT, ('"id=2026"',), routing=BLUE)),
    ('set x TXT "id=2026" id=blue', SetRecord("x", TXT, ('"id=2026"',), routing=Routing("blue"))),
    ("set x TXT id=blue ttl=60", SetRecord("x", TXT, (), 60, routing=Routing("blue"))),
    ("set x TXT weight=3", SetRecord("x", TXT, ('"weight=3"',))),
    ("delete x TXT weight=3", Delete("x", TXT, ('"weight=3"',))),
    ("delete x TXT id=blue", Delete("x", TXT, routing=Routing("blue"))),
    ("add x TXT alias of www", Add("x", TXT, ('"alias of www"',))),
    ("add-value x TXT id=2026", AddValue("x", TXT, ('"id=2026"',))),
]

ALIASES: list[tuple[str, Verb]] = [
    (f"add www ALIAS {LB}", Add("www", A, (), alias=Target(LB))),
    (f"add www alias {LB}.", Add("www", A, (), alias=Target(f"{LB}."))),
    (f"add www ALIAS+ {LB}", Add("www", A, (), alias=Target(LB, both=True))),
    (f"add www A alias {LB}", Add("www", A, (), alias=Target(LB))),
    (f"add www AAAA ALIAS {LB}", Add("www", Type.AAAA, (), alias=Target(LB))),
    ("add www HTTPS alias d1.cloudfront.net", Add("www", Type.HTTPS, (), alias=Target("d1.cloudfront.net"))),
    ("add www ALIAS @", Add("www", A, (), alias=Target("@"))),
    ("add www ALIAS db1 evaluate=yes", Add("www", A, (), alias=Target("db1", evaluate=True))),
    (
        "add www ALIAS x.y.z zone-id=Z0123 --evaluate no",
        Add("www", A, (), alias=Target("x.y.z", False, "Z0123", False)),
    ),
    ("add www ALIAS x.y.z zone-id=/hostedzone/Z0123", Add("www", A, (), alias=Target("x.y.z", zone_id="Z0123"))),
    (f"add www ALIAS <http://{LB}|{LB}>", Add("www", A, (), alias=Target(LB))),
    ("add www ALIAS db1 id=blue weight=10", Add("www", A, (), routing=BLUE, alias=Target("db1"))),
    (
        "add www ALIAS db1 id=p failover=primary",
        Add("www", A, (), routing=Routing("p", Failover("PRIMARY")), alias=Target("db1")),
    ),
    ("add alias A 192.0.2.1", Add("alias", A, ONE)),
    (f"set www ALIAS {LB}", SetRecord("www", A, (), alias=Target(LB))),
    ("set www A evaluate=no", SetRecord("www", A, (), alias=Target(evaluate=False))),
    ("set www ALIAS evaluate=yes", SetRecord("www", A, (), alias=Target(evaluate=True))),
    ("delete www ALIAS", Delete("www", A, alias=Target())),
    ("delete www ALIAS+", Delete("www", A, alias=Target(both=True))),
    (f"delete www A alias {LB} evaluate=no", Delete("www", A, alias=Target(LB, evaluate=False))),
]

ADJUSTING: list[tuple[str, Verb]] = [
    ("weight www blue 20", Weigh("www", "blue", 20)),
    ("weight www A blue 20", Weigh("www", "blue", 20, A)),
    ("weight www A 20", Weigh("www", "A", 20)),
    ('weight www "the blue one" 0', Weigh("www", "the blue one", 0)),
    ("weight www id=blue 20", Weigh("www", "blue", 20)),
    ("weight www a --id=blue weight=20 zone=example.com", Weigh("www", "blue", 20, A, "example.com")),
    ("drain www blue", Drain("www", "blue")),
    ("drain www AAAA 7", Drain("www", "7", Type.AAAA)),
    ("drain www id=blue", Drain("www", "blue")),
    ("ttl www 60", ChangeTtl("www", 60)),
    ("ttl www A 5m", ChangeTtl("www", 300, A)),
    ("ttl www ttl=1h", ChangeTtl("www", 3600)),
    ("ttl www A 60 id=blue", ChangeTtl("www", 60, A, "", "blue")),
    ('ttl "ttl" 60', ChangeTtl("ttl", 60)),
    ("add-value www A 192.0.2.1, 192.0.2.2", AddValue("www", A, ("192.0.2.1", "192.0.2.2"))),
    ("add-value @ MX 10 mx.example.net", AddValue("@", Type.MX, ("10 mx.example.net",))),
    ("remove-value www A 192.0.2.1 id=blue", RemoveValue("www", A, ONE, "", "blue")),
    ("rm-value www A 192.0.2.1", RemoveValue("www", A, ONE)),
    ("rename db1 db2", Rename("db1", "db2")),
    ("move db1 db2 A", Rename("db1", "db2", A)),
    ("rename 192.0.2.1 192.0.2.2", Rename("1.2.0.192.in-addr.arpa.", "2.2.0.192.in-addr.arpa.")),
    ("copy @ www MX", Copy("@", "www", Type.MX)),
    ("copy www.example.com www.example.net", Copy("www.example.com", "www.example.net")),
    ("copy www www zone=Z0123456789 into=Z9876543210", Copy("www", "www", None, "Z0123456789", "Z9876543210")),
]

ALL = [*ROUTED, *TEXTS, *ALIASES, *ADJUSTING]


@pytest.mark.parametrize(("text", "verb"), ALL, ids=[repr(text)[1:-1] for text, _ in ALL])
def test_a_command_is_its_verb_and_can_be_said_back(text: str, verb: Verb) -> None:
    assert parse(text) == verb
    assert parse(str(verb)) == verb


def test_without_options_a_record_set_is_simple() -> None:
    found = parse("add www A 192.0.2.1")
    assert isinstance(found, Add)
    assert (found.routing, found.alias) == (SIMPLE, None)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("add www A 192.0.2.1\nttl 300", 1),
        ('add www A 192.0.2.1\nttl 300 comment "x"', 1),
        ("add www A 192.0.2.1 id=x\nweight = 10", 1),
        ("add www A 192.0.2.1\nttl www 300", 2),
        ("add www A 192.0.2.1 id=blue weight=1\nweight www blue 10\ndrain www blue", 3),
        ("add-value www A 192.0.2.1\nremove-value www A 192.0.2.1\ncopy a b\nrename b c", 4),
    ],
)
def test_a_line_begins_a_command_where_its_first_word_is_a_verb_and_not_an_option(text: str, count: int) -> None:
    found = commands(text)
    assert len(found) == count
    assert all(isinstance(one, Command) for one in found)


def test_spans_tell_where_the_parts_of_routing_stand() -> None:
    (found,) = commands(f"add www ALIAS {LB} id=blue weight=10 health={CHECK} zone-id=Z1 evaluate=yes")
    assert isinstance(found, Command)
    said = {name: found.text[start:end] for name, (start, end) in found.spans.items()}
    assert said == {
        "name": "www",
        "type": "ALIAS",
        "target": LB,
        "id": "id=blue",
        "policy": "weight=10",
        "weight": "weight=10",
        "health": f"health={CHECK}",
        "zone_id": "zone-id=Z1",
        "evaluate": "evaluate=yes",
    }
