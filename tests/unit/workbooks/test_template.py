from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from i18n.texts import texts
from indicators.observations import Basis, ObservationStatus
from indicators.periods import Period
from indicators.plan import Plan
from indicators.registry import load_builtin
from workbooks.columns import STATUS_CHOICES, ColumnRole
from workbooks.layout import BLOCKED_MARK, META_FORMAT, META_SHEET, MetaKey, SheetLayout, layout_of
from workbooks.template import References, write_form

PLAN = load_builtin("dalian-2018")
SEPTEMBER = Period.month(2018, 9)
REFERENCES = References({"01": Decimal(100), "03": Decimal("273.02")}, {"01": Decimal(90), "03": Decimal("288.53")})
RETURNS = (
    ("F01", "210202", "2018-01"),
    ("F01", "DL-GX", "2018-09"),
    ("F01H", "210202", "2017"),
    ("F02", "DL-TJJ", "2018-Q3"),
    ("F02", "DL-TJJ", "2018"),
)


def written(
    form: str = "F01", unit: str = "210202", period: str = "2018-09", language: Any = "zh", **more: Any
) -> bytes:
    references = more.pop("references", REFERENCES)
    asked = PLAN.form(form), PLAN.unit(unit), Period.parse(period)
    return write_form(PLAN, *asked, references, texts(language), **more)


def layout(form: str = "F01", unit: str = "210202", period: str = "2018-09") -> SheetLayout:
    return layout_of(PLAN, PLAN.form(form), PLAN.unit(unit), Period.parse(period))


def opened(content: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(content), data_only=values)


def sheet(content: bytes, *, values: bool = False) -> Worksheet:
    return opened(content, values=values).worksheets[0]


def all_text(content: bytes) -> str:
    return "\n".join(str(cell.value) for line in sheet(content).iter_rows() for cell in line if cell.value is not None)


def at(of: SheetLayout, variable: str, basis: Basis = Basis.CURRENT) -> str:
    return next(cell.address for cell in of.inputs if (cell.variable, cell.basis) == (variable, basis))


def system_at(of: SheetLayout, variable: str, role: ColumnRole) -> str:
    cells = next(row.system for row in of.rows if row.variable == variable)
    return next(cell.address for cell in cells if cell.role is role)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("form", "unit", "period"), RETURNS)
def test_the_same_form_is_the_same_bytes(form: str, unit: str, period: str, language: str) -> None:
    assert written(form, unit, period, language) == written(form, unit, period, language)


@pytest.mark.parametrize(("form", "unit", "period"), RETURNS)
def test_an_empty_form_has_empty_fields_and_marks_where_nothing_is_asked(form: str, unit: str, period: str) -> None:
    page = sheet(written(form, unit, period, references=References()))
    for cell in layout(form, unit, period).inputs:
        assert page[cell.address].value == (BLOCKED_MARK if cell.blocked else None)


@pytest.mark.parametrize(("form", "unit", "period"), RETURNS)
def test_only_what_a_reporter_fills_in_is_unlocked(form: str, unit: str, period: str) -> None:
    page, of = sheet(written(form, unit, period)), layout(form, unit, period)
    assert page.protection.sheet
    assert page.protection.password is None
    assert all(page[cell.address].protection.locked is cell.blocked for cell in of.inputs)
    assert all(page[cell.address].protection.locked for row in of.rows for cell in row.system)
    assert not any(page[row.explanation].protection.locked for row in of.rows)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("form", "unit", "period"), RETURNS)
def test_every_open_field_is_validated_with_a_prompt(form: str, unit: str, period: str, language: str) -> None:
    page, of = sheet(written(form, unit, period, language)), layout(form, unit, period)
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    validated = {address for ranges in rules for address in ranges.split()}
    assert {cell.address for cell in of.inputs if not cell.blocked} <= validated
    assert not {cell.address for cell in of.inputs if cell.blocked} & validated
    assert all(rule.prompt and rule.promptTitle and rule.error and rule.errorTitle for rule in rules.values())


def test_a_count_must_be_whole_and_not_negative_or_not_applicable() -> None:
    page, of = sheet(written()), layout()
    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    count, amount = at(of, "01"), at(of, "03")
    assert rules[count] == f'OR({count}="不适用",IF(ISNUMBER({count}),AND({count}>=0,{count}=INT({count})),FALSE))'
    assert rules[amount] == f'OR({amount}="不适用",IF(ISNUMBER({amount}),AND({amount}>=0),FALSE))'


