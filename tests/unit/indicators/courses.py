"""Histories for tests of outlooks: an indicator's points by month, written as lists of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import accumulate

from indicators.outlook import Outlook, outlook
from indicators.periods import Period
from indicators.plan import Indicator, Plan
from indicators.standing import IndicatorPoint, Standing
from indicators.status import standing
from tests.unit.indicators.small_plan import PLAN, YEAR, month, value_point

Points = dict[Period, IndicatorPoint]
TODAY = date(2018, 12, 5)


def points(of: Indicator, years: Mapping[int, Sequence[float | str | None]], first: int = 1) -> Points:
    """Complete points of the months from `first` on; None is a month nobody reported."""
    return {
        month(number, year): value_point(of, month(number, year), str(value))
        for year, values in years.items()
        for number, value in enumerate(values, first)
        if value is not None
    }


def to_date(monthly: Sequence[float]) -> list[float]:
    """Year-to-date figures from what each month added."""
    return list(accumulate(monthly))


def partly(known: Points, at: Period) -> Points:
    """The same points, one of them without one of its three units."""
    return {**known, at: replace(known[at], reported=2, missing=("C",))}


def stands(of: Indicator, known: Points, at: int, base: str | None = "0", plan: Plan = PLAN) -> Standing:
    point = known[month(at)]
    return standing(plan, of, point, None if base is None else Decimal(base), None, TODAY)


def looks(of: Indicator, known: Points, at: int, base: str | None = "0", plan: Plan = PLAN) -> Outlook:
    """The outlook from a month of the plan year."""
    return outlook(plan, stands(of, known, at, base, plan), known)


def flow_years(growth: float = 1.2, upto: int = 6, each: float = 10) -> Mapping[int, Sequence[float]]:
    """2016 and 2017 even over their months, the second `growth` times the first; 2018 goes on as 2017."""
    first, second = [each] * 12, [each * growth] * 12
    return {2016: to_date(first), 2017: to_date(second), YEAR: to_date(second[:upto])}
