"""A measure on a day: which report counts, when it is old, which milestones are late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicators.measure_progress import MeasureReport, MeasureStatus
from indicators.measure_standing import DatedReport, cover_of, standing_of
from indicators.periods import Period
from indicators.plan_measures import (
    Contribution,
    Measure,
    MeasureField,
    MeasureLink,
    MeasureMilestone,
    MilestoneBasis,
)
from indicators.plan_parts import Bilingual

TEXT = Bilingual(zh="文", en="text")
SECOND, THIRD = Period.quarter(2018, 2), Period.quarter(2018, 3)
REPORT = MeasureReport("M001", MeasureStatus.IN_PROGRESS, 40, "已立项", "拨付经费", "", "", "F03", "D9")
MEASURE = Measure(
    code="M001",
    place="三(一)1(1)",
    title=TEXT,
    field=MeasureField.INDUSTRY,
    departments=("LEAD", "OTHER"),
    links=(
        MeasureLink(indicator="patents", contribution=Contribution.SUPPORTING, why=TEXT),
        MeasureLink(indicator="firms", contribution=Contribution.DIRECT, why=TEXT),
    ),
    milestones=(
        MeasureMilestone(date=date(2018, 6, 30), share=Decimal("0.4"), basis=MilestoneBasis.SYSTEM, what=TEXT),
        MeasureMilestone(date=date(2018, 9, 30), share=Decimal("0.7"), basis=MilestoneBasis.SYSTEM, what=TEXT),
        MeasureMilestone(date=date(2018, 12, 31), share=Decimal(1), basis=MilestoneBasis.SYSTEM, what=TEXT),
    ),
)


def told(unit: str, period: Period, share: int | None = 40, **changes: object) -> DatedReport:
    return DatedReport(unit, period, replace(REPORT, share=share, **changes))


def test_measure_without_a_report_has_no_status():
    standing = standing_of(MEASURE, (), None, date(2018, 1, 1))
    assert (standing.status, standing.done, standing.stale, standing.late) == (None, None, False, ())


def test_last_period_counts_and_the_leading_department_where_both_reported_it():
    reports = (told("OTHER", THIRD, 50), told("LEAD", THIRD, 60), told("LEAD", SECOND, 30), told("ELSE", THIRD, 99))
    assert standing_of(MEASURE, reports, THIRD, date(2018, 10, 20)).done == 60
    later = standing_of(MEASURE, (told("LEAD", SECOND, 30), told("OTHER", THIRD, 50)), THIRD, date(2018, 10, 20))
    assert later.latest is not None
    assert (later.latest.unit, later.done) == ("OTHER", 50)


@pytest.mark.parametrize(("due", "stale"), [(None, False), (SECOND, False), (THIRD, True)])
def test_measure_is_stale_once_a_later_period_was_due(due: Period | None, stale: bool):
    assert standing_of(MEASURE, [told("LEAD", SECOND)], due, date(2018, 10, 20)).stale is stale


@pytest.mark.parametrize(
    ("share", "today", "late"),
    [
        (40, date(2018, 9, 30), 0),
        (40, date(2018, 10, 1), 1),
        (39, date(2018, 6, 30), 0),
        (39, date(2018, 7, 1), 1),
        (39, date(2018, 10, 1), 2),
        (70, date(2018, 10, 1), 0),
        (None, date(2018, 10, 1), 2),
    ],
)
def test_milestone_is_late_when_its_day_is_over_and_less_is_done_than_planned(share, today, late):
    assert len(standing_of(MEASURE, [told("LEAD", THIRD, share)], None, today).late) == late


def test_done_measure_has_reached_every_milestone():
    standing = standing_of(MEASURE, [told("LEAD", THIRD, None, status=MeasureStatus.DONE)], None, date(2019, 1, 1))
    assert all(each.reached for each in standing.milestones)
    assert standing.late == ()


def test_cover_tells_what_moves_an_indicator_and_what_is_going_on():
    going = standing_of(MEASURE, [told("LEAD", THIRD)], None, date(2018, 10, 1))
    blocked = standing_of(MEASURE, [told("LEAD", THIRD, status=MeasureStatus.BLOCKED)], None, date(2018, 10, 1))
    firms, patents = cover_of("firms", [going, blocked]), cover_of("patents", [going])
    assert (firms.direct, firms.supporting, firms.none) == ((going, blocked), (), ())
    assert firms.moving == (going,)
    assert (patents.direct, patents.supporting) == ((), (going,))
    assert cover_of("other", [going]).direct == ()
