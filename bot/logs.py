"""Logging: one line an event, as text or JSON. Other people's libraries say only what went wrong."""

import json
import logging
import sys
from typing import Final

# At lower levels these log request bodies, headers or signatures, and secrets never reach a log. Slack's SDK logs each
# failure that it also raises; we say those ourselves.
_OTHERS: Final = {
    "slack_bolt": logging.ERROR,
    "slack_sdk": logging.CRITICAL,
    "boto3": logging.ERROR,
    "botocore": logging.ERROR,
    "urllib3": logging.ERROR,
    "sqlalchemy": logging.ERROR,
    "alembic": logging.ERROR,
    "waitress": logging.ERROR,
}


# What a line may tell beside its words, each under a name of its own.
FIELDS: Final = ("change", "state", "verb", "reference")


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's time, level, logger, message and traceback."""
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line)


class TextLines(logging.Formatter):
    """A line for people; line breaks in what came from outside are made visible."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the standard library's name)
        """The message on one line."""
        told = "".join(f" {name}={value}" for name, value in _fields(record).items())
        record.message = (record.message + told).replace("\r", "\\r").replace("\n", "\\n")
        return super().formatMessage(record)


def _fields(record: logging.LogRecord) -> dict[str, str]:
    return {name: str(record.__dict__[name]) for name in FIELDS if name in record.__dict__}


def configure(level: str, shape: str) -> None:
    """Log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    text = TextLines("%(asctime)s %(levelname)s %(name)s %(message)s")
    handler.setFormatter(JsonLines() if shape == "json" else text)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, lowest in _OTHERS.items():
        logging.getLogger(name).setLevel(lowest)
