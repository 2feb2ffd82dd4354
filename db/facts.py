"""A few facts about the database itself, such as which sample was loaded."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from db.bulk import upsert
from db.tables import FACTS


class FactStore:
    """Key and value."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        """The value, or None where it was never set."""
        return self._connection.scalar(select(FACTS.c.value).where(FACTS.c.key == key))

    def set(self, key: str, value: str | None) -> None:
        """Sets the value; None forgets it."""
        if value is None:
            self._connection.execute(delete(FACTS).where(FACTS.c.key == key))
        else:
            upsert(self._connection, FACTS, [{"key": key, "value": value}])
