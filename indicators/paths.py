"""How much of the way to the target is planned to be done by each period (时序进度).

Which path an indicator follows is plan data; there is no switching from one to another.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from indicators.exact import decimal_of
from indicators.inputs import first_month, periods_of_year
from indicators.periods import MONTHS_IN_YEAR, Period, months_of
from indicators.plan import Indicator, Milestone, Plan
from indicators.progress import planned_value
from indicators.standing import IndicatorPoint

YEARS_FOR_SEASON = 3

SeasonalShares = Mapping[int, Fraction]
"""Month (1 to 12) → mean share of a year's total reached by the end of it."""


def planned_share(indicator: Indicator, period: Period, seasonal: SeasonalShares | None) -> Fraction | None:
    """w: the planned share of the way at the end of a period of the plan year.

    linear: m/12. milestones: the given shares, straight lines between them, from 0 at the year's start
    to 1 at its end. seasonal: the mean of past years; None where there are too few.
    """
    month = period.closing_month
    if indicator.path.kind == "seasonal":
        return None if seasonal is None else seasonal.get(month)
    if indicator.path.kind == "milestones":
        return _between(indicator.path.milestones, month)
    return Fraction(month, MONTHS_IN_YEAR)


def seasonal_shares(
    plan: Plan, indicator: Indicator, history: Mapping[Period, IndicatorPoint]
) -> SeasonalShares | None:
    """Mean over complete past years of YTD_m / YTD_12, for each month the flow is reported for.

    A year counts if every month is there with full coverage and its total is positive.

    Args:
        plan: the plan; only years before its own count.
        indicator: a monthly flow.
        history: its points of past years.

    Returns:
        Month → share, or None with fewer than three such years.
    """
    first = first_month(plan, indicator)
    years = sorted({period.year for period in history if period.year < plan.head.year})
    curves = [curve for year in years if (curve := _curve(history, year, first))]
    if len(curves) < YEARS_FOR_SEASON:
        return None
    return {month: sum((curve[month] for curve in curves), Fraction(0)) / len(curves) for month in curves[0]}


def planned_path(
    plan: Plan, indicator: Indicator, base: Fraction | None, seasonal: SeasonalShares | None
) -> tuple[tuple[Period, Decimal], ...]:
    """The planned value at each period of the plan year; empty where there is none."""
    periods = periods_of_year(indicator.frequency, plan.head.year)
    values = [
        (period, planned_value(indicator, base, planned_share(indicator, period, seasonal))) for period in periods
    ]
    return tuple((period, decimal_of(value)) for period, value in values if value is not None)


def _curve(history: Mapping[Period, IndicatorPoint], year: int, first: int) -> dict[int, Fraction] | None:
    values: dict[int, Fraction] = {}
    for period in months_of(year)[first - 1 :]:
        point = history.get(period)
        if point is None or point.value is None or point.reported < point.expected:
            return None
        values[period.number] = Fraction(point.value)
    total = values[MONTHS_IN_YEAR]
    return {month: value / total for month, value in values.items()} if total > 0 else None


def _between(milestones: tuple[Milestone, ...], month: int) -> Fraction:
    shares = {0: Fraction(0), MONTHS_IN_YEAR: Fraction(1)}
    shares |= {milestone.month: Fraction(milestone.share) for milestone in milestones}
    before = max(at for at in shares if at <= month)
    after = min(at for at in shares if at >= month)
    if before == after:
        return shares[before]
    return shares[before] + (shares[after] - shares[before]) * Fraction(month - before, after - before)
