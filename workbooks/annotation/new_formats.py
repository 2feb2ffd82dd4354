"""The formats of a workbook written anew, made when first asked for."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from workbooks.annotation.marks import Tint
from workbooks.styles import FONT

BASE: dict[str, Any] = {"font_name": FONT, "font_size": 10, "font_charset": 134, "font_family": 1}
A4 = 9
RULED: dict[str, Any] = {"border": 1, "border_color": "#D0D5DD", "valign": "vcenter"}


class NewFormats:
    """Formats by their properties."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: str | int | bool) -> Format:
        """The format with these XlsxWriter properties over the plain one."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**BASE, **properties})
        return self._made[key]

    def of_cell(self, tint: Tint | None, **properties: str | int | bool) -> Format | None:
        """A cell's format; None where nothing is special about it."""
        if tint is not None:
            return self(bg_color=colour(tint), **properties)
        return self(**properties) if properties else None


def colour(tint: Tint) -> str:
    """`#F6C4C0`."""
    return f"#{tint.value[2:]}"
