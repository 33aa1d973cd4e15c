"""What a command is made of, in pyparsing; a sentence for each verb.

The sentences take any text. What does not fit comes out as pieces too (a gap, a word too many, a quote that
is never closed), because a person is told all faults of a command at once, where a failed expression knows one.
The patterns are possessive (*+, ++): each piece is read once, so that parsing stays linear.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from pyparsing import Empty, Opt, ParserElement, ParseResults, Regex, ZeroOrMore

from commands.language.boto import LINES
from commands.language.verbs import PATTERN_SIGNS
from commands.model.records import Type


class Role(StrEnum):
    """What a piece of a command is there for."""

    VERB = "verb"
    NAME = "name"
    ID = "zone id"
    TYPE = "type"
    TARGET = "target"
    GLOB = "glob"
    WORD = "word"
    QUOTED = "quoted"
    COMMA = "comma"
    UNCLOSED = "unclosed"
    TTL = "ttl"
    ZONE = "zone"
    SYSTEM = "system"
    COMMENT = "comment"
    NEW = "new"
    INTO = "into"
    SET_ID = "set id"
    WEIGHT = "weight"
    REGION = "region"
    FAILOVER = "failover"
    GEO = "geo"
    MULTIVALUE = "multivalue"
    NEAR = "near"
    BIAS = "bias"
    CIDR = "cidr"
    HEALTH = "health"
    ALIAS_ZONE = "zone-id"
    EVALUATE = "evaluate"
    GAP = "gap"


POLICIES: Final = (Role.WEIGHT, Role.REGION, Role.FAILOVER, Role.GEO, Role.MULTIVALUE, Role.NEAR, Role.BIAS, Role.CIDR)
"""Each routing policy's option; a bias goes with near."""

ROUTING: Final = (Role.SET_ID, *POLICIES, Role.HEALTH)
ALIASING: Final = (Role.ALIAS_ZONE, Role.EVALUATE)
OPTIONS: Final = frozenset({Role.TTL, Role.ZONE, Role.COMMENT, Role.INTO, *ROUTING, *ALIASING})

KEYS: Final[Mapping[str, Role]] = MappingProxyType(
    {"id": Role.SET_ID, **{str(role): role for role in (*POLICIES, Role.HEALTH, *ALIASING, Role.INTO)}}
)
"""The options that are said with `=` or with dashes, and no other way; multivalue needs no value."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a command.

    text:       the word; of an option what was given to it; of a gap what was expected there.
    start, end: where it stands in the command, an option with its key.
    """

    role: Role
    text: str
    start: int
    end: int


# Patterns ---------------------------------------------------------------------------------------------------

_STRING: Final = r'"(?:[^"\\]|\\.)*+"'
# Single quotes make a string only around whole words, and never across the start of another, so that
# 'tis and rock 'n' roll are words.
_SINGLE: Final = r"'(?:[^'\\]|\\.|(?<=\S)'(?![\s,]|\Z))*+'(?=[\s,]|\Z)"
_ARGUMENT: Final = rf'(?:[^\s"\\]|\\.|\\\Z|{_STRING})++'
_WORD: Final = rf'(?:[^\s",\\]|\\.|\\\Z|{_STRING})++'
_TYPES: Final = "|".join(sorted(Type, key=len, reverse=True))
_SECONDS: Final = r"-?(?:[0-9]++[smhdw]?+)++"
_ID: Final = r"(?-i:(?:/hostedzone/)?Z[A-Z0-9]{8,31}|/hostedzone/\w++)"
_SIGNS: Final = re.escape(PATTERN_SIGNS)
_NEVER: Final = "(?!)"
# A verb is one word, or two where the first alone is another verb.
_VERBS: Final = r"zone\s++(?:create|delete|restore|associate|dis(?:as)?sociate)(?!\S)|ec2\s++check(?!\S)|\S++"
_VALUE: Final = rf'(?P<value>{_STRING}|{_SINGLE}|(?:[^\s",\\]|\\.)*+)'
_KEYS: Final = "|".join(sorted(KEYS, key=len, reverse=True))
_FLAG: Final = rf"{Role.MULTIVALUE}(?!\S)"
_DEGREES: Final = r"[-+]?[0-9.]++"


def _piece(role: Role) -> Callable[[str, int, ParseResults], Piece]:
    def note(_: str, at: int, found: ParseResults) -> Piece:
        return Piece(role, double(found[0]), at, at + len(found[0]))

    return note


