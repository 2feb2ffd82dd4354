"""How a row of the audit trail is chained to the row before it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256

from db.account_records import AuditEntry, AuditRow


def row_hash(sequence: int, at: datetime, entry: AuditEntry, previous: str) -> str:
    """SHA-256, in hexadecimal, over the canonical JSON of everything the row says.

    Canonical: keys sorted, no spaces, UTF-8 as it is, the moment in UTC to the microsecond.
    """
    said = {
        **asdict(entry),
        "sequence": sequence,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "previous": previous,
    }
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def true_hash(row: AuditRow) -> str:
    """The hash that the row's own words give."""
    return row_hash(row.sequence, row.at, row.entry, row.previous)
