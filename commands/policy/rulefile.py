"""The text of a policy file to Rules; what is wrong is told with its line. Pure.

admins = ["U0ROOT"]

[[rule]]
who = ["S0WEB"]
zones = ["example.com"]
names = ["*.web.example.com"]
types = ["A", "AAAA", "CNAME"]
verbs = ["add", "set"]
answer = "allow"                # allow, confirm, second person, deny

[[protect]]
names = ["*.prod.example.com"]
types = ["MX"]
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from commands.errors import Misconfigured
from commands.language import usage
from commands.language.verbs import TOPICS
from commands.model.records import Type
from commands.policy.actors import Role
from commands.policy.roles import NEEDS
from commands.policy.rules import EVERYBODY, Answer, Protection, Rule, Rules

_ANSWERS: Final = {
    "allow": Answer.ALLOW,
    "confirm": Answer.CONFIRM,
    "second person": Answer.SECOND,
    "deny": Answer.DENY,
}
_PEOPLE: Final = re.compile(r"[UWS][A-Z0-9]{2,}|\*")
_CHANNEL: Final = re.compile(r"[CDG][A-Z0-9]{2,}")
_GLOB: Final = re.compile(r"[^\s,\"']+")
_READING: Final = frozenset(topic for verb, topic in TOPICS.items() if NEEDS[verb] is Role.READER)
_AT_LINE: Final = re.compile(r" \(at line (\d+), column \d+\)\Z")


class _Wrong(Exception):
    """What is wrong with one key of one table."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


def read(text: str, file: str, protect: tuple[Protection, ...] = ()) -> Rules:
    """Rules of a file's text; protect: those of the settings. Raises Misconfigured, naming DNS_POLICY and the line."""
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else max(text.count("\n"), 1)
        raise _misconfigured(file, line, re.sub(r" \(at [^)]*\)\Z", "", str(error))) from error
    source = _Source(file, text)
    (admins,) = source.made("", [parsed], _admins)
    rules = source.made("rule", parsed.get("rule", []), _rule)
    protections = source.made("protect", parsed.get("protect", []), _protection)
    named = admins.union(*(rule.who | rule.approvers for rule in rules))
    return Rules(file, rules, (*protect, *protections), admins, frozenset(one for one in named if one[0] == "S"))


Made = TypeVar("Made")


class _Source:
    """The file, and where its tables and keys begin."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._lines = text.splitlines()

    def made(
        self, kind: str, tables: Sequence[Mapping[str, Any]], make: Callable[[Mapping[str, Any], int], Made]
    ) -> tuple[Made, ...]:
        """What each [[kind]] makes, told its line. Raises Misconfigured."""
        found = []
        for index, table in enumerate(tables):
            try:
                found.append(make(table, self._table(kind, index)))
            except _Wrong as wrong:
                raise _misconfigured(self._file, self.line(kind, index, wrong.key), str(wrong)) from wrong
        return tuple(found)

    def _table(self, kind: str, index: int) -> int:
        """The line of the index-th [[kind]]; the first where it is not written so."""
        head = re.compile(rf"\s*\[\[\s*{kind}\s*\]\]")
        heads = [number for number, line in enumerate(self._lines, 1) if kind and head.match(line)]
        return heads[index] if index < len(heads) else 1

    def line(self, kind: str, index: int, key: str) -> int:
        """The line of a key inside that table; the table's own where it is not found."""
        start = self._table(kind, index)
        sought = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}\b")
        for number, line in enumerate(self._lines[start - 1 :], start):
            if kind and number > start and line.lstrip().startswith("["):
                break
            if sought.match(line):
                return number
        return start


def _admins(parsed: Mapping[str, Any], _line: int) -> frozenset[str]:
    _only(parsed, {"admins", "rule", "protect"})
    for kind in ("rule", "protect"):
        found = parsed.get(kind, [])
        if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            raise _Wrong(kind, f"write [[{kind}]], in double brackets")
    return _people(parsed, "admins", frozenset())


def _rule(table: Mapping[str, Any], line: int) -> Rule:
    _only(table, {"who", "channels", "zones", "names", "types", "verbs", "answer", "approvers"})
    answer = table.get("answer")
    if answer is None:
        raise _Wrong("answer", f"the rule has no answer: {', '.join(map(repr, _ANSWERS))}")
    if answer not in _ANSWERS:
        raise _Wrong("answer", f"answer is one of {', '.join(map(repr, _ANSWERS))}, not {answer!r}")
    if "approvers" in table and answer != "second person":
        raise _Wrong("approvers", "approvers belong to the answer 'second person'")
    return Rule(
        answer=_ANSWERS[answer],
        who=_people(table, "who", EVERYBODY),
        channels=frozenset(_strings(table, "channels", _CHANNEL, "a channel's id, as in C0123456789")),
        zones=_globs(table, "zones"),
        names=_globs(table, "names"),
        types=_types(table),
        verbs=_verbs(table),
        approvers=_people(table, "approvers", frozenset()),
        line=line,
    )


def _protection(table: Mapping[str, Any], line: int) -> Protection:
    _only(table, {"names", "types"})
    if not table.get("names"):
        raise _Wrong("names", "names are missing")
    return Protection(_globs(table, "names"), _types(table), line)


def _only(table: Mapping[str, Any], keys: set[str]) -> None:
    for key in table:
        if key not in keys:
            raise _Wrong(key, f"{key!r} is not known here; {', '.join(sorted(keys))} are")


def _strings(table: Mapping[str, Any], key: str, shape: re.Pattern[str], what: str) -> tuple[str, ...]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise _Wrong(key, f'{key} is a list of texts, as in {key} = ["…"]')
    if key in table and not found:
        raise _Wrong(key, f"{key} is empty: leave it out to match all, or name some")
    for one in found:
        if not shape.fullmatch(one):
            raise _Wrong(key, f"{one!r} is not {what}")
    return tuple(found)


def _people(table: Mapping[str, Any], key: str, default: frozenset[str]) -> frozenset[str]:
    return frozenset(_strings(table, key, _PEOPLE, "a user id (U… or W…), a user-group id (S…) or *")) or default


def _globs(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = _strings(table, key, _GLOB, "a name or a pattern")
    for glob in found:
        # Names are compared as DNS has them; a rule that never matches would open what it was to close.
        if not glob.isascii():
            raise _Wrong(key, f"write {glob!r} as DNS has it, its labels beginning with xn--")
    return tuple(glob.lower().rstrip(".") for glob in found)


def _types(table: Mapping[str, Any]) -> frozenset[str]:
    found = frozenset(one.upper() for one in _strings(table, "types", _GLOB, "a record type"))
    for one in found - frozenset(Type):
        raise _Wrong("types", f"{one!r} is not a record type; the types are {', '.join(Type)}")
    return found


def _verbs(table: Mapping[str, Any]) -> frozenset[str]:
    shape = re.compile(r"[a-z0-9-]+(?: [a-z]+)?")
    found = frozenset(_strings(table, "verbs", shape, "a verb"))
    for one in sorted(found - frozenset(usage.topics())):
        raise _Wrong("verbs", f"{one!r} is not a verb; the verbs are {', '.join(usage.topics())}")
    for one in sorted(found & _READING if table.keys() & {"zones", "names", "types"} else ()):
        raise _Wrong("verbs", f"{one!r} only reads: a rule about reading goes for all zones, names and types")
    return found


def _misconfigured(file: str, line: int, message: str) -> Misconfigured:
    return Misconfigured("DNS_POLICY", f"{file}, line {line}: {message}")
