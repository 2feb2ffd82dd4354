from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.inputs import periods_of_year
from indicators.paths import planned_path, planned_share, seasonal_shares
from indicators.periods import Frequency, Period
from indicators.plan import Indicator, Milestone, Plan, PlannedPath
from indicators.standing import IndicatorPoint
from tests.unit.indicators.small_plan import (
    FLOW,
    INTENSITY,
    PLAN,
    SHARE,
    STOCK,
    indicator,
    month,
    value_point,
    year,
)
from tests.unit.indicators.test_scope import change, changed

STEPS = indicator(
    path=PlannedPath(kind="milestones", milestones=(Milestone(month=6, share="0.3"), Milestone(month=9, share="0.9")))
)
JUNE = month(6)
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


def shares_of(of: Indicator, history: dict[Period, IndicatorPoint], plan: Plan = PLAN, at: Period = JUNE):
    return seasonal_shares(plan, of, history, at)


EVEN = range(10, 121, 10)
LATE = [0] * 9 + [40, 80, 120]


def test_seasonal_shares_are_the_mean_of_three_complete_years():
    # October: 100/120 in two even years, 40/120 in a late one.
    shares = shares_of(SEASONAL, past(2015, EVEN) | past(2016, EVEN) | past(2017, LATE))
    assert shares is not None
    assert shares[10] == (2 * Fraction(100, 120) + Fraction(40, 120)) / 3
    assert shares[12] == 1


def test_a_season_is_the_same_in_a_larger_unit():
    history = past(2015, EVEN) | past(2016, EVEN) | past(2017, LATE)
    smaller = {at: replace(each, value=each.value / 1000) for at, each in history.items()}
    assert shares_of(SEASONAL, smaller) == shares_of(SEASONAL, history)


def test_two_years_are_too_few_for_a_season():
    assert shares_of(SEASONAL, past(2016, EVEN) | past(2017, EVEN)) is None


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
    assert shares_of(SEASONAL, history) is None


def test_the_plan_year_itself_is_no_history():
    assert shares_of(SEASONAL, past(2016, EVEN) | past(2017, EVEN) | past(2018, EVEN)) is None


def test_a_season_without_january_starts_in_february():
    values = range(20, 121, 10)
    history = past(2015, values, 2, SHARE) | past(2016, values, 2, SHARE) | past(2017, values, 2, SHARE)
    shares = shares_of(SHARE.model_copy(update={"path": PlannedPath(kind="seasonal")}), history)
    assert shares is not None
    assert sorted(shares) == list(range(2, 13))


def test_only_a_seasonal_path_learns_from_past_years():
    history = past(2015, EVEN) | past(2016, EVEN) | past(2017, LATE)
    assert shares_of(FLOW, history) is None


QUARTERS = {2015: (30, 60, 90, 120), 2016: (30, 60, 90, 120), 2017: (0, 0, 30, 120)}


def quarterly() -> tuple[Plan, Indicator]:
    """A flow reported by the quarter, with a seasonal path."""
    by_quarter = PLAN.variable_by_code["01"].model_copy(update={"frequency": Frequency.QUARTERLY})
    variables = tuple(by_quarter if each.code == "01" else each for each in PLAN.variables)
    of = indicator(frequency=Frequency.QUARTERLY, path=PlannedPath(kind="seasonal"))
    return PLAN.model_copy(update={"variables": variables}), of


def quarters(of: Indicator, years: dict[int, tuple[int, ...]]) -> dict[Period, IndicatorPoint]:
    return {
        at: value_point(of, at, str(value))
        for number, values in years.items()
        for at, value in zip(periods_of_year(Frequency.QUARTERLY, number), values, strict=False)
    }


def test_a_quarterly_flow_has_its_season_by_quarters():
    # The first quarter: 30/120 in two even years, 0/120 in a late one; the third: 90, 90 and 30 of 120.
    plan, of = quarterly()
    shares = seasonal_shares(plan, of, quarters(of, QUARTERS), Period.quarter(2018, 1))
    assert shares == {3: Fraction(1, 6), 6: Fraction(1, 3), 9: Fraction(7, 12), 12: 1}
    assert planned_share(of, Period.quarter(2018, 3), shares) == Fraction(7, 12)


def test_a_year_without_one_of_its_quarters_does_not_count():
    plan, of = quarterly()
    known = quarters(of, {**QUARTERS, 2016: (30, 60, 90)})
    assert seasonal_shares(plan, of, known, Period.quarter(2018, 1)) is None


def test_the_planned_path_of_a_quarterly_seasonal_flow_is_its_season_times_the_target():
    plan, of = quarterly()
    path = planned_path(plan, of, quarters(of, QUARTERS))
    assert path == tuple((Period.quarter(2018, number), value) for number, value in enumerate((20, 40, 70, 120), 1))


HISTORY = past(2015, EVEN) | past(2016, EVEN) | past(2017, LATE)


@pytest.mark.parametrize(
    ("since", "at", "known"),
    [
        ("2015-01", month(6), True),
        ("2015-02", month(6), False),
        ("2017-08", month(6), False),
        ("2018-01", month(6), False),
        ("2018-06", month(5), True),
        ("2018-06", month(6), False),
    ],
)
def test_no_season_is_learned_across_a_change_of_scope(since: str, at: Period, known: bool):
    shares = shares_of(SEASONAL, HISTORY, changed(change(since=since, variable="01")), at)
    assert (shares is not None) is known


def test_the_planned_path_of_a_seasonal_flow_ends_where_the_scope_changes():
    path = planned_path(changed(change(since="2018-06", variable="01")), SEASONAL, HISTORY)
    assert [period.number for period, _ in path] == [1, 2, 3, 4, 5]
    assert [period.number for period, _ in planned_path(PLAN, SEASONAL, HISTORY)] == list(range(1, 13))


def test_the_planned_path_of_a_flow_rises_to_the_target():
    path = planned_path(PLAN, FLOW, {})
    assert [(period.number, value) for period, value in path][:2] == [(1, 10), (2, 20)]
    assert path[-1] == (month(12), 120)


def test_the_planned_path_of_a_yearly_indicator_is_its_target():
    last_year = {year(2017): value_point(INTENSITY, year(2017), "3")}
    assert planned_path(PLAN, INTENSITY, last_year) == ((year(), INTENSITY.target.value),)


def test_without_baseline_there_is_no_planned_path():
    assert planned_path(PLAN, SHARE, {}) == ()


def test_the_planned_path_of_a_level_ends_where_the_scope_changes():
    # From 2400 to 3000 in twelve steps of 50, of which those before June are on last year's scope.
    last_year = {month(12, 2017): value_point(STOCK, month(12, 2017), "2400")}
    path = planned_path(changed(change(since="2018-06", variable="02")), STOCK, last_year)
    assert path == tuple((month(number), 2400 + 50 * number) for number in range(1, 6))
    assert len(planned_path(PLAN, STOCK, last_year)) == 12
