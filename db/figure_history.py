"""How the city's figures moved: a row for every approval that moved one, only added to.

It follows from observations and approvals, and saves working them out anew for every moment asked for. Each row has
the number of the event by which the figure was so; a moment is turned into such a number (`db/in_force.py`). Where
figures were put in without their history, a fact says from which event on it is whole.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from db.facts import FactStore
from db.figure_records import MovedFigure
from db.in_force import sequence_at
from db.rollups import point_of, values_of
from db.tables import ROLLUPS, SUBMISSION_EVENTS
from db.tables_figures import FIGURE_HISTORY
from indicators.standing import IndicatorPoint

_WHOLE_SINCE = "history_since:"


class FigureHistoryStore:
    """Adds and finds figures as they were."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._facts = FactStore(connection)

    def add(self, plan_id: str, at: datetime, points: Sequence[IndicatorPoint], sequence: int | None = None) -> None:
        """Adds figures that have moved at a moment, by the last event there is or the one of a sequence number."""
        if points:
            told = {"at": at, "sequence": self._last_event() if sequence is None else sequence}
            self._connection.execute(insert(FIGURE_HISTORY), [values_of(plan_id, point) | told for point in points])

    def begin(self, plan_id: str, at: datetime, points: Sequence[IndicatorPoint]) -> None:
        """Adds all of a plan's figures as they are; from here on its history is whole, before it is not known to be."""
        self.add(plan_id, at, points)
        self._facts.set(f"{_WHOLE_SINCE}{plan_id}", str(self._last_event()))

    def known(self, plan_id: str, years: Collection[int], as_of: datetime | None = None) -> list[IndicatorPoint] | None:
        """Every figure of the years as it was at a moment (default: now); one that nobody had reported is not there.

        By indicator and then in time; None where the history does not reach back so far. One look-up per figure,
        however long the history.
        """
        upto = self._last_event() if as_of is None else sequence_at(self._connection, as_of) or 0
        if upto < int(self._facts.get(f"{_WHOLE_SINCE}{plan_id}") or 0):
            return None
        r, h = ROLLUPS.c, FIGURE_HISTORY.alias("then").c
        same = (h.plan == r.plan, h.indicator == r.indicator, h.period == r.period)
        last = select(h.id).where(*same, h.sequence <= upto).order_by(h.sequence.desc(), h.id.desc()).limit(1)
        ids = select(last.correlate(ROLLUPS).scalar_subquery()).where(r.plan == plan_id, r.year.in_(years))
        found = self._connection.execute(select(FIGURE_HISTORY).where(FIGURE_HISTORY.c.id.in_(ids)))
        return sorted((point_of(row) for row in found), key=lambda point: (point.indicator, point.period))

    def of_indicator(self, plan_id: str, indicator: str, year: int) -> list[MovedFigure]:
        """How an indicator's figures of a year moved, in the order in which they did."""
        h = FIGURE_HISTORY.c
        query = select(FIGURE_HISTORY).where(h.plan == plan_id, h.indicator == indicator, h.year == year)
        return [MovedFigure(row.at, point_of(row)) for row in self._connection.execute(query.order_by(h.id))]

    def _last_event(self) -> int:
        return self._connection.scalar(select(func.coalesce(func.max(SUBMISSION_EVENTS.c.sequence), 0))) or 0
