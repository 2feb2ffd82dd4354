"""The look of an official form: 宋体, rules above and below the table, open at its sides, fields to fill in tinted."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

FONT = "宋体"
"""On every Chinese Windows and in WPS; a title font such as 小标宋 is not, and xlsx cannot name a fallback."""

INK = "#000000"
FIELD = "#FFF8E1"
BLOCKED = "#F2F2F2"
REFERENCE_INK = "#595959"
STAMP_INK = "#C00000"

_THIN, _THICK = 1, 2
_BASE: dict[str, Any] = {
    "font_name": FONT,
    "font_family": 1,
    "font_charset": 134,
    "font_size": 10,
    "valign": "vcenter",
    "font_color": INK,
}
_TABLE: dict[str, Any] = {**_BASE, "border": _THIN}
_STAMP: dict[str, Any] = {"font_color": STAMP_INK, "border": _THICK, "border_color": STAMP_INK}
_CENTRED: dict[str, Any] = {"align": "center", "text_wrap": True}

_STYLES: dict[str, dict[str, Any]] = {
    "plain": _BASE,
    "title": {**_BASE, **_CENTRED, "font_size": 18, "bold": True},
    "stamp": {**_BASE, **_CENTRED, **_STAMP, "font_size": 14, "bold": True},
    "place_label": {**_BASE, "align": "right"},
    "place_text": {**_BASE, "align": "left", "shrink": True},
    "unit": {**_BASE, "align": "left"},
    "period": {**_BASE, "align": "center"},
    "head": {**_TABLE, **_CENTRED},
    "mark": {**_TABLE, **_CENTRED},
    "label": {**_TABLE, "align": "left", "indent": 1, "text_wrap": True},
    "measure": {**_TABLE, **_CENTRED},
    "field": {**_TABLE, "align": "right", "indent": 1, "bg_color": FIELD, "locked": False},
    "choice": {**_TABLE, "align": "center", "bg_color": FIELD, "locked": False},
    "words": {**_TABLE, "align": "left", "bg_color": FIELD, "locked": False, "text_wrap": True, "font_size": 9},
    "blocked": {**_TABLE, "align": "center", "bg_color": BLOCKED, "font_color": REFERENCE_INK},
    "computed": {**_TABLE, "align": "right", "indent": 1},
    "reference": {**_TABLE, "align": "right", "indent": 1, "font_color": REFERENCE_INK},
    "open": {**_BASE, "locked": False},
    "entry_field": {"bg_color": FIELD, "border": _THIN},
    "entry": {**_TABLE, "align": "left", "bg_color": FIELD, "locked": False, "shrink": True},
    "entry_choice": {**_TABLE, "align": "center", "bg_color": FIELD, "locked": False},
    "foot": {**_BASE, "align": "left", "locked": False, "shrink": True},
    "note": {**_BASE, "align": "left", "valign": "top", "text_wrap": True, "font_size": 9},
}  # fmt: skip


class Styles:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, tuple[tuple[str, Any], ...]], Format] = {}

    def __call__(self, name: str, **more: str | int | bool) -> Format:
        """The named style, with further XlsxWriter format properties laid over it."""
        key = name, tuple(sorted(more.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_STYLES[name], **more})
        return self._made[key]

    @staticmethod
    def edges(*, column: int, last_column: int, top: bool = False, bottom: bool = False) -> dict[str, int]:
        """The table's outer rules at a cell: thick above and below, none at the sides."""
        sides: dict[str, int] = {}
        if column == 0:
            sides["left"] = 0
        if column == last_column:
            sides["right"] = 0
        if top:
            sides["top"] = _THICK
        if bottom:
            sides["bottom"] = _THICK
        return sides


def number_format(decimals: int) -> str:
    """`#,##0.00`: thousands separators and fixed decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")
