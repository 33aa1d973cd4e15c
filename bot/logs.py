"""Logging: one line an event, as text or JSON, with fields of their own. Other people's libraries say what went wrong.

What people type, record values and secrets are in no line. So an exception's own text is in none either: it may hold
what was typed, or a whole row. Its kind and its places say where to look.
"""

import json
import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

from commands.model import visible

log = logging.getLogger(__name__)

# Who may say as much as LOG_LEVEL lets them. All others log request bodies, headers, signatures, or where they connect
# to; of them only errors are heard.
_OURS: Final = ("bot", "commands", "__main__")

# Slack's SDK logs each failure that it also raises; we say those ourselves.
_SILENT: Final = ("slack_sdk",)

# What a line may tell beside its words, each under a name of its own.
FIELDS: Final = ("change", "event", "state", "actor", "verb", "outcome", "reference")

_HERE: Final = Path(__file__).parents[1]
_INSTALLED: Final = tuple(Path(entry) for entry in sys.path if Path(entry).name == "site-packages")


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's time, level, logger, message, fields and traceback."""
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["traceback"] = places(record.exc_info[1])
        return json.dumps(line)


class TextLines(logging.Formatter):
    """A line for people; line breaks and all else that cannot be seen are made visible."""

    def format(self, record: logging.LogRecord) -> str:
        """The same in one line, the traceback last."""
        told = "".join(f" {name}={value}" for name, value in _fields(record).items())
        trace = f" {places(record.exc_info[1])}" if record.exc_info and record.exc_info[1] else ""
        said = visible.line(f"{record.getMessage()}{told}{trace}")
        return f"{self.formatTime(record)} {record.levelname} {record.name} {said}"


def _fields(record: logging.LogRecord) -> dict[str, str]:
    return {name: str(record.__dict__[name]) for name in FIELDS if name in record.__dict__}


def places(error: BaseException) -> str:
    """What kind of exception it is and where it came by, its causes first, on one line; never its text."""
    return f"Traceback: {'; then '.join(map(_raised, reversed([*_causes(error)])))}"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _raised(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    way = " > ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return f"{kind} at {way or 'no place that is known'}"


def _short(file: str) -> str:
    """A file of ours from the project's folder on, another's from its package on."""
    path = Path(file)
    for root in (*_INSTALLED, _HERE):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name


def _heard(record: logging.LogRecord) -> bool:
    """Libraries set levels of their own, at their import: what is heard is decided here."""
    name = record.name.partition(".")[0]
    return name in _OURS or (record.levelno >= logging.ERROR and name not in _SILENT)


def configure(level: str, shape: str) -> None:
    """Log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_heard)
    handler.setFormatter(JsonLines() if shape == "json" else TextLines())
    logging.basicConfig(level=max(logging.ERROR, logging.getLevelNamesMapping()[level]), handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)


def catch_all() -> None:
    """Let what nobody caught, and what Python warns about, be lines of the log too. For a process that is only ours."""

    def uncaught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        log.critical("the process ends: nobody caught an exception", exc_info=error)

    def in_thread(thrown: threading.ExceptHookArgs) -> None:
        if thrown.exc_value is not None:
            log.critical("a thread ended: nobody caught its exception", exc_info=thrown.exc_value)

    sys.excepthook = uncaught
    threading.excepthook = in_thread
    logging.captureWarnings(capture=True)
