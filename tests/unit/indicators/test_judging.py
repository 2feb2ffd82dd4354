from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.judging import Judgement, Quantity, Reason, Situation
from indicators.plan import PlannedPath, Thresholds
from indicators.standing import Status
from tests.unit.indicators.small_plan import FLOW, SHARE, at_most, indicator

ENERGY = indicator(target=at_most("80"))
HALF = Fraction(1, 2)


def situation(of=FLOW, base: str | None = "0", share: Fraction | None = HALF, **settings: bool) -> Situation:
    """By default: a flow of 120, half of the year gone, nothing final."""
    flags = {"in_plan_year": True, "at_end": False, "final": False} | settings
    return Situation(indicator=of, baseline=None if base is None else Fraction(base), share=share, **flags)


@pytest.mark.parametrize(
    ("actual", "status"),
    [
        ("53.999999", Status.BEHIND),
        ("54", Status.SLIGHTLY_BEHIND),
        ("54.000001", Status.SLIGHTLY_BEHIND),
        ("59.999999", Status.SLIGHTLY_BEHIND),
        ("60", Status.ON_SCHEDULE),
        ("60.000001", Status.ON_SCHEDULE),
        ("119.999999", Status.ON_SCHEDULE),
        ("120", Status.ACHIEVED),
    ],
)
def test_each_word_holds_from_its_threshold_on(actual: str, status: Status):
    assert situation().judge(Fraction(actual)).status is status


@pytest.mark.parametrize(
    ("actual", "status"),
    [("91.000001", Status.BEHIND), ("91", Status.SLIGHTLY_BEHIND), ("90", Status.ON_SCHEDULE), ("80", Status.ACHIEVED)],
)
def test_where_lower_is_better_the_words_run_downwards(actual: str, status: Status):
    assert situation(ENERGY, "100").judge(Fraction(actual)).status is status


def test_a_pace_is_compared_exactly_where_its_decimals_do_not_end():
    # One twelfth of 100 is 8.333…: 8.33 is 0.9996 of it.
    of = indicator(target="100")
    january = situation(of, share=Fraction(1, 12))
    assert january.judge(Fraction("8.33")).status is Status.SLIGHTLY_BEHIND
    assert january.judge(Fraction(25, 3)).status is Status.ON_SCHEDULE


def test_thresholds_are_plan_data():
    strict = indicator(thresholds=Thresholds(on_schedule=Decimal("1.1"), slightly_behind=Decimal("1.05")))
    words = [situation(strict).judge(Fraction(actual)).status for actual in (66, 63, 62)]
    assert words == [Status.ON_SCHEDULE, Status.SLIGHTLY_BEHIND, Status.BEHIND]


def test_a_missed_target_needs_the_years_end_and_a_final_value():
    words = [
        situation(share=Fraction(1), at_end=at_end, final=final).judge(Fraction(119)).status
        for at_end in (False, True)
        for final in (False, True)
    ]
    assert words == [Status.SLIGHTLY_BEHIND] * 3 + [Status.MISSED]


def test_a_target_met_at_the_end_is_achieved():
    assert situation(share=Fraction(1), at_end=True, final=True).judge(Fraction(120)).status is Status.ACHIEVED


@pytest.mark.parametrize(
    ("actual", "at_end", "expected"),
    [
        ("65", False, Judgement(Status.ACHIEVED, Quantity.ACTUAL, None, Fraction(65), Fraction(65))),
        ("64.9", False, Judgement(Status.BEHIND, Quantity.ACTUAL, Reason.HOLD_TARGET, Fraction("64.9"), Fraction(65))),
        ("64.9", True, Judgement(Status.MISSED, Quantity.ACTUAL, None, Fraction("64.9"), Fraction(65))),
    ],
)
def test_a_target_to_hold_is_met_or_behind_and_missed_at_the_end(actual: str, at_end: bool, expected: Judgement):
    held = situation(SHARE, "66", at_end=at_end, final=True)
    assert held.judge(Fraction(actual)) == expected


@pytest.mark.parametrize(
    ("base", "share", "reason"),
    [
        (None, HALF, Reason.BASELINE_UNKNOWN),
        ("0", None, Reason.HISTORY_TOO_SHORT),
        ("0", Fraction(0), Reason.NOTHING_PLANNED_YET),
    ],
)
def test_without_a_pace_there_is_no_path_and_a_reason(base: str | None, share: Fraction | None, reason: Reason):
    found = situation(indicator(path=PlannedPath(kind="seasonal")), base, share).judge(Fraction(50))
    assert found == Judgement(Status.NO_PATH, Quantity.PATH, reason)


@pytest.mark.parametrize(("base", "share"), [(None, HALF), ("0", None)])
def test_a_change_of_scope_is_told_as_the_reason_why_there_is_no_path(base: str | None, share: Fraction | None):
    found = situation(indicator(path=PlannedPath(kind="seasonal")), base, share, scope_changed=True)
    assert found.judge(Fraction(50)) == Judgement(Status.NO_PATH, Quantity.PATH, Reason.SCOPE_CHANGED)
    assert found.judge(Fraction(120)).status is Status.ACHIEVED


def test_a_target_met_is_achieved_also_without_a_path():
    assert situation(SHARE, None).judge(Fraction(65)).status is Status.ACHIEVED


def test_a_period_outside_the_plan_year_is_not_judged():
    found = situation(in_plan_year=False).judge(Fraction(500))
    assert found == Judgement(Status.NO_PATH, Quantity.PATH, Reason.OUTSIDE_PLAN_YEAR)


@pytest.mark.parametrize(
    ("actual", "value", "threshold"), [("66", "1.1", "1"), ("57", "0.95", "0.9"), ("48", "0.8", "0.9")]
)
def test_a_judgement_by_pace_tells_the_pace_and_its_threshold(actual: str, value: str, threshold: str):
    found = situation().judge(Fraction(actual))
    assert (found.quantity, found.value, found.threshold) == (Quantity.PACE, Fraction(value), Fraction(threshold))


def test_boundaries_are_the_target_and_the_values_at_the_thresholds():
    assert situation().boundaries() == (120, 60, 54)
    assert situation(ENERGY, "100").boundaries() == (80, 90, 91)


@pytest.mark.parametrize("base", [None, "120", "130"])
def test_without_a_planned_value_the_target_is_the_only_boundary(base: str | None):
    assert situation(base=base).boundaries() == (120,)


RANK = {Status.BEHIND: 0, Status.SLIGHTLY_BEHIND: 1, Status.ON_SCHEDULE: 2, Status.ACHIEVED: 3}
values = st.fractions(min_value=-500, max_value=500, max_denominator=997)


@given(st.integers(-100, 119), st.integers(1, 12), values, values)
def test_a_better_value_never_has_a_worse_word(base: int, months: int, one: Fraction, other: Fraction):
    judged = situation(base=str(base), share=Fraction(months, 12))
    worse, better = sorted((one, other))
    assert RANK[judged.judge(worse).status] <= RANK[judged.judge(better).status]
