"""The sheet that lists all problems, written as a part of an existing workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbooks.addresses import address
from workbooks.annotation.marks import ListWords, Mark, Tint
from workbooks.annotation.styles import NO_FILL, StyleBook
from workbooks.annotation.text_size import lines_needed
from workbooks.annotation.xml_parts import HEAD, escaped
from workbooks.numbers import without_invisible

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
WIDTHS = (6, 15, 24, 10, 58, 62)
"""Of the shown columns, in characters."""
SHEET_COLUMN, CELL_COLUMN, BACKGROUND_COLUMN = 3, 4, 7
"""Where the list names the sheet, the cell and, hidden, the background the cell had before."""
LONGEST_TEXT = 2000
_TITLE_HEIGHT = 27
_LINE_HEIGHT, _ROW_MARGIN, _HIGHEST_ROW = 14, 8, 400
_SIGN_WIDTH = 2

_FONT = (
    '<{{p}}font>{}<{{p}}sz val="{}"/><{{p}}color rgb="{}"/><{{p}}name val="宋体"/><{{p}}charset val="134"/></{{p}}font>'
)
_SIDE = '<{{p}}{0} style="thin"><{{p}}color rgb="FFD0D5DD"/></{{p}}{0}>'
_BORDER = "<{p}border>" + "".join(_SIDE.format(side) for side in ("left", "right", "top", "bottom")) + "</{p}border>"
_FILL = (
    '<{{p}}fill><{{p}}patternFill patternType="solid"><{{p}}fgColor rgb="{}"/><{{p}}bgColor indexed="64"/>'
    "</{{p}}patternFill></{{p}}fill>"
)
_TEXT_FORMAT = 49
"""Excel's "@": whatever stands in the cell is text, also after somebody has edited it."""


@dataclass(frozen=True, slots=True)
class _Looks:
    """The numbers of the list's formats."""

    title: int
    line: int
    head: int
    text: int
    centred: int
    link: int
    tints: Mapping[str, int]

    @classmethod
    def made(cls, styles: StyleBook) -> _Looks:
        """Adds what the list needs."""
        plain = styles.add("fonts", _FONT.format("", 10, "FF101828"))
        bold = styles.add("fonts", _FONT.format("<{p}b/>", 10, "FF101828"))
        title = styles.add("fonts", _FONT.format("<{p}b/>", 16, "FF101828"))
        quiet = styles.add("fonts", _FONT.format("", 10, "FF475467"))
        blue = styles.add("fonts", _FONT.format("<{p}u/>", 10, "FF173F7A"))
        border = styles.add("borders", _BORDER)

        def look(font: int, *, fill: str = "", border: int = 0, across: str = "left", wrap: bool = True) -> int:
            number = styles.add("fills", _FILL.format(fill)) if fill else 0
            align = f'horizontal="{across}" vertical="center"' + (' wrapText="1"' if wrap else "")
            align += ' indent="1"' if across == "left" and border else ""
            return styles.add(
                "cellXfs",
                f'<{{p}}xf numFmtId="{_TEXT_FORMAT}" fontId="{font}" fillId="{number}" borderId="{border}" '
                'quotePrefix="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
                f"<{{p}}alignment {align}/></{{p}}xf>",
            )

        return cls(
            title=look(title, wrap=False),
            line=look(quiet, wrap=False),
            head=look(bold, fill="FFF2F4F7", border=border, across="center"),
            text=look(plain, border=border),
            centred=look(plain, border=border, across="center"),
            link=look(blue, border=border, across="center"),
            tints={tint: look(bold, fill=tint, border=border, across="center") for tint in Tint},
        )


def list_part(
    marks: tuple[Mark, ...],
    words: ListWords,
    styles: StyleBook,
    backgrounds: Mapping[tuple[str, str], str],
    namespaces: tuple[str, str],
) -> bytes:
    """The sheet's part; `namespaces` are those of spreadsheets and of relations, `backgrounds` by sheet and cell."""
    looks = _Looks.made(styles)
    lines = [_row(1, [(1, words.title, looks.title)], _TITLE_HEIGHT)]
    lines += [_row(number, [(1, line, looks.line)]) for number, line in enumerate(words.lines, 2)]
    head = len(words.lines) + 3
    lines.append(_row(head, [(n, text, looks.head) for n, text in enumerate(words.heads, 1)]))
    links = []
    for number, mark in enumerate(marks, 1):
        row = head + number
        background = backgrounds.get((mark.sheet or "", mark.cell or ""), NO_FILL)
        lines.append(_row(row, _cells(number, mark, looks, background), row_height(mark)))
        if mark.has_place:
            place = address(row, CELL_COLUMN)
            links.append(f'<hyperlink ref="{place}" location="{escaped(link_target(mark))}" display="{mark.cell}"/>')
    return _part("".join(lines), "".join(links), head, namespaces)


def link_target(mark: Mark) -> str:
    """Where the link of a problem leads, inside the workbook."""
    quoted = (mark.sheet or "").replace("'", "''")
    return f"'{quoted}'!{mark.cell}"


def shown(text: str) -> str:
    """A text as the list shows it: no sign that hides or turns others, not without end."""
    return without_invisible(text)[:LONGEST_TEXT]


def row_height(mark: Mark) -> int:
    """In points; spreadsheet programs do not agree on when to fit a row to its text."""
    _, word, sheet, _, what, todo = WIDTHS
    columns = ((mark.word, word), (mark.sheet or "", sheet), (mark.what, what), (mark.todo, todo))
    lines = max(lines_needed(shown(text), width // _SIGN_WIDTH - 1) for text, width in columns)
    return min(lines * _LINE_HEIGHT + _ROW_MARGIN, _HIGHEST_ROW)


def _cells(number: int, mark: Mark, looks: _Looks, background: str) -> list[tuple[int, str, int]]:
    word = looks.tints[mark.tint] if mark.tint else looks.centred
    return [
        (1, str(number), looks.centred),
        (2, mark.word, word),
        (SHEET_COLUMN, mark.sheet or "", looks.text),
        (CELL_COLUMN, mark.cell or "", looks.link if mark.has_place else looks.centred),
        (5, mark.what, looks.text),
        (6, mark.todo, looks.text),
        (BACKGROUND_COLUMN, background if mark.tint else "", looks.text),
    ]


def _row(number: int, cells: list[tuple[int, str, int]], height: int = 0) -> str:
    written = "".join(_cell(number, column, text, style) for column, text, style in cells)
    tall = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{tall}>{written}</row>'


def _cell(row: int, column: int, text: str, style: int) -> str:
    place, said = address(row, column), shown(text)
    if not said.strip():
        return f'<c r="{place}" s="{style}"/>'
    inside = escaped(said).replace("&#10;", "\n").replace("&#9;", " ").replace("&#13;", "")
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{inside}</t></is></c>'


def _part(rows: str, links: str, head: int, namespaces: tuple[str, str]) -> bytes:
    main, relations = namespaces
    columns = "".join(f'<col min="{n}" max="{n}" width="{wide}" customWidth="1"/>' for n, wide in enumerate(WIDTHS, 1))
    columns += f'<col min="{BACKGROUND_COLUMN}" max="{BACKGROUND_COLUMN}" width="9" hidden="1" customWidth="1"/>'
    below = f"A{head + 1}"
    linked = f"<hyperlinks>{links}</hyperlinks>" if links else ""
    text = (
        f'<worksheet xmlns="{main}" xmlns:r="{relations}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{head}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{rows}</sheetData>{linked}'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    )
    return HEAD + text.encode()
