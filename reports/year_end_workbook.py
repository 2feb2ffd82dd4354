"""The year-end summary as one Excel workbook."""

from __future__ import annotations

from i18n.texts import Texts
from reports import front_matter, indicator_sheet, summary_sheet
from reports.book import Book, sheet_name
from reports.year_end import YearEndContent


def write_year_end(content: YearEndContent, texts: Texts) -> bytes:
    """The workbook as .xlsx bytes: contents, summary, one sheet per indicator, definitions.

    The same content and language give the same bytes.
    """
    title = texts("reports.title", plan=texts.name(content.plan.head.short_name))
    book = Book(texts, title, content.made_on, texts("reports.sample") if content.sample else "")
    contents, summary, definitions = (
        sheet_name(texts(f"reports.sheet.{key}")) for key in ("contents", "summary", "definitions")
    )
    names = [
        sheet_name(f"{number} {texts.name(section.standing.indicator.short_name)}")
        for number, section in enumerate(content.sections, start=1)
    ]
    titles = [texts.name(section.standing.indicator.name) for section in content.sections]
    entries: list[front_matter.Entry] = [
        (summary, texts("reports.summary.title", year=content.year), None),
        *zip(names, titles, content.sections, strict=True),
        (definitions, texts("reports.definitions.title"), None),
    ]
    front_matter.draw_contents(book, contents, content, entries)
    summary_sheet.draw(book, summary, content, names)
    for name, section in zip(names, content.sections, strict=True):
        indicator_sheet.draw(book, name, content, section, contents)
    front_matter.draw_definitions(book, definitions, content)
    return book.close()
