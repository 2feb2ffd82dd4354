"""Gives cells another background, in the bytes of a worksheet's part; a cell that is not there is put in."""

from __future__ import annotations

from collections.abc import Mapping

from workbooks.addresses import address
from workbooks.annotation.sheet_scan import Place, RowPlace, SheetScan
from workbooks.annotation.styles import NO_FILL, StyleBook
from workbooks.annotation.xml_parts import Edits, with_attributes

_YES = frozenset({"1", "true", "on"})


class Colouring:
    """One sheet's cells: those of `tints` get their background, others that an earlier copy coloured lose it.

    `before` holds the backgrounds that cells had before an earlier copy coloured them; afterwards
    `backgrounds` holds those of the cells coloured now.
    """

    def __init__(
        self, data: bytes, found: SheetScan, styles: StyleBook, tints: Mapping[Place, str], before: Mapping[Place, str]
    ) -> None:
        self._data = data
        self._found = found
        self._styles = styles
        self._tints = tints
        self._before = before
        self._prefix = found.root_name[: found.root_name.rfind(":") + 1]
        self.backgrounds: dict[Place, str] = {}

    def edit(self, edits: Edits) -> None:
        """Adds what has to change in the part."""
        for place, tag in self._found.cells.items():
            style = self._coloured(place, tag.style)
            if style != tag.style:
                new = with_attributes(self._data[tag.start : tag.end], {"s": str(style)})
                edits.replace(tag.start, tag.end, new)
        absent = sorted(set(self._tints) - self._found.cells.keys())
        new_rows: dict[int, bytes] = {}
        for number in sorted({row for row, _ in absent}):
            columns = [column for row, column in absent if row == number]
            if number in self._found.rows:
                self._fill_row(edits, number, self._found.rows[number], columns)
            else:
                cells = b"".join(self._cell(number, column, None) for column in columns)
                new_rows[number] = f'<{self._prefix}row r="{number}">'.encode() + cells + self._closing("row")
        self._add_rows(edits, new_rows)

    def _coloured(self, place: Place, style: int) -> int:
        original = self._styles.background(style)
        if self._styles.is_tinted(style):
            original = self._before.get(place, NO_FILL)
        if place not in self._tints:
            return self._styles.with_background(style, original)
        self.backgrounds[place] = original
        return self._styles.with_background(style, f"rgb:{self._tints[place]}")

    def _cell(self, row: int, column: int, row_style: int | None) -> bytes:
        inherited = self._found.column_style(column) if row_style is None else row_style
        style = self._coloured((row, column), inherited)
        return f'<{self._prefix}c r="{address(row, column)}" s="{style}"/>'.encode()

    def _fill_row(self, edits: Edits, number: int, row: RowPlace, columns: list[int]) -> None:
        style = row.tag.style if row.tag.attributes.get("customFormat") in _YES else None
        tag = with_attributes(self._data[row.tag.start : row.tag.end], {"spans": None})
        if row.end == row.tag.end:
            cells = b"".join(self._cell(number, column, style) for column in columns)
            edits.replace(row.tag.start, row.end, tag.replace(b"/>", b">") + cells + self._closing("row"))
            return
        edits.replace(row.tag.start, row.tag.end, tag)
        for column in columns:
            following = min((start for other, start in row.cells if other > column), default=row.inner_end)
            edits.replace(following, following, self._cell(number, column, style))

    def _add_rows(self, edits: Edits, new_rows: Mapping[int, bytes]) -> None:
        tag, inner_end, end = self._found.data
        if new_rows and end == tag.end:
            # Written as <sheetData/>: all its rows come at once.
            opened = self._data[tag.start : tag.end].replace(b"/>", b">")
            edits.replace(tag.start, tag.end, opened + b"".join(new_rows.values()) + self._closing("sheetData"))
            return
        for number, new in new_rows.items():
            following = min((start for row, start in self._found.rows_at if row > number), default=inner_end)
            edits.replace(following, following, new)

    def _closing(self, name: str) -> bytes:
        return f"</{self._prefix}{name}>".encode()
