"""Values: as typed, as sent, as compared."""

import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commands.model import values
from commands.model.records import Type
from commands.model.values import BadValue

ANYTHING = st.one_of(
    st.text(st.characters(), max_size=400),
    st.text(string.digits + ' ."\\;()*@:/abü\n', max_size=60),
    st.lists(
        st.sampled_from(
            [
                "0",
                "10",
                "65536",
                "9" * 5000,
                ".",
                "a.b",
                "app",
                '"a"',
                '"',
                "\\",
                r"\#",
                "4",
                "ff",
                "alpn=h2",
                "192.0.2.1",
                "::1",
            ]
        ),
        max_size=8,
    ).map(" ".join),
)
# What Route 53 may return in a value: bytes below 040 and from 177 in octal, a backslash or quote behind a backslash.
WIRE = st.lists(
    st.one_of(
        st.sampled_from([chr(byte) for byte in range(32, 127) if chr(byte) not in '"\\'] + ['"', r"\"", r"\\"]),
        st.integers(0, 255).map(lambda byte: f"\\{byte:03o}"),
    )
).map("".join)
SHA1 = "2bb183af5f22588179a53b0a98631fad1a292118"
SHA256 = "ab" * 32


@pytest.mark.parametrize(
    ("type_", "typed", "sent"),
    [
        ("A", "192.0.2.10", "192.0.2.10"),
        ("A", " 192.0.2.10 ", "192.0.2.10"),
        ("A", "http://192.0.2.10/", "192.0.2.10"),
        ("AAAA", "2001:DB8::1", "2001:db8::1"),
        ("AAAA", "2001:0db8:0:0:0:0:0:1", "2001:db8::1"),
        ("AAAA", "::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("CAA", '0 issue "letsencrypt.org"', '0 issue "letsencrypt.org"'),
        ("CAA", "0  issue letsencrypt.org", '0 issue "letsencrypt.org"'),
        ("CAA", "0 issue letsencrypt.org; policy=ev", '0 issue "letsencrypt.org; policy=ev"'),
        ("CAA", '128 iodef "mailto:x@example.com"', '128 iodef "mailto:x@example.com"'),
        ("CAA", '0 issue ";"', '0 issue ";"'),
        ("CAA", "0 issue ;", '0 issue ";"'),
        ("CNAME", "App.Example.com", "app.example.com"),
        ("CNAME", "app.example.com.", "app.example.com."),
        ("CNAME", "app.", "app."),
        ("CNAME", "https://app.example.com/", "app.example.com"),
        ("CNAME", "_x.acm-validations.aws.", "_x.acm-validations.aws."),
        ("CNAME", "*.example.com", "*.example.com"),
        ("CNAME", "münchen.example.com", "xn--mnchen-3ya.example.com"),
        ("CNAME", "ec2-50-17-1-2.compute-1.amazonaws.com", "ec2-50-17-1-2.compute-1.amazonaws.com"),
        ("DS", f"12345 13 1 {SHA1}", f"12345 13 1 {SHA1}"),
        ("DS", f"12345  13 1 {SHA1[:20]} {SHA1[20:]}", f"12345 13 1 {SHA1}"),
        ("HTTPS", "1 . alpn=h2,h3", "1 . alpn=h2,h3"),
        ("HTTPS", '1 Svc.Example.com.  alpn="h2,h3"\tport=8443', '1 svc.example.com. alpn="h2,h3" port=8443'),
        ("HTTPS", "0 svc.example.com", "0 svc.example.com"),
        ("MX", "10 Mail.example.com", "10 mail.example.com"),
        ("MX", "010   mail.example.com.", "10 mail.example.com."),
        ("MX", "0 .", "0 ."),
        ("NAPTR", '100 10 "u" "E2U+sip" "!^.*$!sip:a@b.c!" .', '100 10 "u" "E2U+sip" "!^.*$!sip:a@b.c!" .'),
        ("NAPTR", "100 10 u E2U+sip !^(.*)$!sip:a@b.c! .", '100 10 "u" "E2U+sip" "!^(.*)$!sip:a@b.c!" .'),
        ("NAPTR", r'1 1 "u" "x" "!^(\\d+)$!\\1!" .', r'1 1 "u" "x" "!^(\\d+)$!\\1!" .'),
        ("NAPTR", '1 1 "" "" "" Sip.example.com', '1 1 "" "" "" sip.example.com'),
        ("NS", "NS1.example.net.", "ns1.example.net."),
        ("PTR", "Host.example.com", "host.example.com"),
        (
            "SOA",
            "NS1.example.net  h.example.com. 1 7200 900 1209600 86400",
            "ns1.example.net h.example.com. 1 7200 900 1209600 86400",
        ),
        ("SRV", "10 5 5060 Sip.example.com", "10 5 5060 sip.example.com"),
        ("SRV", "0 0 0 .", "0 0 0 ."),
        ("SSHFP", f"4 2 {SHA256}", f"4 2 {SHA256}"),
        ("SVCB", "1 svc.example.com port=8443", "1 svc.example.com port=8443"),
        ("TLSA", f"3 1 1 {SHA256}", f"3 1 1 {SHA256}"),
        ("TLSA", "3 1 0 ab CD", "3 1 0 abCD"),
        ("SPF", '"v=spf1 -all"', '"v=spf1 -all"'),
        ("TXT", '"v=spf1 include:_spf.example.com ~all"', '"v=spf1 include:_spf.example.com ~all"'),
        ("TXT", '"v=DMARC1; p=none"', '"v=DMARC1; p=none"'),
        ("TXT", '"a" "b"', '"a" "b"'),
        ("TXT", '"a"   "b"', '"a" "b"'),
        ("TXT", '""', '""'),
        ("TXT", '" two  blanks "', '" two  blanks "'),
        ("TXT", r'"a \"b\" \\ c"', r'"a \"b\" \\ c"'),
        ("TXT", r'"a\;b"', '"a;b"'),
        ("TXT", '"grün"', r'"gr\195\188n"'),
        ("TXT", r'"gr\195\188n"', r'"gr\195\188n"'),
        ("TXT", '"' + "x" * 256 + '" "y"', '"' + "x" * 255 + '" "x" "y"'),
        ("TXT", "v=spf1; -all", '"v=spf1; -all"'),
    ],
)
def test_a_typed_value_is_read_to_what_is_sent(type_: str, typed: str, sent: str) -> None:
    assert values.read(type_, typed) == sent
    assert values.read(type_, sent) == sent


@pytest.mark.parametrize(
    ("type_", "typed", "sentence"),
    [
        ("A", "", "A value is missing"),
        ("A", "10.0.0.256", "10.0.0.256 is not an IPv4 address: four numbers from 0 to 255, as in 192.0.2.10"),
        ("A", "10.0.0", "10.0.0 is not an IPv4 address"),
        ("A", "010.0.0.1", "010.0.0.1 is not an IPv4 address"),
        ("A", "192.0.2.1 192.0.2.2", "more than one value"),
        ("A", "2001:db8::1", "use type AAAA"),
        ("A", "app.example.com", "use type CNAME"),
        ("A", "192.0.2.1/24", "write 192.0.2.1"),
        ("AAAA", "192.0.2.1", "use type A "),
        ("AAAA", "2001:db8::g", "2001:db8::g is not an IPv6 address"),
        ("AAAA", "fe80::1%eth0", "not an IPv6 address"),
        ("AAAA", "[2001:db8::1]", "write 2001:db8::1"),
        ("CAA", "issue letsencrypt.org", 'The flags go first: 0 issue "letsencrypt.org"'),
        ("CAA", 'issue 0 "letsencrypt.org"', 'The flags go first: 0 issue "letsencrypt.org"'),
        ("CAA", "letsencrypt.org", "A field is missing"),
        ("CAA", "0 issue a.example 0 issuewild b.example", "0 is one word too many"),
        ("CAA", "0 issue", "The quoted value is missing"),
        ("CAA", "256 issue x", "The flags field is a number from 0 to 255, not 256"),
        ("CAA", '0 is-sue "x"', "is-sue is not a CAA tag"),
        ("CAA", '0 issue "x" "y"', "is not one string"),
        ("CAA", '0 issue "x', "never closed"),
        ("CNAME", "app", "app. at the top level"),
        ("CNAME", "@", "write the host in full"),
        ("CNAME", ".", "write the host in full"),
        ("CNAME", "192.0.2.1", "an address goes in a record of type A"),
        ("CNAME", "192.0.2.1.", "an address goes in a record of type A"),
        ("CNAME", "2001:db8::1", "an address goes in a record of type AAAA"),
        ("CNAME", "10.0.0.256", "neither a host name nor an address"),
        ("CNAME", "10.0.0.25", "an address goes in a record of type A"),
        ("CNAME", "a:b.example.com", "cannot hold :"),
        ("CNAME", "app.example.com,", "ends in a comma"),
        ("CNAME", "app.example!.com", "cannot hold !"),
        ("A", "1.2.3.4,", "in 192.0.2.10"),
        ("CNAME", "app.example.com app.example.net", "app.example.net is one word too many"),
        ("CNAME", "https://app.example.com/login", "only its host: app.example.com"),
        ("CNAME", "app.example.com:443", "only its host: app.example.com"),
        ("CNAME", "a..b", "a dot too many: a.b"),
        ("DS", "12345 13 1 abcd", "digest length"),
        ("DS", f"12345 13 1 {SHA1}x", "not hexadecimal"),
        ("DS", f"12345 RSASHA256 1 {SHA1}", "The algorithm number is a number from 0 to 255"),
        ("DS", r"\# 4 0A000001", "A field is missing"),
        ("DS", rf"\# 13 1 {SHA1}", "The key tag is a number"),
        ("HTTPS", "alpn=h2", "A field is missing"),
        ("HTTPS", "1 . ipv4hint=1.2.3", "HTTPS takes PRIORITY TARGET"),
        ("HTTPS", "1 . key65400=ü", "holds ü"),
        ("MX", "mail.example.com 10", "The priority goes first and the host last: 10 mail.example.com"),
        ("MX", "mail.example.com", "A field is missing: MX takes PRIORITY HOST, as in 10 mail.example.com"),
        ("MX", "10", "A field is missing"),
        ("MX", "10 mail", "mail. at the top level"),
        ("MX", "10 192.0.2.1", "an address goes in a record of type A"),
        ("MX", "65536 mail.example.com", "The priority is a number from 0 to 65535, not 65536"),
        ("MX", "1٠ mail.example.com", "The priority is a number"),
        ("MX", "10 mail.example.com 20", "20 is one word too many"),
        ("MX", "10 mail.example.com ; first", "; has no place here"),
        ("NAPTR", '100 10 "u" "E2U+sip" "!^.*$!sip:a@b.c!" sip.example.com', "a regexp or a replacement, not both"),
        ("NAPTR", '100 10 "u" "E2U+sip" .', "A field is missing"),
        ("NAPTR", f'1 1 "{"u" * 256}" "" "" .', "NAPTR takes ORDER PREFERENCE"),
        ("NS", "ns1", "ns1. at the top level"),
        ("PTR", "192.0.2.1", "where a host name is expected"),
        ("SOA", "ns1.example.net h.example.com 1 7200 900 1209600", "A field is missing"),
        ("SOA", "ns1.example.net a.b@example.com 1 2 3 4 5", r"a dot for its @: a\.b.example.com"),
        ("SOA", "ns1.example.net h.example.com 1 2h 3 4 5", "The refresh time is a number"),
        ("SOA", "ns1.example.net h.example.com ( 1 2 3 4 5 )", "( has no place here"),
        ("SRV", "10 5 sip.example.com", "A field is missing"),
        ("SRV", "sip.example.com 10 5 5060", "10 5 5060 sip.example.com"),
        ("SRV", "10 5 65536 sip.example.com", "The port is a number from 0 to 65535"),
        ("SSHFP", "4 2 abcd", "fingerprint length"),
        ("SSHFP", "4 2 sha256", "not hexadecimal"),
        ("TLSA", "3 1 1 abcd", "length inconsistent with matching type"),
        ("TXT", '"v=spf1', "never closed"),
        ("TXT", '"a" b', "b stands outside the quotes"),
        ("TXT", '"a', 'The quote at "a is never closed'),
        ("TXT", r'"\999"', "a backslash that is no escape"),
        ("TXT", r'"\1"', "a backslash that is no escape"),
        ("TXT", "\ud800", "half a character"),
        ("TXT", '"' + "x" * 4000 + '"', "Route 53 takes 4,000"),
        ("TXT", "x" * 1_000_000, "The value has 1,000,000 characters"),
        ("WKS", "192.0.2.1", "WKS is not a record type"),
    ],
)
def test_what_is_no_value_is_refused_in_plain_words(type_: str, typed: str, sentence: str) -> None:
    with pytest.raises(BadValue) as refusal:
        values.read(type_, typed)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("type_", "typed", "meant"),
    [
        ("A", "192.0.2.1/24", "192.0.2.1"),
        ("CAA", "issue letsencrypt.org", '0 issue "letsencrypt.org"'),
        ("MX", "mail.example.com 10", "10 mail.example.com"),
        ("SRV", "sip.example.com 10 5 5060", "10 5 5060 sip.example.com"),
        ("SOA", "ns1.example.net a.b@example.com 1 2 3 4 5", r"ns1.example.net a\.b.example.com 1 2 3 4 5"),
        ("CNAME", "https://app.example.com/login", "app.example.com"),
    ],
)
def test_a_refusal_carries_the_value_that_was_meant(type_: str, typed: str, meant: str) -> None:
    with pytest.raises(BadValue) as refusal:
        values.read(type_, typed)
    assert refusal.value.correction == meant
    assert values.read(type_, meant) == meant


