"""Growth against last year, of an indicator and of each unit behind it, with the cells it is measured against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from db.database import Transaction
from db.records import TracedFigure
from indicators.aggregation import Figures, figures_of, inputs
from indicators.inputs import expected_units, period_of
from indicators.observations import Basis
from indicators.periods import Period
from indicators.plan import Indicator, Plan
from indicators.year_on_year import Growth, year_on_year


def read_growth(
    tx: Transaction, plan: Plan, indicator: Indicator, period: Period, as_of: datetime | None
) -> tuple[Growth, Mapping[str, Growth]]:
    """The city's growth and the units' own, by unit code, from approved figures (as known at `as_of`)."""
    at = period_of(indicator, period)
    figures, restated = _figures(tx, plan, indicator, at, as_of)
    by_unit = {
        unit.code: year_on_year(plan, indicator, at, figures, restated, [unit.code])
        for unit in expected_units(plan, indicator)
    }
    return year_on_year(plan, indicator, at, figures, restated), by_unit


def read_traced_growth(
    tx: Transaction, plan: Plan, indicator: Indicator, period: Period, as_of: datetime | None
) -> tuple[Growth, tuple[TracedFigure, ...]]:
    """The city's growth as `read_growth` gives it, and the cells from which last year's value was computed."""
    at = period_of(indicator, period)
    growth = year_on_year(plan, indicator, at, *_figures(tx, plan, indicator, at, as_of))
    cells: list[TracedFigure] = []
    for basis in (Basis.RESTATED, Basis.CURRENT):
        wanted = {(variable, when) for variable, _, when, of in growth.against if of is basis}
        cells += tx.observations.traced(plan.head.id, wanted, as_of=as_of, basis=basis) if wanted else []
    return growth, tuple(cell for cell in cells if _key(cell) in growth.against)


def _figures(
    tx: Transaction, plan: Plan, indicator: Indicator, at: Period, as_of: datetime | None
) -> tuple[Figures, Figures]:
    """Current figures of both years, and last year's as this year's returns restate them, under this year's periods."""
    here = inputs(plan, indicator, at)
    wanted = {*here, *inputs(plan, indicator, at.last_year)}
    given = tx.observations.values(plan.head.id, here, basis=Basis.RESTATED, as_of=as_of)
    return (
        figures_of(tx.observations.values(plan.head.id, wanted, as_of=as_of)),
        {(each.variable, each.unit, each.period): each for each in given},
    )


def _key(cell: TracedFigure) -> tuple[str, str, Period, Basis]:
    seen = cell.figure.observation
    return seen.variable, seen.unit, seen.period, seen.basis
