"""A process that writes audit rows as fast as it can, beside others that do the same."""

from __future__ import annotations

from pathlib import Path

from db.account_records import AuditEntry
from db.audit_witness import HeadFile
from db.database import Database


def write(url: str, heads: str, name: str, count: int) -> None:
    """Each row in a transaction of its own."""
    database = Database(url, [HeadFile(Path(heads))])
    for number in range(count):
        with database.transaction() as tx:
            tx.audit.append(AuditEntry("sign_in", f"account:{number}", "done", name))
    database.dispose()
