"""Tables leave as files whose texts stay texts and whose numbers stay numbers."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.table_file import TableContent, csv_bytes, inert, xlsx_bytes

DANGEROUS = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x"]


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
