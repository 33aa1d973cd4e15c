from collections.abc import Iterator

import pytest

from tests.unit.playground.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage()
    yield made
    made.shelf.close()
