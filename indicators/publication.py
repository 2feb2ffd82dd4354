"""What the calendar says: when a figure can be known, when it is late, and which month to show."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from indicators.inputs import expected_units, first_month, input_period
from indicators.periods import MONTHS_IN_YEAR, Frequency, Period
from indicators.plan import Form, Indicator, Plan
from indicators.standing import IndicatorPoint


def publication_date(indicator: Indicator, period: Period) -> date | None:
    """The day a year's final value is published; None where the indicator has no such day."""
    publication = indicator.publication
    if publication is None:
        return None
    return _day_of(period.year + publication.years_after, publication.month, publication.day)


def due_date(form: Form, period: Period) -> date:
    """The last day on which a return for the period is in time."""
    months = period.closing_month - 1 + form.deadline.months_after
    return _day_of(period.year + months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR + 1, form.deadline.day)


def returns_due(plan: Plan, indicator: Indicator, period: Period) -> date:
    """The day by which the returns an indicator's numerator comes from are due."""
    variable = plan.variable_by_code[indicator.formula.numerator]
    reported = input_period(variable, period)
    return due_date(plan.form_of(variable.code, reported.frequency), reported)


def exists_in(plan: Plan, indicator: Indicator, period: Period) -> bool:
    """Whether the indicator has a value in such a period at all (1—2月 variables have no January)."""
    return period.closing_month >= first_month(plan, indicator)


@dataclass(frozen=True, slots=True)
class PartialMonth:
    """A month some units have reported; counts of units whose every due figure is approved."""

    period: Period
    reported: int
    expected: int


@dataclass(frozen=True, slots=True)
class DefaultPeriod:
    """The month to show unasked (None while none is complete), and a later one partly there."""

    period: Period | None
    partial: PartialMonth | None


def default_period(plan: Plan, points: Iterable[IndicatorPoint]) -> DefaultPeriod:
    """The latest month of the plan year in which every due figure is approved.

    Due are the figures of the monthly indicators' own units (an indicator that starts with 1—2月 has
    none in January). City-wide denominators of other forms never hold a month up.

    Args:
        plan: the plan.
        points: the monthly indicators' points of the plan year, from approved figures; others are
            passed over, a missing one means that nobody has reported.

    Returns:
        The latest complete month, and the latest month after it for which any figure is there.
    """
    by_key = {(point.indicator, point.period): point for point in points}
    complete: Period | None = None
    partial: PartialMonth | None = None
    for number in range(1, MONTHS_IN_YEAR + 1):
        period = Period.month(plan.head.year, number)
        due = _due(plan, period)
        found = [by_key.get((indicator.code, period)) for indicator in due]
        if not any(point is not None and point.reported for point in found):
            continue
        if all(point is not None and point.reported == point.expected for point in found):
            complete, partial = period, None
        else:
            partial = _coverage(plan, period, due, found)
    return DefaultPeriod(complete, partial)


def _due(plan: Plan, period: Period) -> list[Indicator]:
    monthly = (each for each in plan.indicators if each.frequency is Frequency.MONTHLY)
    return [each for each in monthly if period.number >= first_month(plan, each)]


def _coverage(plan: Plan, period: Period, due: list[Indicator], found: list[IndicatorPoint | None]) -> PartialMonth:
    expected: set[str] = set()
    missing: set[str] = set()
    for indicator, point in zip(due, found, strict=True):
        units = {unit.code for unit in expected_units(plan, indicator)}
        expected |= units
        missing |= units if point is None else set(point.missing)
    return PartialMonth(period, len(expected - missing), len(expected))


def _day_of(year: int, month: int, day: int) -> date:
    """The day, or the month's last where it is shorter."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
