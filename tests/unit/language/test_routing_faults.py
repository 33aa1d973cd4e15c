"""What is wrong with routing and aliases is told at the right word, all at once, with the corrected command."""

import pytest

from commands.errors import NotUnderstood
from commands.language.parse import commands, parse

# what is typed; then for each fault the faulty words, a part of the message; then the suggestion
Case = tuple[str, list[tuple[str, str]], str]

CHECK = "abcdef11-2222-3333-4444-555555fedcba"
LB = "app-1.us-east-1.elb.amazonaws.com"
NEW = "add w A 1.2.3.4 id=x"

NEEDS: list[Case] = [
    ("add w A 1.2.3.4 weight=10", [("weight=10", "goes with id=NAME")], ""),
    ("add w A 1.2.3.4 id=x", [("id=x", "goes with a routing policy")], ""),
    (f"add w A 1.2.3.4 health={CHECK}", [(f"health={CHECK}", "goes with id=NAME")], ""),
    ("set w A 1.2.3.4 weight=10", [("weight=10", "goes with id=NAME")], ""),
    ("delete w A weight=10", [("weight=10", "goes with id=NAME")], ""),
    ("add w A 1.2.3.4 id= weight=10", [("id=", "identifier is missing")], ""),
    (f"add w A 1.2.3.4 id={'x' * 129} weight=1", [(f"id={'x' * 129}", "128")], ""),
    (f"{NEW} weight=1 region=eu-west-1", [("region=eu-west-1", "two routing policies")], ""),
    (f"{NEW} weight=1 weight=2", [("weight=2", "twice")], f"{NEW} weight=1"),
    ("add w NS ns1.example.net id=x weight=1", [("id=x", "NS follows no routing policy")], ""),
    ("add w DS 1 13 1 2bb183af5f22588179a53b0a98631fad1a292118 id=x weight=1", [("id=x", "DS follows no")], ""),
    ("add w CNAME a.b.c id=x multivalue", [("multivalue", "CNAME has no multivalue")], ""),
    ("add w ALIAS www id=x multivalue", [("multivalue", "alias has no multivalue")], ""),
    (f"{NEW} failover=primary", [("failover=primary", "needs a health check")], ""),
    (f"{NEW} weight=1 health=none", [("health=none", "has none")], f"{NEW} weight=1"),
    (f"{NEW} bias=3", [("bias=3", "goes with near=")], ""),
    ("get w id=x", [("id=x", "get takes no id=")], "get w"),
    ("zones --multivalue", [("--multivalue", "zones takes no multivalue")], "zones"),
]

