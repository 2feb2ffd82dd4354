"""How a return stands, and whether it may go on: by its state, and by its deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.database import Transaction
from db.records import Submission
from indicators.errors import AppError
from indicators.plan import Plan
from indicators.returns import ReturnKey, ReturnState, may_follow
from services.groundwork.deadlines import read_deadlines
from services.groundwork.review_errors import ReturnClosedError, ReturnLockedError

_ASKED_FOR = {ReturnState.RETURNED, ReturnState.REOPENED}


def standing(history: Sequence[Submission]) -> Submission | None:
    """The submission by which a return stands: the last that is no draft, else the last draft, else None."""
    return next((each for each in reversed(history) if each.state is not ReturnState.DRAFT), None) or (
        history[-1] if history else None
    )


def bar_to_submission(tx: Transaction, plan: Plan, key: ReturnKey, today: date) -> AppError | None:
    """Why a return is not taken now whatever is in it; None where it is.

    The lock is not for what a reviewer has sent back or reopened: that was asked for.
    """
    stands = tx.submissions.standing(plan.head.id, key)
    state = stands.state if stands is not None else None
    if not may_follow(state, ReturnState.SUBMITTED):
        return ReturnClosedError()
    form = plan.form(key.form)
    deadlines = read_deadlines(tx, plan)
    if state not in _ASKED_FOR and deadlines.is_locked(form, key, today):
        last = deadlines.last_day(form, key)
        return ReturnLockedError(last=last.isoformat() if last else "")
    return None
