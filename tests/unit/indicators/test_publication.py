from datetime import date

import pytest

from indicators.aggregation import point
from indicators.observations import Observation
from indicators.periods import Period, months_of
from indicators.plan import Deadline, Publication
from indicators.publication import (
    DefaultPeriod,
    PartialMonth,
    default_period,
    due_date,
    exists_in,
    publication_date,
    returns_due,
)
from tests.unit.indicators.small_plan import (
    BUREAU,
    FLOW,
    INTENSITY,
    PER_HEAD,
    PLAN,
    SHARE,
    figure,
    figures,
    indicator,
    month,
    reported,
    small_plan,
    year,
)


def test_a_final_value_is_published_in_the_year_after():
    assert publication_date(INTENSITY, year()) == date(2019, 8, 31)


def test_an_indicator_without_publication_has_no_such_day():
    assert publication_date(FLOW, month(9)) is None


@pytest.mark.parametrize(("years_after", "expected"), [(1, date(2019, 2, 28)), (2, date(2020, 2, 29))])
def test_a_day_the_month_does_not_have_is_its_last(years_after: int, expected: date):
    of = indicator(publication=Publication(years_after=years_after, month=2, day=30))
    assert publication_date(of, year()) == expected


@pytest.mark.parametrize(
    ("period", "months_after", "day", "expected"),
    [
        ("2018-09", 1, 10, date(2018, 10, 10)),
        ("2018-12", 1, 10, date(2019, 1, 10)),
        ("2018-11", 1, 31, date(2018, 12, 31)),
        ("2018-01", 1, 31, date(2018, 2, 28)),
        ("2018-Q3", 1, 25, date(2018, 10, 25)),
        ("2018", 13, 5, date(2020, 1, 5)),
        ("2018-09", 0, 30, date(2018, 9, 30)),
    ],
)
def test_a_return_is_due_some_months_after_its_periods_last(period: str, months_after: int, day: int, expected: date):
    form = PLAN.form("F01").model_copy(update={"deadline": Deadline(months_after=months_after, day=day)})
    assert due_date(form, Period.parse(period)) == expected


def test_the_returns_of_an_indicator_are_those_of_its_numerator():
    assert returns_due(PLAN, PER_HEAD, month(9)) == date(2018, 10, 10)
    assert returns_due(PLAN, INTENSITY, year()) == date(2019, 1, 10)


@pytest.mark.parametrize(("of", "number", "exists"), [(FLOW, 1, True), (SHARE, 1, False), (SHARE, 2, True)])
def test_an_indicator_of_february_variables_does_not_exist_in_january(of, number: int, exists: bool):
    assert exists_in(PLAN, of, month(number)) is exists


# The period to show

MONTHLY = ("01", "02", "03", "04", "08")


def returns(number: int, values: str = "1 1 1") -> list[Observation]:
    """Every due variable of a month from the districts A, B, C; `-` for one that has not reported."""
    at = month(number)
    codes = [code for code in MONTHLY if number >= PLAN.variable_by_code[code].first_month]
    return [each for code in codes for each in reported(code, at, values)]


def shown(*observations: Observation, plan=PLAN) -> DefaultPeriod:
    known = figures(*observations)
    points = [point(plan, each, at, known) for each in plan.indicators for at in months_of(2018)]
    return default_period(plan, points)


def test_the_latest_complete_month_is_shown():
    assert shown(*returns(1), *returns(2)) == DefaultPeriod(month(2), None)


def test_december_may_be_shown_too():
    assert shown(*returns(11), *returns(12)).period == month(12)


def test_january_is_complete_without_the_variables_that_start_in_february():
    assert shown(*returns(1)) == DefaultPeriod(month(1), None)


def test_a_later_month_partly_reported_is_offered_with_its_coverage():
    assert shown(*returns(2), *returns(3, "1 1 -")) == DefaultPeriod(month(2), PartialMonth(month(3), 2, 3))


def test_the_latest_of_several_partly_reported_months_is_offered():
    found = shown(*returns(2), *returns(3, "1 1 -"), *returns(5, "- - 1"))
    assert found.partial == PartialMonth(month(5), 1, 3)


def test_a_straggler_in_an_earlier_month_holds_nothing_up():
    assert shown(*returns(3, "1 1 -"), *returns(4)) == DefaultPeriod(month(4), None)


def test_one_missing_figure_makes_the_month_incomplete():
    last = [each for each in returns(3) if (each.variable, each.unit) != ("08", "C")]
    assert shown(*returns(2), *last) == DefaultPeriod(month(2), PartialMonth(month(3), 2, 3))


def test_a_figure_that_is_stated_not_to_apply_holds_nothing_up():
    stated = [each for each in returns(3) if (each.variable, each.unit) != ("03", "C")]
    assert shown(*stated, figure("03", "C", month(3), None)).period == month(3)


def test_a_figure_nobody_has_reported_makes_no_unit_count():
    only_flow = [each for each in returns(3) if each.variable == "01"]
    assert shown(*only_flow) == DefaultPeriod(None, PartialMonth(month(3), 0, 3))


def test_an_indicator_without_any_point_counts_as_not_reported():
    found = default_period(PLAN, [point(PLAN, FLOW, month(3), figures(*returns(3)))])
    assert found == DefaultPeriod(None, PartialMonth(month(3), 0, 3))


def test_city_wide_figures_never_hold_a_month_up():
    with_population = figure("23", BUREAU, year(2017), "600")
    assert shown(*returns(4)) == shown(*returns(4), with_population) == DefaultPeriod(month(4), None)


def test_units_outside_the_scope_are_not_waited_for():
    scoped = small_plan(indicator(scope=("A",)))
    assert shown(*reported("01", month(3), "1 - -"), plan=scoped).period == month(3)


def test_without_figures_there_is_nothing_to_show():
    assert shown() == DefaultPeriod(None, None)


def test_a_plan_of_yearly_indicators_has_no_month_to_show():
    assert shown(*returns(3), plan=small_plan(INTENSITY)) == DefaultPeriod(None, None)
