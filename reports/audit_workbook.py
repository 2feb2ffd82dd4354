"""Rows of the audit trail as one plain sheet: every cell is text or a number, never a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from i18n.worksheets import LiteralWorkbook

_WIDTHS = (8, 30, 16, 16, 20, 36, 10, 30, 20, 20, 20)


def write_audit(title: str, heads: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """The workbook's bytes; rows as long as `heads`."""
    target = io.BytesIO()
    with LiteralWorkbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(title[:31])
        head = book.add_format({"bold": True, "bottom": 1})
        for column, name in enumerate(heads):
            sheet.write_string(0, column, name, head)
            sheet.set_column(column, column, _WIDTHS[column] if column < len(_WIDTHS) else 16)
        number = 0
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(number, column, value)
                elif value:
                    sheet.write_string(number, column, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, number, len(heads) - 1)
    return target.getvalue()
