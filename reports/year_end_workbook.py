"""The year-end summary as one Excel workbook."""

from __future__ import annotations

from i18n.texts import Texts
from reports import front_matter, indicator_sheet, summary_sheet, summary_sheets
from reports.book import Book, sheet_name
from reports.summary import Section, Summary
from reports.year_end import YearEndContent

_WIDTHS: dict[str, list[float]] = {
    "measures": [44.0, 10, 12, 12, 12, 12, 12, 12],
    "quality": [44.0, 14, 14, 14, 14],
    "targets": [7.0, 30, 18, 12, 12, 12, 26, 12, 28],
    "sources": [7.0, 9, 20, 16, 10, 34, 38, 68],
}
_TABLES = tuple(_WIDTHS)


def write_year_end(content: YearEndContent, summary: Summary, texts: Texts) -> bytes:
    """The workbook as .xlsx bytes: contents, summary, a sheet per indicator, text, quality, sources, definitions.

    Only the chosen sections are in it. The same content, summary and language give the same bytes.
    """
    book = Book(texts, summary.title, content.made_on, summary.sample, summary.checksum)
    chosen = {section.key: section for section in summary.sections}
    contents = sheet_name(texts("reports.sheet.contents"))
    sheets = _Sheets(content, summary, texts, chosen)
    front_matter.draw_contents(book, contents, content, sheets.entries(), summary.closing)
    sheets.draw(book, contents)
    return book.close()


class _Sheets:
    """The sheets after the contents, those that were chosen."""

    def __init__(self, content: YearEndContent, summary: Summary, texts: Texts, chosen: dict[str, Section]) -> None:
        self._content, self._said, self._texts, self._chosen = content, summary, texts, chosen
        self._summary, self._text, self._definitions = (
            sheet_name(texts(f"reports.sheet.{key}")) for key in ("summary", "text", "definitions")
        )
        self._names = [
            sheet_name(f"{number} {texts.name(section.standing.indicator.short_name)}")
            for number, section in enumerate(content.sections, start=1)
        ]
        self._tables = [(sheet_name(texts(f"reports.sheet.{key}")), chosen[key]) for key in _TABLES if key in chosen]

    def entries(self) -> list[front_matter.Entry]:
        """Name and title of each, for the contents."""
        content, texts = self._content, self._texts
        found: list[front_matter.Entry] = []
        if "overall" in self._chosen or "indicators" in self._chosen:
            titles = [texts.name(section.standing.indicator.name) for section in content.sections]
            found.append((self._summary, texts("reports.summary.title", year=content.year), None))
            found.extend(zip(self._names, titles, content.sections, strict=True))
        found.append((self._text, texts("reports.text.title"), None))
        found.extend((name, section.title, None) for name, section in self._tables)
        if "definitions" in self._chosen:
            found.append((self._definitions, texts("reports.definitions.title"), None))
        return found

    def draw(self, book: Book, contents: str) -> None:
        """Draws them in the same order."""
        content = self._content
        if "overall" in self._chosen or "indicators" in self._chosen:
            summary_sheet.draw(book, self._summary, content, self._names)
            for name, indicator in zip(self._names, content.sections, strict=True):
                indicator_sheet.draw(book, name, content, indicator, contents)
        summary_sheets.draw_text(book, self._text, self._said, contents)
        for name, section in self._tables:
            summary_sheets.draw_tables(book, name, section, _WIDTHS[section.key], contents)
        if "definitions" in self._chosen:
            front_matter.draw_definitions(book, self._definitions, content)
