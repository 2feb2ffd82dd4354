"""What the guard found out about a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class SheetState(StrEnum):
    """Whether a sheet is shown; the values are those of the file format."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


class Format(StrEnum):
    """The formats that are read; the value is the ending that a file of the format should have."""

    XLSX = ".xlsx"
    XLS = ".xls"
    ODS = ".ods"
    CSV = ".csv"


@dataclass(slots=True)
class SheetFacts:
    """One worksheet. Rows and columns count from 1; addresses are written `C12`.

    `valued` counts cells with a value other than an error or an empty text, as a reader must find
    them. `errors` maps addresses to what stands there (`#REF!`), `uncached` lists formulas that no
    program has calculated, `doubtful` those that may give a text and are stored as the number 0 (see `formulas.py`),
    `formulas` all formulas, `percent` the number cells shown as a percentage. `numbers`
    holds the very text of number cells in rows of an unusual shape (formulas, oddities), to hold a
    reader's values against.
    """

    name: str
    state: SheetState
    valued: int = 0
    last_row: int = 0
    last_column: int = 0
    merges: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    uncached: list[str] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)
    formulas: set[str] = field(default_factory=set)
    percent: set[str] = field(default_factory=set)
    numbers: dict[str, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    @property
    def extent(self) -> tuple[int, int, int]:
        """How many cells have a value, and the last row and column that have one (0 where none has)."""
        return self.valued, self.last_row, self.last_column

    @property
    def noted(self) -> int:
        """How many cells are mentioned one by one."""
        return len(self.errors) + len(self.uncached) + len(self.formulas) + len(self.percent) + len(self.hidden_rows)