def _option(role: Role) -> Callable[[str, int, ParseResults], Piece]:
    def note(_: str, at: int, found: ParseResults) -> Piece:
        return Piece(role, double(found["value"]), at, at + len(found[0]))

    return note


def _keyed(_: str, at: int, found: ParseResults) -> Piece:
    return Piece(KEYS[found["key"].lower()], double(found["value"]), at, at + len(found[0]))


def _flagged(_: str, at: int, found: ParseResults) -> Piece:
    return Piece(Role.MULTIVALUE, "", at, at + len(found[0]))


def double(text: str) -> str:
    """A single-quoted string in double quotes; any other text is itself."""
    if len(text) < 2 or text[0] != "'" or text[-1] != "'":
        return text
    return '"' + re.sub(r'(\\.)|"', lambda found: found[1] or '\\"', text[1:-1]) + '"'


# Elements ---------------------------------------------------------------------------------------------------


def _element(role: Role, pattern: str, name: str) -> ParserElement:
    return Regex(pattern, re.IGNORECASE).set_name(name).add_parse_action(_piece(role))


def _key(role: Role, ahead: str, name: str) -> ParserElement:
    """An option: key=X, --key X, --key=X, -key X, and `key X` where X looks like what is to be `ahead`."""
    opening = rf"--?{role}(?:\s*+[=:]\s*+|\s++|\Z)|{role}\s*+[=:]\s*+|{role}\s++(?={ahead})"
    return Regex(f"(?:{opening}){_VALUE}", re.IGNORECASE).set_name(name).add_parse_action(_option(role))


def _strict_key(keys: str, value: str, name: str) -> ParserElement:
    """An option: key=X, --key X, --key=X, -key X. One pattern for all of them: each one tried costs time."""
    # What is given may stand behind a blank; the next option is not what is given to this one.
    blank = rf"(?:\s*+(?!(?:{_KEYS})\s*+[=:]))?+"
    opening = rf"(?P<dash>--?)?(?P<key>{keys})(?(dash)(?:\s*+[=:]{blank}|\s++|\Z)|\s*+[=:]{blank})"
    return Regex(f"{opening}{value}", re.IGNORECASE).set_name(name).add_parse_action(_keyed)


VERB: Final = _element(Role.VERB, _VERBS, "a verb")
NAME: Final = _element(Role.NAME, _ARGUMENT, "a record's name")
ZONE_NAME: Final = _element(Role.NAME, _ARGUMENT, "a zone's name")
ZONE: Final = _element(Role.TARGET, _ARGUMENT, "a zone's name or id")
ZONE_ID: Final = _element(Role.ID, rf"[*_~]*+{_ID}[*_~]*+(?!\S)", "a zone's id")
NAME_OR_ID: Final = (ZONE_ID | NAME).set_name("a record's name")
CHANGE: Final = _element(Role.TARGET, _ARGUMENT, "a change's id")
A_VERB: Final = _element(Role.TARGET, _VERBS, "a verb")
DURATION: Final = _element(Role.GLOB, _ARGUMENT, "a duration")
NEW_NAME: Final = _element(Role.NEW, _ARGUMENT, "the new name")
ANYTHING: Final = _element(Role.TARGET, _ARGUMENT, "a name")
SYSTEM: Final = _element(Role.SYSTEM, _ARGUMENT, "a system")
TYPE: Final = _element(Role.TYPE, _ARGUMENT, "a record type")
KNOWN_TYPE: Final = _element(Role.TYPE, rf"(?:{_TYPES})(?!\S)", "a record type")
GLOB: Final = _element(Role.GLOB, rf"(?=[^\s{_SIGNS}]*+[{_SIGNS}]){_ARGUMENT}", "a pattern")
TTL_WORD: Final = _element(Role.WORD, rf"{_SECONDS}(?!\S)", "a TTL")

