import pytest

from commands.adapters.store.database import Database
from tests.conftest import Hands
from tests.unit.bot import room as rooms
from tests.unit.bot.desk import desk as desk
from tests.unit.bot.desk import inbox as inbox
from tests.unit.bot.desk import leases as leases
from tests.unit.bot.desk import start as start
from tests.unit.handlers import office as offices
from tests.unit.handlers.office import database as database
from tests.unit.handlers.office import shared as shared


@pytest.fixture
def office(database: Database, hands: Hands) -> offices.Office:
    return offices.opened(database, hands)


@pytest.fixture
def room(office: offices.Office) -> rooms.Room:
    return rooms.opened(office)
