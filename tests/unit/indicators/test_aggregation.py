from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.aggregation import (
    Increment,
    exact_value,
    figures_of,
    increments,
    inputs,
    month_value,
    point,
    weakest,
)
from indicators.inputs import periods_of_year
from indicators.observations import ObservationStatus
from indicators.periods import Frequency, Period, months_of
from indicators.plan import DenominatorRule, Formula
from tests.unit.indicators.small_plan import (
    BUREAU,
    FLOW,
    INTENSITY,
    MISSING,
    PER_HEAD,
    PLAN,
    SHARE,
    STOCK,
    UNITS,
    figure,
    figures,
    indicator,
    month,
    reported,
    value_point,
    year,
)

NORMAL, BREAK = ObservationStatus.NORMAL, ObservationStatus.BREAK
PROVISIONAL, ESTIMATED, FORECAST = (
    ObservationStatus.PROVISIONAL,
    ObservationStatus.ESTIMATED,
    ObservationStatus.FORECAST,
)
SEPTEMBER = month(9)
positive = st.decimals(min_value=Decimal("0.01"), max_value=10**6, places=2)


# Over units


def test_a_flow_adds_the_units_year_to_date_figures():
    found = point(PLAN, FLOW, SEPTEMBER, figures(*reported("01", SEPTEMBER, "10 20 30")))
    assert (found.value, found.numerator, found.denominator) == (60, 60, None)
    assert (found.reported, found.expected, found.missing) == (3, 3, ())


def test_a_stock_adds_the_units_closing_figures():
    assert point(PLAN, STOCK, SEPTEMBER, figures(*reported("02", SEPTEMBER, "1 2 3"))).value == 6


def test_a_stock_missing_at_the_closing_month_is_not_taken_from_the_month_before():
    before = reported("02", month(8), "1 2 3")
    found = point(PLAN, STOCK, SEPTEMBER, figures(*before))
    assert (found.value, found.reported, found.missing) == (None, 0, UNITS)


def test_a_ratio_is_the_ratio_of_the_sums_and_not_the_mean_of_ratios():
    # (90 + 10 + 20) / (100 + 50 + 50) = 60%; the mean of 90%, 20% and 40% would be 50%.
    found = point(
        PLAN,
        SHARE,
        SEPTEMBER,
        figures(*reported("03", SEPTEMBER, "90 10 20"), *reported("04", SEPTEMBER, "100 50 50")),
    )
    assert (found.value, found.numerator, found.denominator) == (60, 120, 200)


def test_only_units_that_reported_both_enter_a_ratio():
    # B has no denominator, C no numerator: 90 / 100 = 90%, 1 of 3.
    found = point(
        PLAN,
        SHARE,
        SEPTEMBER,
        figures(*reported("03", SEPTEMBER, "90 10 -"), *reported("04", SEPTEMBER, "100 - 50")),
    )
    assert (found.value, found.numerator, found.denominator) == (90, 90, 100)
    assert (found.reported, found.expected, found.missing) == (1, 3, ("B", "C"))


def test_zero_is_a_value():
    found = point(PLAN, FLOW, SEPTEMBER, figures(*reported("01", SEPTEMBER, "0 0 0")))
    assert (found.value, found.reported) == (0, 3)


@pytest.mark.parametrize("status", [MISSING, None])
def test_a_missing_figure_is_not_zero(status: ObservationStatus | None):
    absent = [figure("01", "C", SEPTEMBER, None, status)] if status else []
    found = point(PLAN, FLOW, SEPTEMBER, figures(*reported("01", SEPTEMBER, "10 20 -"), *absent))
    assert (found.value, found.reported, found.expected, found.missing) == (30, 2, 3, ("C",))


def test_a_value_marked_missing_does_not_count():
    marked = figure("01", "C", SEPTEMBER, "99", MISSING)
    found = point(PLAN, FLOW, SEPTEMBER, figures(*reported("01", SEPTEMBER, "10 20 -"), marked))
    assert (found.value, found.missing) == (30, ("C",))


def test_a_unit_to_which_an_item_does_not_apply_is_not_expected():
    stated = figure("03", "C", SEPTEMBER, None)
    found = point(
        PLAN,
        SHARE,
        SEPTEMBER,
        figures(*reported("03", SEPTEMBER, "90 10 -"), *reported("04", SEPTEMBER, "100 100 100"), stated),
    )
    assert (found.value, found.reported, found.expected, found.missing) == (50, 2, 2, ())


