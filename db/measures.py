"""Reports on measures, as they count now or counted at a moment, and the files given as evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import astuple, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from db.in_force import approvals_among, in_parts, sequence_at, was_there
from db.measure_records import Evidence, SubmittedReport
from db.records import Submission
from db.review_records import Arrival
from db.submission_rows import of_form, submission_of, submissions_query
from db.tables import SUBMISSIONS
from db.tables_measures import MEASURE_EVIDENCE, MEASURE_REPORTS
from indicators.measure_progress import MeasureReport, MeasureStatus
from indicators.periods import Period
from indicators.returns import ReturnState

_NAMES = [field.name for field in fields(MeasureReport)]


def _report(row: Row[Any]) -> MeasureReport:
    said = {name: getattr(row, name) for name in _NAMES}
    return MeasureReport(**said | {"status": MeasureStatus(row.status)})


class MeasureStore:
    """Adds reports and evidence, and finds them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_reports(self, submission_id: int, reports: Sequence[MeasureReport]) -> None:
        """Adds a submission's reports; at most one for each measure."""
        if reports:
            rows = [dict(zip(_NAMES, astuple(report), strict=True)) for report in reports]
            rows = [row | {"submission_id": submission_id, "status": str(row["status"])} for row in rows]
            self._connection.execute(insert(MEASURE_REPORTS), rows)

    def of_submission(self, submission_id: int) -> tuple[MeasureReport, ...]:
        """A submission's reports, whatever its state, by measure."""
        query = select(MEASURE_REPORTS).where(MEASURE_REPORTS.c.submission_id == submission_id)
        rows = self._connection.execute(query.order_by(MEASURE_REPORTS.c.measure))
        return tuple(_report(row) for row in rows)

    def counting(
        self, plan_id: str, as_of: datetime | None = None, *, unit: str | None = None, period: Period | None = None
    ) -> tuple[SubmittedReport, ...]:
        """The approved report of every return and measure (as known then), in the order of approval.

        Of all units and periods, or of one.
        """
        upto = sequence_at(self._connection, as_of)
        s, reports = SUBMISSIONS.c, MEASURE_REPORTS.c
        giving = select(reports.submission_id).join_from(MEASURE_REPORTS, SUBMISSIONS, s.id == reports.submission_id)
        giving = giving.where(s.plan == plan_id)
        if unit is not None:
            giving = giving.where(s.unit == unit)
        if period is not None:
            giving = giving.where(s.period == period)
        # Those with reports are handed over: asked in one statement, SQLite goes through all submissions of the plan.
        approvals = approvals_among(self._connection, plan_id, set(self._connection.scalars(giving.distinct())), upto)
        found, submissions = list[Row[Any]](), dict[int, Submission]()
        for some in in_parts(sorted(approvals)):
            found += self._connection.execute(select(MEASURE_REPORTS).where(reports.submission_id.in_(some)))
            approved = submissions_query(s.id.in_(some), upto=upto, passing_over=ReturnState.REOPENED)
            submissions |= {row.id: submission_of(row) for row in self._connection.execute(approved)}
        found.sort(key=lambda row: approvals[row.submission_id])
        return tuple(SubmittedReport(_report(row), submissions[row.submission_id]) for row in found)

    def history(self, plan_id: str, measure: str, as_of: datetime | None = None) -> tuple[SubmittedReport, ...]:
        """Every report on a measure in any submission (as known then), the newest first."""
        query = select(MEASURE_REPORTS).where(MEASURE_REPORTS.c.measure == measure)
        reports = {row.submission_id: _report(row) for row in self._connection.execute(query)}
        upto = sequence_at(self._connection, as_of)
        asked = submissions_query(SUBMISSIONS.c.plan == plan_id, SUBMISSIONS.c.id.in_(sorted(reports)), upto=upto)
        found = [submission_of(row) for row in self._connection.execute(asked.order_by(SUBMISSIONS.c.id.desc()))]
        return tuple(SubmittedReport(reports[each.id], each) for each in found)

    def arrivals(
        self, plan_id: str, form: str, years: Collection[int], unit: str | None = None, as_of: datetime | None = None
    ) -> list[Arrival]:
        """When each measure's report in a form's returns of some years (of one unit) first came in (by then)."""
        s, reports = SUBMISSIONS.c, MEASURE_REPORTS.c
        query = (
            select(s.form, s.unit, s.period, reports.measure, func.min(s.submitted_at).label("at"))
            .join_from(SUBMISSIONS, MEASURE_REPORTS, reports.submission_id == s.id)
            .where(*of_form(plan_id, form, years, unit))
            .group_by(s.form, s.unit, s.period, reports.measure)
        )
        if (upto := sequence_at(self._connection, as_of)) is not None:
            query = query.where(was_there(upto))
        rows = self._connection.execute(query)
        return [Arrival(r.form, r.unit, r.period, r.measure, r.period, r.at) for r in rows]

    def add_evidence(
        self,
        plan_id: str,
        measure: str,
        unit: str,
        period: Period,
        *,
        file_name: str,
        kind: str,
        size: int,
        sha256: str,
        added_by: str,
        added_at: datetime,
    ) -> int:
        """Adds a file's entry, its bytes having been stored; gives its number."""
        about = {"plan": plan_id, "measure": measure, "unit": unit, "period": period}
        file = {"file_name": file_name, "kind": kind, "size": size, "sha256": sha256}
        values = about | file | {"added_by": added_by, "added_at": added_at}
        adding = insert(MEASURE_EVIDENCE).values(values).returning(MEASURE_EVIDENCE.c.id)
        return int(self._connection.execute(adding).scalar_one())

    def evidence(self, plan_id: str, measure: str | None = None, sha256: str | None = None) -> tuple[Evidence, ...]:
        """The files given, of one measure or with one content or all, the first first."""
        table = MEASURE_EVIDENCE.c
        query = select(MEASURE_EVIDENCE).where(table.plan == plan_id)
        if measure is not None:
            query = query.where(table.measure == measure)
        if sha256 is not None:
            query = query.where(table.sha256 == sha256)
        names = [field.name for field in fields(Evidence)]
        rows = self._connection.execute(query.order_by(table.id))
        return tuple(Evidence(**{name: getattr(row, name) for name in names}) for row in rows)
