from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.digits import attainment_decimals, decimals_apart, display_decimals, pace_decimals, shown
from indicators.standing import Standing, Status
from indicators.status import standing
from tests.unit.indicators.small_plan import FLOW, PLAN, SHARE, at_most, indicator, month, value_point


def stands(value: str | None, of=SHARE, base: str | None = "55", number: int = 6) -> Standing:
    """By default the share at half of its way from 55 to 65, where 60 is planned."""
    known = value_point(of, month(number), value)
    return standing(PLAN, of, known, None if base is None else Decimal(base), None, date(2018, 12, 31))


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [("64.95", 1, "65"), ("64.949", 1, "64.9"), ("0.5", 0, "1"), ("-0.5", 0, "-1"), ("-0.49", 0, "0"), ("2.5", 0, "3")],
)
def test_display_rounds_half_up(value: str, decimals: int, expected: str):
    assert shown(Decimal(value), decimals) == Fraction(expected)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6), st.integers(0, 6))
def test_display_rounds_as_decimal_itself_does(value: Decimal, decimals: int):
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert shown(value, decimals) == Fraction(rounded)


@pytest.mark.parametrize(
    ("value", "direction", "expected"),
    [
        ("64.9", 1, 1),
        ("64.94", 1, 1),
        ("64.95", 1, 2),
        ("64.96", 1, 2),
        ("64.9999", 1, 4),
        ("64.99999", 1, 5),
        ("65", 1, 1),
        ("65.01", 1, 1),
        ("65.04", -1, 2),
        ("65.06", -1, 1),
        ("64.99", -1, 1),
    ],
)
def test_a_value_short_of_a_bound_is_not_shown_as_the_bound(value: str, direction, expected: int):
    assert decimals_apart(Decimal(value), [Decimal(65)], 1, direction) == expected


@pytest.mark.parametrize(
    ("value", "status", "expected"),
    [
        (None, Status.NO_DATA, 1),
        ("60.5", Status.ON_SCHEDULE, 1),
        ("64.96", Status.ON_SCHEDULE, 2),
        ("65", Status.ACHIEVED, 1),
        ("65.004", Status.ACHIEVED, 1),
        ("59.96", Status.SLIGHTLY_BEHIND, 2),
        ("59.999", Status.SLIGHTLY_BEHIND, 3),
        ("59.9", Status.SLIGHTLY_BEHIND, 1),
        ("60.04", Status.ON_SCHEDULE, 1),
    ],
)
def test_more_digits_are_shown_where_the_usual_ones_would_contradict_the_status(
    value: str | None, status: Status, expected: int
):
    found = stands(value)
    assert found.status is status
    assert display_decimals(found) == expected


def test_where_lower_is_better_a_value_above_the_target_is_not_shown_as_the_target():
    energy = indicator(decimals=1, target=at_most("80"))
    assert display_decimals(stands("80.04", energy, "100")) == 2


def test_without_a_planned_value_only_the_target_counts():
    assert display_decimals(stands("59.96", base=None)) == 1


def test_a_figure_that_is_not_judged_needs_no_more_digits_beside_its_plan():
    known = value_point(SHARE, month(6), "59.98", reported=2)
    found = standing(PLAN, SHARE, known, Decimal(55), None, date(2018, 12, 31))
    assert found.status is Status.INCOMPLETE
    assert (display_decimals(found), pace_decimals(found)) == (1, 2)


@pytest.mark.parametrize(("value", "expected"), [(None, 1), ("64.9", 1), ("64.98", 2), ("65", 1)])
def test_an_attainment_short_of_the_whole_is_not_shown_as_the_whole(value: str | None, expected: int):
    assert attainment_decimals(stands(value)) == expected


@pytest.mark.parametrize(
    ("value", "base", "expected"),
    [
        (None, "55", 2),
        ("60", "55", 2),
        ("59.98", "55", 3),
        ("59.49", "55", 3),
        ("59.4", "55", 2),
        ("59.98", None, 2),
        ("65", "55", 2),
    ],
)
def test_a_pace_short_of_a_threshold_is_not_shown_as_the_threshold(value: str | None, base: str | None, expected: int):
    # Half way from 55 to 65: 59.98 is a pace of 0.996, 59.49 one of 0.898.
    assert pace_decimals(stands(value, base=base)) == expected


@given(st.integers(1, 12), st.decimals(min_value=0, max_value=130, places=4))
def test_what_is_shown_never_contradicts_the_word(number: int, value: Decimal):
    found = stands(str(value), FLOW, "0", number)
    decimals = display_decimals(found)
    seen = shown(value, decimals)
    assert (seen >= 120) is (value >= 120)
    if found.status in {Status.SLIGHTLY_BEHIND, Status.BEHIND}:
        assert found.planned is not None
        assert seen < shown(found.planned, decimals)
    if found.status is Status.ON_SCHEDULE:
        assert found.planned is not None
        assert seen >= shown(found.planned, decimals)
