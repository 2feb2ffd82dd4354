"""Where an axis has its lines: round places, labelled with no more decimals than tell them apart."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, floor, log10

_STEPS = ((1, 0), (2, 0), (5, 0), (1, 1))
"""Digit, and how much higher its power of ten is."""


def ticks(low: float, high: float, most: int) -> list[Decimal]:
    """Places 1, 2 or 5 times a power of ten apart, at most `most` steps, within the bounds; `low` lies below `high`.

    All have the same exponent, which says how many decimals their labels need (none where it is above zero).
    """
    exponent = floor(log10((high - low) / most))
    steps = (Decimal(digit).scaleb(exponent + higher) for digit, higher in _STEPS)
    step = next(each for each in steps if (high - low) <= float(each) * most)
    first, last = ceil(low / float(step)), floor(high / float(step))
    return [step * number for number in range(first, last + 1)]


def decimals_of(places: list[Decimal]) -> int:
    """Of the labels."""
    return max((0, *(-int(each.as_tuple().exponent) for each in places)))
