"""The columns of a name list as texts and dates; what cannot be read becomes a problem at its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from indicators.firm_names import code_key
from indicators.plan_lists import ListDescription, ListField
from indicators.problems import Problem
from workbooks.days import parse_day
from workbooks.file_problems import file_problem
from workbooks.matching import comparable
from workbooks.numbers import shortened
from workbooks.opening import OpenedSheet, as_text
from workbooks.process import CellValue

_LONGEST_TEXT = 200


class ColumnReader:
    """Reads the columns of one list; collects problems, and codes that were written otherwise than they are kept."""

    def __init__(
        self, sheet: OpenedSheet, listing: ListDescription, rows: Sequence[int], odd: Mapping[str, str]
    ) -> None:
        """For the rows with these numbers; `odd` are cells of errors and of formulas never calculated."""
        self._sheet, self._listing, self._rows, self._odd = sheet, listing, rows, odd
        self.problems: list[Problem] = []
        self.typed: dict[int, str] = {}

    def texts(self, of: ListField, cells: Sequence[CellValue]) -> Sequence[str]:
        """A column of texts; blank where nothing could be read, and then there is a problem."""
        texts = [cell.strip() if type(cell) is str else as_text(cell).strip() for cell in cells]
        self._check_lengths(of, texts)
        told: set[int] = set()
        if of is ListField.CODE:
            told = self._numbers(cells)
            texts = self._codes(texts, told)
        elif of is ListField.KIND:
            texts = self._kinds(texts)
        if "" in texts:
            self._missing(
                of, [row for row, text in zip(self._rows, texts, strict=True) if not text and row not in told]
            )
        return texts

    def days(self, cells: Sequence[CellValue]) -> Sequence[date | None]:
        """The column of dates; None where it could not be read, and then there is a problem."""
        if set(map(type, cells)) == {date}:
            return [cell for cell in cells if isinstance(cell, date)]
        days = [parse_day(cell) for cell in cells]
        for day, cell, row in zip(days, cells, self._rows, strict=True):
            if day is not None:
                continue
            if as_text(cell).strip():
                self._problem("entry_date_unreadable", ListField.DATE, row, typed=shortened(as_text(cell)))
            else:
                self._missing(ListField.DATE, [row])
        return days

    def _problem(self, code: str, of: ListField, row: int, /, **params: str) -> None:
        column = self._listing.column(of)
        said = {"row": str(row), "column": column.name.zh if column else "", **params}
        cell = f"{self._listing.letter(of)}{row}"
        self.problems.append(file_problem(code, sheet=self._sheet.name, cell=cell, **said))

    def _missing(self, of: ListField, rows: Sequence[int]) -> None:
        letter = self._listing.letter(of)
        for row in rows:
            shown = self._odd.get(f"{letter}{row}")
            if shown is None:
                self._problem("entry_cell_missing", of, row)
            else:
                self._problem("entry_cell_unreadable", of, row, typed=shown)

    def _check_lengths(self, of: ListField, texts: Sequence[str]) -> None:
        if texts and max(map(len, texts)) > _LONGEST_TEXT:
            for row, text in zip(self._rows, texts, strict=True):
                if len(text) > _LONGEST_TEXT:
                    limit = str(_LONGEST_TEXT)
                    self._problem("entry_text_too_long", of, row, limit=limit, typed=shortened(text))

    def _numbers(self, cells: Sequence[CellValue]) -> set[int]:
        """Rows whose code is a number: Excel keeps fifteen digits, the rest is lost."""
        rows = {row for row, cell in zip(self._rows, cells, strict=True) if isinstance(cell, float)}
        for row, cell in zip(self._rows, cells, strict=True):
            if row in rows:
                self._problem("entry_code_is_number", ListField.CODE, row, typed=as_text(cell))
        return rows

    def _codes(self, texts: Sequence[str], numbers: set[int]) -> list[str]:
        codes = [code_key(text) for text in texts]
        self.typed = {row: text for row, text, code in zip(self._rows, texts, codes, strict=True) if text != code}
        return (
            ["" if row in numbers else code for row, code in zip(self._rows, codes, strict=True)] if numbers else codes
        )

    def _kinds(self, texts: Sequence[str]) -> list[str]:
        """The choice a text means, else the text; the few kinds there are, are compared once each."""
        offered = {comparable(kind): kind for kind in self._listing.kinds}
        meant = {text: offered.get(comparable(text), text) for text in set(texts)}
        return [meant[text] for text in texts]
