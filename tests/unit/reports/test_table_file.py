"""Tables leave as files whose texts stay texts and whose numbers stay numbers."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.texts import texts
from reports.book import Book, lines_high
from reports.table_file import TableContent, csv_bytes, inert, xlsx_bytes

DANGEROUS = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x"]

ONE_LINE = 17.25


def table(*rows, heads=("项目", "数值")) -> TableContent:
    return TableContent("t", "上报情况", ("资料来源：示例",), heads, rows)


def read_csv(content: TableContent) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_bytes(content).decode("utf-8-sig"), newline="")))


def sheet_of(content: TableContent):
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(content))).active


def test_csv_begins_with_a_byte_order_mark_so_that_excel_reads_chinese():
    assert csv_bytes(table(("产值", Decimal("1.50")))).startswith(b"\xef\xbb\xbf")
    assert read_csv(table(("产值", Decimal("1234.50")))) == [["项目", "数值"], ["产值", "1234.50"]]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_of_a_csv_is_taken_for_a_formula(text: str):
    (_, row) = read_csv(table((text, None)))
    assert row[0] == f"'{text}"


@given(st.text(max_size=20))
def test_an_inert_text_never_begins_like_a_formula_and_loses_nothing(text: str):
    made = inert(text)
    assert made.removeprefix("'") == text.removeprefix("'") or made == text
    assert not made.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("text", [*DANGEROUS, "http://example.org", "mailto:a@b", "123"])
def test_no_text_of_a_sheet_is_a_formula_a_link_or_a_number(text: str):
    cell = sheet_of(table((text, None)))["A5"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value.replace("_x000D_", "\r").strip() == text.strip()  # how the format writes a carriage return


def test_numbers_of_a_sheet_are_numbers_with_their_decimals():
    cell = sheet_of(table(("产值", Decimal("1234.50"))))["B5"]
    assert (cell.value, cell.data_type, cell.number_format) == (1234.5, "n", "#,##0.00")


def test_a_negative_number_stays_a_number_in_csv():
    assert read_csv(table(("差", Decimal("-2.5"))))[1][1] == "-2.5"


def test_a_sheet_says_its_title_and_its_source():
    sheet = sheet_of(table())
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A4"].value) == ("上报情况", "资料来源：示例", "项目")


def test_a_missing_value_is_an_empty_cell():
    assert read_csv(table(("产值", None)))[1] == ["产值", ""]
    assert sheet_of(table(("产值", None)))["B5"].value is None


def test_figures_of_one_column_keep_each_its_own_decimals():
    figures = [Decimal("1.50"), Decimal(2), Decimal("3.123"), Decimal("4.5"), Decimal("5.25"), Decimal("1E+2")]
    sheet = sheet_of(table(*(("产值", each) for each in figures)))
    found = [(sheet.cell(row, 2).value, sheet.cell(row, 2).number_format) for row in range(5, 11)]
    shown = ["#,##0.00", "#,##0", "#,##0.000", "#,##0.0", "#,##0.00", "#,##0"]
    assert found == list(zip([1.5, 2, 3.123, 4.5, 5.25, 100], shown, strict=True))


def test_a_text_longer_than_its_column_is_wrapped_in_a_row_as_high_as_it_needs():
    sheet = sheet_of(table(("创新" * 40, Decimal(1)), ("短", Decimal(2))))
    assert sheet.column_dimensions["A"].width == pytest.approx(48.7, abs=1)
    assert (sheet["A5"].alignment.wrap_text, sheet["A5"].alignment.vertical) == (True, "top")
    assert sheet.row_dimensions[5].height > 3 * 13.5
    assert (sheet.row_dimensions[6].height, sheet["A6"].value) == (ONE_LINE, "短")


@given(st.text(alphabet="a1 ·×é“—…测试①Ａ𠀀", min_size=1, max_size=60))
def test_a_text_that_names_no_format_fits_into_one_line(text: str):
    sheet = sheet_of(table((text, None), heads=("项", "值")))
    one_line = lines_high(text, sheet.column_dimensions["A"].width - 0.71) == lines_high("1", 8)
    assert one_line == (sheet.row_dimensions[5].height == ONE_LINE) == (not sheet["A5"].alignment.wrap_text)


def test_a_row_of_empty_texts_is_as_high_as_any_other():
    assert sheet_of(table(("", Decimal(1)))).row_dimensions[5].height == ONE_LINE


@pytest.mark.parametrize("text", ["<r>a</r>", "<r>&</r>", "<r><t>a</t></r>", 'a<b>&"c"', "<r></r>", "  x "])
def test_a_text_that_looks_like_mark_up_arrives_as_it_was_typed(text: str):
    assert sheet_of(table((text, None)))["A5"].value == text


def test_nor_does_such_a_text_damage_a_report():
    book = Book(texts("zh"), "总结", date(2018, 12, 20), "示例数据")
    book.add_sheet("说明", [20]).text(0, 0, "<r>&</r>")
    assert openpyxl.load_workbook(io.BytesIO(book.close())).active["A1"].value == "<r>&</r>"