def test_a_variable_without_a_minimum_takes_any_number() -> None:
    free = tuple(each.model_copy(update={"minimum": None}) for each in PLAN.variables)
    plan = Plan(**{name: getattr(PLAN, name) for name in Plan.model_fields} | {"variables": free})
    content = write_form(plan, plan.form("F01"), plan.unit("210202"), SEPTEMBER, References(), texts("zh"))
    rules = {str(rule.sqref): rule for rule in sheet(content).data_validations.dataValidation}
    amount = at(layout(), "03")
    assert rules[amount].formula1 == f'OR({amount}="不适用",ISNUMBER({amount}))'
    assert "不小于" not in rules[amount].error


def test_given_figures_stand_in_their_cells_and_typed_text_stays_text() -> None:
    typed = {("01", Basis.CURRENT, SEPTEMBER): "=1+1", ("03", Basis.CURRENT, SEPTEMBER): "３１０．２５"}
    numbers = {("02", Basis.RESTATED, SEPTEMBER): Decimal(320), ("09", Basis.PUBLISHED, SEPTEMBER): Decimal("7.85")}
    page, of = sheet(written(values={**typed, **numbers}, explanations={"03": "@搬迁"})), layout()
    assert page[at(of, "01")].value == "=1+1"
    assert page[at(of, "01")].data_type == "s"
    assert page[at(of, "03")].value == "３１０．２５"
    assert page[at(of, "02", Basis.RESTATED)].value == 320
    assert page[at(of, "09", Basis.PUBLISHED)].value == 7.85
    assert page[next(row.explanation for row in of.rows if row.variable == "03")].value == "@搬迁"


def test_a_figure_given_for_a_blocked_cell_is_written() -> None:
    january = Period.month(2018, 1)
    page = sheet(written(period="2018-01", values={("03", Basis.CURRENT, january): Decimal(1)}))
    assert page[at(layout(period="2018-01"), "03")].value == 1


@pytest.mark.parametrize(("form", "unit", "period"), RETURNS)
def test_no_formula_is_without_its_cached_value(form: str, unit: str, period: str) -> None:
    with zipfile.ZipFile(io.BytesIO(written(form, unit, period))) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    cached = re.findall(r"</f><v>([^<]*)</v>", xml)
    assert all(cached)
    assert len(cached) == xml.count("<f>")


def test_the_month_and_the_growth_are_computed_from_the_fields() -> None:
    values = {
        ("01", Basis.CURRENT, SEPTEMBER): Decimal(120),
        ("01", Basis.RESTATED, SEPTEMBER): Decimal(96),
        ("03", Basis.CURRENT, SEPTEMBER): "12万",
        ("09", Basis.CURRENT, SEPTEMBER): Decimal(5),
        ("09", Basis.RESTATED, SEPTEMBER): Decimal(0),
    }
    of, content = layout(), written(values=values)
    computed, formulas = sheet(content, values=True), sheet(content)
    assert computed[system_at(of, "01", ColumnRole.MONTH)].value == 20
    assert computed[system_at(of, "01", ColumnRole.GROWTH)].value == 25
    assert computed[system_at(of, "03", ColumnRole.MONTH)].value == BLOCKED_MARK
    assert computed[system_at(of, "09", ColumnRole.GROWTH)].value == BLOCKED_MARK
    assert str(formulas[system_at(of, "01", ColumnRole.MONTH)].value).startswith("=IF(")


def test_in_the_first_month_the_month_is_the_total() -> None:
    values = {("01", Basis.CURRENT, Period.month(2018, 1)): Decimal(7)}
    page = sheet(written(period="2018-01", values=values), values=True)
    assert page[system_at(layout(period="2018-01"), "01", ColumnRole.MONTH)].value == 7


def test_the_city_form_computes_growth_against_the_stored_figure() -> None:
    values = {("21", Basis.CURRENT, Period.quarter(2018, 3)): Decimal("110")}
    references = References({}, {"21": Decimal(100)})
    page = sheet(written("F02", "DL-TJJ", "2018-Q3", values=values, references=references), values=True)
    assert page[system_at(layout("F02", "DL-TJJ", "2018-Q3"), "21", ColumnRole.GROWTH)].value == 10


def test_earlier_figures_are_shown_and_last_years_need_not_be_typed_again() -> None:
    page, of = sheet(written()), layout()
    assert page[system_at(of, "03", ColumnRole.PREVIOUS)].value == 273.02
    assert page[system_at(of, "03", ColumnRole.LAST_YEAR)].value == 288.53
    assert page[at(of, "03", Basis.PUBLISHED)].value == 288.53
    assert page[at(of, "03", Basis.RESTATED)].value is None
    assert page[system_at(of, "09", ColumnRole.PREVIOUS)].value == BLOCKED_MARK


