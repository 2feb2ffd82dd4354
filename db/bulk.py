"""Many rows at once: the driver's own ways, past the per-row work of the expression language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite

from db.translation import translating

if TYPE_CHECKING:
    from psycopg import Connection as DriverConnection


@cache
def _insert_statement(table: Table, dialect: Dialect) -> str:
    return str(table.insert().compile(dialect=dialect))


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts rows given as tuples in the order of the table's columns.

    The values go to the driver as they are: what a column type would do (scaling, escaping) must
    have been done.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy_rows(connection, table, rows)
    else:
        connection.exec_driver_sql(_insert_statement(table, connection.dialect), list(rows))


def _copy_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    from psycopg import Error

    driver = cast("DriverConnection[Any]", connection.connection.driver_connection)
    columns = ", ".join(column.name for column in table.columns)
    with (
        translating(Error),
        driver.cursor() as cursor,
        cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN".encode()) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts rows, or overwrites those whose primary key is there. For derived tables only."""
    if not rows:
        return
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table)
    rest = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    connection.execute(statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=rest), list(rows))
