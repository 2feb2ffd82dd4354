"""The boxes of comments: a drawing in an old notation (VML) without which no comment is shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from workbooks.addresses import position
from workbooks.annotation.errors import UnmarkablePartError
from workbooks.annotation.sheet_scan import SheetScan
from workbooks.annotation.text_size import lines_needed

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NAMES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY = (
    b"<xml" + _NAMES.encode() + b'><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b'</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    b' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = """<v:shape{names} id="_x0000_s{number}" type="#_x0000_t202" \
style='position:absolute;width:{points_wide}pt;height:{points_high}pt;z-index:{z};visibility:hidden' \
fillcolor="#fffbeb" strokecolor="#667085" o:insetmode="auto"><v:fill color2="#fffbeb"/><v:path o:connecttype="none"/>\
<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""
_ANY_SHAPE = re.compile(rb"<(\w+:)?shape\b[^>]*>.*?</\1?shape>", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?Row>\s*(\d+)\s*</")
_COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)\s*</")
_ID = re.compile(rb"""\bid=["']_x0000_s(\d{1,9})["']""")
_END = re.compile(rb"</xml>\s*$")

_WIDE = 330
_SIGNS_IN_LINE = 25
_LINE = 17
_MARGIN = 14
_HIGHEST = 560
_GAP = 15
_FIRST_ID = 1024
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383


def boxes(data: bytes | None, removed: Collection[str], added: Mapping[str, str], found: SheetScan) -> bytes:
    """The drawing with the boxes of removed comments taken out and those of added ones (by cell) put in.

    Raises:
        UnmarkablePartError: when it is no drawing of this notation.
    """
    gone = {position(cell) for cell in removed}
    kept = _ANY_SHAPE.sub(lambda shape: b"" if _place(shape[0]) in gone else shape[0], data or _EMPTY)
    end = _END.search(kept)
    if end is None:
        raise UnmarkablePartError("drawing")
    last = max((int(number) for number in _ID.findall(kept)), default=_FIRST_ID)
    root = kept[: kept.find(b">", kept.find(b"<xml"))]
    names = "" if all(name in root for name in (b"xmlns:v=", b"xmlns:o=", b"xmlns:x=")) else _NAMES
    new = "".join(_shape(last + n, cell, text, found, names) for n, (cell, text) in enumerate(added.items(), 1))
    return kept[: end.start()] + new.encode() + kept[end.start() :]


def has_shapes(data: bytes) -> bool:
    """Whether anything is left to draw."""
    return _ANY_SHAPE.search(data) is not None


def box_size(text: str) -> tuple[int, int]:
    """Width and height in pixels in which a comment can be read without scrolling."""
    return _WIDE, min(lines_needed(text, _SIGNS_IN_LINE) * _LINE + _MARGIN, _HIGHEST)


def _place(shape: bytes) -> tuple[int, int] | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column else None


def _shape(number: int, cell: str, text: str, found: SheetScan, names: str) -> str:
    row, column = position(cell) or (1, 1)
    wide, high = box_size(text)
    return _SHAPE.format(
        names=names,
        number=number,
        z=number - _FIRST_ID,
        points_wide=round(wide * 0.75),
        points_high=round(high * 0.75),
        anchor=", ".join(map(str, _anchor(row, column, wide, high, found))),
        row=row - 1,
        column=column - 1,
    )


def _anchor(row: int, column: int, wide: int, high: int, found: SheetScan) -> tuple[int, ...]:
    """Column, pixels into it, row, pixels into it: of the upper left corner, then of the lower right one."""
    top = max(row - 2, 0)
    left = min(column, _LAST_COLUMN)
    right, across = left, wide + _GAP
    while across > (size := found.width(right + 1)) and right < _LAST_COLUMN:
        across -= size
        right += 1
    bottom, down = top, high + _GAP
    while down > (size := found.height(bottom + 1)) and bottom < _LAST_ROW:
        down -= size
        bottom += 1
    return left, _GAP, top, _GAP, right, across, bottom, down