VALUES: list[Case] = [
    (f"{NEW} weight=256", [("weight=256", "from 0 to 255")], ""),
    (f"{NEW} weight=-1", [("weight=-1", "from 0 to 255")], ""),
    (f"{NEW} weight=", [("weight=", "from 0 to 255")], ""),
    (f"{NEW} region=eu-wst-1", [("region=eu-wst-1", "eu-west-1?")], f"{NEW} region=eu-west-1"),
    (f"{NEW} region=mars", [("region=mars", "not an AWS region")], ""),
    (
        f"{NEW} failover=primry health={CHECK}",
        [("failover=primry", "primary or secondary")],
        f"{NEW} failover=primary health={CHECK}",
    ),
    (f"{NEW} geo=AF", [("geo=AF", "AF is Africa and Afghanistan")], ""),
    (f"{NEW} geo=UK", [("geo=UK", "did you mean GB?")], f"{NEW} geo=GB"),
    (f"{NEW} geo=germany", [("geo=germany", "did you mean DE?")], f"{NEW} geo=DE"),
    (f"{NEW} geo=europe", [("geo=europe", "did you mean EU?")], f"{NEW} geo=EU"),
    (f"{NEW} geo=TX", [("geo=TX", "did you mean US-TX?")], f"{NEW} geo=US-TX"),
    (f"{NEW} geo=US-ZZ", [("geo=US-ZZ", "ZZ is not a state")], ""),
    (f"{NEW} geo=DE-BY", [("geo=DE-BY", "Only states of the US")], f"{NEW} geo=DE"),
    (f"{NEW} geo=", [("geo=", "is not a place")], ""),
    (f"{NEW} near=mars", [("near=mars", "not an AWS region")], ""),
    (f"{NEW} near=eu-wst-1", [("near=eu-wst-1", "eu-west-1?")], f"{NEW} near=eu-west-1"),
    (f"{NEW} near=91,0", [("near=91,0", "latitude is from -90 to 90")], ""),
    (f"{NEW} near=0,180.5", [("near=0,180.5", "longitude from -180 to 180")], ""),
    (f"{NEW} near=52.523,13.4", [("near=52.523,13.4", "two decimals")], f"{NEW} near=52.52,13.4"),
    (f"{NEW} near=eu-west-1 bias=100", [("bias=100", "from -99 to 99")], ""),
    (f"{NEW} near=eu-west-1 bias=1.5", [("bias=1.5", "from -99 to 99")], ""),
    (f"{NEW} cidr=office", [("cidr=office", "a slash and a location")], ""),
    (
        f"{NEW} cidr=c9c00001-2222-3333-4444-555555555555/the.office",
        [("cidr=c9c00001-2222-3333-4444-555555555555/the.office", "1 to 16")],
        "",
    ),
    (f"{NEW} multivalue=no", [("multivalue=no", "nothing behind it")], f"{NEW} multivalue"),
    (f"{NEW} weight=1 health=a/b", [("health=a/b", "health check's id")], ""),
    (f"{NEW} weight 5", [("weight", "behind =, as in weight=…")], f"{NEW} weight=5"),
    (f"{NEW} region eu-west-1", [("region", "behind =, as in region=…")], f"{NEW} region=eu-west-1"),
    ("add w A 1.2.3.4 id x weight 5", [("id", "behind ="), ("weight", "behind =")], "add w A 1.2.3.4 id=x weight=5"),
    (f"{NEW} country=US", [("country=US", "did you mean geo?")], f"{NEW} geo=US"),
    (f"{NEW} latency=eu-west-1", [("latency=eu-west-1", "did you mean region?")], f"{NEW} region=eu-west-1"),
    (f"{NEW} wieght=1", [("wieght=1", "did you mean weight?")], f"{NEW} weight=1"),
]

ALIASES: list[Case] = [
    ("add w ALIAS", [("", "A target is expected here")], ""),
    ("set w ALIAS", [("", "A target is expected here")], ""),
    (f"add w ALIAS {LB} 300", [("300", "no TTL of its own")], f"add w ALIAS {LB}"),
    (f"add w ALIAS {LB} ttl=300", [("ttl=300", "no TTL of its own")], f"add w ALIAS {LB}"),
    (f"add w ALIAS {LB}, x.y.z", [(", x.y.z", "one target")], ""),
    ("add w ALIAS 1.2.3.4", [("1.2.3.4", "is an address")], "add w A 1.2.3.4"),
    ("add w ALIAS a..b", [("a..b", "dot")], "add w ALIAS a.b"),
    ("add w ALIS x.y.z", [("ALIS", "did you mean ALIAS?")], "add w ALIAS x.y.z"),
    ("add ALIAS w x.y.z", [("ALIAS w", "name goes first")], "add w ALIAS x.y.z"),
    ("add w ALIAS x.y.z zone-id=foo", [("zone-id=foo", "hosted zone id")], ""),
    ("add w ALIAS x.y.z evaluate=maybe", [("evaluate=maybe", "yes or no")], ""),
    ("add w A 1.2.3.4 zone-id=Z1", [("zone-id=Z1", "goes with an alias")], ""),
    ("set w A 1.2.3.4 evaluate=yes", [("evaluate=yes", "goes with an alias")], ""),
    ("delete w evaluate=yes", [("evaluate=yes", "goes with an alias")], ""),
    (
        "add w ALIAS d1.cloudfront.net evaluate=yes",
        [("evaluate=yes", "cannot be evaluated")],
        "add w ALIAS d1.cloudfront.net evaluate=no",
    ),
    (
        "add w ALIAS+ s3-website-us-east-1.amazonaws.com",
        [("ALIAS+", "of type A")],
        "add w ALIAS s3-website-us-east-1.amazonaws.com",
    ),
    (f"add w MX alias {LB}", [("MX", "of type A or AAAA")], ""),
    (f"add @ CNAME {LB} 300", [("CNAME", "an ALIAS can")], f"add @ ALIAS {LB}"),
    ("get w ALIAS", [("ALIAS", "not a record type")], ""),
    ("add @ SOA alias x.y.z", [("SOA", "keep the zone alive"), ("alias x.y.z", "field is missing")], ""),
]

