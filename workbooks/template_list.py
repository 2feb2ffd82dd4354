"""Writes a name list as an Excel workbook: empty, or with rows that are known already."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from i18n.texts import Texts
from i18n.worksheets import LiteralWorkbook
from indicators.name_lists import NameList
from indicators.periods import Period
from indicators.plan import Form, Plan, ReportingUnit
from indicators.plan_lists import EXPLANATION_CELL, ListColumn, ListDescription, ListField
from workbooks import template_foot, template_head
from workbooks.columns import Column, ColumnRole
from workbooks.layout import layout_of
from workbooks.list_layout import SIGNATURE_ROW, explanation_range
from workbooks.sheet import LIST_EXPLANATION_ROW, LIST_FIRST_ROW, LIST_HEAD_ROW, LIST_MARK_ROW, NOTES_SHEET
from workbooks.styles import Styles
from workbooks.template_book import A4, book_options, finish
from workbooks.template_parts import Canvas, Wording
from workbooks.template_rules import entry_rule, explanation_rule
from workbooks.text_width import text_width

READY_ROWS = 5000
"""How many rows are drawn as fields; below them one can go on all the same."""

_RULED_ROWS = 100_000
_HEAD_HEIGHT, _HEAD_HEIGHT_BILINGUAL, _ROW_HEIGHT = 24, 41, 20
_NOTES_WIDTH = 120
_NOTE_LINE = 15
_TEXT, _DAY = "@", "yyyy-mm-dd"


def write_list(
    plan: Plan,
    form: Form,
    unit: ReportingUnit,
    period: Period,
    texts: Texts,
    *,
    sample: bool = False,
    listed: NameList | None = None,
    told: Sequence[str] = (),
) -> bytes:
    """A unit's list for a period as .xlsx bytes; the same input gives the same bytes.

    Args:
        plan: whose notes are printed.
        form: a form with a `listing`.
        unit: who reports.
        period: of the form's frequency.
        texts: the language of prompts and of the second line.
        sample: whether the form carries the mark 示例数据.
        listed: rows to begin with; they are written from the first row on.
        told: what is to be said about them, on the sheet of notes.
    """
    if form.listing is None:
        raise ValueError(form.code)
    target = io.BytesIO()
    book = LiteralWorkbook(target, book_options())
    layout = layout_of(plan, form, unit, period)
    styles = Styles(book)
    sheet, wording = book.add_worksheet(layout.sheet), Wording(texts)
    canvas = Canvas(sheet, styles, wording, plan, form, unit, layout, sample, row_style=styles("plain"))
    _draw_head(canvas, form.listing)
    _prepare_columns(canvas, form.listing)
    if listed is not None:
        _fill(canvas, form.listing, listed)
    _set_up_page(canvas)
    _write_notes(book, canvas, told)
    finish(book, canvas)
    return target.getvalue()


def _draw_head(canvas: Canvas, listing: ListDescription) -> None:
    template_head.draw_top(canvas)
    template_foot.draw_signatures(canvas, SIGNATURE_ROW)
    canvas.height(LIST_EXPLANATION_ROW, _ROW_HEIGHT)
    label = f"{canvas.wording.both('forms.list.explanation', ' ')}："
    place = f"A{LIST_EXPLANATION_ROW}:B{LIST_EXPLANATION_ROW}"
    canvas.sheet.merge_range(place, label, canvas.styles("place_label"))
    canvas.sheet.merge_range(explanation_range(listing), "", canvas.styles("words"))
    canvas.sheet.data_validation(EXPLANATION_CELL, explanation_rule(canvas.wording.chosen))
    canvas.height(LIST_MARK_ROW, _ROW_HEIGHT)
    canvas.height(LIST_HEAD_ROW, _HEAD_HEIGHT_BILINGUAL if canvas.wording.bilingual else _HEAD_HEIGHT)
    for index, column in enumerate(canvas.layout.columns):
        edges = canvas.styles.edges(column=index, last_column=canvas.last_index, top=True)
        sides = canvas.styles.edges(column=index, last_column=canvas.last_index)
        canvas.sheet.write_string(
            f"{column.letter}{LIST_HEAD_ROW}", _head(canvas, listing, column), canvas.styles("head", **edges)
        )
        canvas.sheet.write_string(f"{column.letter}{LIST_MARK_ROW}", column.mark, canvas.styles("mark", **sides))


def _head(canvas: Canvas, listing: ListDescription, column: Column) -> str:
    own = listing.column(column.field) if column.field is not None else None
    if own is not None:
        return canvas.wording.name(own.name)
    return canvas.wording.both(f"forms.list.{'number' if column.role is ColumnRole.NUMBER else 'note'}")


def _prepare_columns(canvas: Canvas, listing: ListDescription) -> None:
    """Every cell below the head is a field, whether drawn or not: a list is as long as it is."""
    sheet, styles = canvas.sheet, canvas.styles
    for column in canvas.layout.columns:
        sheet.set_column(f"{column.letter}:{column.letter}", column.width, styles("open", num_format=_format(column)))
        below = f"{column.letter}{LIST_FIRST_ROW}:{column.letter}{LIST_FIRST_ROW + READY_ROWS - 1}"
        sheet.conditional_format(below, {"type": "formula", "criteria": "=TRUE", "format": styles("entry_field")})
    for own in listing.columns:
        letter = listing.letter(own.field)
        ruled = f"{letter}{LIST_FIRST_ROW}:{letter}{LIST_FIRST_ROW + _RULED_ROWS - 1}"
        sheet.data_validation(ruled, _rule(canvas, own, f"{letter}{LIST_FIRST_ROW}"))


def _rule(canvas: Canvas, column: ListColumn, first_cell: str) -> dict[str, Any]:
    return entry_rule(canvas.wording.chosen, column, first_cell)


def _format(column: Column) -> str:
    return _DAY if column.field is ListField.DATE else _TEXT


def _fill(canvas: Canvas, listing: ListDescription, listed: NameList) -> None:
    """The rows one below the other, each number by its place."""
    sheet, styles = canvas.sheet, canvas.styles
    words = {False: styles("entry", num_format=_TEXT), True: styles("entry_choice", num_format=_TEXT)}
    day_style, note_style = styles("entry_choice", num_format=_DAY), styles("entry", num_format=_TEXT)
    note_column = len(listing.columns) + 1
    for place in range(len(listed)):
        row = LIST_FIRST_ROW - 1 + place
        sheet.write_number(row, 0, place + 1, styles("entry_choice", num_format="0"))
        _write(sheet, row, note_column, listed.notes.get(listed.rows[place], ""), note_style)
    for index, column in enumerate(listing.columns, 1):
        if column.field is ListField.DATE:
            _fill_days(sheet, index, listed.days, day_style)
            continue
        style = words[bool(column.choices)]
        for row, text in enumerate(listed.texts(column.field), LIST_FIRST_ROW - 1):
            _write(sheet, row, index, text, style)


def _fill_days(sheet: Worksheet, column: int, days: Sequence[date | None], style: Format) -> None:
    for row, day in enumerate(days, LIST_FIRST_ROW - 1):
        if day is None:
            sheet.write_blank(row, column, None, style)
        else:
            sheet.write_datetime(row, column, datetime.combine(day, time()), style)


def _write(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    if text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


def _set_up_page(canvas: Canvas) -> None:
    sheet = canvas.sheet
    sheet.hide_gridlines(2)
    sheet.freeze_panes(LIST_MARK_ROW, 2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.repeat_rows(LIST_HEAD_ROW - 1, LIST_MARK_ROW - 1)
    sheet.fit_to_pages(1, 0)
    sample_mark = canvas.wording.zh("forms.sample") if canvas.sample else ""
    sheet.set_footer(f"&L{sample_mark}&R&P / &N")
    sheet.set_first_sheet()
    # No password: protection keeps honest hands off the head, it is no secret.
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "delete_rows": True})


def _write_notes(book: Workbook, canvas: Canvas, told: Sequence[str]) -> None:
    """A sheet of its own, in one column: by that it is known again."""
    sheet, style = book.add_worksheet(NOTES_SHEET), canvas.styles("note", font_size=11)
    sheet.hide_gridlines(2)
    sheet.set_column("A:A", _NOTES_WIDTH)
    for row, text in enumerate([*template_foot.notes(canvas), *told]):
        lines = sum(ceil(text_width(line) / _NOTES_WIDTH) for line in text.split("\n"))
        sheet.set_row(row, _NOTE_LINE * lines + 3)
        sheet.write_string(row, 0, text, style)
    sheet.protect()
