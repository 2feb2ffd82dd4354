"""OpenDocument spreadsheets: cells, repetitions, hidden parts, errors, counted before a reader sees them."""

from __future__ import annotations

from workbooks.addresses import address
from workbooks.guard import limits
from workbooks.guard.facts import SheetFacts, SheetState
from workbooks.guard.formulas import is_text_alone, is_zero, names_text
from workbooks.guard.grid import Grid
from workbooks.guard.package import Package
from workbooks.guard.refusal import RefusedFileError
from workbooks.guard.xml import Attributes, EventParser

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_SPACE}{name}:1.0 " for name in ("table", "office", "text", "style"))
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_ENCRYPTED = b"encryption-data"
_SCRIPTS = ("basic/", "scripts/")
_NUMBERS = frozenset({"float", "currency", "percentage"})
_PERCENTAGE, _ERROR, _STRING = "percentage", "error", "string"
_KEPT_TEXT = 64
_HIDDEN = frozenset({"collapse", "filter"})
_LONGEST_NUMBER = 7


class _Cell:
    """The cell being read."""

    __slots__ = ("error", "formula", "kind", "repeated", "text", "value")

    def __init__(self, attributes: Attributes, repeated: int) -> None:
        self.kind = attributes.get(f"{_OFFICE}value-type", "")
        self.value = attributes.get(f"{_OFFICE}value", "") or attributes.get(f"{_OFFICE}string-value", "")
        self.formula = attributes.get(f"{_TABLE}formula")
        self.error = attributes.get(f"{_CALC}value-type") == _ERROR
        self.repeated = repeated
        self.text = ""

    @property
    def filled(self) -> bool:
        return bool(self.kind) and (self.kind != _STRING or bool(self.text or self.value))