def test_statuses_are_offered_and_given_in_words() -> None:
    statuses = {"22": ObservationStatus.ESTIMATED}
    page, of = sheet(written("F02", "DL-TJJ", "2018", statuses=statuses)), layout("F02", "DL-TJJ", "2018")
    shown = {row.variable: page[str(row.status)].value for row in of.rows}
    assert shown == {"21": None, "22": "E 估计", "23": None}
    offered = next(rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list")
    assert offered == f'"{",".join(STATUS_CHOICES)}"'


@pytest.mark.parametrize(("form", "unit", "period"), RETURNS)
def test_the_very_hidden_sheet_says_which_return_it_is(form: str, unit: str, period: str) -> None:
    book = opened(written(form, unit, period, sample=True))
    meta = book[META_SHEET]
    facts = {key: meta[key.address].value for key in MetaKey}
    assert meta.sheet_state == "veryHidden"
    assert facts == {
        MetaKey.FORMAT: META_FORMAT,
        MetaKey.PLAN: "dalian-2018",
        MetaKey.PLAN_VERSION: PLAN.head.version,
        MetaKey.FORM: form,
        MetaKey.UNIT: unit,
        MetaKey.PERIOD: period,
        MetaKey.LAYOUT: layout(form, unit, period).checksum,
        MetaKey.SAMPLE: "1",
    }


@pytest.mark.parametrize(("form", "unit", "period"), RETURNS)
def test_the_head_is_that_of_a_statutory_form(form: str, unit: str, period: str) -> None:
    page, of = sheet(written(form, unit, period)), layout(form, unit, period)
    assert page[of.places.title].value == PLAN.form(form).title.zh
    assert page[of.places.table_number].value == PLAN.form(form).table_number
    assert page[of.places.unit].value == f"填报单位：{PLAN.unit(unit).name}"
    assert [page[f"{column.letter}8"].value for column in of.columns[:4]] == ["甲", "乙", "丙", "1"]
    assert [page[row.code].value for row in of.rows] == list(PLAN.form(form).variables)


def test_the_foot_has_signatures_notes_and_check_relations() -> None:
    said = all_text(written(unit="DL-GX"))
    for words in ("单位负责人：", "统计负责人：", "填表人：", "联系电话：", "报出日期："):
        assert words in said
    assert "审核关系（不符合不能报送）：03≤04（1、2、3列）" in said
    assert "01≥上期01；" in said
    assert "高新区单独填报，沙河口区、甘井子区、旅顺口区的数据不含高新区。" in said


def test_a_form_without_check_relations_has_no_line_for_them() -> None:
    plan = Plan(**{name: getattr(PLAN, name) for name in Plan.model_fields} | {"checks": ()})
    content = write_form(plan, plan.form("F01"), plan.unit("210202"), SEPTEMBER, References(), texts("zh"))
    assert "审核关系" not in all_text(content)


def test_a_district_is_told_which_zone_it_leaves_out() -> None:
    assert "瓦房店市的数据不含单独填报的长兴岛经济区。" in all_text(written(unit="210281"))
    assert "单独填报的" not in all_text(written(unit="210202")).replace("不含单独填报的先导区", "")


def test_rows_that_are_not_asked_for_say_so() -> None:
    assert "高新技术产业产值（1月免报）" in all_text(written(period="2018-01"))
    assert "年末常住人口（年报填报）" in all_text(written("F02", "DL-TJJ", "2018-Q3"))


def test_the_mark_of_sample_data_is_on_the_form_and_only_on_samples() -> None:
    assert "示例数据" in all_text(written(sample=True))
    assert "示例数据" not in all_text(written())
    assert "示例数据" in str(sheet(written(sample=True)).oddFooter.left.text)


def test_an_english_form_keeps_the_chinese_words() -> None:
    said = all_text(written(unit="210281", language="en"))
    assert "创新指标月报\nMonthly return of innovation indicators" in said
    assert "指标名称\nItem" in said
    assert "Wafangdian City leaves out Changxing Island Economic Zone" in said


@pytest.mark.parametrize(("form", "unit", "period"), RETURNS)
def test_it_prints_on_one_landscape_page_with_its_heads(form: str, unit: str, period: str) -> None:
    page = sheet(written(form, unit, period))
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight or 1) == (1, 1)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$6:$8"
    assert page.print_options.horizontalCentered
