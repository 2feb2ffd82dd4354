"""Why a ratio moved between two periods: which units, by their own level or by their weight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from db.database import Database, Transaction
from indicators.aggregation import Figures, figures_of, inputs, reported_value
from indicators.decomposition import RatioChange, UnitPair, ratio_change
from indicators.inputs import expected_units, has_paired_units, input_period, period_of
from indicators.periods import Period
from indicators.plan import Indicator, Plan
from indicators.scope import break_between
from services.rights.actor import Actor
from services.rights.permission import Action, require


def change_between(
    database: Database,
    plan: Plan,
    actor: Actor,
    code: str,
    before: Period,
    after: Period,
    as_of: datetime | None = None,
) -> RatioChange | None:
    """A ratio's change between two of its periods, by unit; None where it has no such parts, or the scope changed.

    Raises:
        UnknownIndicatorError: when the plan has no such indicator.
    """
    require(database, actor, Action.VIEW_FIGURES)
    indicator = plan.indicator(code)
    if not has_paired_units(indicator) or break_between(plan, indicator, before, after) is not None:
        return None
    with database.reading() as tx:
        figures = _figures(tx, plan, indicator, (before, after), as_of)
    earlier, later = (unit_pairs(plan, indicator, period, figures) for period in (before, after))
    return ratio_change(indicator, earlier, later)


def unit_pairs(plan: Plan, indicator: Indicator, period: Period, figures: Figures) -> tuple[UnitPair, ...]:
    """The units that reported both sides of a ratio for a period, in the plan's order."""
    formula, at = indicator.formula, period_of(indicator, period)
    top, bottom = plan.variable_by_code[formula.numerator], plan.variable_by_code[str(formula.denominator)]
    return tuple(
        UnitPair(unit.code, numerator, denominator)
        for unit in expected_units(plan, indicator)
        if (numerator := reported_value(figures.get((top.code, unit.code, input_period(top, at))))) is not None
        and (denominator := reported_value(figures.get((bottom.code, unit.code, input_period(bottom, at))))) is not None
    )


def _figures(
    tx: Transaction, plan: Plan, indicator: Indicator, periods: Sequence[Period], as_of: datetime | None
) -> Figures:
    wanted = {each for period in periods for each in inputs(plan, indicator, period)}
    return figures_of(tx.observations.values(plan.head.id, wanted, as_of=as_of))
