"""Which cells a sheet has: order, duplicates, and how far out the values reach."""

from __future__ import annotations

from workbooks.addresses import address, column_letters
from workbooks.guard import limits
from workbooks.guard.facts import SheetFacts
from workbooks.guard.refusal import RefusedFileError


class Grid:
    """Takes every cell of one sheet and keeps its facts' extent and count.

    Raises:
        RefusedFileError: a cell outside the grid of a workbook, twice, or too far out for its value.
    """

    def __init__(self, facts: SheetFacts) -> None:
        self._facts = facts
        self._rows_seen = bytearray(limits.LAST_ROW + 1)

    def is_new_row(self, row: int) -> bool:
        """Whether the row exists and no row of this number has come before."""
        return 1 <= row <= limits.LAST_ROW and not self._rows_seen[row]

    def open_row(self, row: int) -> None:
        """A row begins."""
        if not 1 <= row <= limits.LAST_ROW:
            raise RefusedFileError("far_cell", sheet=self._facts.name, cell=f"A{row}")
        if self._rows_seen[row]:
            raise RefusedFileError("duplicate_cell", sheet=self._facts.name, cell=f"A{row}")
        self._rows_seen[row] = 1

    def add_values(self, row: int, last_column: int, count: int) -> None:
        """`count` valued cells of a row, the right-most in `last_column`."""
        facts = self._facts
        facts.valued += count
        facts.last_row = max(facts.last_row, row)
        facts.last_column = max(facts.last_column, last_column)
        if facts.valued > limits.VALUED_CELLS:
            raise RefusedFileError("too_many_cells", sheet=facts.name, limit=f"{limits.VALUED_CELLS:,}")
        if facts.last_row * facts.last_column > limits.AREA:
            raise RefusedFileError("far_cell", sheet=facts.name, cell=address(row, last_column))

    def check_column(self, row: int, column: int) -> None:
        """Refuse a column that no workbook has."""
        if not 1 <= column <= limits.LAST_COLUMN:
            cell = f"{column_letters(column)}{row}" if column > 0 else f"A{row}"
            raise RefusedFileError("far_cell", sheet=self._facts.name, cell=cell)
