"""Excel 97–2003 workbooks: the records of their sheets, counted before a reader sees them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from workbooks.addresses import address
from workbooks.guard import limits
from workbooks.guard.biff_strings import empty_strings
from workbooks.guard.facts import SheetFacts, SheetState
from workbooks.guard.formulas import is_stored_text, stores_text
from workbooks.guard.grid import Grid
from workbooks.guard.parts import PERCENT_FORMATS, shows_percent
from workbooks.guard.refusal import RefusedFileError

_HEAD = struct.Struct("<HH")
_CELL = struct.Struct("<HHH")
_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_BIFF8 = b"\x00\x06"
_PASSWORD, _SHEET, _FORMAT, _XF, _STRINGS, _DATES = 0x002F, 0x0085, 0x041E, 0x00E0, 0x00FC, 0x0022
_WORKSHEET, _MACRO_SHEET, _CODE_MODULE = 0, 1, 6
_STATES = (SheetState.VISIBLE, SheetState.HIDDEN, SheetState.VERY_HIDDEN, SheetState.VERY_HIDDEN)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_TEXT_FOLLOWS, _IS_TRUTH, _IS_ERROR = 0, 1, 2
_TOKENS = 22
"""Where a formula's tokens begin in its record; their length stands before them."""
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01

Record = tuple[int, bytes]


@dataclass(slots=True)
class XlsWorkbook:
    """What the workbook's own records say; `sheets` are the facts of its worksheets."""

    epoch_1904: bool = False
    sheets: list[SheetFacts] = field(default_factory=list)
    formats: dict[int, bool] = field(default_factory=dict)
    percent: set[int] = field(default_factory=set)
    styles: int = 0
    empty: frozenset[int] = frozenset()
    places: list[tuple[int, SheetFacts]] = field(default_factory=list)


def _damaged() -> RefusedFileError:
    return RefusedFileError("workbook_damaged", part="Workbook")


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """The records from a place on; an end without a word is the end of the stream."""
    place = start
    while place + _HEAD.size <= len(stream):
        kind, length = _HEAD.unpack_from(stream, place)
        place += _HEAD.size
        yield kind, stream[place : place + length]
        place += length


def read_xls(stream: bytes) -> XlsWorkbook:
    """The worksheets of a `Workbook` stream with their facts.

    Raises:
        RefusedFileError: encrypted, with macro sheets, of an older version, damaged, or beyond a limit.
    """
    book = XlsWorkbook()
    _read_globals(stream, book)
    if not book.sheets:
        raise _damaged()
    for place, facts in book.places:
        _Sheet(facts, book).read(stream, place)
    return book


def _read_globals(stream: bytes, book: XlsWorkbook) -> None:
    records = _records(stream, 0)
    kind, data = next(records, (0, b""))
    if kind != _BOF or data[:2] != _BIFF8:
        raise RefusedFileError("kind_xls")
    strings: list[bytes] = []
    in_strings = False
    for kind, data in records:
        if kind == _EOF:
            break
        in_strings = kind == _STRINGS or (in_strings and kind == _CONTINUE)
        if in_strings:
            strings.append(data)
        else:
            _read_global(kind, data, book)
    book.empty = empty_strings(strings)


def _read_global(kind: int, data: bytes, book: XlsWorkbook) -> None:
    try:
        if kind == _PASSWORD:
            raise RefusedFileError("kind_encrypted")
        if kind == _DATES:
            book.epoch_1904 = data[:1] == b"\x01"
        elif kind == _FORMAT:
            number, length, flags = struct.unpack_from("<HHB", data)
            encoded = data[5 : 5 + (length * 2 if flags & 1 else length)]
            book.formats[number] = shows_percent(encoded.decode("utf-16-le" if flags & 1 else "latin-1", "replace"))
        elif kind == _XF:
            (number,) = struct.unpack_from("<2xH", data)
            if book.formats.get(number, number in PERCENT_FORMATS):
                book.percent.add(book.styles)
            book.styles += 1
        elif kind == _SHEET:
            _note_sheet(data, book)
    except struct.error as error:
        raise _damaged() from error


def _note_sheet(data: bytes, book: XlsWorkbook) -> None:
    place, state, kind, length, flags = struct.unpack_from("<LBBBB", data)
    if kind in {_MACRO_SHEET, _CODE_MODULE}:
        raise RefusedFileError("kind_macros")
    if kind != _WORKSHEET:
        return
    encoded = data[8 : 8 + (length * 2 if flags & 1 else length)]
    name = encoded.decode("utf-16-le" if flags & 1 else "latin-1", "replace")
    if len(book.sheets) >= limits.SHEETS or any(facts.name == name for facts in book.sheets):
        raise _damaged()
    facts = SheetFacts(name, _STATES[state & 3])
    book.sheets.append(facts)
    book.places.append((place, facts))


