import threading
from collections.abc import Iterator

import pytest

from tests.worlds.slack import Slack


@pytest.fixture
def slack() -> Iterator[Slack]:
    """A Slack workspace that leaves no thread behind."""
    before = set(threading.enumerate())
    with Slack() as world:
        yield world
    left = {t for t in threading.enumerate() if t.name.startswith("slack")} - before
    assert not left, left
