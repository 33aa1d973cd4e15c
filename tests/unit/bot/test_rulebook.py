"""The policy file, at the start and when it is read again."""

import logging
from pathlib import Path

import pytest

from bot.rulebook import Rulebook
from commands.errors import Misconfigured
from commands.policy import Answer, Protection

GOOD = '[[rule]]\nanswer = "allow"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "rules.toml"
    made.write_text(GOOD)
    return made


def test_without_a_file_there_are_no_rules_but_what_is_protected() -> None:
    mine = Protection(("www.example.com",))
    assert (Rulebook("", (mine,)).rules.rules, Rulebook("", (mine,)).rules.protections) == ((), (mine,))


@pytest.mark.parametrize("text", ['[[rule]]\nanswer = "maybe"', "\x00"])
def test_a_broken_file_stops_the_start(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(Misconfigured, match=r"rules\.toml, line \d"):
        Rulebook(str(file), ())


def test_a_mark_that_windows_puts_before_a_text_is_no_part_of_it(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert len(Rulebook(str(file), ()).rules.rules) == 1


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"none\.toml cannot be read"):
        Rulebook(str(tmp_path / "none.toml"), ())


def test_a_good_file_replaces_the_rules_and_a_broken_one_does_not(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    book = Rulebook(str(file), ())
    file.write_text(GOOD.replace("allow", "deny"))
    book.reload()
    assert [rule.answer for rule in book.rules.rules] == [Answer.DENY]
    file.write_text("[[rule]]\nanswer = 1")
    book.reload()
    assert [rule.answer for rule in book.rules.rules] == [Answer.DENY]
    assert "line 2" in caplog.text
