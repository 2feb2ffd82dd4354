"""Which units stand behind the indicators that lag: for the sentences of an overview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from db.database import Transaction
from indicators.aggregation import Figures, figures_of, inputs, reported_value
from indicators.decomposition import GapShare, gap_shares
from indicators.inputs import expected_units, has_paired_units, input_period
from indicators.plan import Plan
from indicators.progress import is_flow
from indicators.standing import Standing, Status
from services.monitoring.ratio_change import unit_pairs

_LAGS = {Status.SLIGHTLY_BEHIND, Status.BEHIND, Status.MISSED}


@dataclass(frozen=True, slots=True)
class UnitsBehind:
    """Of a ratio, the units' exact shares of actual minus target; of a flow, the units still at zero."""

    gap: tuple[GapShare, ...] = ()
    idle: tuple[str, ...] = ()


NOBODY = UnitsBehind()


def units_behind(
    tx: Transaction, plan: Plan, standings: Sequence[Standing], as_of: datetime | None
) -> Mapping[str, UnitsBehind]:
    """By indicator code, for those that lag; one query for all of them."""
    lagging = [each for each in standings if each.status in _LAGS]
    wanted = {pair for each in lagging for pair in inputs(plan, each.indicator, each.period)}
    figures = figures_of(tx.observations.values(plan.head.id, wanted, as_of=as_of)) if wanted else {}
    return {each.indicator.code: _behind(plan, each, figures) for each in lagging}


def _behind(plan: Plan, standing: Standing, figures: Figures) -> UnitsBehind:
    indicator = standing.indicator
    if has_paired_units(indicator):
        return UnitsBehind(gap=gap_shares(indicator, unit_pairs(plan, indicator, standing.period, figures)))
    if not is_flow(plan, indicator):
        return UnitsBehind()
    variable = plan.variable_by_code[indicator.formula.numerator]
    at = input_period(variable, standing.period)
    units = expected_units(plan, indicator)
    return UnitsBehind(
        idle=tuple(each.code for each in units if reported_value(figures.get((variable.code, each.code, at))) == 0)
    )
