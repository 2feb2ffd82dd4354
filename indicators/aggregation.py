"""From reported figures to an indicator's value: over units, and from year-to-date to months.

The formulas with examples worked by hand are in docs/statistics.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.exact import decimal_of, total
from indicators.inputs import (
    city_unit,
    denominator_periods,
    expected_units,
    first_month,
    has_paired_units,
    input_period,
    period_of,
    periods_of_year,
)
from indicators.observations import Observation, ObservationStatus
from indicators.periods import Period
from indicators.plan import Formula, Indicator, Plan
from indicators.standing import IndicatorPoint

Figures = Mapping[tuple[str, str, Period], Observation]
"""The approved current figures, looked up by (variable code, unit code, period)."""

_STRENGTH = (
    ObservationStatus.NORMAL,
    ObservationStatus.BREAK,
    ObservationStatus.PROVISIONAL,
    ObservationStatus.ESTIMATED,
    ObservationStatus.FORECAST,
    ObservationStatus.MISSING,
)


def figures_of(observations: Iterable[Observation]) -> Figures:
    """The look-up that `point` takes, from a list of observations of basis CURRENT."""
    return {(o.variable, o.unit, o.period): o for o in observations}


def inputs(plan: Plan, indicator: Indicator, period: Period) -> tuple[tuple[str, Period], ...]:
    """Every (variable code, period) that `point` may look up, of all units.

    Empty for a month the indicator does not exist in (January of a 1—2月 variable).
    """
    own = period_of(indicator, period)
    if own.closing_month < first_month(plan, indicator):
        return ()
    formula = indicator.formula
    wanted = [(formula.numerator, input_period(plan.variable_by_code[formula.numerator], own))]
    if formula.denominator is not None:
        variable = plan.variable_by_code[formula.denominator]
        wanted += [(variable.code, each) for each in denominator_periods(indicator, variable, own)]
    return tuple(wanted)


def point(plan: Plan, indicator: Indicator, period: Period, figures: Figures) -> IndicatorPoint:
    """The indicator's value at a period: Σ numerator, or factor · Σ numerator / Σ denominator.

    Never a mean or a sum of ratios. Only units with every paired input enter; a unit that states
    不适用 (a figure without value whose status is not M) is not expected. A city-wide denominator is
    one row; without it, or where it is zero, there is no value.

    Args:
        plan: the plan.
        indicator: the indicator.
        period: any period; the indicator's own one that belongs to it is used (`period_of`).
        figures: at least what `inputs` names; flows year-to-date, in the variables' units.

    Returns:
        The point of the indicator's own period. Its `value` is rounded at 50 digits; `numerator` and
        `denominator` are exact.
    """
    own = period_of(indicator, period)
    if own.closing_month < first_month(plan, indicator):
        return IndicatorPoint(indicator.code, own, None, None, None, 0, 0, (), ObservationStatus.MISSING)
    entered, missing = _by_unit(plan, indicator, own, figures)
    bottom, carried_from = _denominator(plan, indicator, own, figures, entered)
    numerator = _sum_of(row[0] for row in entered)
    denominator = _sum_of(bottom)
    value = _value(indicator.formula, numerator, denominator)
    used = [*(row[0] for row in entered), *bottom] if value is not None else []
    return IndicatorPoint(
        indicator=indicator.code,
        period=own,
        value=value,
        numerator=numerator,
        denominator=denominator,
        reported=len(entered),
        expected=len(entered) + len(missing),
        missing=missing,
        status=weakest(figure.status for figure in used),
        carried_from=carried_from,
    )


def weakest(statuses: Iterable[ObservationStatus]) -> ObservationStatus:
    """The weakest status of what entered a value, in the order A, B, P, E, F, M; of nothing, M."""
    return max(statuses, key=_STRENGTH.index, default=ObservationStatus.MISSING)


def exact_value(indicator: Indicator, point: IndicatorPoint) -> Fraction | None:
    """The point's value before any rounding, from its numerator and denominator where it has them."""
    if point.value is None:
        return None
    if point.numerator is None:
        return Fraction(point.value)
    if point.denominator is None:
        return Fraction(point.numerator)
    return Fraction(indicator.formula.factor) * Fraction(point.numerator) / Fraction(point.denominator)


@dataclass(frozen=True, slots=True)
class Increment:
    """What one reporting period adds to a flow, derived from year-to-date figures.

    `period` is the period reported; `starts` the number of the first one it covers: 1 for the period
    2018-02 of a 1—2月 variable, else the period's own number. `value` is None where this figure or
    its predecessor is missing. A `negative` one is a correction, not a fault.
    """

    period: Period
    starts: int
    value: Decimal | None
    reported: int = 1
    expected: int = 1

    @property
    def negative(self) -> bool:
        """Whether the year-to-date figure fell."""
        return self.value is not None and self.value < 0


