"""Verbs of every kind, as parsing can give them."""

from datetime import timedelta, timezone

from hypothesis import strategies as st

from commands.language import moments, verbs
from commands.language.usage import topics
from commands.model import names, values
from commands.model.records import Type

_LABEL = st.text("abcxyz0189-_", min_size=1, max_size=12).filter(lambda label: not label.startswith("-"))


def _name(text: str) -> str:
    try:
        return names.typed(text)
    except names.BadName:
        return ""


_DOTTED = st.lists(_LABEL, min_size=1, max_size=4).map(".".join)
NAMES = (
    st.one_of(
        st.just("@"),
        st.just("*"),
        _DOTTED,
        _DOTTED.map("*.{}".format),
        _DOTTED.map("{}.".format),
        st.sampled_from(
            [
                "mx",
                "a",
                "ttl",
                "zone",
                "comment",
                "help",
                "create",
                "delete",
                "münchen.example",
                "_dmarc",
                "z1234567890",
            ]
        ),
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
    )
    .map(_name)
    .filter(bool)
    # Text that is no more than an address means the reverse name; emphasis is taken off.
    .filter(lambda name: not name.replace(".", "").isdigit() and ":" not in name)
)
HOSTS = _DOTTED.map("{}.example.net".format) | _DOTTED.map("{}.example.net.".format)
IDS = st.text("ABCXYZ0189", min_size=8, max_size=31).map("Z{}".format)
TTLS = st.none() | st.integers(0, 2**31 - 1)
COMMENTS = st.text(max_size=40) | st.text("\"'\\ab &;<>lt@#!|—“”`", max_size=40)

_OCTET = st.integers(0, 255)
_BYTES = st.text("0123456789abcdef", min_size=2, max_size=40).filter(lambda digits: len(digits) % 2 == 0)
_TEXT = (st.text(max_size=60) | st.text("\"\\';,` &<>—“*_~=1234567890ttlzone", max_size=60)).map(values.quote)
_LONG = st.binary(min_size=200, max_size=700).map(lambda data: values.quote(data.decode("latin-1")))
_VALUES = {
    Type.A: st.tuples(_OCTET, _OCTET, _OCTET, _OCTET).map(lambda o: ".".join(map(str, o))),
    Type.AAAA: st.ip_addresses(v=6).map(str),
    Type.CAA: st.tuples(_OCTET, st.sampled_from(["issue", "iodef"]), HOSTS).map(
        lambda f: f'{f[0]} {f[1]} "{f[2]}; a=b,c"'
    ),
    Type.CNAME: HOSTS,
    Type.DS: _BYTES.map(lambda d: f"12345 13 1 {(d * 40)[:40]}"),
    Type.HTTPS: HOSTS.map(lambda host: f"1 {host} alpn=h2,h3 port=8443"),
    Type.MX: st.tuples(st.integers(0, 65535), HOSTS).map(lambda f: f"{f[0]} {f[1]}"),
    Type.NAPTR: HOSTS.map(lambda host: f'100 10 "S" "SIP+D2U" "" {host}'),
    Type.NS: HOSTS,
    Type.PTR: HOSTS,
    Type.SPF: _TEXT,
    Type.SRV: st.tuples(_OCTET, _OCTET, _OCTET, HOSTS).map(lambda f: " ".join(map(str, f))),
    Type.SSHFP: _BYTES.map(lambda d: f"4 1 {(d * 40)[:40]}"),
    Type.SVCB: HOSTS.map(lambda host: f'1 {host} alpn="h2,h3"'),
    Type.TLSA: _BYTES.map(lambda d: f"3 1 0 {d}"),
    Type.TXT: _TEXT | _LONG | st.tuples(_TEXT, _TEXT).map(" ".join),
}
CHANGED_TYPES = st.sampled_from(sorted(_VALUES))
TYPES = st.none() | st.sampled_from(list(Type))
ZONES = st.just("") | IDS | NAMES.filter(lambda name: name != "@")


def _read(type_: Type, text: str) -> str:
    try:
        return values.read(type_, text)
    except values.BadValue:
        return ""


