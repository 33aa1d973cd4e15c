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
from commands.policy import patterns
from commands.policy.actors import Role
from commands.policy.roles import NEEDS
from commands.policy.rules import EVERYBODY, Answer, Protection, Rule, Rules

_ANSWERS: Final = {answer.word: answer for answer in Answer}
_PEOPLE: Final = re.compile(r"[UWS][A-Z0-9]{2,}|\*")
_CHANNEL: Final = re.compile(r"[CDG][A-Z0-9]{2,}")
_GLOB: Final = re.compile(r"[^\s,\"']+")
_READING: Final = frozenset(topic for verb, topic in TOPICS.items() if NEEDS[verb] is Role.READER)
# What these do is judged as what it comes to, or by nothing.
_JUDGED_OTHERWISE: Final[Mapping[str, str]] = {
    "undo": "is judged by what it comes to: name add, set and delete",
    "restore": "is judged by what it comes to: name add, set and delete",
    "zone restore": "is judged as zone create: name that",
    "help": "is open to everybody",
}
_NAMED: Final = tuple(topic for topic in usage.topics() if topic not in _JUDGED_OTHERWISE)
_ON_ZONES: Final = frozenset({"zone create", "zone delete", "zone associate", "zone dissociate"})
# Done at once, so that nobody can be asked.
_AT_ONCE: Final = frozenset({"use", "freeze", "thaw"})
_UNASKED: Final = _READING | _AT_ONCE
_UNTYPED: Final = _ON_ZONES | _AT_ONCE
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
        line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
        raise _misconfigured(file, line, re.sub(r" \(at [^)]*\)\Z", "", str(error))) from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, brackets of thousands of levels: nobody's rules, and no line is told.
        raise _misconfigured(file, 1, "this cannot be read as TOML") from error
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
        self._lines = text.split("\n")

    def made(
        self, kind: str, tables: Sequence[Mapping[str, Any]], make: Callable[[Mapping[str, Any], int], Made]
    ) -> tuple[Made, ...]:
        """What each [[kind]] makes, told its line. Raises Misconfigured."""
        if kind and len(self._heads(kind)) != len(tables):
            raise _misconfigured(self._file, self.line("", 0, kind), f"write each as [[{kind}]], on a line of its own")
        found = []
        for index, table in enumerate(tables):
            try:
                found.append(make(table, self._table(kind, index)))
            except _Wrong as wrong:
                raise _misconfigured(self._file, self.line(kind, index, wrong.key), str(wrong)) from wrong
        return tuple(found)

    def _table(self, kind: str, index: int) -> int:
        """The line of the index-th [[kind]]."""
        return self._heads(kind)[index] if kind else 1

    def _heads(self, kind: str) -> list[int]:
        head = re.compile(rf"\s*\[\[\s*[\"']?{kind}[\"']?\s*\]\]")
        return [number for number, line in enumerate(self._lines, 1) if head.match(line)]

    def line(self, kind: str, index: int, key: str) -> int:
        """The line of a key inside that table; the table's own where it is not found."""
        start = self._table(kind, index)
        word = re.escape(key)
        sought = re.compile(rf"\s*\[*\s*(?:{kind}\s*\.\s*)?(?:{word}|\"{word}\"|'{word}')\s*[=.\]]")
        for number, line in enumerate(self._lines[start - 1 :], start):
            if sought.match(line):
                return number
            if kind and number > start and line.lstrip().startswith("["):
                break
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
    rule = Rule(
        answer=_answer(table),
        who=_people(table, "who", EVERYBODY),
        channels=frozenset(_strings(table, "channels", _CHANNEL, "a channel's id, as in C0123456789")),
        zones=_globs(table, "zones"),
        names=_globs(table, "names"),
        types=_types(table),
        verbs=_verbs(table),
        approvers=_people(table, "approvers", frozenset()),
        line=line,
    )
    _check_reach(rule)
    return rule


def _answer(table: Mapping[str, Any]) -> Answer:
    answer = table.get("answer")
    if answer is None:
        raise _Wrong("answer", f"the rule has no answer: {', '.join(map(repr, _ANSWERS))}")
    if not isinstance(answer, str) or answer not in _ANSWERS:
        raise _Wrong("answer", f"answer is one of {', '.join(map(repr, _ANSWERS))}, not {answer!r}")
    if "approvers" in table and answer != "second person":
        raise _Wrong("approvers", "approvers belong to the answer 'second person'")
    return _ANSWERS[answer]


def _check_reach(rule: Rule) -> None:
    """Refuse what a rule says and could never mean: it would seem to close what stays open."""
    asked = rule.verbs & _UNASKED if rule.answer in (Answer.CONFIRM, Answer.SECOND) else frozenset()
    for verb in sorted(asked):
        raise _Wrong("answer", f"{verb!r} makes no change that could be confirmed: its answer is 'allow' or 'deny'")
    for verb in sorted(rule.verbs & _UNTYPED if rule.types else ()):
        raise _Wrong("types", f"{verb!r} speaks of no record: a rule about it has no types")
    lies = patterns.meet if rule.verbs and rule.verbs <= _UNTYPED else patterns.inside
    for name in rule.names if rule.zones else ():
        if not any(lies(name, zone) for zone in rule.zones):
            raise _Wrong("names", f"{name!r} lies in none of the zones of this rule, which are {', '.join(rule.zones)}")


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
        raise _Wrong(key, f"{key} is empty: name some, or leave it out")
    for one in found:
        if not shape.fullmatch(one):
            raise _Wrong(key, f"{one!r} is not {what}")
    return tuple(found)


def _people(table: Mapping[str, Any], key: str, default: frozenset[str]) -> frozenset[str]:
    return frozenset(_strings(table, key, _PEOPLE, "a user id (U… or W…), a user-group id (S…) or *")) or default


def _globs(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    try:
        return tuple(map(patterns.read, _strings(table, key, _GLOB, "a name or a pattern")))
    except patterns.BadPattern as error:
        raise _Wrong(key, str(error)) from error


def _types(table: Mapping[str, Any]) -> frozenset[str]:
    found = frozenset(one.upper() for one in _strings(table, "types", _GLOB, "a record type"))
    for one in found - frozenset(Type):
        raise _Wrong("types", f"{one!r} is not a record type; the types are {', '.join(Type)}")
    return found


def _verbs(table: Mapping[str, Any]) -> frozenset[str]:
    shape = re.compile(r"[\w-]+(?: +[\w-]+)?")
    said = _strings(table, "verbs", shape, f"a verb; the verbs are {', '.join(_NAMED)}")
    found = frozenset(" ".join(one.lower().split()) for one in said)
    for one in sorted(found & _JUDGED_OTHERWISE.keys()):
        raise _Wrong("verbs", f"{one!r} {_JUDGED_OTHERWISE[one]}")
    for one in sorted(found - frozenset(_NAMED)):
        raise _Wrong("verbs", f"{one!r} is not a verb; the verbs are {', '.join(_NAMED)}")
    for one in sorted(found & _READING if table.keys() & {"zones", "names", "types"} else ()):
        raise _Wrong("verbs", f"{one!r} only reads: a rule about reading goes for all zones, names and types")
    return found


def _misconfigured(file: str, line: int, message: str) -> Misconfigured:
    return Misconfigured("DNS_POLICY", f"{file}, line {line}: {message}")
