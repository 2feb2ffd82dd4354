from dataclasses import fields
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.aggregation import point
from indicators.judging import Quantity, Reason
from indicators.observations import ObservationStatus
from indicators.periods import Period
from indicators.plan import PlannedPath
from indicators.progress import baseline
from indicators.standing import Flip, Standing, Status
from indicators.status import standing
from tests.unit.indicators.small_plan import (
    FLOW,
    INTENSITY,
    PER_HEAD,
    PLAN,
    SHARE,
    STOCK,
    figures,
    indicator,
    month,
    reported,
    value_point,
    year,
)
from tests.unit.indicators.test_scope import change, changed

OCTOBER_20 = date(2018, 10, 20)


def stands(of, at: Period, value: str | None, base: str | None = "0", today: date = OCTOBER_20, **more) -> Standing:
    return standing(PLAN, of, value_point(of, at, value, **more), None if base is None else Decimal(base), None, today)


def test_a_flow_in_full_by_hand():
    # 120 by year's end; 81 after nine months of twelve.
    found = stands(FLOW, month(9), "81")
    assert (found.status, found.reason, found.at_year_end) == (Status.SLIGHTLY_BEHIND, None, False)
    assert (found.attainment, found.gap, found.planned, found.pace) == (Decimal("67.5"), 39, 90, Decimal("0.9"))
    assert (found.schedule_difference, found.required_rate, found.baseline) == (Decimal("-7.5"), 13, 0)
    assert (found.proof.quantity, found.proof.value, found.proof.threshold) == ("pace", Decimal("0.9"), Decimal("0.9"))
    assert found.proof.planned_share == Decimal("0.75")
    assert found.proof.flips == (
        Flip(Status.ON_SCHEDULE, Decimal(9), Decimal(90)),
        Flip(Status.BEHIND, Decimal(-1), Decimal(80)),
    )


def test_a_share_in_full_by_hand():
    # From 61 to 65; (70 + 28 + 27) / 200 = 62.5% after six months, when 63 was planned.
    at = month(6)
    known = figures(*reported("03", at, "70 28 27"), *reported("04", at, "100 50 50"))
    found = standing(PLAN, SHARE, point(PLAN, SHARE, at, known), Fraction(61), None, OCTOBER_20)
    assert (found.point.value, found.planned, found.pace) == (Decimal("62.5"), 63, Decimal("0.75"))
    assert (found.status, found.gap) == (Status.BEHIND, Decimal("2.5"))
    assert round(found.attainment or 0, 4) == Decimal("96.1538")
    assert round(found.schedule_difference or 0, 4) == Decimal("-0.7692")
    assert round(found.required_rate or 0, 4) == Decimal("0.4167")
    # 61 + 0.9 · 2 = 62.8 is the first that is only slightly behind.
    assert found.proof.flips == (Flip(Status.SLIGHTLY_BEHIND, Decimal("0.3"), Decimal("62.8")),)


def test_a_status_is_decided_on_the_exact_ratio():
    # 649,999,999 / 1,000,000,000 is 64.9999999%, not 65%.
    at = month(6)
    known = figures(*reported("03", at, "649999999 0 0"), *reported("04", at, "1000000000 0 0"))
    found = standing(PLAN, SHARE, point(PLAN, SHARE, at, known), Fraction(55), None, OCTOBER_20)
    assert found.status is Status.ON_SCHEDULE


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("80.9999999", Status.BEHIND),
        ("81", Status.SLIGHTLY_BEHIND),
        ("90", Status.ON_SCHEDULE),
        ("120", Status.ACHIEVED),
    ],
)
def test_the_words_of_a_flow_change_at_their_thresholds(value: str, status: Status):
    assert stands(FLOW, month(9), value).status is status


@pytest.mark.parametrize(
    ("observed", "status"), [(ObservationStatus.NORMAL, Status.MISSED), (ObservationStatus.PROVISIONAL, Status.BEHIND)]
)
def test_only_a_final_value_misses_the_target(observed: ObservationStatus, status: Status):
    found = stands(FLOW, month(12), "100", today=date(2019, 1, 20), status=observed)
    assert (found.status, found.at_year_end, found.required_rate) == (status, True, None)


def test_a_value_over_a_carried_population_does_not_miss_the_target():
    found = stands(PER_HEAD, month(12), "40", "30", date(2019, 1, 20), carried_from=year(2016))
    assert found.status is Status.BEHIND


def test_an_incomplete_figure_is_shown_and_not_judged():
    found = stands(FLOW, month(10), "150", reported=2, missing=("C",))
    assert (found.status, found.reason) == (Status.INCOMPLETE, Reason.UNITS_MISSING)
    assert (found.proof.quantity, found.proof.value, found.proof.threshold) == (Quantity.COVERAGE, 2, 3)
    assert found.attainment == 125
    assert found.proof.flips == ()


