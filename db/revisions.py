"""Which figures changed between two moments, found from the events between them, not from two whole readings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select, true

from db.in_force import approvals_among, in_parts, sequence_at
from db.observations import figure_of
from db.records import ChangedFigure, Submission, SubmissionEvent, TracedFigure
from db.submission_rows import submission_of, submissions_query
from db.tables import OBSERVATIONS, SUBMISSION_EVENTS, SUBMISSIONS
from indicators.observations import Basis
from indicators.periods import Period
from indicators.returns import ReturnState

_Figure = tuple[str, Period, str]
"""Variable, period, unit."""


class RevisionStore:
    """Compares what counted after one event with what counted after a later one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def changed(
        self,
        plan_id: str,
        since: datetime,
        until: datetime | None,
        variables: Collection[str] | None = None,
        unit: str | None = None,
    ) -> list[ChangedFigure]:
        """The current-basis figures whose value or status at `until` (None: now) is not that at `since`.

        Of some variables, or of one unit, where told; by variable, period and unit. Each side has the
        figure with its cell and its submission as it was decided on then; None where no figure counted.
        """
        o = OBSERVATIONS.c
        first, last = sequence_at(self._connection, since) or 0, self._last(until)
        ids = self._in_touched_returns(plan_id, first, last)
        before, after = (approvals_among(self._connection, plan_id, ids, upto) for upto in (first, last))
        moved = {each for each in before.keys() | after.keys() if before.get(each) != after.get(each)}
        wanted = and_(
            o.basis == Basis.CURRENT.value,
            o.variable.in_(variables) if variables is not None else true(),
            o.unit == unit if unit is not None else true(),
        )
        figures = {_key(row) for row in self._rows(moved, wanted)}
        beside = approvals_among(self._connection, plan_id, self._givers(figures) - ids, last)
        rows = [row for row in self._rows(before.keys() | after.keys() | beside.keys(), wanted) if _key(row) in figures]
        then, now = _winners(rows, before | beside), _winners(rows, after | beside)
        differing = [key for key in sorted(figures) if _content(then.get(key)) != _content(now.get(key))]
        return self._told([(then.get(key), now.get(key)) for key in differing], first, last)

    def _last(self, until: datetime | None) -> int:
        if until is not None:
            return sequence_at(self._connection, until) or 0
        return self._connection.scalar(select(func.coalesce(func.max(SUBMISSION_EVENTS.c.sequence), 0))) or 0

    def _in_touched_returns(self, plan_id: str, first: int, last: int) -> set[int]:
        """All submissions of the returns to which something happened in between."""
        e, s = SUBMISSION_EVENTS.c, SUBMISSIONS.alias("touched").c
        touched = (
            select(s.form, s.unit, s.period)
            .where(e.submission_id == s.id, s.plan == plan_id, e.sequence > first, e.sequence <= last)
            .distinct()
            .subquery()
        )
        same = and_(*(SUBMISSIONS.c[part] == touched.c[part] for part in ("form", "unit", "period")))
        query = select(SUBMISSIONS.c.id).join_from(touched, SUBMISSIONS, and_(SUBMISSIONS.c.plan == plan_id, same))
        return set(self._connection.scalars(query))

    def _givers(self, figures: Collection[_Figure]) -> set[int]:
        """All submissions, of whatever return, that give a figure of one of the variables and periods."""
        o = OBSERVATIONS.c
        query = select(o.submission_id).where(
            o.variable.in_({variable for variable, _, _ in figures}),
            o.period.in_({period for _, period, _ in figures}),
            o.basis == Basis.CURRENT.value,
        )
        return set(self._connection.scalars(query.distinct())) if figures else set()

    def _rows(self, ids: Collection[int], wanted: ColumnElement[bool]) -> Iterator[Row[Any]]:
        for some in in_parts(sorted(ids)):
            query = select(OBSERVATIONS).where(OBSERVATIONS.c.submission_id.in_(some), wanted)
            yield from self._connection.execute(query)

    def _told(self, pairs: list[tuple[Row[Any] | None, Row[Any] | None]], first: int, last: int) -> list[ChangedFigure]:
        old = {before.submission_id for before, _ in pairs if before is not None}
        new = {after.submission_id for _, after in pairs if after is not None}
        replaced, replacing = self._submissions(old, first), self._submissions(new, last)
        reopened = self._reopened(old, last)
        return [
            ChangedFigure(
                seen=figure_of(row).observation,
                before=_traced(before, replaced),
                after=_traced(after, replacing),
                reopened=reopened.get(before.submission_id) if before is not None else None,
            )
            for before, after in pairs
            if (row := after if after is not None else before) is not None
        ]

    def _submissions(self, ids: set[int], upto: int) -> dict[int, Submission]:
        found: dict[int, Submission] = {}
        for some in in_parts(sorted(ids)):
            query = submissions_query(SUBMISSIONS.c.id.in_(some), upto=upto, passing_over=ReturnState.REOPENED)
            found.update((row.id, submission_of(row)) for row in self._connection.execute(query))
        return found

    def _reopened(self, ids: set[int], last: int) -> dict[int, SubmissionEvent]:
        """Of each submission that was reopened by then, the last reopening: who, when and why."""
        e, found = SUBMISSION_EVENTS.c, dict[int, SubmissionEvent]()
        for some in in_parts(sorted(ids)):
            reopenings = e.submission_id.in_(some), e.state == ReturnState.REOPENED.value, e.sequence <= last
            for row in self._connection.execute(select(SUBMISSION_EVENTS).where(*reopenings).order_by(e.sequence)):
                event = SubmissionEvent(
                    row.sequence, row.submission_id, ReturnState(row.state), row.actor, row.at, row.reason
                )
                found[row.submission_id] = event
        return found


def _key(row: Row[Any]) -> _Figure:
    return row.variable, row.period, row.unit


def _winners(rows: Iterable[Row[Any]], approvals: Mapping[int, int]) -> dict[_Figure, Row[Any]]:
    """Of the submissions that count, for each figure the row of the one approved last."""
    counting = [row for row in rows if row.submission_id in approvals]
    counting.sort(key=lambda row: approvals[row.submission_id])
    return {_key(row): row for row in counting}


def _content(row: Row[Any] | None) -> tuple[object, ...] | None:
    return None if row is None else (row.value, row.status)


def _traced(row: Row[Any] | None, submissions: Mapping[int, Submission]) -> TracedFigure | None:
    return None if row is None else TracedFigure(figure_of(row), submissions[row.submission_id])
