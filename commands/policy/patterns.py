"""Patterns of whole names, as the rules and the protect list have them. Pure.

`*` stands for anything, dots too, `?` for one character, `[abc]` for one of these and `[!abc]` for one of the others.
Names are compared as they are kept: in lower case, in A-labels, without a last dot.
"""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase, translate
from functools import lru_cache
from typing import Final

from commands.model import names

_TOKEN: Final = re.compile(r"\[!?\]?[^\]]*\]|.", re.DOTALL)
# As names.canonical writes what no name can hold bare; all else stands in it plainly.
_ESCAPE: Final = re.compile(r"\\(?:[\".();\\@$]|0[0-2][0-9]|03[0-2]|12[7-9]|1[3-9][0-9]|2[0-4][0-9]|25[0-5])")


class BadPattern(ValueError):
    """A pattern that could never fit a name; str() is a sentence for whoever wrote it."""


def read(text: str) -> str:
    """Write a pattern the one way that names are compared with.

    A rule that never matches would open what it was to close, so what cannot fit a whole name is refused.
    Raises: BadPattern.
    """
    if not text.isascii():
        raise BadPattern(f"write {text!r} as DNS has it, {_as_dns_has_it(text)}")
    glob = text.lower()
    signs = _tokens(glob)
    _check_signs(text, signs)
    _check_name(text, glob, signs)
    _check_address(text)
    return names.plain(glob)


def fit(patterns: Sequence[str], name: str) -> int | None:
    """The literal characters of the longest pattern that fits, one more than there are.

    0 for no patterns; None where none fits.
    """
    if not patterns:
        return 0
    return max((_literals(glob) + 1 for glob in patterns if fnmatchcase(name, glob)), default=None)


def inside(name: str, zone: str) -> bool:
    """Whether any name that fits the one pattern can lie in a zone that fits the other."""
    return meet(name, zone) or meet(name, f"*.{zone}")


def meet(one: str, other: str) -> bool:
    """Whether any name can fit both patterns; also true where only a closer look at two sets could tell."""
    first, second = (*_tokens(one), ""), (*_tokens(other), "")
    ways, seen = [(0, 0)], set[tuple[int, int]]()
    while ways:
        way = ways.pop()
        if way in seen:
            continue
        seen.add(way)
        here, there = first[way[0]], second[way[1]]
        if not here and not there:
            return True
        ways += _next(way, here, there)
    return False


def _next(way: tuple[int, int], here: str, there: str) -> list[tuple[int, int]]:
    i, j = way
    if here == "*":
        return [(i + 1, j), (i, j + 1)] if there else [(i + 1, j)]
    if there == "*":
        return [(i, j + 1), (i + 1, j)] if here else [(i, j + 1)]
    return [(i + 1, j + 1)] if here and there and _share(here, there) else []


def _share(one: str, other: str) -> bool:
    if len(other) == 1:
        one, other = other, one
    return other == "?" or one == "?" or len(one) > 1 or fnmatchcase(one, other)


@lru_cache(maxsize=4096)
def _tokens(glob: str) -> tuple[str, ...]:
    """Single characters, and sets in their brackets."""
    return tuple(_TOKEN.findall(glob))


def _literals(glob: str) -> int:
    return sum(len(sign) == 1 and sign not in "*?" for sign in _tokens(glob))


def _sample(signs: Sequence[str]) -> str:
    """A name that has the pattern's shape."""
    plain = ["x" if sign in "*?" or len(sign) > 1 else sign for sign in signs]
    return "".join(["*" if signs[:2] == ("*", ".") else plain[0], *plain[1:]])


def _check_signs(text: str, signs: Sequence[str]) -> None:
    if "[" in signs:
        raise BadPattern(f"{text!r} has a [ without its ]")
    if any(len(sign) > 1 and "(?!)" in translate(sign) for sign in signs):
        raise BadPattern(f"{text!r} has a range whose end stands before its beginning")
    bare = "".join(sign for sign in signs if len(sign) == 1)
    if "\\" in _ESCAPE.sub("", bare):
        raise BadPattern(rf"{text!r} has a backslash that no name has: [*] is a star itself, and \032 a blank")


def _check_name(text: str, glob: str, signs: Sequence[str]) -> None:
    """Let a name of the pattern's shape be one that a record could have."""
    sample = _sample(signs)
    try:
        name = names.typed(sample)
    except names.BadName as error:
        raise BadPattern(f"{text!r} fits no name: {error}") from error
    if name != sample:
        raise BadPattern(f"{text!r} fits no name: write only the name, as in {names.plain(name)}")
    if name in ("@", ".", "*."):
        raise BadPattern(f"{text!r} fits no whole name: write the zone's name, or * for all")
    if "." not in name and signs[-1] != "*":
        raise BadPattern(
            f"{text!r} fits no whole name: write the zone too, as in {glob}.example.com or {glob}.*; where the name "
            f"has no other label, end it with a dot: {glob}."
        )


def _check_address(text: str) -> None:
    """An address is no name, though it looks like one."""
    try:
        pointer = names.reverse(text)
    except names.BadName:
        return
    raise BadPattern(f"{text!r} is an IP address; the name of its PTR is {names.plain(pointer)}")


def _as_dns_has_it(text: str) -> str:
    try:
        return f"as {names.plain(names.canonical(names.typed(text)))!r}"
    except names.BadName:
        return "its labels beginning with xn--"
