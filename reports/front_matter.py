"""The sheets around the tables: contents with links, and definitions with their caveats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports import words
from reports.book import Book, Sheet, lines_high
from reports.year_end import IndicatorSection, YearEndContent

_CONTENTS_WIDTHS = [8.0, 62, 24, 24]
_DEFINITION_WIDTHS = [34.0, 16, 110]


Entry = tuple[str, str, IndicatorSection | None]
"""A sheet's name, its title, and its indicator if it has one."""


def draw_contents(
    book: Book, name: str, content: YearEndContent, entries: list[Entry], closing: Sequence[str] = ()
) -> None:
    """Draws the first sheet, with a link to every other, and the lines that say how to verify the file."""
    texts = book.texts
    sheet = book.add_sheet(name, _CONTENTS_WIDTHS)
    sheet.text(0, 0, texts("reports.title", plan=texts.name(content.plan.head.short_name)), "title")
    sheet.page.set_row(0, 34)
    row = 1
    for said in _particulars(book, content):
        sheet.text(row, 0, said, "subtitle")
        row += 1
    if book.sample_mark:
        sheet.text(row, 0, texts("reports.sample_notice"), "stamp")
        row += 1
    head = row + 1
    columns = ("number", "sheet_title", "status", "period")
    sheet.heads(head, [texts(f"reports.column.{column}") for column in columns], 22)
    for place, (linked, title, section) in enumerate(entries, start=1):
        _draw_entry(sheet, head + place, place, linked, title, section)
    last = head + len(entries) + (1 if closing else 0)
    for line in closing:
        last += 1
        sheet.text(last, 0, line, "subtitle", font_size=9)
    sheet.page.print_area(0, 0, last, len(_CONTENTS_WIDTHS) - 1)
    sheet.page.fit_to_pages(1, 1)


def _particulars(book: Book, content: YearEndContent) -> Iterator[str]:
    texts, head = book.texts, content.plan.head
    period = texts.to_date(content.period)
    yield texts("reports.contents.year" if content.is_complete_year else "reports.contents.part_year", period=period)
    yield texts("reports.contents.document", title=head.document.title, issued_by=head.document.issued_by)
    if content.as_of is None:
        yield texts("reports.contents.made_on", date=texts.date(content.made_on))
    else:
        known = texts.moment(content.as_of, head.time_zone)
        yield texts("reports.contents.made_on_as_of", date=texts.date(content.made_on), moment=known)


def _draw_entry(sheet: Sheet, row: int, number: int, linked: str, title: str, section: IndicatorSection | None) -> None:
    texts = sheet.book.texts
    sheet.page.set_row(row, 22)
    sheet.page.write_number(row, 0, number, sheet.book.style("centred"))
    sheet.link(row, 1, linked, title)
    if section is None:
        sheet.text(row, 2, "", "centred")
        sheet.text(row, 3, "", "centred")
    else:
        colour = words.status_colour(section.standing.status)
        sheet.text(row, 2, words.status_words(section.standing, texts), "centred", font_color=colour)
        sheet.text(row, 3, texts.to_date(section.standing.point.period), "centred")


def draw_definitions(book: Book, name: str, content: YearEndContent) -> None:
    """Draws what every figure means, where its target comes from, and what to beware of."""
    texts = book.texts
    sheet = book.add_sheet(name, _DEFINITION_WIDTHS)
    sheet.text(0, 0, texts("reports.definitions.title"), "title")
    sheet.page.set_row(0, 30)
    if book.sample_mark:
        sheet.text(1, 0, book.sample_mark, "stamp")
    sheet.heads(2, [texts(f"reports.column.{column}") for column in ("indicator", "aspect", "content")], 22)
    row = 3
    for section in content.sections:
        row = _draw_definition(sheet, content, section, row)
    sheet.page.freeze_panes(3, 1)
    sheet.page.repeat_rows(2)
    sheet.page.print_area(0, 0, row - 1, len(_DEFINITION_WIDTHS) - 1)


def _draw_definition(sheet: Sheet, content: YearEndContent, section: IndicatorSection, first: int) -> int:
    """The rows of one indicator, its name standing once beside them; returns the row after them."""
    texts, row = sheet.book.texts, first
    for aspect, said in _definition(sheet.book, content, section):
        sheet.text(row, 1, texts(f"reports.aspect.{aspect}"), "top")
        sheet.text(row, 2, said, "top")
        sheet.page.set_row(row, lines_high(said, _DEFINITION_WIDTHS[2]))
        row += 1
    name = texts.name(section.standing.indicator.name)
    sheet.page.merge_range(first, 0, row - 1, 0, name, sheet.book.style("top"))
    return row


def _definition(book: Book, content: YearEndContent, section: IndicatorSection) -> Iterator[tuple[str, str]]:
    texts, indicator = book.texts, section.standing.indicator
    yield "definition", texts.name(indicator.definition)
    yield "formula", words.formula_words(content.plan, indicator, texts)
    yield "source", texts("reports.definitions.source", section=indicator.source.section, quote=indicator.source.quote)
    yield "note", texts.name(indicator.note)
    for caveat in indicator.caveats:
        yield "caveat", texts.name(caveat)
