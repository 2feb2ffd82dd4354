"""Real footnotes: the part that holds their texts, and the marks that stand in the text.

The first mention of a source carries the footnote; every later one is a cross-reference to it
(NOTEREF), so that the same source has one number and Word renumbers both together.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.summary import Note
from reports.word.xml import NAMESPACES, SUPERSCRIPT, bookmark, field, paragraph, run

_STYLE = '<w:rStyle w:val="FootnoteReference"/>'
SEPARATOR, CONTINUATION = -1, 0
_FIRST_BOOKMARK = 5_000


class FootnoteMarks:
    """Writes marks, and remembers which footnotes have been placed."""

    def __init__(self) -> None:
        self._placed: set[int] = set()

    def mark(self, number: int) -> str:
        """The mark after a figure."""
        if number in self._placed:
            return field(f"NOTEREF {_name(number)} \\f \\h", str(number), SUPERSCRIPT)
        self._placed.add(number)
        reference = f'<w:r><w:rPr>{_STYLE}</w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        return bookmark(_FIRST_BOOKMARK + number, _name(number), reference)


def footnotes_xml(notes: Sequence[Note]) -> str:
    """The footnotes part: the two separators every part has, then the notes by their numbers."""
    kinds = {"separator": SEPARATOR, "continuationSeparator": CONTINUATION}
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}">{_line(kind)}</w:footnote>' for kind, number in kinds.items()
    )
    return f"<w:footnotes {NAMESPACES}>{lines}{''.join(map(_note, notes))}</w:footnotes>"


def _line(kind: str) -> str:
    spacing = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return f"<w:p><w:pPr>{spacing}</w:pPr><w:r><w:{kind}/></w:r></w:p>"


def _note(note: Note) -> str:
    mark = f"<w:r><w:rPr>{_STYLE}</w:rPr><w:footnoteRef/></w:r>"
    return f'<w:footnote w:id="{note.number}">{paragraph("FootnoteText", mark + run(f" {note.text}"))}</w:footnote>'


def _name(number: int) -> str:
    return f"_RefNote{number}"
