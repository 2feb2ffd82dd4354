"""A few facts about the database itself, such as which sample was loaded."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select

from db.bulk import upsert
from db.tables import FACTS

_ONE = select(FACTS.c.value).where(FACTS.c.key == bindparam("key"))
_SOME = select(FACTS.c.key, FACTS.c.value).where(FACTS.c.key.in_(bindparam("keys", expanding=True)))
"""Made once: some are asked in every run of every screen."""


class FactStore:
    """Key and value."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        """The value, or None where it was never set."""
        return self._connection.scalar(_ONE, {"key": key})

    def some(self, *keys: str) -> dict[str, str]:
        """The values of those that were set, in one question."""
        rows = self._connection.execute(_SOME, {"keys": keys})
        return {row.key: row.value for row in rows}

    def set(self, key: str, value: str | None) -> None:
        """Sets the value; None forgets it."""
        if value is None:
            self._connection.execute(delete(FACTS).where(FACTS.c.key == key))
        else:
            upsert(self._connection, FACTS, [{"key": key, "value": value}])
