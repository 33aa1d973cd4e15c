"""What people type, and the verb it is."""

import pytest

from commands.language.parse import Command, commands, parse
from commands.language.verbs import (
    Add,
    CreateZone,
    Delete,
    DeleteZone,
    Get,
    Help,
    History,
    ListRecords,
    ListZones,
    SetRecord,
    ShowZone,
    Status,
    Verb,
)
from commands.model.records import Type

A, TXT, MX, HTTPS = Type.A, Type.TXT, Type.MX, Type.HTTPS
ONE = ("1.2.3.4",)
TWO = ("1.2.3.4", "1.2.3.5")
ID = "Z0123456789ABC"
EC2 = "ec2-50-17-1-2.compute-1.amazonaws.com"
EXAMPLE = "www.example.com"

HELP: list[tuple[str, Verb]] = [
    *((text, Help()) for text in ("", "  ", "?", "help", "HELP", "-h", "--help", "—help", "/dns", "/dns help")),
    *((text, Help("add")) for text in ("help add", "add help", "ADD HELP", "add --help", "add -h", "add ?", "? add")),
    ("help rm", Help("delete")),
    ("rm --help", Help("delete")),
    ("help zone create", Help("zone create")),
    ("zone create help", Help("zone create")),
    ("zone delete --help", Help("zone delete")),
    ("add www --help", Help("add")),
    ("help help", Help("help")),
]

READING: list[tuple[str, Verb]] = [
    ("zones", ListZones()),
    ("zones *PROD*", ListZones("*prod*")),
    ("ls", ListZones()),
    ("LS", ListZones()),
    ("zone example.com", ShowZone("example.com")),
    ("zone Example.COM.", ShowZone("example.com.")),
    (f"zone {ID}", ShowZone(ID)),
    (f"zone /hostedzone/{ID}", ShowZone(ID)),
    (f"zone *{ID}*", ShowZone(ID)),
    ("list", ListRecords()),
    ("records", ListRecords()),
    ("ls example.com", ListRecords("example.com")),
    (f"list {ID} a www*", ListRecords(ID, A, "www*")),
    ("list mx", ListRecords("", MX)),
    ("list *db*", ListRecords("", None, "*db*")),
    ("list example.com *DB* CNAME", ListRecords("example.com", Type.CNAME, "*db*")),
    ("list example.com db", ListRecords("example.com", None, "db")),
    ("list zone=example.com A", ListRecords("example.com", A)),
    ("list @ A", ListRecords("", A)),
    ("get db1", Get("db1")),
    ("show db1 a", Get("db1", A)),
    ("lookup *.example.com", Get("*.example.com")),
    ("get @ MX", Get("@", MX)),
    ("get \\052.example.com", Get("*.example.com")),
    ("get db1 zone=example.com", Get("db1", None, "example.com")),
    (f"get db1 --zone {ID}", Get("db1", None, ID)),
    (f"get {ID}", ListRecords(ID)),
    (f"get {ID} A", ListRecords(ID, A)),
    (f"get /hostedzone/{ID}", ListRecords(ID)),
    ("get /hostedzone/Zabc", ListRecords("/hostedzone/Zabc")),
    ("get z0123456789abc", Get("z0123456789abc")),
    ("get Z0123", Get("z0123")),
    ("get mx", Get("mx")),
    ("get 192.0.2.1", Get("1.2.0.192.in-addr.arpa.")),
    ("get 192.0.2.1 PTR", Get("1.2.0.192.in-addr.arpa.", Type.PTR)),
    ("status C2682N5HXP0BZ4", Status("C2682N5HXP0BZ4")),
    ("history", History()),
    ("history www.example.com", History("www.example.com")),
    (f"history {ID}", History(ID)),
    ("zone create example.org", CreateZone("example.org")),
    ('ZONE CREATE Example.ORG comment "the shop"', CreateZone("example.org", "the shop")),
    ("zone delete example.org", DeleteZone("example.org")),
    (f"zone delete {ID}", DeleteZone(ID)),
]

