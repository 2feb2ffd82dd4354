"""The number of the last change of the data: what a remembered answer holds for.

Several processes serve one database. Each asks for the stamp at the start of every run, so that a
write through one is seen by the others at once, without a timer. Every change is noted in the audit
trail in its own transaction (`services/rights/audit_events.py`), and the note carries the stamp forward;
who merely looks, downloads or signs in leaves it as it is.
"""

from __future__ import annotations

from db.database import Transaction

STAMP = "data_version"
"""The fact it is kept as; `services/groundwork/setting.py` reads it."""


def carry_forward(tx: Transaction) -> None:
    """Says that the data have changed in this transaction; called after its entry in the audit trail."""
    if tx.audit.written is not None:
        tx.facts.set(STAMP, str(tx.audit.written.sequence))
