"""Decides on a submitted return: approves it, or sends it back with a reason. Nobody decides on their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db.database import Database, Transaction
from db.records import Submission
from indicators.observations import Basis, ReportedFigure
from indicators.periods import Period
from indicators.plan import Plan
from indicators.returns import ReturnKey, ReturnState, may_follow
from services.groundwork.review_errors import NotApprovedError, ReasonMissingError
from services.groundwork.rollups import Movement, refresh_rollups
from services.returns.stored_digest import stored_digest
from services.rights.access_errors import AlreadyDecidedError
from services.rights.actor import Actor
from services.rights.audit_events import note, return_object
from services.rights.permission import Action, require, require_four_eyes


@dataclass(frozen=True, slots=True)
class Decided:
    """The outcome of approving several: those approved, those somebody was faster with, and what moved."""

    approved: tuple[Submission, ...]
    passed_over: tuple[Submission, ...]
    moved: tuple[Movement, ...]


def approve_return(
    database: Database, plan: Plan, actor: Actor, submission_id: int, now: datetime
) -> tuple[Submission, tuple[Movement, ...]]:
    """Approves a submitted return; the submission as it then is, and which of the city's figures moved.

    Raises:
        UnknownSubmissionError: there is no such submission.
        NotAllowedError: the actor does not review this unit, or has submitted the return.
        AlreadyDecidedError: somebody was faster.
    """
    asked = _asked(database, submission_id)
    require_reviewer(database, actor, Action.APPROVE_RETURN, plan.head.id, asked.key, asked.submitted_by)
    with database.transaction() as tx:
        return approve(tx, plan, actor, _undecided(tx, submission_id), now)


def approve_returns(
    database: Database, plan: Plan, actor: Actor, submission_ids: Sequence[int], now: datetime
) -> Decided:
    """Approves several returns together; those that are not waiting any more are left as they are.

    Raises:
        UnknownSubmissionError: one is not there; none is approved.
        NotAllowedError: the actor may not decide on one of them; none is approved.
    """
    for submission_id in submission_ids:
        asked = _asked(database, submission_id)
        require_reviewer(database, actor, Action.APPROVE_RETURN, plan.head.id, asked.key, asked.submitted_by)
    with database.transaction() as tx:
        asked_for = [tx.submissions.get(submission_id) for submission_id in submission_ids]
        waiting = [each for each in asked_for if _waits(tx, each)]
        outcomes = [approve(tx, plan, actor, each, now) for each in waiting]
    return Decided(
        approved=tuple(submission for submission, _ in outcomes),
        passed_over=tuple(each for each in asked_for if each not in waiting),
        moved=_joined(movement for _, moved in outcomes for movement in moved),
    )


def send_back_return(
    database: Database, plan: Plan, actor: Actor, submission_id: int, reason: str, now: datetime
) -> Submission:
    """Sends a submitted return back to its unit, with a reason.

    Raises:
        ReasonMissingError: no reason is given.
        NotAllowedError, AlreadyDecidedError, UnknownSubmissionError: as `approve_return`.
    """
    why = given_reason(reason)
    asked = _asked(database, submission_id)
    require_reviewer(database, actor, Action.SEND_BACK_RETURN, plan.head.id, asked.key, asked.submitted_by)
    with database.transaction() as tx:
        submission = _undecided(tx, submission_id)
        returned = tx.submissions.record(submission.id, ReturnState.RETURNED, actor.name, now, reason=why)
        _note(tx, plan, actor, Action.SEND_BACK_RETURN, returned)
        return returned


def reopen_return(
    database: Database, plan: Plan, actor: Actor, submission_id: int, reason: str, now: datetime
) -> Submission:
    """Reopens an approved return, so that its unit can correct it; it counts until the correction is approved.

    Raises:
        ReasonMissingError: no reason is given.
        UnknownSubmissionError: there is no such submission.
        NotAllowedError: the actor does not review this unit.
        NotApprovedError: the return does not stand as approved by this submission.
    """
    why = given_reason(reason)
    asked = _asked(database, submission_id)
    object_ = return_object(plan.head.id, asked.key)
    require(database, actor, Action.REOPEN_RETURN, asked.key.unit, object_)
    with database.transaction() as tx:
        stands = tx.submissions.standing(plan.head.id, asked.key)
        if stands is None or stands.id != submission_id or not may_follow(stands.state, ReturnState.REOPENED):
            raise NotApprovedError
        return reopen(tx, plan, actor, stands, why, now)


def reopen(tx: Transaction, plan: Plan, actor: Actor, approved: Submission, reason: str, now: datetime) -> Submission:
    """As `reopen_return`, within a transaction that is already permitted."""
    reopened = tx.submissions.record(approved.id, ReturnState.REOPENED, actor.name, now, reason=reason)
    _note(tx, plan, actor, Action.REOPEN_RETURN, reopened)
    return reopened


def require_reviewer(
    database: Database, actor: Actor, action: Action, plan_id: str, key: ReturnKey, submitted_by: str
) -> None:
    """Lets the actor decide on a return of this unit that somebody else has submitted.

    Raises:
        NotAllowedError: in any other case; kept in the audit trail.
    """
    object_ = return_object(plan_id, key)
    require(database, actor, action, key.unit, object_)
    require_four_eyes(database, actor, submitted_by, object_)


def approve(
    tx: Transaction, plan: Plan, actor: Actor, submission: Submission, now: datetime
) -> tuple[Submission, tuple[Movement, ...]]:
    """As `approve_return`, within a transaction that is already permitted."""
    replaced = tx.submissions.counting_beside(submission.id)
    approved = tx.submissions.record(submission.id, ReturnState.APPROVED, actor.name, now)
    _note(tx, plan, actor, Action.APPROVE_RETURN, approved)
    # A figure that the submission before gave and this one leaves out no longer counts either.
    figures = (figure for each in (*replaced, submission.id) for figure in tx.observations.of_submission(each))
    return approved, refresh_rollups(tx, plan, _changed(figures), now)


def _asked(database: Database, submission_id: int) -> Submission:
    with database.reading() as tx:
        return tx.submissions.get(submission_id)


def _undecided(tx: Transaction, submission_id: int) -> Submission:
    submission = tx.submissions.get(submission_id)
    if not _waits(tx, submission):
        raise AlreadyDecidedError
    return submission


def _waits(tx: Transaction, submission: Submission) -> bool:
    """Whether the submission is the one by which its return stands, and still to be decided."""
    stands = tx.submissions.standing(submission.plan_id, submission.key)
    return stands is not None and stands.id == submission.id and may_follow(submission.state, ReturnState.APPROVED)


def given_reason(reason: str) -> str:
    """The reason without blanks around it; raises ReasonMissingError."""
    why = reason.strip()
    if not why:
        raise ReasonMissingError
    return why


def _joined(moved: Iterable[Movement]) -> tuple[Movement, ...]:
    """One movement for each figure, from before the first approval to after the last."""
    found: dict[tuple[str, Period], Movement] = {}
    for each in moved:
        first = found.get((each.indicator, each.period))
        found[each.indicator, each.period] = replace(each, before=first.before) if first else each
    return tuple(found.values())


def _note(tx: Transaction, plan: Plan, actor: Actor, action: Action, decided: Submission) -> None:
    object_, digest = return_object(plan.head.id, decided.key), stored_digest(tx, decided)
    note(tx, actor, action, object_, detail=f"#{decided.number}", before=digest, after=digest)


def _changed(figures: Iterable[ReportedFigure]) -> set[tuple[str, Period]]:
    observations = (figure.observation for figure in figures)
    return {(o.variable, o.period) for o in observations if o.basis is Basis.CURRENT}
