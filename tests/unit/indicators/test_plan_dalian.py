"""The 2018 plan as shipped: its codes are a contract, its targets those of the notice."""

from __future__ import annotations

from datetime import date

import pytest

from indicators import registry
from indicators.periods import Frequency, Period
from indicators.plan import DenominatorRule, FormLayout, UnitKind, VariableKind
from indicators.relations import parse

PLAN = registry.load_builtin("dalian-2018")


@pytest.mark.parametrize(
    ("code", "target", "unit", "numerator", "denominator", "factor", "lead", "quoted"),
    [
        ("new_high_tech_firms", "150", "家", "01", None, "1", "DL-KJJ", "新增高新技术企业150家"),
        ("tech_smes", "3000", "家", "02", None, "1", "DL-KJJ", "达到3000家"),
        ("high_tech_output_share", "65", "%", "03", "04", "100", "DL-KJJ", "65%以上"),
        ("high_end_equipment_share", "33", "%", "05", "06", "100", "DL-JXW", "33%"),
        ("new_rd_institutions", "25", "家", "07", None, "1", "DL-KJJ", "研发机构25家"),
        ("invention_patents_per_10k", "55", "件/万人", "08", "23", "1", "DL-KJJ", "55件以上"),
        ("technology_contract_value", "100", "亿元", "09", None, "1", "DL-KJJ", "100亿元"),
        ("rd_intensity", "3.2", "%", "22", "21", "100", "DL-TJJ", "3.2%"),
    ],
)
def test_indicator_is_computed_and_targeted_as_the_notice_says(
    code, target, unit, numerator, denominator, factor, lead, quoted
):
    indicator = PLAN.indicator(code)
    assert (str(indicator.target.value), indicator.target.comparator.value) == (target, "≥")
    assert indicator.unit.zh == unit
    assert (indicator.formula.numerator, indicator.formula.denominator) == (numerator, denominator)
    assert str(indicator.formula.factor) == factor
    assert indicator.lead == lead
    assert indicator.source.section == "二"
    assert quoted in indicator.source.quote
    assert indicator.caveats


def test_indicators_stand_in_the_order_of_the_notice():
    assert [indicator.code for indicator in PLAN.indicators] == [
        "new_high_tech_firms",
        "tech_smes",
        "high_tech_output_share",
        "high_end_equipment_share",
        "new_rd_institutions",
        "invention_patents_per_10k",
        "technology_contract_value",
        "rd_intensity",
    ]


def test_choices_that_the_notice_leaves_open_are_the_plans():
    for indicator in PLAN.indicators:
        assert indicator.path.kind == "linear"
        assert (str(indicator.thresholds.on_schedule), str(indicator.thresholds.slightly_behind)) == ("1.00", "0.90")
        assert indicator.coverage_threshold == 1
        assert indicator.scope == ()
        assert indicator.baseline is None
        assert "通知未" in indicator.note.zh


def test_only_research_intensity_waits_for_its_publication():
    waiting = [indicator for indicator in PLAN.indicators if indicator.publication is not None]
    assert [indicator.code for indicator in waiting] == ["rd_intensity"]
    published = waiting[0].publication
    assert published is not None
    assert date(PLAN.head.year + published.years_after, published.month, published.day) == date(2019, 8, 31)
    assert waiting[0].frequency is Frequency.YEARLY


def test_city_wide_denominators_are_named_as_such():
    rules = {indicator.code: indicator.formula.denominator_rule for indicator in PLAN.indicators}
    assert rules["invention_patents_per_10k"] is DenominatorRule.CITY_PREVIOUS_YEAR_END
    assert rules["rd_intensity"] is DenominatorRule.CITY


def test_net_change_of_certified_firms_is_shown_beside_the_new_ones():
    assert PLAN.indicator("new_high_tech_firms").companion == "10"


def test_output_and_revenue_have_no_january():
    assert [variable.code for variable in PLAN.variables if variable.first_month == 2] == ["03", "04", "05", "06"]
    asked = PLAN.variables_due(PLAN.form("F01"), Period.parse("2018-01"))
    assert [variable.code for variable in asked] == ["01", "02", "07", "08", "09", "10"]


def test_variables_are_flows_and_stocks_as_defined():
    kinds = {variable.code: variable.kind for variable in PLAN.variables}
    assert [code for code, kind in kinds.items() if kind is VariableKind.STOCK] == ["02", "08", "10", "23"]
    assert set(kinds) == {f"{number:02d}" for number in (*range(1, 11), 21, 22, 23)}


def test_districts_and_zones_report_monthly_and_statistics_the_city():
    by_kind = {kind: [unit.code for unit in PLAN.units if unit.kind is kind] for kind in UnitKind}
    assert len(by_kind[UnitKind.DISTRICT]) == 10
    assert by_kind[UnitKind.ZONE] == ["DL-GX", "DL-CXD", "DL-HYK"]
    assert len(by_kind[UnitKind.DEPARTMENT]) == 9
    assert [unit.code for unit in PLAN.reporters(PLAN.form("F02"))] == ["DL-TJJ"]
    assert [unit.kind for unit in PLAN.reporters(PLAN.form("F03"))] == [UnitKind.DEPARTMENT] * 9
    for code in ("F01", "F01H"):
        assert len(PLAN.reporters(PLAN.form(code))) == 13


@pytest.mark.parametrize(
    ("name", "code"), [("金州区", "210213"), ("金普新区", "210213"), ("高新区", "DL-GX"), ("长海县", "210224")]
)
def test_unit_is_found_by_name_and_alias(name: str, code: str):
    assert PLAN.unit(name).code == code


def test_districts_exclude_the_zones_inside_them():
    excludes = {unit.name: unit.excludes for unit in PLAN.units if unit.excludes}
    assert excludes == {
        "沙河口区": ("DL-GX",),
        "甘井子区": ("DL-GX",),
        "旅顺口区": ("DL-GX",),
        "瓦房店市": ("DL-CXD",),
        "庄河市": ("DL-HYK",),
    }


def test_forms_have_their_layouts_and_periods():
    forms = {form.code: (form.layout, form.frequencies) for form in PLAN.forms}
    assert forms == {
        "F01": (FormLayout.INDICATORS, (Frequency.MONTHLY,)),
        "F01H": (FormLayout.HISTORY, (Frequency.YEARLY,)),
        "F02": (FormLayout.CITY, (Frequency.QUARTERLY, Frequency.YEARLY)),
        "F03": (FormLayout.MEASURES, (Frequency.QUARTERLY,)),
        "F04": (FormLayout.LIST, (Frequency.MONTHLY,)),
        "F05": (FormLayout.LIST, (Frequency.MONTHLY,)),
    }
    assert all("示例" in form.approval_number for form in PLAN.forms)


def test_relations_are_written_as_the_statutory_notation_prints_them():
    for rule in PLAN.checks:
        assert str(parse(rule.relation)) == rule.relation


def test_check_codes_differ_and_their_names_are_bilingual():
    assert len({rule.code for rule in PLAN.checks}) == len(PLAN.checks)
    assert all(rule.name.zh != rule.name.en for rule in PLAN.checks)
