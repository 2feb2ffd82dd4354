"""What every form's workbook has: how it is written, and the hidden sheet that says which return it is."""

from __future__ import annotations

from datetime import datetime, time

from xlsxwriter import Workbook

from indicators.plan import Plan
from workbooks.layout import META_FORMAT, META_SHEET, MetaKey, SheetLayout
from workbooks.styles import FONT
from workbooks.template_parts import Canvas

A4 = 9


def book_options() -> dict[str, object]:
    """Made anew each time: XlsxWriter writes into the font properties it is given."""
    return {
        "in_memory": True,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }


def finish(book: Workbook, canvas: Canvas) -> None:
    """Adds the hidden sheet and the properties, and closes the workbook; the same input gives the same bytes."""
    _write_meta(book, canvas.plan, canvas.layout, sample=canvas.sample)
    issued = datetime.combine(canvas.plan.head.document.issued_on, time())
    book.set_properties({"title": canvas.form.title.zh, "subject": canvas.layout.sheet, "created": issued})
    book.close()


def _write_meta(book: Workbook, plan: Plan, layout: SheetLayout, *, sample: bool) -> None:
    """Adds the very hidden sheet."""
    facts = {
        MetaKey.FORMAT: META_FORMAT,
        MetaKey.PLAN: plan.head.id,
        MetaKey.PLAN_VERSION: plan.head.version,
        MetaKey.FORM: layout.key.form,
        MetaKey.UNIT: layout.key.unit,
        MetaKey.PERIOD: str(layout.key.period),
        MetaKey.LAYOUT: layout.checksum,
        MetaKey.SAMPLE: "1" if sample else "0",
    }
    sheet = book.add_worksheet(META_SHEET)
    for row, key in enumerate(MetaKey):
        sheet.write_string(row, 0, key.value)
        sheet.write_string(row, 1, facts[key])
    sheet.protect()
    sheet.very_hidden()
