"""An indicator's value of the same period last year, restated to this year's scope (可比口径)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from db.database import Transaction
from db.records import TracedFigure
from indicators.aggregation import Figures, figures_of, inputs, point
from indicators.inputs import city_unit, period_of
from indicators.observations import Basis, Observation
from indicators.periods import Period
from indicators.plan import FormLayout, Indicator, Plan
from indicators.standing import IndicatorPoint


def restated_last_year(
    tx: Transaction, plan: Plan, indicator: Indicator, period: Period, as_of: datetime | None
) -> tuple[IndicatorPoint, tuple[TracedFigure, ...]]:
    """The point of the same period one year earlier, and the cells it was computed from.

    What districts report is taken from this year's returns, restated column. A city-wide figure (population,
    gross product) has no restated column on its form; last year's own row, as known at the moment, stands in,
    but not across a change of its scope, or of the indicator's own: then last year's value is not known.
    """
    own = period_of(indicator, period)
    before = own.last_year
    city_wide = _city_wide(plan, indicator)
    if _has_other_scope(plan, indicator, own, city_wide):
        return point(plan, indicator, before, {}), ()
    wanted = [pair for pair in inputs(plan, indicator, own) if pair[0] not in city_wide]
    cells = tx.observations.traced(plan.head.id, wanted, as_of=as_of, basis=Basis.RESTATED)
    of_city = [pair for pair in inputs(plan, indicator, before) if pair[0] in city_wide]
    cells += tx.observations.traced(plan.head.id, of_city, as_of=as_of)
    here = point(plan, indicator, before, _a_year_back(cells))
    return here, tuple(_that_entered(cells, city_wide)) if here.value is not None else ()


def _that_entered(cells: list[TracedFigure], city_wide: frozenset[str]) -> list[TracedFigure]:
    """The cells with a value; of each city-wide variable the latest row, which is the one that served."""
    valued = [cell for cell in cells if cell.figure.observation.value is not None]
    latest: dict[str, Period] = {}
    for cell in valued:
        observation = cell.figure.observation
        latest[observation.variable] = max(observation.period, latest.get(observation.variable, observation.period))
    return [
        cell
        for cell in valued
        if cell.figure.observation.variable not in city_wide
        or cell.figure.observation.period == latest[cell.figure.observation.variable]
    ]


def _has_other_scope(plan: Plan, indicator: Indicator, own: Period, city_wide: frozenset[str]) -> bool:
    """Whether what no restated figure mends has changed since last year."""
    between = (each for each in plan.scope_changes if each.lies_between(own.last_year, own))
    units = {code: city_unit(plan, code).code for code in city_wide}
    return any(
        each.indicator == indicator.code or any(each.concerns(code, unit) for code, unit in units.items())
        for each in between
    )


def has_restated_figures(plan: Plan, indicator: Indicator) -> bool:
    """Whether the form of the numerator asks for last year's figures on this year's scope at all."""
    return indicator.formula.numerator not in _city_wide(plan, indicator)


def _city_wide(plan: Plan, indicator: Indicator) -> frozenset[str]:
    """The variables reported on a form without columns for last year."""
    codes = (indicator.formula.numerator, indicator.formula.denominator)
    variables = (plan.variable_by_code[code] for code in codes if code is not None)
    return frozenset(
        each.code for each in variables if plan.form_of(each.code, each.frequency).layout is FormLayout.CITY
    )


def _a_year_back(cells: list[TracedFigure]) -> Figures:
    return figures_of(_as_last_years(cell.figure.observation) for cell in cells)


def _as_last_years(observation: Observation) -> Observation:
    if observation.basis is Basis.CURRENT:
        return observation
    return replace(observation, period=observation.period.last_year, basis=Basis.CURRENT)
