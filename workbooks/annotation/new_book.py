"""Marks the problems of a long list in a workbook written anew, as fast as one can be written.

Editing a long list in place would take long and much memory. Values, addresses, hidden sheets and
percentages stay; the formatting is ours.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from i18n.worksheets import LiteralWorkbook
from workbooks.annotation.marks import PROBLEMS_SHEET, Job, Mark
from workbooks.annotation.new_formats import A4, BASE, RULED, NewFormats, colour
from workbooks.annotation.problem_list import WIDTHS, link_target, row_height, shown
from workbooks.annotation.row_writer import RowsSheet, RowWriter

_MOST_LINKS = 65_000
"""Excel's limit for a sheet is 65,530."""
_ALWAYS = datetime.combine(date(2018, 1, 1), time())


def annotate_rows(sheets: Iterable[RowsSheet], job: Job, folder: Path) -> bytes:
    """A new workbook with the same cells at the same addresses and the marks of a job.

    The first 1,000 problems have comments; all stand in a column right of the values, and on the list.

    Args:
        sheets: in their order; each is read once, row by row.
        job: the marks and their words.
        folder: where rows may be kept until the workbook is closed.
    """
    target = io.BytesIO()
    options = {
        "constant_memory": True,
        "tmpdir": str(folder),
        "nan_inf_to_errors": True,
        "default_format_properties": dict(BASE),
    }
    book = LiteralWorkbook(target, options)
    book.set_properties({"created": _ALWAYS})
    formats = NewFormats(book)
    if job.marks:
        _write_list(book.add_worksheet(PROBLEMS_SHEET), job, formats)
    for sheet in sheets:
        RowWriter(book.add_worksheet(sheet.name), sheet, job, formats).write()
    book.close()
    return target.getvalue()


def _write_list(sheet: Worksheet, job: Job, formats: NewFormats) -> None:
    words = job.words
    sheet.hide_gridlines(2)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, words.title, formats(bold=True, font_size=16))
    for row, line in enumerate(words.lines, 1):
        sheet.write_string(row, 0, line, formats(font_color="#475467"))
    head = len(words.lines) + 2
    for column, text in enumerate(words.heads[: len(WIDTHS)]):
        sheet.write_string(head, column, text, formats(**RULED, bold=True, align="center", bg_color="#F2F4F7"))
    sheet.freeze_panes(head + 1, 0)
    for number, mark in enumerate(job.marks, 1):
        _write_listed(sheet, head + number, number, mark, formats)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.activate()


def _write_listed(sheet: Worksheet, row: int, number: int, mark: Mark, formats: NewFormats) -> None:
    text = formats(**RULED, text_wrap=True, indent=1, num_format="@", quote_prefix=True)
    centred = formats(**RULED, align="center", text_wrap=True)
    tinted: dict[str, str | bool] = {"bold": True, "bg_color": colour(mark.tint)} if mark.tint else {}
    word = formats(**RULED, align="center", text_wrap=True, **tinted)
    sheet.set_row(row, row_height(mark))
    sheet.write_string(row, 0, str(number), centred)
    sheet.write_string(row, 1, mark.word, word)
    sheet.write(row, 2, shown(mark.sheet or ""), text)
    if mark.has_place and number <= _MOST_LINKS:
        blue = formats(**RULED, align="center", font_color="#173F7A", underline=1)
        sheet.write_url(row, 3, f"internal:{link_target(mark)}", blue, mark.cell or "")
    else:
        sheet.write(row, 3, mark.cell or "", centred)
    sheet.write_string(row, 4, shown(mark.what), text)
    sheet.write_string(row, 5, shown(mark.todo), text)
