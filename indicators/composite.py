"""The attainment over all targets together (实现程度), where the plan weighs them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from indicators.aggregation import exact_value
from indicators.exact import decimal_of
from indicators.progress import attainment, meets_target
from indicators.standing import Standing

_PERCENT = 100


def composite_attainment(standings: Iterable[Standing]) -> Decimal | None:
    """Σ weight·min(attainment, 100%) / Σ weight, in percent; a target that is met counts as 100%.

    None where the plan gives no weights, where an indicator has none, or where it is not known how far one
    is attained: what is left would not be the whole.
    """
    parts: list[tuple[Fraction, Fraction]] = []
    for standing in standings:
        weight, reached = standing.indicator.weight, _reached(standing)
        if weight is None or reached is None:
            return None
        parts.append((Fraction(weight), reached))
    whole = sum((weight for weight, _ in parts), Fraction(0))
    return decimal_of(sum((weight * part for weight, part in parts), Fraction(0)) / whole * _PERCENT) if whole else None


def _reached(standing: Standing) -> Fraction | None:
    """min(attainment, 1), and 1 for a target met by a value that has no ratio to it: 0 where at most 5 is asked."""
    actual = exact_value(standing.indicator, standing.point)
    if actual is None:
        return None
    return Fraction(1) if meets_target(standing.indicator, actual) else attainment(standing.indicator, actual)
