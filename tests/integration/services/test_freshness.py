"""The wall says when its data are old: from the day after the next month was due."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.periods import Period
from services.monitoring.freshness import freshness
from services.rights.actor import LOCAL_OPERATOR

WHOLE = {"01": 5, "02": 80, "03": 30, "04": 40, "05": 3, "06": 9, "07": 1, "08": 100, "09": 2, "10": 60}
AUGUST, SEPTEMBER = Period.month(2018, 8), Period.month(2018, 9)


@pytest.mark.parametrize(("today", "old"), [(date(2018, 10, 10), False), (date(2018, 10, 11), True)])
def test_data_are_old_from_the_day_after_the_next_month_was_due(database, plan, all_report, approve, today, old):
    approve("F02", "DL-TJJ", "2017", {"23": 698})
    all_report("2018-08", WHOLE)
    found = freshness(database, plan, LOCAL_OPERATOR, today)
    assert (found.complete, found.awaited, found.due) == (AUGUST, SEPTEMBER, date(2018, 10, 10))
    assert found.is_old is old


def test_without_any_complete_month_january_is_awaited(database, plan):
    found = freshness(database, plan, LOCAL_OPERATOR, date(2018, 1, 5))
    assert (found.complete, found.awaited, found.is_old) == (None, Period.month(2018, 1), False)


def test_nothing_is_awaited_after_the_plans_last_month(database, plan, all_report, approve):
    approve("F02", "DL-TJJ", "2017", {"23": 698})
    all_report("2018-12", WHOLE)
    found = freshness(database, plan, LOCAL_OPERATOR, date(2019, 6, 1))
    assert (found.complete, found.awaited, found.due, found.is_old) == (Period.month(2018, 12), None, None, False)
