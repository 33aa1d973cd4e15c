"""Verbs of every kind, as parsing can give them."""

from dataclasses import replace
from datetime import timedelta, timezone

from hypothesis import strategies as st

from commands.language import moments, verbs
from commands.language.instances import TAKEN_BY, Reference
from commands.language.usage import topics
from commands.model import names, routing, values
from commands.model.records import Type
from commands.model.resolvers import SYSTEMS
from commands.model.zones import Vpc

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
_DIGITS = st.text("0123456789abcdef", min_size=17, max_size=17)
INSTANCES = st.builds(
    lambda digits, tag, private: str(Reference("" if tag else f"i-{digits}", tag, private)),
    _DIGITS | _DIGITS.map(lambda digits: digits[:8]),
    st.just("") | st.text(max_size=30) | st.text("\"'\\ab :&;<>@#!|—“`,", max_size=30),
    st.booleans(),
)
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


def content(type_: Type, least: int = 1, *, instances: bool = True) -> st.SearchStrategy[tuple[str, ...]]:
    """Different values of one type, in the text to send; instances: and references to those of EC2."""
    most = 1 if type_ is Type.CNAME else 4
    value = _VALUES[type_].map(lambda text: _read(type_, text)).filter(bool)
    value = value | INSTANCES if instances and type_ in TAKEN_BY else value
    return st.lists(value, min_size=least, max_size=most).filter(lambda found: _unlike(type_, found)).map(tuple)


_IDS = st.text("abcXYZ019-_. ", min_size=1, max_size=12).filter(
    lambda text: bool(text.strip()) and text == text.strip()
)
_POLICIES = {
    "weight": st.integers(0, 255).map(str),
    "region": st.sampled_from(sorted(routing.REGIONS)),
    "failover": st.sampled_from(["primary", "secondary"]),
    "geo": st.sampled_from(["*", "EU", "US", "US-CA", "UA-30", "country-NA"]),
    "multivalue": st.just("yes"),
    "near": st.sampled_from(["us-east-1", "52.52,13.4", "-33,151.21"]),
    "cidr": st.just("11111111-2222-3333-4444-555555555555/office"),
}


def _routes(single: bool, new: bool) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    """Routing options that go together; single: no multivalue; new: id= needs a policy."""
    known = [key for key in routing.POLICIES if not (single and key == "multivalue")]
    chosen = st.sampled_from(known).flatmap(lambda key: _POLICIES[key].map(lambda value: {key: value}))
    policy = chosen if new else st.just({}) | chosen
    health = st.just({}) | st.just({"health": "abc-123"})
    whole = st.tuples(_IDS, policy, health).map(lambda parts: {"id": parts[0], **parts[1], **parts[2]})
    ordered = whole.map(lambda options: tuple((key, options[key]) for key in routing.KEYS if key in options))
    return st.just(()) | ordered


ROUTES = {(single, new): _routes(single, new) for single in (False, True) for new in (False, True)}


def _allowed(verb: verbs.Add | verbs.SetRecord | verbs.Delete) -> bool:
    if verb.type is Type.NS:
        return verb.name[0] not in "@*"
    return not (verb.type is Type.CNAME and verb.name == "@" and not isinstance(verb, verbs.Delete))


def _changes(make: type) -> st.SearchStrategy[verbs.Verb]:
    def of(type_: Type) -> st.SearchStrategy[verbs.Verb]:
        routes = (
            st.just(()) if type_ in (Type.DS, Type.NS, Type.SOA) else ROUTES[type_ is Type.CNAME, make is verbs.Add]
        )
        return st.builds(make, NAMES, st.just(type_), content(type_), TTLS, COMMENTS, ZONES, routes)

    return CHANGED_TYPES.flatmap(of).filter(_allowed)


