from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.availability import by_calendar, by_coverage, no_data
from indicators.judging import Judgement, Quantity, Reason
from indicators.observations import ObservationStatus
from indicators.periods import Frequency
from indicators.standing import Status
from tests.unit.indicators.small_plan import (
    FLOW,
    INTENSITY,
    MISSING,
    PLAN,
    SHARE,
    indicator,
    month,
    value_point,
    year,
)

NOT_DUE_YET = Judgement(Status.NOT_DUE, Quantity.CALENDAR, Reason.PERIOD_RUNNING)
AWAITED = Judgement(Status.NOT_DUE, Quantity.PUBLICATION, Reason.AWAITING_PUBLICATION)
LATE = Judgement(Status.NO_DATA, Quantity.PUBLICATION, Reason.LATE)


def nothing(of, period, **fields: object):
    missing = {"reported": 0, "missing": ("A", "B", "C")}
    return value_point(of, period, None, MISSING, **(missing | fields))


# The calendar


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2018, 9, 1), NOT_DUE_YET),
        (date(2018, 9, 29), NOT_DUE_YET),
        (date(2018, 9, 30), NOT_DUE_YET),
        (date(2018, 10, 1), None),
    ],
)
def test_a_month_is_not_due_before_it_is_over(today: date, expected: Judgement | None):
    assert by_calendar(PLAN, FLOW, nothing(FLOW, month(9)), today) == expected


def test_what_is_reported_for_a_running_month_is_judged():
    partly = value_point(FLOW, month(10), "40", reported=1)
    assert by_calendar(PLAN, FLOW, partly, date(2018, 10, 20)) is None


def test_january_of_february_variables_is_never_due():
    found = by_calendar(PLAN, SHARE, nothing(SHARE, month(1), expected=0, missing=()), date(2030, 1, 1))
    assert found == Judgement(Status.NOT_DUE, Quantity.CALENDAR, Reason.STARTS_IN_FEBRUARY)


# Publication on 2019-08-31


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2018, 10, 20), AWAITED),
        (date(2019, 8, 30), AWAITED),
        (date(2019, 8, 31), AWAITED),
        (date(2019, 9, 1), LATE),
    ],
)
@pytest.mark.parametrize(
    "known",
    [
        nothing(INTENSITY, year()),
        value_point(INTENSITY, year(), "3.3", ObservationStatus.ESTIMATED),
        value_point(INTENSITY, year(), "3.3", ObservationStatus.PROVISIONAL),
        value_point(INTENSITY, year(), "3.3", reported=2),
    ],
)
def test_until_a_final_value_arrives_it_is_awaited_and_after_its_day_late(known, today: date, expected: Judgement):
    assert by_calendar(PLAN, INTENSITY, known, today) == expected


@pytest.mark.parametrize("today", [date(2019, 8, 1), date(2019, 9, 1)])
def test_a_final_value_is_judged_before_and_after_its_day(today: date):
    assert by_calendar(PLAN, INTENSITY, value_point(INTENSITY, year(), "3.3"), today) is None


# No data


@pytest.mark.parametrize(
    ("today", "reason"),
    [
        (date(2018, 10, 9), Reason.RETURNS_AWAITED),
        (date(2018, 10, 10), Reason.RETURNS_AWAITED),
        (date(2018, 10, 11), Reason.RETURNS_OVERDUE),
    ],
)
def test_returns_are_overdue_after_their_last_day(today: date, reason: Reason):
    found = no_data(PLAN, FLOW, nothing(FLOW, month(9)), today)
    assert found == Judgement(Status.NO_DATA, Quantity.DATA, reason)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"expected": 0, "missing": ()}, Reason.NOT_APPLICABLE),
        ({"reported": 3, "numerator": Decimal(1)}, Reason.DENOMINATOR_MISSING),
        ({"reported": 3, "numerator": Decimal(1), "denominator": Decimal(0)}, Reason.ZERO_DENOMINATOR),
    ],
)
def test_why_there_is_no_value_is_told(fields: dict[str, object], reason: Reason):
    assert no_data(PLAN, SHARE, nothing(SHARE, month(9), **fields), date(2018, 10, 20)).reason is reason


def test_a_yearly_indicator_of_monthly_figures_waits_for_the_return_of_december():
    of = indicator(frequency=Frequency.YEARLY)
    reasons = [no_data(PLAN, of, nothing(of, year()), date(2019, 1, day)).reason for day in (10, 11)]
    assert reasons == [Reason.RETURNS_AWAITED, Reason.RETURNS_OVERDUE]


# Coverage


@pytest.mark.parametrize(
    ("threshold", "reported", "expected", "needed"),
    [
        ("1", 13, 13, None),
        ("1", 12, 13, 13),
        ("0.9", 9, 10, None),
        ("0.9", 8, 10, 9),
        ("0.9", 12, 13, None),
        ("0.9", 11, 13, 12),
        ("0.001", 1, 13, None),
        ("0.001", 0, 13, 1),
    ],
)
def test_coverage_below_the_threshold_is_incomplete(threshold: str, reported: int, expected: int, needed: int | None):
    of = indicator(coverage_threshold=Decimal(threshold))
    found = by_coverage(of, replace(value_point(of, month(9), "1"), reported=reported, expected=expected))
    if needed is None:
        assert found is None
    else:
        counts = Fraction(reported), Fraction(needed)
        assert found == Judgement(Status.INCOMPLETE, Quantity.COVERAGE, Reason.UNITS_MISSING, *counts)
