"""The summary as a PDF: typst lays it out, with a Chinese font embedded, bookmarks, tags and vector charts.

All that is said goes in as data (JSON) and comes out as text; the template never reads it as markup, and
typst is given nothing to read but the template and the fonts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from indicators.errors import AppError
from reports.chart_svg import chart_svg
from reports.inert import inert
from reports.summary import Block, Chart, Figure, Heading, Marked, Paragraph, Summary, Table, marked, marked_rows

_TEMPLATE = Path(__file__).parent / "templates" / "page.typ"
_PACKAGE = "pylopdf_fonts_zh_cn"
_SERIF = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "FangSong")
_SANS = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "SimHei", "Microsoft YaHei")


class ChineseFontMissingError(AppError):
    """No font with Chinese characters was found; a PDF without one would be empty boxes."""

    code = "chinese_font_missing"


def write_pdf(summary: Summary, author: str) -> bytes:
    """The summary as .pdf bytes; the same summary and author give the same bytes on the same fonts.

    Raises:
        ChineseFontMissingError: when neither the fonts that come along nor the system has a Chinese one.
    """
    import typst

    folders, serif, sans = _fonts()
    data = {
        **_document(summary, sans),
        "author": inert(author),
        "fonts": {"serif": serif, "sans": sans},
    }
    return typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=list(folders),
        ignore_system_fonts=bool(folders),
        sys_inputs={"summary": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        timestamp=0,
    )


@cache
def _fonts() -> tuple[tuple[Path, ...], str, str]:
    """Folders with the fonts that come along (none: the system's), and the names of a serif and a sans."""
    import typst

    found = find_spec(_PACKAGE)
    folders = tuple(Path(each) for each in found.submodule_search_locations or ()) if found else ()
    families = set(typst.Fonts(include_system_fonts=not folders, font_paths=list(folders)).families())
    serif = next((name for name in _SERIF if name in families), None)
    sans = next((name for name in _SANS if name in families), None)
    if serif is None and sans is None:
        raise ChineseFontMissingError
    return folders, serif or str(sans), sans or str(serif)


def _document(summary: Summary, sans: str) -> dict[str, object]:
    first_annex = next((place for place, each in enumerate(summary.sections) if each.annex), None)
    writer = _Blocks(sans)
    return {
        "kind": summary.kind,
        "language": summary.language,
        "title": summary.title,
        "title_lines": list(summary.title_lines),
        "particulars": list(summary.particulars),
        "checksum": summary.checksum,
        "sample": summary.sample,
        "closing": list(summary.closing),
        "notes": [note.text for note in summary.notes],
        "signed_at_end": first_annex is None,
        "words": {
            "contents": summary.words.contents,
            "table": summary.words.table,
            "chart": summary.words.chart,
            "signing": summary.words.signing,
        },
        "sections": [
            {
                "annex": section.annex,
                "wide": section.wide,
                "signing": place == first_annex,
                "blocks": [writer.block(block) for block in section.blocks],
            }
            for place, section in enumerate(summary.sections)
        ],
    }


class _Blocks:
    """Blocks as data, counting tables and charts, and telling first mentions of a note from later ones."""

    def __init__(self, sans: str) -> None:
        self._sans = sans
        self._tables = self._charts = 0
        self._placed: set[int] = set()

    def block(self, block: Block) -> dict[str, object]:
        if isinstance(block, Heading):
            return {"kind": "heading", "level": block.level, "text": block.text}
        if isinstance(block, Paragraph):
            return {"kind": block.kind, "runs": list(self._runs(marked(block.runs)))}
        return self._table(block) if isinstance(block, Table) else self._chart(block)

    def _table(self, table: Table) -> dict[str, object]:
        self._tables += 1
        return {
            "kind": "table",
            "count": self._tables,
            "caption": table.caption,
            "heads": list(table.heads),
            "widths": list(table.widths),
            "figures": sorted(table.figures),
            "rows": [
                [{"runs": list(self._runs(cell)), "code": column in table.code} for column, cell in enumerate(row)]
                for row in marked_rows(table)
            ],
        }

    def _chart(self, chart: Chart) -> dict[str, object]:
        self._charts += 1
        svg = chart_svg(chart, self._sans)
        return {
            "kind": "chart",
            "count": self._charts,
            "caption": chart.caption,
            "description": chart.description,
            "svg": svg,
        }

    def _runs(self, runs: Marked) -> Iterator[dict[str, object]]:
        for run, note in runs:
            mark = "" if note is None else "again" if note in self._placed else "first"
            if note is not None:
                self._placed.add(note)
            yield {"text": run.text if isinstance(run, Figure) else run, "note": note or 0, "mark": mark}