def test_an_estimate_awaiting_publication_shows_its_figures_and_is_not_judged():
    found = stands(INTENSITY, year(), "3.3", "3.0", date(2019, 3, 1), status=ObservationStatus.ESTIMATED)
    assert (found.status, found.reason) == (Status.NOT_DUE, Reason.AWAITING_PUBLICATION)
    assert (found.gap, found.attainment) == (Decimal("-0.1"), Decimal("103.125"))
    assert found.proof.flips == ()


def test_a_final_yearly_value_is_judged_at_the_end_of_its_year():
    found = stands(INTENSITY, year(), "3.1", "3.0", date(2019, 9, 1))
    assert (found.status, found.at_year_end) == (Status.MISSED, True)


def test_without_a_value_every_figure_that_needs_one_is_unknown():
    found = stands(FLOW, month(9), None, reported=0, missing=("A", "B", "C"))
    assert (found.status, found.reason) == (Status.NO_DATA, Reason.RETURNS_OVERDUE)
    assert (found.attainment, found.gap, found.pace, found.schedule_difference, found.required_rate) == (None,) * 5
    assert found.planned == 90


def test_without_a_baseline_there_is_attainment_and_gap_but_no_schedule():
    found = stands(SHARE, month(9), "60", None)
    assert (found.status, found.reason) == (Status.NO_PATH, Reason.BASELINE_UNKNOWN)
    assert found.gap == 5
    assert (found.planned, found.pace, found.schedule_difference) == (None, None, None)


@pytest.mark.parametrize(
    ("at", "value", "status", "reason"),
    [
        (5, "2600", Status.BEHIND, None),
        (6, "2600", Status.NO_PATH, Reason.SCOPE_CHANGED),
        (6, "3000", Status.ACHIEVED, None),
        (12, "2999", Status.MISSED, None),
    ],
)
def test_a_level_of_another_scope_than_its_baseline_has_no_path_but_a_target_reached_is_reached(
    at: int, value: str, status: Status, reason: Reason | None
):
    # 2400 at the end of 2017 and 3000 to reach: 250 more are planned by May, and there are 200.
    plan = changed(change(since="2018-06", variable="02"))
    last_year = value_point(STOCK, month(12, 2017), "2400")
    base = baseline(plan, STOCK, last_year, month(at))
    found = standing(plan, STOCK, value_point(STOCK, month(at), value), base, None, date(2019, 1, 20))
    assert (found.status, found.reason) == (status, reason)
    assert (found.planned, found.pace, found.schedule_difference) == (None,) * 3 or at == 5


def test_a_season_of_another_scope_is_told_as_the_reason():
    of = indicator(path=PlannedPath(kind="seasonal"))
    plan = changed(change(since="2017-03", variable="01"))
    found = standing(plan, of, value_point(of, month(9), "60"), Decimal(0), None, OCTOBER_20)
    assert (found.status, found.reason) == (Status.NO_PATH, Reason.SCOPE_CHANGED)
    earlier = changed(change(since="2014-12", variable="01"))
    found = standing(earlier, of, value_point(of, month(9), "60"), Decimal(0), None, OCTOBER_20)
    assert found.reason == Reason.HISTORY_TOO_SHORT


@pytest.mark.parametrize("at", [month(12, 2017), month(2, 2019)])
def test_outside_the_plan_year_there_is_no_plan(at: Period):
    found = stands(SHARE, at, "70", "60", date(2019, 6, 1))
    assert (found.status, found.reason) == (Status.NO_PATH, Reason.OUTSIDE_PLAN_YEAR)
    assert (found.baseline, found.planned, found.pace, found.required_rate, found.proof.planned_share) == (None,) * 5
    assert not found.at_year_end


def test_a_seasonal_path_takes_its_shares_and_does_not_fall_back_to_the_linear_one():
    of = indicator(path=PlannedPath(kind="seasonal"))
    known = value_point(of, month(9), "60")
    with_history = standing(PLAN, of, known, Decimal(0), {9: Fraction(1, 2)}, OCTOBER_20)
    without = standing(PLAN, of, known, Decimal(0), None, OCTOBER_20)
    assert (with_history.status, with_history.planned) == (Status.ON_SCHEDULE, 60)
    assert (without.status, without.reason) == (Status.NO_PATH, Reason.HISTORY_TOO_SHORT)


def test_every_figure_of_a_standing_is_a_decimal():
    found = stands(SHARE, month(9), "60", "55")
    figures_shown = [getattr(found, each.name) for each in fields(found) if each.type == "Decimal | None"]
    assert len(figures_shown) == 7
    assert all(isinstance(each, Decimal) for each in figures_shown)
