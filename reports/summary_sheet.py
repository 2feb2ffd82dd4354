"""The summary table: every indicator against its target, attainment and gap as live formulas."""

from __future__ import annotations

from indicators.digits import attainment_decimals, display_decimals
from indicators.plan import Comparator
from reports import words
from reports.book import NOTHING, Book, Sheet, number_format, quoted
from reports.indicator_sheet import ACTUAL_CELL
from reports.year_end import IndicatorSection, YearEndContent

_WIDTHS = [6.0, 38, 10, 10, 11, 11, 15, 14, 15, 12, 18, 34]
_COLUMNS = (
    "number", "indicator", "unit", "target", "actual", "attainment", "gap", "status", "period", "coverage", "lead",
    "remarks",
)  # fmt: skip
_HEAD_ROW = 3
_TARGET, _ACTUAL, _ATTAINMENT, _GAP = 3, 4, 5, 6


def draw(book: Book, name: str, content: YearEndContent, sheet_names: list[str]) -> None:
    """Draws the table on a sheet of its own; `sheet_names` are the indicators' sheets."""
    texts = book.texts
    sheet = book.add_sheet(name, _WIDTHS)
    sheet.text(0, 0, texts("reports.summary.title", year=content.year), "title")
    sheet.page.set_row(0, 30)
    sheet.text(1, 0, texts("reports.summary.subtitle"), "subtitle")
    if book.sample_mark:
        sheet.text(1, len(_COLUMNS) - 1, book.sample_mark, "stamp", align="right")
    sheet.heads(_HEAD_ROW, [texts(f"reports.column.{column}") for column in _COLUMNS])
    for place, (section, linked) in enumerate(zip(content.sections, sheet_names, strict=True)):
        _draw_row(sheet, content, section, linked, _HEAD_ROW + 1 + place)
    last = _HEAD_ROW + len(content.sections)
    sheet.text(last + 2, 0, texts("reports.summary.note"), "subtitle")
    sheet.page.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.page.repeat_rows(_HEAD_ROW)
    sheet.page.print_area(0, 0, last + 2, len(_COLUMNS) - 1)


def _draw_row(sheet: Sheet, content: YearEndContent, section: IndicatorSection, linked: str, row: int) -> None:
    texts, standing = sheet.book.texts, section.standing
    indicator, point = standing.indicator, standing.point
    shown = number_format(display_decimals(standing))
    sheet.page.set_row(row, 40)
    sheet.link(row, 0, linked, str(row - _HEAD_ROW))
    sheet.text(row, 1, texts.name(indicator.name))
    sheet.text(row, 2, texts.name(indicator.unit), "centred")
    sheet.number(row, _TARGET, indicator.target.value, words.target_format(indicator))
    sheet.formula(row, _ACTUAL, f"={quoted(linked)}!{ACTUAL_CELL}", point.value, shown)
    _draw_formulas(sheet, section, row)
    sheet.text(row, 7, words.status_words(standing, texts), "centred", font_color=words.status_colour(standing.status))
    sheet.text(row, 8, texts.to_date(point.period), "centred")
    sheet.text(row, 9, f"{point.reported}/{point.expected}", "centred")
    sheet.text(row, 10, texts.unit_name(content.plan.unit(indicator.lead)), "centred", font_size=9)
    sheet.text(row, 11, "\n".join(words.remarks(content.plan, standing, texts)), "words", font_size=9)


def _draw_formulas(sheet: Sheet, section: IndicatorSection, row: int) -> None:
    """Attainment y/T or T/y in percent, gap d·(T−y): the same arithmetic the statuses rest on."""
    standing = section.standing
    target, actual = f"D{row + 1}", f"E{row + 1}"
    at_least = standing.indicator.target.comparator is Comparator.AT_LEAST
    over, under = (actual, target) if at_least else (target, actual)
    attainment = f'=IF(ISNUMBER({actual}),IF({under}<>0,{over}/{under}*100,"{NOTHING}"),"{NOTHING}")'
    difference = f"{target}-{actual}" if at_least else f"{actual}-{target}"
    gap = f'=IF(ISNUMBER({actual}),{difference},"{NOTHING}")'
    sheet.formula(row, _ATTAINMENT, attainment, standing.attainment, number_format(attainment_decimals(standing)))
    sheet.formula(row, _GAP, gap, standing.gap, words.gap_format(standing, sheet.book.texts))
