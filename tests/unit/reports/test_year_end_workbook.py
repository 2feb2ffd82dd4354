from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from i18n.texts import texts
from indicators.periods import Period
from indicators.plan import Comparator, Plan
from reports.book import NOTHING, lines_high, sheet_name
from reports.compose import compose
from reports.year_end import YearEndContent
from reports.year_end_workbook import write_year_end
from tests.unit.reports.invented import PLAN, content, observed, year_of_figures

SEPTEMBER = Period.month(2018, 9)
ZH, EN = texts("zh"), texts("en")


def written(of: YearEndContent, language: Any = "zh") -> bytes:
    said = texts(language)
    return write_year_end(of, compose(of, said), said)


def opened(of: YearEndContent, *, values: bool = False, language: Any = "zh") -> Workbook:
    return load_workbook(io.BytesIO(written(of, language)), data_only=values)


@cache
def standard(*, values: bool = False, language: Any = "zh") -> Workbook:
    """The whole invented year, read once."""
    return opened(content(), values=values, language=language)


def said(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None)


def found(sheet: Worksheet, text: str) -> Any:
    return next(cell for line in sheet.iter_rows() for cell in line if cell.value == text)


def with_comparator(comparator: Comparator) -> Plan:
    first = PLAN.indicators[0]
    turned = first.model_copy(update={"target": first.target.model_copy(update={"comparator": comparator})})
    parts = {name: getattr(PLAN, name) for name in Plan.model_fields}
    return Plan(**{**parts, "indicators": (turned,)})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_content_is_the_same_bytes(language: Any) -> None:
    assert written(content(), language) == written(content(), language)