class _Content:
    """The content part as a stream of events."""

    def __init__(self) -> None:
        starts = {
            f"{_TABLE}table": self._open_table,
            f"{_TABLE}table-column": self._column,
            f"{_TABLE}table-row": self._open_row,
            f"{_TABLE}table-cell": self._open_cell,
            f"{_TABLE}covered-table-cell": self._open_cell,
            f"{_OFFICE}annotation": self._open_aside,
            f"{_TEXT}p": self._open_text,
            f"{_STYLE}style": self._style,
            f"{_STYLE}table-properties": self._table_properties,
        }
        ends = {
            f"{_TABLE}table": self._close_table,
            f"{_TABLE}table-row": self._close_row,
            f"{_TABLE}table-cell": self._close_cell,
            f"{_TABLE}covered-table-cell": self._close_cell,
            f"{_OFFICE}annotation": self._close_aside,
            f"{_TEXT}p": self._close_text,
        }
        self.parser = EventParser(CONTENT, starts, ends, self._characters)
        self.sheets: list[SheetFacts] = []
        self._hidden_styles: set[str] = set()
        self._style_name = ""
        self._facts: SheetFacts | None = None
        self._grid = Grid(SheetFacts("", SheetState.VISIBLE))
        self._row = self._column_at = self._cell_at = 0
        self._rows_repeated = 1
        self._row_hidden = False
        self._cells: list[tuple[int, _Cell]] = []
        self._cell: _Cell | None = None
        self._aside = 0
        self._in_text = 0

    def _style(self, attributes: Attributes) -> None:
        self._style_name = attributes.get(f"{_STYLE}name", "")

    def _table_properties(self, attributes: Attributes) -> None:
        if attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style_name)

    def _open_table(self, attributes: Attributes) -> None:
        name = attributes.get(f"{_TABLE}name", "")
        twice = any(facts.name == name for facts in self.sheets)
        if self._facts is not None or twice or len(self.sheets) >= limits.SHEETS:
            raise RefusedFileError("workbook_damaged", part=CONTENT)
        hidden = attributes.get(f"{_TABLE}style-name") in self._hidden_styles
        self._facts = SheetFacts(name, SheetState.HIDDEN if hidden else SheetState.VISIBLE)
        self.sheets.append(self._facts)
        self._grid = Grid(self._facts)
        self._row = self._column_at = 0

    def _close_table(self) -> None:
        self._facts = None

    def _column(self, attributes: Attributes) -> None:
        repeated = _repeated(attributes, "columns")
        if self._facts is not None and attributes.get(f"{_TABLE}visibility") in _HIDDEN:
            self._facts.hidden_columns.append((self._column_at + 1, self._column_at + repeated))
        self._column_at += repeated

    def _open_row(self, attributes: Attributes) -> None:
        self._rows_repeated = _repeated(attributes, "rows")
        self._row_hidden = attributes.get(f"{_TABLE}visibility") in _HIDDEN
        self._cell_at = 0
        self._cells = []

    def _open_cell(self, attributes: Attributes) -> None:
        self._cell = _Cell(attributes, _repeated(attributes, "columns"))

    def _close_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        if cell.filled or cell.error or cell.formula is not None:
            self._cells.append((self._cell_at + 1, cell))
        self._cell_at += cell.repeated

    def _open_aside(self, _: Attributes) -> None:
        self._aside += 1

    def _close_aside(self) -> None:
        self._aside -= 1

    def _open_text(self, _: Attributes) -> None:
        self._in_text += 1

    def _close_text(self) -> None:
        self._in_text -= 1

    def _characters(self, text: str) -> None:
        if self._cell is not None and self._in_text and not self._aside and len(self._cell.text) < _KEPT_TEXT:
            self._cell.text += text

    def _close_row(self) -> None:
        facts = self._facts
        if facts is None:
            return
        first, self._row = self._row + 1, self._row + self._rows_repeated
        if not self._cells and not self._row_hidden:
            return
        if self._cells and self._rows_repeated > limits.NOTED_CELLS:
            raise RefusedFileError("far_cell", sheet=facts.name, cell=address(self._row, self._cells[-1][0]))
        last = self._row if self._cells else min(self._row, first + limits.NOTED_CELLS)
        for row in range(first, last + 1):
            self._take_row(facts, row)

    def _take_row(self, facts: SheetFacts, row: int) -> None:
        if self._row_hidden:
            facts.hidden_rows.append(row)
        for column, cell in self._cells:
            end = column + cell.repeated - 1
            self._grid.check_column(row, end)
            if cell.filled and not cell.error:
                self._grid.add_values(row, end, cell.repeated)
            if cell.error or cell.formula is not None or cell.kind in _NUMBERS:
                for each in range(column, end + 1):
                    self._note(facts, address(row, each), cell)
        if facts.noted > limits.NOTED_CELLS:
            raise RefusedFileError("too_many_faulty_cells", sheet=facts.name, limit=f"{limits.NOTED_CELLS:,}")

    @staticmethod
    def _note(facts: SheetFacts, where: str, cell: _Cell) -> None:
        if cell.formula is not None:
            facts.formulas.add(where)
        if cell.error:
            facts.errors[where] = cell.text.strip() or "#ERR"
        elif cell.formula is not None and (not cell.kind or (cell.kind in _NUMBERS and is_text_alone(cell.formula))):
            facts.uncached.append(where)
        elif cell.kind in _NUMBERS and is_zero(cell.value) and names_text(cell.formula or ""):
            facts.doubtful.add(where)
        if cell.kind == _PERCENTAGE:
            facts.percent.add(where)
        if cell.kind in _NUMBERS and len(facts.numbers) < limits.COMPARED_NUMBERS:
            facts.numbers[where] = cell.value


def _repeated(attributes: Attributes, what: str) -> int:
    written = attributes.get(f"{_TABLE}number-{what}-repeated", "1")
    if not (written.isascii() and written.isdecimal()) or len(written) > _LONGEST_NUMBER:
        raise RefusedFileError("xml_malformed", part=CONTENT)
    return max(int(written), 1)


def read_ods(package: Package) -> list[SheetFacts]:
    """The worksheets of a package with their facts.

    Raises:
        RefusedFileError: encrypted, with macros, malformed, or beyond a limit.
    """
    if _MANIFEST in package and _ENCRYPTED in b"".join(package.chunks(_MANIFEST)):
        raise RefusedFileError("kind_encrypted")
    if any(name.startswith(_SCRIPTS) for name in package.names):
        raise RefusedFileError("kind_macros")
    content = _Content()
    for chunk in package.chunks(CONTENT):
        content.parser.feed(chunk)
    content.parser.feed(b"", final=True)
    package.drain()
    if not content.sheets:
        raise RefusedFileError("workbook_damaged", part=CONTENT)
    return content.sheets
