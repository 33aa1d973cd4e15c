"""What routes a record set and where an alias points, as parsing can give it."""

from hypothesis import strategies as st

from commands.model.places import CONTINENTS, COUNTRIES, REGIONS, STATES
from commands.model.records import Type
from commands.model.routing import (
    NO_HEALTH,
    SIMPLE,
    Cidr,
    Failover,
    Geo,
    Latency,
    Multivalue,
    Proximity,
    Routing,
    Weighted,
)

IDS_OF_SETS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.isprintable) | st.text(
    "ab\"\\' ,=;#*_-10", min_size=1, max_size=8
).filter(str.isprintable)
_UUIDS = st.uuids().map(str)
_HUNDREDTHS = st.integers(-9000, 9000).map(lambda n: f"{n / 100 + 0:.2f}".rstrip("0").rstrip("."))
_BIASES = st.none() | st.integers(-99, 99)
PLACES = st.one_of(
    st.sampled_from(sorted(CONTINENTS)).map(lambda code: Geo(continent=code)),
    st.sampled_from([*sorted(COUNTRIES), "*"]).map(lambda code: Geo(country=code)),
    st.sampled_from(sorted(STATES)).map(lambda code: Geo(country="US", subdivision=code)),
)
NEAR = st.one_of(
    st.builds(lambda region, bias: Proximity(region=region, bias=bias), st.sampled_from(REGIONS), _BIASES),
    st.builds(lambda bias: Proximity(zone_group="us-west-2-lax-1", bias=bias), _BIASES),
    st.builds(lambda n, e, bias: Proximity("", "", n, e, bias), _HUNDREDTHS, _HUNDREDTHS, _BIASES),
)
POLICIES = st.one_of(
    st.integers(0, 255).map(Weighted),
    st.sampled_from(REGIONS).map(Latency),
    st.sampled_from(["PRIMARY", "SECONDARY"]).map(Failover),
    PLACES,
    st.just(Multivalue()),
    NEAR,
    st.builds(Cidr, _UUIDS, st.sampled_from(["*", "office", "a-b_C"])),
)
PARTIAL = st.none() | POLICIES | st.integers(-99, 99).map(lambda bias: Proximity(bias=bias))
HEALTH = st.just("") | _UUIDS
NEW_ROUTING = st.just(SIMPLE) | st.builds(Routing, IDS_OF_SETS, POLICIES, HEALTH)
ROUTING = st.just(SIMPLE) | st.builds(Routing, IDS_OF_SETS, PARTIAL, HEALTH | st.just(NO_HEALTH))
ALIAS_TYPES = st.sampled_from([Type.A, Type.AAAA, Type.CNAME, Type.MX, Type.HTTPS])
