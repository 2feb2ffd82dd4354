"""Reads indicators' points: from the roll-ups, or as they were known at a moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from db.database import Transaction
from indicators.aggregation import point
from indicators.inputs import period_of, periods_of_year
from indicators.paths import SeasonalShares, seasonal_shares
from indicators.periods import Period
from indicators.plan import Indicator, Plan
from indicators.progress import baseline, baseline_period
from indicators.standing import IndicatorPoint, Standing
from indicators.status import standing
from services.groundwork.rollups import compute_points

Points = Mapping[tuple[str, Period], IndicatorPoint]

YEARS_OF_HISTORY = 3
"""How far back a screen looks: last year's line, and the years a seasonal path is made from."""


def read_points(tx: Transaction, plan: Plan, years: Collection[int], as_of: datetime | None = None) -> Points:
    """Every stored point of the years, by (indicator code, period); as known at `as_of` (default: now)."""
    if as_of is None:
        found = tx.rollups.points(plan.head.id, years=years)
    else:
        kept = tx.figure_history.known(plan.head.id, years, as_of)
        found = worked_out(tx, plan, years, as_of) if kept is None else kept
    return {(each.indicator, each.period): each for each in found}


def worked_out(tx: Transaction, plan: Plan, years: Collection[int], as_of: datetime) -> list[IndicatorPoint]:
    """All points of the years from the returns as they counted at a moment: what the history saves doing."""
    wanted = [
        (indicator, period)
        for indicator in plan.indicators
        for year in sorted(years)
        for period in periods_of_year(indicator.frequency, year)
    ]
    return compute_points(tx, plan, wanted, as_of)


def years_shown(plan: Plan) -> range:
    """The plan year and the years of history before it."""
    return range(plan.head.year - YEARS_OF_HISTORY, plan.head.year + 1)


def series_of(points: Points, indicator: Indicator, year: int) -> tuple[IndicatorPoint, ...]:
    """The indicator's points of a year that have a value, in order."""
    found = (points.get((indicator.code, period)) for period in periods_of_year(indicator.frequency, year))
    return tuple(each for each in found if each is not None and each.value is not None)


def points_of(points: Points, indicator: Indicator) -> Mapping[Period, IndicatorPoint]:
    """One indicator's points by period."""
    return {period: each for (code, period), each in points.items() if code == indicator.code}


def standing_at(plan: Plan, indicator: Indicator, points: Points, period: Period, today: date) -> Standing:
    """Where the indicator stands at a period, with its baseline taken from last year's approved figures."""
    at = period_of(indicator, period)
    here = points.get((indicator.code, at)) or point(plan, indicator, at, {})
    base = baseline(plan, indicator, points.get((indicator.code, baseline_period(plan, indicator))), at)
    return standing(plan, indicator, here, base, _season(plan, indicator, points, at), today)


def _season(plan: Plan, indicator: Indicator, points: Points, at: Period) -> SeasonalShares | None:
    # Picking one indicator's points out of all is dear, and only a seasonal path asks for them.
    if indicator.path.kind != "seasonal":
        return None
    return seasonal_shares(plan, indicator, points_of(points, indicator), at)
