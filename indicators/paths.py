"""How much of the way to the target is planned to be done by each period (时序进度).

Which path an indicator follows is plan data; there is no switching from one to another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from indicators.exact import decimal_of
from indicators.inputs import first_month, periods_of_year
from indicators.periods import MONTHS_IN_YEAR, Frequency, Period
from indicators.plan import Indicator, Milestone, Plan
from indicators.progress import baseline, baseline_period, planned_value
from indicators.scope import break_between
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
    plan: Plan, indicator: Indicator, history: Mapping[Period, IndicatorPoint], at: Period
) -> SeasonalShares | None:
    """Mean over complete past years of YTD_m / YTD_12, by the last month m of each period the flow is reported for.

    A year counts if every period is there with full coverage, its total is positive, and the scope has not
    changed between its first period and the one judged.

    Args:
        plan: the plan; only years before its own count.
        indicator: a flow.
        history: its points of past years.
        at: the period judged.

    Returns:
        Month → share, or None where the path is not seasonal or fewer than three such years are known.
    """
    if indicator.path.kind != "seasonal":
        return None
    curves = []
    for year in sorted({period.year for period in history if period.year < plan.head.year}):
        periods = _periods_reported(plan, indicator, year)
        curve = _curve(history, periods)
        if curve is not None and break_between(plan, indicator, periods[0], at) is None:
            curves.append(curve)
    if len(curves) < YEARS_FOR_SEASON:
        return None
    return {month: sum((curve[month] for curve in curves), Fraction(0)) / len(curves) for month in curves[0]}


def planned_path(
    plan: Plan, indicator: Indicator, history: Mapping[Period, IndicatorPoint]
) -> tuple[tuple[Period, Decimal], ...]:
    """The planned value at each period of the plan year, as its status is judged by; without those that have none.

    Args:
        plan: the plan.
        indicator: the indicator.
        history: its points by period, at least of the years before the plan's from which baseline and season come.
    """
    last_year = history.get(baseline_period(plan, indicator))
    found = []
    for period in periods_of_year(indicator.frequency, plan.head.year):
        share = planned_share(indicator, period, seasonal_shares(plan, indicator, history, period))
        value = planned_value(indicator, baseline(plan, indicator, last_year, period), share)
        if value is not None:
            found.append((period, decimal_of(value)))
    return tuple(found)


def _periods_reported(plan: Plan, indicator: Indicator, year: int) -> tuple[Period, ...]:
    """The periods of a year for which the indicator exists."""
    skipped = first_month(plan, indicator) - 1 if indicator.frequency is Frequency.MONTHLY else 0
    return periods_of_year(indicator.frequency, year)[skipped:]


def _curve(history: Mapping[Period, IndicatorPoint], periods: Sequence[Period]) -> dict[int, Fraction] | None:
    values: dict[int, Fraction] = {}
    for period in periods:
        point = history.get(period)
        if point is None or point.value is None or point.reported < point.expected:
            return None
        values[period.closing_month] = Fraction(point.value)
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