class _Sheet:
    """One worksheet's records."""

    def __init__(self, facts: SheetFacts, book: XlsWorkbook) -> None:
        self._facts = facts
        self._book = book
        self._grid = Grid(facts)
        self._cells: set[int] = set()
        self._waiting: tuple[int, int] | None = None
        self._handlers: Mapping[int, Callable[[bytes], None]] = {
            0x0203: self._number,
            0x027E: self._compressed,
            0x00BD: self._compressed_row,
            0x00FD: self._shared_text,
            0x0204: self._text,
            0x00D6: self._text,
            0x0205: self._truth_or_error,
            0x0006: self._formula,
            0x0207: self._formula_text,
            0x0208: self._row,
            0x007D: self._columns,
            0x00E5: self._merges,
        }

    def read(self, stream: bytes, place: int) -> None:
        """All records up to the sheet's end; those of charts within are not its own."""
        depth = 0
        try:
            for kind, data in _records(stream, place):
                if kind == _BOF:
                    depth += 1
                elif kind == _EOF:
                    depth -= 1
                    if depth <= 0:
                        return
                elif depth == 1 and kind in self._handlers:
                    self._handlers[kind](data)
        except (struct.error, IndexError) as error:
            raise _damaged() from error

    def _place(self, data: bytes) -> tuple[int, int, int]:
        row, column, style = _CELL.unpack_from(data)
        return row + 1, column + 1, style

    def _take(self, row: int, column: int) -> str:
        """Counts a valued cell; its address."""
        self._once(row, column)
        self._grid.add_values(row, column, 1)
        return address(row, column)

    def _once(self, row: int, column: int) -> None:
        key = row << 16 | column
        if key in self._cells:
            raise RefusedFileError("duplicate_cell", sheet=self._facts.name, cell=address(row, column))
        self._cells.add(key)

    def _take_number(self, row: int, column: int, style: int, value: float) -> None:
        where = self._take(row, column)
        if style in self._book.percent:
            self._facts.percent.add(where)
            self._check_noted()
        if len(self._facts.numbers) < limits.COMPARED_NUMBERS:
            self._facts.numbers[where] = repr(value)

    def _check_noted(self) -> None:
        if self._facts.noted > limits.NOTED_CELLS:
            raise RefusedFileError("too_many_faulty_cells", sheet=self._facts.name, limit=f"{limits.NOTED_CELLS:,}")

    def _note_error(self, row: int, column: int, code: int) -> None:
        self._once(row, column)
        self._facts.errors[address(row, column)] = _ERRORS.get(code, f"#{code}")
        self._check_noted()

    def _number(self, data: bytes) -> None:
        self._take_number(*self._place(data), struct.unpack_from("<d", data, 6)[0])

    def _compressed(self, data: bytes) -> None:
        self._take_number(*self._place(data), _of_compressed(struct.unpack_from("<L", data, 6)[0]))

    def _compressed_row(self, data: bytes) -> None:
        row, first = struct.unpack_from("<HH", data)
        for number, at in enumerate(range(4, len(data) - 2, 6)):
            style, value = struct.unpack_from("<HL", data, at)
            self._take_number(row + 1, first + number + 1, style, _of_compressed(value))

    def _shared_text(self, data: bytes) -> None:
        row, column, _ = self._place(data)
        if struct.unpack_from("<L", data, 6)[0] not in self._book.empty:
            self._take(row, column)

    def _text(self, data: bytes) -> None:
        row, column, _ = self._place(data)
        if struct.unpack_from("<H", data, 6)[0]:
            self._take(row, column)

    def _truth_or_error(self, data: bytes) -> None:
        row, column, _ = self._place(data)
        if data[7]:
            self._note_error(row, column, data[6])
        else:
            self._take(row, column)

    def _formula(self, data: bytes) -> None:
        row, column, _ = self._place(data)
        self._facts.formulas.add(address(row, column))
        self._check_noted()
        result = data[6:14]
        if result[6:8] != b"\xff\xff":
            self._formula_number(data, struct.unpack("<d", result)[0])
        elif result[0] == _TEXT_FOLLOWS:
            self._waiting = row, column
        elif result[0] == _IS_ERROR:
            self._note_error(row, column, result[2])
        elif result[0] == _IS_TRUTH:
            self._take(row, column)

    def _formula_number(self, data: bytes, value: float) -> None:
        """A number that some program stored beside a formula, which may have been meant to give a text."""
        row, column, style = self._place(data)
        (length,) = struct.unpack_from("<H", data, _TOKENS - 2) if len(data) >= _TOKENS else (0,)
        tokens = data[_TOKENS : _TOKENS + length]
        self._take_number(row, column, style, value)
        if is_stored_text(tokens):
            self._facts.uncached.append(address(row, column))
        elif value == 0 and stores_text(tokens):
            self._facts.doubtful.add(address(row, column))

    def _formula_text(self, data: bytes) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and struct.unpack_from("<H", data)[0]:
            self._take(*waiting)

    def _row(self, data: bytes) -> None:
        number, flags = struct.unpack_from("<H10xL", data)
        if flags & _HIDDEN_ROW:
            self._facts.hidden_rows.append(number + 1)
            self._check_noted()

    def _columns(self, data: bytes) -> None:
        first, last, flags = struct.unpack_from("<HH4xH", data)
        if flags & _HIDDEN_COLUMN:
            self._facts.hidden_columns.append((first + 1, last + 1))

    def _merges(self, data: bytes) -> None:
        self._facts.merges += int(struct.unpack_from("<H", data)[0])
        if self._facts.merges > limits.MERGES:
            raise RefusedFileError("too_many_merges", sheet=self._facts.name, limit=f"{limits.MERGES:,}")


def _of_compressed(raw: int) -> float:
    """A number in 30 bits: an integer or the upper half of a double, perhaps of a hundredth."""
    if raw & 2:
        signed = raw - (1 << 32) if raw & 0x80000000 else raw
        value = float(signed >> 2)
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (raw & 0xFFFFFFFC) << 32))[0])
    return value / 100 if raw & 1 else value
