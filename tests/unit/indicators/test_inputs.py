import pytest

from indicators.inputs import (
    city_unit,
    denominator_periods,
    expected_units,
    first_month,
    has_paired_units,
    input_period,
    period_of,
    periods_of_year,
)
from indicators.periods import Frequency, Period
from indicators.plan import Formula
from tests.unit.indicators.small_plan import FLOW, INTENSITY, PER_HEAD, PLAN, SHARE, indicator

monthly = indicator(frequency=Frequency.MONTHLY)
quarterly = indicator(frequency=Frequency.QUARTERLY)
yearly = indicator(frequency=Frequency.YEARLY)


@pytest.mark.parametrize(
    ("asked", "of", "own"),
    [
        ("2018-09", monthly, "2018-09"),
        ("2018-Q3", monthly, "2018-09"),
        ("2018", monthly, "2018-12"),
        ("2018-07", quarterly, "2018-Q3"),
        ("2018-09", quarterly, "2018-Q3"),
        ("2018-10", quarterly, "2018-Q4"),
        ("2018-Q2", quarterly, "2018-Q2"),
        ("2018", quarterly, "2018-Q4"),
        ("2018-01", yearly, "2018"),
        ("2018-Q4", yearly, "2018"),
    ],
)
def test_an_indicator_is_looked_up_at_its_own_period(asked: str, of, own: str):
    assert period_of(of, Period.parse(asked)) == Period.parse(own)


@pytest.mark.parametrize(("frequency", "count"), [("monthly", 12), ("quarterly", 4), ("yearly", 1)])
def test_periods_of_a_year_fill_it_in_order(frequency: str, count: int):
    periods = periods_of_year(Frequency(frequency), 2018)
    assert len(periods) == count
    assert list(periods) == sorted(periods)
    assert periods[-1].closing_month == 12


@pytest.mark.parametrize(
    ("variable", "asked", "reported"),
    [
        ("01", "2018-09", "2018-09"),
        ("01", "2018-Q3", "2018-09"),
        ("01", "2018", "2018-12"),
        ("21", "2018-Q3", "2018-Q3"),
        ("21", "2018", "2018"),
        ("21", "2018-08", "2018-Q3"),
        ("23", "2018-08", "2018"),
    ],
)
def test_a_figure_is_found_under_the_period_of_its_return(variable: str, asked: str, reported: str):
    assert input_period(PLAN.variable_by_code[variable], Period.parse(asked)) == Period.parse(reported)


@pytest.mark.parametrize("asked", ["2018-01", "2018-12"])
def test_population_is_last_years_for_every_month_then_the_year_before(asked: str):
    population = PLAN.variable_by_code["23"]
    found = denominator_periods(PER_HEAD, population, Period.parse(asked))
    assert found == (Period.whole_year(2017), Period.whole_year(2016))


def test_another_city_wide_denominator_is_of_the_same_period_only():
    assert denominator_periods(INTENSITY, PLAN.variable_by_code["21"], Period.whole_year(2018)) == (
        Period.whole_year(2018),
    )


def test_units_are_the_reporters_of_the_numerator():
    assert [unit.code for unit in expected_units(PLAN, FLOW)] == ["A", "B", "C"]
    assert [unit.code for unit in expected_units(PLAN, PER_HEAD)] == ["A", "B", "C"]
    assert [unit.code for unit in expected_units(PLAN, INTENSITY)] == ["S"]


def test_scope_restricts_the_units_and_keeps_the_plans_order():
    scoped = indicator(scope=("C", "A"))
    assert [unit.code for unit in expected_units(PLAN, scoped)] == ["A", "C"]


def test_units_of_a_paired_ratio_report_both_variables():
    never_both = indicator(formula=Formula(numerator="01", denominator="31"))
    assert expected_units(PLAN, never_both) == ()


def test_city_wide_rows_come_from_the_one_unit_that_reports_them():
    assert city_unit(PLAN, "23").code == "S"


def test_only_a_ratio_of_the_same_units_is_paired():
    assert has_paired_units(SHARE)
    assert not has_paired_units(FLOW)
    assert not has_paired_units(PER_HEAD)


def test_an_indicator_starts_when_both_its_variables_do():
    mixed = indicator(formula=Formula(numerator="01", denominator="04"))
    assert [first_month(PLAN, each) for each in (FLOW, SHARE, mixed, PER_HEAD)] == [1, 2, 2, 1]
