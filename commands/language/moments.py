"""Moments as people say them: `2026-11-26 14:00`, `14:00`, `yesterday 14:00`, `2h ago`, or the edge of a change.

A time is UTC unless it says otherwise, as ISO 8601 does with `+01:00`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

_DAY: Final = r"(?:(?P<date>\d{4}-\d{1,2}-\d{1,2})(?:t|\s+)|(?P<day>yesterday|today)\s+(?:at\s+)?)?"
_CLOCK: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
_ZONE: Final = r"\s*(?:z|utc|gmt|(?P<sign>[+-])(?P<ahead>\d{2}):?(?P<rest>\d{2})?)?"
_TIME: Final = re.compile(_DAY + _CLOCK + _ZONE, re.IGNORECASE | re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|yesterday|today", re.IGNORECASE | re.ASCII)
_SPAN: Final = re.compile(
    r"(\d{1,6})\s*(w|d|h|m|s)(?:eeks?|ays?|ours?|rs?|in(?:ute)?s?|ec(?:ond)?s?)?\s*", re.IGNORECASE
)
_AGO: Final = re.compile(rf"(?:{_SPAN.pattern})+ago", re.IGNORECASE | re.ASCII)
_CHANGE: Final = re.compile(
    r"(?P<side>before\s+|after\s+)?(?:/change/)?(?:(?P<theirs>(?-i:C[A-Z0-9]{9,31}))|(?P<ours>[0-9a-hjkmnp-tv-z]{10}))",
    re.IGNORECASE | re.ASCII,
)
_UNITS: Final = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}

EXPECTED: Final = "a time (2026-11-26 14:00, 14:00, yesterday 14:00, 2h ago; UTC) or a change's id"


class BadMoment(ValueError):
    """What was said is no moment; str() says what is wrong. correction: what was probably meant, where it is known."""

    def __init__(self, message: str, correction: str = "") -> None:
        super().__init__(message)
        self.correction = correction


@dataclass(frozen=True, slots=True)
class Edge:
    """The edge of a change: as it left things, or just before it."""

    change: str
    before: bool = False


def normal(said: str) -> str:
    """A moment in its normal form, which is its own. Raises BadMoment."""
    words = " ".join(said.split())
    found = edge(words)
    if found:
        return f"before {found.change}" if found.before else found.change
    if _AGO.fullmatch(words):
        return "".join(f"{int(number)}{unit.lower()}" for number, unit in _SPAN.findall(words)) + " ago"
    return _written(words)


def edge(words: str) -> Edge | None:
    """The edge of a change that a normal form names; None for a time."""
    found = _CHANGE.fullmatch(words)
    if found is None:
        return None
    return Edge(found["theirs"] or found["ours"].lower(), (found["side"] or "").lower().startswith("before"))


def at(words: str, now: float) -> float:
    """The epoch seconds of a time in its normal form. Raises BadMoment for what is yet to come, or too long ago."""
    try:
        seconds = (_ago(words, now) if words.endswith("ago") else _when(words, now)).timestamp()
    except (OverflowError, ValueError):
        seconds = -1.0
    if seconds < 0:
        raise BadMoment(f"{words} is too long ago")
    if seconds > now:
        earlier = f"yesterday {words}" if re.match(r"\d{1,2}:", words) else ""
        raise BadMoment(f"{words} is yet to come: it is {spoken(now)}", earlier)
    return seconds


def spoken(seconds: float) -> str:
    """Epoch seconds, from 1970 on, as a time in UTC that reads back as the same second."""
    when = datetime.fromtimestamp(seconds, UTC)
    return when.strftime("%Y-%m-%d %H:%M UTC" if when.second == 0 else "%Y-%m-%d %H:%M:%S UTC")


def _written(words: str) -> str:
    found = _TIME.fullmatch(words)
    if found is None:
        if _DATE.fullmatch(words):
            raise BadMoment(f"At what time? As in {words} 14:00")
        raise BadMoment(f"Neither a time nor a change's id; expected is {EXPECTED}")
    try:
        day = datetime.strptime(found["date"], "%Y-%m-%d").date().isoformat() if found["date"] else found["day"]
        clock = datetime(2000, 1, 1, int(found["hour"]), int(found["minute"]), int(found["second"] or 0), tzinfo=UTC)
        ahead = _offset(found)
    except ValueError as error:
        raise BadMoment("There is no such day or time") from error
    written = clock.strftime("%H:%M:%S" if clock.second else "%H:%M")
    shown = (day or "").lower().replace("today", "")
    return " ".join(filter(None, [shown, written + ("" if ahead.utcoffset(None) == timedelta() else str(ahead)[3:])]))


def _offset(found: re.Match[str]) -> timezone:
    if not found["sign"]:
        return UTC
    ahead = timedelta(hours=int(found["ahead"]), minutes=int(found["rest"] or 0))
    return timezone(-ahead if found["sign"] == "-" else ahead)


def _ago(words: str, now: float) -> datetime:
    span = timedelta()
    for number, unit in _SPAN.findall(words):
        span += timedelta(**{_UNITS[unit.lower()]: int(number)})
    return datetime.fromtimestamp(int(now), UTC) - span


def _when(words: str, now: float) -> datetime:
    found = _TIME.fullmatch(words)
    if found is None:
        raise BadMoment(f"{words} is no time")
    where = _offset(found)
    here = datetime.fromtimestamp(now, where)
    if found["date"]:
        here = datetime.strptime(found["date"], "%Y-%m-%d").replace(tzinfo=where)
    elif found["day"]:
        here -= timedelta(days=1)
    return here.replace(
        hour=int(found["hour"]), minute=int(found["minute"]), second=int(found["second"] or 0), microsecond=0
    )