CHANGES: list[tuple[str, Verb]] = [
    (f"add db1 CNAME {EC2} 300", Add("db1", Type.CNAME, (EC2,), 300)),
    ("ADD WWW.Example.COM a 1.2.3.4", Add(EXAMPLE, A, ONE)),
    ("add www.example.com. A 1.2.3.4", Add("www.example.com.", A, ONE)),
    ("add  www.example.com\u00a0A  1.2.3.4 ", Add(EXAMPLE, A, ONE)),
    ("add www A 1.2.3.4, 1.2.3.5", Add("www", A, TWO)),
    ("add www A 1.2.3.4,1.2.3.5", Add("www", A, TWO)),
    ("add www A 1.2.3.4 1.2.3.5 300", Add("www", A, TWO, 300)),
    ("add www A 1.2.3.4,\n1.2.3.5\n300", Add("www", A, TWO, 300)),
    ("add www.example.com AAAA 2001:DB8::1", Add(EXAMPLE, Type.AAAA, ("2001:db8::1",))),
    ("add *.example.com CNAME app.example.net", Add("*.example.com", Type.CNAME, ("app.example.net",))),
    ("add *www.example.com* A 1.2.3.4", Add(EXAMPLE, A, ONE)),
    ("add *www.example.com* *A* _1.2.3.4_ ~300~", Add(EXAMPLE, A, ONE, 300)),
    ("add *www.example.com A 1.2.3.4*", Add(EXAMPLE, A, ONE)),
    ("add `www.example.com` A `1.2.3.4`", Add(EXAMPLE, A, ONE)),
    ("```add www.example.com A 1.2.3.4```", Add(EXAMPLE, A, ONE)),
    ("add <http://www.example.com|www.example.com> A 1.2.3.4", Add(EXAMPLE, A, ONE)),
    ("add <https://www.example.com/> A 1.2.3.4", Add(EXAMPLE, A, ONE)),
    ("add http://www.example.com A 1.2.3.4", Add(EXAMPLE, A, ONE)),
    ('add "www.example.com" A "1.2.3.4"', Add(EXAMPLE, A, ONE)),
    ("add münchen.example A 1.2.3.4", Add("xn--mnchen-3ya.example", A, ONE)),
    ("add www．example．com A 1.2.3.4", Add(EXAMPLE, A, ONE)),
    ("add 192.0.2.1 PTR host.example.com", Add("1.2.0.192.in-addr.arpa.", Type.PTR, ("host.example.com",))),
    ("/dns add www A 1.2.3.4", Add("www", A, ONE)),
    ("add ttl A 1.2.3.4", Add("ttl", A, ONE)),
    ("add zone A 1.2.3.4 5m", Add("zone", A, ONE, 300)),
    ("add mx A 1.2.3.4", Add("mx", A, ONE)),
    (
        "set @ MX 10 a.example.net, 20 b.example.net 1h",
        SetRecord("@", MX, ("10 a.example.net", "20 b.example.net"), 3600),
    ),
    ("change www A 1.2.3.4", SetRecord("www", A, ONE)),
    ("update www A 1.2.3.4 0", SetRecord("www", A, ONE, 0)),
    ("delete db1", Delete("db1")),
    ("del _web_", Delete("web")),
    ("rm db1 cname", Delete("db1", Type.CNAME)),
    ("remove www A 1.2.3.4, 1.2.3.5 300", Delete("www", A, TWO, 300)),
    ("delete www A 300", Delete("www", A, (), 300)),
    ("delete www 300", Delete("www", None, (), 300)),
    ("delete www ttl=5m", Delete("www", None, (), 300)),
    ("delete x TXT v=spf1 -all", Delete("x", TXT, ('"v=spf1 -all"',))),
    ("delete x TXT 300", Delete("x", TXT, ('"300"',))),
    ("delete x MX 10", Delete("x", MX, (), 10)),
]

