"""Submissions as rows: each with its last event, which says how it stands."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from db.in_force import is_last
from db.records import Submission
from db.tables import SUBMISSION_EVENTS, SUBMISSIONS
from indicators.returns import ReturnKey, ReturnState

UNDECIDED = (ReturnState.DRAFT, ReturnState.SUBMITTED)
LAST_EVENT = SUBMISSION_EVENTS.alias("last_event")


def submissions_query(
    *conditions: ColumnElement[bool], upto: int | None = None, passing_over: ReturnState | None = None
) -> Select[Any]:
    """Submissions with their last event (those of one state aside); `submission_of` reads its rows.

    Of the events up to a sequence number, where one is given: a submission without such an event was not there then.
    """
    return (
        select(SUBMISSIONS, LAST_EVENT.c.state, LAST_EVENT.c.actor, LAST_EVENT.c.at, LAST_EVENT.c.reason)
        .join_from(SUBMISSIONS, LAST_EVENT, LAST_EVENT.c.submission_id == SUBMISSIONS.c.id)
        .where(is_last(LAST_EVENT, upto, passing_over), *conditions)
    )


def of_form(plan_id: str, form: str, years: Collection[int], unit: str | None) -> list[ColumnElement[bool]]:
    """Which SUBMISSIONS are of a form's returns of some years, of one unit where told."""
    s = SUBMISSIONS.c
    asked = [s.plan == plan_id, s.form == form, s.year.in_(years)]
    return asked if unit is None else [*asked, s.unit == unit]


def submission_of(row: Row[Any]) -> Submission:
    """The record of a row of `submissions_query`."""
    state = ReturnState(row.state)
    decided = state not in UNDECIDED
    return Submission(
        id=row.id,
        plan_id=row.plan,
        key=ReturnKey(row.form, row.unit, row.period),
        number=row.number,
        file_name=row.file_name,
        sha256=row.sha256,
        submitted_by=row.submitted_by,
        submitted_at=row.submitted_at,
        state=state,
        decided_by=row.actor if decided else None,
        decided_at=row.at if decided else None,
        reason=row.reason if decided else None,
    )