def _deletes() -> st.SearchStrategy[verbs.Verb]:
    def of(type_: Type) -> st.SearchStrategy[verbs.Verb]:
        return st.builds(verbs.Delete, NAMES, st.just(type_), content(type_, 0), TTLS, ZONES, comment=COMMENTS)

    bare = st.builds(verbs.Delete, NAMES, st.none(), st.just(()), TTLS, ZONES)
    to = st.builds(verbs.AliasTo, HOSTS, st.sampled_from(["", "Z35SXDOTRQ7X7K"]))
    pointing = st.builds(verbs.Delete, NAMES, st.sampled_from([Type.A, Type.AAAA]), zone=ZONES, alias=to)
    return bare | pointing | CHANGED_TYPES.flatmap(of).filter(_allowed)


def _aliases(make: type) -> st.SearchStrategy[verbs.Verb]:
    one = st.builds(verbs.AliasTo, HOSTS, st.sampled_from(["", "Z35SXDOTRQ7X7K"]), st.none() | st.booleans())
    both = one.map(lambda alias: replace(alias, both=True))
    single = ROUTES[True, make is verbs.Add]
    a = st.builds(make, NAMES, st.just(Type.A), st.just(()), st.none(), COMMENTS, ZONES, single, one | both)
    aaaa = st.builds(make, NAMES, st.just(Type.AAAA), st.just(()), st.none(), COMMENTS, ZONES, single, one)
    return a | aaaa


def _several(make: type) -> st.SearchStrategy[verbs.Verb]:
    named = st.just(()) | _IDS.map(lambda text: (("id", text),))

    def of(type_: Type) -> st.SearchStrategy[verbs.Verb]:
        routes = st.just(()) if type_ in (Type.DS, Type.NS, Type.SOA) else named
        return st.builds(make, NAMES, st.just(type_), content(type_), ZONES, routes)

    return CHANGED_TYPES.flatmap(of).filter(_allowed)


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
VPCS = st.builds(
    Vpc,
    st.text("0123456789abcdef", min_size=1, max_size=17).map("vpc-{}".format),
    st.sampled_from(["us-east-1", "eu-west-1", "us-gov-west-1", "ap-southeast-2"]),
)
ACCOUNTS = st.sampled_from(["", "prod", "dev-2", "in"])
REASONS = COMMENTS.map(lambda text: text.encode("utf-8", "replace").decode()).filter(lambda text: text.strip())
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
    _aliases(verbs.Add),
    _aliases(verbs.SetRecord),
    st.builds(verbs.Weigh, NAMES, _IDS, st.integers(0, 255), TYPES, ZONES),
    st.builds(verbs.Drain, NAMES, _IDS, TYPES, ZONES),
    _several(verbs.AddValue),
    _several(verbs.RemoveValue),
    st.builds(verbs.ChangeTtl, NAMES, st.integers(0, 2**31 - 1), TYPES, ZONES),
    st.builds(verbs.Rename, NAMES, NAMES, ZONES),
    st.builds(verbs.Copy, NAMES, NAMES, ZONES),
    st.builds(verbs.CreateZone, NAMES.filter(lambda name: name[0] not in "@*"), COMMENTS, st.none() | VPCS, ACCOUNTS),
    st.builds(verbs.AssociateVpc, TARGETS, VPCS),
    st.builds(verbs.DissociateVpc, TARGETS, VPCS),
    st.builds(verbs.UseZone, TARGETS, st.booleans()),
    st.builds(verbs.DeleteZone, TARGETS),
    st.just(verbs.WhoAmI()),
    st.builds(verbs.Can, st.sampled_from(topics()), NAMES, TYPES, ZONES),
    st.builds(verbs.Freeze, TARGETS, st.integers(1, 30 * 86_400), REASONS),
    st.builds(verbs.Thaw, TARGETS),
    st.builds(verbs.Status, st.text("CZ0189", min_size=1, max_size=20) | st.just("/change/C1")),
    st.builds(verbs.History, st.just("") | TARGETS),
    st.builds(verbs.CheckInstances, st.just("") | TARGETS.filter(lambda target: target not in ("check", "help"))),
    st.builds(verbs.ShowResolver, TARGETS, st.sampled_from(["", *SYSTEMS])),
    st.builds(verbs.History, user=USERS),
    st.builds(verbs.Undo, st.just("") | CHANGES),
    st.builds(verbs.Restore, NAMES, MOMENTS, ZONES),
    st.builds(verbs.RestoreZone, TARGETS),
)
