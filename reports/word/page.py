"""The page of GB/T 9704-2012: margins, grid, page numbers outside, and the landscape page of wide annexes."""

from __future__ import annotations

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reports.word.styles import LEADING
from reports.word.xml import NAMESPACES, field, paragraph, run

_MM = 1440 / 25.4
_LONG, _SHORT = round(297 * _MM), round(210 * _MM)
TOP, BOTTOM, LEFT, RIGHT = (round(mm * _MM) for mm in (37, 35, 28, 26))
_FOOTER, _HEADER = round(22.5 * _MM), round(25 * _MM)
PORTRAIT_WIDTH = _SHORT - LEFT - RIGHT
BRIEF_WIDTH = _SHORT - 2 * round(24 * _MM)
WIDE_WIDTH = _LONG - TOP - BOTTOM
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def brief_page(references: str) -> str:
    """A brief's page: narrower margins, and no grid of 22 lines."""
    sides = (("top", 22), ("right", 24), ("bottom", 18), ("left", 24))
    edges = " ".join(f'w:{edge}="{round(mm * _MM)}"' for edge, mm in sides)
    margins = f'<w:pgMar {edges} w:header="{round(12 * _MM)}" w:footer="{round(8 * _MM)}" w:gutter="0"/>'
    return f'<w:sectPr>{references}<w:pgSz w:w="{_SHORT}" w:h="{_LONG}"/>{margins}</w:sectPr>'


def section_properties(references: str, *, wide: bool = False, gridded: bool = True) -> str:
    """A section's page; `references` to its headers and footers stand first, as the schema asks.

    `gridded`: with the 22 lines of the standard, which counts Chinese characters.
    """
    size = (
        f'<w:pgSz w:w="{_LONG}" w:h="{_SHORT}" w:orient="landscape"/>'
        if wide
        else f'<w:pgSz w:w="{_SHORT}" w:h="{_LONG}"/>'
    )
    # Turned by a quarter, the page keeps its binding edge: the left margin becomes the top one.
    top, right, bottom, left = (LEFT, TOP, RIGHT, BOTTOM) if wide else (TOP, RIGHT, BOTTOM, LEFT)
    footer = round(15 * _MM) if wide else _FOOTER
    header = round(15 * _MM) if wide else _HEADER
    margins = (
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{header}" w:footer="{footer}" w:gutter="0"/>'
    )
    grid = f'<w:docGrid w:type="lines" w:linePitch="{LEADING}"/>' if gridded else ""
    return f"<w:sectPr>{references}{size}{margins}{grid}</w:sectPr>"


def page_number(edge: str) -> str:
    """`— 1 —`, one character in from the outer edge."""
    inset = f'<w:ind w:{edge}Chars="100" w:{edge}="280"/><w:jc w:val="{edge}"/>'
    return paragraph("Footer", run("— ") + field("PAGE", "1") + run(" —"), inset)


def add_heads_and_feet(document: Document, mark: str, *, numbered: bool = True) -> str:
    """Odd pages' numbers right, even pages' left; the mark of sample data above; gives the references to them."""
    odd, even = (f"<w:ftr {NAMESPACES}>{page_number(edge)}</w:ftr>" for edge in ("right", "left"))
    parts = [("footer", "default", odd), ("footer", "even", even)] if numbered else []
    if mark:
        head = f"<w:hdr {NAMESPACES}>{paragraph('Header', run(mark))}</w:hdr>"
        parts = [("header", "default", head), ("header", "even", head), *parts]
    return "".join(_referred(document, number, *each) for number, each in enumerate(parts, start=1))


def _referred(document: Document, number: int, kind: str, pages: str, xml: str) -> str:
    name = PackURI(f"/word/{kind}{number}.xml")
    part = Part(name, f"{_CONTENT}.{kind}+xml", xml.encode(), document.part.package)
    relation = document.part.relate_to(part, f"{_RELATIONS}/{kind}")
    return f'<w:{kind}Reference w:type="{pages}" r:id="{relation}"/>'
