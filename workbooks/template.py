"""Writes a form as an Excel workbook: empty for a reporter, or filled for the sample data."""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from i18n.texts import Texts
from i18n.worksheets import LiteralWorkbook
from indicators.measure_progress import MeasureReport
from indicators.observations import Basis, ObservationStatus
from indicators.periods import Period
from indicators.plan import Form, FormLayout, Plan, ReportingUnit
from workbooks import template_body, template_foot, template_head, template_measures
from workbooks.layout import SheetLayout, layout_of
from workbooks.sheet import HEAD_ROW, MARK_ROW
from workbooks.styles import Styles
from workbooks.template_book import A4, book_options, finish
from workbooks.template_list import write_list
from workbooks.template_parts import Canvas, Filling, References, Wording

__all__ = ["References", "write_form"]


def write_form(
    plan: Plan,
    form: Form,
    unit: ReportingUnit,
    period: Period,
    references: References,
    texts: Texts,
    sample: bool = False,
    values: Mapping[tuple[str, Basis, Period], Decimal | str] | None = None,
    explanations: Mapping[str, str] | None = None,
    statuses: Mapping[str, ObservationStatus] | None = None,
    *,
    reports: Mapping[str, MeasureReport] | None = None,
) -> bytes:
    """The form of one unit for one period as .xlsx bytes; the same input gives the same bytes.

    The form is Chinese; English texts are put beneath. A name list is empty (`write_list` fills one).

    Args:
        plan: Whose variables, notes and check relations are printed.
        form: Which form of the plan.
        unit: Who reports.
        period: Of one of the form's frequencies.
        references: Stored figures shown beside the fields.
        texts: The language of prompts.
        sample: Whether the form carries the mark 示例数据.
        values: The fields by (variable, basis, the figure's period), a str as typed, blocked cells as well.
        explanations: 情况说明 by variable.
        statuses: Observation status by variable, on forms that have the column.
        reports: What to put into the rows of a form about measures, by measure.
    """
    if form.listing is not None:
        return write_list(plan, form, unit, period, texts, sample=sample)
    target = io.BytesIO()
    book = LiteralWorkbook(target, book_options())
    layout, wording = layout_of(plan, form, unit, period), Wording(texts)
    canvas = Canvas(book.add_worksheet(layout.sheet), Styles(book), wording, plan, form, unit, layout, sample)
    _draw(canvas, references, Filling(values or {}, explanations or {}, statuses or {}, reports or {}))
    finish(book, canvas)
    return target.getvalue()


def _draw(canvas: Canvas, references: References, filling: Filling) -> None:
    template_head.draw(canvas)
    body = template_measures if canvas.form.layout is FormLayout.MEASURES else template_body
    body.draw(canvas, references, filling)
    last_row = template_foot.draw(canvas)
    sample_mark = canvas.wording.zh("forms.sample") if canvas.sample else ""
    _set_up_page(canvas.sheet, canvas.layout, last_row, sample_mark=sample_mark)


def _set_up_page(sheet: Worksheet, layout: SheetLayout, last_row: int, *, sample_mark: str) -> None:
    for column in layout.columns:
        sheet.set_column(f"{column.letter}:{column.letter}", column.width)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(MARK_ROW, 3)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.repeat_rows(HEAD_ROW - 1, MARK_ROW - 1)
    sheet.print_area(f"A1:{layout.last_column}{last_row}")
    # As many pages as a long table needs: a department may have forty measures.
    sheet.fit_to_pages(1, 0 if layout.rows and layout.rows[0].progress else 1)
    sheet.set_footer(f"&L{sample_mark}&R&P / &N")
    sheet.set_first_sheet()
    # No password: protection keeps honest hands off formulas, it is no secret.
    sheet.protect("", {"format_columns": True, "format_rows": True})
