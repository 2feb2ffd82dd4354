"""How many decimals a figure needs so that what is shown does not contradict its status.

Statuses are decided on unrounded values: 64.96 held against 65 is not met, and must not be shown as
65.0. A bound is taken as shown with the same number of decimals as the figure beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

from indicators.aggregation import exact_value
from indicators.exact import decimal_of
from indicators.standing import Standing, Status

_WHOLE = Decimal(100)
_BEHIND_PLAN = {Status.SLIGHTLY_BEHIND, Status.BEHIND}
_BY_PACE = {Status.ON_SCHEDULE, *_BEHIND_PLAN}


def shown(value: Decimal, decimals: int) -> Fraction:
    """The value as it is displayed: rounded half up, that is, half away from zero."""
    scale = 10**decimals
    rounded = Fraction(floor(abs(Fraction(value)) * scale + Fraction(1, 2)), scale)
    return rounded if value >= 0 else -rounded


def decimals_apart(value: Decimal, bounds: Iterable[Decimal], decimals: int, direction: Literal[1, -1] = 1) -> int:
    """The fewest decimals, from `decimals` on, that keep a value apart from the bounds it does not reach.

    Args:
        value: the unrounded figure.
        bounds: what it is held against.
        decimals: how many are usually shown.
        direction: +1 where a bound is reached from below, −1 from above.
    """
    for bound in bounds:
        if direction * (value - bound) < 0:
            while shown(value, decimals) == shown(bound, decimals):
                decimals += 1
    return decimals


def display_decimals(standing: Standing) -> int:
    """Decimals for the actual value, its target, its gap and its planned value, shown side by side."""
    indicator = standing.indicator
    actual = exact_value(indicator, standing.point)
    if actual is None:
        return indicator.decimals
    bounds = [indicator.target.value]
    if standing.planned is not None and standing.status in _BEHIND_PLAN:
        bounds.append(standing.planned)
    return decimals_apart(decimal_of(actual), bounds, indicator.decimals, indicator.direction)


def attainment_decimals(standing: Standing, decimals: int = 1) -> int:
    """Decimals for the attainment in percent, so that 99.97 is not shown as 100.0."""
    return decimals if standing.attainment is None else decimals_apart(standing.attainment, (_WHOLE,), decimals)


def pace_decimals(standing: Standing, decimals: int = 2) -> int:
    """Decimals for the pace, so that 0.996 is not shown as 1.00 beside 'slightly behind'."""
    if standing.pace is None or standing.status not in _BY_PACE:
        return decimals
    thresholds = standing.indicator.thresholds
    return decimals_apart(standing.pace, (thresholds.on_schedule, thresholds.slightly_behind), decimals)
