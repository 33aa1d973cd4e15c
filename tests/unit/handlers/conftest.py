import pytest

from commands.adapters.store.database import Database
from tests.conftest import Hands
from tests.unit.handlers.office import Office, opened
from tests.unit.handlers.office import database as database
from tests.unit.handlers.office import shared as shared


@pytest.fixture
def office(database: Database, hands: Hands) -> Office:
    return opened(database, hands)
