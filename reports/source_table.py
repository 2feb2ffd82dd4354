"""The sources of a figure: every cell of every uploaded workbook that entered it, and who answers for it."""

from __future__ import annotations

from datetime import datetime

from reports.book import NOTHING, Sheet, number_format
from reports.year_end import IndicatorSection, SourceCell, YearEndContent

SHA256_SHOWN = 12
_COLUMNS = (
    "variable", "reporting_unit", "item", "source_period", "value", "typed", "file", "sheet", "cell", "sha256",
    "uploaded_by", "uploaded_at", "approved_by", "approved_at",
)  # fmt: skip


def draw(sheet: Sheet, content: YearEndContent, section: IndicatorSection, row: int) -> int:
    """Draws the table from a row on; returns its last row."""
    texts = sheet.book.texts
    sheet.text(row, 0, texts("reports.indicator.sources"), "section")
    if not section.sources:
        sheet.text(row + 1, 0, texts("reports.indicator.no_sources"), "subtitle")
        return row + 1
    sheet.heads(row + 1, [texts(f"reports.column.{column}") for column in _COLUMNS])
    sheet.page.repeat_rows(row + 1)
    for place, source in enumerate(section.sources):
        _draw_source(sheet, content, source, row + 2 + place)
    return row + 1 + len(section.sources)


def _draw_source(sheet: Sheet, content: YearEndContent, source: SourceCell, row: int) -> None:
    texts, variable = sheet.book.texts, content.plan.variable_by_code[source.variable]
    sheet.text(row, 0, source.variable, "centred")
    sheet.text(row, 1, texts.unit_name(content.plan.unit(source.unit)), "shrunk")
    sheet.text(row, 2, texts.name(variable.name), "shrunk", font_size=9)
    sheet.text(row, 3, texts.period(source.period), "centred")
    sheet.number(row, 4, source.value, number_format(variable.decimals))
    told = (source.typed, source.file_name, source.sheet, source.cell, source.sha256[:SHA256_SHOWN])
    people = (source.uploaded_by, _moment(sheet, content, source.uploaded_at))
    decision = (source.approved_by or NOTHING, _moment(sheet, content, source.approved_at))
    for column, text in enumerate((*told, *people, *decision), start=5):
        sheet.text(row, column, text, "shrunk", font_size=9)


def _moment(sheet: Sheet, content: YearEndContent, at: datetime | None) -> str:
    return NOTHING if at is None else sheet.book.texts.moment(at, content.plan.head.time_zone)
