"""Submissions and what happened to them. Both are only added to; the state is that of the last event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, insert, select

from db.current_values import CurrentValueIndex
from db.errors import UnknownSubmissionError
from db.in_force import APPROVAL, SUBMISSION, approved_by, counts, sequence_at
from db.loading import ApprovedReturn, load_approved
from db.name_lists import NameListStore, add_list
from db.observations import add_figures
from db.records import Submission, SubmissionEvent
from db.submission_rows import LAST_EVENT, UNDECIDED, submission_of, submissions_query
from db.tables import SUBMISSION_EVENTS, SUBMISSIONS
from db.waiting import WaitingIndex
from indicators.name_lists import NameList
from indicators.observations import ReportedFigure
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState


def _of_return(plan_id: str, key: ReturnKey) -> list[ColumnElement[bool]]:
    table = SUBMISSIONS.c
    return [table.plan == plan_id, table.form == key.form, table.unit == key.unit, table.period == key.period]


def _columns_of(plan_id: str, key: ReturnKey) -> dict[str, Any]:
    period = key.period
    return {"plan": plan_id, "form": key.form, "unit": key.unit, "period": period, "year": period.year}


class SubmissionStore:
    """Adds submissions and events, and finds them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = CurrentValueIndex(connection)
        self._lists = NameListStore(connection)
        self._waiting = WaitingIndex(connection)

    def add(
        self,
        plan_id: str,
        key: ReturnKey,
        file_name: str,
        sha256: str,
        submitted_by: str,
        submitted_at: datetime,
        figures: Sequence[ReportedFigure],
        state: ReturnState,
        *,
        listed: NameList | None = None,
    ) -> Submission:
        """Adds a submission of a return with its figures or its list; the file must have been stored.

        A submission that starts approved is recorded as submitted and approved.

        Raises:
            DuplicateFigureError: when a figure is given twice.
            UnstorableNumberError: when a value cannot be kept exactly.
        """
        number = self._last_number(plan_id, key)
        columns = {"number": number + 1, "file_name": file_name, "sha256": sha256}
        sender = {"submitted_by": submitted_by, "submitted_at": submitted_at}
        values = _columns_of(plan_id, key) | columns | sender
        adding = insert(SUBMISSIONS).values(values).returning(SUBMISSIONS.c.id)
        submission_id: int = self._connection.execute(adding).scalar_one()
        add_figures(self._connection, submission_id, figures)
        if listed is not None:
            add_list(self._connection, submission_id, listed)
        if state not in UNDECIDED:
            self.record(submission_id, ReturnState.SUBMITTED, submitted_by, submitted_at)
        return self.record(submission_id, state, submitted_by, submitted_at)

    def load(self, plan_id: str, returns: Iterable[ApprovedReturn]) -> int:
        """Adds many approved returns at once; see `db/loading.py`."""
        return load_approved(self._connection, plan_id, returns)

    def record(
        self, submission_id: int, state: ReturnState, actor: str, at: datetime, reason: str | None = None
    ) -> Submission:
        """Appends an event, keeps values, lists and what waits in step, returns the submission as it then is.

        Raises:
            UnknownSubmissionError: when there is no such submission.
        """
        before = self.counting_beside(submission_id)
        self._append(submission_id, state, actor, at, reason)
        after = self.counting_beside(submission_id)
        recorded = self.get(submission_id)
        if state is ReturnState.APPROVED:
            self._index.approved_last(recorded.plan_id, submission_id, before)
        elif before != after:
            self._index.refresh(recorded.plan_id, before | after)
        if before != after:
            self._lists.replace(recorded.plan_id, recorded.key, before, after)
        self._waiting.stands(self.standing(recorded.plan_id, recorded.key) or recorded)
        return recorded

    def counting_beside(self, submission_id: int) -> set[int]:
        """The submission of the same return that counts now: one id, or none."""
        row = self._connection.execute(select(SUBMISSIONS).where(SUBMISSIONS.c.id == submission_id)).one_or_none()
        if row is None:
            raise UnknownSubmissionError(submission=submission_id)
        same = _of_return(row.plan, ReturnKey(row.form, row.unit, row.period))
        # Of one return it is the approval that came last: no need to hold each against all others.
        query = select(SUBMISSIONS.c.id).where(*same, approved_by(SUBMISSIONS)).order_by(APPROVAL.c.sequence.desc())
        return set(self._connection.scalars(query.limit(1)))

    def get(self, submission_id: int) -> Submission:
        """The submission; raises UnknownSubmissionError."""
        row = self._connection.execute(submissions_query(SUBMISSIONS.c.id == submission_id)).one_or_none()
        if row is None:
            raise UnknownSubmissionError(submission=submission_id)
        return submission_of(row)

    def history(self, plan_id: str, key: ReturnKey, as_of: datetime | None = None) -> tuple[Submission, ...]:
        """All submissions of a return (that were there then, as they stood), the first first."""
        upto = sequence_at(self._connection, as_of)
        return self._found(submissions_query(*_of_return(plan_id, key), upto=upto).order_by(SUBMISSIONS.c.number))

    def standing(self, plan_id: str, key: ReturnKey, as_of: datetime | None = None) -> Submission | None:
        """The submission by which a return stands (stood): the last that is no draft, else the last draft, else None.

        However often a return was sent, this looks at the last few of its submissions.
        """
        no_draft = LAST_EVENT.c.state != ReturnState.DRAFT.value
        return self._last(plan_id, key, as_of, no_draft) or self.last(plan_id, key, as_of)

    def last(self, plan_id: str, key: ReturnKey, as_of: datetime | None = None) -> Submission | None:
        """The submission of a return that came last, also where it is a draft; None where there is none."""
        return self._last(plan_id, key, as_of)

    def with_file(self, plan_id: str, key: ReturnKey, sha256: str) -> Submission | None:
        """The last submission of a return that brought exactly this file, or None."""
        return self._last(plan_id, key, None, SUBMISSIONS.c.sha256 == sha256)

    def of_file(self, sha256: str) -> tuple[Submission, ...]:
        """All submissions that brought this file, the newest first."""
        return self._found(submissions_query(SUBMISSIONS.c.sha256 == sha256).order_by(SUBMISSIONS.c.id.desc()))

    def listing(
        self,
        plan_id: str,
        form: str | None = None,
        unit: str | None = None,
        periods: Collection[Period] | None = None,
        as_of: datetime | None = None,
    ) -> tuple[Submission, ...]:
        """Submissions of a plan (that were there then, as they stood), the newest first."""
        conditions = [SUBMISSIONS.c.plan == plan_id]
        if form is not None:
            conditions.append(SUBMISSIONS.c.form == form)
        if unit is not None:
            conditions.append(SUBMISSIONS.c.unit == unit)
        if periods is not None:
            conditions.append(SUBMISSIONS.c.period.in_(periods))
            if unit is None:  # else SQLite goes through all returns of the years, not through the unit's own
                conditions.append(SUBMISSIONS.c.year.in_({period.year for period in periods}))
        upto = sequence_at(self._connection, as_of)
        return self._found(submissions_query(*conditions, upto=upto).order_by(SUBMISSIONS.c.id.desc()))

    def waiting(self, plan_id: str) -> tuple[Submission, ...]:
        """The submissions that wait for a reviewer: submitted, and by them their returns stand; the first first."""
        return self._waiting.submissions(plan_id)

    def waiting_differences(self, plan_id: str) -> int:
        """How many entries of the index of what waits do not follow from the events, or are missing."""
        return len(self._waiting.differences(plan_id))

    def rebuild_waiting(self, plan_id: str) -> None:
        """Makes the index of what waits anew."""
        self._waiting.rebuild(plan_id)

    def approved_keys(
        self, plan_id: str, years: Collection[int] | None = None, as_of: datetime | None = None
    ) -> set[ReturnKey]:
        """The returns with a submission that counts (then), of all or some years."""
        upto = sequence_at(self._connection, as_of)
        query = select(SUBMISSION.c.form, SUBMISSION.c.unit, SUBMISSION.c.period).where(counts(plan_id, upto))
        if years is not None:
            query = query.where(SUBMISSION.c.year.in_(years))
        return {ReturnKey(form, unit, period) for form, unit, period in self._connection.execute(query)}

    def approved_years(self, plan_id: str) -> set[int]:
        """The years of returns that were approved at any time."""
        s, e = SUBMISSIONS.c, SUBMISSION_EVENTS.c
        years = select(s.year).where(s.plan == plan_id).distinct().subquery()
        approved = (
            select(s.id)
            .join_from(SUBMISSIONS, SUBMISSION_EVENTS, e.submission_id == s.id)
            .where(s.plan == plan_id, s.year == years.c.year, e.state == ReturnState.APPROVED.value)
        )
        return set(self._connection.scalars(select(years.c.year).where(exists(approved))))

    def events(self, submission_id: int, as_of: datetime | None = None) -> tuple[SubmissionEvent, ...]:
        """What happened to a submission (by then), in order."""
        table = SUBMISSION_EVENTS
        query = select(table).where(table.c.submission_id == submission_id).order_by(table.c.sequence)
        if (upto := sequence_at(self._connection, as_of)) is not None:
            query = query.where(table.c.sequence <= upto)
        return tuple(
            SubmissionEvent(row.sequence, row.submission_id, ReturnState(row.state), row.actor, row.at, row.reason)
            for row in self._connection.execute(query)
        )

    def _found(self, query: Select[Any]) -> tuple[Submission, ...]:
        return tuple(submission_of(row) for row in self._connection.execute(query))

    def _last(
        self, plan_id: str, key: ReturnKey, as_of: datetime | None, *conditions: ColumnElement[bool]
    ) -> Submission | None:
        query = submissions_query(*_of_return(plan_id, key), *conditions, upto=sequence_at(self._connection, as_of))
        found = self._found(query.order_by(SUBMISSIONS.c.number.desc()).limit(1))
        return found[0] if found else None

    def _last_number(self, plan_id: str, key: ReturnKey) -> int:
        query = select(func.coalesce(func.max(SUBMISSIONS.c.number), 0)).where(*_of_return(plan_id, key))
        return int(self._connection.scalar(query) or 0)

    def _append(self, submission_id: int, state: ReturnState, actor: str, at: datetime, reason: str | None) -> None:
        # Writers take turns, so the numbers have no gaps and follow the commits.
        last = self._connection.scalar(select(func.coalesce(func.max(SUBMISSION_EVENTS.c.sequence), 0))) or 0
        event = {
            "sequence": last + 1,
            "submission_id": submission_id,
            "state": state.value,
            "actor": actor,
            "at": at,
            "reason": reason,
        }
        self._connection.execute(insert(SUBMISSION_EVENTS).values(event))
