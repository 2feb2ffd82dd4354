from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.paths import planned_path, planned_share, seasonal_shares
from indicators.periods import Period
from indicators.plan import Milestone, PlannedPath
from indicators.standing import IndicatorPoint
from tests.unit.indicators.small_plan import (
    FLOW,
    INTENSITY,
    PLAN,
    SHARE,
    indicator,
    month,
    value_point,
    year,
)

STEPS = indicator(
    path=PlannedPath(kind="milestones", milestones=(Milestone(month=6, share="0.3"), Milestone(month=9, share="0.9")))
)
SEASONAL = indicator(path=PlannedPath(kind="seasonal"))


@pytest.mark.parametrize(
    ("period", "share"),
    [("2018-01", "1/12"), ("2018-09", "3/4"), ("2018-12", "1"), ("2018-Q1", "1/4"), ("2018", "1")],
)
def test_the_linear_share_is_months_over_twelve(period: str, share: str):
    assert planned_share(FLOW, Period.parse(period), None) == Fraction(share)


@pytest.mark.parametrize(
    ("number", "share"),
    [(1, "1/20"), (6, "3/10"), (7, "1/2"), (9, "9/10"), (11, "29/30"), (12, "1")],
)
def test_milestones_are_joined_by_straight_lines_from_nothing_to_all(number: int, share: str):
    assert planned_share(STEPS, month(number), None) == Fraction(share)


def test_a_milestone_in_december_replaces_the_whole():
    late = indicator(path=PlannedPath(kind="milestones", milestones=(Milestone(month=12, share="0.8"),)))
    assert planned_share(late, month(6), None) == Fraction(2, 5)


@given(st.integers(1, 11))
def test_a_rising_plan_never_falls(number: int):
    for of in (FLOW, STEPS):
        before, after = (planned_share(of, month(each), None) for each in (number, number + 1))
        assert before is not None
        assert after is not None
        assert before <= after


def test_a_seasonal_path_takes_the_share_of_its_month():
    assert planned_share(SEASONAL, month(3), {3: Fraction(1, 5)}) == Fraction(1, 5)


def test_a_seasonal_path_without_enough_history_has_no_share_and_does_not_turn_linear():
    assert planned_share(SEASONAL, month(3), None) is None


def past(year_number: int, values: Iterable[int], first: int = 1, of=FLOW) -> dict[Period, IndicatorPoint]:
    numbered = enumerate(values, start=first)
    return {at: value_point(of, at, str(value)) for number, value in numbered for at in [month(number, year_number)]}


EVEN = range(10, 121, 10)
LATE = [0] * 9 + [40, 80, 120]


def test_seasonal_shares_are_the_mean_of_three_complete_years():
    # October: 100/120 in two even years, 40/120 in a late one.
    shares = seasonal_shares(PLAN, FLOW, past(2015, EVEN) | past(2016, EVEN) | past(2017, LATE))
    assert shares is not None
    assert shares[10] == (2 * Fraction(100, 120) + Fraction(40, 120)) / 3
    assert shares[12] == 1


def test_a_season_is_the_same_in_a_larger_unit():
    history = past(2015, EVEN) | past(2016, EVEN) | past(2017, LATE)
    smaller = {at: replace(each, value=each.value / 1000) for at, each in history.items()}
    assert seasonal_shares(PLAN, FLOW, smaller) == seasonal_shares(PLAN, FLOW, history)


def test_two_years_are_too_few_for_a_season():
    assert seasonal_shares(PLAN, FLOW, past(2016, EVEN) | past(2017, EVEN)) is None


@pytest.mark.parametrize(
    "broken",
    [
        past(2015, list(EVEN)[:11]),
        past(2015, [0] * 12),
        past(2015, EVEN) | {month(5, 2015): value_point(FLOW, month(5, 2015), None)},
        past(2015, EVEN) | {month(5, 2015): value_point(FLOW, month(5, 2015), "50", reported=2)},
    ],
)
def test_a_year_with_a_gap_or_without_a_total_does_not_count(broken: dict[Period, IndicatorPoint]):
    history = past(2016, EVEN) | past(2017, EVEN) | broken
    assert seasonal_shares(PLAN, FLOW, history) is None


def test_the_plan_year_itself_is_no_history():
    assert seasonal_shares(PLAN, FLOW, past(2016, EVEN) | past(2017, EVEN) | past(2018, EVEN)) is None


def test_a_season_without_january_starts_in_february():
    values = range(20, 121, 10)
    history = past(2015, values, 2, SHARE) | past(2016, values, 2, SHARE) | past(2017, values, 2, SHARE)
    shares = seasonal_shares(PLAN, SHARE, history)
    assert shares is not None
    assert sorted(shares) == list(range(2, 13))


def test_the_planned_path_of_a_flow_rises_to_the_target():
    path = planned_path(PLAN, FLOW, Fraction(0), None)
    assert [(period.number, value) for period, value in path][:2] == [(1, 10), (2, 20)]
    assert path[-1] == (month(12), 120)


def test_the_planned_path_of_a_yearly_indicator_is_its_target():
    assert planned_path(PLAN, INTENSITY, Fraction(3), None) == ((year(), INTENSITY.target.value),)


def test_without_baseline_there_is_no_planned_path():
    assert planned_path(PLAN, SHARE, None, None) == ()
