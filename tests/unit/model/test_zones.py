import pytest

from commands.model.zones import Zone, called, holding

PUBLIC = Zone("ZPUBLIC", "example.com.")
PRIVATE = Zone("ZPRIVATE", "example.com.", private=True)
SUB = Zone("ZSUB", "sub.example.com.")
OTHER = Zone("ZOTHER", "ample.com.")
REVERSE = Zone("ZREVERSE", "2.0.192.in-addr.arpa.")
ZONES = (PUBLIC, SUB, OTHER, REVERSE)


@pytest.mark.parametrize(
    ("name", "zones"),
    [
        ("example.com.", (PUBLIC,)),
        ("db1.example.com.", (PUBLIC,)),
        ("a.b.c.example.com.", (PUBLIC,)),
        ("sub.example.com.", (SUB,)),
        ("db1.sub.example.com.", (SUB,)),
        ("xsub.example.com.", (PUBLIC,)),
        ("ample.com.", (OTHER,)),
        ("x.ample.com.", (OTHER,)),
        ("*.example.com.", (PUBLIC,)),
        ("1.2.0.192.in-addr.arpa.", (REVERSE,)),
        ("example.org.", ()),
        ("com.", ()),
        ("notexample.com.", ()),
        (r"a\.example.com.", ()),
    ],
)
def test_a_name_belongs_to_the_zone_with_the_longest_matching_suffix(name: str, zones: tuple[Zone, ...]) -> None:
    assert holding(name, ZONES) == zones
    assert holding(name, reversed(ZONES)) == zones


def test_two_zones_of_one_name_are_both_given() -> None:
    assert holding("db1.example.com.", (PUBLIC, SUB, PRIVATE)) == (PUBLIC, PRIVATE)


def test_a_longer_suffix_wins_over_two_shorter_ones() -> None:
    assert holding("db1.sub.example.com.", (PUBLIC, PRIVATE, SUB)) == (SUB,)


def test_no_zones_hold_nothing() -> None:
    assert holding("example.com.", ()) == ()


@pytest.mark.parametrize(
    ("target", "zones"),
    [
        ("ZPUBLIC", (PUBLIC,)),
        ("/hostedzone/ZPUBLIC", (PUBLIC,)),
        ("example.com.", (PUBLIC, PRIVATE)),
        ("sub.example.com.", (SUB,)),
        ("ZPUBLI", ()),
        ("zpublic", (PUBLIC,)),
        ("com.", ()),
        ("", ()),
    ],
)
def test_a_zone_is_called_by_its_whole_id_or_its_whole_name(target: str, zones: tuple[Zone, ...]) -> None:
    assert called(target, (PUBLIC, PRIVATE, SUB)) == zones
