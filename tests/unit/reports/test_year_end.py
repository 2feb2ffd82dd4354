from __future__ import annotations

from datetime import date
from decimal import Decimal

from indicators.periods import Period, months_of
from tests.unit.reports.invented import PLAN, REPORTERS, content, observed, year_of_figures

SEPTEMBER = Period.month(2018, 9)


def test_actual_and_planned_values_stand_side_by_side() -> None:
    lines = content().sections[0].lines
    assert [line.period for line in lines] == list(months_of(2018))
    assert (lines[11].actual, lines[11].planned) == (Decimal(180), Decimal(150))


def test_a_missing_point_keeps_its_planned_value() -> None:
    lines = content(figures=year_of_figures(9), period=SEPTEMBER).sections[0].lines
    assert lines[11].actual is None
    assert lines[11].planned == Decimal(150)


def test_a_period_that_some_unit_has_not_reported_has_no_actual() -> None:
    partly = [each for each in year_of_figures() if (each.unit, each.period) != (REPORTERS[0], SEPTEMBER)]
    lines = content(figures=partly).sections[0].lines
    assert lines[8].actual is None
    assert lines[7].actual is not None


def test_an_indicator_nothing_is_known_of_still_has_its_own_period() -> None:
    lines = content().sections[3].lines
    assert [(line.period, line.actual, line.planned) for line in lines] == [(Period.whole_year(2018), None, None)]


def test_sums_are_claimed_only_where_the_parts_add_up() -> None:
    whole = content().sections
    assert (whole[0].adds_up, whole[0].denominator_adds_up) == (True, False)
    assert (whole[1].adds_up, whole[1].denominator_adds_up) == (True, True)
    assert (whole[2].adds_up, whole[2].denominator_adds_up) == (True, False)
    assert (whole[3].adds_up, whole[3].denominator_adds_up) == (False, False)


def test_a_unit_without_its_partner_figure_breaks_the_sum() -> None:
    unpaired = [each for each in year_of_figures() if (each.variable, each.unit) != ("04", REPORTERS[0])]
    shares = content(figures=unpaired).sections[1]
    assert (shares.adds_up, shares.denominator_adds_up) == (False, True)


def test_the_year_is_complete_only_with_its_last_period() -> None:
    assert content().is_complete_year
    assert content().period == Period.month(2018, 12)
    part = content(period=SEPTEMBER, today=date(2018, 10, 20))
    assert not part.is_complete_year
    assert part.period == SEPTEMBER


def test_the_invented_figures_are_those_of_the_plan() -> None:
    assert {each.code for each in PLAN.units} >= set(REPORTERS)
    assert observed("01", "210202", SEPTEMBER, "1").value == 1
