"""The index of what waits for a reviewer: of each return that stands submitted, the submission by which it does.

Kept in the transaction of every event, follows from the permanent tables alone, and can be rebuilt and
compared. Without it everybody who opens the queue would have all submissions there ever were gone through.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, delete, exists, insert, select

from db.in_force import RETURN, in_parts, is_last
from db.records import Submission
from db.submission_rows import LAST_EVENT, submission_of, submissions_query
from db.tables import SUBMISSION_EVENTS, SUBMISSIONS, WAITING_RETURNS
from indicators.returns import ReturnState


def _due(plan_id: str) -> Select[Any]:
    """Rows of the index as they follow from submissions and events: submitted, and nothing but drafts came later."""
    later, drafted = SUBMISSIONS.alias("later"), SUBMISSION_EVENTS.alias("drafted")
    same = [later.c[part] == SUBMISSIONS.c[part] for part in RETURN]
    is_draft = exists(
        select(drafted.c.sequence).where(
            drafted.c.submission_id == later.c.id,
            drafted.c.state == ReturnState.DRAFT.value,
            is_last(drafted, None),
        )
    )
    replaced = exists(select(later.c.id).where(*same, later.c.number > SUBMISSIONS.c.number, ~is_draft))
    return (
        select(*(SUBMISSIONS.c[part] for part in RETURN), SUBMISSIONS.c.id)
        .join_from(SUBMISSIONS, LAST_EVENT, LAST_EVENT.c.submission_id == SUBMISSIONS.c.id)
        .where(SUBMISSIONS.c.plan == plan_id, LAST_EVENT.c.state == ReturnState.SUBMITTED.value)
        .where(is_last(LAST_EVENT, None), ~replaced)
    )


class WaitingIndex:
    """Keeps, reads and checks the index."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stands(self, by: Submission) -> None:
        """A return now stands by this submission."""
        key, table = by.key, WAITING_RETURNS
        of = {"plan": by.plan_id, "form": key.form, "unit": key.unit, "period": key.period}
        self._connection.execute(delete(table).where(*(table.c[part] == value for part, value in of.items())))
        if by.state is ReturnState.SUBMITTED:
            self._connection.execute(insert(table).values(of | {"submission_id": by.id}))

    def submissions(self, plan_id: str) -> tuple[Submission, ...]:
        """The submissions that wait, the first first."""
        kept = select(WAITING_RETURNS.c.submission_id).where(WAITING_RETURNS.c.plan == plan_id)
        found = list[Submission]()
        # The numbers are handed over: given a subquery, SQLite goes through all submissions of the plan.
        for some in in_parts(sorted(self._connection.scalars(kept))):
            rows = self._connection.execute(submissions_query(SUBMISSIONS.c.id.in_(some)).order_by(SUBMISSIONS.c.id))
            found += map(submission_of, rows)
        return tuple(found)

    def rebuild(self, plan_id: str) -> None:
        """Throws the plan's index away and makes it again from the permanent tables."""
        self._connection.execute(delete(WAITING_RETURNS).where(WAITING_RETURNS.c.plan == plan_id))
        self._connection.execute(insert(WAITING_RETURNS).from_select((*RETURN, "submission_id"), _due(plan_id)))

    def differences(self, plan_id: str) -> set[tuple[Any, ...]]:
        """Rows (plan, form, unit, period, submission) that are in the index but should not be, or the reverse."""
        kept = select(WAITING_RETURNS).where(WAITING_RETURNS.c.plan == plan_id)
        rows, due = (self._connection.execute(query) for query in (kept, _due(plan_id)))
        return {tuple(row) for row in rows} ^ {tuple(row) for row in due}
