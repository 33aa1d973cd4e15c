"""Which of several zones of one name each channel means."""

from sqlalchemy import delete, insert, select

from commands.adapters.store.database import Database
from commands.adapters.store.tables import choices


class StoredChoices:
    """ports.Choices over the `choices` table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def chosen(self, place: str, name: str) -> str:
        """The zone's id; empty where nothing was chosen."""
        with self._database.read() as connection:
            look = select(choices.c.zone_id).where(choices.c.place == place, choices.c.name == name)
            return str(connection.execute(look).scalar() or "")

    def choose(self, place: str, name: str, zone_id: str) -> None:
        """Remember a zone's id; an empty one forgets."""
        with self._database.write() as connection:
            connection.execute(delete(choices).where(choices.c.place == place, choices.c.name == name))
            if zone_id:
                connection.execute(insert(choices).values(place=place, name=name, zone_id=zone_id))
