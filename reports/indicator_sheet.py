"""One indicator's sheet: where it stands, its year as table and chart, the units, and every source cell."""

from __future__ import annotations

from indicators.digits import attainment_decimals, display_decimals
from reports import series_table, source_table, unit_table, words
from reports.book import Book, Sheet, number_format
from reports.year_end import IndicatorSection, YearEndContent

ACTUAL_CELL = "$C$5"
"""Where the indicator's figure stands; the summary table refers to it."""

_WIDTHS = [10.0, 20, 15, 15, 15, 14, 30, 17, 8, 15, 12, 19, 12, 19]
_FACTS = ("target", "actual", "attainment", "gap", "planned", "status")
_FACTS_ROW, _SERIES_ROW = 3, 6
_MARK_COLUMN = 6


def draw(book: Book, name: str, content: YearEndContent, section: IndicatorSection, contents_name: str) -> None:
    """Draws the sheet of one indicator."""
    texts, indicator = book.texts, section.standing.indicator
    sheet = book.add_sheet(name, _WIDTHS)
    sheet.text(0, 0, texts.name(indicator.name), "title")
    sheet.page.set_row(0, 30)
    period = texts.to_date(section.standing.point.period)
    sheet.text(1, 0, texts("reports.indicator.subtitle", unit=texts.name(indicator.unit), period=period), "subtitle")
    sheet.link(1, _MARK_COLUMN, contents_name, texts("reports.indicator.back"), "back")
    if book.sample_mark:
        sheet.text(1, _MARK_COLUMN + 1, book.sample_mark, "stamp")
    after_series = series_table.draw(sheet, content, section, _SERIES_ROW)
    after_units, actual = unit_table.draw(sheet, content, section, after_series)
    _draw_facts(sheet, content, section, actual)
    last = source_table.draw(sheet, content, section, after_units)
    sheet.page.freeze_panes(2, 0)
    sheet.page.print_area(0, 0, last, len(_WIDTHS) - 1)


def _draw_facts(sheet: Sheet, content: YearEndContent, section: IndicatorSection, actual: str) -> None:
    """Target, actual, attainment, gap, planned value and status in one row."""
    texts, standing = sheet.book.texts, section.standing
    row, shown = _FACTS_ROW + 1, number_format(display_decimals(standing))
    sheet.heads(_FACTS_ROW, [texts(f"reports.column.{column}") for column in _FACTS], height=30, first=1)
    sheet.page.set_row(row, 22)
    sheet.number(row, 1, standing.indicator.target.value, words.target_format(standing.indicator))
    sheet.formula(row, 2, f"={actual}", standing.point.value, shown)
    sheet.number(row, 3, standing.attainment, number_format(attainment_decimals(standing)))
    sheet.number(row, 4, standing.gap, words.gap_format(standing, texts))
    sheet.number(row, 5, standing.planned, shown)
    colour = words.status_colour(standing.status)
    sheet.text(row, 6, words.status_words(standing, texts), "centred", font_color=colour)
    sheet.text(row, 7, " ".join(words.remarks(content.plan, standing, texts)), "subtitle")
