"""Follows a figure to the cells it was computed from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from db.database import Database, Transaction
from db.records import TracedFigure
from indicators.aggregation import inputs
from indicators.inputs import expected_units, has_paired_units
from indicators.periods import Period
from indicators.plan import Indicator, Plan
from services.rights.actor import Actor
from services.rights.permission import Action, require


def trace(
    database: Database, plan: Plan, actor: Actor, code: str, period: Period, as_of: datetime | None = None
) -> tuple[TracedFigure, ...]:
    """The approved cells behind an indicator's figure, numerator first, units in the plan's order.

    Of a city-wide denominator only the row that entered is given (a carried one, where it was carried).

    Raises:
        UnknownIndicatorError: when the plan has no such indicator.
    """
    require(database, actor, Action.VIEW_FIGURES)
    with database.reading() as tx:
        return traced_cells(tx, plan, plan.indicator(code), period, as_of)


def traced_cells(
    tx: Transaction, plan: Plan, indicator: Indicator, period: Period, as_of: datetime | None
) -> tuple[TracedFigure, ...]:
    """As `trace`, within a transaction that is already open and permitted."""
    wanted = inputs(plan, indicator, period)
    cells = tx.observations.traced(plan.head.id, wanted, as_of=as_of)
    return tuple(sorted(_that_entered(plan, indicator, wanted, cells), key=_order(plan, wanted)))


def _that_entered(
    plan: Plan, indicator: Indicator, wanted: Sequence[tuple[str, Period]], cells: Sequence[TracedFigure]
) -> list[TracedFigure]:
    valued = [cell for cell in cells if cell.figure.observation.value is not None]
    units = {unit.code for unit in expected_units(plan, indicator)}
    if has_paired_units(indicator):
        for variable, _ in wanted:
            units &= {cell.figure.observation.unit for cell in valued if cell.figure.observation.variable == variable}
    numerator = indicator.formula.numerator
    entered = [
        cell
        for cell in valued
        if cell.figure.observation.unit in units
        and (cell.figure.observation.variable == numerator or has_paired_units(indicator))
    ]
    if indicator.formula.denominator is None or has_paired_units(indicator):
        return entered
    return entered + _city_cell(wanted[1:], valued)


def _city_cell(candidates: Sequence[tuple[str, Period]], valued: Sequence[TracedFigure]) -> list[TracedFigure]:
    """The city-wide row that served: the first of the candidate periods that is there."""
    for candidate in candidates:
        for cell in valued:
            if (cell.figure.observation.variable, cell.figure.observation.period) == candidate:
                return [cell]
    return []


def _order(plan: Plan, wanted: Sequence[tuple[str, Period]]) -> Callable[[TracedFigure], tuple[int, int]]:
    variables = [variable for variable, _ in wanted]
    units = [unit.code for unit in plan.units]

    def place(cell: TracedFigure) -> tuple[int, int]:
        observation = cell.figure.observation
        return variables.index(observation.variable), units.index(observation.unit)

    return place
