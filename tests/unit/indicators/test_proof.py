from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.judging import Situation
from indicators.plan import Thresholds
from indicators.proof import smallest_flips
from indicators.standing import Flip, Status
from tests.unit.indicators.small_plan import FLOW, SHARE, at_most, indicator
from tests.unit.indicators.test_judging import situation


def flips(judged: Situation, actual: str) -> list[tuple[Status, str, str]]:
    found = smallest_flips(judged, Fraction(actual))
    return [(flip.to, str(flip.change), str(flip.value)) for flip in found]


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        # Half of 120: 54 is slightly behind, 60 on schedule.
        ("40", [(Status.SLIGHTLY_BEHIND, "14", "54")]),
        ("53", [(Status.SLIGHTLY_BEHIND, "1", "54")]),
        ("54", [(Status.ON_SCHEDULE, "6", "60"), (Status.BEHIND, "-1", "53")]),
        ("59", [(Status.ON_SCHEDULE, "1", "60"), (Status.BEHIND, "-6", "53")]),
        ("60", [(Status.ACHIEVED, "60", "120"), (Status.SLIGHTLY_BEHIND, "-1", "59")]),
        ("120", [(Status.ON_SCHEDULE, "-1", "119")]),
        ("150", [(Status.ON_SCHEDULE, "-31", "119")]),
    ],
)
def test_flips_of_a_count_by_hand(actual: str, expected: list[tuple[Status, str, str]]):
    assert flips(situation(FLOW), actual) == expected


def test_a_change_is_rounded_away_from_zero_to_the_first_that_flips():
    # 64.96 needs 0.04 more; with one decimal 0.1 is the first that does.
    found = smallest_flips(situation(SHARE, "60", Fraction(1)), Fraction("64.96"))
    assert found[0] == Flip(Status.ACHIEVED, Decimal("0.1"), Decimal("65.06"))
    # 60 + 0.9 · 5 = 64.5: 0.46 less is still there, 0.5 less is not.
    assert found[1] == Flip(Status.BEHIND, Decimal("-0.5"), Decimal("64.46"))


def test_a_value_on_a_boundary_needs_one_step_to_leave_it():
    found = smallest_flips(situation(SHARE, "55", Fraction(1, 2)), Fraction(60))
    assert found[1] == Flip(Status.SLIGHTLY_BEHIND, Decimal("-0.1"), Decimal("59.9"))


def test_a_value_that_lands_on_a_boundary_belonging_to_its_own_side_goes_one_step_further():
    # 65 itself is achieved: from 65.2 a fall of 0.2 is not enough.
    found = smallest_flips(situation(SHARE, None), Fraction("65.2"))
    assert found == (Flip(Status.NO_PATH, Decimal("-0.3"), Decimal("64.9")),)


def test_where_lower_is_better_a_fall_improves():
    energy = indicator(target=at_most("80"))
    assert flips(situation(energy, "100"), "90") == [
        (Status.SLIGHTLY_BEHIND, "1", "91"),
        (Status.ACHIEVED, "-10", "80"),
    ]


def test_a_missed_target_flips_only_by_reaching_it():
    last = situation(FLOW, "0", Fraction(1), at_end=True, final=True)
    assert flips(last, "40") == [(Status.ACHIEVED, "80", "120")]


def test_equal_thresholds_leave_no_room_between_them():
    of = indicator(thresholds=Thresholds(on_schedule=Decimal(1), slightly_behind=Decimal(1)))
    assert flips(situation(of), "60")[1] == (Status.BEHIND, "-1", "59")


def test_outside_the_plan_year_nothing_flips():
    assert flips(situation(FLOW, in_plan_year=False), "40") == []


@given(
    base=st.integers(-50, 119),
    months=st.integers(1, 12),
    actual=st.fractions(min_value=-200, max_value=300, max_denominator=9973),
    decimals=st.integers(0, 3),
    ended=st.booleans(),
)
def test_a_flip_flips_and_one_step_less_does_not(base: int, months: int, actual: Fraction, decimals: int, ended: bool):
    of = indicator(decimals=decimals)
    judged = situation(of, str(base), Fraction(months, 12), at_end=ended, final=ended)
    present = judged.judge(actual).status
    step = Fraction(1, 10**decimals)
    for flip in smallest_flips(judged, actual):
        change = Fraction(flip.change)
        sign = 1 if change > 0 else -1
        assert (change / step).denominator == 1
        assert judged.judge(actual + change).status is flip.to
        assert flip.to is not present
        assert judged.judge(actual + change - sign * step).status is present
        assert abs(Fraction(flip.value) - (actual + change)) < Fraction(1, 10**40)


@given(base=st.integers(-50, 119), actual=st.fractions(min_value=-200, max_value=300, max_denominator=997))
def test_every_word_but_the_last_can_be_left_in_the_better_direction(base: int, actual: Fraction):
    judged = situation(FLOW, str(base))
    rises = [flip for flip in smallest_flips(judged, actual) if flip.change > 0]
    assert bool(rises) is (judged.judge(actual).status is not Status.ACHIEVED)
