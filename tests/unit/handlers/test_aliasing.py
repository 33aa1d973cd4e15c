"""Aliases: the target's hosted zone id is found, or it is told what to write."""

from dataclasses import replace

import pytest

from commands.errors import NotUnderstood
from commands.model.plan import Kind
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Zone
from commands.results import Choice, Differs, NothingThere, Started, Unchanged
from tests.unit.handlers.office import Office
from tests.unit.handlers.routes import LB, LB_ZONE, WWW, fields, pointing, stand, variant
from tests.unit.handlers.test_routing import fault, plan

DUAL = f"dualstack.{LB}"
WEBSITE = "s3-website-us-east-1.amazonaws.com"
S3_ZONE = "Z3AQBSTGFYJSTF"


def alias(zone_id: str, target: str, evaluate: bool = False, *, type_: Type = Type.A) -> RecordSet:
    return RecordSet(WWW, type_, None, alias=Alias(zone_id, target, evaluate))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (f"ALIAS {LB}", alias(LB_ZONE, LB)),
        (f"A alias {LB[:-1].upper()}", alias(LB_ZONE, LB)),
        (f"AAAA alias {DUAL} evaluate=yes", alias(LB_ZONE, DUAL, True, type_=Type.AAAA)),
        (f"ALIAS {LB} zone-id=Z0OTHER evaluate=no", alias("Z0OTHER", LB)),
        ("ALIAS d1.cloudfront.net", alias("Z2FDTNDATAQYW2", "d1.cloudfront.net.")),
        ("ALIAS new.thing.example.test zone-id=Z0OTHER", alias("Z0OTHER", "new.thing.example.test.")),
        (f"ALIAS www.example.com.{WEBSITE}", alias(S3_ZONE, f"{WEBSITE}.")),
    ],
)
def test_an_alias_finds_its_targets_zone(office: Office, text: str, made: RecordSet) -> None:
    found = plan(office, f"add www {text}", asks=False)
    assert (found.kind, found.after, found.notes) == (Kind.ADD, (made,), ())
    assert {method for method, _ in office.route53.calls} == {"zones"}


def test_alias_plus_makes_both_in_one_change(office: Office) -> None:
    found = plan(office, f"add www ALIAS+ {LB}", asks=False)
    assert found.after == (alias(LB_ZONE, LB), alias(LB_ZONE, LB, type_=Type.AAAA))


@pytest.mark.parametrize("typed", ["db1", "db1.example.com", "db1.example.com."])
def test_a_name_of_its_own_zone_must_stand_there(office: Office, typed: str) -> None:
    office.put("db1.example.com.", Type.A, "192.0.2.1")
    assert plan(office, f"add www ALIAS {typed}", asks=False).after == (alias(office.zone.id, "db1.example.com."),)


def test_the_apex_may_be_a_target_and_have_an_alias(office: Office) -> None:
    office.put("example.com.", Type.A, "192.0.2.1")
    assert plan(office, "add www ALIAS @", asks=False).after[0].alias == Alias(office.zone.id, "example.com.", False)
    assert plan(office, f"add @ AAAA alias {LB}", asks=False).after[0].name == "example.com."


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        ("add www ALIAS db9", "db9", "has no A, and an alias points at its own type: nothing stands there"),
        ("add www ALIAS+ db1", "db1", "has no AAAA, and an alias points at its own type: A stands there"),
        ("add www MX alias db1", "db1", "has no MX"),
        ("add www ALIAS www", "www", "alias of itself"),
        ("add www ALIAS a.example.test", "a.example.test", "say its hosted zone id: zone-id="),
        ("add www ALIAS ec2-1-2-3-4.compute-1.amazonaws.com", "ec2-1-2-3-4.compute-1.amazonaws.com", "a CNAME can"),
        (f"add www ALIAS shop.{WEBSITE}", f"shop.{WEBSITE}", "must be called `shop`"),
    ],
)
def test_a_target_that_cannot_be_is_told(office: Office, text: str, words: str, message: str) -> None:
    office.put("db1.example.com.", Type.A, "192.0.2.1")
    at, said = fault(office, text)
    assert at == words
    assert message in said


def test_a_name_of_another_zone_of_ours_takes_that_ones_id(office: Office) -> None:
    below = office.embedded.add_zone("shop.example.com.")
    other = office.embedded.add_zone("example.net.")
    for target, zone in (("a.shop.example.com", below), ("www.example.net", other)):
        office.embedded.put(zone.id, RecordSet(f"{target}.", Type.A, 60, ("192.0.2.1",)))
        found = plan(office, f"add www ALIAS {target}", asks=False)
        assert found.after[0].alias == Alias(zone.id, f"{target}.", False)


def test_of_several_zones_of_one_name_one_is_to_be_said(office: Office) -> None:
    first, second = (office.embedded.add_zone("example.net.", private) for private in (False, True))
    at, said = fault(office, "add www ALIAS a.example.net")
    assert at == "a.example.net"
    assert first.id in said
    assert second.id in said
    assert f"zone-id={first.id}" in said
    assert plan(office, f"add www ALIAS a.example.net zone-id={second.id}", asks=False)


def private(office: Office) -> Zone:
    return office.embedded.add_zone("corp.example.", True)


def test_a_private_zone_has_no_alias_to_cloudfront(office: Office) -> None:
    private(office)
    at, said = fault(office, "add www.corp.example ALIAS d1.cloudfront.net")
    assert at == "d1.cloudfront.net"
    assert "private zone" in said


