"""WordprocessingML as text: small pieces whose children stand in the order the schema asks for.

Texts go in only through `escaped`, so nothing in them is markup, a field or a formula.
"""

from __future__ import annotations

from html import escape

from reports.inert import inert

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:c="{C}"'
SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'


def escaped(text: str) -> str:
    """The text as it may stand between tags or in an attribute."""
    return escape(inert(text), quote=True)


def run(text: str, properties: str = "") -> str:
    """A run of text; `properties` are children of w:rPr in the schema's order."""
    return f'<w:r>{_properties("rPr", properties)}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def field(instruction: str, cached: str, properties: str = "") -> str:
    """A field with the result it shows until it is updated ("" for none); the instruction is ours, never a text's."""
    said = _properties("rPr", properties)
    return (
        f'<w:r>{said}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{said}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{said}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(cached, properties) if cached else ''}"
        f'<w:r>{said}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(number: int, name: str, inside: str) -> str:
    """What links and fields find by its name; `number` is unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def paragraph(style: str, inside: str, properties: str = "") -> str:
    """A paragraph of a style; `properties` are further children of w:pPr after the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def _properties(name: str, inside: str) -> str:
    return f"<w:{name}>{inside}</w:{name}>" if inside else ""