def test_nothing_reported_gives_no_value_and_all_units_missing():
    found = point(PLAN, FLOW, SEPTEMBER, {})
    assert (found.value, found.numerator, found.reported, found.missing) == (None, None, 0, UNITS)
    assert found.status is MISSING


def test_a_ratio_over_zero_has_no_value():
    found = point(
        PLAN, SHARE, SEPTEMBER, figures(*reported("03", SEPTEMBER, "0 0 0"), *reported("04", SEPTEMBER, "0 0 0"))
    )
    assert (found.value, found.denominator, found.reported) == (None, 0, 3)


def test_scope_leaves_the_other_units_out():
    scoped = indicator(numerator="01", scope=("A", "C"))
    found = point(PLAN, scoped, SEPTEMBER, figures(*reported("01", SEPTEMBER, "10 20 -")))
    assert (found.value, found.reported, found.expected, found.missing) == (10, 1, 2, ("C",))


@given(st.lists(st.tuples(positive, positive), min_size=3, max_size=3))
def test_a_ratio_lies_between_the_smallest_and_the_largest_of_its_units(rows: list[tuple[Decimal, Decimal]]):
    tops = reported("03", SEPTEMBER, " ".join(str(top) for top, _ in rows))
    bottoms = reported("04", SEPTEMBER, " ".join(str(bottom) for _, bottom in rows))
    found = exact_value(SHARE, point(PLAN, SHARE, SEPTEMBER, figures(*tops, *bottoms)))
    ratios = [100 * Fraction(top) / Fraction(bottom) for top, bottom in rows]
    assert found is not None
    assert min(ratios) <= found <= max(ratios)


@given(st.permutations(range(6)), st.lists(st.integers(1, 10**9), min_size=6, max_size=6))
def test_the_order_of_figures_does_not_matter(order: list[int], values: list[int]):
    every = [
        *reported("03", SEPTEMBER, " ".join(map(str, values[:3]))),
        *reported("04", SEPTEMBER, " ".join(map(str, values[3:]))),
    ]
    shuffled = [every[place] for place in order]
    assert point(PLAN, SHARE, SEPTEMBER, figures_of(shuffled)) == point(PLAN, SHARE, SEPTEMBER, figures_of(every))


# City-wide denominators

PATENTS = reported("08", SEPTEMBER, "10000 10000 13000")


def test_population_is_that_of_the_previous_year_end():
    found = point(PLAN, PER_HEAD, SEPTEMBER, figures(*PATENTS, figure("23", BUREAU, year(2017), "600")))
    assert (found.value, found.denominator, found.carried_from) == (55, 600, None)
    assert (found.reported, found.expected) == (3, 3)


def test_a_population_not_published_yet_is_carried_from_the_year_before_and_flagged():
    found = point(PLAN, PER_HEAD, SEPTEMBER, figures(*PATENTS, figure("23", BUREAU, year(2016), "550")))
    assert (found.value, found.carried_from) == (60, year(2016))


def test_the_population_of_the_plan_year_itself_does_not_move_december():
    known = figures(
        *reported("08", month(12), "10000 10000 13000"),
        figure("23", BUREAU, year(2017), "600"),
        figure("23", BUREAU, year(2018), "700"),
    )
    assert point(PLAN, PER_HEAD, month(12), known).value == 55


def test_population_is_carried_one_year_and_no_further():
    found = point(PLAN, PER_HEAD, SEPTEMBER, figures(*PATENTS, figure("23", BUREAU, year(2015), "550")))
    assert (found.value, found.numerator, found.denominator, found.reported) == (None, 33000, None, 3)


def test_a_population_marked_missing_is_carried_too():
    found = point(
        PLAN,
        PER_HEAD,
        SEPTEMBER,
        figures(*PATENTS, figure("23", BUREAU, year(2017), None, MISSING), figure("23", BUREAU, year(2016), "550")),
    )
    assert found.carried_from == year(2016)


def test_units_are_not_paired_with_a_city_wide_denominator():
    found = point(
        PLAN,
        PER_HEAD,
        SEPTEMBER,
        figures(*reported("08", SEPTEMBER, "10000 - 13000"), figure("23", BUREAU, year(2017), "500")),
    )
    assert (found.value, found.reported, found.expected, found.missing) == (46, 2, 3, ("B",))


