"""Across a change of scope nothing is compared, on the overview and on an indicator's page."""

from __future__ import annotations

import pytest

from i18n.texts import texts
from indicators.periods import Period
from indicators.plan import Bilingual, ScopeChange
from indicators.year_on_year import GrowthBasis
from services.actor import LOCAL_OPERATOR
from services.compare_return import opened_return
from services.last_year import restated_last_year
from services.monitor import indicator_detail, overview
from services.ratio_change import change_between
from tests.integration.services.conftest import TODAY
from tests.integration.services.test_monitor import EVERYTHING, row_of
from ui.review_tables import figures_table

SEPTEMBER = Period.month(2018, 9)
FIRMS = "new_high_tech_firms"
SHARE = "high_tech_output_share"


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


def test_restated_figures_of_last_year_mend_the_growth(database, broken, plan, two_years, approve):
    for unit in plan.reporters(plan.form("F01")):
        approve("F01", unit.code, "2018-09", {"01": 10}, restated={"01": 5})
    growth = detail(database, broken).growth
    assert (growth.before, growth.change, growth.basis) == (65, 100, GrowthBasis.RESTATED)


def opened(database, plan, variable="01"):
    with database.reading() as tx:
        (sent,) = tx.submissions.listing(plan.head.id, form="F01", unit="210202", periods=[SEPTEMBER])[:1]
    found = opened_return(database, plan, LOCAL_OPERATOR, sent.id)
    return found, next(row for row in found.figures if row.variable.code == variable)


def test_a_reviewer_is_told_of_the_change_in_place_of_differences(database, plan, broken, two_years):
    _, row = opened(database, plan)
    assert (row.since_previous.amount, row.since_last_year.amount) == (1, 2)
    found, row = opened(database, broken)
    assert (row.previous, row.since_previous.amount, row.since_previous.refused.code) == (9, None, "by-certificate")
    assert (row.last_year, row.since_last_year.amount, row.since_last_year.refused.code) == (8, None, "by-certificate")
    table = figures_table(found, texts("zh"))
    assert [cell.text for row in table.rows for cell in row].count("口径变化") == 2
    _, other = opened(database, broken, "02")
    assert (other.since_previous.refused, other.since_last_year.amount) == (None, 0)


def test_a_restated_figure_of_last_year_gives_the_reviewer_the_difference_again(database, broken, two_years, approve):
    approve("F01", "210202", "2018-09", {"01": 10}, restated={"01": 6})
    _, row = opened(database, broken)
    assert (row.since_last_year.amount, row.since_last_year.refused) == (4, None)
    assert row.since_previous.refused is not None


def test_a_ratio_s_change_is_not_taken_apart_across_a_change(database, plan, two_years):
    august = SEPTEMBER.previous
    assert change_between(database, plan, LOCAL_OPERATOR, SHARE, august, SEPTEMBER) is not None
    change = ScopeChange(code="industry", variable="03", since="2018-09", text=Bilingual(zh="行业", en="Industry"))
    across = plan.model_copy(update={"scope_changes": (change,)})
    assert change_between(database, across, LOCAL_OPERATOR, SHARE, august, SEPTEMBER) is None


@pytest.mark.parametrize(("named", "known"), [({"variable": "23"}, False), ({"variable": "08"}, True)])
def test_a_summary_compares_a_city_wide_denominator_of_one_scope_only(database, plan, approve, named, known):
    text = Bilingual(zh="人口口径调整。", en="Population redefined.")
    change = ScopeChange(code="people", since="2017-12", text=text, **named)
    across = plan.model_copy(update={"scope_changes": (change,)})
    for year in ("2016", "2017"):
        approve("F02", "DL-TJJ", year, {"23": 700})
    for unit in plan.reporters(plan.form("F01")):
        approve("F01", unit.code, "2018-09", {"08": 300}, restated={"08": 200})
    indicator = plan.indicator("invention_patents_per_10k")
    with database.reading() as tx:
        before, cells = restated_last_year(tx, across, indicator, SEPTEMBER, None)
    assert (before.value is not None, bool(cells)) == (known, known)