OPTIONS: list[tuple[str, Verb]] = [
    *(
        (f"add www A 1.2.3.4 {ttl}", Add("www", A, ONE, 60))
        for ttl in (
            "60",
            "1m",
            "ttl 60",
            "ttl=60",
            "TTL=1M",
            "--ttl 60",
            "--ttl=60",
            "-ttl 60",
            "-ttl=1m",
            "—ttl 60",
            "–ttl=60",
        )
    ),
    ("add --ttl 60 www A 1.2.3.4", Add("www", A, ONE, 60)),
    ("add www ttl=60 A 1.2.3.4", Add("www", A, ONE, 60)),
    ("add www A ttl 60 1.2.3.4", Add("www", A, ONE, 60)),
    ("add www A 1.2.3.4 1h30m", Add("www", A, ONE, 5400)),
    ("add www A 1.2.3.4 1W", Add("www", A, ONE, 604800)),
    ("add www A 1.2.3.4 2147483647", Add("www", A, ONE, 2147483647)),
    ("add www A 1.2.3.4 zone=example.com", Add("www", A, ONE, None, "", "example.com")),
    (f"add zone=/hostedzone/{ID} www A 1.2.3.4 60", Add("www", A, ONE, 60, "", ID)),
    ("add www A 1.2.3.4 --zone <http://example.com|example.com>", Add("www", A, ONE, None, "", "example.com")),
    ('add www A 1.2.3.4 300 comment "new, \\"web\\" host"', Add("www", A, ONE, 300, 'new, "web" host')),
    ("add www A 1.2.3.4 comment=“it’s new” 300", Add("www", A, ONE, 300, "it's new")),
    ("set www A 1.2.3.4 --comment ‘new’", SetRecord("www", A, ONE, None, "new")),
    ("add www A 1.2.3.4 comment=new", Add("www", A, ONE, None, "new")),
]

SPF = '"v=spf1 -all"'
TEXTS: list[tuple[str, Verb]] = [
    *(
        (f"add x TXT {text}", Add("x", TXT, (SPF,)))
        for text in ('"v=spf1 -all"', "“v=spf1 -all”", "‘v=spf1 -all’", '“v=spf1 -all"')
    ),
    ("add x TXT v=spf1 -all", Add("x", TXT, (SPF,))),
    ("add x SPF v=spf1 -all", Add("x", Type.SPF, (SPF,))),
    ("add x TXT v=spf1 -all 300", Add("x", TXT, (SPF,), 300)),
    ('add x TXT "v=spf1 -all" 300', Add("x", TXT, (SPF,), 300)),
    ('add x TXT "v=spf1 -all" ttl=5m', Add("x", TXT, (SPF,), 300)),
    ("add x TXT one, two,  three 5m", Add("x", TXT, ('"one, two,  three"',), 300)),
    ("add x TXT a,b,,c", Add("x", TXT, ('"a,b,,c"',))),
    ('add x TXT "a" "b"', Add("x", TXT, ('"a" "b"',))),
    ('add x TXT "a", "b"', Add("x", TXT, ('"a"', '"b"'))),
    ('add x TXT "a" "b", "c" "d" 60', Add("x", TXT, ('"a" "b"', '"c" "d"'), 60)),
    ('add x TXT ""', Add("x", TXT, ('""',))),
    ('add x TXT "a, b"', Add("x", TXT, ('"a, b"',))),
    ('add x TXT "k=v\\"w"', Add("x", TXT, ('"k=v\\"w"',))),
    ('add x TXT "a &amp; b &lt;c&gt;"', Add("x", TXT, ('"a & b <c>"',))),
    ("add x TXT “v=spf1 include:_spf.google.com ~all”", Add("x", TXT, ('"v=spf1 include:_spf.google.com ~all"',))),
    ('add _dmarc TXT "v=DMARC1; p=none"', Add("_dmarc", TXT, ('"v=DMARC1; p=none"',))),
    ("add _dmarc TXT v=DMARC1; p=none; pct=100", Add("_dmarc", TXT, ('"v=DMARC1; p=none; pct=100"',))),
    ("add x TXT 300", Add("x", TXT, ('"300"',))),
    ("add x TXT 300 ttl=60", Add("x", TXT, ('"300"',), 60)),
    ("add x TXT a 300 ttl=60", Add("x", TXT, ('"a 300"',), 60)),
    ("add x TXT 1 2", Add("x", TXT, ('"1"',), 2)),
    ("add x TXT zone=a ttl=5 b", Add("x", TXT, ('"zone=a ttl=5 b"',))),
    ("add x TXT --ttl 60 hello", Add("x", TXT, ('"hello"',), 60)),
    ('add x TXT hello comment "why" 60', Add("x", TXT, ('"hello"',), 60, "why")),
    ('add x TXT hello 60 comment "why"', Add("x", TXT, ('"hello"',), 60, "why")),
    ("add x TXT rock 'n' roll", Add("x", TXT, ("\"rock 'n' roll\"",))),
    ("add x TXT 'it's' 'here'", Add("x", TXT, ('"it\'s" "here"',))),
    ("add x TXT _token_", Add("x", TXT, ('"_token_"',))),
    ("add x TXT *v=spf1 -all*", Add("x", TXT, (SPF,))),
    ("add x TXT # not a remark", Add("x", TXT, ('"# not a remark"',))),
    ("add x TXT ü", Add("x", TXT, ('"\\195\\188"',))),
]

