"""Figures that were submitted and are not yet approved, laid over those that count: to look ahead, never to keep.

The overlay holds for one reading transaction, in which nothing can be written: roll-ups and exports
never see it.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.database import Transaction
from indicators.observations import Basis
from indicators.periods import Period
from indicators.plan import Plan
from services.groundwork.points import Points, years_shown
from services.groundwork.rollups import affected, compute_points


@dataclass(frozen=True, slots=True)
class Awaiting:
    """How many returns wait, and which figures, as (indicator code, period), they enter."""

    returns: int = 0
    figures: frozenset[tuple[str, Period]] = frozenset()


NOTHING_AWAITED = Awaiting()


def lay_over(tx: Transaction, plan: Plan, points: Points) -> tuple[Points, Awaiting]:
    """The points with everything that waits counted in; from here on the transaction's figures have it too."""
    waiting = tx.submissions.waiting(plan.head.id)
    seen = [
        figure.observation
        for each in waiting
        for figure in tx.observations.of_submission(each.id)
        if figure.observation.basis is Basis.CURRENT
    ]
    tx.observations.lay_over(seen)
    years = years_shown(plan)
    pairs = [pair for pair in affected(plan, {(o.variable, o.period) for o in seen}) if pair[1].year in years]
    ahead = {(each.indicator, each.period): each for each in compute_points(tx, plan, pairs)}
    return {**points, **ahead}, Awaiting(len(waiting), frozenset(ahead))
