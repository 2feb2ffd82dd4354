"""How the city's figures moved: a row for every approval that moved one, only added to.

It follows from observations and approvals, and saves working them out anew for every moment asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from db.figure_records import MovedFigure
from db.rollups import point_of, values_of
from db.tables_figures import FIGURE_HISTORY
from indicators.standing import IndicatorPoint


class FigureHistoryStore:
    """Adds and finds figures as they were."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, plan_id: str, at: datetime, points: Sequence[IndicatorPoint]) -> None:
        """Adds figures that have moved at a moment."""
        if points:
            self._connection.execute(
                insert(FIGURE_HISTORY), [{**values_of(plan_id, point), "at": at} for point in points]
            )

    def known(self, plan_id: str, years: Collection[int], moment: datetime) -> list[IndicatorPoint]:
        """Every figure of the years as it was at a moment; one that nobody had reported is not there."""
        h = FIGURE_HISTORY.c
        last = (
            select(func.max(h.id))
            .where(h.plan == plan_id, h.year.in_(years), h.at <= moment)
            .group_by(h.indicator, h.period)
        )
        return [point_of(row) for row in self._connection.execute(select(FIGURE_HISTORY).where(h.id.in_(last)))]

    def of_indicator(self, plan_id: str, indicator: str, year: int) -> list[MovedFigure]:
        """How an indicator's figures of a year moved, in the order in which they did."""
        h = FIGURE_HISTORY.c
        query = select(FIGURE_HISTORY).where(h.plan == plan_id, h.indicator == indicator, h.year == year)
        return [MovedFigure(row.at, point_of(row)) for row in self._connection.execute(query.order_by(h.id))]
