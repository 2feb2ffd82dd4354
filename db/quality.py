"""What can be asked about the figures themselves: which were explained, restated, or approved twice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, select

from db.current_values import FIGURE
from db.in_force import approvals_among, in_parts, sequence_at
from db.observations import figure_of
from db.records import Approval, CountedFigure
from db.tables import CURRENT_VALUES, OBSERVATIONS, SUBMISSION_EVENTS, SUBMISSIONS
from indicators.observations import Basis
from indicators.returns import ReturnKey, ReturnState


class QualityStore:
    """Finds figures by what is known about them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def explained(self, plan_id: str, years: Collection[int], as_of: datetime | None = None) -> list[CountedFigure]:
        """The figures that count (as known then) and carry an explanation, of the returns of some years."""
        return self._counted(plan_id, years, [Basis.CURRENT], "explanation", as_of)

    def of_last_year(self, plan_id: str, years: Collection[int], as_of: datetime | None = None) -> list[CountedFigure]:
        """The figures of last year's same period as given in the returns of some years (by then), on both bases."""
        return self._counted(plan_id, years, [Basis.PUBLISHED, Basis.RESTATED], "value", as_of)

    def approvals(self, plan_id: str, years: Collection[int], as_of: datetime | None = None) -> list[Approval]:
        """Every approval of the returns of some years (by then), in order."""
        s, e = SUBMISSIONS.c, SUBMISSION_EVENTS.c
        query = (
            select(s.id, s.form, s.unit, s.period, e.sequence, e.at)
            .join_from(SUBMISSIONS, SUBMISSION_EVENTS, e.submission_id == s.id)
            .where(s.plan == plan_id, s.year.in_(years), e.state == ReturnState.APPROVED.value)
            .order_by(e.sequence)
        )
        if (upto := sequence_at(self._connection, as_of)) is not None:
            query = query.where(e.sequence <= upto)
        rows = self._connection.execute(query)
        return [Approval(r.id, ReturnKey(r.form, r.unit, r.period), r.sequence, r.at) for r in rows]

    def figures(self, submission_ids: Collection[int]) -> list[CountedFigure]:
        """All figures on the current basis of some submissions, whatever their state."""
        found = list[CountedFigure]()
        for part in in_parts(sorted(submission_ids)):
            some = OBSERVATIONS.c.submission_id.in_(part)
            query = _with_return().join_from(
                OBSERVATIONS, SUBMISSIONS, SUBMISSIONS.c.id == OBSERVATIONS.c.submission_id
            )
            current = OBSERVATIONS.c.basis == Basis.CURRENT.value
            found += map(_counted, self._connection.execute(query.where(some, current)))
        return found

    def _counted(
        self, plan_id: str, years: Collection[int], bases: Collection[Basis], filled: str, as_of: datetime | None
    ) -> list[CountedFigure]:
        """The figures on some bases that count, with something in the column `filled`."""
        upto = sequence_at(self._connection, as_of)
        on = OBSERVATIONS.c.basis.in_([basis.value for basis in bases])
        if upto is not None:
            rows = self._counted_then(plan_id, years, on, upto)
            return [_counted(row) for row in rows if getattr(row, filled) is not None]
        same = (CURRENT_VALUES.c[part] == OBSERVATIONS.c[part] for part in ("submission_id", *FIGURE))
        query = (
            _with_return()
            .join_from(CURRENT_VALUES, OBSERVATIONS, and_(*same))
            .join(SUBMISSIONS, SUBMISSIONS.c.id == OBSERVATIONS.c.submission_id)
            .where(CURRENT_VALUES.c.plan == plan_id, SUBMISSIONS.c.year.in_(years), on)
            .where(OBSERVATIONS.c[filled].is_not(None))
        )
        return [_counted(row) for row in self._connection.execute(query)]

    def _counted_then(
        self, plan_id: str, years: Collection[int], on: ColumnElement[bool], upto: int
    ) -> Collection[Row[Any]]:
        """Of each figure, the one approved last at a point in the sequence of events."""
        s = SUBMISSIONS.c
        known = self._connection.scalars(select(s.id).where(s.plan == plan_id, s.year.in_(years)))
        approvals = approvals_among(self._connection, plan_id, set(known), upto)
        ids, winners = sorted(approvals, key=approvals.__getitem__), dict[tuple[Any, ...], Row[Any]]()
        for part in in_parts(ids):
            query = _with_return().join_from(OBSERVATIONS, SUBMISSIONS, s.id == OBSERVATIONS.c.submission_id)
            given = self._connection.execute(query.where(OBSERVATIONS.c.submission_id.in_(part), on))
            for row in sorted(given, key=lambda row: approvals[row.submission_id]):
                winners[tuple(getattr(row, part) for part in FIGURE)] = row
        return winners.values()


def _with_return() -> Select[Any]:
    s = SUBMISSIONS.c
    return select(OBSERVATIONS, s.form, s.unit.label("of_unit"), s.period.label("of_period"))


def _counted(row: Row[Any]) -> CountedFigure:
    return CountedFigure(row.submission_id, ReturnKey(row.form, row.of_unit, row.of_period), figure_of(row))