def month_value(
    year_to_date: Mapping[Period, Decimal | None], periods: Sequence[Period], first: int = 1
) -> tuple[Increment, ...]:
    """Year-to-date figures of one year → what each period added, YTD_m − YTD_{m−1}.

    Args:
        year_to_date: the cumulative figures; a period that is absent or None is missing.
        periods: the periods of the year, in order (`periods_of_year`).
        first: the number of the first period reported; its figure covers all up to it (1—2月).

    Returns:
        One increment per period from `first` on.
    """
    reported = [period for period in periods if period.number >= first]
    return tuple(
        Increment(
            period,
            1 if period.number == first else period.number,
            _difference(year_to_date.get(period), Decimal(0))
            if period.number == first
            else _difference(year_to_date.get(period), year_to_date.get(period.previous)),
        )
        for period in reported
    )


def increments(
    plan: Plan, variable_code: str, units: Sequence[str], year: int, figures: Figures
) -> tuple[Increment, ...]:
    """What each period of a year added to a flow, over units: Σ of the units' own increments.

    Differences are taken unit by unit, so that a unit that reported only one of two periods does not
    show as a jump; `reported` counts the units with an increment. None where no unit has one.
    """
    variable = plan.variable_by_code[variable_code]
    periods = periods_of_year(variable.frequency, year)
    by_unit = [
        month_value(
            {period: reported_value(figures.get((variable_code, unit, period))) for period in periods},
            periods,
            variable.first_month,
        )
        for unit in units
    ]
    return tuple(_added_up(rows) for rows in zip(*by_unit, strict=True))


def _added_up(rows: tuple[Increment, ...]) -> Increment:
    present = [row.value for row in rows if row.value is not None]
    value = total(present) if present else None
    return Increment(rows[0].period, rows[0].starts, value, len(present), len(rows))


def _difference(value: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if value is None or before is None else total((value, before.copy_negate()))


def _by_unit(
    plan: Plan, indicator: Indicator, period: Period, figures: Figures
) -> tuple[list[tuple[Observation, ...]], tuple[str, ...]]:
    """The paired figures of the units that reported all of them, and the codes of those that did not."""
    codes = [indicator.formula.numerator]
    if has_paired_units(indicator):
        codes.append(str(indicator.formula.denominator))
    keys = [(code, input_period(plan.variable_by_code[code], period)) for code in codes]
    entered: list[tuple[Observation, ...]] = []
    missing: list[str] = []
    for unit in expected_units(plan, indicator):
        found = tuple(figures.get((code, unit.code, at)) for code, at in keys)
        row = tuple(figure for figure in found if reported_value(figure) is not None and figure is not None)
        if len(row) == len(keys):
            entered.append(row)
        elif not any(does_not_apply(figure) for figure in found):
            missing.append(unit.code)
    return entered, tuple(missing)


def _denominator(
    plan: Plan, indicator: Indicator, period: Period, figures: Figures, entered: list[tuple[Observation, ...]]
) -> tuple[list[Observation], Period | None]:
    """The figures under the fraction line, and the period a city-wide one was carried from."""
    if has_paired_units(indicator):
        return [row[1] for row in entered], None
    if indicator.formula.denominator is None:
        return [], None
    variable = plan.variable_by_code[indicator.formula.denominator]
    unit = city_unit(plan, variable.code)
    periods = denominator_periods(indicator, variable, period)
    for at in periods:
        figure = figures.get((variable.code, unit.code, at))
        if figure is not None and reported_value(figure) is not None:
            return [figure], None if at == periods[0] else at
    return [], None


def _value(formula: Formula, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    if formula.denominator is None:
        return numerator
    if numerator is None or not denominator:
        return None
    return decimal_of(Fraction(formula.factor) * Fraction(numerator) / Fraction(denominator))


def reported_value(figure: Observation | None) -> Decimal | None:
    """The figure's value; None where there is no figure, or its status says that it is missing."""
    if figure is None or figure.status is ObservationStatus.MISSING:
        return None
    return figure.value


def _sum_of(figures: Iterable[Observation]) -> Decimal | None:
    """The sum of the figures; None, not 0, where there are none."""
    values = [figure.value for figure in figures if figure.value is not None]
    return total(values) if values else None


def does_not_apply(figure: Observation | None) -> bool:
    """Whether the unit says 不适用: there is a figure without value, and its status is not that it is missing."""
    return figure is not None and figure.value is None and figure.status is not ObservationStatus.MISSING
