"""Across a change of scope nothing is compared, on the overview and on an indicator's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.plan import Bilingual, ScopeChange
from indicators.returns import ReturnKey, ReturnState
from indicators.year_on_year import GrowthBasis
from services.actor import LOCAL_OPERATOR
from services.monitor import indicator_detail, overview
from tests.integration.services.conftest import TODAY
from tests.integration.services.test_monitor import EVERYTHING, row_of

SEPTEMBER = Period.month(2018, 9)
FIRMS = "new_high_tech_firms"
NOW = datetime(2018, 10, 8, tzinfo=UTC)


@pytest.fixture
def broken(plan):
    """The plan with a change of scope of newly certified firms from September on."""
    text = Bilingual(zh="示例：改按发证日期统计。", en="Sample: now counted by date of certificate.")
    change = ScopeChange(code="by-certificate", variable="01", since="2018-09", text=text)
    return plan.model_copy(update={"scope_changes": (change,)})


@pytest.fixture
def two_years(all_report):
    all_report("2017-09", {**EVERYTHING, "01": 8})
    all_report("2018-08", {**EVERYTHING, "01": 9})
    all_report("2018-09", EVERYTHING)


def detail(database, plan, code=FIRMS):
    return indicator_detail(database, plan, LOCAL_OPERATOR, code, SEPTEMBER, TODAY)


def test_without_a_change_of_scope_everything_is_compared(database, plan, two_years):
    shown = detail(database, plan)
    assert (shown.change, shown.growth.before, shown.growth.change) == (13, 104, 25)
    assert shown.growth.basis is GrowthBasis.APPROVED
    assert {growth.change for growth in shown.unit_growth.values()} == {25}
    assert [month.period.number for month in shown.months] == [9]


def test_across_a_change_of_scope_change_month_and_growth_are_refused(database, broken, two_years):
    shown = detail(database, broken)
    assert (shown.change, shown.growth.change, shown.months) == (None, None, ())
    assert shown.growth.refused.code == "by-certificate"
    view = overview(database, broken, LOCAL_OPERATOR, SEPTEMBER, TODAY)
    assert row_of(view, FIRMS).change is None
    assert row_of(view, "tech_smes").change == 0
    assert detail(database, broken, "tech_smes").growth.change == 0


def test_restated_figures_of_last_year_mend_the_growth(database, broken, plan, two_years):
    for unit in plan.reporters(plan.form("F01")):
        key = ReturnKey("F01", unit.code, SEPTEMBER)
        now = Observation("01", unit.code, SEPTEMBER, Basis.CURRENT, Decimal(10))
        figures = [
            ReportedFigure(each, "F01", cell, str(each.value))
            for each, cell in ((now, "D9"), (replace(now, basis=Basis.RESTATED, value=Decimal(5)), "F9"))
        ]
        with database.transaction() as tx:
            sha256 = tx.files.add(unit.code.encode(), NOW)
            tx.submissions.add(plan.head.id, key, "F01.xlsx", sha256, "li", NOW, figures, ReturnState.APPROVED)
    growth = detail(database, broken).growth
    assert (growth.before, growth.change, growth.basis) == (65, 100, GrowthBasis.RESTATED)