def _unlike(type_: Type, found: list[str]) -> bool:
    return not any(values.same(type_, [a], [b]) for at, a in enumerate(found) for b in found[:at])


def content(type_: Type, least: int = 1) -> st.SearchStrategy[tuple[str, ...]]:
    """Different values of one type, in the text to send."""
    most = 1 if type_ is Type.CNAME else 4
    value = _VALUES[type_].map(lambda text: _read(type_, text)).filter(bool)
    return st.lists(value, min_size=least, max_size=most).filter(lambda found: _unlike(type_, found)).map(tuple)


def _allowed(verb: verbs.Add | verbs.SetRecord | verbs.Delete) -> bool:
    if verb.type is Type.NS:
        return verb.name[0] not in "@*"
    return not (verb.type is Type.CNAME and verb.name == "@" and not isinstance(verb, verbs.Delete))


def _changes(make: type) -> st.SearchStrategy[verbs.Verb]:
    def of(type_: Type) -> st.SearchStrategy[verbs.Verb]:
        return st.builds(make, NAMES, st.just(type_), content(type_), TTLS, COMMENTS, ZONES)

    return CHANGED_TYPES.flatmap(of).filter(_allowed)


def _deletes() -> st.SearchStrategy[verbs.Verb]:
    def of(type_: Type) -> st.SearchStrategy[verbs.Verb]:
        return st.builds(verbs.Delete, NAMES, st.just(type_), content(type_, 0), TTLS, ZONES)

    bare = st.builds(verbs.Delete, NAMES, st.none(), st.just(()), TTLS, ZONES)
    return bare | CHANGED_TYPES.flatmap(of).filter(_allowed)


USERS = st.text("UABC0189", min_size=2, max_size=11).map("U{}".format)
CHANGES = st.text("CZ0189", min_size=1, max_size=20) | st.just("/change/C1")
_OURS = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=10, max_size=10)
_THEIRS = st.text("ABCXYZ0189", min_size=9, max_size=31).map("C{}".format)
_SPAN = st.lists(st.tuples(st.integers(0, 999_999), st.sampled_from("wdhms")), min_size=1, max_size=3)
_ZONE = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_TIMES = st.one_of(
    st.datetimes().map(lambda when: when.isoformat(" ", "seconds")),
    st.datetimes(timezones=st.none() | _ZONE).map(lambda when: when.isoformat(timespec="minutes")),
    st.times().map(lambda when: f"yesterday {when:%H:%M}"),
    _SPAN.map(lambda parts: "".join(f"{number}{unit}" for number, unit in parts) + " ago"),
)
MOMENTS = (_TIMES | _OURS | _THEIRS | (_OURS | _THEIRS).map("before {}".format)).map(moments.normal)

GLOBS = st.text("abc*?[]-_.", min_size=1, max_size=8).filter(lambda glob: any(sign in glob for sign in "*?["))
TARGETS = IDS | NAMES.filter(lambda name: name not in ("@", "*"))
VERBS: st.SearchStrategy[verbs.Verb] = st.one_of(
    st.builds(verbs.Help, st.sampled_from(["", *topics()])),
    st.builds(verbs.ListZones, st.just("") | GLOBS),
    st.builds(verbs.ShowZone, TARGETS),
    st.builds(
        verbs.ListRecords, st.just("") | TARGETS, TYPES, st.just("") | GLOBS | st.sampled_from(["db", "a", "help"])
    ),
    st.builds(verbs.Get, NAMES, TYPES, ZONES),
    _changes(verbs.Add),
    _changes(verbs.SetRecord),
    _deletes(),
    st.builds(verbs.CreateZone, NAMES.filter(lambda name: name[0] not in "@*"), COMMENTS),
    st.builds(verbs.DeleteZone, TARGETS),
    st.builds(verbs.Status, st.text("CZ0189", min_size=1, max_size=20) | st.just("/change/C1")),
    st.builds(verbs.History, st.just("") | TARGETS),
    st.builds(verbs.History, user=USERS),
    st.builds(verbs.Undo, st.just("") | CHANGES),
    st.builds(verbs.Restore, NAMES, MOMENTS, ZONES),
    st.builds(verbs.RestoreZone, TARGETS),
)
