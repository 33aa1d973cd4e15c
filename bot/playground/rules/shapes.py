"""The words in which Block Kit's rules are written: a check tells the faults of one JSON value.

A check takes the value and where it stands, and yields one sentence per fault. None of them raises,
whatever JSON it is given.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Check = Callable[[Any, str], Iterator[str]]

KINDS: Final = ("plain_text", "mrkdwn")


def nothing_more(_value: Any, _where: str) -> Iterator[str]:
    """No rule beyond those of the fields."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of JSON object: its fields, and a rule for the whole. Slack refuses any other field."""

    needs: Mapping[str, Check] = field(default_factory=dict)
    may: Mapping[str, Check] = field(default_factory=dict)
    whole: Check = nothing_more

    def __call__(self, value: Any, where: str) -> Iterator[str]:
        """The faults of an object."""
        if not isinstance(value, dict):
            yield f"{where}: an object is expected"
            return
        rules = {**self.needs, **self.may}
        for name in self.needs.keys() - value.keys():
            yield f"{where}: missing {name}"
        for name in value.keys() - rules.keys() - {"type"}:
            yield f"{where}: {name} has no business here"
        for name, check in rules.items():
            if name in value:
                yield from check(value[name], f"{where}.{name}")
        yield from self.whole(value, where)


def string(most: int, least: int = 1) -> Check:
    """A JSON string of that many characters."""

    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield f"{where}: a string is expected"
        elif not least <= len(value) <= most:
            yield f"{where}: {len(value)} characters, allowed are {least} to {most}"

    return check


def text(most: int, *kinds: str, least: int = 1) -> Check:
    """A text object. plain_text alone knows emoji, mrkdwn alone verbatim."""
    kinds = kinds or KINDS

    def check(value: Any, where: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in kinds:
            yield f"{where}: a text object of type {' or '.join(kinds)} is expected"
            return
        own = {"emoji": flag} if kind == "plain_text" else {"verbatim": flag}
        yield from Shape({"text": string(most, least)}, own)(value, where)

    return check


def plain(most: int) -> Check:
    """A plain_text object."""
    return text(most, "plain_text")


def flag(value: Any, where: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield f"{where}: true or false is expected"


def number(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield f"{where}: a whole number from {least} to {most} is expected"

    return check


def anything(_value: Any, _where: str) -> Iterator[str]:
    """A field whose content is of no interest here."""
    return iter(())


def one_of(*allowed: object) -> Check:
    """One of these very values."""

    def check(value: Any, where: str) -> Iterator[str]:
        if value not in allowed:
            yield f"{where}: {value!r} is not one of {', '.join(map(str, allowed))}"

    return check


def many(check: Check, least: int, most: int) -> Check:
    """A list of that many items."""

    def every(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{where}: a list is expected"
            return
        if not least <= len(value) <= most:
            yield f"{where}: {len(value)} items, allowed are {least} to {most}"
        for at, item in enumerate(value):
            yield from check(item, f"{where}[{at}]")

    return every


def kind_of(table: Callable[[], Mapping[str, Check]], *allowed: str) -> Check:
    """An object whose type says which row of the table judges it.

    table: a function, because tables of elements hold one another.
    """

    def check(value: Any, where: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        rows = table()
        names = allowed or tuple(rows)
        if not isinstance(kind, str) or kind not in names or kind not in rows:
            yield f"{where}: type {kind!r} is not one of {', '.join(names)}"
            return
        yield from rows[kind](value, where)

    return check


def unlike(name: str, items: Any, where: str) -> Iterator[str]:
    """No two of these objects may have the same value in that field."""
    seen: set[object] = set()
    for item in items if isinstance(items, list) else ():
        value = item.get(name) if isinstance(item, dict) else None
        if isinstance(value, str) and value in seen:
            yield f"{where}: {name} {value!r} is there twice"
        if isinstance(value, str):
            seen.add(value)
