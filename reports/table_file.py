"""Any table of the screens as a file: CSV that Excel and WPS open as it is, or one plain Excel sheet.

Whatever a text begins with, it stays a text: a spreadsheet must not run what somebody typed in a return.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from i18n.worksheets import LiteralWorkbook
from reports.book import lines_high, number_format, sheet_name

CellValue = str | Decimal | None

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Full-width = + - @ too: they count the same where such a keyboard is used."""

_TITLE_HEIGHT = 21.0
_LINE = lines_high("1", 8)
"""The height of a row of one line, in points."""
_NARROWEST, _WIDEST = 8, 48
_BREAKS_FROM = 40
"""In a narrower column every text has one line: it is two places wider than its longest, and a twentieth is air."""
_MOST_DECIMALS = 6


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
    """Title, notes, heads and rows on one sheet; texts are texts, numbers are numbers.

    Rows wait on the disk until the workbook is closed, so that a long list is not held twice.
    """
    target = io.BytesIO()
    with TemporaryDirectory() as folder, LiteralWorkbook(target, {"constant_memory": True, "tmpdir": folder}) as book:
        sheet = book.add_worksheet(sheet_name(content.title) or None)
        columns = zip(*content.rows, strict=True) if content.rows else repeat(())
        widths = [_width(head, column) for head, column in zip(content.heads, columns, strict=False)]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_default_row(_LINE)
        sheet.set_row(0, _TITLE_HEIGHT)
        sheet.write_string(0, 0, content.title, book.add_format({"bold": True, "font_size": 14}))
        quiet = book.add_format({"font_color": "#475467"})
        for number, note in enumerate(content.notes, start=1):
            sheet.write_string(number, 0, note, quiet)
        first = len(content.notes) + 2
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sheet.set_row(first, max([_LINE, *map(lines_high, content.heads, widths)]))
        for column, name in enumerate(content.heads):
            sheet.write_string(first, column, name, head)
        _rows(book, sheet, content, widths, first + 1)
        sheet.freeze_panes(first + 1, 0)
        if content.rows:
            sheet.autofilter(first, 0, first + len(content.rows), len(content.heads) - 1)
    return target.getvalue()


def _rows(book: Workbook, sheet: Worksheet, content: TableContent, widths: Sequence[float], first: int) -> None:
    """The rows. What is not seen is not paid for in every cell: a text of one line names no format."""
    words = book.add_format({"text_wrap": True, "valign": "top"})
    figures = [book.add_format({"num_format": number_format(n), "valign": "top"}) for n in range(_MOST_DECIMALS + 1)]
    looks = [(Decimal(0), figures[0])] * len(widths)  # of the figure above, which mostly has as many decimals
    write_text, write_number = sheet.write_string, sheet.write_number
    breaking = [(column, width) for column, width in enumerate(widths) if width >= _BREAKS_FROM]
    for number, row in enumerate(content.rows, start=first):
        height = _height(row, breaking) if breaking else _LINE
        wrapped = None
        if height > _LINE:
            sheet.set_row(number, height)  # before its cells, which leave with the next row
            wrapped = words
        for column, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    write_text(number, column, value, wrapped)
            elif value is not None:
                above, look = looks[column]
                if not value.same_quantum(above):
                    look = figures[min(_decimals(value), _MOST_DECIMALS)]
                    looks[column] = value, look
                write_number(number, column, float(value), look)


def _height(row: Sequence[CellValue], breaking: Sequence[tuple[int, float]]) -> float:
    """As high as its highest text, of the columns in which a text may break."""
    texts = ((row[column], width) for column, width in breaking)
    return max((lines_high(text, width) for text, width in texts if isinstance(text, str)), default=_LINE)


def _csv_cell(value: CellValue) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return inert(value) if value else ""


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _width(head: str, values: Iterable[CellValue]) -> float:
    """As wide as the longest of the values, within reason."""
    texts = [str(value) for value in values if value is not None]
    longest = max((_places(head), *map(len, texts)))
    # Only texts beyond ASCII take more places than they have signs, and at most twice as many.
    longest = max((longest, *(_places(text) for text in texts if 2 * len(text) > longest and not text.isascii())))
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _places(text: str) -> int:
    """The places of a line that a text takes at most: two for every sign beyond ASCII."""
    return len(text) if text.isascii() else 2 * len(text) - len(text.encode("ascii", "ignore"))
