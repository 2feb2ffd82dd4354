"""The smallest change of a value that changes its status."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil

from indicators.exact import decimal_of
from indicators.judging import Situation
from indicators.standing import Flip


def smallest_flips(situation: Situation, actual: Fraction) -> tuple[Flip, ...]:
    """The nearest other status above and below a value: at most one each, the rise first.

    A change is a whole number of steps of the indicator's last shown decimal, rounded away from zero
    to the first that does flip: judging again with the changed value proves it, and with one step
    less gives the present status.
    """
    found = (_nearest(situation, actual, sign) for sign in (1, -1))
    return tuple(flip for flip in found if flip is not None)


def _nearest(situation: Situation, actual: Fraction, sign: int) -> Flip | None:
    decimals = situation.indicator.decimals
    step = Fraction(1, 10**decimals)
    present = situation.judge(actual).status
    distances = (sign * (boundary - actual) for boundary in situation.boundaries())
    # A boundary belongs to one of its sides: where it is the present one, one step more flips.
    counts = {max(1, ceil(distance / step)) + more for distance in distances if distance >= 0 for more in (0, 1)}
    for count in sorted(counts):
        value = actual + sign * count * step
        status = situation.judge(value).status
        if status is not present:
            return Flip(status, Decimal(sign * count).scaleb(-decimals), decimal_of(value))
    return None
