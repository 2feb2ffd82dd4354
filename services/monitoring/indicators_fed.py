"""Lineage back: which indicators, and which of their periods, the cells of a return go into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.inputs import city_unit, denominator_periods, has_paired_units, input_period, periods_of_year
from indicators.observations import Basis, ReportedFigure
from indicators.periods import Period
from indicators.plan import Indicator, Plan, Variable


class Part(StrEnum):
    """What a figure is in an indicator."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    COMPANION = "companion"


@dataclass(frozen=True, slots=True)
class Fed:
    """A figure's way into an indicator; `periods` are the indicator's, in time.

    A population serves the whole year after it; that it may be carried further when the next is late is
    left out.
    """

    indicator: Indicator
    part: Part
    figure: ReportedFigure
    periods: tuple[Period, ...]


def indicators_fed(plan: Plan, unit: str, figures: Sequence[ReportedFigure]) -> tuple[Fed, ...]:
    """For every indicator, in the plan's order, the figures of a unit's return that go into it.

    Only this period's own figures count: last year's columns are for comparison, and a figure that is
    missing or does not apply moves nothing.
    """
    counting = [
        figure
        for figure in figures
        if figure.observation.basis is Basis.CURRENT and figure.observation.value is not None
    ]
    return tuple(
        Fed(indicator, part, figure, periods)
        for indicator in plan.indicators
        for part, code in _parts(indicator)
        for figure in counting
        if figure.observation.variable == code and _counts(plan, indicator, part, unit)
        if (periods := tuple(_periods(plan, indicator, part, figure)))
    )


def _parts(indicator: Indicator) -> Iterator[tuple[Part, str]]:
    formula = indicator.formula
    codes = {Part.NUMERATOR: formula.numerator, Part.DENOMINATOR: formula.denominator}
    codes[Part.COMPANION] = indicator.companion
    for part, code in codes.items():
        if code is not None:
            yield part, code


def _counts(plan: Plan, indicator: Indicator, part: Part, unit: str) -> bool:
    """Whether the unit's figures are among those the indicator adds up."""
    if part is Part.DENOMINATOR and not has_paired_units(indicator):
        return city_unit(plan, str(indicator.formula.denominator)).code == unit
    return not indicator.scope or unit in indicator.scope


def _periods(plan: Plan, indicator: Indicator, part: Part, figure: ReportedFigure) -> Iterator[Period]:
    seen = figure.observation
    variable = plan.variable_by_code[seen.variable]
    for year in (seen.period.year, seen.period.year + 1):
        for period in periods_of_year(indicator.frequency, year):
            if _input(indicator, part, variable, period) == seen.period:
                yield period


def _input(indicator: Indicator, part: Part, variable: Variable, period: Period) -> Period:
    """Of which period the figure is taken; of a carried denominator, the one it is meant to be."""
    if part is Part.DENOMINATOR:
        return denominator_periods(indicator, variable, period)[0]
    return input_period(variable, period)
