"""Where things stand in a worksheet's part: the cells to mark, the rows to put them in, widths and heights."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from workbooks.addresses import position
from workbooks.annotation.xml_parts import end_of, local, parser, run, tag_end

Place = tuple[int, int]
"""Row and column, both from 1."""

_AFTER_COMMENTS = frozenset(
    {
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
        "AlternateContent", "extLst",
    }
)  # fmt: skip
_ROW_DEPTH, _CELL_DEPTH, _VIEW_DEPTH = 2, 3, 2


@dataclass(slots=True)
class Tag:
    """A start tag: where it stands, and the format its cell, row or column names."""

    start: int
    end: int
    style: int = 0
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RowPlace:
    """A row in which a cell is to be marked, with the start of each of its cells."""

    tag: Tag
    cells: list[tuple[int, int]] = field(default_factory=list)
    inner_end: int = 0
    end: int = 0


@dataclass(slots=True)
class Columns:
    """A run of columns: the first and the last, their width in characters, their format."""

    first: int
    last: int
    width: float | None
    style: int


@dataclass(slots=True)
class SheetScan:
    """What was found. `rows_at` maps every row to where it starts, in the order of the part."""

    cells: dict[Place, Tag] = field(default_factory=dict)
    rows: dict[int, RowPlace] = field(default_factory=dict)
    rows_at: list[tuple[int, int]] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    columns: list[Columns] = field(default_factory=list)
    views: list[Tag] = field(default_factory=list)
    default_height: float = 15.0
    default_width: float = 8.43
    root: Tag = field(default_factory=lambda: Tag(0, 0))
    root_name: str = ""
    data: tuple[Tag, int, int] = field(default_factory=lambda: (Tag(0, 0), 0, 0))
    highest_style: int = 0
    legacy_drawing: Tag | None = None
    legacy_drawing_place: int = 0

    def column_style(self, column: int) -> int:
        """The format of a column's blank cells."""
        return next((each.style for each in self.columns if each.first <= column <= each.last), 0)

    def width(self, column: int) -> int:
        """A column's width in pixels."""
        given = next((each.width for each in self.columns if each.first <= column <= each.last), None)
        return int((self.default_width if given is None else given) * 7 + 5)

    def height(self, row: int) -> int:
        """A row's height in pixels."""
        return int(self.heights.get(row, self.default_height) * 4 / 3)


class _Scanner:
    def __init__(self, data: bytes, wanted: Collection[Place], tinted: frozenset[int]) -> None:
        self._data = data
        self._wanted = frozenset(wanted)
        self._wanted_rows = frozenset(row for row, _ in wanted)
        self._tinted = tinted
        self._parser = parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._path: list[str] = []
        self._in_data = False
        self._row, self._column = 0, 0
        self._opened: list[int] = []
        self.found = SheetScan()

    def scan(self) -> SheetScan:
        run(self._parser, self._data)
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        depth = len(self._path)
        self._path.append(name)
        if self._in_data:
            if depth == _CELL_DEPTH:
                self._open_cell(attributes)
            elif depth == _ROW_DEPTH:
                self._open_row(attributes)
            return
        if depth == 0:
            self.found.root, self.found.root_name = self._tag(attributes), name
        elif depth == 1:
            self._open_section(local(name), attributes)
        elif depth == _VIEW_DEPTH:
            self._open_detail(local(name), attributes)

    def _tag(self, attributes: dict[str, str]) -> Tag:
        at = self._parser.CurrentByteIndex
        return Tag(at, tag_end(self._data, at), _number(attributes.get("s", attributes.get("style", ""))), attributes)

    def _open_section(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheetData":
            self._in_data = True
            self.found.data = (self._tag(attributes), 0, 0)
        elif name == "sheetFormatPr":
            self.found.default_height = _size(attributes.get("defaultRowHeight"), self.found.default_height)
            self.found.default_width = _size(attributes.get("defaultColWidth"), self.found.default_width)
        elif name == "legacyDrawing":
            self.found.legacy_drawing = self._tag(attributes)
        elif name in _AFTER_COMMENTS and self.found.data[0].end and not self.found.legacy_drawing_place:
            self.found.legacy_drawing_place = self._parser.CurrentByteIndex

    def _open_detail(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheetView":
            self.found.views.append(self._tag(attributes))
        elif name == "col":
            first, last = _number(attributes.get("min", "")), _number(attributes.get("max", ""))
            width = _size(attributes.get("width"), -1)
            style = _number(attributes.get("style", ""))
            self.found.highest_style = max(self.found.highest_style, style)
            self.found.columns.append(Columns(first, last, width if width >= 0 else None, style))

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row = _number(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        self.found.rows_at.append((self._row, self._parser.CurrentByteIndex))
        self.found.highest_style = max(self.found.highest_style, _number(attributes.get("s", "")))
        if "ht" in attributes:
            self.found.heights[self._row] = _size(attributes["ht"], self.found.default_height)
        if self._row in self._wanted_rows:
            self.found.rows[self._row] = RowPlace(self._tag(attributes))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        place = position(attributes["r"]) if "r" in attributes else None
        self._column = place[1] if place else self._column + 1
        here = self._row, self._column
        row = self.found.rows.get(self._row)
        if row is not None:
            row.cells.append((self._column, self._parser.CurrentByteIndex))
        style = _number(attributes.get("s", ""))
        self.found.highest_style = max(self.found.highest_style, style)
        if here in self._wanted or style in self._tinted:
            self.found.cells[here] = self._tag(attributes)

    def _end(self, _: str) -> None:
        self._path.pop()
        depth = len(self._path)
        if self._in_data and depth == _ROW_DEPTH:
            row = self.found.rows.get(self._row)
            if row is not None:
                row.inner_end, row.end = end_of(self._data, row.tag.end, self._parser.CurrentByteIndex)
        elif self._in_data and depth == 1:
            self._in_data = False
            tag = self.found.data[0]
            self.found.data = (tag, *end_of(self._data, tag.end, self._parser.CurrentByteIndex))
        elif depth == 0 and not self.found.legacy_drawing_place:
            self.found.legacy_drawing_place = self._parser.CurrentByteIndex


def scan(data: bytes, wanted: Collection[Place], tinted: frozenset[int]) -> SheetScan:
    """Look a worksheet's part (UTF-8) through for wanted cells, and cells with one of the `tinted` formats.

    Raises:
        UnmarkablePartError: when it is not well-formed.
    """
    return _Scanner(data, wanted, tinted).scan()


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _size(text: str | None, default: float) -> float:
    try:
        return float(text) if text is not None else default
    except ValueError:
        return default
