from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.observations import ObservationStatus
from indicators.periods import Period
from indicators.plan import Indicator
from indicators.progress import (
    attainment,
    baseline,
    baseline_period,
    gap,
    is_final,
    is_flow,
    is_hold,
    meets_target,
    pace,
    periods_left,
    planned_value,
    required_rate,
    schedule_difference,
)
from tests.unit.indicators.small_plan import (
    FLOW,
    INTENSITY,
    PER_HEAD,
    PLAN,
    SHARE,
    STOCK,
    at_most,
    indicator,
    month,
    value_point,
    year,
)
from tests.unit.indicators.test_scope import change, changed

ENERGY = indicator("energy", "02", target=at_most("80"))
"""Lower is better: from 100 down to 80."""

TO_65 = SHARE
HALF, NINE_MONTHS = Fraction(1, 2), Fraction(3, 4)
JUNE = month(6)
numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)
shares = st.fractions(min_value=Fraction(1, 12), max_value=1, max_denominator=12)


def f(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


# Gap and attainment


@pytest.mark.parametrize(
    ("of", "actual", "expected"),
    [(FLOW, "90", "30"), (FLOW, "120", "0"), (FLOW, "150", "-30"), (ENERGY, "90", "10"), (ENERGY, "70", "-10")],
)
def test_the_gap_is_positive_while_the_target_is_not_met(of: Indicator, actual: str, expected: str):
    assert gap(of, Fraction(actual)) == Fraction(expected)


@pytest.mark.parametrize(
    ("of", "actual", "met"),
    [(FLOW, "119.999999", False), (FLOW, "120", True), (ENERGY, "80", True), (ENERGY, "80.000001", False)],
)
def test_reaching_the_target_exactly_is_meeting_it(of: Indicator, actual: str, met: bool):
    assert meets_target(of, Fraction(actual)) is met


@pytest.mark.parametrize(
    ("of", "actual", "expected"),
    [
        (FLOW, "90", "0.75"),
        (FLOW, "180", "1.5"),
        (FLOW, "-12", "-0.1"),
        (ENERGY, "100", "0.8"),
        (ENERGY, "64", "1.25"),
    ],
)
def test_attainment_is_actual_over_target_or_the_reverse_and_is_not_capped(of, actual: str, expected: str):
    assert attainment(of, Fraction(actual)) == Fraction(expected)


def test_a_target_below_one_is_attained_like_any_other():
    assert attainment(indicator(target="0.5"), Fraction("0.4")) == Fraction("0.8")
    assert attainment(indicator(target=at_most("0.5")), Fraction("0.8")) == Fraction("0.625")


def test_zero_target_has_no_attainment():
    assert attainment(indicator(target="0"), Fraction(5)) is None


def test_a_negative_target_has_no_attainment():
    assert attainment(indicator(target="-5"), Fraction(-5)) is None
    assert attainment(indicator(target=at_most("-5")), Fraction(5)) is None


@pytest.mark.parametrize("actual", ["0", "-1"])
def test_where_lower_is_better_nothing_or_less_has_no_attainment(actual: str):
    assert attainment(ENERGY, Fraction(actual)) is None


def test_a_target_of_at_most_zero_is_attained_by_nothing_of_anything_positive():
    assert attainment(indicator(target=at_most("0")), Fraction(5)) == 0


@given(numbers, numbers)
def test_a_better_value_never_attains_less(one: Fraction, other: Fraction):
    worse, better = sorted((one, other))
    low, high = attainment(FLOW, worse), attainment(FLOW, better)
    assert low is not None
    assert high is not None
    assert low <= high


# Baseline


@pytest.mark.parametrize(("of", "flow"), [(FLOW, True), (STOCK, False), (SHARE, False), (PER_HEAD, False)])
def test_a_flow_indicator_is_a_flow_variable_without_denominator(of: Indicator, flow: bool):
    assert is_flow(PLAN, of) is flow


def test_the_baseline_of_a_flow_is_zero_whatever_last_year_was():
    last_year = value_point(FLOW, month(12, 2017), "99")
    assert baseline(PLAN, FLOW, last_year, JUNE) == 0


def test_the_plans_baseline_goes_before_last_years_value():
    given_one = indicator(numerator="02", baseline=Decimal("1500.5"))
    assert baseline(PLAN, given_one, value_point(STOCK, month(12, 2017), "99"), JUNE) == Fraction("1500.5")


def test_a_level_starts_from_last_years_final_value():
    assert baseline(PLAN, STOCK, value_point(STOCK, month(12, 2017), "2400"), JUNE) == 2400


def test_a_ratio_starts_from_last_years_exact_value():
    last_year = value_point(SHARE, month(12, 2017), "66.67", numerator=Decimal(2), denominator=Decimal(3))
    assert baseline(PLAN, SHARE, last_year, JUNE) == Fraction(200, 3)


@pytest.mark.parametrize(
    "fields",
    [
        {"reported": 2},
        {"status": ObservationStatus.ESTIMATED},
        {"status": ObservationStatus.BREAK},
        {"carried_from": year(2015)},
        {"value": None},
    ],
)
def test_a_value_of_last_year_that_is_not_final_is_no_baseline(fields: dict[str, object]):
    last_year = replace(value_point(STOCK, month(12, 2017), "2400"), **fields)
    assert not is_final(last_year)
    assert baseline(PLAN, STOCK, last_year, JUNE) is None


def test_without_last_year_the_baseline_is_unknown():
    assert baseline(PLAN, STOCK, None, JUNE) is None


@pytest.mark.parametrize(("at", "base"), [(month(5), 2400), (JUNE, None), (month(7), None)])
def test_last_year_is_no_baseline_across_a_change_of_scope(at: Period, base: int | None):
    plan = changed(change(since="2018-06", variable="02"))
    assert baseline(plan, STOCK, value_point(STOCK, month(12, 2017), "2400"), at) == base


def test_the_plans_own_baseline_and_a_flows_zero_stand_across_a_change_of_scope():
    plan = changed(change(since="2018-06", unit="A"))
    assert baseline(plan, indicator(numerator="02", baseline="1500.5"), None, JUNE) == Fraction("1500.5")
    assert baseline(plan, FLOW, None, JUNE) == 0


def test_the_baseline_is_taken_at_the_close_of_the_year_before():
    assert baseline_period(PLAN, STOCK) == month(12, 2017)
    assert baseline_period(PLAN, INTENSITY) == year(2017)


# Planned value, pace and schedule difference


@pytest.mark.parametrize(
    ("of", "base", "share", "actual", "planned", "expected_pace", "difference"),
    [
        # Flow, 9 months of 12, 120 in the year: 90 planned; 81 is 0.9 of it and 7.5 points short.
        (FLOW, "0", "3/4", "81", "90", "9/10", "-3/40"),
        (FLOW, "0", "3/4", "90", "90", "1", "0"),
        # From 61 to 65 by half: 63 planned; 62 is half of the planned way, 1/65 short of the target.
        (TO_65, "61", "1/2", "62", "63", "1/2", "-1/65"),
        (TO_65, "61", "1/2", "60", "63", "-1/2", "-3/65"),
        # Lower is better, from 100 to 80 by half: 90 planned; 95 is half way there.
        (ENERGY, "100", "1/2", "95", "90", "1/2", "-8/171"),
        (ENERGY, "100", "1/2", "90", "90", "1", "0"),
        # Unknown baseline, unknown path.
        (TO_65, None, "1/2", "62", None, None, None),
        (TO_65, "61", None, "62", None, None, None),
        # Nothing planned yet: a planned value, but no pace.
        (TO_65, "61", "0", "62", "61", None, "1/65"),
        # The baseline meets the target: a target to hold.
        (TO_65, "65", "1/2", "64", None, None, None),
        (TO_65, "70", "1/2", "64", None, None, None),
        (ENERGY, "80", "1/2", "81", None, None, None),
    ],
)
def test_progress_by_hand(of, base, share, actual, planned, expected_pace, difference):
    assert planned_value(of, f(base), f(share)) == f(planned)
    assert pace(of, f(base), f(share), Fraction(actual)) == f(expected_pace)
    assert schedule_difference(of, f(base), f(share), Fraction(actual)) == f(difference)


@pytest.mark.parametrize(("base", "hold"), [("64.999", False), ("65", True), ("66", True)])
def test_a_baseline_that_meets_the_target_makes_it_a_target_to_hold(base: str, hold: bool):
    assert is_hold(TO_65, Fraction(base)) is hold


@given(numbers, numbers, numbers, shares)
def test_a_better_value_never_has_a_lower_pace(base: Fraction, one: Fraction, other: Fraction, share: Fraction):
    worse, better = sorted((one, other))
    low, high = pace(FLOW, base, share, worse), pace(FLOW, base, share, better)
    assume(low is not None and high is not None)
    assert low <= high


@given(st.fractions(min_value=81, max_value=1000), numbers, numbers, shares)
def test_a_lower_value_never_has_a_lower_pace_where_lower_is_better(base, one, other, share):
    better, worse = sorted((one, other))
    assert pace(ENERGY, base, share, worse) <= pace(ENERGY, base, share, better)


@given(st.fractions(min_value=-1000, max_value=119), shares)
def test_at_the_planned_value_the_pace_is_one_and_the_difference_none(base: Fraction, share: Fraction):
    planned = planned_value(FLOW, base, share)
    assert planned is not None
    assert pace(FLOW, base, share, planned) == 1
    assert schedule_difference(FLOW, base, share, planned) == 0


@given(numbers, shares)
def test_the_schedule_difference_of_a_flow_is_attainment_minus_time(actual: Fraction, share: Fraction):
    assert schedule_difference(FLOW, Fraction(0), share, actual) == actual / 120 - share


def test_without_attainment_there_is_no_schedule_difference():
    assert schedule_difference(ENERGY, Fraction(100), HALF, Fraction(0)) is None
    assert schedule_difference(indicator(target="0"), Fraction(-10), HALF, Fraction(-4)) is None


# Required rate


@pytest.mark.parametrize(
    ("period", "left"),
    [("2018-01", 11), ("2018-09", 3), ("2018-12", 0), ("2018-Q1", 3), ("2018-Q4", 0), ("2018", 0)],
)
def test_periods_left_are_those_of_the_same_length(period: str, left: int):
    assert periods_left(Period.parse(period)) == left


@pytest.mark.parametrize(
    ("of", "left", "actual", "expected"),
    [
        (FLOW, 3, "90", "10"),
        (FLOW, 0, "90", None),
        (FLOW, 3, "120", "0"),
        (FLOW, 3, "500", "0"),
        (ENERGY, 4, "90", "-5/2"),
    ],
)
def test_the_required_rate_spreads_the_rest_over_the_periods_left(of, left: int, actual: str, expected):
    assert required_rate(of, left, Fraction(actual)) == f(expected)


@given(numbers, st.integers(1, 11))
def test_at_the_required_rate_the_target_is_met_at_the_end(actual: Fraction, left: int):
    rate = required_rate(FLOW, left, actual)
    assert rate is not None
    assert meets_target(FLOW, actual + rate * left)
