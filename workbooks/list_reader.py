"""The rows of a name list, read column by column: a list of 100,000 rows must not cost an object for each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.name_lists import NameList
from indicators.plan_lists import EXPLANATION_CELL, ListDescription, ListField
from indicators.problems import Problem, Severity
from workbooks.addresses import address, column_number, position
from workbooks.file_problems import file_problem
from workbooks.form_check import extra_problem, hidden_columns
from workbooks.layout import SheetLayout
from workbooks.list_columns import ColumnReader
from workbooks.matching import has_invisible
from workbooks.numbers import shortened, without_invisible
from workbooks.opening import OpenedSheet, as_text
from workbooks.process import CellValue
from workbooks.sheet import LIST_FIRST_ROW

_LONGEST_NOTE = 2000
Raw = Mapping[ListField, Sequence[CellValue]]


@dataclass(frozen=True, slots=True)
class ListReading:
    """What a list's sheet gave."""

    listed: NameList
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def read_list(sheet: OpenedSheet, layout: SheetLayout, listing: ListDescription) -> ListReading:
    """All rows in which anything stands, and every problem with reading them."""
    odd = _odd_cells(sheet, listing)
    raw: Raw = {column.field: _cells(sheet, listing.letter(column.field)) for column in listing.columns}
    places = _filled(raw, {row for row, _ in map(_place, odd)})
    if len(places) < len(raw[ListField.NAME]):
        raw = {of: [cells[place] for place in places] for of, cells in raw.items()}
    rows = [LIST_FIRST_ROW + place for place in places]
    reader = ColumnReader(sheet, listing, rows, odd)
    columns: dict[ListField, Sequence[str]] = {
        of: reader.texts(of, cells) for of, cells in raw.items() if of is not ListField.DATE
    }
    days = reader.days(raw[ListField.DATE])
    words = _Words(sheet)
    notes = words.of_rows(listing.note_letter, frozenset(rows))
    listed = NameList(sheet.name, rows, columns, days, notes, reader.typed, words.of_list())
    problems = [*reader.problems, *words.problems, *_about_sheet(sheet, layout, rows)]
    return ListReading(listed, tuple(_explained(each, listed) for each in problems), tuple(_unseen(listed, listing)))


def _place(cell: str) -> tuple[int, int]:
    return position(cell) or (0, 0)


def _odd_cells(sheet: OpenedSheet, listing: ListDescription) -> dict[str, str]:
    """Cells of the list that a reader gives as blank though something stands there, and what is shown there."""
    found = {**dict.fromkeys(sheet.facts.uncached, ""), **sheet.facts.errors}
    own = {column_number(listing.letter(column.field)) for column in listing.columns}
    return {
        cell: shown for cell, shown in found.items() if _place(cell)[0] >= LIST_FIRST_ROW and _place(cell)[1] in own
    }


def _cells(sheet: OpenedSheet, letter: str) -> Sequence[CellValue]:
    """A column from the body's first row to the sheet's last."""
    values, count = sheet.values, max(0, sheet.facts.last_row - LIST_FIRST_ROW + 1)
    across, start = column_number(letter) - values.first_column, LIST_FIRST_ROW - values.first_row
    if not 0 <= across < len(values.columns):
        return [None] * count
    cells = values.columns[across][start : start + count]
    return cells + [None] * (count - len(cells))


def _filled(raw: Raw, odd: set[int]) -> Sequence[int]:
    """The places, from 0, of the rows in which any column of the list holds something."""
    return [
        place
        for place, cells in enumerate(zip(*raw.values(), strict=True))
        if place + LIST_FIRST_ROW in odd or not all(map(_is_blank, cells))
    ]


def _is_blank(cell: CellValue) -> bool:
    return cell is None or (type(cell) is str and not cell.strip())


class _Words:
    """Explanations: of the rows, and of the list as a whole."""

    def __init__(self, sheet: OpenedSheet) -> None:
        self._sheet = sheet
        self.problems: list[Problem] = []

    def of_rows(self, letter: str, rows: frozenset[int]) -> dict[int, str]:
        """情况说明 by row; one in a row without anything else belongs to nothing, and is said."""
        cells = enumerate(_cells(self._sheet, letter), LIST_FIRST_ROW)
        written = {row: self._written(letter, row, cell) for row, cell in cells if cell is not None}
        stray = [f"{letter}{row}" for row, text in written.items() if text and row not in rows]
        if stray:
            self.problems.append(extra_problem(self._sheet, stray))
        return {row: text for row, text in written.items() if text and row in rows}

    def _written(self, letter: str, row: int, cell: CellValue) -> str | None:
        if type(cell) is str and len(cell) <= _LONGEST_NOTE and cell.isprintable():
            return cell.strip() or None  # the usual case: nothing unseen in it, not too long
        return self._text(f"{letter}{row}", as_text(cell))

    def of_list(self) -> str | None:
        """The explanation above the table."""
        return self._text(EXPLANATION_CELL, self._sheet.text(*_place(EXPLANATION_CELL)))

    def _text(self, cell: str, text: str) -> str | None:
        said = without_invisible(text).strip()
        if len(said) <= _LONGEST_NOTE:
            return said or None
        params = {"limit": str(_LONGEST_NOTE), "typed": shortened(said)}
        self.problems.append(file_problem("entry_text_too_long", sheet=self._sheet.name, cell=cell, **params))
        return None


def _about_sheet(sheet: OpenedSheet, layout: SheetLayout, rows: Sequence[int]) -> list[Problem]:
    """Hidden rows and columns, which are read all the same, and what stands beside the table."""
    problems = list(hidden_columns(sheet, layout))
    own = frozenset(rows) if sheet.facts.hidden_rows else frozenset[int]()
    hidden = [row for row in sheet.facts.hidden_rows if row in own]
    if hidden:
        count = str(len(hidden))
        problems.append(file_problem("entry_rows_hidden", sheet=sheet.name, cell=f"A{hidden[0]}", count=count))
    last, first = column_number(layout.last_column), sheet.values.first_column
    beside = [
        address(row, column)
        for column, cells in enumerate(sheet.values.columns[max(0, last - first + 1) :], last + 1)
        for row, cell in enumerate(cells, sheet.values.first_row)
        if cell is not None
    ]
    return [*problems, extra_problem(sheet, beside)] if beside else problems


def _explained(problem: Problem, listed: NameList) -> Problem:
    """Soft problems are explained in their row, else above the table."""
    if problem.severity is not Severity.SOFT:
        return problem
    return replace(problem, explained=listed.notes.get(_place(problem.cell or "")[0]) or listed.explanation)


def _unseen(listed: NameList, listing: ListDescription) -> list[Problem]:
    """Names with signs that nobody sees: they are compared without them, and it is told."""
    letter = listing.letter(ListField.NAME)
    return [
        file_problem("characters_invisible", sheet=listed.sheet, cell=f"{letter}{row}", text=shortened(name))
        for row, name in zip(listed.rows, listed.texts(ListField.NAME), strict=True)
        if has_invisible(name)
    ]
