"""How good outlooks would have been, month by month."""

from __future__ import annotations

from decimal import Decimal

from indicators.backtest import Backtest, Trial, backtest
from tests.unit.indicators.courses import partly, points, to_date
from tests.unit.indicators.small_plan import FLOW, INTENSITY, PLAN, SHARE, STOCK, month, value_point, year

EVEN = {2015: to_date([10] * 12), 2016: to_date([10] * 12), 2017: to_date([10] * 12), 2018: to_date([10] * 9)}


def test_every_month_with_two_complete_years_before_it_is_tried():
    found = backtest(PLAN, FLOW, points(FLOW, EVEN), month(9))
    assert [str(trial.origin) for trial in found.trials] == [
        *(f"2017-{n:02d}" for n in range(1, 12)),
        *(f"2018-{n:02d}" for n in range(1, 9)),
    ]
    assert {str(trial.target) for trial in found.trials} == {"2017-12", "2018-09"}


def test_a_flow_that_never_changes_is_always_foretold():
    found = backtest(PLAN, FLOW, points(FLOW, EVEN), month(9))
    assert (found.held, found.median_error, found.median_percent) == (19, 0, 0)


def test_nothing_after_the_period_is_used():
    whole = points(FLOW, {**EVEN, 2018: to_date([10] * 6 + [500] * 3)})
    assert backtest(PLAN, FLOW, whole, month(6)) == backtest(PLAN, FLOW, points(FLOW, EVEN), month(6))


def test_what_nothing_could_foretell_is_counted_as_not_held():
    found = backtest(PLAN, FLOW, points(FLOW, {**EVEN, 2018: to_date([10] * 8 + [500])}), month(9))
    assert found.held == 11
    assert all(trial.actual == 580 for trial in found.trials if trial.origin.year == 2018)


def test_one_to_two_months_are_tried_once():
    years = {y: [50 + n for n in range(11)] for y in (2015, 2016, 2017)}
    found = backtest(PLAN, SHARE, points(SHARE, years, first=2), month(12, 2017))
    assert [trial.origin.number for trial in found.trials] == list(range(2, 12))


def test_a_month_without_a_complete_figure_is_neither_origin_nor_target():
    known = partly(
        partly(points(STOCK, {y: range(100, 112) for y in (2015, 2016, 2017)}), month(12, 2017)), month(3, 2017)
    )
    found = backtest(PLAN, STOCK, known, month(9))
    assert [trial.origin.number for trial in found.trials] == [1, 2, 4, 5, 6, 7, 8, 9, 10]
    assert {trial.target.number for trial in found.trials} == {11}


def test_a_year_without_any_complete_figure_is_passed_over():
    known = points(STOCK, {2015: range(100, 112), 2016: range(112, 124)}) | partly(
        points(STOCK, {2017: [124]}), month(1, 2017)
    )
    assert backtest(PLAN, STOCK, known, month(9)).trials == ()


def test_a_short_history_is_not_tried():
    found = backtest(PLAN, FLOW, points(FLOW, {2017: to_date([1] * 12), 2018: [1, 2]}), month(2))
    assert found == Backtest("flow", ())
    assert (found.held, found.median_error, found.median_percent) == (0, None, None)


def test_past_years_of_nothing_are_not_tried():
    nothing = {2016: [0] * 12, 2017: [0] * 12, 2018: [1, 2]}
    assert backtest(PLAN, FLOW, points(FLOW, nothing), month(2)).trials == ()


def test_a_yearly_indicator_is_not_tried():
    known = {year(y): value_point(INTENSITY, year(y), "3") for y in (2015, 2016, 2017)}
    assert backtest(PLAN, INTENSITY, known, year(2018)).trials == ()


def test_an_error_is_told_in_percent_of_what_came():
    trials = tuple(
        Trial(month(1), month(2), Decimal(value), Decimal(0), Decimal(9), Decimal(actual))
        for value, actual in (("9", "10"), ("12", "10"), ("3", "0"))
    )
    found = Backtest("some", trials)
    assert [trial.error for trial in trials] == [-1, 2, 3]
    assert (found.held, found.median_error, found.median_percent) == (1, 2, 15)
    assert Backtest("some", trials[2:]).median_percent is None
