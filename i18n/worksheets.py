"""Excel workbooks being written whose texts are what was typed: never a formula, a link, a number or mark-up.

Below the writers of forms and of reports, which do not know each other and both write what people have typed.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_MARK_UP = "<r>"
"""A text between this and its end is taken by the library for rich text already written, and breaks the file."""
_LONGEST = 32_767
_TEXTS_STAY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class LiteralWorksheet(Worksheet):
    """A sheet on which every text arrives as it was typed, by whichever method it is written."""

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        """Hands a text that could be taken for mark-up over in pieces, which the library then escapes."""
        if not string.startswith(_MARK_UP):
            return int(super()._write_string(row, col, string, cell_format))
        text = string.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")
        pieces = (text[0], text[1], text[2:])
        return int(self._write_rich_string(row, col, *pieces, *([cell_format] if cell_format else [])))

    def _escape_attributes(self, attribute: object) -> object:
        """A format's number as it is: the library would search it for signs, and fail, in every cell with a format."""
        return attribute if attribute.__class__ is int else super()._escape_attributes(attribute)


class LiteralWorkbook(Workbook):
    """A workbook of such sheets; its other options are XlsxWriter's."""

    worksheet_class = LiteralWorksheet

    def __init__(self, target: io.BytesIO, options: Mapping[str, object]) -> None:
        super().__init__(target, {**_TEXTS_STAY, **options})
