"""The places of geo= and near=, read."""

import re
from types import MappingProxyType
from typing import Final

from commands.language.grammar import Piece
from commands.language.guesses import nearest
from commands.language.reading import Reading
from commands.language.verbs import parts
from commands.model import names
from commands.model.places import CONTINENTS, COUNTRIES, REGIONS, STATES
from commands.model.routing import Geo, Proximity

_STATE: Final = re.compile(r"([A-Z]{2})-([A-Z0-9]{1,3})")
_GROUP: Final = re.compile(r"-[a-z]+-[0-9]+[a-z]?")
_DEGREES: Final = r"([-+]?[0-9]{1,3}(?:\.[0-9]{0,20})?)"
_POINT: Final = re.compile(rf"{_DEGREES}\s*,\s*{_DEGREES}")
_NAMED: Final = MappingProxyType(
    {name: parts.geo(Geo(country="US", subdivision=code)) for code, name in STATES.items()}
    | {name: parts.geo(Geo(country=code)) for code, name in COUNTRIES.items()}
    | {name: parts.geo(Geo(continent=code)) for code, name in CONTINENTS.items()}
    | {"UK": "GB", "USA": "US", "default": "*"}
)
_NORTH, _EAST = 90, 180


def geo(reading: Reading, piece: Piece, said: str) -> Geo | None:
    """A continent, a country, a state of the United States, or `*` for everywhere else."""
    code = said.upper()
    if code == "*":
        return Geo(country="*")
    if state := _STATE.fullmatch(code):
        return _state(reading, piece, *state.groups())
    continent, country = _codes(code)
    if continent and country:
        both = f"{code} is {CONTINENTS[continent]} and {COUNTRIES[country]}"
        reading.wrong(f"{both}: write geo={parts.CONTINENT}{code} or geo={parts.COUNTRY}{code}", piece)
        return None
    if continent or country:
        return Geo(continent=continent, country=country)
    _note_unknown(reading, piece, said)
    return None


def _codes(code: str) -> tuple[str, str]:
    """The continent and the country that a code is; a word in front chooses one."""
    kind, _, bare = code.rpartition(":")
    continent = bare if kind in ("", "CONTINENT") and bare in CONTINENTS else ""
    country = bare if kind in ("", "COUNTRY") and bare in COUNTRIES else ""
    return continent, country


def _state(reading: Reading, piece: Piece, country: str, state: str) -> Geo | None:
    if country == "US" and state in STATES:
        return Geo(country=country, subdivision=state)
    meant = parts.geo(Geo(country=country)) if country in COUNTRIES and country != "US" else ""
    where = f"{state} is not a state of the US" if country == "US" else "Only states of the US are told apart"
    reading.wrong(f"{where}; one is written as in geo=US-CA", piece, meant and f"geo={meant}")
    return None


def _note_unknown(reading: Reading, piece: Piece, said: str) -> None:
    """Note what is no place; a name or a lone state's code tells what was meant."""
    name, code = nearest(said, _NAMED), said.upper()
    meant = f"US-{code}" if code in STATES else _NAMED[name] if name else ""
    hint = f"did you mean {meant}?" if meant else "give a continent, a country, a US state or *: EU, DE, US-CA"
    reading.wrong(f"{names.brief(said) or 'Nothing'} is not a place; {hint}", piece, meant and f"geo={meant}")


def near(reading: Reading, piece: Piece, said: str) -> Proximity | None:
    """An AWS region, a Local Zone group, or a point: latitude and longitude in degrees."""
    text = said.lower()
    if text in REGIONS:
        return Proximity(region=text)
    if any(text.startswith(region) and _GROUP.fullmatch(text[len(region) :]) for region in REGIONS):
        return Proximity(zone_group=text)
    if point := _POINT.fullmatch(text):
        return _point(reading, piece, *point.groups())
    no_region(reading, piece, text, "near", "give a region or a point: near=eu-west-1, near=52.52,13.4")
    return None


def no_region(reading: Reading, piece: Piece, text: str, option: str, otherwise: str) -> None:
    """Say that a word is no AWS region; which one was probably meant, or otherwise what to give."""
    meant = nearest(text, REGIONS)
    hint = f"did you mean {meant}?" if meant else otherwise
    corrected = meant and f"{option}={meant}"
    reading.wrong(f"{names.brief(text) or 'Nothing'} is not an AWS region; {hint}", piece, corrected)


def _point(reading: Reading, piece: Piece, *said: str) -> Proximity | None:
    north, east = map(float, said)
    if abs(north) > _NORTH or abs(east) > _EAST:
        reading.wrong(f"A latitude is from -{_NORTH} to {_NORTH}, a longitude from -{_EAST} to {_EAST}", piece)
        return None
    if any(len(degrees.partition(".")[2].rstrip("0")) > 2 for degrees in said):  # as Route 53 takes them
        reading.wrong("Degrees have at most two decimals", piece, f"near={_degrees(north)},{_degrees(east)}")
        return None
    return Proximity(latitude=_degrees(north), longitude=_degrees(east))


def _degrees(number: float) -> str:
    """Degrees in one spelling, with two decimals at most."""
    return f"{round(number, 2) + 0:.2f}".rstrip("0").rstrip(".")
