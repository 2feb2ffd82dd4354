"""Whatever the method, a text arrives as it was typed."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from i18n.worksheets import LiteralWorkbook

MARKED_UP = ["<r>a</r>", "<r>&</r>", "<r><t>a</t></r>", "<r></r>", "<r>", "<r> </r>", "<r>\n</r>"]
OTHERS = ["=1+1", "{=1+1}", "http://example.org", "internal:A1", "mailto:a@b", "12", "1e9", "</r>", " x ", "a"]
METHODS = {
    "write_string": lambda sheet, text, look: sheet.write_string(0, 0, text, look),
    "write_string by address": lambda sheet, text, look: sheet.write_string("A1", text, look),
    "write": lambda sheet, text, look: sheet.write(0, 0, text, look),
    "write_row": lambda sheet, text, look: sheet.write_row(0, 0, [text], look),
    "write_column": lambda sheet, text, look: sheet.write_column(0, 0, [text], look),
    "merge_range": lambda sheet, text, look: sheet.merge_range(0, 0, 0, 3, text, look),
    "write_url": lambda sheet, text, look: sheet.write_url(0, 0, "internal:'Sheet1'!B2", look, text),
}


def read_back(write, text, look=None, **options):
    target = io.BytesIO()
    with LiteralWorkbook(target, {"in_memory": True, **options}) as book:
        write(book.add_worksheet(), text, book.add_format(look) if look else None)
    return load_workbook(target).active["A1"]


@pytest.mark.parametrize("text", MARKED_UP + OTHERS)
@pytest.mark.parametrize("method", METHODS)
def test_a_text_arrives_as_it_was_typed(method, text):
    cell = read_back(METHODS[method], text, {"bold": True})
    assert (unescape(cell.value), cell.data_type, cell.font.bold) == (text, "s", True)


@pytest.mark.parametrize("text", MARKED_UP)
def test_it_does_without_a_format_and_row_by_row_too(text):
    assert read_back(METHODS["write_string"], text).value == text
    assert read_back(METHODS["write_string"], text, in_memory=False, constant_memory=True).value == text


def test_a_text_too_long_for_a_cell_is_cut_and_not_lost():
    text = "<r>" + "长" * 32_757 + "</r>" + "x" * 99
    assert read_back(METHODS["write_string"], text).value == text[:32_767]
