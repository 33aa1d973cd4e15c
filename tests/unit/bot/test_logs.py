import json
import logging
import re
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest

from bot import logs

FOREIGN = ("slack_bolt", "slack_sdk.web", "botocore.auth", "urllib3", "sqlalchemy", "psycopg", "waitress", "any.other")
FORGED = "typed\n2026-01-01 INFO root all is well\r\nx"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Logging is the process's own: put it back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    own = [logging.getLogger(name) for name in ("bot", "commands", "__main__", *FOREIGN)]
    levels = [logger.level for logger in own]
    for logger in own:
        logger.setLevel(logging.NOTSET)
    yield
    for logger, before in zip(own, levels, strict=True):
        logger.setLevel(before)
    for handler in [handler for handler in root.handlers if handler not in handlers]:
        handler.close()
    root.handlers, root.level = handlers, level


def logged(capsys: pytest.CaptureFixture[str], shape: str, level: str = "INFO") -> list[str]:
    """What a few events become."""
    logs.configure(level, shape)
    log = logging.getLogger("bot.test")
    log.debug("quiet")
    log.info("hello %s", "there")
    log.warning("it says %s", FORGED)
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize("shape", ["text", "json"])
def test_one_line_an_event_whatever_comes_from_outside(capsys: pytest.CaptureFixture[str], shape: str) -> None:
    lines = logged(capsys, shape)
    assert len(lines) == 2
    assert "hello there" in lines[0]
    assert "all is well" in lines[1]


def test_what_cannot_be_seen_is_visible_in_a_line_of_text(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text")
    logging.getLogger("bot.test").info("asked by %s", "\u202eeve\x1b[2K", extra={"verb": "a\u2028b"})
    assert capsys.readouterr().err.endswith("asked by \\226\\128\\174eve\\027[2K verb=a\\226\\128\\168b\n")


def test_text_has_time_level_and_logger(capsys: pytest.CaptureFixture[str]) -> None:
    assert "INFO bot.test hello there" in logged(capsys, "text")[0]


def test_json_says_the_same_as_fields(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = map(json.loads, logged(capsys, "json"))
    assert (first["level"], first["logger"], first["message"]) == ("INFO", "bot.test", "hello there")
    assert first["time"]
    assert second["message"] == f"it says {FORGED}"


@pytest.mark.parametrize(("level", "count"), [("DEBUG", 3), ("INFO", 2), ("WARNING", 1), ("ERROR", 0)])
def test_the_level_is_obeyed(capsys: pytest.CaptureFixture[str], level: str, count: int) -> None:
    assert len(logged(capsys, "text", level)) == count


def look_up(typed: str) -> None:
    raise KeyError(typed)


def failed(shape: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The line of an exception that holds what somebody typed, and was raised because of another one."""
    logs.configure("DEBUG", shape)
    try:
        try:
            look_up("typed\nvalue")
        except KeyError as error:
            raise ValueError("typed value") from error
    except ValueError as error:
        logging.getLogger("bot.test").error("failed", exc_info=error, extra={"reference": "abc"})
    (line,) = capsys.readouterr().err.splitlines()
    return line


@pytest.mark.parametrize("shape", ["text", "json"])
def test_a_bug_is_one_line_that_says_what_it_is_and_where_but_never_what_was_typed(
    capsys: pytest.CaptureFixture[str], shape: str
) -> None:
    line = failed(shape, capsys)
    said = json.loads(line)["traceback"] if shape == "json" else line
    assert re.search(
        r"Traceback: KeyError at \S+:\d+ failed > \S+:\d+ look_up; then ValueError at \S+:\d+ failed", said
    )
    assert "typed" not in line


@pytest.mark.parametrize("shape", ["text", "json"])
def test_what_a_line_is_about_has_a_field_of_its_own(capsys: pytest.CaptureFixture[str], shape: str) -> None:
    logs.configure("INFO", shape)
    logging.getLogger("bot.test").info("a step", extra={"change": "8z20", "state": "PENDING", "whim": "unseen"})
    line = capsys.readouterr().err
    if shape == "json":
        assert json.loads(line).items() >= {"change": "8z20", "state": "PENDING", "message": "a step"}.items()
    else:
        assert line.endswith("a step change=8z20 state=PENDING\n")
    assert "unseen" not in line


@pytest.mark.parametrize("library", FOREIGN)
def test_other_peoples_libraries_say_at_most_what_went_wrong(capsys: pytest.CaptureFixture[str], library: str) -> None:
    logs.configure("DEBUG", "text")
    for level in (logging.DEBUG, logging.INFO, logging.WARNING):
        logging.getLogger(library).log(level, "signature s3cret")
    assert capsys.readouterr().err == ""
    logging.getLogger(library).error("broken")
    assert ("broken" in capsys.readouterr().err) is (library != "slack_sdk.web")


class Hooks:
    """Python's own, put back."""

    def __enter__(self) -> None:
        self._kept = sys.excepthook, threading.excepthook

    def __exit__(self, *_: object) -> None:
        sys.excepthook, threading.excepthook = self._kept
        logging.captureWarnings(capture=False)


def test_what_nobody_caught_is_a_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    with Hooks():
        logs.configure("INFO", "text")
        logs.catch_all()
        thread = threading.Thread(target=look_up, args=("typed",))
        thread.start()
        thread.join()
        sys.excepthook(KeyError, KeyError("typed"), None)
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            logging.captureWarnings(capture=False)  # pytest has put its own in between
            logging.captureWarnings(capture=True)
            warnings.warn_explicit("typed", UserWarning, "x.py", 1)
    lines = capsys.readouterr().err.splitlines()
    assert [("CRITICAL" in line, "KeyError" in line, "typed" in line) for line in lines] == [(True, True, False)] * 2


def test_configuring_again_does_not_double_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    logged(capsys, "text")
    assert len(logged(capsys, "text")) == 2
