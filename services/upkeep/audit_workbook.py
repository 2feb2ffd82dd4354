"""The audit trail as an Excel workbook; like every export it is kept in the trail itself."""

from __future__ import annotations

from db.audit import AuditFilter
from db.database import Database
from i18n.texts import Texts
from reports.audit_workbook import write_audit
from services.rights.actor import Actor
from services.rights.audit_events import note
from services.rights.permission import Action, require

LARGEST = 1_000_000
"""Excel holds 1,048,576 rows; the newest that fit are exported."""


def audit_workbook(database: Database, actor: Actor, wanted: AuditFilter, texts: Texts) -> bytes:
    """The rows that fit, in order; raises NotAllowedError."""
    require(database, actor, Action.EXPORT_AUDIT)
    with database.reading() as tx:
        rows = list(reversed(tx.audit.find(wanted, LARGEST)))
    with database.transaction() as tx:
        note(tx, actor, Action.EXPORT_AUDIT, "audit:", detail=f"{len(rows)} xlsx")
    columns = ("sequence", "at", "actor", "address", "action", "object", "outcome", "detail", "before", "after", "hash")
    heads = [texts(f"audit.column.{name}") for name in columns]
    cells = (
        (
            row.sequence,
            row.at.isoformat(timespec="microseconds"),
            row.entry.actor,
            row.entry.address,
            row.entry.action,
            row.entry.object,
            row.entry.outcome,
            row.entry.detail,
            row.entry.before,
            row.entry.after,
            row.hash,
        )
        for row in rows
    )
    return write_audit(texts("screens.audit.title"), heads, cells)
