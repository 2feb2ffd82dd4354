"""The body of a form about measures: one row per measure, with a choice of status and fields for words."""

from __future__ import annotations

import unicodedata
from math import ceil
from typing import Any

from xlsxwriter.format import Format

from i18n.texts import Texts
from indicators.measure_progress import LONGEST_TEXT, WHOLE, MeasureReport, ProgressPart
from workbooks.layout import BLOCKED_MARK, BodyRow
from workbooks.measure_layout import STATUS_WORDS
from workbooks.sheet import ProgressCell
from workbooks.template_parts import Canvas, Filling, References
from workbooks.template_rules import explanation_rule

_LINE, _LEAST, _MOST = 13.0, 30.0, 250.0
_TITLE_LIMIT, _MESSAGE_LIMIT = 32, 255
_HALVES = 0.95


def draw(canvas: Canvas, references: References, filling: Filling) -> None:
    """Draws all rows of the table."""
    for row in canvas.layout.rows:
        _draw_row(canvas, row, references.reports.get(row.variable), filling.reports.get(row.variable))


def _draw_row(canvas: Canvas, row: BodyRow, before: MeasureReport | None, report: MeasureReport | None) -> None:
    measure, sheet = canvas.plan.measure(row.variable), canvas.sheet
    title = canvas.wording.name(measure.title)
    canvas.height(row.number, _height(canvas, row, title, report))
    sheet.write_string(row.label, title, _style(canvas, row, "label", column=0))
    sheet.write_string(row.unit, measure.place, _style(canvas, row, "measure"))
    sheet.write_string(row.code, measure.code, _style(canvas, row, "measure"))
    for cell in row.progress:
        _draw_cell(canvas, row, cell, report)
    if row.previous_status is not None:
        word = STATUS_WORDS[before.status] if before else BLOCKED_MARK
        sheet.write_string(row.previous_status, word, _style(canvas, row, "blocked" if before is None else "measure"))
    _write(canvas, row.explanation, (report.explanation if report else None) or "", _last(canvas, row))
    sheet.data_validation(row.explanation, explanation_rule(canvas.wording.chosen))


def _last(canvas: Canvas, row: BodyRow) -> Format:
    return _style(canvas, row, "words", column=canvas.last_index)


def _draw_cell(canvas: Canvas, row: BodyRow, cell: ProgressCell, report: MeasureReport | None) -> None:
    texts = canvas.wording.chosen
    if cell.part is ProgressPart.STATUS:
        _write(canvas, cell.address, STATUS_WORDS[report.status] if report else "", _style(canvas, row, "choice"))
        canvas.sheet.data_validation(cell.address, status_rule(texts))
    elif cell.part is ProgressPart.SHARE:
        style = _style(canvas, row, "field", num_format="0")
        if report is None or report.share is None:
            canvas.sheet.write_blank(cell.address, None, style)
        else:
            canvas.sheet.write_number(cell.address, report.share, style)
        canvas.sheet.data_validation(cell.address, share_rule(texts))
    else:
        _write(canvas, cell.address, report.text(cell.part) if report else "", _style(canvas, row, "words"))
        canvas.sheet.data_validation(cell.address, text_rule(texts, cell.part))


def _write(canvas: Canvas, address: str, text: str, style: Format) -> None:
    if text:
        canvas.sheet.write_string(address, text, style)
    else:
        canvas.sheet.write_blank(address, None, style)


def _style(canvas: Canvas, row: BodyRow, name: str, *, column: int = 1, **more: str) -> Format:
    bottom = row is canvas.layout.rows[-1]
    edges = canvas.styles.edges(column=column, last_column=canvas.last_index, bottom=bottom)
    return canvas.styles(name, **edges, **more)


def _height(canvas: Canvas, row: BodyRow, title: str, report: MeasureReport | None) -> float:
    """Room for the longest text of the row: Excel does not do it by itself where rows are protected."""
    widths = {column.part: column.width for column in canvas.layout.columns if column.part}
    lines = [lines_of(title, canvas.layout.columns[0].width - 2)]
    if report is not None:
        said = ((cell.part, report.text(cell.part)) for cell in row.progress if hasattr(report, cell.part.value))
        lines += [lines_of(text, widths[part]) for part, text in said if isinstance(text, str)]
    return min(_MOST, max(_LEAST, max(lines) * _LINE + 4))


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width (in characters)."""

    def halves(line: str) -> int:
        return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)

    return sum(max(1, ceil(halves(line) * _HALVES / width)) for line in text.split("\n"))


def status_rule(texts: Texts) -> dict[str, Any]:
    """One of the statuses."""
    return {
        "validate": "list",
        "source": list(STATUS_WORDS.values()),
        **_messages(texts, "status"),
    }


def share_rule(texts: Texts) -> dict[str, Any]:
    """A whole number of percent."""
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": WHOLE,
        **_messages(texts, "share"),
    }


def text_rule(texts: Texts, part: ProgressPart) -> dict[str, Any]:
    """A text that is not too long to be read."""
    return {"validate": "length", "criteria": "<=", "value": LONGEST_TEXT, **_messages(texts, part.value)}


def _messages(texts: Texts, name: str) -> dict[str, Any]:
    return {
        "input_title": texts(f"forms.column.measure.{name}").partition("\n")[0][:_TITLE_LIMIT],
        "input_message": texts(f"forms.prompt.measure.{name}", limit=LONGEST_TEXT)[:_MESSAGE_LIMIT],
        "error_title": texts("forms.error.title")[:_TITLE_LIMIT],
        "error_message": texts(f"forms.prompt.measure.{name}", limit=LONGEST_TEXT)[:_MESSAGE_LIMIT],
    }
