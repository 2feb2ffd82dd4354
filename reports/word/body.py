"""The blocks of a summary as paragraphs, tables and drawings."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document

from reports.summary import (
    Block,
    Chart,
    Figure,
    Heading,
    Marked,
    Paragraph,
    Section,
    Summary,
    Table,
    marked,
    marked_rows,
)
from reports.word.charts import add_chart
from reports.word.footnotes import FootnoteMarks
from reports.word.page import BRIEF_WIDTH, PORTRAIT_WIDTH, WIDE_WIDTH
from reports.word.styles import code_fonts
from reports.word.xml import bookmark, escaped, field, paragraph, run

_STYLES = {"body": "BodyText", "quote": "Quote", "words": "WriterWords", "small": "Remark"}
_FIRST_HEADING = 1_000
_FEW_COLUMNS, _MANY_COLUMNS = 5, 7
_RIGHT, _KEEP = '<w:jc w:val="right"/>', "<w:keepNext/>"
_KEPT_WHOLE = 16
"""Tables of so many rows are not spread over two pages; those with hashes have rows of several lines."""
_MIDDLE_SIZE = '<w:sz w:val="18"/><w:szCs w:val="18"/>'
_SMALL_SIZE = '<w:sz w:val="17"/><w:szCs w:val="17"/>'
_CODE_SIZE = '<w:sz w:val="14"/><w:szCs w:val="14"/>'


def anchor(place: int) -> str:
    """The bookmark of the heading at a place, counted from 0."""
    return f"_Toc{place + 1:08d}"


class BodyWriter:
    """Writes blocks in order; counts headings, tables and charts as it goes."""

    def __init__(self, document: Document, summary: Summary) -> None:
        self._document, self._summary = document, summary
        self._marks = FootnoteMarks()
        self._headings = self._tables = self._charts = 0
        chapters = [section for section in summary.sections if not section.annex]
        self._before_signing = chapters[-1].blocks[-1] if chapters and chapters[-1].blocks else None

    def section(self, section: Section) -> Iterator[str]:
        """All of a section's blocks."""
        narrow = BRIEF_WIDTH if self._summary.kind == "brief" else PORTRAIT_WIDTH
        width = WIDE_WIDTH if section.wide else narrow
        for block in section.blocks:
            yield from self._block(block, section, width)

    def _block(self, block: Block, section: Section, width: int) -> Iterator[str]:
        if isinstance(block, Heading):
            yield self._heading(block, section)
        elif isinstance(block, Paragraph):
            kept = _KEEP if block is self._before_signing else ""
            yield paragraph(_STYLES[block.kind], self._runs(marked(block.runs)), kept)
        elif isinstance(block, Table):
            yield self._caption("table", block.caption)
            yield self._table(block, width)
            yield paragraph("TableSmall", "")
        else:
            yield from self._chart(block)

    def _heading(self, block: Heading, section: Section) -> str:
        style = "Annex" if section.annex and block.level == 1 else f"Heading{block.level}"
        # A landscape page is a section of its own and begins a page without being told to.
        begun = '<w:pageBreakBefore w:val="0"/>' if section.wide and style == "Annex" else ""
        # The first chapter begins a page after the contents.
        if not self._headings and self._summary.kind == "year-end" and not section.annex:
            begun = "<w:pageBreakBefore/>"
        text = bookmark(_FIRST_HEADING + self._headings, anchor(self._headings), run(block.text))
        self._headings += 1
        return paragraph(style, text, begun)

    def _runs(self, runs: Marked, properties: str = "") -> str:
        written = []
        for each, note in runs:
            written.append(run(each.text if isinstance(each, Figure) else each, properties))
            if note is not None:
                written.append(self._marks.mark(note))
        return "".join(written)

    def _caption(self, kind: str, text: str) -> str:
        word = self._summary.words.table if kind == "table" else self._summary.words.chart
        if kind == "table":
            self._tables += 1
        number = self._tables if kind == "table" else self._charts
        name = word.strip()
        said = run(word) + field(f"SEQ {name} \\* ARABIC", str(number)) + run(f"　{text}")
        return paragraph("Caption", said, "<w:keepNext/>" if kind == "table" else "")

    def _chart(self, chart: Chart) -> Iterator[str]:
        self._charts += 1
        yield paragraph("Picture", add_chart(self._document, chart, self._charts))
        yield self._caption("chart", chart.caption)

    def _table(self, table: Table, width: int) -> str:
        shares = sum(table.widths)
        widths = [width * share // shares for share in table.widths]
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
        style, looks = _table_style(table, brief=self._summary.kind == "brief")
        head = "".join(
            _cell(paragraph("TableHead", run(name, looks)), each)
            for name, each in zip(table.heads, widths, strict=True)
        )
        whole = len(table.rows) <= _KEPT_WHOLE and not table.code
        rows = "".join(
            self._row(table, row, widths, style, kept=whole and place < len(table.rows))
            for place, row in enumerate(marked_rows(table), start=1)
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020"/>'
            f'<w:tblCaption w:val="{escaped(table.caption)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
        )

    def _row(self, table: Table, row: tuple[Marked, ...], widths: list[int], style: str, *, kept: bool) -> str:
        """A row that is never broken; `kept` on one page with the next, so that a small table stays whole."""
        cells = []
        for column, (runs, width) in enumerate(zip(row, widths, strict=True)):
            looks = (_KEEP if kept else "") + (_RIGHT if column in table.figures else "")
            properties = code_fonts(self._summary.language) + _CODE_SIZE if column in table.code else ""
            cells.append(_cell(paragraph(style, self._runs(runs, properties), looks), width))
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _table_style(table: Table, *, brief: bool) -> tuple[str, str]:
    """The style of the cells, and the size of the heads: the more columns, the smaller; so are tables of words.

    A brief has one page.
    """
    columns = len(table.heads)
    if columns > _MANY_COLUMNS or brief:
        return "TableSmall", _SMALL_SIZE
    return ("TableMiddle", _MIDDLE_SIZE) if columns > _FEW_COLUMNS or not table.figures else ("TableText", "")


def _cell(inside: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'
