"""A part of the package as bytes with a map of its elements: what is not edited stays as it was, byte for byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from workbooks.annotation.errors import UnmarkablePartError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_DECLARATION = re.compile(r"\s*<\?xml[^<>?]*\?>\s*")
_ENCODING = re.compile(rb"""^\s*<\?xml[^<>?]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=>/]+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG_END = re.compile(rb"\s*/?>$")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Element:
    """An element and where it stands: from `start` to `end`, its start tag up to `tag_end`.

    `name` is without prefix; `text` is what stands directly in it.
    """

    name: str
    attributes: dict[str, str]
    start: int
    tag_end: int
    inner_end: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> list[Element]:
        """The children of a name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element | None:
        """The first child of a name."""
        return next(iter(self.all(name)), None)


def as_utf8(data: bytes) -> bytes:
    """The part in UTF-8 without a byte order mark; most are so already.

    Raises:
        UnmarkablePartError: when it is not in the encoding it names.
    """
    declared = _ENCODING.match(data)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    elif declared is None or declared[1].lower() in {b"utf-8", b"utf8"}:
        return data
    else:
        encoding = declared[1].decode("ascii")
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnmarkablePartError(encoding) from error
    return HEAD + _DECLARATION.sub("", text, count=1).encode()


def tag_end(data: bytes, start: int) -> int:
    """Where the start tag that begins at `start` ends."""
    match = _TAG.match(data, start)
    if match is None:
        raise UnmarkablePartError("tag")
    return match.end()


def local(name: str) -> str:
    """An element's name without its prefix."""
    return name.rpartition(":")[2]


def parser() -> expat.XMLParserType:
    """A parser that refuses document types, and names elements as written."""
    made = expat.ParserCreate()
    made.buffer_text = True

    def refuse(*_: object) -> None:
        raise UnmarkablePartError("document type")

    made.StartDoctypeDeclHandler = refuse
    return made


def parse(data: bytes) -> Element:
    """The whole part (UTF-8) as a tree; its root.

    Raises:
        UnmarkablePartError: when it is not well-formed.
    """
    made, stack = parser(), [Element("", {}, 0, 0)]

    def start(name: str, attributes: dict[str, str]) -> None:
        at = made.CurrentByteIndex
        element = Element(local(name), attributes, at, tag_end(data, at))
        stack[-1].children.append(element)
        stack.append(element)

    def end(_: str) -> None:
        element = stack.pop()
        element.inner_end, element.end = end_of(data, element.tag_end, made.CurrentByteIndex)

    def characters(text: str) -> None:
        stack[-1].text += text

    made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = start, end, characters
    run(made, data)
    return stack[0].children[0]


def run(made: expat.XMLParserType, data: bytes) -> None:
    """Parse a whole part.

    Raises:
        UnmarkablePartError: when it is not well-formed.
    """
    try:
        made.Parse(data, True)
    except expat.ExpatError as error:
        raise UnmarkablePartError(str(error)) from error


def end_of(data: bytes, opened: int, at: int) -> tuple[int, int]:
    """Where an element's inside and the element end; `opened` is its start tag's end, `at` the parser's place."""
    if data[opened - 2 : opened] == b"/>":
        return opened, opened
    return at, data.index(b">", at) + 1


def with_attributes(tag: bytes, changes: Mapping[str, str | None]) -> bytes:
    """A start tag with attributes set, or taken away (None)."""
    kept = _ATTRIBUTE.sub(lambda match: b"" if match[1].decode() in changes else match[0], tag)
    added = "".join(f' {name}="{escaped(value)}"' for name, value in changes.items() if value is not None)
    return _TAG_END.sub(lambda match: added.encode() + match[0].lstrip(), kept)


def escaped(text: str) -> str:
    """Text for an attribute or an element: no markup, no sign that XML does not know."""
    return escape(_NOT_IN_XML.sub("", text), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


class Edits:
    """Replacements to make in a part, in any order; they may not overlap."""

    def __init__(self) -> None:
        self._edits: list[tuple[int, int, bytes]] = []

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put `new` where `start` to `end` stands; with `start` = `end`, insert it there."""
        self._edits.append((start, end, new))

    def apply(self, data: bytes) -> bytes:
        """The part with all edits made."""
        pieces, reached = [], 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            pieces += [data[reached:start], new]
            reached = end
        return b"".join((*pieces, data[reached:]))


def insert_inside(edits: Edits, data: bytes, element: Element, new: bytes) -> None:
    """Put `new` at the end of an element, also of one written as `<a/>`."""
    if element.inner_end > element.tag_end or data[element.tag_end - 2 : element.tag_end] != b"/>":
        edits.replace(element.inner_end, element.inner_end, new)
        return
    tag = data[element.start : element.tag_end]
    name = (_TAG_NAME.match(tag) or [b""])[0].lstrip(b"<")
    edits.replace(element.start, element.end, _TAG_END.sub(b">", tag) + new + b"</" + name + b">")


_TAG_NAME = re.compile(rb"<[^\s/>]+")


def prefix_of(data: bytes, root: Element) -> str:
    """The prefix that the root's name is written with, with its colon; mostly none."""
    name = (_TAG_NAME.match(data, root.start) or [b"<"])[0].decode().lstrip("<")
    return name[: name.rfind(":") + 1]


def namespace_of(data: bytes, root: Element) -> str:
    """The namespace the root stands in."""
    prefix = prefix_of(data, root).rstrip(":")
    return root.attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", MAIN)


def relation_base(namespace: str) -> str:
    """What the types of relations begin with in workbooks of this namespace."""
    return _STRICT_RELATIONS if namespace == STRICT_MAIN else _RELATIONS


def relation_attribute(root: Mapping[str, str], base: str, relation: str) -> str:
    """`r:id="…"` under the prefix that the root element declares for relations, or with its own declaration."""
    known = next((name for name, value in root.items() if name.startswith("xmlns:") and value == base), None)
    if known is None:
        return f'xmlns:r="{base}" r:id="{relation}"'
    return f'{known.removeprefix("xmlns:")}:id="{relation}"'
