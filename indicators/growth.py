"""An indicator against the same period of last year, on the restated basis (可比口径)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from indicators.aggregation import exact_value
from indicators.exact import decimal_of
from indicators.plan import Indicator
from indicators.standing import IndicatorPoint

_PERCENT = 100


class GrowthKind(StrEnum):
    """How two years compare, or why they cannot be compared.

    RATE: the growth in percent. POINTS: of percentages, their difference
    in percentage points. FROM_ZERO: last year was zero or less, so there is no rate. OTHER_UNITS: other units
    entered then. UNKNOWN: one of the two is missing.
    """

    RATE = "rate"
    POINTS = "points"
    FROM_ZERO = "from_zero"
    OTHER_UNITS = "other_units"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Growth:
    """`value` is percent for RATE, a difference for POINTS, else None; `before` is last year's value."""

    kind: GrowthKind
    value: Decimal | None
    before: Decimal | None


def growth(indicator: Indicator, now: IndicatorPoint, before: IndicatorPoint | None) -> Growth:
    """This year against last year: (y − y₀)/y₀ in percent, for percentages y − y₀.

    Args:
        indicator: whose values they are.
        now: this year's point.
        before: the same period of last year, restated to this year's scope; None where nobody reported it.
    """
    value = exact_value(indicator, now)
    earlier = exact_value(indicator, before) if before is not None else None
    if before is None or value is None or earlier is None:
        return Growth(GrowthKind.UNKNOWN, None, None)
    known = decimal_of(earlier)
    # A unit to which last year does not apply (不适用) is not missing, but its figure is in one of the two only.
    if set(before.missing) != set(now.missing) or before.expected != now.expected:
        return Growth(GrowthKind.OTHER_UNITS, None, known)
    if indicator.is_percentage:
        return Growth(GrowthKind.POINTS, decimal_of(value - earlier), known)
    if earlier <= 0:
        return Growth(GrowthKind.FROM_ZERO, None, known)
    return Growth(GrowthKind.RATE, decimal_of((value - earlier) / Fraction(earlier) * _PERCENT), known)