def test_a_website_without_its_bucket_is_warned_of(office: Office) -> None:
    found = plan(office, f"add www ALIAS {WEBSITE}", asks=False)
    assert found.notes == ("S3 answers only if a bucket of that region is called www.example.com.",)


def test_a_failover_alias_evaluates_its_target_unless_told_otherwise(office: Office) -> None:
    at, said = fault(office, f"add www ALIAS {LB} id=p failover=primary evaluate=no")
    assert at == "failover=primary"
    assert "needs evaluate=yes" in said
    found = plan(office, f"add www ALIAS {LB} id=p failover=primary", asks=False)
    assert found.after[0].alias == Alias(LB_ZONE, LB, True)
    found = plan(office, "add www ALIAS d1.cloudfront.net id=s failover=secondary", asks=False)
    assert found.after[0].alias == Alias("Z2FDTNDATAQYW2", "d1.cloudfront.net.", False)


def test_an_alias_can_be_weighted(office: Office) -> None:
    found = plan(office, f"add www ALIAS {LB} id=blue weight=1", asks=False)
    assert found.after == (replace(alias(LB_ZONE, LB), routing=fields("blue", Weight=1)),)


def test_setting_an_alias_over_values_and_values_over_an_alias(office: Office) -> None:
    old = office.put(WWW, Type.A, "192.0.2.1")
    found = plan(office, f"set www ALIAS {LB}")
    assert (found.before, found.after) == ((old,), (alias(LB_ZONE, LB),))
    stand(office, alias(LB_ZONE, LB))
    assert office.ask(f"set www ALIAS {LB}") == Unchanged(alias(LB_ZONE, LB))
    found = plan(office, "set www A 192.0.2.9 60")
    assert found.after == (RecordSet(WWW, Type.A, 60, ("192.0.2.9",)),)


def test_setting_both_changes_only_what_differs(office: Office) -> None:
    stand(office, alias(LB_ZONE, LB))
    found = plan(office, f"set www ALIAS+ {LB}", asks=False)
    assert (found.before, found.after) == ((), (alias(LB_ZONE, LB, type_=Type.AAAA),))


def test_what_is_not_said_of_an_alias_is_kept(office: Office) -> None:
    stand(office, alias(LB_ZONE, LB, True))
    assert plan(office, f"set www ALIAS {DUAL}").after == (alias(LB_ZONE, DUAL, True),)
    assert plan(office, "set www A evaluate=no").after == (alias(LB_ZONE, LB),)
    assert office.ask("set www A evaluate=yes") == Unchanged(alias(LB_ZONE, LB, True))


def test_an_alias_among_variants_has_no_ttl_to_set(office: Office) -> None:
    stand(office, pointing(identifier="blue", Weight=1))
    at, said = fault(office, "set www A id=blue ttl=60")
    assert at == "ttl=60"
    assert "no TTL of its own" in said


def test_setting_nothing_where_nothing_stands_is_told(office: Office) -> None:
    at, said = fault(office, "set www A evaluate=yes")
    assert at == "A"
    assert "Nothing stands there yet" in said


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("delete www ALIAS", 1),
        ("delete www A alias", 1),
        ("delete www ALIAS+", 2),
        (f"delete www ALIAS+ {LB}", 2),
        (f"delete www ALIAS {DUAL}", 1),
        (f"delete www A alias {LB} zone-id={LB_ZONE} evaluate=no", 1),
    ],
)
def test_deleting_aliases(office: Office, text: str, gone: int) -> None:
    both = (alias(LB_ZONE, LB), alias(LB_ZONE, LB, type_=Type.AAAA))
    stand(office, *both)
    assert plan(office, text).before == both[:gone]


@pytest.mark.parametrize(
    "text",
    [
        "delete www ALIAS app-2.us-east-1.elb.amazonaws.com",
        "delete www ALIAS evaluate=yes",
        "delete www ALIAS zone-id=Z0OTHER",
    ],
)
def test_what_is_said_of_an_alias_is_a_guard_of_its_delete(office: Office, text: str) -> None:
    stand(office, alias(LB_ZONE, LB))
    assert office.ask(text) == Differs(alias(LB_ZONE, LB))


def test_deleting_an_alias_where_values_stand_differs(office: Office) -> None:
    old = office.put(WWW, Type.A, "192.0.2.1")
    assert office.ask("delete www ALIAS") == Differs(old)
    assert isinstance(office.ask("delete www AAAA alias"), NothingThere)


@pytest.mark.parametrize("name", ["example.com", "example.com."])
def test_a_cname_at_the_apex_becomes_an_alias_by_suggestion(office: Office, name: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        office.ask(f"add {name} CNAME {LB} 300")
    (found,) = caught.value.faults
    assert "An ALIAS can" in found.message
    assert isinstance(office.ask(found.suggestion), Started)


def test_both_of_one_id_are_chosen_together(office: Office) -> None:
    four, six = (pointing(identifier="blue", Weight=1, type_=type_) for type_ in (Type.A, Type.AAAA))
    stand(office, four, six, variant("green", Weight=1))
    found = office.ask(f"set www ALIAS+ {LB}")
    assert isinstance(found, Choice)
    assert [command for _, command in found.options] == [
        f"set www.example.com. ALIAS+ {LB} id={name} zone={office.zone.id}" for name in ("blue", "green")
    ]