def test_there_are_contents_a_summary_a_sheet_per_indicator_and_definitions() -> None:
    assert standard().sheetnames == [
        "目录",
        "汇总表",
        *(f"{number} {each.short_name.zh}" for number, each in enumerate(PLAN.indicators, start=1)),
        "正文",
        "数据质量",
        "上年对比",
        "数据来源",
        "指标解释",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sheet_of_the_book_is_linked_from_the_contents(language: Any) -> None:
    book = standard(language=language)
    links = [cell.hyperlink.location for line in book.worksheets[0].iter_rows() for cell in line if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_attainment_and_gap_are_formulas_with_their_values() -> None:
    formulas, values = standard().worksheets[1], standard(values=True).worksheets[1]
    assert formulas["E5"].value == "='1 新增高企'!$C$5"
    assert formulas["F5"].value == '=IF(ISNUMBER(E5),IF(D5<>0,E5/D5*100,"—"),"—")'
    assert formulas["G5"].value == '=IF(ISNUMBER(E5),D5-E5,"—")'
    assert [values[cell].value for cell in ("D5", "E5", "F5", "G5", "H5")] == [150, 180, 120, -30, "✓ 已完成"]
    assert [values[cell].value for cell in ("D6", "E6", "G6")] == [65, 60, 5]


def test_for_an_at_most_target_attainment_and_gap_turn_round() -> None:
    of = content(plan=with_comparator(Comparator.AT_MOST))
    formulas, values = opened(of).worksheets[1], opened(of, values=True).worksheets[1]
    assert formulas["F5"].value == '=IF(ISNUMBER(E5),IF(E5<>0,D5/E5*100,"—"),"—")'
    assert formulas["G5"].value == '=IF(ISNUMBER(E5),E5-D5,"—")'
    assert values["G5"].value == 30


def test_a_figure_not_known_is_a_dash_and_says_why() -> None:
    values = standard(values=True).worksheets[1]
    assert [values[f"{column}8"].value for column in "EFG"] == [NOTHING] * 3
    assert values["H8"].value == "○ 尚不可知"
    assert "2019年8月31日" in str(values["L8"].value)


def test_estimates_and_carried_denominators_are_remarked() -> None:
    year = Period.whole_year(2018)
    estimate = [observed("21", "DL-TJJ", year, "7668.5"), observed("22", "DL-TJJ", year, "224.69", "E")]
    values = opened(content(figures=[*year_of_figures(), *estimate]), values=True).worksheets[1]
    assert "分母沿用2016年数据。" in str(values["L7"].value)
    assert "含估计数（E）。" in str(values["L8"].value)
    assert values["E8"].value == pytest.approx(2.93, abs=0.005)


def test_the_citys_figure_is_a_live_sum_where_the_parts_add_up() -> None:
    sheet = standard().worksheets[3]
    city = found(sheet, "全市").row
    assert str(sheet[f"C{city}"].value).startswith("=SUM(C")
    assert str(sheet[f"D{city}"].value).startswith("=SUM(D")
    assert str(sheet[f"E{city}"].value).startswith("=IF(AND(ISNUMBER(C")
    assert sheet["C5"].value == f"=E{city}"


def test_where_the_parts_do_not_add_up_the_city_row_is_a_plain_figure() -> None:
    unpaired = [each for each in year_of_figures() if (each.variable, each.unit) != ("04", "210202")]
    sheet = opened(content(figures=unpaired)).worksheets[3]
    city = found(sheet, "全市").row
    assert sheet[f"C{city}"].value == 1440
    assert str(sheet[f"D{city}"].value).startswith("=SUM(D")


def test_one_figure_for_the_whole_city_stands_below_the_sum() -> None:
    sheet = standard(values=True).worksheets[4]
    city = found(sheet, "全市").row
    assert [sheet[f"C{row}"].value for row in (city, city + 1)] == [39600, 698.75]
    assert sheet[f"C{city + 2}"].value == pytest.approx(39600 / 698.75)


def test_the_months_of_a_flow_are_differences_and_missing_ones_a_dash() -> None:
    known = [each for each in year_of_figures(9) if each.period.number != 4]
    sheet = opened(content(figures=known, period=SEPTEMBER), values=True).worksheets[2]
    first = found(sheet, "1月").row
    assert [sheet[f"E{row}"].value for row in range(first, first + 6)] == [15, 15, 15, NOTHING, NOTHING, 15]
    assert sheet[f"B{first + 3}"].value is None


def test_every_source_names_file_sheet_cell_hash_and_people() -> None:
    sheet = standard().worksheets[2]
    row = found(sheet, "三、数据来源").row + 2
    told = [sheet.cell(row, column).value for column in range(1, 15)]
    assert told[:6] == ["01", "中山区", "新认定高新技术企业", "2018年12月", 60, "=typed"]
    assert told[6:10] == ["=cmd|' /C calc'!A1.xlsx", "F01", "D9", "0123456789ab"]
    assert told[10:] == ["local", "2019年1月9日 09:30", NOTHING, NOTHING]


def test_a_figure_without_sources_says_so() -> None:
    assert "本报告期尚无审核通过的数据。" in said(standard().worksheets[5])


def test_no_text_becomes_a_formula() -> None:
    book = standard()
    formulas = [
        str(cell.value)
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "f"
    ]
    assert formulas
    assert not any("typed" in formula or "cmd" in formula for formula in formulas)


def test_no_formula_is_without_its_cached_value() -> None:
    with zipfile.ZipFile(io.BytesIO(written(content(), "zh"))) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    for xml in sheets:
        cached = re.findall(r"</f><v>([^<]*)</v>", xml)
        assert all(cached)
        assert len(cached) == xml.count("<f>")


def test_every_indicator_that_is_known_has_a_native_chart_on_its_own_cells() -> None:
    with zipfile.ZipFile(io.BytesIO(written(content(), "zh"))) as archive:
        charts = [archive.read(name).decode() for name in sorted(archive.namelist()) if "charts/chart" in name]
    known = [each.standing.indicator for each in content().sections if each.standing.point.value is not None]
    assert (len(charts), [each.code for each in PLAN.indicators if each not in known]) == (3, ["rd_intensity"])
    for number, (xml, indicator) in enumerate(zip(charts, known, strict=True), start=1):
        assert f"{number} {indicator.short_name.zh}" in xml
    assert "barChart" in charts[0]
    assert "lineChart" in charts[0]
    assert "barChart" not in charts[1]


def test_bars_start_at_zero() -> None:
    with zipfile.ZipFile(io.BytesIO(written(content(), "zh"))) as archive:
        charts = [archive.read(name).decode() for name in sorted(archive.namelist()) if "charts/chart" in name]
    assert all(('<c:min val="0"/>' in xml) is ("barChart" in xml) for xml in charts)


def test_the_mark_of_sample_data_is_on_every_sheet_of_a_sample_and_on_no_other() -> None:
    sample, real = opened(content(sample=True)), standard()
    assert all(sheet.oddFooter.left.text == "示例数据" for sheet in sample.worksheets)
    assert all("示例数据" in said(sheet) for sheet in sample.worksheets)
    assert not any("示例数据" in said(sheet) for sheet in real.worksheets)


def test_an_unfinished_year_is_said_to_be_one() -> None:
    part = content(figures=year_of_figures(9), period=SEPTEMBER, today=date(2018, 10, 20))
    assert "2018年1—9月（年度数据尚未齐全" in said(opened(part).worksheets[0])
    assert "尚未齐全" not in said(standard().worksheets[0])


def test_a_summary_as_known_at_a_moment_says_when() -> None:
    past = content(as_of=datetime(2018, 10, 15, tzinfo=UTC))
    assert "数据截至：2018年10月15日 08:00" in said(opened(past).worksheets[0])


@pytest.mark.parametrize(("language", "words"), [("zh", "计算公式"), ("en", "Formula")])
def test_definitions_carry_formula_source_and_caveats(language: Any, words: str) -> None:
    told = said(standard(language=language).worksheets[-1])
    texts_of = texts(language)
    assert words in told
    for indicator in PLAN.indicators:
        assert texts_of.name(indicator.definition) in told
        assert indicator.source.quote in told
        assert all(texts_of.name(caveat) in told for caveat in indicator.caveats)


def test_an_english_workbook_names_its_sheets_and_units_in_english() -> None:
    book = standard(language="en")
    assert book.sheetnames[:2] == ["Contents", "Summary"]
    assert "Zhongshan District" in said(book.worksheets[2])


def test_every_sheet_prints_landscape_one_page_wide() -> None:
    for place, sheet in enumerate(standard().worksheets):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # 1 is what a missing attribute means: the contents stay on one page.
        assert sheet.page_setup.fitToHeight == (0 if place else None)
        assert sheet.print_area


def test_sheet_names_are_such_as_excel_takes_without_escaping() -> None:
    assert sheet_name("1 R&D/GDP [%]: it's") == "1 R&DGDP % its"
    assert len(sheet_name("长" * 40)) == 31


def test_a_long_text_gets_the_height_of_its_lines() -> None:
    assert lines_high("短", 10) < lines_high("很长的文字" * 4, 10)