@pytest.mark.parametrize("asked", [month(9), Period.quarter(2018, 3), year(2018)])
def test_a_yearly_indicator_asked_at_a_month_answers_for_the_year(asked: Period):
    known = figures(figure("22", BUREAU, year(), "240"), figure("21", BUREAU, year(), "7500"))
    found = point(PLAN, INTENSITY, asked, known)
    assert (found.period, found.value, found.reported, found.expected) == (year(), Decimal("3.2"), 1, 1)


def test_a_yearly_indicator_without_its_survey_has_none_of_one():
    found = point(PLAN, INTENSITY, year(), figures(figure("21", BUREAU, year(), "7500")))
    assert (found.value, found.reported, found.expected, found.missing) == (None, 0, 1, (BUREAU,))


def test_the_gdp_of_a_quarter_does_not_stand_in_for_the_year():
    known = figures(figure("22", BUREAU, year(), "240"), figure("21", BUREAU, Period.quarter(2018, 4), "7500"))
    assert point(PLAN, INTENSITY, year(), known).value is None


# January of the 1—2月 variables


def test_an_indicator_that_starts_with_february_expects_nobody_in_january():
    found = point(
        PLAN, SHARE, month(1), figures(*reported("03", month(1), "1 1 1"), *reported("04", month(1), "2 2 2"))
    )
    assert (found.value, found.reported, found.expected, found.missing) == (None, 0, 0, ())
    assert inputs(PLAN, SHARE, month(1)) == ()


# What to fetch


@pytest.mark.parametrize(
    ("of", "period", "wanted"),
    [
        (FLOW, "2018-09", [("01", "2018-09")]),
        (SHARE, "2018-02", [("03", "2018-02"), ("04", "2018-02")]),
        (PER_HEAD, "2018-09", [("08", "2018-09"), ("23", "2017"), ("23", "2016")]),
        (INTENSITY, "2018-09", [("22", "2018"), ("21", "2018")]),
    ],
)
def test_inputs_name_every_figure_a_point_may_need(of, period: str, wanted: list[tuple[str, str]]):
    assert inputs(PLAN, of, Period.parse(period)) == tuple((code, Period.parse(at)) for code, at in wanted)


# Observation status


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([NORMAL, NORMAL], NORMAL),
        ([NORMAL, BREAK], BREAK),
        ([PROVISIONAL, BREAK], PROVISIONAL),
        ([PROVISIONAL, ESTIMATED], ESTIMATED),
        ([FORECAST, ESTIMATED], FORECAST),
        ([FORECAST, MISSING], MISSING),
        ([], MISSING),
    ],
)
def test_the_weakest_status_wins(statuses: list[ObservationStatus], expected: ObservationStatus):
    assert weakest(statuses) is expected
    assert weakest(reversed(statuses)) is expected


def test_a_points_status_is_the_weakest_that_entered_it_also_from_the_denominator():
    known = figures(figure("22", BUREAU, year(), "240"), figure("21", BUREAU, year(), "7500", PROVISIONAL))
    assert point(PLAN, INTENSITY, year(), known).status is PROVISIONAL


def test_the_status_of_a_unit_that_did_not_enter_does_not_count():
    known = figures(
        *reported("03", SEPTEMBER, "1 1 -"),
        *reported("04", SEPTEMBER, "2 - -"),
        figure("04", "C", SEPTEMBER, "2", ESTIMATED),
    )
    assert point(PLAN, SHARE, SEPTEMBER, known).status is NORMAL


# Exact values


def test_the_exact_value_of_a_ratio_comes_from_its_sums_and_not_from_its_rounded_quotient():
    found = point(
        PLAN, SHARE, SEPTEMBER, figures(*reported("03", SEPTEMBER, "1 1 0"), *reported("04", SEPTEMBER, "1 1 1"))
    )
    assert exact_value(SHARE, found) == Fraction(200, 3)
    assert found.value == Decimal("66." + "6" * 47 + "7")


@pytest.mark.parametrize(("value", "exact"), [(None, None), ("12.5", Fraction(25, 2))])
def test_a_point_without_sums_is_as_exact_as_its_value(value: str | None, exact: Fraction | None):
    assert exact_value(FLOW, value_point(FLOW, SEPTEMBER, value)) == exact


