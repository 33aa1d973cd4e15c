"""What the old route53 command was told: each line means a verb of today."""

import pytest

from commands.errors import NotUnderstood
from commands.language import boto, usage
from commands.language.parse import commands, parse
from commands.language.verbs import Help, ListRecords, ListZones

Z = "Z0123456789ABCDEFGHIJ"
LB = "my-lb-1.us-east-1.elb.amazonaws.com"


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("ls", "zones"),
        (f"get {Z}", f"list {Z}"),
        (f"get {Z} A", f"list {Z} A"),
        (f"get {Z} A www.example.com", f"get www.example.com A zone={Z}"),
        (f"get {Z} A www.example.com. 10", f"get www.example.com. A zone={Z}"),
        ("create example.net", "zone create example.net"),
        ('create example.net ref-1 "the shop"', 'zone create example.net comment "the shop"'),
        ("create example.net ref-1 the shop", 'zone create example.net comment "the shop"'),
        (f"delete_zone {Z}", f"zone delete {Z}"),
        (f"add_record {Z} www A 192.0.2.1", f"add www A 192.0.2.1 600 zone={Z}"),
        (f"ADD_RECORD /hostedzone/{Z} www a 192.0.2.1", f"add www A 192.0.2.1 600 zone={Z}"),
        (f"add_record {Z} www A 192.0.2.1,192.0.2.2 60", f"add www A 192.0.2.1, 192.0.2.2 60 zone={Z}"),
        (f"add_record {Z} www A 192.0.2.1, 192.0.2.2 60", f"add www A 192.0.2.1, 192.0.2.2 60 zone={Z}"),
        (f"add_record {Z} www A 192.0.2.1 60 blue 10", f"add www A 192.0.2.1 60 zone={Z} id=blue weight=10"),
        (f'add_record {Z} www A 192.0.2.1 60 "" "" "a note"', f'add www A 192.0.2.1 60 zone={Z} comment "a note"'),
        (
            f"add_record {Z} www A 192.0.2.1 60 b 1 a note",
            f'add www A 192.0.2.1 60 zone={Z} id=b weight=1 comment "a note"',
        ),
        (
            f'add_record {Z} @ MX "10 a.example.net,20 b.example.net" 60',
            f"add @ MX 10 a.example.net, 20 b.example.net 60 zone={Z}",
        ),
        (
            f"add_record {Z} @ MX 10 a.example.net,20 b.example.net 60",
            f"add @ MX 10 a.example.net, 20 b.example.net 60 zone={Z}",
        ),
        (f'add_record {Z} x TXT "v=spf1 a, -all" 60', f'add x TXT "v=spf1 a, -all" 60 zone={Z}'),
        (f"add_record {Z} x TXT hello,world 60", f'add x TXT "hello", "world" 60 zone={Z}'),
        (f'add_record {Z} x TXT "\\"a b\\" \\"c\\"" 60', f'add x TXT "a b" "c" 60 zone={Z}'),
        (f'add_record {Z} x CAA 0 issue "ca.example.net" 60', f'add x CAA 0 issue "ca.example.net" 60 zone={Z}'),
        (f"del_record {Z} www A 192.0.2.1 60", f"delete www A 192.0.2.1 ttl=60 zone={Z}"),
        (f"del_record {Z} www A 192.0.2.1", f"delete www A 192.0.2.1 zone={Z}"),
        (f"del_record {Z} www A", f"delete www A zone={Z}"),
        (
            f'del_record {Z} www A 192.0.2.1 60 blue 10 "gone"',
            f'delete www A 192.0.2.1 ttl=60 zone={Z} id=blue comment "gone"',
        ),
        (f"change_record {Z} www A 192.0.2.1", f"set www A 192.0.2.1 zone={Z}"),
        (f"change_record {Z} www A 192.0.2.1 60 blue 5", f"set www A 192.0.2.1 60 zone={Z} id=blue weight=5"),
        (f"change_record {Z} www A 192.0.2.1 60 blue", f"set www A 192.0.2.1 60 zone={Z} id=blue"),
        (f"add_alias {Z} www A Z35SXDOTRQ7X7K {LB}", f"add www A alias {LB} zone-id=Z35SXDOTRQ7X7K zone={Z}"),
        (
            f"add_alias {Z} www AAAA Z35SXDOTRQ7X7K {LB} b 9 why",
            f'add www AAAA alias {LB} zone-id=Z35SXDOTRQ7X7K zone={Z} id=b weight=9 comment "why"',
        ),
        (f"change_alias {Z} www A Z35SXDOTRQ7X7K {LB}", f"set www A alias {LB} zone-id=Z35SXDOTRQ7X7K zone={Z}"),
        (
            f"del_alias {Z} www A Z35SXDOTRQ7X7K {LB} b 9",
            f"delete www A alias {LB} zone-id=Z35SXDOTRQ7X7K zone={Z} id=b",
        ),
    ],
)
def test_an_old_line_means_a_line_of_today(old: str, today: str) -> None:
    assert parse(old) == parse(today)


