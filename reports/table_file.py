"""Any table of the screens as a file: CSV that Excel and WPS open as it is, or one plain Excel sheet.

Whatever a text begins with, it stays a text: a spreadsheet must not run what somebody typed in a return.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.book import lines_high, number_format, sheet_name

CellValue = str | Decimal | None

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Full-width = + - @ too: they count the same where such a keyboard is used."""

_WORKBOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NARROWEST, _WIDEST = 8, 48
_MOST_DECIMALS = 6
_WIDE_SIGNS_FROM = 0x2E80
"""From here on signs take two places of a line (CJK)."""


@dataclass(frozen=True, slots=True)
class TableContent:
    """A table to be written.

    `name` stands in the file's name and in the audit trail; `notes` (source, day, sample mark) stand
    above an Excel sheet. Rows are as long as `heads`; numbers are `Decimal` and keep their digits;
    None is an empty cell.
    """

    name: str
    title: str
    notes: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]


def inert(text: str) -> str:
    """The text for a CSV cell: with a `'` before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def csv_bytes(content: TableContent) -> bytes:
    """Heads and rows as CSV in UTF-8 with a byte order mark; numbers plain, without separators."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([inert(head) for head in content.heads])
    writer.writerows([_csv_cell(value) for value in row] for row in content.rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(content: TableContent) -> bytes:
    """Title, notes, heads and rows on one sheet; texts are texts, numbers are numbers."""
    target = io.BytesIO()
    with Workbook(target, _WORKBOOK) as book:
        sheet = book.add_worksheet(sheet_name(content.title) or None)
        sheet.write_string(0, 0, content.title, book.add_format({"bold": True, "font_size": 14}))
        quiet = book.add_format({"font_color": "#475467"})
        for number, note in enumerate(content.notes, start=1):
            sheet.write_string(number, 0, note, quiet)
        first = len(content.notes) + 2
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for column, name in enumerate(content.heads):
            sheet.write_string(first, column, name, head)
        _rows(book, sheet, content, first + 1)
        sheet.freeze_panes(first + 1, 0)
        if content.rows:
            sheet.autofilter(first, 0, first + len(content.rows), len(content.heads) - 1)
    return target.getvalue()


def _rows(book: Workbook, sheet: Worksheet, content: TableContent, first: int) -> None:
    words = book.add_format({"text_wrap": True, "valign": "top"})
    figures = {n: book.add_format({"num_format": number_format(n), "valign": "top"}) for n in range(_MOST_DECIMALS + 1)}
    widths = [_width([head, *(row[place] for row in content.rows)]) for place, head in enumerate(content.heads)]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(content.rows, start=first):
        texts = [(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)]
        sheet.set_row(number, max((lines_high(text, width) for text, width in texts), default=None))
        for column, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    sheet.write_string(number, column, value, words)
            elif value is not None:
                sheet.write_number(number, column, float(value), figures[min(_decimals(value), _MOST_DECIMALS)])


def _csv_cell(value: CellValue) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return inert(value) if value else ""


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _width(values: Sequence[CellValue]) -> float:
    """As wide as the longest of the values, within reason."""
    longest = max(_places(str(value or "")) for value in values)
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _places(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if ord(sign) >= _WIDE_SIGNS_FROM else 1 for sign in text)