FIELDS: list[tuple[str, Verb]] = [
    ("add _sip._tcp SRV 10 5 5060 sip.example.com", Add("_sip._tcp", Type.SRV, ("10 5 5060 sip.example.com",))),
    ("add x MX 10 mail.example.com 300", Add("x", MX, ("10 mail.example.com",), 300)),
    ("add x MX 10 a.example.com,20 b.example.com", Add("x", MX, ("10 a.example.com", "20 b.example.com"))),
    ("add x MX *10 mail.example.com*", Add("x", MX, ("10 mail.example.com",))),
    ('add x CAA 0 issue "letsencrypt.org"', Add("x", Type.CAA, ('0 issue "letsencrypt.org"',))),
    ("add x CAA 0 issue letsencrypt.org 1h", Add("x", Type.CAA, ('0 issue "letsencrypt.org"',), 3600)),
    ("add x CAA 0 issue ‘a.b’, 0 issuewild “;”", Add("x", Type.CAA, ('0 issue "a.b"', '0 issuewild ";"'))),
    ("add x HTTPS 1 . alpn=h2,h3 port=443 60", Add("x", HTTPS, ("1 . alpn=h2,h3 port=443",), 60)),
    ("add x HTTPS 1 . alpn=h2,h3, 2 b.example.com", Add("x", HTTPS, ("1 . alpn=h2,h3", "2 b.example.com"))),
    ('add x HTTPS 1 . alpn="h2,h3", 2 b.example.com', Add("x", HTTPS, ('1 . alpn="h2,h3"', "2 b.example.com"))),
    ("add x TLSA 3 1 0 abcd 300", Add("x", Type.TLSA, ("3 1 0 abcd",), 300)),
]

ALL = [*HELP, *READING, *CHANGES, *OPTIONS, *TEXTS, *FIELDS]


@pytest.mark.parametrize(("text", "verb"), ALL, ids=[repr(text)[1:-1] or "nothing" for text, _ in ALL])
def test_a_command_is_its_verb_and_can_be_said_back(text: str, verb: Verb) -> None:
    assert parse(text) == verb
    assert parse(str(verb)) == verb


def test_a_long_key_in_lines_is_one_value_in_pieces_of_255() -> None:
    lines = ["v=DKIM1; k=rsa; p=" + "M" * 46, *["I" * 64] * 45, "QAB"]
    (found,) = commands("add sel._domainkey TXT " + "\n".join(lines) + " 300")
    assert isinstance(found, Command)
    assert isinstance(found.verb, Add)
    strings = found.verb.values[0].split('" "')
    assert "".join(strings).strip('"') == "".join(lines)
    assert all(len(string.strip('"')) <= 255 for string in strings)
    assert found.verb.ttl == 300


def test_each_command_of_several_is_judged_on_its_own() -> None:
    first, second, third = commands("add www A 1.2.3.4\nadd x A 999\nget www")
    assert isinstance(first, Command)
    assert not isinstance(second, Command)
    assert isinstance(third, Command)
    assert third.verb == Get("www")


def test_twenty_commands_go_together_and_one_more_does_not() -> None:
    assert len(commands("\n".join(["get a"] * 20))) == 20
    (refused,) = commands("\n".join(["get a"] * 21))
    assert not isinstance(refused, Command)
    assert "20" in str(refused)


def test_spans_tell_where_the_fields_stand() -> None:
    (found,) = commands('/dns  add  www A 1.2.3.4, 1.2.3.5 300 zone=example.com comment "x"')
    assert isinstance(found, Command)
    said = {name: found.text[start:end] for name, (start, end) in found.spans.items()}
    assert said == {
        "name": "www",
        "type": "A",
        "values": "1.2.3.4, 1.2.3.5",
        "ttl": "300",
        "zone": "example.com",
        "comment": 'comment "x"',
    }