ADJUSTING: list[Case] = [
    ("weight w", [("", "a set identifier and a weight here, as in: weight www blue 20")], ""),
    ("weight w blue", [("", "a set identifier and a weight")], ""),
    ("weight w blue 256", [("256", "from 0 to 255")], ""),
    ("weight w CNAMEX blue 5", [("CNAMEX", "CNAME?")], "weight w CNAME blue 5"),
    ("weight w A blue 5 6", [("6", "weight NAME [TYPE] ID N")], ""),
    ("weight w blue 5 region=eu-west-1", [("region=eu-west-1", "takes no region=")], "weight w blue 5"),
    ("drain w", [("", "a set identifier here")], ""),
    ("drain w A b c", [("c", "drain NAME [TYPE] ID")], ""),
    ("ttl w", [("", "a TTL here")], ""),
    ("ttl w A", [("", "a TTL here")], ""),
    ("ttl w A x", [("x", "not a TTL")], ""),
    ("ttl w 99999999999", [("99999999999", "2147483647")], ""),
    ("ttl @ NS 60", [("NS", "keep the zone alive")], ""),
    ("add-value w A", [("", "A value is expected here")], ""),
    ("add-value w A 1.2.3.4 300", [("300", "keeps the TTL")], "add-value w A 1.2.3.4"),
    ("add-value w CNAME a.b.c", [("add-value", "one value")], "set w CNAME a.b.c"),
    ("remove-value w CNAME a.b.c", [("remove-value", "one value")], "delete w CNAME a.b.c"),
    ("add-value w A 1.2.3.4 id=x weight=3", [("weight=3", "takes no weight=")], "add-value w A 1.2.3.4 id=x"),
    ("add-value w ALIAS x.y.z", [("add-value", "An alias has no values")], "set w ALIAS x.y.z"),
    ("remove-value w A alias x.y.z", [("remove-value", "An alias has no values")], "delete w A alias x.y.z"),
    ("rename a", [("", "the new name here")], ""),
    ("rename a A b", [("A b", "The new name goes first")], "rename a b A"),
    ("rename a a", [("a", "the same name")], ""),
    ("rename @ b", [("@", "give the type")], ""),
    ("copy @ b NS", [("NS", "keep the zone alive")], ""),
    ("copy a b A c", [("c", "copy NAME NEW [TYPE]")], ""),
    ("copy a b..c", [("b..c", "dot")], "copy a b.c"),
    ("rename a b into=c.d", [("into=c.d", "takes no into=")], "rename a b"),
    ("wieght w blue 5", [("wieght", "did you mean weight?")], "weight w blue 5"),
]

TOGETHER: list[Case] = [
    (
        "add a..b A 10.0.0.256 id=x weight=300 region=mars health=? ttl=x",
        [
            ("a..b", "dot"),
            ("10.0.0.256", "IPv4"),
            ("weight=300", "from 0 to 255"),
            ("region=mars", "two routing policies"),
            ("region=mars", "not an AWS region"),
            ("health=?", "health check's id"),
            ("ttl=x", "5m"),
        ],
        "",
    ),
    (
        "add w ALIAS+ 1.2.3.4 60 zone-id=? evaluate=?",
        [
            ("1.2.3.4", "address"),
            ("60", "no TTL"),
            ("zone-id=?", "hosted zone id"),
            ("evaluate=?", "yes or no"),
        ],
        "",
    ),
]

ALL = [*NEEDS, *VALUES, *ALIASES, *ADJUSTING, *TOGETHER]


@pytest.mark.parametrize(("text", "faults", "suggestion"), ALL, ids=[repr(text[:60])[1:-1] for text, _, _ in ALL])
def test_every_fault_is_told_at_its_words(text: str, faults: list[tuple[str, str]], suggestion: str) -> None:
    problem = commands(text)[-1]
    assert isinstance(problem, NotUnderstood)
    assert [problem.text[fault.start : fault.end] for fault in problem.faults] == [words for words, _ in faults]
    for fault, (_, part) in zip(problem.faults, faults, strict=True):
        assert part in fault.message
    assert "".join(fault.suggestion for fault in problem.faults) == suggestion
    if suggestion:
        parse(suggestion)
