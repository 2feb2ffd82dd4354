"""The sample reads as the drawing of the overview does, and obeys the plan's check relations."""

from decimal import Decimal
from itertools import pairwise

import pytest

from indicators import registry
from indicators.periods import Period, months_of
from sample_data.simulation import simulate

FLOWS = ("01", "03", "04", "05", "06", "07", "09")
COUNTS = ("01", "02", "07", "08", "10")
VARIABLES = tuple(f"{number:02d}" for number in range(1, 11))
ALL_MONTHS = [month for year in (2015, 2016, 2017, 2018) for month in months_of(year)]
PLAN_MONTHS = months_of(2018)
CANCELLED = ("09", "210283", Period.month(2018, 5))
UNUSUAL = {(code, "DL-CXD", Period.month(2018, month)) for code in ("03", "04") for month in (4, 5)}
"""Within 30 %, but a growth unlike that unit's own in other months (the outlier check asks)."""


@pytest.fixture(scope="module")
def city():
    return simulate()


def units():
    plan = registry.load_builtin()
    return [unit.code for unit in plan.reporters(plan.form("F01"))]


def total(city, variable, period):
    return sum(city.value(variable, unit, period) for unit in units())


def ratio(city, numerator, denominator, period):
    return 100 * total(city, numerator, period) / total(city, denominator, period)


def test_every_reporting_unit_and_month_has_its_figures(city):
    for variable in VARIABLES:
        for month in ALL_MONTHS:
            present = {unit for unit in units() if city.value(variable, unit, month) is not None}
            expected = set() if month.number == 1 and variable in {"03", "04", "05", "06"} else set(units())
            assert present == expected


@pytest.mark.parametrize(
    ("variable", "september", "december"),
    [("01", 141, 172), ("02", 3126, 3348), ("07", 13, 19), ("09", Decimal("79.32"), Decimal("105.74"))],
)
def test_the_city_totals_are_as_drawn(city, variable, september, december):
    assert total(city, variable, Period.month(2018, 9)) == september
    assert total(city, variable, Period.month(2018, 12)) == december


@pytest.mark.parametrize(
    ("numerator", "denominator", "period", "expected"),
    [
        ("03", "04", "2017-12", "60.71"),
        ("03", "04", "2018-09", "62.38"),
        ("05", "06", "2017-12", "31.28"),
        ("05", "06", "2018-09", "32.61"),
    ],
)
def test_the_city_ratios_are_as_drawn(city, numerator, denominator, period, expected):
    assert abs(ratio(city, numerator, denominator, Period.parse(period)) - Decimal(expected)) < Decimal("0.005")


def test_flows_do_not_fall_but_for_the_cancelled_contract(city):
    fallen = [
        (variable, unit, after)
        for variable in FLOWS
        for unit in units()
        for before, after in pairwise(ALL_MONTHS)
        if before.year == after.year
        and (earlier := city.value(variable, unit, before)) is not None
        and city.value(variable, unit, after) < earlier
    ]
    assert fallen == [CANCELLED]


@pytest.mark.parametrize(("part", "whole"), [("03", "04"), ("05", "06"), ("01", "10")])
def test_a_part_never_exceeds_its_whole_on_any_basis(city, part, whole):
    for unit in units():
        for month in ALL_MONTHS:
            for figure in (city.value, city.published, city.restated):
                if (value := figure(part, unit, month)) is not None:
                    assert value <= figure(whole, unit, month)


def test_counts_are_whole_and_amounts_have_two_decimals(city):
    for (variable, _, _), value in city.figures.items():
        places = 0 if variable in COUNTS else -2
        assert value.is_finite()
        assert value.as_tuple().exponent == places
        assert value >= 0


def test_growth_beyond_thirty_percent_is_always_explained(city):
    explained = {
        (variable, written.unit, period)
        for written in city.profile.explanations
        for variable in written.variables
        for period in written.periods
    }
    slack = {"01": 10, "07": 5}
    jumps = {
        (variable, unit, month)
        for variable in VARIABLES
        for unit in units()
        for month in PLAN_MONTHS
        if (last := city.restated(variable, unit, month)) is not None
        and abs(city.value(variable, unit, month) - last) > max(last * 30 / 100, slack.get(variable, 0))
    }
    assert jumps | {CANCELLED} | UNUSUAL == explained


def test_published_figures_are_the_history_and_restated_ones_differ_a_little_for_some(city):
    september = Period.month(2018, 9)
    assert city.published("04", "210211", september) == city.value("04", "210211", Period.month(2017, 9))
    changed = {
        unit for unit in units() if city.published("04", unit, september) != city.restated("04", unit, september)
    }
    assert changed == {"210211", "210281", "DL-GX", "DL-CXD"}
    for unit in units():
        published, restated = city.published("04", unit, september), city.restated("04", unit, september)
        assert abs(restated / published - 1) < Decimal("0.07")


def test_units_keep_their_size(city):
    september = Period.month(2018, 9)
    output = {unit: city.value("04", unit, september) for unit in units()}
    contracts = {unit: city.value("09", unit, september) for unit in units()}
    assert max(output, key=output.get) == "210213"
    assert max(contracts, key=contracts.get) == "DL-GX"
    assert min(output, key=output.get) == "210224"


def test_valid_firms_are_last_years_and_the_new_less_the_lapsed(city):
    for year in (2016, 2017, 2018):
        before = total(city, "10", Period.month(year - 1, 12))
        lapsed = city.profile.city.lapsed[year][-1]
        assert total(city, "10", Period.month(year, 12)) == before + total(city, "01", Period.month(year, 12)) - lapsed


def test_the_same_profile_gives_the_same_figures(city):
    again = simulate.__wrapped__()
    assert again.figures == city.figures
