"""The offices that the stories play in."""

import threading
from collections.abc import Callable, Iterator

import pytest

from tests.story.office import House, Office


@pytest.fixture(scope="module")
def database_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Makes an empty database of a kind; its URL."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('office') / 'slash-dns.db'}"
        return str(request.getfixturevalue("postgres")())

    return make


@pytest.fixture(scope="module")
def house(
    request: pytest.FixtureRequest, database_of: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """The office that the tests of a module share. It leaves no thread and no process behind."""
    built: House = request.param
    before = set(threading.enumerate())
    with Office(built, database_of(built.database), tmp_path_factory.mktemp("logs")) as office:
        yield office
    left = set(threading.enumerate()) - before
    assert not left, left


@pytest.fixture
def office(house: Office) -> Iterator[Office]:
    """An office with the bot up and nothing broken."""
    house.make_calm()
    yield house
    house.check()
