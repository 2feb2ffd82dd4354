"""Keeps the roll-ups (an indicator's point per period) true to the approved figures.

They are refreshed in the transaction that approves; they can be computed anew and compared at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from db.database import Transaction
from indicators.aggregation import figures_of, inputs, point
from indicators.inputs import periods_of_year
from indicators.periods import Period
from indicators.plan import Indicator, Plan
from indicators.standing import IndicatorPoint

YEARS_A_DENOMINATOR_IS_CARRIED = 2
"""A year-end population serves the year after it, and is carried one year further when late."""


@dataclass(frozen=True, slots=True)
class Movement:
    """A figure of the city before and after an approval; `before` is None where there was none."""

    indicator: str
    period: Period
    before: IndicatorPoint | None
    after: IndicatorPoint


def refresh_rollups(
    tx: Transaction, plan: Plan, changed: Collection[tuple[str, Period]], at: datetime
) -> tuple[Movement, ...]:
    """Recomputes every point that the changed (variable, period) pairs enter; gives those that moved.

    What moved is also added to the figures' history, as of the moment `at`.
    """
    moved_pairs = list(affected(plan, changed))
    if not moved_pairs:
        return ()
    stored = {
        (each.indicator, each.period): each
        for each in tx.rollups.points(plan.head.id, years={period.year for _, period in moved_pairs})
    }
    points = compute_points(tx, plan, moved_pairs)
    tx.rollups.replace(plan.head.id, points)
    movements = (Movement(p.indicator, p.period, stored.get((p.indicator, p.period)), p) for p in points)
    moved = tuple(movement for movement in movements if _differs(movement))
    tx.figure_history.add(plan.head.id, at, [movement.after for movement in moved])
    return moved


def compute_points(
    tx: Transaction, plan: Plan, wanted: Iterable[tuple[Indicator, Period]], as_of: datetime | None = None
) -> list[IndicatorPoint]:
    """Points computed from the approved figures themselves, as known at `as_of` (default: now)."""
    pairs = list(wanted)
    needed = {each for indicator, period in pairs for each in inputs(plan, indicator, period)}
    figures = figures_of(tx.observations.values(plan.head.id, needed, as_of=as_of))
    return [point(plan, indicator, period, figures) for indicator, period in pairs]


def rebuild_rollups(tx: Transaction, plan: Plan, at: datetime) -> tuple[tuple[str, Period], ...]:
    """Computes all roll-ups of a plan anew from the approved figures; gives the pairs that were not true.

    Where the history does not end with what is computed now (the plan is read otherwise, or returns were loaded past
    the approvals), a new one begins as of the moment `at`. The index of current values has to be right.
    """
    untrue = untrue_rollups(tx, plan)
    if untrue:
        points = _due_points(tx, plan)
        tx.rollups.clear(plan.head.id)
        tx.rollups.replace(plan.head.id, points)
        if _contents(points) != _contents(_last_known(tx, plan, points)):
            tx.figure_history.begin(plan.head.id, at, points)
    return untrue


def untrue_rollups(tx: Transaction, plan: Plan) -> tuple[tuple[str, Period], ...]:
    """The (indicator, period) pairs whose roll-up, or last state in the history, is not what is computed anew.

    A roll-up that is not there although its figures are, and one that no approval can have made, are untrue too.
    """
    points = tx.rollups.points(plan.head.id)
    stored, last = _contents(points), _contents(_last_known(tx, plan, points))
    due = _contents(_due_points(tx, plan))
    pairs = stored.keys() | due.keys()
    return tuple(sorted(pair for pair in pairs if not stored.get(pair) == due.get(pair) == last.get(pair)))


def _due_points(tx: Transaction, plan: Plan) -> list[IndicatorPoint]:
    """Every point that an approval can have moved."""
    return compute_points(tx, plan, affected(plan, tx.observations.ever_approved(plan.head.id)))


def _last_known(tx: Transaction, plan: Plan, points: Iterable[IndicatorPoint]) -> list[IndicatorPoint]:
    return tx.figure_history.known(plan.head.id, {point.period.year for point in points}) or []


def affected(plan: Plan, changed: Collection[tuple[str, Period]]) -> Iterable[tuple[Indicator, Period]]:
    """Every indicator and period that the changed (variable, period) pairs enter."""
    pairs = set(changed)
    variables = {variable for variable, _ in pairs}
    first_years = {period.year for _, period in pairs}
    years = sorted({year + after for year in first_years for after in range(YEARS_A_DENOMINATOR_IS_CARRIED + 1)})
    for indicator in plan.indicators:
        if not variables & {indicator.formula.numerator, indicator.formula.denominator}:
            continue
        for year in years:
            for period in periods_of_year(indicator.frequency, year):
                if pairs & set(inputs(plan, indicator, period)):
                    yield indicator, period


def _differs(movement: Movement) -> bool:
    return movement.before is None or _content(movement.before) != _content(movement.after)


def _contents(points: Iterable[IndicatorPoint]) -> Mapping[tuple[str, Period], tuple[object, ...]]:
    return {(point.indicator, point.period): _content(point) for point in points}


def _content(point: IndicatorPoint) -> tuple[object, ...]:
    """What a roll-up says: the exact sums, and the value that follows from them, as it is kept beside them."""
    return (
        point.value,
        point.numerator,
        point.denominator,
        point.reported,
        point.expected,
        point.missing,
        point.status,
        point.carried_from,
    )
