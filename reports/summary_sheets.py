"""The sheets of the workbook that come from the summary's document: its sentences, tables, sources, checksum."""

from __future__ import annotations

from reports.book import Book, Sheet, lines_high
from reports.summary import Chart, Figure, Heading, Marked, Paragraph, Section, Summary, Table, marked, marked_rows

_TEXT_WIDTHS = [4.0, 118]
_TEXT_STYLES = {"body": "top", "quote": "top", "words": "top", "small": "top"}
_LOW = 17.0
_ROOM_FOR_A_LINK = 20


def draw_text(book: Book, name: str, summary: Summary, back: str) -> None:
    """Every sentence of the chapters, the footnotes, and the last page's lines with the checksum."""
    sheet = book.add_sheet(name, _TEXT_WIDTHS)
    sheet.text(0, 0, summary.title, "title")
    sheet.page.set_row(0, 30)
    row = _put_back(sheet, back, 1, _TEXT_WIDTHS)
    frozen = row + 1
    for section in summary.sections:
        if not section.annex:
            row = _draw_section(sheet, section, row)
    row += 1
    sheet.text(row, 0, summary.words.sources, "section")
    for note in summary.notes:
        row += 1
        sheet.page.write_number(row, 0, note.number, book.style("centred"))
        _line(sheet, row, 1, note.text, "words")
    row += 1
    for line in summary.closing:
        row += 1
        _across(sheet, row, _TEXT_WIDTHS, line, "plain")
    sheet.page.freeze_panes(frozen, 0)
    sheet.page.print_area(0, 0, row, 1)


def _draw_section(sheet: Sheet, section: Section, row: int) -> int:
    """Headings and paragraphs, one row each; tables and charts stand on sheets of their own."""
    for block in section.blocks:
        if isinstance(block, Table | Chart):
            continue
        row += 1
        if isinstance(block, Heading):
            sheet.text(row, 0, block.text, "section")
            sheet.page.set_row(row, 24)
        else:
            _line(sheet, row, 1, _plain(marked(block.runs)), _TEXT_STYLES[block.kind])
    return row


def draw_tables(book: Book, name: str, section: Section, widths: list[float], back: str) -> None:
    """A section's tables below each other, their numbers as numbers; its remarks below."""
    sheet = book.add_sheet(name, widths)
    sheet.text(0, 0, section.title, "title")
    sheet.page.set_row(0, 30)
    row, first = _put_back(sheet, back, 1, widths), 0
    for block in section.blocks:
        if isinstance(block, Table):
            row += 1
            first = first or row
            row = _draw_table(sheet, block, row, widths)
        elif isinstance(block, Paragraph):
            row += 1
            _across(sheet, row, widths, _plain(marked(block.runs)), "subtitle")
    sheet.page.freeze_panes(first + 1 if first else 2, 0)
    sheet.page.print_area(0, 0, row, len(widths) - 1)
    # Heads of one table must not be repeated above the rows of another.
    if sum(isinstance(block, Table) for block in section.blocks) == 1:
        sheet.page.repeat_rows(first)


def _draw_table(sheet: Sheet, table: Table, row: int, widths: list[float]) -> int:
    """Heads and rows; returns the last row."""
    sheet.heads(row, table.heads, 34)
    for cells in marked_rows(table):
        row += 1
        for column, cell in enumerate(cells):
            _cell(sheet, row, column, cell, "figure" if column in table.figures else "words")
        words = (_plain(cell) for cell in cells)
        high = max(lines_high(said, width) for said, width in zip(words, widths, strict=False))
        sheet.page.set_row(row, max(_LOW, high))
    return row


def _cell(sheet: Sheet, row: int, column: int, runs: Marked, style: str) -> None:
    """A lone figure is a number with its format; anything else is text, in the column's style."""
    lone = runs[0][0] if len(runs) == 1 else None
    if isinstance(lone, Figure) and lone.value is not None and not lone.unit.strip("%"):
        shown = _format(lone)
        value = lone.value
        sheet.number(row, column, value, shown)
    elif isinstance(lone, Figure):
        sheet.text(row, column, lone.text, "figure")
    else:
        sheet.text(row, column, _plain(runs, marks=False), style)


def _format(figure: Figure) -> str:
    """The number format that shows what the figure says: sign, decimals, a percent sign that multiplies nothing."""
    decimals = len(figure.number.partition(".")[2])
    shown = "#,##0" + ("." + "0" * decimals if decimals else "")
    unit = '"%"' if figure.unit else ""
    signed = f"+{shown}{unit};−{shown}{unit};{shown}{unit}"
    return signed if figure.number[:1] in "+−" else f"{shown}{unit}"


def _plain(runs: Marked, *, marks: bool = True) -> str:
    """The runs as one text, footnote marks in brackets."""
    return "".join(
        (run.text if isinstance(run, Figure) else run) + (f"[{note}]" if marks and note is not None else "")
        for run, note in runs
    )


def _line(sheet: Sheet, row: int, column: int, text: str, style: str) -> None:
    sheet.text(row, column, text, style)
    sheet.page.set_row(row, max(_LOW, lines_high(text, _TEXT_WIDTHS[1])))


def _across(sheet: Sheet, row: int, widths: list[float], text: str, style: str) -> None:
    """A text over all columns, in as many lines as it needs."""
    sheet.page.merge_range(row, 0, row, len(widths) - 1, "", sheet.book.style(style, text_wrap=True))
    sheet.text(row, 0, text, style, text_wrap=True)
    sheet.page.set_row(row, max(_LOW, lines_high(text, sum(widths))))


def _put_back(sheet: Sheet, back: str, row: int, widths: list[float]) -> int:
    """The way back and the mark of samples, where both have room; returns the last row taken."""
    column = 0 if widths[0] > _ROOM_FOR_A_LINK else 1
    sheet.link(row, column, back, sheet.book.texts("reports.indicator.back"), "back")
    if not sheet.book.sample_mark:
        return row
    beside = column + 1 < len(widths)
    row, column = (row, column + 1) if beside else (row + 1, column)
    sheet.text(row, column, sheet.book.sample_mark, "stamp")
    return row
