"""The formats of a workbook: a cell gets another background and keeps all else of its format."""

from __future__ import annotations

import re

from workbooks.annotation.marks import Tint
from workbooks.annotation.xml_parts import (
    HEAD,
    MAIN,
    Edits,
    Element,
    insert_inside,
    parse,
    prefix_of,
    with_attributes,
)

NO_FILL = "none"
_MOST_FORMATS = 65_000
_NONE_YET = (
    '<styleSheet xmlns="{}"><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '</cellStyleXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
_FIRST = {
    "fonts": ("<{p}font><{p}sz val='11'/><{p}name val='宋体'/></{p}font>",),
    "fills": (
        "<{p}fill><{p}patternFill patternType='none'/></{p}fill>",
        "<{p}fill><{p}patternFill patternType='gray125'/></{p}fill>",
    ),
    "borders": ("<{p}border><{p}left/><{p}right/><{p}top/><{p}bottom/><{p}diagonal/></{p}border>",),
    "cellXfs": ("<{p}xf numFmtId='0' fontId='0' fillId='0' borderId='0'/>",),
}
_FILL = re.compile(
    r"none|pattern:(gray125|gray0625|(?:dark|light|medium)Gray|(?:dark|light)"
    r"(?:Horizontal|Vertical|Down|Up|Grid|Trellis))|rgb:([0-9A-Fa-f]{8})|theme:([0-9]{1,2})(?::(-?[0-9.]{1,20}(?:[eE]-?[0-9]{1,3})?))?|indexed:([0-9]{1,2})"
)


class StyleBook:
    """The styles part, read once and written once; formats count from 0 as cells name them.

    A background is a short text (`none`, `rgb:FFFFF8E1`, `theme:4:0.6`, `indexed:13`, `pattern:gray125`).
    """

    def __init__(self, data: bytes | None, namespace: str = MAIN) -> None:
        self._data = data or HEAD + _NONE_YET.format(namespace).encode()
        self._root = parse(self._data)
        self._prefix = prefix_of(self._data, self._root)
        self._lists = {name: self._items(name) for name in _FIRST}
        self._kept = {name: len(items) for name, items in self._lists.items()}
        self._fills = [_described(parse(raw)) for raw in self._lists["fills"]]
        self._numbers = {
            name: {raw: number for number, raw in reversed(list(enumerate(items)))}
            for name, items in self._lists.items()
        }

    def _items(self, name: str) -> list[bytes]:
        found = self._root.first(name)
        if found is None or not found.children:
            return []
        return [self._data[child.start : child.end] for child in found.children]

    def add(self, kind: str, xml: str) -> int:
        """The number of a font, fill, border or format (`{p}` stands for the prefix), added where it is new."""
        items, numbers = self._lists[kind], self._numbers[kind]
        for default in _FIRST[kind] if not items else ():
            self._append(kind, default.format(p=self._prefix).encode())
        raw = xml.format(p=self._prefix).encode()
        return numbers[raw] if raw in numbers else self._append(kind, raw)

    def _append(self, kind: str, raw: bytes) -> int:
        items = self._lists[kind]
        items.append(raw)
        if kind == "fills":
            self._fills.append(_described(parse(raw)))
        return self._numbers[kind].setdefault(raw, len(items) - 1)

    def background(self, style: int) -> str:
        """The background of a format."""
        number = self._format(style).attributes.get("fillId", "0")
        place = int(number) if number.isdecimal() else 0
        return self._fills[place] if place < len(self._fills) else NO_FILL

    def is_tinted(self, style: int) -> bool:
        """Whether the background is one of ours."""
        return self.background(style) in {f"rgb:{tint.value}" for tint in Tint}

    def extend(self, highest: int) -> None:
        """Cells may name formats there are none of: those become plain ones, not by chance some of ours."""
        plain = self._raw_format(0)
        while len(self._lists["cellXfs"]) <= min(highest, _MOST_FORMATS):
            self._append("cellXfs", plain)

    @property
    def tinted(self) -> frozenset[int]:
        """The formats with a background of ours."""
        return frozenset(number for number in range(len(self._lists["cellXfs"])) if self.is_tinted(number))

    def with_background(self, style: int, background: str) -> int:
        """The format like `style` but for its background; one that cannot be drawn becomes none."""
        if self.background(style) == background:
            return style
        fill = self.add("fills", _fill_xml(background))
        raw = self._raw_format(style)
        tag_length = parse(raw).tag_end
        tag = with_attributes(raw[:tag_length], {"fillId": str(fill), "applyFill": "1"})
        new = tag + raw[tag_length:]
        known = self._numbers["cellXfs"].get(new)
        return self._append("cellXfs", new) if known is None else known

    def _raw_format(self, style: int) -> bytes:
        if not self._lists["cellXfs"]:
            self.add("cellXfs", _FIRST["cellXfs"][0])
        formats = self._lists["cellXfs"]
        return formats[style] if 0 <= style < len(formats) else formats[0]

    def _format(self, style: int) -> Element:
        return parse(self._raw_format(style))

    def content(self) -> bytes:
        """The styles part with what was added."""
        edits = Edits()
        for name, items in self._lists.items():
            added = b"".join(items[self._kept[name] :])
            found = self._root.first(name)
            if not added:
                continue
            if found is None:
                listed = f'<{self._prefix}{name} count="{len(items)}">'.encode()
                whole = listed + added + f"</{self._prefix}{name}>".encode()
                self._insert_list(edits, name, whole)
                continue
            tag = with_attributes(self._data[found.start : found.tag_end], {"count": str(len(items))})
            if found.end == found.tag_end:
                tag = tag.replace(b"/>", b">")
                added += f"</{self._prefix}{name}>".encode()
            edits.replace(found.start, found.tag_end, tag)
            edits.replace(found.inner_end, found.inner_end, added)
        return edits.apply(self._data)

    def _insert_list(self, edits: Edits, name: str, whole: bytes) -> None:
        later = _ORDER[_ORDER.index(name) + 1 :]
        following = [child for child in self._root.children if child.name in later or child.name not in _ORDER]
        if following:
            edits.replace(following[0].start, following[0].start, whole)
        else:
            insert_inside(edits, self._data, self._root, whole)


def _described(fill: Element) -> str:
    pattern = fill.first("patternFill")
    kind = pattern.attributes.get("patternType", NO_FILL) if pattern else NO_FILL
    colour = pattern.first("fgColor") if pattern else None
    if kind == "solid" and colour is not None:
        return _colour(colour.attributes)
    return NO_FILL if kind in {NO_FILL, "solid"} else f"pattern:{kind}"


def _colour(attributes: dict[str, str]) -> str:
    if "rgb" in attributes:
        return f"rgb:{attributes['rgb'].upper()}"
    if "theme" in attributes:
        tint = attributes.get("tint")
        return f"theme:{attributes['theme']}" + (f":{tint}" if tint else "")
    return f"indexed:{attributes['indexed']}" if "indexed" in attributes else NO_FILL


def _fill_xml(background: str) -> str:
    """The fill of a background; the text may come out of a file, so only what it may hold is written."""
    match = _FILL.fullmatch(background)
    pattern, rgb, theme, tint, indexed = match.groups() if match else (None,) * 5
    if pattern:
        return f'<{{p}}fill><{{p}}patternFill patternType="{pattern}"/></{{p}}fill>'
    if rgb:
        colour = f'rgb="{rgb.upper()}"'
    elif theme:
        colour = f'theme="{theme}"' + (f' tint="{tint}"' if tint else "")
    elif indexed:
        colour = f'indexed="{indexed}"'
    else:
        return '<{p}fill><{p}patternFill patternType="none"/></{p}fill>'
    inside = f'<{{p}}fgColor {colour}/><{{p}}bgColor indexed="64"/>'
    return f'<{{p}}fill><{{p}}patternFill patternType="solid">{inside}</{{p}}patternFill></{{p}}fill>'
