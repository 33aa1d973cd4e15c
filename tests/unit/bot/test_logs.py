import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs

FORGED = "typed\n2026-01-01 INFO root all is well\r\nx"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Logging is the process's own: put it back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
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


@pytest.mark.parametrize("shape", ["text", "json"])
def test_a_bugs_traceback_is_kept(capsys: pytest.CaptureFixture[str], shape: str) -> None:
    logs.configure("INFO", shape)
    try:
        raise ZeroDivisionError("a bug")
    except ZeroDivisionError as error:
        logging.getLogger("bot.test").error("failed, reference abc", exc_info=error)
    said = capsys.readouterr().err
    assert "reference abc" in said
    assert "ZeroDivisionError: a bug" in said
    if shape == "json":
        assert "Traceback" in json.loads(said)["traceback"]


@pytest.mark.parametrize(
    ("library", "broken"),
    [("slack_bolt", True), ("slack_sdk.web", False), ("botocore.auth", True), ("urllib3", True), ("sqlalchemy", True)],
)
def test_libraries_that_log_bodies_and_signatures_say_at_most_what_went_wrong(
    capsys: pytest.CaptureFixture[str], library: str, broken: bool
) -> None:
    logs.configure("DEBUG", "text")
    for level in (logging.DEBUG, logging.INFO, logging.WARNING):
        logging.getLogger(library).log(level, "signature s3cret")
    assert capsys.readouterr().err == ""
    logging.getLogger(library).error("broken")
    assert ("broken" in capsys.readouterr().err) is broken


def test_configuring_again_does_not_double_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    logged(capsys, "text")
    assert len(logged(capsys, "text")) == 2
