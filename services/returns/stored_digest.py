"""The digest of a submission: what the audit trail keeps of it, and `verify` makes anew."""

from __future__ import annotations

from db.database import Transaction
from db.records import Submission
from services.rights.audit_events import submission_digest


def stored_digest(tx: Transaction, submission: Submission) -> str:
    """The digest of a submission as the trail keeps it."""
    figures, reports = tx.observations.of_submission(submission.id), tx.measures.of_submission(submission.id)
    return submission_digest(submission.sha256, figures, reports, tx.lists.of_submission(submission.id))
