"""What `python -m bot` says of itself, in a process of its own as a person starts it."""

import re
import subprocess
import sys

import pytest


def bot(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *words], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("word", ["--help", "-h", "help"])
def test_help_tells_every_mode_and_is_no_error(word: str) -> None:
    said = bot(word)
    assert (said.returncode, said.stderr) == (0, "")
    usage, *lines = said.stdout.splitlines()
    modes = re.search(r"\[(.+)\]", usage)
    assert modes
    for mode in modes[1].split(" | "):
        assert any(line.startswith(mode) for line in lines), mode


def test_a_mode_that_is_none_ends_with_the_usage() -> None:
    said = bot("nonsense")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("usage: python -m bot [")
