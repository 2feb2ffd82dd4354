"""Rows in the few shapes that programs write: numbers, shared strings, blanks; counted by pattern."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from workbooks.addresses import column_number
from workbooks.guard.grid import Grid
from workbooks.guard.limits import LAST_COLUMN

_ROW_ATTRIBUTES = "|".join(
    ("spans", "ht", "customHeight", "s", "customFormat", "x14ac:dyDescent", "thickBot", "thickTop", "ph"),
)
_REMEMBERED = 10_000
_PATTERNS = 32
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})')
_VALUED_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})\d++"[^<>]*+><[vi]')


def _except(indices: Collection[int], end: str) -> str:
    """A look-ahead that refuses these indices; what is behind it then matches any other number."""
    return f"(?!(?:{'|'.join(map(str, sorted(indices)))}){end})" if indices else ""


class _Patterns:
    """Regular expressions for plain rows: of any columns, or of given ones with a value in each."""

    def __init__(self, noted_styles: Collection[int], empty_strings: Collection[int]) -> None:
        self._style = rf'(?: s="{_except(noted_styles, chr(34))}\d++")?'
        number = r'(?: t="n")?+><v>[-+0-9.eE]++</v></c>'
        shared = rf' t="s"><v>{_except(empty_strings, "<")}\d++</v></c>'
        truth = r' t="b"><v>[01]</v></c>'
        inline = r' t="inlineStr"><is><t(?: xml:space="preserve")?+>[^<>&\x00-\x08\x0b\x0c\x0e-\x1f]++</t></is></c>'
        self._valued = f"{number}|{shared}|{truth}"
        self._any = f"{number}|{shared}| ?/>|></c>|{inline}|{truth}"

    def of_any_columns(self) -> re.Pattern[bytes]:
        """Group 1 is the row's number, group 2 its cells."""
        return self._row(rf'((?:<c r="[A-Z]{{1,3}}\1"{self._style}(?:{self._any}))*+)')

    def of_columns(self, columns: tuple[bytes, ...]) -> re.Pattern[bytes]:
        """Group 1 is the row's number; every one of the columns, and no other, has a value."""
        cells = (rf'<c r="{letters.decode()}\1"{self._style}(?:{self._valued})' for letters in columns)
        return self._row("".join(cells))

    @staticmethod
    def _row(cells: str) -> re.Pattern[bytes]:
        attributes = rf'(?: (?:{_ROW_ATTRIBUTES})="[^"<>&]*+")*+'
        return re.compile(rf'\s{{0,64}}+<row r="(\d{{1,7}})"{attributes}>{cells}</row>'.encode("ascii"))


class PlainRows:
    """Accounts for plain rows in a grid. Cells of a noted style (percentages) are never plain."""

    def __init__(self, grid: Grid, noted_styles: Collection[int], empty_strings: Collection[int]) -> None:
        self._grid = grid
        self._patterns = _Patterns(noted_styles, empty_strings)
        self._pattern = self._patterns.of_any_columns()
        self._ascending: dict[tuple[bytes, ...], int] = {}
        self._columns: tuple[bytes, ...] = ()
        self._alike: dict[tuple[bytes, ...], re.Pattern[bytes]] = {}

    def cut(self, buffer: bytes, start: int) -> int:
        """Where the first row from `start` on begins that is not plain."""
        match = self._pattern.match(buffer, start)
        while match is not None and self._account(int(match[1]), match[2]):
            start = self._cut_alike(buffer, match.end())
            match = self._pattern.match(buffer, start)
        return start

    def _cut_alike(self, buffer: bytes, start: int) -> int:
        """Cut on as long as rows have the columns of the last one: the way through a long list."""
        pattern = self._alike.get(self._columns)
        rows: list[int] = []
        while pattern is not None and (match := pattern.match(buffer, start)) is not None:
            row = int(match[1])
            if not self._grid.is_new_row(row):
                break
            self._grid.open_row(row)
            rows.append(row)
            start = match.end()
        if rows:
            self._grid.add_values(max(rows), self._ascending[self._columns], len(self._columns) * len(rows))
        return start

    def _account(self, row: int, cells: bytes) -> bool:
        columns = tuple(_COLUMN.findall(cells))
        last = self._last_column(columns)
        if last < 0 or not self._grid.is_new_row(row) or not _is_text(cells):
            self._columns = ()
            return False
        if cells.count(b"<v>") == len(columns):
            self._remember(columns)
        else:
            columns = tuple(_VALUED_COLUMN.findall(cells))
            last = self._last_column(columns)
            self._columns = ()
        self._grid.open_row(row)
        if columns:
            self._grid.add_values(row, last, len(columns))
        return True

    def _remember(self, columns: tuple[bytes, ...]) -> None:
        """Two rows alike, one after the other: a third may follow."""
        if columns and columns == self._columns and len(self._alike) < _PATTERNS and columns not in self._alike:
            self._alike[columns] = self._patterns.of_columns(columns)
        self._columns = columns if columns in self._ascending else ()

    def _last_column(self, columns: tuple[bytes, ...]) -> int:
        """The right-most column's number, 0 where there is none, −1 unless each stands right of the one before."""
        known = self._ascending.get(columns)
        if known is None:
            numbers = [column_number(letters.decode()) for letters in columns]
            ascending = all(left < right for left, right in pairwise(numbers))
            known = (numbers[-1] if numbers else 0) if ascending else -1
            known = known if known <= LAST_COLUMN else -1
            if len(self._ascending) < _REMEMBERED:
                self._ascending[columns] = known
        return known


def _is_text(cells: bytes) -> bool:
    if cells.isascii():
        return True
    try:
        cells.decode()
    except UnicodeDecodeError:
        return False
    return True
