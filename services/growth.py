"""Growth against last year, of an indicator and of each unit behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from db.database import Transaction
from indicators.aggregation import figures_of, inputs
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
    here = inputs(plan, indicator, at)
    wanted = {*here, *inputs(plan, indicator, at.last_year)}
    figures = figures_of(tx.observations.values(plan.head.id, wanted, as_of=as_of))
    given = tx.observations.values(plan.head.id, here, basis=Basis.RESTATED, as_of=as_of)
    restated = {(each.variable, each.unit, each.period): each for each in given}
    by_unit = {
        unit.code: year_on_year(plan, indicator, at, figures, restated, [unit.code])
        for unit in expected_units(plan, indicator)
    }
    return year_on_year(plan, indicator, at, figures, restated), by_unit
