"""The document a summary is, before any format: headings, sentences, tables, charts, footnotes.

Writers (Word, Excel, PDF, the preview) only lay it out. Every number in it is a `Figure`: written out once,
here, with the number of the footnote that says where it comes from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from i18n.catalogues import Language


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is shown.

    `key` names it across formats and over time (`tech_smes/actual`); `value` is unrounded, None where it is
    not known; `number` is the text of the number, `unit` what follows it (with its space, where it has one);
    `note` the number of its footnote, None where it follows from the text itself (a count of what is listed).
    """

    key: str
    value: Decimal | None
    number: str
    unit: str = ""
    note: int | None = None

    @property
    def text(self) -> str:
        """Number and unit."""
        return f"{self.number}{self.unit}"


Run = str | Figure
Runs = tuple[Run, ...]
ParagraphKind = Literal["body", "quote", "words", "small"]
ChartKind = Literal["columns", "line"]
SeriesRole = Literal["actual", "planned", "target"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 to 3, `anchor` what links lead to, unique in the summary."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `quote`: somebody's words with who said them; `words`: the writer's own; `small`: a remark."""

    runs: Runs
    kind: ParagraphKind = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are relative, `figures` the columns that hold numbers, `code` those with hashes."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...]
    figures: frozenset[int] = frozenset()
    code: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """A line or a row of columns; as many values as the chart has categories, None for a gap."""

    name: str
    role: SeriesRole
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; `description` says in words what it shows, for who cannot see it."""

    caption: str
    kind: ChartKind
    unit: str
    decimals: int
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    description: str


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the summary that can be chosen, `key` being its name.

    An annex begins on a page of its own, a wide one on a landscape page.
    """

    key: str
    blocks: tuple[Block, ...]
    annex: bool = False
    wide: bool = False

    @property
    def title(self) -> str:
        """Its first heading."""
        return next(block.text for block in self.blocks if isinstance(block, Heading))


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; `number` counts from 1 in the order of first mention."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class SummaryWords:
    """What a writer says between the blocks: names of tables and charts, the contents' and the notes' heading."""

    contents: str
    table: str
    chart: str
    sources: str
    signing: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole summary in one language.

    `kind` is `year-end` or `brief`; `particulars` stand below the title; `sample` is the mark of synthetic
    figures, empty on real ones; `closing` are the last page's lines (data as known at, checksum, how to verify);
    `made_on` the day of making; `checksum` is of sections, notes and title (`reports.checksum`); `words` are
    the few of its own a writer needs.
    """

    kind: Literal["year-end", "brief"]
    language: Language
    title_lines: tuple[str, ...]
    particulars: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    words: SummaryWords
    made_on: date
    closing: tuple[str, ...] = ()
    sample: str = ""
    checksum: str = ""

    @property
    def title(self) -> str:
        """The title in one line."""
        return ("" if self.language == "zh" else " ").join(self.title_lines)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, as often as it stands in the text."""
        return tuple(run for block in self.blocks for run in _runs(block) if isinstance(run, Figure))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, in order."""
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))


def _runs(block: Block) -> Runs:
    if isinstance(block, Paragraph):
        return block.runs
    if isinstance(block, Table):
        return tuple(run for row in block.rows for cell in row for run in cell)
    return ()


Marked = tuple[tuple[Run, int | None], ...]
"""Runs, each with the number of the footnote mark to print after it, None for no mark."""


def marked(runs: Runs) -> Marked:
    """A paragraph's runs: a figure from the same source as the figure before it is not marked again."""
    found: list[tuple[Run, int | None]] = []
    last: int | None = None
    for run in runs:
        note = run.note if isinstance(run, Figure) else None
        found.append((run, note if note != last else None))
        last = note or last
    return tuple(found)


def marked_rows(table: Table) -> tuple[tuple[Marked, ...], ...]:
    """A table's cells: each source is marked once in a table, at its first figure."""
    seen: set[int | None] = {None}
    rows: list[tuple[Marked, ...]] = []
    for row in table.rows:
        cells: list[Marked] = []
        for runs in row:
            cell: list[tuple[Run, int | None]] = []
            for run in runs:
                note = run.note if isinstance(run, Figure) else None
                cell.append((run, None if note in seen else note))
                seen.add(note)
            cells.append(tuple(cell))
        rows.append(tuple(cells))
    return tuple(rows)
