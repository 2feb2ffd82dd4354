"""Growth against the same period of last year, on this year's scope where last year's figures were restated.

With R the indicator now and R' of last year over the same units: growth = (R/R' − 1)·100 in percent,
or R − R' in percentage points for a percentage. Last year's figure of each input is the restated one
(可比口径) where this year's return gives it; else the one approved then, unless the scope has changed
in between: then there is nothing to compare with, and the growth is refused. The one rule for pages and report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from indicators.aggregation import Figures, reported_value
from indicators.exact import decimal_of
from indicators.inputs import (
    city_unit,
    denominator_periods,
    expected_units,
    has_paired_units,
    input_period,
    period_of,
)
from indicators.observations import Basis
from indicators.periods import Period
from indicators.plan import Indicator, Plan
from indicators.plan_scope import ScopeChange
from indicators.scope import figure_break

_PERCENT = 100


class GrowthBasis(StrEnum):
    """What the growth is measured against; a catalogue key suffix."""

    RESTATED = "restated"
    APPROVED = "approved"
    MIXED = "mixed"


FigureBefore = tuple[str, str, Period, Basis]
"""A figure of last year, as (variable, unit, period, basis); a restated one stands under this year's period."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Growth since last year; `change` is in percent, of a percentage in percentage points.

    `before` is last year's value on the basis named; without a `change` beside it, it is zero or less, from
    where there is no growth. Both are None where there is nothing to compare with: because of `refused`, a
    change of scope; because some of the units that enter now have no figure of last year (`other_units`); or
    because there is none at all. `against` are the figures that `before` was computed from.
    """

    before: Decimal | None
    change: Decimal | None
    basis: GrowthBasis | None
    refused: ScopeChange | None = None
    other_units: bool = False
    against: tuple[FigureBefore, ...] = field(default=(), compare=False)

    @property
    def from_zero(self) -> bool:
        """Whether last year is known, but was zero or less."""
        return self.before is not None and self.change is None


UNKNOWN = Growth(None, None, None)
OTHER_UNITS = Growth(None, None, None, other_units=True)


@dataclass(frozen=True, slots=True)
class _Input:
    """A figure now and a year before, with where that stands; `refused` is the change of scope for want of it."""

    now: Fraction
    before: Fraction | None
    source: FigureBefore | None = None
    refused: ScopeChange | None = None


def year_on_year(
    plan: Plan,
    indicator: Indicator,
    period: Period,
    figures: Figures,
    restated: Figures,
    units: Sequence[str] | None = None,
) -> Growth:
    """The indicator's growth over the units that enter now, each of which must have something to compare with.

    Args:
        plan: the plan.
        indicator: the indicator.
        period: any period; the indicator's own one that belongs to it is used.
        figures: current figures, at least what `inputs` names for the period and for last year's.
        restated: last year's figures as this year's returns restate them, under this year's periods.
        units: of these units' own figures only (a city-wide denominator is then left out); None: of the city.
    """
    at = period_of(indicator, period)
    tops, bottoms = _inputs(plan, indicator, at, figures, restated, units)
    ratio = indicator.formula.denominator is not None and (units is None or has_paired_units(indicator))
    every = (*tops, *bottoms)
    refused = _own_change(plan, indicator, at) or next((each.refused for each in every if each.refused), None)
    if refused is not None:
        return Growth(None, None, None, refused)
    if not tops or (ratio and not bottoms) or any(each.before is None for each in every):
        of_units = every if has_paired_units(indicator) else tops
        return OTHER_UNITS if len({each.before is None for each in of_units}) > 1 else UNKNOWN
    factor = Fraction(indicator.formula.factor) if ratio else Fraction(1)
    sums = [
        (sum(each.now for each in side), sum(each.before for each in side if each.before is not None))
        for side in (tops, bottoms)
    ]
    (top, top_before), (bottom, bottom_before) = sums if ratio else (sums[0], (Fraction(1), Fraction(1)))
    if not bottom or not bottom_before:
        return UNKNOWN
    now, before = factor * top / bottom, factor * top_before / bottom_before
    points = indicator.is_percentage and (ratio or indicator.formula.denominator is None)
    against = tuple(each.source for each in every if each.source is not None)
    return Growth(decimal_of(before), _change(now, before, points=points), _basis(against), against=against)


def _inputs(
    plan: Plan,
    indicator: Indicator,
    at: Period,
    figures: Figures,
    restated: Figures,
    units: Sequence[str] | None,
) -> tuple[list[_Input], list[_Input]]:
    """Numerators and denominators of the units that enter now."""
    formula, paired = indicator.formula, has_paired_units(indicator)
    codes = [formula.numerator, *([str(formula.denominator)] if paired else [])]
    tops: list[_Input] = []
    bottoms: list[_Input] = []
    for unit in [each.code for each in expected_units(plan, indicator)] if units is None else units:
        found = [_input(plan, code, unit, at, figures, restated) for code in codes]
        entered = [each for each in found if each is not None]
        if len(entered) == len(codes):
            tops.append(entered[0])
            bottoms += entered[1:]
    if formula.denominator is not None and not paired and units is None:
        bottoms += _city_input(plan, indicator, at, figures)
    return tops, bottoms


def _input(plan: Plan, variable: str, unit: str, at: Period, figures: Figures, restated: Figures) -> _Input | None:
    """A unit's figure of a variable with last year's beside it; None where there is none now."""
    here = input_period(plan.variable_by_code[variable], at)
    now = reported_value(figures.get((variable, unit, here)))
    if now is None:
        return None
    given = reported_value(restated.get((variable, unit, here)))
    if given is not None:
        return _Input(Fraction(now), Fraction(given), (variable, unit, here, Basis.RESTATED))
    refused = figure_break(plan, variable, unit, here.last_year, here)
    before = reported_value(figures.get((variable, unit, here.last_year)))
    if refused is not None or before is None:
        return _Input(Fraction(now), None, refused=refused)
    return _Input(Fraction(now), Fraction(before), (variable, unit, here.last_year, Basis.CURRENT))


def _city_input(plan: Plan, indicator: Indicator, at: Period, figures: Figures) -> list[_Input]:
    """The city-wide denominator now and last year, each the first that is there."""
    variable = plan.variable_by_code[str(indicator.formula.denominator)]
    unit = city_unit(plan, variable.code).code

    def served(period: Period) -> tuple[Period, Fraction] | None:
        for each in denominator_periods(indicator, variable, period):
            value = reported_value(figures.get((variable.code, unit, each)))
            if value is not None:
                return each, Fraction(value)
        return None

    now, before = served(at), served(at.last_year)
    if now is None:
        return []
    if before is None:
        return [_Input(now[1], None)]
    refused = figure_break(plan, variable.code, unit, before[0], now[0])
    return [_Input(now[1], before[1], (variable.code, unit, before[0], Basis.CURRENT), refused)]


def _own_change(plan: Plan, indicator: Indicator, at: Period) -> ScopeChange | None:
    """A change of the indicator itself: restated inputs do not mend it."""
    own = (each for each in plan.scope_changes if each.indicator == indicator.code)
    return next((each for each in own if each.lies_between(at.last_year, at)), None)


def _change(now: Fraction, before: Fraction, *, points: bool) -> Decimal | None:
    if points:
        return decimal_of(now - before)
    return decimal_of((now / before - 1) * _PERCENT) if before > 0 else None


def _basis(against: Sequence[FigureBefore]) -> GrowthBasis:
    kinds = {basis for *_, basis in against}
    if len(kinds) > 1:
        return GrowthBasis.MIXED
    return GrowthBasis.RESTATED if Basis.RESTATED in kinds else GrowthBasis.APPROVED
