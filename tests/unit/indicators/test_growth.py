from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.growth import Growth, GrowthKind, growth
from indicators.observations import ObservationStatus
from indicators.periods import Period
from indicators.registry import load_builtin
from indicators.standing import IndicatorPoint

PLAN = load_builtin("dalian-2018")
FIRMS, SHARE = PLAN.indicator("new_high_tech_firms"), PLAN.indicator("high_tech_output_share")
DECEMBER = Period.month(2018, 12)


def point(value: str | None, missing: tuple[str, ...] = (), denominator: str | None = None) -> IndicatorPoint:
    known = None if value is None else Decimal(value)
    under = None if denominator is None else Decimal(denominator)
    shown = known if under is None or known is None else known / under * 100
    normal = ObservationStatus.NORMAL
    return IndicatorPoint(FIRMS.code, DECEMBER, shown, known, under, 13 - len(missing), 13, missing, normal)


def test_growth_is_a_rate_of_last_years_value() -> None:
    assert growth(FIRMS, point("154"), point("140")) == Growth(GrowthKind.RATE, Decimal(10), Decimal(140))
    assert growth(FIRMS, point("126"), point("140")).value == Decimal(-10)


def test_of_percentages_the_difference_counts() -> None:
    found = growth(SHARE, point("65", denominator="100"), point("30", denominator="50"))
    assert found == Growth(GrowthKind.POINTS, Decimal(5), Decimal(60))


@pytest.mark.parametrize("before", ["0", "-3"])
def test_from_nothing_there_is_no_rate(before: str) -> None:
    assert growth(FIRMS, point("5"), point(before)) == Growth(GrowthKind.FROM_ZERO, None, Decimal(before))


def test_what_other_units_reported_is_not_compared() -> None:
    found = growth(FIRMS, point("154"), point("140", ("210202",)))
    assert found == Growth(GrowthKind.OTHER_UNITS, None, Decimal(140))


def test_a_unit_to_which_last_year_does_not_apply_is_not_compared() -> None:
    found = growth(FIRMS, point("130"), replace(point("120"), reported=12, expected=12))
    assert found == Growth(GrowthKind.OTHER_UNITS, None, Decimal(120))


@pytest.mark.parametrize(("now", "before"), [(None, "1"), ("1", None), (None, None)])
def test_what_is_missing_is_not_compared(now: str | None, before: str | None) -> None:
    assert growth(FIRMS, point(now), point(before)).kind is GrowthKind.UNKNOWN


def test_without_last_year_nothing_is_compared() -> None:
    assert growth(FIRMS, point("1"), None) == Growth(GrowthKind.UNKNOWN, None, None)