def test_the_exact_value_of_a_flow_is_its_sum():
    found = point(PLAN, FLOW, SEPTEMBER, figures(*reported("01", SEPTEMBER, "0.1 0.2 0.3")))
    assert exact_value(FLOW, found) == Fraction(3, 5)


def test_a_city_wide_denominator_of_the_month_may_be_a_quarters():
    per_gdp = indicator(
        formula=Formula(numerator="01", denominator="21", denominator_rule=DenominatorRule.CITY),
        frequency=Frequency.QUARTERLY,
    )
    known = figures(*reported("01", month(9), "1 2 3"), figure("21", BUREAU, Period.quarter(2018, 3), "12"))
    assert point(PLAN, per_gdp, Period.quarter(2018, 3), known).value == Decimal("0.5")


# Year-to-date to months


def to_date(*values: str | None) -> dict[Period, Decimal | None]:
    """Year-to-date figures from January on; None where missing."""
    return {month(number): None if value is None else Decimal(value) for number, value in enumerate(values, start=1)}


def test_a_month_is_the_difference_of_two_year_to_date_figures():
    found = month_value(to_date("10", "25", "45"), months_of(2018)[:3])
    assert [(each.period.number, each.starts, each.value) for each in found] == [(1, 1, 10), (2, 2, 15), (3, 3, 20)]
    assert {(each.reported, each.expected) for each in found} == {(1, 1)}


def test_a_month_without_predecessor_is_unknown_and_so_is_a_missing_one():
    found = month_value(to_date("10", None, "45", "60"), months_of(2018)[:4])
    assert [each.value for each in found] == [10, None, None, 15]


def test_a_falling_year_to_date_figure_gives_a_negative_month():
    found = month_value(to_date("10", "8", "8"), months_of(2018)[:3])
    assert [(each.value, each.negative) for each in found] == [(10, False), (-2, True), (0, False)]


def test_january_and_february_together_are_one_increment_and_there_is_no_january():
    found = month_value(to_date(None, "20", "30"), months_of(2018)[:3], first=2)
    assert found == (Increment(month(2), 1, Decimal(20)), Increment(month(3), 3, Decimal(10)))


def test_a_quarter_is_the_difference_of_two_quarterly_year_to_date_figures():
    quarters = periods_of_year(Frequency.QUARTERLY, 2018)
    known = dict(zip(quarters, map(Decimal, (100, 250, 450, 700)), strict=True))
    assert [each.value for each in month_value(known, quarters)] == [100, 150, 200, 250]


@given(st.lists(st.decimals(min_value=-(10**20), max_value=10**20, places=6), min_size=12, max_size=12))
def test_the_months_of_a_year_add_up_to_its_total(values: list[Decimal]):
    known = dict(zip(months_of(2018), values, strict=True))
    assert sum(Fraction(each.value or 0) for each in month_value(known, months_of(2018))) == Fraction(values[-1])


@given(st.lists(positive, min_size=11, max_size=11))
def test_the_months_of_a_year_without_january_add_up_too(values: list[Decimal]):
    known = dict(zip(months_of(2018)[1:], values, strict=True))
    found = month_value(known, months_of(2018), first=2)
    assert sum(Fraction(each.value or 0) for each in found) == Fraction(values[-1])


def test_months_over_units_are_differenced_unit_by_unit():
    # C has not reported September: the city's sum fell from 60 to 42, but A added 4 and B 8.
    known = figures(*reported("01", month(8), "10 20 30"), *reported("01", month(9), "14 28 -"))
    found = increments(PLAN, "01", UNITS, 2018, known)
    assert len(found) == 12
    assert found[8] == Increment(month(9), 9, Decimal(12), reported=2, expected=3)
    assert found[9] == Increment(month(10), 10, None, reported=0, expected=3)


def test_months_over_units_start_with_january_and_february_together_where_the_variable_does():
    known = figures(*reported("03", month(2), "1 2 3"), *reported("03", month(3), "2 4 6"))
    found = increments(PLAN, "03", UNITS, 2018, known)
    assert [(each.period.number, each.starts, each.value) for each in found[:2]] == [(2, 1, 6), (3, 3, 6)]


def test_there_are_no_months_of_no_units():
    assert increments(PLAN, "01", (), 2018, {}) == ()
