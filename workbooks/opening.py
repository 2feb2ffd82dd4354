"""A workbook opened: guarded, read, and both counts compared; where they differ a third reader decides."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import PurePath

from indicators.problems import Problem
from workbooks.addresses import address, position
from workbooks.annotation.removal import is_list, without_problems_column
from workbooks.file_problems import file_problem
from workbooks.guard import Format, SheetFacts, SheetState, inspect
from workbooks.numbers import shortened
from workbooks.process import CellValue, Reader, ReaderProcess, Reading, SheetValues
from workbooks.text_table import SHEET, read_text

_ENDINGS = {
    Format.XLSX: frozenset({".xlsx"}),
    Format.XLS: frozenset({".xls"}),
    Format.ODS: frozenset({".ods"}),
    Format.CSV: frozenset({".csv", ".txt", ".tsv"}),
}
_NAMES = {
    Format.XLSX: "Excel（.xlsx）",
    Format.XLS: "Excel 97—2003（.xls）",
    Format.ODS: "OpenDocument（.ods）",
    Format.CSV: "CSV",
}


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """A sheet's facts and values."""

    facts: SheetFacts
    values: SheetValues

    @property
    def name(self) -> str:
        """The name on its tab."""
        return self.facts.name

    def text(self, row: int, column: int) -> str:
        """The cell as text; "" for a blank one, whole numbers without a point."""
        return as_text(self.values.at(row, column))


@dataclass(frozen=True, slots=True)
class Opened:
    """The worksheets in order, or the problems why there are none; problems and notes may also stand beside them."""

    sheets: tuple[OpenedSheet, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def as_text(value: CellValue) -> str:
    """A cell's value as text; "" for a blank one, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def open_workbook(content: bytes, file_name: str, process: ReaderProcess) -> Opened:
    """Guard, then read, then compare.

    Where the fast reader finds other values on a sheet than the guard (by their number, their extent
    and the text of unusual number cells), or rejects the file, openpyxl is asked: two that agree are
    believed and the difference is reported; three that differ refuse the file. Of formats that openpyxl
    does not read, guard and reader must agree.
    """
    inspection = inspect(content, file_name)
    if not inspection.safe:
        return Opened((), inspection.problems)
    if inspection.format is Format.CSV:
        return _opened_text(content, file_name)
    second_reads = inspection.format is Format.XLSX
    first = process.read(content, [facts.name for facts in inspection.sheets])
    if first.problem is not None and not (second_reads and first.problem.code == "unreadable_rejected"):
        return Opened((), (first.problem,))
    doubtful = [facts.name for facts in inspection.sheets if not _agrees(facts, first.sheets.get(facts.name))]
    second = process.read(content, doubtful, Reader.OPENPYXL) if doubtful and second_reads else Reading({})
    opened = [_settled(facts, first, second, doubted=facts.name in doubtful) for facts in inspection.sheets]
    problems = tuple(problem for _, problem in opened if problem is not None)
    if any(sheet is None for sheet, _ in opened):
        return Opened((), problems)
    sheets = _without_annotations(tuple(sheet for sheet, _ in opened if sheet is not None))
    return Opened(sheets, problems, _misnamed(file_name, inspection.format))


def _misnamed(file_name: str, format_: Format) -> tuple[Problem, ...]:
    """A note where the file's name says another format than its content."""
    ending = PurePath(file_name.replace("\\", "/")).suffix.casefold()
    if ending in _ENDINGS[format_] or not ending:
        return ()
    return (file_problem("kind_differs", ending=shortened(ending), kind=_NAMES[format_]),)


def _opened_text(content: bytes, file_name: str) -> Opened:
    """The one sheet of a text file: all its cells are texts, blank where there is none."""
    table = read_text(content)
    if table.problems:
        return Opened((), table.problems, table.notes)
    width = max(map(len, table.rows), default=0)
    columns: list[list[CellValue]] = [
        [row[at] or None if at < len(row) else None for row in table.rows] for at in range(width)
    ]
    values = SheetValues(SHEET, columns=columns)
    facts = SheetFacts(SHEET, SheetState.VISIBLE)
    facts.valued, facts.last_row, facts.last_column = values.extent
    facts.errors = table.errors
    sheet = OpenedSheet(facts, without_problems_column(values))
    return Opened((sheet,), (), (*table.notes, *_misnamed(file_name, Format.CSV)))


def _without_annotations(sheets: tuple[OpenedSheet, ...]) -> tuple[OpenedSheet, ...]:
    """The sheets of the return alone, where the file is an annotated copy of ours."""
    own = tuple(sheet for sheet in sheets if not is_list(sheet.name))
    return tuple(OpenedSheet(sheet.facts, without_problems_column(sheet.values)) for sheet in own or sheets)


def _settled(
    facts: SheetFacts, first: Reading, second: Reading, *, doubted: bool
) -> tuple[OpenedSheet | None, Problem | None]:
    one, other = first.sheets.get(facts.name), second.sheets.get(facts.name)
    if one is not None and not doubted:
        return OpenedSheet(facts, one), None
    counts = {
        "guard": str(facts.valued),
        "first": "—" if one is None else str(one.extent[0]),
        "second": "—" if other is None else str(other.extent[0]),
    }
    agreed = other is not None and (_agrees(facts, other) or (one is not None and one.extent == other.extent))
    code = "readers_differed" if agreed else "readers_differ"
    problem = file_problem(code, sheet=facts.name, cell=address(1, 1), **counts)
    return (OpenedSheet(facts, other) if agreed and other is not None else None), problem


def _agrees(facts: SheetFacts, values: SheetValues | None) -> bool:
    if values is None or values.extent != facts.extent:
        return False
    return all(_same_number(text, values.at(*(position(cell) or (0, 0)))) for cell, text in facts.numbers.items())


def _same_number(text: str, value: CellValue) -> bool:
    """Whether a reader's value is what stands in the file; dates are numbers in disguise, not compared."""
    if not isinstance(value, float):
        return value is not None
    try:
        return float(text) == value or math.isnan(value)
    except ValueError:
        return False
