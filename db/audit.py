"""The audit trail: what happened, each row chained by hash to the row before it.

Writers take turns, so the chain has one end. Rows are never changed; the oldest are let go of only
by `forget`, which first keeps the hash of the last of them as the chain's new anchor.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select

from db.account_records import AuditEntry, AuditHead, AuditRow
from db.audit_chain import row_hash
from db.columns import storable
from db.tables_accounts import AUDIT_ANCHORS, AUDIT_TRAIL

_READ_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which rows are asked for; what is None does not restrict. `before` is a sequence number."""

    actor: str | None = None
    actions: Collection[str] | None = None
    object: str | None = None
    outcome: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """As conditions on the table."""
        table = AUDIT_TRAIL.c
        for column in ("actor", "object", "outcome"):
            if (wanted := getattr(self, column)) is not None:
                yield table[column] == wanted
        if self.actions is not None:
            yield table.action.in_(self.actions)
        if self.since is not None:
            yield table.at >= self.since
        if self.until is not None:
            yield table.at < self.until
        if self.before is not None:
            yield table.sequence < self.before


class AuditStore:
    """Appends to the trail and reads it. `written` is the head after this transaction's rows, if any."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.written: AuditHead | None = None

    def append(self, entry: AuditEntry, at: datetime | None = None) -> AuditRow:
        """Adds a row at the end of the chain; `at` is the clock's time unless given."""
        moment = (at or datetime.now(tz=UTC)).astimezone(UTC)
        kept = _storable(entry)
        before = self.written or self.head()
        sequence = before.sequence + 1
        digest = row_hash(sequence, moment, kept, before.hash)
        said = {field.name: getattr(kept, field.name) for field in fields(kept)}
        values = {**said, "sequence": sequence, "at": moment, "previous": before.hash, "hash": digest}
        self._connection.execute(insert(AUDIT_TRAIL).values(values))
        self.written = AuditHead(before.chain, sequence, digest)
        return AuditRow(sequence, moment, kept, before.hash, digest)

    def head(self) -> AuditHead:
        """The end of the chain; of an empty one, its anchor."""
        table = AUDIT_TRAIL.c
        query = select(table.sequence, table.hash).order_by(table.sequence.desc()).limit(1)
        row = self._connection.execute(query).one_or_none() or self.anchor()
        return AuditHead(self.chain(), row.sequence, row.hash)

    def chain(self) -> str:
        """Where the chain began: a random value that tells this database's chain from any other."""
        query = select(AUDIT_ANCHORS.c.hash).order_by(AUDIT_ANCHORS.c.sequence).limit(1)
        return str(self._connection.execute(query).scalar_one())

    def anchor(self) -> AuditHead:
        """What the first remaining row is chained to: the last row removed, or the beginning."""
        table = AUDIT_ANCHORS.c
        row = self._connection.execute(
            select(table.sequence, table.hash).order_by(table.sequence.desc()).limit(1)
        ).one()
        return AuditHead(self.chain(), row.sequence, row.hash)

    def rows(self) -> Generator[AuditRow, None, None]:
        """Every row in the order of the chain, a few thousand in memory at a time; to be closed."""
        query = select(AUDIT_TRAIL).order_by(AUDIT_TRAIL.c.sequence).execution_options(yield_per=_READ_AT_ONCE)
        with self._connection.execute(query) as result:
            yield from map(_row, result)

    def find(self, wanted: AuditFilter, limit: int | None = None) -> list[AuditRow]:
        """The rows that fit, the newest first."""
        query = select(AUDIT_TRAIL).where(*wanted.conditions()).order_by(AUDIT_TRAIL.c.sequence.desc()).limit(limit)
        return [_row(row) for row in self._connection.execute(query)]

    def count(self, wanted: AuditFilter) -> int:
        """How many rows fit."""
        query = select(func.count()).select_from(AUDIT_TRAIL).where(*wanted.conditions())
        return int(self._connection.execute(query).scalar_one())

    def values_of(self, column: str) -> list[str]:
        """What stands in a column (actor, action, object, outcome), each once, sorted."""
        return list(self._connection.scalars(select(AUDIT_TRAIL.c[column]).distinct().order_by(AUDIT_TRAIL.c[column])))

    def last_older_than(self, moment: datetime) -> AuditRow | None:
        """The last of the leading rows that are all older than a moment: those that may be let go of."""
        table = AUDIT_TRAIL.c
        first_kept = select(func.min(table.sequence)).where(table.at >= moment).scalar_subquery()
        older = select(AUDIT_TRAIL).where(table.sequence < func.coalesce(first_kept, func.abs(table.sequence) + 1))
        row = self._connection.execute(older.order_by(table.sequence.desc()).limit(1)).one_or_none()
        return _row(row) if row is not None else None

    def forget(self, last: AuditRow, at: datetime) -> int:
        """Removes the rows up to and including `last`, whose hash becomes the chain's anchor; how many."""
        anchor = {"sequence": last.sequence, "hash": last.hash, "at": at}
        self._connection.execute(insert(AUDIT_ANCHORS).values(anchor))
        return self._connection.execute(delete(AUDIT_TRAIL).where(AUDIT_TRAIL.c.sequence <= last.sequence)).rowcount


def _storable(entry: AuditEntry) -> AuditEntry:
    """As the database will give it back: what is hashed is what can be read again."""
    return replace(
        entry,
        actor=storable(entry.actor) or "",
        address=storable(entry.address),
        object=storable(entry.object) or "",
        detail=storable(entry.detail),
    )


def _row(row: Row[Any]) -> AuditRow:
    entry = AuditEntry(**{field.name: getattr(row, field.name) for field in fields(AuditEntry)})
    return AuditRow(row.sequence, row.at, entry, row.previous, row.hash)
