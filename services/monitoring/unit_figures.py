"""The reporting units behind one indicator: their figures, their months, and the stock beside a flow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from db.database import Transaction
from indicators.aggregation import Figures, Increment, figures_of, increments, inputs
from indicators.exact import decimal_of, total
from indicators.inputs import expected_units, has_paired_units, input_period, period_of, periods_of_year
from indicators.periods import Period
from indicators.plan import Indicator, Plan, ReportingUnit
from indicators.plan_scope import ScopeChange
from indicators.progress import is_flow
from indicators.scope import break_between, figure_break
from indicators.standing import IndicatorPoint

_PERCENT = 100


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A reporting unit's part in a figure; `value` is None where the unit has not reported.

    `value` is the unit's own ratio or figure; `share` its part, in percent, of the city's denominator
    (ratios of the same units) or of the city's figure.
    """

    unit: ReportingUnit
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class NetChange:
    """What a stock beside a flow (the firms that are valid, beside those newly certified) did over the year.

    Only units that reported both moments enter; `reported` counts them.
    """

    variable: str
    since: Period
    before: Decimal
    now: Decimal
    reported: int

    @property
    def change(self) -> Decimal:
        """Now − before."""
        return self.now - self.before


def read_unit_figures(
    tx: Transaction, plan: Plan, indicator: Indicator, period: Period, as_of: datetime | None
) -> Figures:
    """The approved figures of all units that the functions below look up."""
    at = period_of(indicator, period)
    wanted = {
        each
        for month in periods_of_year(indicator.frequency, at.year)
        if not at < month
        for each in inputs(plan, indicator, month)
    }
    if indicator.companion is not None:
        wanted |= {(indicator.companion, at), (indicator.companion, _year_end_before(at))}
    return figures_of(tx.observations.values(plan.head.id, wanted, as_of=as_of))


def unit_rows(plan: Plan, indicator: Indicator, point: IndicatorPoint, figures: Figures) -> tuple[UnitRow, ...]:
    """One row per expected unit, in the plan's order."""
    whole = point.denominator if has_paired_units(indicator) else point.numerator
    return tuple(
        unit_row(plan, indicator, unit, point.period, figures, whole) for unit in expected_units(plan, indicator)
    )


def months_of_flow(plan: Plan, indicator: Indicator, figures: Figures) -> tuple[Increment, ...]:
    """What each month added over all units, up to the latest reported one; empty unless a flow.

    Without the month in which the scope changed: its year-to-date and the one before cannot be subtracted.
    """
    if not is_flow(plan, indicator):
        return ()
    units = [unit.code for unit in expected_units(plan, indicator)]
    months = increments(plan, indicator.formula.numerator, units, plan.head.year, figures)
    known = (month for month in months if month.value is not None)
    return tuple(
        month
        for month in known
        if month.starts == 1 or break_between(plan, indicator, month.period.previous, month.period) is None
    )


def net_change(plan: Plan, indicator: Indicator, period: Period, figures: Figures) -> NetChange | ScopeChange | None:
    """The companion stock now and at the end of the year before; None where nobody reported both.

    The change of scope in between, where one of those who reported both counts something else now.
    """
    companion = indicator.companion
    if companion is None:
        return None
    since = _year_end_before(period)
    pairs = {
        unit.code: (before, now)
        for unit in expected_units(plan, indicator)
        if (before := _value(figures, companion, unit.code, since)) is not None
        and (now := _value(figures, companion, unit.code, period)) is not None
    }
    if not pairs:
        return None
    broken = (figure_break(plan, companion, unit, since, period) for unit in pairs)
    refused = next((each for each in broken if each is not None), None)
    if refused is not None:
        return refused
    before, now = (total(side) for side in zip(*pairs.values(), strict=True))
    return NetChange(companion, since, before, now, len(pairs))


def unit_row(
    plan: Plan, indicator: Indicator, unit: ReportingUnit, period: Period, figures: Figures, whole: Decimal | None
) -> UnitRow:
    """One unit's part in a figure at a period; `whole` is what its share is of."""
    formula = indicator.formula
    at = input_period(plan.variable_by_code[formula.numerator], period)
    numerator = _value(figures, formula.numerator, unit.code, at)
    denominator = None
    value = numerator
    if has_paired_units(indicator):
        denominator = _value(figures, str(formula.denominator), unit.code, at)
        value = _ratio(formula.factor, numerator, denominator)
    part = denominator if has_paired_units(indicator) else numerator
    entered = value is not None or (numerator is not None and denominator is not None)
    return UnitRow(unit, numerator, denominator, value, _ratio(Decimal(_PERCENT), part, whole) if entered else None)


def _ratio(factor: Decimal, part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    if part is None or not whole:
        return None
    return decimal_of(Fraction(factor) * Fraction(part) / Fraction(whole))


def _value(figures: Figures, variable: str, unit: str, period: Period) -> Decimal | None:
    figure = figures.get((variable, unit, period))
    return figure.value if figure is not None else None


def _year_end_before(period: Period) -> Period:
    return Period.month(period.year - 1, 12)
