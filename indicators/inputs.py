"""Which figures an indicator is computed from: whose, which variables, of which periods."""

from __future__ import annotations

from indicators.periods import MONTHS_IN_QUARTER, MONTHS_IN_YEAR, Frequency, Period
from indicators.plan import DenominatorRule, Form, Indicator, Plan, ReportingUnit, Variable


def period_of(indicator: Indicator, period: Period) -> Period:
    """The indicator's own period that belongs to `period`.

    Asked at a longer period it is the closing one (2018 → 2018-12), asked at a shorter one the one
    that contains it (2018-09 → 2018 for a yearly indicator, whose value says nothing about a month).
    """
    return _of_frequency(indicator.frequency, period)


def periods_of_year(frequency: Frequency, year: int) -> tuple[Period, ...]:
    """All periods of one length in a year, in order."""
    count = {Frequency.MONTHLY: MONTHS_IN_YEAR, Frequency.QUARTERLY: MONTHS_IN_YEAR // MONTHS_IN_QUARTER}
    return tuple(Period(frequency, year, number) for number in range(1, count.get(frequency, 1) + 1))


def form_periods(form: Form, year: int) -> tuple[Period, ...]:
    """All periods of the form's lengths in a year, in time, whether or not it was in use by then."""
    return tuple(sorted(period for frequency in form.frequencies for period in periods_of_year(frequency, year)))


def denominator_periods(indicator: Indicator, variable: Variable, period: Period) -> tuple[Period, ...]:
    """The periods whose denominator may serve, the first that is there being taken.

    Two only for CITY_PREVIOUS_YEAR_END: the end of the year before, and, until that is published,
    the end of the year before it. The same for all months of a year, so that no month jumps.
    """
    if indicator.formula.denominator_rule is DenominatorRule.CITY_PREVIOUS_YEAR_END:
        before = Period.whole_year(period.year - 1)
        return before, before.previous
    return (input_period(variable, period),)


def input_period(variable: Variable, period: Period) -> Period:
    """The period under which a variable's figure for an indicator's `period` was reported.

    A monthly variable of a longer period is the figure of its closing month; a quarterly variable of
    a year stands in the yearly return, which asks for every variable of its form.
    """
    if variable.frequency is Frequency.QUARTERLY and period.frequency is Frequency.YEARLY:
        return period
    return _of_frequency(variable.frequency, period)


def expected_units(plan: Plan, indicator: Indicator) -> tuple[ReportingUnit, ...]:
    """The units whose figures add up to the indicator, in the plan's order.

    The reporters of the numerator, of the denominator too where the same units report both, within
    the indicator's scope (empty scope: all).
    """
    formula = indicator.formula
    units = _reporters(plan, formula.numerator)
    if has_paired_units(indicator):
        both = {unit.code for unit in _reporters(plan, str(formula.denominator))}
        units = tuple(unit for unit in units if unit.code in both)
    return tuple(unit for unit in units if not indicator.scope or unit.code in indicator.scope)


def city_unit(plan: Plan, variable: str) -> ReportingUnit:
    """The one unit that reports a city-wide variable."""
    return _reporters(plan, variable)[0]


def has_paired_units(indicator: Indicator) -> bool:
    """Whether the indicator is a ratio of two variables reported by the same units."""
    formula = indicator.formula
    return formula.denominator is not None and formula.denominator_rule is DenominatorRule.SAME_UNITS


def first_month(plan: Plan, indicator: Indicator) -> int:
    """The first month of a year for which the indicator exists: 2 where a variable starts with 1—2月."""
    codes = [indicator.formula.numerator]
    if has_paired_units(indicator):
        codes.append(str(indicator.formula.denominator))
    return max(plan.variable_by_code[code].first_month for code in codes)


def _reporters(plan: Plan, variable: str) -> tuple[ReportingUnit, ...]:
    form = plan.form_of(variable, plan.variable_by_code[variable].frequency)
    return plan.reporters(form)


def _of_frequency(frequency: Frequency, period: Period) -> Period:
    closing = period.closing_month
    if frequency is Frequency.MONTHLY:
        return Period.month(period.year, closing)
    if frequency is Frequency.QUARTERLY:
        return Period.quarter(period.year, -(-closing // MONTHS_IN_QUARTER))
    return Period.whole_year(period.year)
