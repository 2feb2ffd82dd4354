"""A worksheet, read as a stream: its cells, merges, hidden rows and columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from workbooks.addresses import address, position
from workbooks.guard import limits
from workbooks.guard.cutting import CuttingFeed
from workbooks.guard.facts import SheetFacts
from workbooks.guard.formulas import is_text_alone, is_zero, names_text
from workbooks.guard.grid import Grid
from workbooks.guard.plain_rows import PlainRows
from workbooks.guard.refusal import RefusedFileError
from workbooks.guard.xml import Attributes, EventParser, in_spreadsheet

_YES = frozenset({"1", "true", "on"})
_LONGEST_NUMBER = 10
_KEPT_TEXT = 64
_KEPT_FORMULA = 8192
"""The longest formula that Excel takes."""


class _Cell:
    """What is known of the cell being read."""

    __slots__ = ("column", "formula", "formula_text", "has_text", "has_value", "kind", "style", "text")

    def __init__(self, column: int, kind: str, style: str) -> None:
        self.column = column
        self.kind = kind
        self.style = style
        self.formula = False
        self.formula_text = ""
        self.has_value = False
        self.has_text = False
        self.text = ""


class _Worksheet:
    def __init__(self, part: str, facts: SheetFacts, percent: Collection[int], empty_strings: Collection[int]) -> None:
        starts = {
            "sheetData": self._open_data, "row": self._open_row, "c": self._open_cell, "f": self._formula,
            "v": self._value, "is": self._inline, "rPh": self._phonetic, "mergeCell": self._merge, "col": self._columns,
        }  # fmt: skip
        ends = {
            "sheetData": self._close_data, "row": self._close_row, "c": self._close_cell,
            "v": self._close_text, "is": self._close_text, "f": self._close_formula, "rPh": self._close_phonetic,
        }  # fmt: skip
        self.parser = EventParser(part, in_spreadsheet(starts), in_spreadsheet(ends), self._characters, self._aside)
        self.grid = Grid(facts)
        self._part = part
        self._facts = facts
        self._percent = frozenset(map(str, percent))
        self._empty_strings = frozenset(map(str, empty_strings))
        self._in_data = False
        self._row = 0
        self._in_row = False
        self._columns_seen: set[int] = set()
        self._last_column = 0
        self._cell: _Cell | None = None
        self._in_text = False
        self._in_formula = False
        self._shares = ""
        self._shared: dict[str, str] = {}
        self._in_phonetic = False

    def between_rows(self) -> bool:
        return self._in_data and not self._in_row

    def _open_data(self, _: Attributes) -> None:
        self._in_data = True

    def _close_data(self) -> None:
        self._in_data = False

    def _open_row(self, attributes: Attributes) -> None:
        self._row = self._number(attributes["r"]) if "r" in attributes else self._row + 1
        self.grid.open_row(self._row)
        self._in_row, self._last_column = True, 0
        self._columns_seen.clear()
        if attributes.get("hidden") in _YES:
            self._facts.hidden_rows.append(self._row)
            self._check_noted()

    def _close_row(self) -> None:
        self._in_row = False

    def _open_cell(self, attributes: Attributes) -> None:
        column = self._column_of(attributes["r"]) if "r" in attributes else self._last_column + 1
        self.grid.check_column(self._row, column)
        if column in self._columns_seen:
            raise RefusedFileError("duplicate_cell", sheet=self._facts.name, cell=address(self._row, column))
        self._columns_seen.add(column)
        self._last_column = column
        self._cell = _Cell(column, attributes.get("t", "n"), attributes.get("s", ""))

    def _column_of(self, reference: str) -> int:
        place = position(reference)
        if place is None or place[0] != self._row:
            raise RefusedFileError("misplaced_cell", sheet=self._facts.name, cell=reference[:20], row=str(self._row))
        return place[1]

    def _formula(self, attributes: Attributes) -> None:
        if self._cell is not None:
            self._cell.formula = True
            self._in_text = False
            self._in_formula = True
            # The cells that share a formula are told by its number only.
            self._shares = attributes.get("si", "") if attributes.get("t") == "shared" else ""
            self._cell.formula_text = self._shared.get(self._shares, "")

    def _close_formula(self) -> None:
        self._in_text = self._in_formula = False
        if self._cell is not None and self._shares and len(self._shared) < limits.NOTED_CELLS:
            self._shared.setdefault(self._shares, self._cell.formula_text)

    def _value(self, _: Attributes) -> None:
        if self._cell is not None:
            self._refuse_second_value(self._cell)
            self._in_text = True

    def _inline(self, _: Attributes) -> None:
        if self._cell is not None and self._cell.kind == "inlineStr":
            self._refuse_second_value(self._cell)
            self._in_text = True

    def _refuse_second_value(self, cell: _Cell) -> None:
        if cell.has_value:
            raise RefusedFileError("duplicate_cell", sheet=self._facts.name, cell=address(self._row, cell.column))
        cell.has_value = True

    def _aside(self, *_: object) -> None:
        if self._cell is not None:
            raise RefusedFileError("xml_malformed", part=self._part)

    def _phonetic(self, _: Attributes) -> None:
        self._in_phonetic = True

    def _close_phonetic(self) -> None:
        self._in_phonetic = False

    def _close_text(self) -> None:
        self._in_text = False

    def _characters(self, text: str) -> None:
        if self._in_formula and self._cell is not None and len(self._cell.formula_text) < _KEPT_FORMULA:
            self._cell.formula_text += text
        if self._in_text and not self._in_phonetic and self._cell is not None:
            self._cell.has_text = True
            if len(self._cell.text) < _KEPT_TEXT:
                self._cell.text += text

    def _close_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        facts, where = self._facts, address(self._row, cell.column)
        if cell.formula:
            facts.formulas.add(where)
            self._judge_formula(where, cell)
        if cell.kind == "e" and cell.has_text:
            facts.errors[where] = cell.text[:_KEPT_TEXT].strip()
        elif cell.has_text and not self._is_empty_string(cell):
            self.grid.add_values(self._row, cell.column, 1)
            if cell.kind == "n":
                self._note_number(where, cell)
        self._check_noted()

    def _judge_formula(self, where: str, cell: _Cell) -> None:
        """Whether a result is stored, and whether it can be what the formula gives."""
        if not cell.has_text:
            if not (cell.has_value and cell.kind == "str"):
                self._facts.uncached.append(where)
        elif cell.kind == "n" and is_text_alone(cell.formula_text):
            self._facts.uncached.append(where)
        elif cell.kind == "n" and names_text(cell.formula_text) and is_zero(cell.text):
            self._facts.doubtful.add(where)

    def _is_empty_string(self, cell: _Cell) -> bool:
        if cell.kind != "s":
            return False
        index = cell.text.strip()
        if not (index.isascii() and index.isdecimal()):
            raise RefusedFileError("xml_malformed", part=self._part)
        return index in self._empty_strings

    def _note_number(self, where: str, cell: _Cell) -> None:
        if cell.style in self._percent:
            self._facts.percent.add(where)
        if len(self._facts.numbers) < limits.COMPARED_NUMBERS:
            self._facts.numbers[where] = cell.text

    def _merge(self, _: Attributes) -> None:
        self._facts.merges += 1
        if self._facts.merges > limits.MERGES:
            raise RefusedFileError("too_many_merges", sheet=self._facts.name, limit=f"{limits.MERGES:,}")

    def _columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _YES:
            first, last = (self._number(attributes.get(key, "")) for key in ("min", "max"))
            self._facts.hidden_columns.append((first, last))

    def _number(self, text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or len(text) > _LONGEST_NUMBER:
            raise RefusedFileError("xml_malformed", part=self._part)
        return int(text)

    def _check_noted(self) -> None:
        if self._facts.noted > limits.NOTED_CELLS:
            raise RefusedFileError("too_many_faulty_cells", sheet=self._facts.name, limit=f"{limits.NOTED_CELLS:,}")


def read_sheet(
    part: str,
    chunks: Iterable[bytes],
    facts: SheetFacts,
    percent: Collection[int],
    empty_strings: Collection[int],
    *,
    cutting: bool = True,
) -> None:
    """Fill in the facts of a sheet.

    Args:
        part: its name in the package, for messages.
        chunks: its bytes, inflated.
        facts: filled in.
        percent: the cell formats that show a percentage.
        empty_strings: the shared strings without text.
        cutting: count plain rows by pattern; without it everything goes through the parser (the
            two ways must agree).

    Raises:
        RefusedFileError: when a limit is passed or the part is malformed.
    """
    sheet = _Worksheet(part, facts, percent, empty_strings)
    few = len(empty_strings) <= _EMPTY_IN_PATTERN
    if not (cutting and few):
        for chunk in chunks:
            sheet.parser.feed(chunk)
        sheet.parser.feed(b"", final=True)
        return
    rows = PlainRows(sheet.grid, percent, empty_strings)
    feed = CuttingFeed(sheet.parser, b"</row>", sheet.between_rows, rows.cut)
    for chunk in chunks:
        feed.feed(chunk)
    feed.close()


_EMPTY_IN_PATTERN = 100
