"""How far an indicator is on the way from its baseline to its target.

Notation: y actual, T target, b baseline, w planned share of the way, d = +1 where higher is better,
−1 where lower is better. All functions take and give exact fractions, ratios not percent; None means
that the quantity does not exist. Worked examples are in docs/statistics.md.
"""

from __future__ import annotations

from fractions import Fraction

from indicators.aggregation import exact_value
from indicators.inputs import period_of
from indicators.observations import ObservationStatus
from indicators.periods import MONTHS_IN_QUARTER, MONTHS_IN_YEAR, Frequency, Period
from indicators.plan import Indicator, Plan, VariableKind
from indicators.scope import break_between
from indicators.standing import IndicatorPoint

_PERIODS_IN_YEAR = {
    Frequency.MONTHLY: MONTHS_IN_YEAR,
    Frequency.QUARTERLY: MONTHS_IN_YEAR // MONTHS_IN_QUARTER,
    Frequency.YEARLY: 1,
}


def target_of(indicator: Indicator) -> Fraction:
    """T."""
    return Fraction(indicator.target.value)


def meets_target(indicator: Indicator, actual: Fraction) -> bool:
    """Whether d·(y − T) ≥ 0; reaching the target exactly is meeting it."""
    return gap(indicator, actual) <= 0


def gap(indicator: Indicator, actual: Fraction) -> Fraction:
    """d·(T − y): positive while the target is not met; in the indicator's unit (百分点 for %)."""
    return indicator.direction * (target_of(indicator) - actual)


def attainment(indicator: Indicator, actual: Fraction) -> Fraction | None:
    """y/T where higher is better, T/y where lower is better; not capped.

    None where the divisor is not positive, and for a negative target: such a ratio says nothing.
    """
    target = target_of(indicator)
    part, whole = (actual, target) if indicator.direction == 1 else (target, actual)
    return None if whole <= 0 or target < 0 else part / whole


def is_flow(plan: Plan, indicator: Indicator) -> bool:
    """Whether the indicator itself adds up over the year (a flow without denominator)."""
    formula = indicator.formula
    return formula.denominator is None and plan.variable_by_code[formula.numerator].kind is VariableKind.FLOW


def baseline_period(plan: Plan, indicator: Indicator) -> Period:
    """The last period of the year before the plan's, whose final value is the baseline by default."""
    return period_of(indicator, Period.whole_year(plan.head.year - 1))


def baseline(plan: Plan, indicator: Indicator, last_year: IndicatorPoint | None, period: Period) -> Fraction | None:
    """Baseline b as seen from a period: 0 for a flow, else the plan's, else last year's final value, else None.

    Args:
        plan: the plan.
        indicator: the indicator.
        last_year: its point at `baseline_period`, from approved figures; used only if it is final, and not
            across a change of scope: the way to the target cannot start at what measured something else.
        period: the period judged.
    """
    if is_flow(plan, indicator):
        return Fraction(0)
    if indicator.baseline is not None:
        return Fraction(indicator.baseline)
    if last_year is None or not is_final(last_year):
        return None
    if break_between(plan, indicator, baseline_period(plan, indicator), period) is not None:
        return None
    return exact_value(indicator, last_year)


def is_final(point: IndicatorPoint) -> bool:
    """Whether nothing better can come: every unit there, every input normal (A), no denominator carried."""
    complete = point.value is not None and point.reported == point.expected
    return complete and point.status is ObservationStatus.NORMAL and point.carried_from is None


def is_hold(indicator: Indicator, base: Fraction) -> bool:
    """Whether the target means holding what is already reached: d·(b − T) ≥ 0."""
    return meets_target(indicator, base)


def planned_value(indicator: Indicator, base: Fraction | None, share: Fraction | None) -> Fraction | None:
    """The value expected by now, b + (T − b)·w; None without a baseline or a path, and for a target to hold."""
    if base is None or share is None or is_hold(indicator, base):
        return None
    return base + (target_of(indicator) - base) * share


def pace(indicator: Indicator, base: Fraction | None, share: Fraction | None, actual: Fraction) -> Fraction | None:
    """p/w with p = (y − b)/(T − b); None as `planned_value`, and while nothing is planned yet (w = 0)."""
    planned = planned_value(indicator, base, share)
    if planned is None or base is None or planned == base:
        return None
    return (actual - base) / (planned - base)


def schedule_difference(
    indicator: Indicator, base: Fraction | None, share: Fraction | None, actual: Fraction
) -> Fraction | None:
    """Attainment minus the attainment the plan expects by now (planned/T; w for flows), as a ratio."""
    planned = planned_value(indicator, base, share)
    reached = attainment(indicator, actual)
    expected = None if planned is None else attainment(indicator, planned)
    return None if reached is None or expected is None else reached - expected


def periods_left(period: Period) -> int:
    """How many periods of this length the year still has after this one."""
    return _PERIODS_IN_YEAR[period.frequency] - period.number


def required_rate(indicator: Indicator, left: int, actual: Fraction) -> Fraction | None:
    """(T − y)/(periods left): the change per period that still reaches the target.

    0 once the target is met; None when no period is left.
    """
    if left == 0:
        return None
    return Fraction(0) if meets_target(indicator, actual) else (target_of(indicator) - actual) / left
