"""Copies a whole database into an empty one, of the other engine too, and proves that both say the same.

Values go through the column types on both sides, so that every engine gets them in its own form.
Every row of a table is digested as it is read; afterwards the copy is read back and digested anew.
The digests are added up, so that the order in which an engine gives rows back does not matter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select, text

from db.bulk import insert_rows
from db.errors import TargetInUseError, TransferDiffersError
from db.tables import METADATA

Told = Callable[[str, int], None]
"""Called with a table's name and how many of its rows have been copied so far."""

_USED = ("submissions", "accounts", "audit_trail", "files")
_ROWS_AT_ONCE = 5_000
_FILES_AT_ONCE = 20  # up to 20 MB each
_MODULUS = 1 << 256


@dataclass(frozen=True, slots=True)
class TableProof:
    """A table on both sides: its rows, and the sum of their SHA-256 modulo 2²⁵⁶ (hexadecimal)."""

    table: str
    rows: int
    checksum: str


def transfer(source: Connection, target: Connection, told: Told) -> tuple[TableProof, ...]:
    """Copies every table; both connections are in a transaction, the target's an empty upgraded database.

    Args:
        source: a connection that sees one moment.
        target: a connection that may write.
        told: hears of the progress.

    Returns:
        A proof for every table, equal on both sides.

    Raises:
        TargetInUseError: when the target already holds returns, accounts, files or an audit trail.
        TransferDiffersError: when what was written reads back differently.
    """
    _refuse_what_is_used(target)
    proofs = [_copied(source, target, table, told) for table in METADATA.sorted_tables]
    for proof in proofs:
        if proved(target, METADATA.tables[proof.table]) != proof:
            raise TransferDiffersError(table=proof.table)
    _follow_counters(target)
    return tuple(proofs)


def proved(connection: Connection, table: Table) -> TableProof:
    """The proof of a table as it stands."""
    digest = _Digest()
    for rows in _portions(connection, table):
        digest.add(rows)
    return digest.proof(table)


def _refuse_what_is_used(target: Connection) -> None:
    for name in _USED:
        if target.scalar(select(func.count()).select_from(METADATA.tables[name])):
            raise TargetInUseError


def _copied(source: Connection, target: Connection, table: Table, told: Told) -> TableProof:
    _empty(target, table)
    bind = _binding(target, table)
    digest = _Digest()
    for rows in _portions(source, table):
        digest.add(rows)
        insert_rows(target, table, [bind(row) for row in rows])
        told(table.name, digest.rows)
    return digest.proof(table)


def _portions(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    at_once = _FILES_AT_ONCE if table.name == "files" else _ROWS_AT_ONCE
    with connection.execute(select(table).execution_options(yield_per=at_once)) as result:
        yield from result.partitions()


def _binding(target: Connection, table: Table) -> Callable[[Row[Any]], tuple[Any, ...]]:
    """How a row's values are handed to the target's driver."""
    processors = [column.type.dialect_impl(target.dialect).bind_processor(target.dialect) for column in table.columns]

    def bound(row: Row[Any]) -> tuple[Any, ...]:
        return tuple(
            value if process is None else process(value) for value, process in zip(row, processors, strict=True)
        )

    return bound


def _empty(target: Connection, table: Table) -> None:
    """Takes out what the upgrade put into a new database (the beginning of its own audit chain)."""
    if not target.scalar(select(func.count()).select_from(table)):
        return
    if target.dialect.name == "postgresql":
        target.exec_driver_sql(f"ALTER TABLE {table.name} DISABLE TRIGGER USER")
        target.execute(table.delete())
        target.exec_driver_sql(f"ALTER TABLE {table.name} ENABLE TRIGGER USER")
        return
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name")
    triggers = target.execute(query, {"name": table.name}).all()
    for trigger in triggers:
        target.exec_driver_sql(f'DROP TRIGGER "{trigger.name}"')
    target.execute(table.delete())
    for trigger in triggers:
        target.exec_driver_sql(trigger.sql)


def _follow_counters(target: Connection) -> None:
    """PostgreSQL counts on from a number of its own; SQLite from the largest there is."""
    if target.dialect.name != "postgresql":
        return
    for table in METADATA.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            largest = target.scalar(select(func.max(column)))
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            target.execute(select(func.setval(sequence, largest or 1, largest is not None)))


class _Digest:
    """Adds up rows."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, rows: Sequence[Row[Any]]) -> None:
        for row in rows:
            said = json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True)
            self._sum = (self._sum + int.from_bytes(sha256(said.encode("utf-8", "surrogatepass")).digest())) % _MODULUS
        self.rows += len(rows)

    def proof(self, table: Table) -> TableProof:
        return TableProof(table.name, self.rows, f"{self._sum:064x}")


def _plain(value: object) -> object:
    """The same on both engines: what a value says, not how a driver holds it."""
    if isinstance(value, bytes):
        return sha256(value).hexdigest()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return str(value)
