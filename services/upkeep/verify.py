"""Whether the database still says what was put into it, from the audit chain down to every figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass

from db.account_records import AuditEntry, AuditHead
from db.audit import AuditFilter
from db.database import Database, Transaction
from db.errors import StoredFileDamagedError
from db.records import Submission
from indicators.periods import Period
from indicators.plan import Plan
from indicators.returns import ReturnState
from services.groundwork.rollups import untrue_rollups
from services.returns.stored_digest import stored_digest
from services.rights.actor import Actor
from services.rights.audit_events import Event, Outcome, return_object
from services.rights.permission import Action, require
from services.upkeep.audit_chain import ChainReport, check_chain

BEFORE_AUDIT = "last_submission_before_audit"
"""The fact that says up to which submission there was no audit trail yet."""


_STATES: Mapping[str, ReturnState] = {
    Action.SUBMIT_RETURN.value: ReturnState.SUBMITTED,
    Action.APPROVE_RETURN.value: ReturnState.APPROVED,
    Action.SEND_BACK_RETURN.value: ReturnState.RETURNED,
    Action.REOPEN_RETURN.value: ReturnState.REOPENED,
    Event.KEEP_DRAFT.value: ReturnState.DRAFT,
}


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked, how much of it, and what does not hold.

    `submissions` are those whose file, figures or state differ from what the trail says, or which it does not
    know. `rollups`, `current_values`, `current_lists` and `waiting_returns` are derived and could be rebuilt; that
    they differ says that somebody has changed them or what they come from.
    """

    chain: ChainReport
    files: tuple[str, ...]
    submissions: tuple[Submission, ...]
    rollups: tuple[tuple[str, Period], ...]
    current_values: int
    checked_files: int
    checked_submissions: int
    current_lists: int = 0
    waiting_returns: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        derived = (self.rollups, self.current_values, self.current_lists, self.waiting_returns)
        return not any((self.chain.fault, self.files, self.submissions, *derived))


def verify(database: Database, plan: Plan, actor: Actor, witnessed: Iterable[AuditHead] | None = None) -> Verification:
    """Checks everything that can be checked; changes nothing.

    Args:
        database: the database.
        plan: whose returns and figures are checked.
        actor: who asks.
        witnessed: the heads of the audit chain that were kept outside; None where nobody keeps them.
    """
    require(database, actor, Action.VERIFY)
    with database.reading() as tx:
        with closing(tx.audit.rows()) as rows:
            chain = check_chain(rows, tx.audit.anchor(), tx.audit.chain(), witnessed)
        digests = tx.files.digests()
        submissions = tx.submissions.listing(plan.head.id)
        return Verification(
            chain=chain,
            files=tuple(digest for digest in digests if _is_damaged(tx, digest)),
            submissions=_unlike_the_trail(tx, plan, submissions),
            rollups=untrue_rollups(tx, plan),
            current_values=len(tx.observations.current_differences(plan.head.id)),
            current_lists=len(tx.lists.current_differences(plan.head.id)),
            waiting_returns=tx.submissions.waiting_differences(plan.head.id),
            checked_files=len(digests),
            checked_submissions=len(submissions),
        )


def _is_damaged(tx: Transaction, digest: str) -> bool:
    try:
        return tx.files.get(digest) is None
    except StoredFileDamagedError:
        return True


def _unlike_the_trail(tx: Transaction, plan: Plan, submissions: Iterable[Submission]) -> tuple[Submission, ...]:
    wanted = AuditFilter(actions=list(_STATES), outcome=Outcome.DONE.value)
    told = {(row.entry.object, row.entry.detail): row.entry for row in reversed(tx.audit.find(wanted))}
    # The trail need not know what came before it began, or what it has let go of.
    untold = int(tx.facts.get(BEFORE_AUDIT) or 0)
    some_let_go = tx.audit.anchor().sequence > 0
    unlike = []
    for submission in submissions:
        said = told.get((return_object(plan.head.id, submission.key), f"#{submission.number}"))
        may_be_untold = said is None and (some_let_go or submission.id <= untold)
        if not may_be_untold and (said is None or not _fits(tx, said, submission)):
            unlike.append(submission)
    return tuple(unlike)


def _fits(tx: Transaction, last: AuditEntry, submission: Submission) -> bool:
    """Whether the submission is what the trail says of it last: its file, its figures, and how it was decided."""
    decided_otherwise = submission.state in _STATES.values() and submission.state is not _STATES[last.action]
    return last.after == stored_digest(tx, submission) and not decided_otherwise
