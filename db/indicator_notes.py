"""What reviewers write beside an indicator's figure; only added to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from db.figure_records import IndicatorNote
from db.tables_figures import INDICATOR_NOTES
from indicators.periods import Period


class IndicatorNoteStore:
    """Adds and finds notes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, plan_id: str, indicator: str, period: Period, author: str, at: datetime, text: str) -> None:
        """Adds a note."""
        values = {"plan": plan_id, "indicator": indicator, "period": period}
        self._connection.execute(insert(INDICATOR_NOTES).values(**values, author=author, at=at, text=text))

    def of_indicator(self, plan_id: str, indicator: str) -> tuple[IndicatorNote, ...]:
        """All notes on an indicator, in the order in which they were written."""
        n = INDICATOR_NOTES.c
        query = select(INDICATOR_NOTES).where(n.plan == plan_id, n.indicator == indicator).order_by(n.id)
        return tuple(
            IndicatorNote(row.id, row.indicator, row.period, row.author, row.at, row.text)
            for row in self._connection.execute(query)
        )
