"""Files that are kept but count nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from db.check_records import Firing
from db.database import Transaction
from db.records import Submission
from indicators.plan import Plan
from indicators.returns import ReturnKey, ReturnState
from services.returns.stored_digest import stored_digest
from services.returns.verdict import Upload
from services.rights.actor import Actor
from services.rights.audit_events import Event, note, return_object


def store_draft(
    tx: Transaction,
    plan: Plan,
    actor: Actor,
    upload: Upload,
    key: ReturnKey,
    now: datetime,
    fired: Sequence[Firing] = (),
) -> Submission:
    """Keeps the file of a draft, without its figures: they may have faults; and which check relations fired.

    Within a transaction that is already permitted; the same draft again changes nothing.
    """
    same = tx.submissions.with_file(plan.head.id, key, sha256(upload.content).hexdigest())
    if same is not None and same.state is ReturnState.DRAFT:
        return same
    draft = tx.submissions.add(
        plan.head.id,
        key,
        file_name=upload.file_name,
        sha256=tx.files.add(upload.content, now),
        submitted_by=actor.name,
        submitted_at=now,
        figures=(),
        state=ReturnState.DRAFT,
    )
    tx.checks.fire(draft.id, fired)
    object_, digest = return_object(plan.head.id, key), stored_digest(tx, draft)
    note(tx, actor, Event.KEEP_DRAFT, object_, detail=f"#{draft.number}", after=digest)
    return draft
