from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.composite import composite_attainment
from indicators.standing import Standing
from indicators.status import standing
from tests.unit.indicators.small_plan import FLOW, PLAN, at_least, at_most, month, value_point

DECEMBER = month(12)


def weighed(weight: str | None, value: str | None, target=FLOW.target) -> Standing:
    """A flow in December, of 120 by default."""
    indicator = FLOW.model_copy(update={"weight": None if weight is None else Decimal(weight), "target": target})
    return standing(PLAN, indicator, value_point(FLOW, DECEMBER, value), Decimal(0), None, DECEMBER.last_day)


def test_the_composite_caps_every_target_at_its_whole() -> None:
    # (1 · 100% + 3 · 60/120) / 4
    assert composite_attainment([weighed("1", "300"), weighed("3", "60")]) == Decimal("62.5")


def test_without_weights_or_with_an_unknown_part_there_is_no_composite() -> None:
    assert composite_attainment([weighed(None, "75")]) is None
    assert composite_attainment([weighed("1", "75"), weighed("1", None)]) is None
    assert composite_attainment([]) is None


@pytest.mark.parametrize(
    ("target", "value", "composite"),
    [
        (at_most("0"), "0", 75),
        (at_most("0"), "2", 25),
        (at_most("5"), "0", 75),
        (at_most("5"), "-1", 75),
        (at_most("5"), "4", 75),
        (at_most("5"), "10", 50),
        (at_most("-2"), "-3", 75),
        (at_least("0"), "0", 75),
        (at_most("-2"), "1", None),
        (at_least("0"), "-1", None),
    ],
)
def test_a_target_that_is_met_counts_as_the_whole_also_without_a_ratio(target, value: str, composite: int | None):
    # Beside it, with the same weight, a flow of 120 that stands at 60: half of the other half.
    assert composite_attainment([weighed("1", "60"), weighed("1", value, target)]) == composite
