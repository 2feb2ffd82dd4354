"""A workbook being written: its formats, its text-safe cells, its page set-up."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import ceil
from typing import Any, cast

from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from i18n.texts import Texts
from i18n.worksheets import LiteralWorkbook

NOTHING = "—"
FONT, HEAD_FONT = "宋体", "黑体"
INK, SECONDARY, HAIRLINE, GROUND, ACTUAL = "#101828", "#475467", "#98A2B3", "#F2F4F7", "#173F7A"
_STAMP = "#C00000"
_A4 = 9
_ROW_HEIGHT = 17
_LINE_HEIGHT = 13.5
_FILLED = 0.95
"""How much of a line is filled before it breaks."""
_SHEET_NAME_LIMIT = 31
_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
_CELL: dict[str, Any] = {**_BASE, "border": 1, "border_color": HAIRLINE}
_STYLES: dict[str, dict[str, Any]] = {
    "plain": _BASE,
    "title": {**_BASE, "font_size": 18, "bold": True},
    "subtitle": {**_BASE, "font_color": SECONDARY},
    "stamp": {**_BASE, "font_size": 12, "bold": True, "font_color": _STAMP},
    "section": {**_BASE, "font_name": HEAD_FONT, "font_size": 12},
    "head": {**_CELL, "font_name": HEAD_FONT, "align": "center", "text_wrap": True, "bg_color": GROUND},
    "words": {**_CELL, "text_wrap": True, "indent": 1},
    "shrunk": {**_CELL, "shrink": True, "indent": 1},
    "top": {**_CELL, "text_wrap": True, "valign": "top", "indent": 1},
    "centred": {**_CELL, "align": "center", "text_wrap": True},
    "figure": {**_CELL, "align": "right", "indent": 1},
    "total": {**_CELL, "align": "right", "indent": 1, "bold": True, "bg_color": GROUND},
    "total_words": {**_CELL, "indent": 1, "bold": True, "bg_color": GROUND},
    "link": {**_CELL, "text_wrap": True, "indent": 1, "font_color": ACTUAL, "underline": 1},
    "back": {**_BASE, "font_color": ACTUAL, "underline": 1},
}


class Book:
    """An .xlsx in memory; the same calls give the same bytes."""

    def __init__(self, texts: Texts, title: str, made_on: date, sample_mark: str, checksum: str = "") -> None:
        self.texts, self.sample_mark = texts, sample_mark
        self._target = io.BytesIO()
        self._book = LiteralWorkbook(
            self._target,
            {
                "in_memory": True,
                "default_format_properties": {"font_name": FONT, "font_size": 10},
            },
        )
        created = datetime.combine(made_on, time())
        self._book.set_properties({"title": title, "created": created, "keywords": checksum})
        self._formats: dict[tuple[str, tuple[tuple[str, Any], ...]], Format] = {}

    def style(self, name: str, **more: str | int | bool) -> Format:
        """The named style with further XlsxWriter format properties laid over it."""
        key = name, tuple(sorted(more.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**_STYLES[name], **more})
        return self._formats[key]

    def add_sheet(self, name: str, widths: list[float]) -> Sheet:
        """A new sheet, landscape A4, one page wide."""
        page = self._book.add_worksheet(name)
        page.set_default_row(_ROW_HEIGHT)
        for index, width in enumerate(widths):
            page.set_column(index, index, width)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        page.center_horizontally()
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L{self.sample_mark}&C&A&R&P / &N")
        return Sheet(self, page, name)

    def add_chart(self, kind: str) -> Chart:
        """A native chart (`line` or `column`)."""
        return cast("Chart", self._book.add_chart({"type": kind}))

    def close(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._target.getvalue()


class Sheet:
    """A sheet of a book. Rows and columns count from 0; texts stay texts whatever they begin with."""

    def __init__(self, book: Book, page: Worksheet, name: str) -> None:
        self.book, self.page, self.name = book, page, name

    def text(self, row: int, column: int, text: str, style: str = "words", **more: str | int | bool) -> None:
        """Writes a text."""
        self.page.write_string(row, column, text, self.book.style(style, **more))

    def number(self, row: int, column: int, value: Decimal | None, shown: str, style: str = "figure") -> None:
        """Writes a number, or a dash for a missing one."""
        if value is None:
            self.text(row, column, NOTHING, style)
        else:
            self.page.write_number(row, column, float(value), self.book.style(style, num_format=shown))

    def formula(
        self, row: int, column: int, formula: str, value: Decimal | None, shown: str, style: str = "figure"
    ) -> None:
        """Writes a live formula with the value it has now, so that readers which do not compute see it."""
        cached = NOTHING if value is None else float(value)
        self.page.write_formula(row, column, formula, self.book.style(style, num_format=shown), cached)

    def link(self, row: int, column: int, sheet: str, text: str, style: str = "link") -> None:
        """Writes a link to another sheet of the book."""
        self.page.write_url(row, column, f"internal:{quoted(sheet)}!A1", self.book.style(style), text)

    def heads(self, row: int, labels: Sequence[str], height: float = 32, first: int = 0) -> None:
        """Writes a table's heads from column `first` on."""
        self.page.set_row(row, height)
        for column, label in enumerate(labels, start=first):
            self.text(row, column, label, "head")


def lines_high(text: str, width: float) -> float:
    """The height in points of a text wrapped in a column `width` characters wide.

    Rows are not made to fit their wrapped texts before a person touches them, so it is computed.
    """
    taken, fits = len(text), width * _FILLED
    if 2 * taken > fits and not text.isascii():
        taken = sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
    return _LINE_HEIGHT * ceil(taken / fits) + 4


def quoted(sheet: str) -> str:
    """A sheet's name as it stands in a reference."""
    return f"'{sheet}'"


def sheet_name(name: str) -> str:
    """A name that Excel takes and that needs no escaping in references."""
    return "".join(sign for sign in name if sign not in r"[]:*?/\'")[:_SHEET_NAME_LIMIT]


def number_format(decimals: int) -> str:
    """`#,##0.00`."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")
