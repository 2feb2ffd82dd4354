"""What can be asked about the figures themselves: which were explained, restated, or approved twice."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, select

from db.current_values import FIGURE
from db.in_force import MOST_IDS
from db.observations import figure_of
from db.records import Approval, CountedFigure
from db.tables import CURRENT_VALUES, OBSERVATIONS, SUBMISSION_EVENTS, SUBMISSIONS
from indicators.observations import Basis
from indicators.returns import ReturnKey, ReturnState


class QualityStore:
    """Finds figures by what is known about them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def explained(self, plan_id: str, years: Collection[int]) -> list[CountedFigure]:
        """The figures that count now and carry an explanation, of the returns of some years."""
        current = OBSERVATIONS.c.basis == Basis.CURRENT.value
        return self._counted(plan_id, years, current, OBSERVATIONS.c.explanation.is_not(None))

    def of_last_year(self, plan_id: str, years: Collection[int]) -> list[CountedFigure]:
        """The figures of last year's same period as given in the returns of some years, on both bases."""
        bases = [Basis.PUBLISHED.value, Basis.RESTATED.value]
        return self._counted(plan_id, years, OBSERVATIONS.c.basis.in_(bases), OBSERVATIONS.c.value.is_not(None))

    def approvals(self, plan_id: str, years: Collection[int]) -> list[Approval]:
        """Every approval of the returns of some years, in order."""
        s, e = SUBMISSIONS.c, SUBMISSION_EVENTS.c
        query = (
            select(s.id, s.form, s.unit, s.period, e.sequence, e.at)
            .join_from(SUBMISSIONS, SUBMISSION_EVENTS, e.submission_id == s.id)
            .where(s.plan == plan_id, s.year.in_(years), e.state == ReturnState.APPROVED.value)
            .order_by(e.sequence)
        )
        rows = self._connection.execute(query)
        return [Approval(r.id, ReturnKey(r.form, r.unit, r.period), r.sequence, r.at) for r in rows]

    def figures(self, submission_ids: Collection[int]) -> list[CountedFigure]:
        """All figures on the current basis of some submissions, whatever their state."""
        ids, found = sorted(submission_ids), list[CountedFigure]()
        for start in range(0, len(ids), MOST_IDS):
            some = OBSERVATIONS.c.submission_id.in_(ids[start : start + MOST_IDS])
            query = _with_return().join_from(
                OBSERVATIONS, SUBMISSIONS, SUBMISSIONS.c.id == OBSERVATIONS.c.submission_id
            )
            current = OBSERVATIONS.c.basis == Basis.CURRENT.value
            found += map(_counted, self._connection.execute(query.where(some, current)))
        return found

    def _counted(self, plan_id: str, years: Collection[int], *conditions: ColumnElement[bool]) -> list[CountedFigure]:
        same = (CURRENT_VALUES.c[part] == OBSERVATIONS.c[part] for part in ("submission_id", *FIGURE))
        query = (
            _with_return()
            .join_from(CURRENT_VALUES, OBSERVATIONS, and_(*same))
            .join(SUBMISSIONS, SUBMISSIONS.c.id == OBSERVATIONS.c.submission_id)
            .where(CURRENT_VALUES.c.plan == plan_id, SUBMISSIONS.c.year.in_(years), *conditions)
        )
        return [_counted(row) for row in self._connection.execute(query)]


def _with_return() -> Select[Any]:
    s = SUBMISSIONS.c
    return select(OBSERVATIONS, s.form, s.unit.label("of_unit"), s.period.label("of_period"))


def _counted(row: Row[Any]) -> CountedFigure:
    return CountedFigure(row.submission_id, ReturnKey(row.form, row.of_unit, row.of_period), figure_of(row))