TTL: Final = _key(Role.TTL, rf"{_SECONDS}(?:[\s,]|\Z)", "a TTL")
IN_ZONE: Final = _key(Role.ZONE, _NEVER, "a zone to look in")
COMMENT: Final = _key(Role.COMMENT, f"{_STRING}|{_SINGLE}", "a comment in quotes")
POINT: Final = _strict_key(Role.NEAR, rf"(?P<value>{_DEGREES}\s*+,\s*+{_DEGREES})", "a point")
KEYED: Final = _strict_key(_KEYS, _VALUE, "an option")
FLAG: Final = Regex(_FLAG, re.IGNORECASE).set_name("an option").add_parse_action(_flagged)
DASHED_FLAG: Final = Regex(f"--?{_FLAG}", re.IGNORECASE).set_name("an option").add_parse_action(_flagged)
QUOTED: Final = _element(Role.QUOTED, f"{_STRING}|{_SINGLE}", "a quoted string")
COMMA: Final = _element(Role.COMMA, ",", "a comma")
WORD: Final = _element(Role.WORD, _WORD, "a word")
UNCLOSED: Final = _element(Role.UNCLOSED, r'"(?s:.)*+', "a quote that is never closed")

OPTION: Final = (TTL | IN_ZONE | COMMENT | DASHED_FLAG | POINT | KEYED).set_name("an option")
# A word that can be nothing else is tried first: most are, and many failed patterns cost more than one.
_TELLING: Final = rf"['\"-]|ttl|zone|comment|(?:{_KEYS})\s*+[=:]|{_FLAG}"
PLAIN_WORD: Final = _element(Role.WORD, rf"(?!{_TELLING}){_WORD}", "a word")
REST: Final = ZeroOrMore(PLAIN_WORD | COMMA | QUOTED | OPTION | FLAG | WORD | UNCLOSED).set_name("values")

# Sentences --------------------------------------------------------------------------------------------------


def _needed(part: ParserElement) -> ParserElement:
    """The part, or a gap that tells what was expected in its place."""
    name = part.name

    def gap(text: str, _at: int, _found: ParseResults) -> Piece:
        return Piece(Role.GAP, name, len(text), len(text))

    return part | Empty().set_name(name).add_parse_action(gap)


def _sentence(*parts: ParserElement) -> ParserElement:
    """A verb, its parts in order, what else there is; options may stand anywhere behind the verb."""
    whole = VERB + ZeroOrMore(OPTION)
    for part in parts:
        whole = whole + part + ZeroOrMore(OPTION)
    # Streamlined now, not by the first of several threads that parse at once.
    return (whole + REST).parse_with_tabs().streamline()


SENTENCES: Final[Mapping[str, ParserElement]] = MappingProxyType(
    {
        "help": _sentence(),
        "zones": _sentence(Opt(GLOB | ANYTHING)),
        "zone": _sentence(_needed(ZONE)),
        "zone create": _sentence(_needed(ZONE_NAME)),
        "zone delete": _sentence(_needed(ZONE)),
        "zone associate": _sentence(_needed(ZONE)),
        "zone dissociate": _sentence(_needed(ZONE)),
        "use": _sentence(_needed(ZONE)),
        "whoami": _sentence(),
        "can": _sentence(_needed(A_VERB), _needed(NAME), Opt(TYPE)),
        "freeze": _sentence(_needed(ZONE), _needed(DURATION)),
        "thaw": _sentence(_needed(ZONE)),
        "list": _sentence(ZeroOrMore(OPTION | KNOWN_TYPE | GLOB | ZONE)),
        "get": _sentence(_needed(NAME_OR_ID), Opt(TYPE)),
        "add": _sentence(_needed(NAME), _needed(TYPE)),
        "set": _sentence(_needed(NAME), _needed(TYPE)),
        "delete": _sentence(_needed(NAME), Opt(~TTL_WORD + ~FLAG + TYPE)),
        "weight": _sentence(_needed(NAME)),
        "drain": _sentence(_needed(NAME)),
        "ttl": _sentence(_needed(NAME)),
        "add-value": _sentence(_needed(NAME), _needed(TYPE)),
        "remove-value": _sentence(_needed(NAME), _needed(TYPE)),
        "rename": _sentence(_needed(NAME), _needed(NEW_NAME), Opt(TYPE)),
        "copy": _sentence(_needed(NAME), _needed(NEW_NAME), Opt(TYPE)),
        **{verb: _sentence() for verb in LINES},
        "status": _sentence(_needed(CHANGE)),
        "history": _sentence(Opt(ANYTHING)),
        "ec2 check": _sentence(Opt(ZONE)),
        "resolver": _sentence(_needed(ZONE), Opt(SYSTEM)),
        "undo": _sentence(Opt(CHANGE)),
        "restore": _sentence(_needed(NAME)),
        "zone restore": _sentence(_needed(ZONE)),
    }
)
"""How each verb is said. Every sentence takes any text that text.commands gives."""
