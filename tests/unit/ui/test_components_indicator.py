"""The indicator page's parts: key figures, units, cells, definition, charts in words; all escaped."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from i18n.texts import texts
from indicators.aggregation import Increment
from indicators.observations import ObservationStatus
from indicators.periods import Period
from indicators.standing import IndicatorPoint
from services.monitoring.unit_figures import UnitRow
from tests.unit.ui.standings import PLAN, at, cell, detail
from ui.components.definition import definition
from ui.components.key_figures import indicator_head, key_figures
from ui.components.provenance import FOLD_ABOVE, provenance
from ui.components.units_table import units_table
from ui.components.year_charts import months_words, trajectory_of, trajectory_words
from ui.components.yearly import yearly_note

ZH, EN = texts("zh"), texts("en")
SHARE = at("high_tech_output_share", "62.4", baseline="60.7")
FLOW = at("technology_contract_value", "79.32")
WAITING = at("rd_intensity", None, Period.whole_year(2018))
DISTRICT, ZONE = PLAN.unit("210204"), PLAN.unit("DL-CXD")


def unit_row(numerator: str | None, denominator: str | None = None, share: str | None = None, unit=DISTRICT) -> UnitRow:
    one, two = (None if value is None else Decimal(value) for value in (numerator, denominator))
    ratio = None if one is None or two is None else one / two * 100
    return UnitRow(unit, one, two, ratio if denominator else one, None if share is None else Decimal(share))


def test_the_head_names_period_coverage_lead_and_source():
    head = indicator_head(detail(SHARE), PLAN, ZH)
    assert "高新技术产业产值占规上工业总产值比重" in head
    assert "2018年1—9月 · 已报 13/13 个单位 · 牵头单位 市科技局（系统设定） · 来源：通知第二部分" in head
    assert "tone-bad" in head


def test_key_figures_leave_out_what_cannot_be_known():
    known = key_figures(replace(detail(SHARE), change=Decimal("0.21")), PLAN, ZH)
    assert "时序应达" in known
    assert "+0.2" in known
    assert "+0.87" in known
    unknown = key_figures(detail(WAITING), PLAN, ZH)
    assert "时序应达" not in unknown
    assert "后续每月需" not in unknown
    assert "2019年8月前后公布" in unknown


def test_an_incomplete_month_shows_no_required_rate():
    partly = detail(at("technology_contract_value", "43.43", missing=("210204",)))
    assert "后续每月需" not in key_figures(partly, PLAN, ZH)


def test_units_of_a_ratio_show_both_sums_and_their_own_ratio():
    rows = (unit_row("40", "80", "20"), unit_row("60", "120", "80", ZONE))
    markup = units_table(detail(SHARE, rows), PLAN, ZH)
    assert "高新技术产业产值" in markup
    assert "规上工业总产值" in markup
    assert "50.0" in markup
    assert "20.0%" in markup
    assert 'width="25.0%"' in markup
    assert "13/13 个单位" in markup


def test_a_unit_that_has_not_reported_is_missing_and_never_zero():
    partly = at("technology_contract_value", "43.43", missing=("210204",))
    markup = units_table(detail(partly, (unit_row(None), unit_row(None, unit=ZONE))), PLAN, ZH)
    assert "缺报" in markup
    assert "不适用" in markup
    assert ">0.00<" not in markup


def test_shares_of_nothing_have_no_bar():
    assert 'width="0"' not in units_table(detail(FLOW, (unit_row("0", share="0"),)), PLAN, EN)


def test_cells_lead_to_sheet_cell_people_and_the_original():
    cells = [cell("09", "210204", "7.84", "F01_沙河口区.xlsx", "合同集中登记")]
    markup = provenance(cells, FLOW, PLAN, ZH)
    for word in (
        "这 79.32 亿元 从哪里来",
        "沙河口区",
        "09 输出技术合同成交额",
        "7.84",
        "F01!D12",
        "合同集中登记",
        "填报人",
        "审核人",
    ):
        assert word in markup
    assert f'data-event="original" data-value="{"ab" * 32}"' in markup
    assert "2018年10月8日 09:14" in markup


def test_names_of_uploaded_files_and_explanations_are_escaped():
    markup = provenance([cell("09", "210204", "1", "<b>.xlsx", "<script>")], FLOW, PLAN, ZH)
    assert "<b>" not in markup
    assert "<script>" not in markup


def test_many_cells_are_folded_with_a_way_to_see_all():
    cells = [cell("09", "210204", "1")] * (FOLD_ABOVE + 1)
    assert "Show all 9 cells" in provenance(cells, FLOW, PLAN, EN)
    assert "data-unfold" not in provenance(cells[:-1], FLOW, PLAN, EN)


def test_a_share_is_explained_as_a_quotient_of_sums():
    point = replace(SHARE.point, numerator=Decimal("3300.97"), denominator=Decimal("5291.7"))
    said = provenance([cell("03", "210204", "1")], replace(SHARE, point=point), PLAN, ZH)
    assert "62.4% = 高新技术产业产值 3,300.97 亿元 ÷ 规上工业总产值 5,291.70 亿元 × 100%" in said


def test_a_density_is_no_percentage():
    standing = at("invention_patents_per_10k", "52.8", baseline="47.7")
    assert "× 100%" not in provenance([cell("08", "210204", "1")], standing, PLAN, ZH)


def test_without_cells_the_next_step_or_the_reason_is_said():
    assert "下载本期报表" in provenance([], at("tech_smes", None), PLAN, ZH)
    assert "不属迟报" in provenance([], WAITING, PLAN, ZH)


def test_the_definition_gives_caveats_source_note_and_lead():
    markup = definition(SHARE.indicator, PLAN, ZH)
    for word in (
        "03 高新技术产业产值 ÷ 04 规上工业总产值 × 100%",
        "省级统计目录口径",
        "65%以上",
        "系统设定，通知未逐项明确",
    ):
        assert word in markup
    plain = SHARE.indicator.model_copy(update={"caveats": ()})
    assert "注意" not in definition(plain, PLAN, ZH)
    assert "之和" in definition(FLOW.indicator, PLAN, ZH)
    assert "× 100%" not in definition(PLAN.indicator("invention_patents_per_10k"), PLAN, EN)


def test_charts_are_told_in_sentences():
    assert trajectory_words(detail(FLOW), PLAN, ZH) == (
        "年技术市场交易额：2018年1—9月实际 79.32，时序应达 75.00，全年目标 ≥100（单位：亿元）。"
    )
    unplanned = replace(FLOW, planned=None)
    assert "时序" not in trajectory_words(detail(unplanned), PLAN, ZH)


def test_months_are_told_one_by_one_and_the_first_two_together():
    months = (
        Increment(Period.month(2018, 2), 1, Decimal(8)),
        Increment(Period.month(2018, 3), 3, None),
        Increment(Period.month(2018, 4), 4, Decimal(4)),
    )
    assert months_words(detail(FLOW, months=months), ZH) == "各月新增：1—2月 8.00 亿元、4月 4.00 亿元。"


def test_the_lines_stop_at_the_period_shown():
    later = replace(FLOW.point, period=Period.month(2018, 10), reported=7)
    lines = trajectory_of(replace(detail(FLOW), series=(FLOW.point, later)), PLAN, ZH)
    assert lines.actual[8] == Decimal("79.32")
    assert lines.actual[9] is None
    assert lines.hollow == frozenset()


def test_a_yearly_indicator_shows_last_year_against_the_target():
    year = Period.whole_year(2017)
    past = IndicatorPoint("rd_intensity", year, Decimal("2.86"), None, None, 1, 1, (), ObservationStatus.NORMAL)
    note = yearly_note(replace(detail(WAITING), last_year=(past,), series=()), ZH)
    assert "2017年为 2.86%，2018年目标为 3.20%" in note
    assert "2017年为目标的 89.4%" in note
    assert "没有月度走势" in yearly_note(detail(WAITING), ZH)
