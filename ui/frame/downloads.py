"""What can be taken away from a page: every table as CSV or Excel, every chart as a picture.

The picture is made in the browser (`ui/static/picture.js`) with title, source and day on it; files
are made by the service, which asks for permission and notes that they left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from html import escape

import streamlit as st

from reports.file_name import file_name as safe_name
from reports.table_file import CellValue, TableContent
from services.exports.export_table import KINDS, export_table
from services.rights.permission import Action, permits
from ui.components.delivery import XLSX, deliver
from ui.look import style
from ui.visits import looking_back, session
from ui.visits.visit import Visit

_MEDIA = {"csv": "text/csv", "xlsx": XLSX}
_NUMBER = re.compile(r"[+−-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


def show(
    visit: Visit, table: style.Table, *, name: str, title: str, whole: Callable[[Visit], style.Table] | None = None
) -> None:
    """Draws a table, and below it offers it as files.

    Args:
        visit: who looks.
        table: drawn as it is; the files hold the same cells.
        name: of the files and in the audit trail; unique on the page.
        title: what the table shows, in words.
        whole: gives the table of which this one is a page to whoever asks for a file; asked only then.
    """
    st.html(table)

    def file_content(of: style.Table) -> TableContent:
        return content(visit, name, title, of.heads, map(_values, of.rows))

    def whole_content(by: Visit) -> TableContent:
        return file_content(whole(by) if whole else table)

    offer(visit, file_content(table), whole=whole_content)


def content(
    visit: Visit, name: str, title: str, heads: Iterable[str], rows: Iterable[tuple[CellValue, ...]]
) -> TableContent:
    """A table for the files, with source, day and sample mark as its notes."""
    return TableContent(name, title, notes(visit), tuple(heads), tuple(rows))


def notes(visit: Visit) -> tuple[str, ...]:
    """Whose plan, which day, and that data are samples: what stands on everything that leaves."""
    texts = visit.texts
    source = texts("screens.downloads.source", plan=texts.name(visit.plan.head.short_name))
    told = (source, _day_words(visit))
    return (*told, texts("screens.downloads.sample")) if visit.sample else told


def _day_words(visit: Visit) -> str:
    """The day, or the moment as known at which the data are."""
    if visit.as_of is None:
        return visit.texts("screens.downloads.made_on", date=visit.texts.date(visit.today))
    words = looking_back.moment_words(visit.as_of, visit.plan.head.time_zone, visit.texts)
    return visit.texts("screens.past.band", moment=words)


def offer(visit: Visit, table: TableContent, *, whole: Callable[[Visit], TableContent] | None = None) -> None:
    """Small buttons that hand a table to the browser.

    Where the table is one page of a longer one, `whole` gives that to whoever presses the button.
    """
    if visit.submitted or not (table.rows and permits(visit.actor, Action.EXPORT_TABLE)):
        return
    _files(table, whole)


@st.fragment
def _files(table: TableContent, whole: Callable[[Visit], TableContent] | None) -> None:
    visit = session.current()  # a fragment runs without the gate: who looks is asked anew
    texts = visit.texts
    with st.container(key=f"offer_{table.name}", horizontal=True, gap="small", vertical_alignment="center"):
        for kind in KINDS:
            label = texts(f"screens.downloads.{kind}")
            told = texts("screens.downloads.of", kind=label, title=style.plain(table.title))
            if st.button(label, key=f"take_{kind}_{table.name}", type="tertiary", help=told):
                file = export_table(visit.database, visit.actor, whole(visit) if whole else table, kind)
                deliver(file_name(visit, table, kind), file, _MEDIA[kind], key=f"taken_{kind}_{table.name}")


def file_name(visit: Visit, table: TableContent, kind: str) -> str:
    """`分县区情况_20181020_示例数据.csv`."""
    tail = [f"{visit.today:%Y%m%d}", visit.texts("screens.frame.sample") if visit.sample else ""]
    return safe_name(table.title, kind, "_".join(filter(None, tail)))


def picture_button(
    visit: Visit, key: str, title: str, *, label: str = "", select: str = "", beside: Sequence[str] = ()
) -> str:
    """A button (HTML) that saves a chart as PNG.

    Args:
        visit: who looks.
        key: of the plotly chart or the surface that holds the drawing.
        title: stands on the picture.
        label: which chart, where several buttons stand beside each other.
        select: which drawing of a surface, as a CSS selector; the first unless told.
        beside: what is marked in the chart, in words; one line each under it.
    """
    texts = visit.texts
    foot = texts("screens.downloads.join").join(notes(visit))
    name = safe_name(title, "png", f"{visit.today:%Y%m%d}")
    told = {"picture": key, "title": title, "foot": foot, "file": name, "select": select}
    told["notes"] = "\n".join(" ".join(line.split()) for line in beside)
    data = "".join(f' data-{attribute}="{escape(value)}"' for attribute, value in told.items() if value)
    kind = texts("screens.downloads.png")
    shown = texts("screens.downloads.of", kind=kind, title=label) if label else kind
    said = escape(texts("screens.downloads.of", kind=kind, title=title))
    return f'<button type="button" class="db-picture" aria-label="{said}"{data}>{escape(shown)}</button>'


def _values(row: Iterable[style.Cell]) -> tuple[CellValue, ...]:
    return tuple(_value(cell) for cell in row)


def _value(cell: style.Cell) -> CellValue:
    """A figure that is only a number is a number in the file; everything else is the text it is."""
    if "db-figure" in cell.look.split() and _NUMBER.fullmatch(cell.text):
        return Decimal(cell.text.replace(",", "").replace("−", "-"))
    return cell.text
