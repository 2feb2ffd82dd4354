"""A unit's own table by its mapping: the right cells, conversions that are told, nothing passed over."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.observations import Basis
from indicators.own_layouts import OwnRow
from indicators.periods import Period
from sample_data.bad.own_tables import LAYOUT, layout, opened, rows_of
from tests.hostile_files import PLAN, SEPTEMBER
from workbooks.own_reading import read_own
from workbooks.own_table import (
    fingerprint,
    head_texts,
    mapped_columns,
    measures_for,
    period_cells,
    period_in_cell,
    period_within,
    row_names,
    scale_of,
)

F01, F02 = PLAN.form("F01"), PLAN.form("F02")


def read(changed=None, of=LAYOUT, **more):
    return read_own(PLAN, opened(rows_of(changed, **more)), of, SEPTEMBER)


def codes(found):
    return [(problem.code, problem.cell) for problem in found.problems]


def test_every_figure_comes_from_its_own_cell_and_keeps_what_stood_there():
    found = read()
    assert codes(found) == []
    assert (found.key.form, found.key.unit, found.key.period) == ("F01", "210202", SEPTEMBER)
    by_cell = {(figure.cell, figure.observation.basis): figure for figure in found.figures}
    assert len(by_cell) == 30
    output = by_cell["C7", Basis.CURRENT]
    assert (output.observation.variable, output.observation.value, output.typed) == ("03", Decimal("12.87"), "128709")
    assert output.sheet == "科技统计"
    assert by_cell["D7", Basis.PUBLISHED].observation.value == by_cell["D7", Basis.RESTATED].observation.value
    assert by_cell["C5", Basis.CURRENT].observation.value == 5


def test_each_conversion_is_told_with_both_measures():
    notes = {note.cell: note.params for note in read().notes if note.code == "own_converted"}
    assert notes["C7"] == {"code": "03", "typed": "128709", "measure": "万元", "value": "12.87", "unit": "亿元"}
    assert "C5" not in notes


def test_rows_that_are_no_item_are_named():
    (note,) = (note for note in read().notes if note.code == "own_rows_ignored")
    assert note.cell == "B15"
    assert note.params["rows"] == "其中：外资企业"


def test_explanations_beside_the_row_answer_its_questions():
    found = read({("07", "C"): "不适用", ("07", "E"): "本年没有审批"})
    (problem,) = found.problems
    assert (problem.code, problem.cell, problem.explained) == ("cell_not_applicable", "C11", "本年没有审批")


def test_faults_stand_at_the_tables_own_cells():
    found = read({("08", "C"): "见附件", ("09", "C"): ""})
    assert codes(found) == [("cell_not_number", "C12"), ("cell_missing", "C13")]


def test_a_row_that_is_gone_or_doubled_is_a_problem():
    assert codes(read({("08", "B"): "专利"})) == [("own_row_missing", "B4")]
    assert codes(read({("08", "B"): "技术合同额"}, of=LAYOUT)) == [("own_row_missing", "B4"), ("own_row_twice", "B13")]


def test_names_are_compared_as_a_person_does():
    assert codes(read({("08", "B"): " 有效 发明专利\u200b"})) == []


def test_what_the_form_asks_and_the_mapping_lacks_is_a_problem():
    without = replace(LAYOUT, rows=LAYOUT.rows[1:], columns={"D": "C", "E": "D"})
    assert codes(read(of=without)) == [("own_column_unmapped", "B4"), ("own_row_unmapped", "B4")]


def test_items_not_asked_for_in_a_period_need_no_row():
    january = replace(LAYOUT, rows=tuple(row for row in LAYOUT.rows if row.variable not in {"03", "04", "05", "06"}))
    found = read_own(PLAN, opened(rows_of()), january, Period.month(2018, 1))
    assert found.problems == ()


def test_hidden_rows_and_columns_of_the_table_are_said():
    sheet = opened(rows_of())
    sheet.facts.hidden_rows.append(6)
    sheet.facts.hidden_columns.append((4, 4))
    assert codes(read_own(PLAN, sheet, LAYOUT, SEPTEMBER)) == [("row_hidden", "B6"), ("column_hidden", "D4")]


def test_formulas_never_calculated_and_errors_are_no_figures():
    sheet = opened(rows_of())
    sheet.facts.uncached.append("C7")
    sheet.facts.errors["C8"] = "#REF!"
    found = read_own(PLAN, sheet, LAYOUT, SEPTEMBER)
    assert codes(found) == [("formula_not_calculated", "C7"), ("cell_is_error", "C8")]


@given(st.decimals("0.01", "99999999", places=2))
def test_a_conversion_is_exact_up_to_the_forms_places(amount):
    (row,) = (row for row in LAYOUT.rows if row.variable == "09")
    mapped = replace(LAYOUT, rows=(*(each for each in LAYOUT.rows if each is not row), OwnRow(row.name, "09", "元")))
    found = read({("09", "C"): f"{amount:f}"}, of=mapped)
    figure = next(f for f in found.figures if f.cell == "C13")
    assert abs(figure.observation.value - amount / 10**8) <= Decimal("0.005")
    assert figure.typed == f"{amount:f}"


def test_the_fingerprint_follows_the_heads_and_not_their_months():
    first = layout().fingerprint
    assert fingerprint(opened(rows_of()), 3, 4) == first
    october = rows_of()
    october[3] = ["", "", "2018年10月", "2017年10月", ""]
    assert fingerprint(opened(october), 3, 4) == first
    assert fingerprint(opened(rows_of(heads=("序号", "项目", "上年同期", "本月累计", "备注"))), 3, 4) != first
    assert fingerprint(opened(rows_of(heads=("项目", "序号", "本月累计", "上年同期", "备注"))), 3, 4) != first


def test_heads_and_names_are_found():
    sheet = opened(rows_of())
    assert head_texts(sheet, 3, 4)["C"] == "本月累计 2018年9月"
    assert list(row_names(sheet, "B", 4).items())[2] == ("高新技术产业产值", [7])


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("中山区2018年1-9月科技统计表", "2018-09"),
        ("截至２０１８年９月", "2018-09"),
        ("报表 2018.9", "2018-09"),
        ("2018-10", "2018-10"),
        ("2018年三季度", None),
        ("2018年", None),
        ("2018年13月", None),
        ("统计表", None),
    ],
)
def test_a_period_is_found_within_a_title(text, period):
    found = period_within(text, F01.frequencies)
    assert (None if found is None else str(found)) == period


def test_quarters_and_years_are_found_where_the_form_has_them():
    assert str(period_within("2018年第3季度", F02.frequencies)) == "2018-Q3"
    assert str(period_within("全市2017年度", F02.frequencies)) == "2017"


def test_cells_that_name_a_period_are_offered_and_read_again():
    sheet = opened(rows_of())
    assert {cell: str(period) for cell, period in period_cells(sheet, 4, F01).items()} == {
        "A1": "2018-09",
        "C4": "2018-09",
        "D4": "2017-09",
    }
    assert period_in_cell(sheet, "A1", F01) == SEPTEMBER
    assert period_in_cell(sheet, "A2", F01) is None
    assert period_in_cell(sheet, "nowhere", F01) is None


def test_measures_of_a_family_are_offered_its_own_first():
    assert measures_for("亿元") == ("亿元", "元", "千元", "万元", "百万元", "千万元")
    assert measures_for("家")[:2] == ("家", "千家")
    assert [scale_of(each) for each in ("亿元", "万元", "元", "家", "万人", "%")] == [10**8, 10**4, 1, 1, 10**4, 1]


def test_the_forms_columns_that_a_table_needs():
    assert [column.mark for column in mapped_columns(F01)] == ["1", "2", "3", "丁"]
    assert len(mapped_columns(PLAN.form("F01H"))) == 13
