"""Across a change of scope no outlook is drawn: what was measured before is something else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.backtest import backtest
from indicators.outlook import Outlook, OutlookReason
from indicators.plan import Indicator, Plan
from indicators.progress import baseline
from tests.unit.indicators.courses import flow_years, looks, points, to_date
from tests.unit.indicators.small_plan import FLOW, PLAN, STOCK, month
from tests.unit.indicators.test_scope import change, changed

LEVELS = {2016: range(100, 112), 2017: range(112, 124), 2018: range(124, 133)}


@pytest.mark.parametrize("since", ["2016-02", "2017-01", "2018-01", "2018-06"])
def test_years_of_an_older_scope_are_no_history_and_only_the_pace_is_told(since):
    plan = changed(change(since=since, variable="01"))
    found = looks(FLOW, points(FLOW, flow_years()), 6, plan=plan)
    assert (found.value, found.pace, found.reason) == (144, 144, OutlookReason.SCOPE_CHANGED)
    assert (found.probability, found.fan) == (None, ())
    assert found.months == (18 if since == "2017-01" else 6 if since != "2016-02" else 18)


@pytest.mark.parametrize("since", ["2016-01", "2018-07"])
def test_a_change_before_the_history_or_after_the_period_changes_nothing(since):
    known = points(FLOW, flow_years())
    assert looks(FLOW, known, 6, plan=changed(change(since=since, variable="01"))) == looks(FLOW, known, 6)


def test_a_level_s_pace_does_not_start_from_a_baseline_of_the_older_scope():
    known = points(STOCK, LEVELS)
    plan = changed(change(since="2018-03", variable="02"))

    def looked(of: Indicator, plan: Plan) -> Outlook:
        base = baseline(plan, of, known[month(12, 2017)], month(9))
        return looks(of, known, 9, None if base is None else str(base), plan)

    found = looked(STOCK, plan)
    assert (found.value, found.pace, found.reason) == (None, None, OutlookReason.SCOPE_CHANGED)
    assert looked(STOCK, PLAN).pace is not None
    given = STOCK.model_copy(update={"baseline": Decimal(123)})
    assert looked(given, plan).pace is not None


def test_no_outlook_is_tried_on_the_past_across_a_change():
    even = {year: to_date([10] * 12) for year in (2014, 2015, 2016, 2017)}
    known = points(FLOW, even)
    whole = backtest(PLAN, FLOW, known, month(12, 2017))
    broken = backtest(changed(change(since="2017-05", variable="01")), FLOW, known, month(12, 2017))
    assert {str(each.origin) for each in whole.trials} - {str(each.origin) for each in broken.trials} == {
        f"2017-{number:02d}" for number in range(1, 12)
    }
