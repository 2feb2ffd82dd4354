"""Which of an indicator's approved figures changed after they were first complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from db.database import Transaction
from db.figure_records import MovedFigure
from indicators.periods import Period
from indicators.plan import Indicator, Plan


@dataclass(frozen=True, slots=True)
class Revision:
    """A period's figure as first complete, as it is now, and the moment it last changed.

    `carried` is the period of the denominator that had to serve at first, where a newer one took its
    place: then nobody corrected anything.
    """

    period: Period
    first: Decimal
    now: Decimal
    at: datetime
    carried: Period | None = None


def revisions(
    tx: Transaction, plan: Plan, indicator: Indicator, year: int, as_of: datetime | None
) -> tuple[Revision, ...]:
    """The revised periods of a year, in time.

    What a late unit adds to an incomplete figure is no revision; a figure that was corrected and
    corrected back is none either.
    """
    by_period: dict[Period, list[MovedFigure]] = {}
    for moved in tx.figure_history.of_indicator(plan.head.id, indicator.code, year):
        if (as_of is None or moved.at <= as_of) and _is_complete(moved):
            by_period.setdefault(moved.point.period, []).append(moved)
    found = (_revision(period, history) for period, history in sorted(by_period.items()))
    return tuple(each for each in found if each is not None)


def _revision(period: Period, history: list[MovedFigure]) -> Revision | None:
    first, now = history[0].point.value, history[-1].point.value
    if first is None or now is None or first == now:
        return None
    changed = [each for before, each in pairwise(history) if _moved(before, each)]
    carried = history[0].point.carried_from
    served = carried if history[-1].point.carried_from != carried else None
    return Revision(period, first, now, changed[-1].at, served)


def _moved(before: MovedFigure, after: MovedFigure) -> bool:
    return before.point.value != after.point.value


def _is_complete(moved: MovedFigure) -> bool:
    return moved.point.value is not None and moved.point.reported == moved.point.expected
