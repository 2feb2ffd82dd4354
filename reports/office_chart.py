"""A chart of a summary as a small workbook with a native chart in it: Word embeds both."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as XlsxChart

from i18n.worksheets import LiteralWorkbook
from reports.summary import Chart, ChartSeries

ACTUAL, PLANNED, TARGET, GRID, TEXT = "#173F7A", "#98A2B3", "#101828", "#EAECF0", "#475467"
_FONT = {"name": "宋体", "size": 9, "color": TEXT}
_PRINT_SETTINGS = re.compile(rb"<c:printSettings>.*?</c:printSettings>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OfficeChart:
    """The chart's own XML, with its values cached, and the workbook whose cells it reads."""

    xml: bytes
    workbook: bytes


def office_chart(chart: Chart) -> OfficeChart:
    """The same chart gives the same bytes."""
    book = _workbook(chart)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        xml = archive.read("xl/charts/chart1.xml")
    return OfficeChart(_explicit(_PRINT_SETTINGS.sub(b"", xml)), book)


def _explicit(xml: bytes) -> bytes:
    """Says what readers otherwise guess differently: lines are straight, and a gap is a gap, not a zero."""
    head, lines, tail = xml.partition(b"<c:lineChart>")
    lines += tail.replace(b"</c:val></c:ser>", b'</c:val><c:smooth val="0"/></c:ser>')
    return (head + lines).replace(b'<c:plotVisOnly val="1"/>', b'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>')


def _workbook(chart: Chart) -> bytes:
    target = io.BytesIO()
    with LiteralWorkbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        sheet = book.add_worksheet("data")
        for row, category in enumerate(chart.categories, start=1):
            sheet.write_string(row, 0, category)
        for column, series in enumerate(chart.series, start=1):
            sheet.write_string(0, column, series.name)
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, float(value))
        drawn = _columns_and_lines(book, chart) if chart.kind == "columns" else _lines(book, chart)
        _dress(drawn, chart)
        sheet.insert_chart(1, 6, drawn)
    return target.getvalue()


def _columns_and_lines(book: Workbook, chart: Chart) -> XlsxChart:
    columns, lines = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    for place, series in enumerate(chart.series, start=1):
        (columns if series.role == "actual" else lines).add_series(_series(chart, series, place))
    columns.combine(lines)
    return cast("XlsxChart", columns)


def _lines(book: Workbook, chart: Chart) -> XlsxChart:
    lines = book.add_chart({"type": "line"})
    for place, series in enumerate(chart.series, start=1):
        lines.add_series(_series(chart, series, place))
    return cast("XlsxChart", lines)


def _series(chart: Chart, series: ChartSeries, column: int) -> dict[str, Any]:
    last = len(chart.categories)
    said: dict[str, Any] = {
        "name": ["data", 0, column],
        "categories": ["data", 1, 0, last, 0],
        "values": ["data", 1, column, last, column],
    }
    if series.role == "actual" and chart.kind == "columns":
        return {**said, "fill": {"color": ACTUAL}, "gap": 80}
    if series.role == "actual":
        marker = {"type": "circle", "size": 5, "fill": {"color": ACTUAL}, "border": {"color": ACTUAL}}
        return {**said, "line": {"color": ACTUAL, "width": 2.25}, "marker": marker}
    if series.role == "planned":
        return {**said, "line": {"color": PLANNED, "width": 1.5, "dash_type": "square_dot"}}
    return {**said, "line": {"color": TARGET, "width": 1.25}}


def _dress(drawn: XlsxChart, chart: Chart) -> None:
    drawn.set_title({"none": True})
    drawn.set_legend({"position": "bottom", "font": _FONT})
    drawn.set_x_axis({"num_font": _FONT, "line": {"color": PLANNED}})
    shown = "#,##0" + ("." + "0" * chart.decimals if chart.decimals else "")
    # Columns start at zero, always; a line's axis may be cut.
    bounds = {"min": 0} if chart.kind == "columns" else {}
    drawn.set_y_axis({
        "name": chart.unit, "name_font": {**_FONT, "bold": False}, "num_font": _FONT, "num_format": shown,
        "line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}}, **bounds,
    })  # fmt: skip
    drawn.show_blanks_as("gap")
    drawn.set_chartarea({"border": {"none": True}})
