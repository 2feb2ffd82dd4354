"""A unit's approved figures of earlier periods: what its form shows for reference and its return is checked against."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from db.database import Transaction
from indicators.observations import Basis
from indicators.periods import Period
from indicators.plan import Plan, Variable, VariableKind
from indicators.returns import ReturnKey


@dataclass(frozen=True, slots=True)
class EarlierFigures:
    """By variable code; a variable without such a figure is absent.

    `previous`: of the period just before (a flow begins anew each year, so its first period has
    none). `last_year`: of the same period a year earlier. `history`: of all earlier periods, in time.
    """

    previous: Mapping[str, Decimal]
    last_year: Mapping[str, Decimal]
    history: Mapping[str, Sequence[Decimal]]


def earlier_figures(
    tx: Transaction,
    plan: Plan,
    key: ReturnKey,
    as_of: datetime | None = None,
    *,
    only: Collection[str] | None = None,
) -> EarlierFigures:
    """What is approved (as known at `as_of`) of the return's unit for the periods before the return's own.

    `only` names the variables that are wanted; None: all that the form asks for.
    """
    previous: dict[str, Decimal] = {}
    last_year: dict[str, Decimal] = {}
    history: dict[str, Sequence[Decimal]] = {}
    due = plan.variables_due(plan.form(key.form), key.period)
    wanted = {variable.code: variable for variable in due if only is None or variable.code in only}
    approved = known_values(tx, plan, key.unit, wanted.keys(), as_of=as_of)
    for variable in wanted.values():
        known = {period: value for period, value in approved[variable.code].items() if period < key.period}
        history[variable.code] = tuple(known.values())
        if key.period.last_year in known:
            last_year[variable.code] = known[key.period.last_year]
        if key.period.previous in known and not _starts_anew(variable, key.period):
            previous[variable.code] = known[key.period.previous]
    return EarlierFigures(previous, last_year, history)


def known_values(
    tx: Transaction,
    plan: Plan,
    unit: str,
    variables: Collection[str],
    basis: Basis = Basis.CURRENT,
    as_of: datetime | None = None,
) -> Mapping[str, Mapping[Period, Decimal]]:
    """By variable, for each of them, a unit's approved values (as known at `as_of`) by period, in time."""
    found: dict[str, dict[Period, Decimal]] = {code: {} for code in variables}
    for each in tx.observations.series(plan.head.id, variables, unit=unit, basis=basis, as_of=as_of):
        if each.value is not None:
            found[each.variable][each.period] = each.value
    return found


def _starts_anew(variable: Variable, period: Period) -> bool:
    return variable.kind is VariableKind.FLOW and period.previous.year != period.year
