"""Which periods are offered: boundary days on both sides."""

from __future__ import annotations

from datetime import date

import pytest

from indicators import registry
from indicators.periods import Frequency, Period
from ui.returns.reporting_periods import last_ended, periods_of_form, periods_of_returns

PLAN = registry.load_builtin()
MONTHLY, HISTORY, CITY = (PLAN.form(code) for code in ("F01", "F01H", "F02"))


@pytest.mark.parametrize(
    ("today", "latest"),
    [
        (date(2018, 9, 30), "2018-09"),
        (date(2018, 10, 1), "2018-10"),
        (date(2018, 10, 20), "2018-10"),
        (date(2019, 1, 20), "2018-12"),
        (date(2017, 12, 31), "2018-01"),
        (date(2018, 1, 1), "2018-01"),
    ],
)
def test_monthly_form_is_offered_up_to_the_month_that_has_begun(today: date, latest: str):
    offered = periods_of_form(PLAN, MONTHLY, today)
    assert str(offered[0]) == latest
    assert str(offered[-1]) == "2018-01"


def test_history_form_is_offered_for_the_years_before():
    assert [str(period) for period in periods_of_form(PLAN, HISTORY, date(2018, 10, 20))] == ["2017", "2016", "2015"]


@pytest.mark.parametrize(("today", "quarter"), [(date(2018, 9, 30), "2018-Q3"), (date(2018, 10, 1), "2018-Q4")])
def test_city_form_is_offered_for_quarters_the_year_and_the_years_before(today: date, quarter: str):
    offered = [str(period) for period in periods_of_form(PLAN, CITY, today)]
    assert offered[:2] == ["2018", quarter]
    assert offered[-4:] == ["2018-Q1", "2017", "2016", "2015"]


@pytest.mark.parametrize(("today", "month"), [(date(2018, 9, 30), "2018-08"), (date(2018, 10, 1), "2018-09")])
def test_last_ended_is_over_on_the_day_after_its_last(today: date, month: str):
    assert str(last_ended(periods_of_form(PLAN, MONTHLY, today), today)) == month


def test_last_ended_of_a_year_that_has_not_ended_a_month_is_its_first():
    today = date(2018, 1, 31)
    assert last_ended(periods_of_form(PLAN, MONTHLY, today), today) == Period.month(2018, 1)


def test_returns_are_listed_for_every_period_of_any_form():
    offered = periods_of_returns(PLAN, date(2018, 10, 20))
    assert {period.frequency for period in offered} == set(Frequency)
    assert list(offered) == sorted(offered, reverse=True)
