"""What an annotated copy has more than the return: left out when a copy is uploaded again.

Comments and backgrounds are no values; the list of problems and the column of problems are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbooks.annotation.marks import PROBLEMS_COLUMN, PROBLEMS_SHEET
from workbooks.annotation.problem_list import BACKGROUND_COLUMN, CELL_COLUMN, SHEET_COLUMN
from workbooks.process import SheetValues


def is_list(name: str) -> bool:
    """Whether a sheet of this name is our list of problems."""
    return name == PROBLEMS_SHEET


def without_problems_column(values: SheetValues) -> SheetValues:
    """A sheet's values without the column of problems, which is always the last one."""
    if values.first_row == 1 and values.columns and values.columns[-1][:1] == [PROBLEMS_COLUMN]:
        return replace(values, columns=values.columns[:-1])
    return values


def recorded_backgrounds(values: SheetValues) -> Mapping[str, Mapping[str, str]]:
    """The backgrounds that an earlier copy's list keeps, by sheet and cell."""
    found: dict[str, dict[str, str]] = {}
    for row in _rows(values):
        sheet, cell, background = (str(values.at(row, n) or "") for n in (SHEET_COLUMN, CELL_COLUMN, BACKGROUND_COLUMN))
        if sheet and cell and background:
            found.setdefault(sheet, {})[cell] = background
    return found


def _rows(values: SheetValues) -> Iterable[int]:
    _, last_row, _ = values.extent
    return range(1, last_row + 1)