@pytest.mark.parametrize("type_", list(Type))
def test_every_type_has_fields_and_an_example_that_reads(type_: Type) -> None:
    assert values.FIELDS[type_]
    assert values.read(type_, values.EXAMPLES[type_]) == values.EXAMPLES[type_]


def test_the_tables_know_no_type_that_route_53_does_not_take() -> None:
    assert set(values.FIELDS) == set(values.EXAMPLES) == set(Type)


@pytest.mark.parametrize("type_", [Type.MX, Type.SRV, Type.CAA, Type.DS, Type.SOA, Type.NAPTR, Type.TLSA, Type.SSHFP])
def test_a_value_of_several_fields_is_whole_only_with_its_last_one(type_: Type) -> None:
    short = values.EXAMPLES[type_].rsplit(" ", 1)[0]
    with pytest.raises(BadValue, match="missing"):
        values.read(type_, short)


@settings(deadline=None)
@given(st.sampled_from(list(Type)), ANYTHING)
@example(Type.TXT, '"' + "\\" * 3999)
@example(Type.CAA, '"a 5 "x')
@example(Type.NAPTR, '1 1 "a"b "" "" .')
@example(Type.SVCB, "1 . mandatory=alpn")
def test_any_text_is_a_value_or_a_bad_value_and_a_value_stays_as_it_is(type_: Type, text: str) -> None:
    try:
        value = values.read(type_, text)
    except BadValue as refusal:
        told = str(refusal)
    else:
        told = ""
        assert value.isascii()
        assert len(value) <= 4000
        assert values.read(type_, value) == value
        assert values.same(type_, [value], [value + " "])
    assert told == "" or told.isprintable()
    assert len(told) < 1000


@given(st.text(max_size=2000))
def test_quoted_text_is_utf_8_in_strings_of_at_most_255_bytes(text: str) -> None:
    try:
        value = values.quote(text)
    except BadValue:
        assert any("\ud800" <= c <= "\udfff" for c in text)
        return
    rdata_strings = [_bytes(piece) for piece in value[1:-1].split('" "')]
    assert b"".join(rdata_strings) == text.encode()
    assert all(len(piece) <= 255 for piece in rdata_strings)


def _bytes(piece: str) -> bytes:
    """Undo the escapes of one string, independently of the code under test."""
    out, at = bytearray(), 0
    while at < len(piece):
        if piece[at] != "\\":
            out += piece[at].encode()
            at += 1
        elif piece[at + 1].isdigit():
            out.append(int(piece[at + 1 : at + 4]))
            at += 4
        else:
            out += piece[at + 1].encode()
            at += 2
    return bytes(out)
