"""Across a change of scope nothing is compared, on the overview and on an indicator's page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from i18n.texts import texts
from indicators.judging import Reason
from indicators.periods import Period
from indicators.plan import Bilingual, ScopeChange
from indicators.standing import Status
from indicators.year_on_year import OTHER_UNITS, Growth, GrowthBasis
from reports.evidence import LastYear
from services.exports.year_end_content import year_end_content
from services.monitoring.growth import read_traced_growth
from services.monitoring.monitor import indicator_detail, overview
from services.monitoring.ratio_change import change_between
from services.monitoring.unit_figures import NetChange
from services.returns.compare_return import opened_return
from services.rights.actor import LOCAL_OPERATOR
from services.units.unit_profile import unit_profile
from tests.integration.services.conftest import TODAY
from tests.integration.services.test_monitor import EVERYTHING, row_of
from ui.returns.review_tables import figures_table

NOW = datetime(2018, 10, 20, 2, tzinfo=UTC)
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
        growth, cells = read_traced_growth(tx, across, indicator, SEPTEMBER, None)
    assert (growth.before is not None, bool(cells)) == (known, known)


def in_report(database, plan, code=FIRMS):
    content = year_end_content(database, plan, LOCAL_OPERATOR, 2018, TODAY, now=NOW)
    return next(each for each in content.sections if each.standing.indicator.code == code).last_year


def test_the_report_has_the_growth_of_the_page_and_names_the_returns_it_comes_from(
    database, plan, broken, two_years, approve
):
    assert in_report(database, plan).growth == detail(database, plan).growth
    assert {str(each.period) for each in in_report(database, plan).sources} == {"2017-09"}
    assert len(in_report(database, plan).sources) == 13
    refused = in_report(database, broken)
    assert (refused.growth.refused.code, refused.sources) == ("by-certificate", ())
    approve("F01", "210202", "2018-09", {**EVERYTHING}, restated={"01": 5})
    mixed = in_report(database, plan)
    assert mixed.growth == detail(database, plan).growth
    assert (mixed.growth.before, mixed.growth.basis) == (101, GrowthBasis.MIXED)
    assert sorted({(str(each.period), each.unit == "210202") for each in mixed.sources}) == [
        ("2017-09", False),
        ("2018-09", True),
    ]


@pytest.mark.parametrize("code", [SHARE, "invention_patents_per_10k", "tech_smes"])
def test_page_and_report_agree_also_for_ratios_and_levels(database, plan, two_years, approve, code):
    for year in ("2016", "2017"):
        approve("F02", "DL-TJJ", year, {"23": 700})
    found = in_report(database, plan, code)
    assert found.growth == detail(database, plan, code).growth
    assert (found.growth.change, found.growth.basis) == (0, GrowthBasis.APPROVED)


def test_page_and_report_refuse_the_same_where_a_unit_did_not_report_last_year(database, plan, all_report):
    all_report("2017-09", EVERYTHING, but=("DL-GX",))
    all_report("2018-09", EVERYTHING)
    assert in_report(database, plan) == LastYear(OTHER_UNITS, ())
    assert detail(database, plan).growth == OTHER_UNITS


def test_page_and_report_give_no_growth_from_zero(database, plan, all_report):
    all_report("2017-09", {**EVERYTHING, "01": 0})
    all_report("2018-09", EVERYTHING)
    found = in_report(database, plan).growth
    assert found == detail(database, plan).growth == Growth(0, None, GrowthBasis.APPROVED)


@pytest.fixture
def levels(plan, all_report):
    """Firms at 230 a unit at the end of 2017, hence 2990 in the city, and 230 again in August and September."""
    for period in ("2017-12", "2018-08", "2018-09"):
        all_report(period, {**EVERYTHING, "02": 230})
    text = Bilingual(zh="示例：改按新划型标准。", en="Sample: by the new size classes.")
    change = ScopeChange(code="sizes", variable="02", since="2018-09", text=text)
    return plan.model_copy(update={"scope_changes": (change,)})


def smes(database, plan, period=SEPTEMBER):
    return indicator_detail(database, plan, LOCAL_OPERATOR, "tech_smes", period, TODAY)


def test_a_level_is_not_judged_by_a_baseline_of_another_scope(database, plan, levels):
    before, after = smes(database, levels, SEPTEMBER.previous), smes(database, levels)
    assert (before.standing.status, before.standing.baseline) == (Status.BEHIND, 2990)
    assert (after.standing.status, after.standing.reason) == (Status.NO_PATH, Reason.SCOPE_CHANGED)
    assert (after.standing.baseline, after.standing.planned, after.standing.pace) == (None, None, None)
    assert (after.outlook.pace, after.outlook.value) == (None, None)
    assert [period.number for period, _ in after.planned_path] == list(range(1, 9))
    assert smes(database, plan).standing.status is Status.BEHIND


def test_overview_page_and_summary_say_the_same_of_a_level_across_a_change(database, levels):
    page = smes(database, levels)
    view = overview(database, levels, LOCAL_OPERATOR, SEPTEMBER, TODAY)
    content = year_end_content(database, levels, LOCAL_OPERATOR, 2018, TODAY, now=NOW)
    (section,) = (each for each in content.sections if each.standing.indicator.code == "tech_smes")
    assert row_of(view, "tech_smes").standing == page.standing == section.standing
    assert section.planned_path == page.planned_path
    assert row_of(view, "tech_smes").outlook == page.outlook == section.outlook


def test_a_target_reached_is_reached_also_across_a_change(database, levels, all_report):
    all_report("2018-09", {**EVERYTHING, "02": 231})
    assert smes(database, levels).standing.status is Status.ACHIEVED


@pytest.mark.parametrize(("since", "refused"), [("2017-12", False), ("2018-01", True), ("2018-10", False)])
def test_the_net_change_of_valid_firms_is_refused_across_a_change(database, plan, all_report, since, refused):
    for period, firms in (("2017-12", 200), ("2018-09", 210)):
        all_report(period, {**EVERYTHING, "10": firms})
    change = ScopeChange(code="valid", variable="10", unit="210202", since=since, text=Bilingual(zh="示例", en="S"))
    found = detail(database, plan.model_copy(update={"scope_changes": (change,)})).net_change
    assert found == (change if refused else NetChange("10", Period.month(2017, 12), 2600, 2730, 13))


@pytest.mark.parametrize(
    ("named", "added"),
    [
        ({"unit": "210202"}, (None, 9, 4, None)),
        ({"unit": "210202", "variable": "01"}, (None, 9, 4, None)),
        ({"indicator": FIRMS}, (None, 9, 4, None)),
        ({"unit": "210203"}, (None, 9, 4, 2)),
        ({"variable": "02"}, (None, 9, 4, 2)),
    ],
)
def test_a_units_month_is_not_subtracted_across_a_change(database, plan, all_report, named, added):
    # Year to date 5 in June, 14 in July, 18 in August, 20 in September.
    for month, value in ((6, 5), (7, 14), (8, 18), (9, 20)):
        all_report(f"2018-{month:02d}", {**EVERYTHING, "01": value})
    change = ScopeChange(code="new", since="2018-09", text=Bilingual(zh="示例", en="S"), **named)
    across = plan.model_copy(update={"scope_changes": (change,)})
    profile = unit_profile(database, across, LOCAL_OPERATOR, "210202", SEPTEMBER, TODAY)
    (firms,) = (each for each in profile.contributions if each.indicator.code == FIRMS)
    assert firms.months[5:] == added
