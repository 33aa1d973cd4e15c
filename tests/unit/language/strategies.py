"""Verbs of every kind, as parsing can give them."""

from datetime import timedelta, timezone

from hypothesis import strategies as st

from commands.language import moments, verbs
from commands.language.instances import TAKEN_BY, Reference
from commands.language.usage import topics
from commands.language.verbs import Target
from commands.model import aliases, groups, names, values
from commands.model.records import Type
from commands.model.resolvers import SYSTEMS
from commands.model.routing import NO_HEALTH, SIMPLE, Failover, Multivalue, Routing
from commands.model.zones import Vpc
from tests.unit.language.routes import ALIAS_TYPES, HEALTH, IDS_OF_SETS, NEW_ROUTING, PARTIAL, ROUTING

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


TARGETS_OF = NAMES | st.sampled_from(
    ["app-1.us-east-1.elb.amazonaws.com", "d1.cloudfront.net", "s3-website-us-east-1.amazonaws.com"]
)
ALIASES = st.builds(Target, TARGETS_OF, st.booleans(), st.just("") | IDS, st.none() | st.booleans())


def _allowed(verb: verbs.Add | verbs.SetRecord | verbs.Delete) -> bool:
    if verb.type is Type.NS and verb.name[0] in "@*":
        return False
    if verb.type is Type.CNAME and verb.name == "@" and not isinstance(verb, verbs.Delete):
        return False
    return (verb.alias is None or _pointing(verb.type, verb.alias)) and _routable(verb)


def _pointing(type_: Type | None, alias: Target) -> bool:
    """Whether the service of the target, if it is one, takes the type and says its health."""
    if alias.both and type_ is not Type.A:
        return False
    found = aliases.endpoint(alias.name) if alias.name else None
    wanted = {type_, Type.AAAA} if alias.both else {type_}
    return not found or (wanted <= found.service.types and (found.service.evaluates or not alias.evaluate))


def _routable(verb: verbs.Add | verbs.SetRecord | verbs.Delete) -> bool:
    routing = verb.routing
    if routing == SIMPLE:
        return True
    multivalue = isinstance(routing.policy, Multivalue)
    if verb.type in groups.UNROUTED or (multivalue and (verb.alias or verb.type is Type.CNAME)):
        return False
    lame = routing.policy == Failover("PRIMARY") and not routing.health and verb.alias is None
    return not (isinstance(verb, verbs.Add) and lame)


def _changes(make: type, routing: st.SearchStrategy[Routing]) -> st.SearchStrategy[verbs.Verb]:
    def of(type_: Type) -> st.SearchStrategy[verbs.Verb]:
        return st.builds(make, NAMES, st.just(type_), content(type_), TTLS, COMMENTS, ZONES, routing)

    pointing = st.builds(
        make, NAMES, ALIAS_TYPES, st.just(()), st.none(), COMMENTS, ZONES, routing, ALIASES.filter(lambda a: a.name)
    )
    return (CHANGED_TYPES.flatmap(of) | pointing).filter(_allowed)


def _partial_sets() -> st.SearchStrategy[verbs.Verb]:
    """What changes only what it names of one of several."""
    chosen = st.builds(Routing, IDS_OF_SETS, PARTIAL, HEALTH | st.just(NO_HEALTH))
    evaluate = st.none() | st.booleans().map(lambda said: Target(evaluate=said))
    types = st.sampled_from([Type.A, Type.MX, Type.TXT])
    variants = st.builds(verbs.SetRecord, NAMES, types, st.just(()), TTLS, COMMENTS, ZONES, chosen, evaluate)
    simple = st.builds(verbs.SetRecord, NAMES, types, st.just(()), st.integers(0, 2**31 - 1), COMMENTS, ZONES)
    return (variants | simple).filter(_allowed)


def _deletes() -> st.SearchStrategy[verbs.Verb]:
    def of(type_: Type) -> st.SearchStrategy[verbs.Verb]:
        return st.builds(
            verbs.Delete, NAMES, st.just(type_), content(type_, 0), TTLS, ZONES, ROUTING, st.none(), COMMENTS
        )

    bare = st.builds(verbs.Delete, NAMES, st.none(), st.just(()), TTLS, ZONES, ROUTING)
    pointing = st.builds(
        verbs.Delete, NAMES, ALIAS_TYPES, st.just(()), st.none(), ZONES, ROUTING, ALIASES | st.just(Target())
    )
    return bare | (CHANGED_TYPES.flatmap(of) | pointing).filter(_allowed)


def _valued(make: type) -> st.SearchStrategy[verbs.Verb]:
    def of(type_: Type) -> st.SearchStrategy[verbs.Verb]:
        return st.builds(make, NAMES, st.just(type_), content(type_), ZONES, st.just("") | IDS_OF_SETS)

    many = CHANGED_TYPES.filter(lambda type_: type_ is not Type.CNAME)
    return many.flatmap(of).filter(lambda verb: verb.type is not Type.NS or verb.name != "@")


def _moves(make: type, *more: st.SearchStrategy[str]) -> st.SearchStrategy[verbs.Verb]:
    types = st.none() | CHANGED_TYPES.filter(lambda type_: type_ is not Type.NS)
    moves = st.builds(make, NAMES, NAMES, types, ZONES, *more)
    return moves.filter(lambda verb: verb.name != verb.new and (verb.name != "@" or verb.type is not None))


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
    _changes(verbs.Add, NEW_ROUTING),
    _changes(verbs.SetRecord, ROUTING),
    _partial_sets(),
    _deletes(),
    st.builds(verbs.CreateZone, NAMES.filter(lambda name: name[0] not in "@*"), COMMENTS, st.none() | VPCS, ACCOUNTS),
    st.builds(verbs.AssociateVpc, TARGETS, VPCS),
    st.builds(verbs.DissociateVpc, TARGETS, VPCS),
    st.builds(verbs.UseZone, TARGETS, st.booleans()),
    st.builds(verbs.Weigh, NAMES, IDS_OF_SETS, st.integers(0, 255), TYPES, ZONES),
    st.builds(verbs.Drain, NAMES, IDS_OF_SETS, TYPES, ZONES),
    st.builds(
        verbs.ChangeTtl,
        NAMES,
        st.integers(0, 2**31 - 1),
        st.none() | CHANGED_TYPES.filter(lambda type_: type_ is not Type.NS),
        ZONES,
        st.just("") | IDS_OF_SETS,
    ),
    _valued(verbs.AddValue),
    _valued(verbs.RemoveValue),
    _moves(verbs.Rename),
    _moves(verbs.Copy, ZONES),
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
