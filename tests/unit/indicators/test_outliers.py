from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.outliers import LEAST_SAMPLE, Unusualness, growth, past_growths, unusualness
from indicators.periods import Period, months_of

growths = st.lists(st.decimals(-99, 300, places=2), min_size=LEAST_SAMPLE, max_size=30)


PAST = [Decimal(number) for number in (0, 3, 6, 9, 12, 15, 18, 21, 24)]


def test_score_by_hand():
    """Growths 0 3 6 9 12 15 18 21 24: median 12, distances 12 9 6 3 0 3 6 9 12, MAD 6; 48 lies 0.6745·36/6 off."""
    unusual = unusualness(Decimal(48), PAST)
    assert unusual == Unusualness(growth=Decimal(48), usual=Decimal(12), spread=Decimal(6))
    assert unusual.score == Decimal("4.047")


def test_score_of_a_fall_is_negative():
    unusual = unusualness(Decimal(-24), PAST)
    assert unusual is not None
    assert unusual.score == Decimal("-4.047")


def test_where_all_grew_alike_four_percentage_points_stand_for_the_spread():
    past = [Decimal(8)] * LEAST_SAMPLE
    slight, great = unusualness(Decimal("28.7"), past), unusualness(Decimal("28.8"), past)
    assert slight is not None
    assert great is not None
    assert slight.spread == great.spread == 4
    assert slight.score < Decimal("3.5") < great.score


def test_few_growths_tell_nothing():
    assert unusualness(Decimal(500), [Decimal(8)] * (LEAST_SAMPLE - 1)) is None
    assert unusualness(None, [Decimal(8)] * LEAST_SAMPLE) is None


@given(growths, st.decimals(-99, 300, places=2), st.decimals(-50, 50, places=2))
def test_score_does_not_depend_on_where_growth_is_counted_from(past: list[Decimal], now: Decimal, shift: Decimal):
    here, there = unusualness(now, past), unusualness(now + shift, [each + shift for each in past])
    assert here is not None
    assert there is not None
    assert here.score == there.score


@given(growths)
def test_at_least_half_of_the_past_is_itself_usual(past: list[Decimal]):
    scores = [unusual.score for each in past if (unusual := unusualness(each, past)) is not None]
    assert sum(abs(score) <= Decimal("0.6745") for score in scores) * 2 >= len(past)


@given(growths, st.decimals(10**6, 10**9, places=0))
def test_one_wild_growth_in_the_past_hardly_moves_the_score(past: list[Decimal], wild: Decimal):
    quiet = unusualness(Decimal(1000), [*past, Decimal(max(past))])
    shaken = unusualness(Decimal(1000), [*past, wild])
    assert quiet is not None
    assert shaken is not None
    assert abs(shaken.usual) <= 300
    assert shaken.spread <= 400
    assert abs(shaken.score) > Decimal(1)


@pytest.mark.parametrize(
    ("value", "last_year", "expected"),
    [
        ("110", "100", "10"),
        ("0", "50", "-100"),
        (None, "1", None),
        ("1", None, None),
        ("1", "0", None),
        ("1", "-2", None),
    ],
)
def test_growth_is_in_percent_and_none_starts_from_nothing(value, last_year, expected):
    number, before, answer = (None if each is None else Decimal(each) for each in (value, last_year, expected))
    assert growth(number, before) == answer


def test_past_growths_are_of_earlier_months_on_the_restated_figures_where_there_are():
    values = {Period.month(2017, number): Decimal(10 * number) for number in range(1, 13)}
    values |= {Period.month(2018, number): Decimal(11 * number) for number in (1, 2, 3)}
    values[Period.whole_year(2016)] = Decimal(7)
    values[Period.whole_year(2017)] = Decimal(70)
    restated = {Period.month(2018, 2): Decimal(11)}
    assert list(past_growths(values, restated, Period.month(2018, 3))) == [Decimal(10), Decimal(100)]


def test_first_year_has_no_past_growth():
    values = dict.fromkeys(months_of(2017), Decimal(5))
    assert list(past_growths(values, {}, Period.month(2017, 12))) == []


def test_across_a_change_of_scope_only_a_restated_figure_is_held_against():
    values = dict.fromkeys(months_of(2017), Decimal(10)) | dict.fromkeys(months_of(2018), Decimal(11))
    restated = {Period.month(2018, 2): Decimal(11)}
    found = past_growths(values, restated, Period.month(2018, 4), lambda _earlier, later: later.number == 1)
    assert list(found) == [Decimal(10), Decimal(0)]
