"""The attainment over all targets together (实现程度), where the plan weighs them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from indicators.exact import decimal_of
from indicators.standing import Standing

_PERCENT = 100


def composite_attainment(standings: Iterable[Standing]) -> Decimal | None:
    """Σ weight·min(attainment, 100%) / Σ weight, in percent.

    None where the plan gives no weights, where an indicator has none, or where one attainment is not known:
    what is left would not be the whole.
    """
    parts: list[tuple[Fraction, Fraction]] = []
    for standing in standings:
        weight = standing.indicator.weight
        if weight is None or standing.attainment is None:
            return None
        parts.append((Fraction(weight), min(Fraction(standing.attainment), Fraction(_PERCENT))))
    whole = sum((weight for weight, _ in parts), Fraction(0))
    return decimal_of(sum((weight * reached for weight, reached in parts), Fraction(0)) / whole) if whole else None
