"""Roll-ups: every indicator's value at every period, computed when a return is approved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from db.bulk import upsert
from db.tables import ROLLUPS
from indicators.observations import ObservationStatus
from indicators.standing import IndicatorPoint


class RollupStore:
    """Indicator points. What they follow from is in the observations, so they may be overwritten."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, plan_id: str, points: Sequence[IndicatorPoint]) -> None:
        """Stores the points, each in place of the one of its indicator and period."""
        upsert(self._connection, ROLLUPS, [values_of(plan_id, point) for point in points])

    def points(
        self, plan_id: str, indicator: str | None = None, years: Collection[int] | None = None
    ) -> list[IndicatorPoint]:
        """The stored points, by indicator and then in time."""
        query = select(ROLLUPS).where(ROLLUPS.c.plan == plan_id)
        if indicator is not None:
            query = query.where(ROLLUPS.c.indicator == indicator)
        if years is not None:
            query = query.where(ROLLUPS.c.year.in_(years))
        found = [point_of(row) for row in self._connection.execute(query)]
        found.sort(key=lambda point: point.period)
        found.sort(key=lambda point: point.indicator)
        return found

    def clear(self, plan_id: str) -> None:
        """Forgets the plan's points, before they are rebuilt."""
        self._connection.execute(delete(ROLLUPS).where(ROLLUPS.c.plan == plan_id))


def values_of(plan_id: str, point: IndicatorPoint) -> dict[str, Any]:
    """A point as the columns of a row."""
    return {
        "plan": plan_id,
        "indicator": point.indicator,
        "period": point.period,
        "year": point.period.year,
        "value": point.value,
        "numerator": point.numerator,
        "denominator": point.denominator,
        "reported": point.reported,
        "expected": point.expected,
        "missing": list(point.missing),
        "status": point.status.value,
        "carried_from": point.carried_from,
    }


def point_of(row: Row[Any]) -> IndicatorPoint:
    """The point that a row holds."""
    return IndicatorPoint(
        indicator=row.indicator,
        period=row.period,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        reported=row.reported,
        expected=row.expected,
        missing=tuple(row.missing),
        status=ObservationStatus(row.status),
        carried_from=row.carried_from,
    )
