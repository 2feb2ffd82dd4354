"""Keeps the roll-ups (an indicator's point per period) true to the approved figures.

They are refreshed in the transaction that approves; they can be computed anew and compared at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from db.database import Database, Transaction
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


def rebuild_rollups(database: Database, plan: Plan, at: datetime) -> None:
    """Throws all roll-ups of a plan away and computes them anew from the approved figures.

    What follows from another reading of the plan, or of returns loaded past the approvals, begins a new history.
    """
    with database.transaction() as tx:
        wanted = [(plan.indicator(p.indicator), p.period) for p in tx.rollups.points(plan.head.id)]
        points = compute_points(tx, plan, wanted)
        tx.rollups.clear(plan.head.id)
        tx.rollups.replace(plan.head.id, points)
        tx.figure_history.begin(plan.head.id, at, points)


def untrue_rollups(database: Database, plan: Plan) -> tuple[tuple[str, Period], ...]:
    """The (indicator, period) pairs whose roll-up, or last state in the history, is not what is computed anew."""
    with database.reading() as tx:
        stored = tx.rollups.points(plan.head.id)
        fresh = compute_points(tx, plan, [(plan.indicator(p.indicator), p.period) for p in stored])
        kept = tx.figure_history.known(plan.head.id, {point.period.year for point in stored}) or ()
    last = {(point.indicator, point.period): _content(point) for point in kept}
    return tuple(
        (old.indicator, old.period)
        for old, new in zip(stored, fresh, strict=True)
        if not _content(old) == _content(new) == last.get((old.indicator, old.period))
    )


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


def _content(point: IndicatorPoint) -> tuple[object, ...]:
    """What a roll-up keeps: the exact sums; the value follows from them."""
    return (
        point.numerator,
        point.denominator,
        point.reported,
        point.expected,
        point.missing,
        point.status,
        point.carried_from,
    )
