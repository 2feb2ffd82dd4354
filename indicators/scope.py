"""Where an indicator's line breaks: changes of scope (口径), across which nothing is compared."""

from __future__ import annotations

from indicators.inputs import city_unit, expected_units, has_paired_units
from indicators.periods import MONTHS_IN_YEAR, Period
from indicators.plan import Indicator, Plan
from indicators.plan_scope import ScopeChange


def changes_of(plan: Plan, indicator: Indicator) -> tuple[ScopeChange, ...]:
    """The plan's changes of scope that touch the indicator, in time."""
    found = [each for each in plan.scope_changes if _touches(plan, indicator, each)]
    return tuple(sorted(found, key=lambda each: each.since))


def break_between(plan: Plan, indicator: Indicator, before: Period, after: Period) -> ScopeChange | None:
    """The first change that makes the indicator's values at the two periods incomparable, or None."""
    return next((each for each in changes_of(plan, indicator) if each.lies_between(before, after)), None)


def breaks_of_year(plan: Plan, indicator: Indicator, year: int) -> dict[int, ScopeChange]:
    """The months (1 to 12) of a year before which the line breaks, with what changed."""
    months = [Period.month(year, number) for number in range(1, MONTHS_IN_YEAR + 1)]
    found = ((each.number, break_between(plan, indicator, each.previous, each)) for each in months)
    return {number: change for number, change in found if change is not None}


def figure_break(plan: Plan, variable: str, unit: str, before: Period, after: Period) -> ScopeChange | None:
    """The change that makes a unit's figures of a variable at the two periods incomparable, or None."""
    between = (each for each in plan.scope_changes if each.lies_between(before, after))
    return next((each for each in between if each.concerns(variable, unit)), None)


def unit_break(plan: Plan, indicator: Indicator, unit: str, before: Period, after: Period) -> ScopeChange | None:
    """The change that makes a unit's own values of the indicator at the two periods incomparable, or None."""
    formula = indicator.formula
    codes = [code for code in (formula.numerator, formula.denominator) if code is not None]
    between = (each for each in plan.scope_changes if each.lies_between(before, after))
    return next(
        (
            each
            for each in between
            if each.indicator == indicator.code or any(each.concerns(code, unit) for code in codes)
        ),
        None,
    )


def inputs_of(plan: Plan, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """Every (variable, unit) whose figures enter the indicator."""
    formula = indicator.formula
    codes = [formula.numerator]
    if has_paired_units(indicator):
        codes.append(str(formula.denominator))
    pairs = [(code, unit.code) for unit in expected_units(plan, indicator) for code in codes]
    if formula.denominator is not None and not has_paired_units(indicator):
        pairs.append((formula.denominator, city_unit(plan, formula.denominator).code))
    return tuple(pairs)


def _touches(plan: Plan, indicator: Indicator, change: ScopeChange) -> bool:
    if change.indicator is not None:
        return change.indicator == indicator.code
    return any(change.concerns(variable, unit) for variable, unit in inputs_of(plan, indicator))
