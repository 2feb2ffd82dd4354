"""A workbook opened: guarded, read, and both counts compared; where they differ a third reader decides."""

from __future__ import annotations

import math
from dataclasses import dataclass

from indicators.problems import Problem
from workbooks.addresses import address, position
from workbooks.annotation.removal import is_list, without_problems_column
from workbooks.file_problems import file_problem
from workbooks.guard import SheetFacts, inspect
from workbooks.process import CellValue, Reader, ReaderProcess, Reading, SheetValues


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
    """The worksheets in order, or the problems why there are none; problems may also stand beside them."""

    sheets: tuple[OpenedSheet, ...]
    problems: tuple[Problem, ...] = ()


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
    believed and the difference is reported; three that differ refuse the file.
    """
    inspection = inspect(content, file_name)
    if not inspection.safe:
        return Opened((), inspection.problems)
    first = process.read(content, [facts.name for facts in inspection.sheets])
    if first.problem is not None and first.problem.code != "unreadable_rejected":
        return Opened((), (first.problem,))
    doubtful = [facts.name for facts in inspection.sheets if not _agrees(facts, first.sheets.get(facts.name))]
    second = process.read(content, doubtful, Reader.OPENPYXL) if doubtful else Reading({})
    opened = [_settled(facts, first, second, doubted=facts.name in doubtful) for facts in inspection.sheets]
    problems = tuple(problem for _, problem in opened if problem is not None)
    if any(sheet is None for sheet, _ in opened):
        return Opened((), problems)
    return Opened(_without_annotations(tuple(sheet for sheet, _ in opened if sheet is not None)), problems)


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
