"""The audit trail for who must be able to read it: filter, one object's history, export, retention."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from db.account_records import AuditRow
from db.audit import AuditFilter
from db.database import Database
from reports.table_file import inert
from services.rights.actor import Actor
from services.rights.audit_events import note
from services.rights.permission import Action, require
from services.upkeep.audit_chain import LET_GO
from settings import Settings

__all__ = ["AuditFilter", "AuditPage", "Choices", "apply_retention", "export", "history", "listing"]

ROWS_A_PAGE = 200
COLUMNS = (
    "sequence",
    "at",
    "actor",
    "address",
    "action",
    "object",
    "outcome",
    "detail",
    "before",
    "after",
    "previous",
    "hash",
)


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Rows, the newest first; `total` is how many fit, `before` continues (None: that was all)."""

    rows: tuple[AuditRow, ...]
    total: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What occurs in the trail, to choose filters from."""

    actors: tuple[str, ...]
    actions: tuple[str, ...]
    outcomes: tuple[str, ...]


def listing(database: Database, actor: Actor, wanted: AuditFilter, limit: int = ROWS_A_PAGE) -> AuditPage:
    """The rows that fit; for the next page set the filter's `before` to the page's."""
    require(database, actor, Action.VIEW_AUDIT)
    with database.reading() as tx:
        rows = tx.audit.find(wanted, limit)
        total = tx.audit.count(wanted)
    more = len(rows) < total and rows
    return AuditPage(tuple(rows), total, rows[-1].sequence if more else None)


def choices(database: Database, actor: Actor) -> Choices:
    """The actors, actions and outcomes there are."""
    require(database, actor, Action.VIEW_AUDIT)
    with database.reading() as tx:
        return Choices(*(tuple(tx.audit.values_of(column)) for column in ("actor", "action", "outcome")))


def history(database: Database, actor: Actor, object_: str) -> tuple[AuditRow, ...]:
    """Everything that happened to one object, in order."""
    require(database, actor, Action.VIEW_AUDIT)
    with database.reading() as tx:
        return tuple(reversed(tx.audit.find(AuditFilter(object=object_))))


def export(database: Database, actor: Actor, wanted: AuditFilter) -> bytes:
    """The rows that fit, in order, as CSV in UTF-8 that Excel and WPS open; kept in the trail itself.

    A text that a spreadsheet would take for a formula gets a `'` before it.
    """
    require(database, actor, Action.EXPORT_AUDIT)
    with database.reading() as tx:
        rows = list(reversed(tx.audit.find(wanted)))
    with database.transaction() as tx:
        note(tx, actor, Action.EXPORT_AUDIT, "audit:", detail=str(len(rows)))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([inert(cell) for cell in _cells(row)] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def apply_retention(database: Database, settings: Settings, actor: Actor, now: datetime) -> int:
    """Lets go of rows older than the settings keep them; how many. The chain stays verifiable.

    The hash of the last row removed becomes the chain's anchor, and that it was done is in the trail.
    Rows that are older in time but stand after a younger one stay: only the beginning is let go of.
    """
    require(database, actor, Action.APPLY_RETENTION)
    oldest = now.replace(year=now.year - settings.audit_retention_years, day=min(now.day, 28))
    with database.transaction() as tx:
        last = tx.audit.last_older_than(oldest)
        if last is None:
            return 0
        note(tx, actor, Action.APPLY_RETENTION, f"{LET_GO}{last.sequence}", after=last.hash)
        return tx.audit.forget(last, now)


def _cells(row: AuditRow) -> Iterator[str]:
    entry = row.entry
    yield str(row.sequence)
    yield row.at.isoformat(timespec="microseconds")
    for text in (entry.actor, entry.address, entry.action, entry.object, entry.outcome, entry.detail):
        yield text or ""
    for digest in (entry.before, entry.after, row.previous, row.hash):
        yield digest or ""
