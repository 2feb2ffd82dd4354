"""Rows of name lists found in the database, so that nobody reads a list to see a few of its rows."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, and_, select

from db.list_records import SharedRow
from db.tables_lists import LIST_ENTRIES


class ListRowStore:
    """Finds rows of lists that have been submitted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def shared(self, submission_id: int, others: Collection[int], *, by_name: bool) -> list[SharedRow]:
        """The rows of a submission's list that other submissions' lists have too, in the order of the sheet.

        A row is known by its code; `by_name`: by code and name.
        """
        mine, theirs = LIST_ENTRIES.alias("mine"), LIST_ENTRIES.alias("theirs")
        same = [theirs.c.code == mine.c.code, theirs.c.submission_id.in_(others)]
        if by_name:
            same.append(theirs.c.name_key == mine.c.name_key)
        query = (
            select(mine.c.row, mine.c.name, mine.c.code, theirs.c.submission_id)
            .join_from(mine, theirs, and_(*same))
            .where(mine.c.submission_id == submission_id, mine.c.code != "")
            .order_by(mine.c.row, theirs.c.submission_id)
        )
        return [SharedRow(*row) for row in self._connection.execute(query)]
