from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.aggregation import exact_value, point
from indicators.revision import contributions, parts
from tests.unit.indicators.small_plan import (
    BUREAU,
    FLOW,
    INTENSITY,
    PER_HEAD,
    PLAN,
    SHARE,
    STOCK,
    UNITS,
    figure,
    figures,
    month,
    reported,
    year,
)

MARCH = month(3)


def change(indicator, period, before, after):
    return contributions(indicator, parts(PLAN, indicator, period, before), parts(PLAN, indicator, period, after))


def test_of_a_sum_each_unit_gives_what_its_own_figure_changed():
    before, after = figures(*reported("01", MARCH, "10 20 30")), figures(*reported("01", MARCH, "10 25 28"))
    assert change(FLOW, MARCH, before, after) == {"B": 5, "C": -2}


def test_a_unit_that_came_in_gives_its_whole_figure():
    before, after = figures(*reported("02", MARCH, "10 20 -")), figures(*reported("02", MARCH, "10 20 30"))
    assert change(STOCK, MARCH, before, after) == {"C": 30}


def test_of_a_ratio_the_parts_weigh_numerator_and_denominator():
    before = figures(*reported("03", MARCH, "60 30 10"), *reported("04", MARCH, "100 50 50"))
    after = figures(*reported("03", MARCH, "70 30 10"), *reported("04", MARCH, "100 50 0.000001"))
    one = figures(*reported("03", MARCH, "70 30 10"), *reported("04", MARCH, "100 50 50"))
    assert change(SHARE, MARCH, before, one) == {"A": 5}
    assert set(change(SHARE, MARCH, before, after)) == {"A", "C"}


def test_a_city_wide_denominator_is_its_reporters_part():
    population = [figure("23", BUREAU, year(2017), "500")]
    before = figures(*reported("08", MARCH, "100 200 300"), *population)
    after = figures(*reported("08", MARCH, "100 200 300"), figure("23", BUREAU, year(2017), "600"))
    assert change(PER_HEAD, MARCH, before, after) == {BUREAU: Fraction(600, 600) - Fraction(600, 500)}


def test_a_carried_denominator_counts_until_the_newer_one_arrives():
    patents = reported("08", MARCH, "100 200 300")
    before = figures(*patents, figure("23", BUREAU, year(2016), "500"))
    after = figures(*patents, figure("23", BUREAU, year(2016), "500"), figure("23", BUREAU, year(2017), "600"))
    assert change(PER_HEAD, MARCH, before, after) == {BUREAU: Fraction(-1, 5)}


def test_one_unit_may_report_both_sides_of_a_ratio():
    def known(spent: str, product: str):
        return figures(figure("22", BUREAU, year(), spent), figure("21", BUREAU, year(), product))

    assert change(INTENSITY, year(), known("20", "1000"), known("33", "1100")) == {BUREAU: 1}


@pytest.mark.parametrize("gone", ["before", "after"])
def test_without_a_denominator_on_one_side_no_part_can_be_told(gone: str):
    whole = figures(*reported("03", MARCH, "60 30 10"), *reported("04", MARCH, "100 50 50"))
    pair = (figures(), whole) if gone == "before" else (whole, figures())
    assert change(SHARE, MARCH, *pair) == {}


values = st.lists(st.sampled_from(["-", "0", "1", "7.25", "100", "333.33"]), min_size=3, max_size=3).map(" ".join)
sides = st.tuples(values, values)


@pytest.mark.parametrize("indicator", [FLOW, STOCK, SHARE], ids=lambda each: each.code)
@given(before=sides, after=sides)
def test_the_parts_add_up_to_the_change_exactly(indicator, before, after):
    def known(side):
        pairs = zip((indicator.formula.numerator, indicator.formula.denominator), side, strict=True)
        return figures(*(each for code, text in pairs if code for each in reported(code, MARCH, text)))

    old, new = (exact_value(indicator, point(PLAN, indicator, MARCH, known(side))) for side in (before, after))
    assume(old is not None and new is not None)
    moved = change(indicator, MARCH, known(before), known(after))
    assert sum(moved.values()) == new - old
    assert set(moved) <= set(UNITS)
    back = change(indicator, MARCH, known(after), known(before))
    assert back == {unit: -part for unit, part in moved.items()}
