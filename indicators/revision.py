"""What a change of reported figures does to an indicator, and each unit's exact part in it.

With R = k·N/D before (index 0) and after (1), and per unit ΔN_i and ΔD_i, the change is exactly
R₁ − R₀ = Σ_i k·½[(ΔN_i − ρ₀ΔD_i)/D₁ + (ΔN_i − ρ₁ΔD_i)/D₀] with ρ = N/D: the mean of the two ways of
taking one side as given, so that looking back and forth tells the same story. For a sum it is ΔN_i.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from indicators.aggregation import Figures, reported_value
from indicators.inputs import city_unit, denominator_periods, expected_units, has_paired_units, input_period
from indicators.periods import Period
from indicators.plan import Indicator, Plan

Parts = Mapping[str, tuple[Fraction, Fraction]]
"""By unit code: what it adds to the numerator, and to the denominator (0 where there is none)."""

_NOTHING = (Fraction(0), Fraction(0))


def parts(plan: Plan, indicator: Indicator, period: Period, figures: Figures) -> Parts:
    """What each unit adds, of those that enter the indicator's own period `period`.

    A city-wide denominator is the part of the unit that reports it.
    """
    formula = indicator.formula
    at = input_period(plan.variable_by_code[formula.numerator], period)
    paired = has_paired_units(indicator)
    found: dict[str, tuple[Fraction, Fraction]] = {}
    for unit in expected_units(plan, indicator):
        top = reported_value(figures.get((formula.numerator, unit.code, at)))
        bottom = reported_value(figures.get((str(formula.denominator), unit.code, at))) if paired else None
        if top is not None and (bottom is not None or not paired):
            found[unit.code] = Fraction(top), Fraction(bottom or 0)
    if formula.denominator is not None and not paired:
        code, whole = _city_part(plan, indicator, period, figures)
        found[code] = found.get(code, _NOTHING)[0], whole
    return found


def contributions(indicator: Indicator, before: Parts, after: Parts) -> Mapping[str, Fraction]:
    """Each unit's part in the change, in the indicator's unit; the parts add up to it exactly.

    Only units whose figures changed. Empty for a ratio that had no denominator before or has none after.
    """
    moved = {
        unit: (new[0] - old[0], new[1] - old[1])
        for unit in {**before, **after}
        if (old := before.get(unit, _NOTHING)) != (new := after.get(unit, _NOTHING))
    }
    if indicator.formula.denominator is None:
        return {unit: top for unit, (top, _) in moved.items()}
    (top_0, bottom_0), (top_1, bottom_1) = _sums(before), _sums(after)
    if not bottom_0 or not bottom_1:
        return {}
    factor, ratio_0, ratio_1 = Fraction(indicator.formula.factor) / 2, top_0 / bottom_0, top_1 / bottom_1
    return {
        unit: factor * ((top - ratio_0 * bottom) / bottom_1 + (top - ratio_1 * bottom) / bottom_0)
        for unit, (top, bottom) in moved.items()
    }


def _city_part(plan: Plan, indicator: Indicator, period: Period, figures: Figures) -> tuple[str, Fraction]:
    variable = plan.variable_by_code[str(indicator.formula.denominator)]
    unit = city_unit(plan, variable.code).code
    known = (
        reported_value(figures.get((variable.code, unit, at)))
        for at in denominator_periods(indicator, variable, period)
    )
    return unit, Fraction(next((value for value in known if value is not None), 0))


def _sums(known: Parts) -> tuple[Fraction, Fraction]:
    tops, bottoms = zip(*known.values(), strict=True) if known else ((), ())
    return sum(tops, Fraction(0)), sum(bottoms, Fraction(0))