@pytest.mark.parametrize(
    ("old", "said", "at"),
    [
        ("add_record", "add_record needs ZONEID here", ""),
        (f"add_record {Z} www", "add_record needs TYPE here", ""),
        (f"add_record {Z} www A", "add_record needs V1,V2 here", ""),
        (f"add_alias {Z} www A Z35SXDOTRQ7X7K", "add_alias needs ALIAS_NAME here", ""),
        ("create", "create needs NAME here", ""),
        ("delete_zone", "delete_zone needs ZONE here", ""),
        (f"delete_zone {Z} now", "One zone is expected", "now"),
        (f"add_record {Z} www A 192.0.2", "is not an IPv4 address", "192.0.2"),
        (f"add_record {Z} www X 192.0.2.1", "X is not a record type", "X"),
        (f"add_record {Z} www A 192.0.2.1 soon", "soon is not a TTL", "soon"),
        (f"add_record {Z} www A 192.0.2.1 60 blue", "IDENTIFIER and WEIGHT go together", "blue"),
        (f"add_record {Z} www A 192.0.2.1 60 blue 999", "weight", "999"),
        (f"add_record {Z} @ CNAME a.example.net", "A CNAME cannot stand at the apex", "CNAME"),
        (f"del_record {Z} @ NS ns.example.net", "keep the zone alive", "NS"),
        (f"add_alias {Z} www NS Z35SXDOTRQ7X7K {LB}", "cannot be an alias", "NS"),
        (f"add_alias {Z} www A {LB} {LB}", "hosted zone id of the alias's target", LB),
        (f'add_record {Z} x TXT "never', "never closed", '"'),
    ],
)
def test_what_is_wrong_is_told_at_its_place(old: str, said: str, at: str) -> None:
    (found,) = commands(old)
    assert isinstance(found, NotUnderstood)
    fault = next(fault for fault in found.faults if said in fault.message)
    assert old[fault.start : fault.end] == at


@pytest.mark.parametrize("verb", boto.LINES)
def test_help_shows_its_own_arguments_and_the_line_of_today(verb: str) -> None:
    assert parse(f"help {verb}") == parse(f"{verb} --help") == Help(verb)
    found = usage.topic(verb)
    arguments, today = boto.LINES[verb]
    assert found.line == f"{verb} {arguments}"
    assert today in found.sentence
    assert type(parse(today)) is type(parse(boto.EXAMPLES[verb]))


def test_a_mistyped_old_verb_is_mended() -> None:
    (found,) = commands(f"add_recrd {Z} www A 192.0.2.1")
    assert isinstance(found, NotUnderstood)
    assert found.faults[0].suggestion == f"add_record {Z} www A 192.0.2.1"


def test_get_of_a_zone_id_lists_and_ls_is_zones() -> None:
    assert isinstance(parse(f"get {Z} MX"), ListRecords)
    assert parse("ls") == ListZones()
